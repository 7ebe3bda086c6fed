import colorsys

import pytest

from monitor.present.palette import DARK, LIGHT


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "muted", "prot", "bound", "find", "link"])
def test_text_can_be_read_on_paper_and_on_panel(colours, role):
    assert min(contrast(colours[role], colours[ground]) for ground in ("paper", "panel")) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_can_be_told_from_the_paper(colours):
    assert contrast(colours["act"], colours["paper"]) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_neither_side_weighs_more(colours):
    left, right = (contrast(colours[role], colours["paper"]) for role in ("prot", "bound"))
    assert max(left, right) / min(left, right) < 1.25


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["prot", "bound", "find"])
def test_no_colour_is_a_verdict(colours, role):
    hue = colorsys.rgb_to_hsv(*(int(colours[role][i : i + 2], 16) for i in (1, 3, 5)))[0] * 360
    assert 20 < hue < 340, "red"
    assert not 80 < hue < 165, "green"


def test_both_schemes_have_the_same_roles():
    assert LIGHT.keys() == DARK.keys()

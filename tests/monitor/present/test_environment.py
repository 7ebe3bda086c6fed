import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from monitor.present.environment import COLUMNS, environment, fold, grid


def test_there_is_one_environment():
    assert environment() is environment()


@pytest.mark.parametrize(
    ("name", "escapes"), [("timeline.svg.j2", True), ("digest.html.j2", True), ("digest.txt.j2", False)]
)
def test_html_and_svg_escape_and_plain_text_does_not(name, escapes):
    assert environment().autoescape(name) is escapes


def test_what_is_printed_is_escaped_and_printable():
    template = environment().from_string("{{ text }}|{{ made }}")
    assert template.render(text="<b>\x1b&\x00", made=Markup("<i>")) == "&lt;b&gt;\ufffd&amp;\ufffd|<i>"


def test_an_undefined_name_is_an_error():
    with pytest.raises(UndefinedError, match="nothing"):
        environment().from_string("{{ nothing }}").render()


def test_words_are_never_broken_and_lines_hang():
    address = "https://court.example/" + "a" * 90
    assert fold(f"see {address} there", 2, 4) == f"  see\n    {address}\n    there"


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_a_table_keeps_to_its_columns(columns):
    heads = [f"Reading {n}, about 14:45" for n in range(columns)]
    rows = [("a moment with a name that goes on " * 4, ["↔ before and after"] * columns)]
    drawn = grid("6 May, EDT", heads, rows)
    assert max(len(line) for line in drawn.splitlines()) <= COLUMNS
    assert all(drawn.replace("\n", " ").count(word) for word in ("Reading", "before", "moment"))
    assert ("---" in drawn) is (columns < 4)

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.present.place import Pin, fit, label_width, pack, text_width

PINS = st.lists(
    st.builds(
        Pin,
        x=st.floats(122, 694),
        text=st.text(max_size=120),
        mark=st.just("asks"),
        tag=st.none() | st.just("contested"),
    ),
    max_size=25,
)


def box(item):
    width = label_width(item.pin, item.text, 11)
    left = item.text_x if item.anchor == "start" else item.text_x - width
    return min(left, item.pin.x - 6), max(left + width, item.pin.x + 6)


@settings(deadline=None, max_examples=80)
@given(PINS)
def test_no_label_covers_another_mark_or_label(pins):
    placed = pack(pins, 122, 694)
    assert len(placed) == len(pins)
    rows = {}
    for item in placed:
        rows.setdefault(item.row, []).append(box(item))
    for boxes in rows.values():
        boxes.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(boxes))


@settings(deadline=None)
@given(PINS)
def test_labels_stay_inside_the_picture(pins):
    for item in pack([p for p in pins if p.tag is None], 122, 694):
        start, end = box(item)
        assert start >= 122 - 7
        assert end <= 694 + 7


@given(st.text(max_size=80), st.floats(20, 300))
def test_a_cut_text_fits_and_says_that_it_is_cut(text, width):
    cut = fit(text, width, 11)
    assert text_width(cut, 11) <= width
    assert cut == text or cut.endswith(("…", "…”")) or cut == ""


def test_a_quotation_that_is_cut_stays_one():
    assert fit("“the water was shut off in Canal Street”", 120, 11) == "“the water was…”"


def test_a_mark_at_the_right_edge_has_its_words_on_the_left():
    (item,) = pack([Pin(x=690, text="vacated", mark="entered")], 122, 694)
    assert (item.anchor, item.text) == ("end", "vacated")


def test_wide_letters_count_as_wide():
    assert text_width("水" * 10, 11) > text_width("w" * 10, 11) > text_width("i" * 10, 11)
    assert text_width("e\u0301", 11) == text_width("e", 11)

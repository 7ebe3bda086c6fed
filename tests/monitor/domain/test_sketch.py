"""Likeness of texts: copies stand out, other texts do not, whatever their length."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.sketch import SIZE, Sketch, likeness, sketch

STORY = " ".join(
    f"On day {n} the water utility of Marlow told the court that valve {n * 7} had been opened and {n * 13} homes were served again."
    for n in range(1, 40)
)
OTHER = " ".join(
    f"The school board met for the {n}th time and heard {n * 3} parents speak about bus route {n * 11} and its late afternoon runs."
    for n in range(1, 40)
)


def test_a_text_is_wholly_like_itself():
    assert likeness(sketch(STORY), sketch(STORY)) == 1.0


def test_case_punctuation_and_white_space_do_not_count():
    assert sketch("The  Valve was: OPENED again, today.") == sketch("the valve was opened again today")


def test_a_copy_with_a_changed_figure_is_a_near_duplicate():
    assert likeness(sketch(STORY), sketch(STORY.replace("day 7 the", "day 8 the"))) >= 0.69


def test_a_copy_cut_to_half_is_a_near_duplicate():
    assert likeness(sketch(STORY), sketch(STORY[: len(STORY) // 2])) >= 0.69


def test_unrelated_texts_are_not_alike():
    assert likeness(sketch(STORY), sketch(OTHER)) <= 0.02


def test_nothing_is_not_a_copy_of_nothing():
    assert sketch("—  …").lows == ()
    assert likeness(sketch(""), sketch("")) == 0.0


def test_a_sketch_is_sorted_and_of_bounded_size():
    lows = sketch(STORY).lows
    assert len(lows) == SIZE
    assert list(lows) == sorted(set(lows))


def test_a_known_sketch_does_not_change_from_one_machine_or_version_to_the_next():
    assert sketch("one two three four five six") == Sketch((4322731170382286266, 4475916206259131367))


@settings(deadline=None, max_examples=60)
@given(st.text(), st.text())
def test_likeness_is_symmetric_and_between_nothing_and_all(a, b):
    left, right = sketch(a), sketch(b)
    assert 0.0 <= likeness(left, right) == likeness(right, left) <= 1.0

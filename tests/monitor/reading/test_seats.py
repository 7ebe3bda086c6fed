"""How a newsroom places a court."""

import pytest

from monitor.reading.seats import seated


@pytest.mark.parametrize(
    "words", ["a judge in Boston", "a federal court in Boston", "a Massachusetts judge", "a Boston federal judge"]
)
def test_a_court_is_spoken_of_by_its_place(words):
    assert seated("mad").search(words)


@pytest.mark.parametrize("words", ["a judge in Denver", "a mayor in Boston", "Boston", "judges everywhere"])
def test_another_place_or_another_office_is_not_the_court(words):
    assert not seated("mad").search(words)


@pytest.mark.parametrize("court", ["scotus-of-nowhere", "gud"])
def test_a_court_without_a_known_place_is_never_spoken_of_by_one(court):
    assert not seated(court).search("a judge in Boston")

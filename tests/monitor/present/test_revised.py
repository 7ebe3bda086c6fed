"""What is only read otherwise, in words: who decided, what counted, what counts. Every text is an EXAMPLE."""

from __future__ import annotations

import pytest

from monitor.present.revised import ONLY_READ, because_line, change_line
from monitor.state.change import ChangeKind
from projections.because import Because, What
from tests.monitor.present.test_words import FORBIDDEN


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        (ChangeKind.NO_LONGER_READ, "alleges_breach", None, "No longer counted (x3): alleges a breach."),
        (ChangeKind.NO_LONGER_READ, "contested", None, "It is no longer read as contested."),
        (ChangeKind.NO_LONGER_READ, "figure_conflict", None, "Its figures are no longer read as disagreeing."),
        (ChangeKind.NO_LONGER_READ, "in_force", None, "No longer counted (x3): in force."),
        (
            ChangeKind.READ_OTHERWISE,
            "alleges_breach",
            "questions",
            "Read otherwise (x3): it was alleges a breach, it is",
        ),
        (ChangeKind.ALLEGED, None, "alleges_breach", "Now counted (x3): an allegation: alleges a breach."),
        (ChangeKind.ORDER_ISSUED, None, "in_force", "Now counted (x3): an order, in force."),
        (ChangeKind.STATUS_CHANGED, "in_force", "stayed", "Status changed (x3): it was in force, it is stayed."),
        (ChangeKind.JOINED, "d/e8.1", "d/e7.1", "d/e8.1 is now part of d/e7.1."),
        (ChangeKind.PARTED, "d/e8.1", "d/e7.1", "d/e8.1 is no longer part of d/e7.1."),
        (ChangeKind.DEADLINE_SET, None, "2026-03-20T17:00:00-05:00", "Now counted (x3): a date: 20 March 2026, 17:00"),
    ],
)
def test_each_difference_is_a_sentence(kind, before, after, said):
    assert change_line(kind, before, after, "x3").startswith(said)


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_has_words_whatever_is_known(kind):
    for before, after, item in ((None, None, None), ("a_code", "another", "x3")):
        line = change_line(kind, before, after, item)
        assert line.endswith(".")
        assert not any(bad in line for bad in FORBIDDEN)


@pytest.mark.parametrize("what", list(What))
def test_every_reason_names_who_and_why_and_blames_nobody(what):
    line = because_line(Because(what=what, by="Ada Example", reason="EXAMPLE: misread.", item="x3"))
    assert line.endswith("Reason given: EXAMPLE: misread.")
    assert ("Ada Example" in line) is (what is not What.AMENDED)
    assert not any(bad in line for bad in FORBIDDEN)


def test_what_only_a_reading_makes_is_marked_as_that():
    assert {kind.value for kind in ONLY_READ} == {"no_longer_read", "read_otherwise", "joined", "parted"}

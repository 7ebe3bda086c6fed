"""A late item that changes nothing after it is taken in last; one that may change something, at its place."""

import pytest

from monitor.domain.vocabulary import DocketKind, Effect, LinkKind
from monitor.state.facts import LinkFact
from monitor.state.fold import MatterFold, fold
from tests.monitor.state.given import MATTER, Given, at, defendants, due, effect, issues, plaintiffs, re

NOTICE = {"kind": DocketKind.NOTICE}


@pytest.fixture
def given():
    given = Given()
    given.entry("2025-02-13 20:52", issues(), number=17, item="tro")
    given.entry("2025-03-15 10:00", plaintiffs(), number=30, item="motion")
    given.entry("2025-03-16 10:00", defendants(), number=31, item="answer")
    return given


def late(given: Given, when: str, *said, number: int = 20, **more) -> bool:
    """Whether the fold applied nothing again for the last fact, and whether its state is that of all facts at once."""
    given.entry(when, *said, number=number, seen="2025-06-01 10:00", **more)
    folded = MatterFold(MATTER)
    for fact in given.facts[:-1]:
        folded.add(fact)
    folded.state()
    seen = [folded._settled().seen[fact.key] for fact in given.facts[:-1] if hasattr(fact, "key")]
    folded.add(given.facts[-1])
    assert folded.state() == fold(MATTER, given.facts)
    return all(folded._settled().seen[one.fact.key] is one for one in seen)


def test_what_says_nothing_costs_nothing_of_what_follows(given):
    assert late(given, "2025-02-20 10:00")


@pytest.mark.parametrize(
    "said", [plaintiffs(), effect(Effect.VACATES), due("status report", "2025-04-10 12:00"), issues()]
)
def test_what_says_something_is_taken_in_at_its_place(given, said):
    assert not late(given, "2025-02-20 10:00", said)


def test_a_number_that_was_looked_for_is_not_silent(given):
    given.entry("2025-03-17 10:00", plaintiffs(refers=(re(20),)), number=32)
    assert not late(given, "2025-02-20 10:00")


def test_another_item_of_its_entry_is_not_silent(given):
    given.entry("2025-02-21 10:00", number=20, item="copy")
    assert not late(given, "2025-02-20 10:00")


def test_a_filing_for_which_a_date_was_set_is_not_silent_whoever_met_it_since(given):
    given.entry("2025-02-14 10:00", due("notice of compliance", "2025-02-25 12:00"), number=18)
    given.entry("2025-02-24 10:00", number=19, **NOTICE)
    assert not late(given, "2025-02-20 10:00", **NOTICE)


def test_a_filing_before_the_date_was_set_is_silent(given):
    given.entry("2025-02-24 10:00", due("notice of compliance", "2025-02-25 12:00"), number=18)
    assert late(given, "2025-02-20 10:00", **NOTICE)


def test_nothing_is_silent_where_a_person_spoke_of_handles(given):
    motion, answer = given.facts[1].key, given.facts[2].key
    given.facts.append(
        LinkFact(
            seq=4, kind=LinkKind.ACTIONS, joined=True, one=(motion, 1), other=(answer, 1), ids=("a", "b"), by="EXAMPLE",
            reason="EXAMPLE", decided_at=at("2025-03-20 10:00"),
        )
    )  # fmt: skip
    assert not late(given, "2025-02-20 10:00")


def test_what_is_later_than_a_silent_one_and_earlier_than_what_came_before_it_is_taken_in_right(given):
    assert late(given, "2025-02-20 10:00", number=20)
    assert not late(given, "2025-02-19 10:00", effect(Effect.VACATES), number=19)
    assert late(given, "2025-02-21 10:00", number=21)
    assert late(given, "2025-05-01 10:00", plaintiffs(), number=40)

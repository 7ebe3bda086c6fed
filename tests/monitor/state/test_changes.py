"""What is told of a change, and that it is told once."""

from datetime import date

import pytest

from monitor.domain.vocabulary import Effect, FindingKind, LapseReading, OrderType, Role, Stance
from monitor.state.change import Change, ChangeKind
from monitor.state.changes import diff
from monitor.state.fold import MatterFold, fold
from tests.monitor.state.given import (
    Given,
    defendants,
    due,
    effect,
    finds,
    issues,
    official,
    plaintiffs,
    re,
    says,
)


def told(given: Given) -> list[Change]:
    """The changes as they come, fact by fact."""
    going, found, before = MatterFold(given.matter), [], None
    for fact in given.facts:
        going.add(fact)
        after = going.state()
        found += diff(before, after)
        before = after
    return found


def kinds(changes: list[Change]) -> list[str]:
    return [c.kind.value for c in changes]


@pytest.fixture
def restraint():
    given = Given()
    given.entry("2025-03-15 19:25", issues(), number=10, item="tro")
    return given


def test_an_order_then_an_allegation_then_an_answer(restraint):
    restraint.entry("2025-03-17 10:00", plaintiffs(), number=21, item="motion")
    restraint.statement("2025-03-18 10:00", official(Stance.OUTSIDE_SCOPE), item="reply")
    changes = told(restraint)
    assert kinds(changes) == ["order_issued", "alleged", "answered", "contested"]
    issued, alleged, _, contested = changes
    assert (issued.order, issued.before, issued.after, issued.item) == ("dcd/25-cv-1/e10.1", None, "in_force", "tro")
    assert (alleged.key, alleged.action) == ("alleged|dcd/25-cv-1/e21.p1", "dcd/25-cv-1/e21.p1")
    assert (contested.before, contested.after, contested.item, contested.seq) == ("alleged", "contested", "reply", 3)
    assert {c.matter for c in changes} == {restraint.matter.id}


def test_questions_concessions_and_findings_go_at_once_and_status_waits(restraint):
    restraint.entry("2025-03-17 10:00", says("Court", Role.COURT, Stance.QUESTIONS), number=21)
    restraint.entry("2025-03-18 10:00", defendants(Stance.ADMITS_BREACH), number=22)
    restraint.entry("2025-03-19 10:00", finds(FindingKind.NONCOMPLIANCE, refers=(re(10),)), number=23)
    restraint.entry("2025-03-20 10:00", effect(Effect.VACATES), court="scotus")
    changes = told(restraint)
    assert [(c.kind.value, c.kind.immediate) for c in changes] == [
        ("order_issued", False),
        ("asked", True),
        ("conceded", True),
        ("finding", True),
        ("status_changed", False),
    ]


def test_a_press_characterisation_is_not_told(restraint):
    restraint.news("2025-03-17 10:00", says("Example Wire", Role.PRESS, Stance.ALLEGES_BREACH))
    assert kinds(told(restraint)) == ["order_issued"]


def test_an_answer_that_belongs_to_no_action_is_told_once_and_not_again_with_the_action(restraint):
    restraint.statement("2025-03-16 10:00", official(Stance.DENIES_BREACH))
    restraint.entry("2025-03-17 10:00", plaintiffs(), number=21)
    changes = told(restraint)
    assert kinds(changes) == ["order_issued", "answered", "alleged", "contested"]
    assert changes[1].action is None


def test_extension_lapse_and_dates(restraint):
    restraint.entry(
        "2025-03-28 17:00", effect(Effect.EXTENDS, lapses_on=date(2025, 4, 12)), due("report", "2025-04-01 12:00")
    )
    restraint.entry("2025-03-29 17:00", due("report", "2025-04-02 12:00"))
    restraint.lapse("dcd/25-cv-1/e10.1", LapseReading.FIXED, "2025-04-13 00:00")
    changes = told(restraint)
    assert kinds(changes) == [
        "order_issued",
        "order_extended",
        "deadline_set",
        "deadline_moved",
        "deadline_set",
        "status_changed",
    ]
    assert (changes[1].before, changes[1].after) == ("flat 2025-03-29, rolled 2025-03-31", "fixed 2025-04-12")
    assert (changes[-1].before, changes[-1].after) == ("in_force", "lapsed")


def test_what_became_of_a_finding_is_told_under_the_order_it_is_about(restraint):
    restraint.entry(
        "2025-04-16 10:00", issues(OrderType.CONTEMPT_FINDING), finds(FindingKind.CIVIL_CONTEMPT), number=81
    )
    restraint.entry("2025-08-08 10:00", effect(Effect.VACATES, OrderType.CONTEMPT_FINDING), court="cadc")
    last = [c for c in told(restraint) if c.kind is ChangeKind.FINDING_STANDING_CHANGED]
    assert [(c.order, c.before, c.after) for c in last] == [("dcd/25-cv-1/e10.1", "standing", "vacated")]


def test_a_request_and_its_refusal():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), number=3)
    given.entry("2025-03-15 12:00", effect(Effect.DENIES_RELIEF, refers=(re(3),)), number=5)
    assert [(c.kind.value, c.before, c.after) for c in told(given)] == [
        ("status_changed", None, "requested"),
        ("status_changed", "requested", "denied"),
    ]


def test_nothing_changed_nothing_told(restraint):
    state = restraint.state
    assert diff(state, state) == ()
    assert diff(state, fold(restraint.matter, restraint.facts)) == ()


def test_told_step_by_step_or_at_once_the_keys_of_what_was_said_are_the_same(restraint):
    restraint.entry("2025-03-17 10:00", plaintiffs(), number=21)
    restraint.entry("2025-03-18 10:00", defendants(), number=22)
    assert {c.key for c in diff(None, restraint.state)} == {c.key for c in told(restraint)}


def test_a_stay_that_lapses_changes_the_order_it_stayed():
    given = Given()
    given.entry(
        "2025-04-08 17:01",
        issues(OrderType.PRELIMINARY_INJUNCTION),
        effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY, lapses_on=date(2025, 4, 13)),
        number=47,
    )
    given.lapse("dcd/25-cv-1/e47.2", LapseReading.FIXED, "2025-04-14 00:00")
    changed = [c for c in told(given) if c.kind is ChangeKind.STATUS_CHANGED]
    assert [(c.order, c.before, c.after) for c in changed] == [
        ("dcd/25-cv-1/e47.1", "administratively_stayed", "in_force"),
        ("dcd/25-cv-1/e47.2", "in_force", "lapsed"),
    ]


def test_the_same_stay_twice_is_told_twice(restraint):
    for day in (17, 19):
        restraint.entry(
            f"2025-03-{day} 10:00", effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY), court="cadc", item=f"s{day}"
        )
        restraint.entry(
            f"2025-03-{day + 1} 10:00",
            effect(Effect.LIFTS_STAY, OrderType.ADMINISTRATIVE_STAY),
            court="cadc",
            item=f"l{day}",
        )
    first = [c for c in told(restraint) if c.order == "dcd/25-cv-1/e10.1" and c.kind is ChangeKind.STATUS_CHANGED]
    assert [c.after for c in first] == ["administratively_stayed", "in_force"] * 2
    assert len({c.key for c in first}) == 4

"""EXAMPLE. Five outlets count the people of one night, with five numbers; one copies the wire, one corrects itself.

What can be compared, what disagrees, and what its own source took back.
"""

import pytest

from monitor.domain.evidence import quote as cut
from monitor.domain.findings import ActionRead, FigureRead
from monitor.domain.vocabulary import Effect, OrderType, Relation, TimeReading
from tests.monitor.state.given import Given, at, effect, figure, issues, minute, moment, plaintiffs, re

GROUP = "members of the example group"
WIRE = (
    "EXAMPLE: buses with people from the shelter were driven across the state line on Wednesday night, a count by the"
    " wire shows. The order of that evening had told the agency to keep them where they were. A driver told the wire"
    " that the last bus had left before eight in the evening, and nobody had stopped it on the way to the border."
)


def counts(*figures, moments=()):
    return ActionRead(what="EXAMPLE bus transfers", figures=figures, moments=moments)


def people(value, **more):
    return figure("people", value, **more)


def some():
    return FigureRead(label="people", quote=cut("EXAMPLE some people", 0, 19), value=None)


@pytest.fixture
def night():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    given.news(
        "2025-03-06 07:00",
        text=WIRE,
        item="wire",
        action=counts(people(200, bound="over"), moments=(minute("departure", "2025-03-05 19:40"),)),
    )
    return given


def outlet(given, hour, name, *figures, text="", **more):
    body = text or f"EXAMPLE: {name} has its own account of the night, from its own people at the gate, told {hour}."
    return given.news(f"2025-03-06 {hour}", text=body, outlet=name, item=name, action=counts(*figures), **more)


def figures(given):
    return {f.item: f for f in given.action.figures}


def test_five_outlets_with_five_counts_are_one_action_and_only_what_cannot_be_both_disagrees(night):
    outlet(night, "08:00", "Example Ledger", people(238, population=GROUP))
    outlet(night, "09:00", "Example News", people(250, bound="over", population=GROUP))
    outlet(night, "10:00", "Example Courts", people(250, bound="about"))
    outlet(night, "11:00", "Example Gazette", people(261))
    found = figures(night)
    assert {name for name, f in found.items() if f.disagrees} == {"Example Ledger", "Example News"}
    assert night.action.separate_reports == 5


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (people(250), people(250, bound="about"), False),
        (people(238), people(250, bound="over"), True),
        (people(261), people(200, bound="over"), False),
        (people(190), people(200, bound="under"), False),
        (people(238), some(), False),
        (people(238), figure("people", 21, population=GROUP), False),
        (people(238), figure("buses", 6), False),
    ],
)
def test_bounds_and_what_is_no_number(one, other, disagree):
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    told = minute("departure", "2025-03-05 19:40")
    given.news("2025-03-06 08:00", text="EXAMPLE one", action=counts(one, moments=(told,)))
    given.news("2025-03-06 09:00", text="EXAMPLE other words", action=counts(other, moments=(told,)))
    assert given.action.figures_conflict is disagree


def test_totals_of_two_days_are_not_compared(night):
    outlet(night, "08:00", "Example Ledger", people(220))
    later = counts(
        people(300), moments=(minute("departure", "2025-03-05 19:40"), minute("arrival", "2025-03-07 23:00"))
    )
    night.news("2025-03-08 09:00", text="EXAMPLE: by Friday more had come", item="later", action=later)
    assert night.action.figures_conflict
    first = Given()
    first.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    for day, number in (("05", 220), ("07", 300)):
        told = counts(people(number), moments=(minute("the third bus", f"2025-03-{day} 19:40"),))
        first.news(f"2025-03-{day} 23:00", text=f"EXAMPLE {day}", action=told)
    assert not any(a.figures_conflict for a in first.order.actions)


def test_what_comes_on_top_of_a_number_does_not_disagree_with_it(night):
    outlet(night, "08:00", "Example Ledger", people(220))
    more = FigureRead(label="people", quote=cut("EXAMPLE 40 more people", 0, 22), value=40.0)
    outlet(night, "09:00", "Example Gazette", more)
    assert not night.action.figures_conflict


def test_a_copy_adds_nothing_but_that_it_was_carried(night):
    outlet(night, "08:00", "Example Gazette", people(200, bound="over"), text=f"By Example Wire. {WIRE}")
    assert [f.item for f in night.action.figures] == ["wire"]
    assert night.action.separate_reports == 1


def test_a_copy_that_gives_another_number_is_no_mere_copy(night):
    outlet(night, "08:00", "Example Gazette", people(180), text=f"By Example Wire. {WIRE}")
    assert {f.item for f in night.action.figures if f.disagrees} == {"wire", "Example Gazette"}


def test_an_outlet_s_corrected_version_takes_the_place_of_its_own_number_and_says_so(night):
    outlet(night, "08:00", "Example Ledger", people(150))
    assert night.action.figures_conflict
    night.news(
        "2025-03-06 12:00",
        text=f"{WIRE} CORRECTION: an earlier version gave another number.",
        item="wire-corrected",
        action=counts(people(150), moments=(minute("departure", "2025-03-05 19:50"),)),
    )
    found = figures(night)
    assert (found["wire"].superseded_by, found["wire"].disagrees) == ("wire-corrected", False)
    assert not night.action.figures_conflict
    assert [(m.item, m.superseded_by) for m in night.action.moments] == [
        ("wire", "wire-corrected"),
        ("wire-corrected", None),
    ]


def test_another_outlet_corrects_nobody_but_itself(night):
    outlet(night, "12:00", "Example Gazette", people(150), text=f"{WIRE} CORRECTION: an earlier version had more.")
    assert all(f.superseded_by is None for f in night.action.figures)


def test_a_list_that_a_court_amends_takes_back_its_own_number():
    given = Given()
    given.entry("2026-01-20 10:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    listed = counts(figure("orders", 96))
    given.entry("2026-01-28 10:00", issues(OrderType.OTHER, refers=(re(10),)), number=40, action=listed)
    amended = effect(Effect.MODIFIES, OrderType.OTHER, refers=(re(40),))
    given.entry("2026-02-03 10:00", amended, number=45, action=counts(figure("orders", 97)))
    (action,) = (a for order in given.orders for a in order.actions)
    assert [(f.value, f.superseded_by is not None, f.disagrees) for f in action.figures] == [
        (96.0, True, False),
        (97.0, False, False),
    ]


def test_accounts_of_one_departure_that_differ_stand_side_by_side_each_against_each_reading(night):
    night.news(
        "2025-03-06 09:00",
        text="EXAMPLE: another count of the night",
        item="other",
        action=counts(moments=(minute("departure", "2025-03-05 19:20"), moment("on the road", "2025-03-05 19:00", "2025-03-05 21:00"))),
    )  # fmt: skip
    told = {(t.moment, t.index): t.relation for t in night.action.timing if t.reading is TimeReading.ENTERED}
    assert told == {
        ("departure", 0): Relation.AFTER,
        ("departure", 1): Relation.BEFORE,
        ("on the road", 2): Relation.STRADDLES,
    }


def test_a_day_without_an_hour_straddles_nothing(night):
    whole = moment("departure", "2025-03-05 00:00", "2025-03-05 23:59")
    night.news("2025-03-06 09:00", text="EXAMPLE: a day", item="day", action=counts(moments=(whole,)))
    assert [t.relation for t in night.action.timing if t.index == 1] == [Relation.UNKNOWN]


def test_the_same_thing_half_a_day_later_is_another_time_and_that_is_said(night):
    again = counts(moments=(minute("departure", "2025-03-06 09:30"),))
    night.news(
        "2025-03-06 11:00", plaintiffs(words="EXAMPLE: they sent another convoy"), text="EXAMPLE b", action=again
    )
    assert len(night.order.actions) == 2
    (doubt,) = night.state.doubts
    assert (doubt.kind, doubt.reason) == ("may_be_one", "it tells of the same thing at another time")
    assert night.order.actions[1].first_at == at("2025-03-06 11:00")

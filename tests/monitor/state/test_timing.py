"""A moment against one reading: said only where it cannot be otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.findings import ActionRead, MomentRead
from monitor.domain.vocabulary import Mode, Relation, TimeReading
from monitor.state.timing import Effective, relation
from tests.monitor.state.given import Given, at, dated, issues, minute, moment, plaintiffs, protects, quote

ENTERED = Effective(TimeReading.ENTERED, at("2025-03-15 19:25"), at("2025-03-15 19:26"))
ABOUT = Effective(TimeReading.PRONOUNCED, at("2025-03-15 18:30"), at("2025-03-15 19:01"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (minute("left", "2025-03-15 19:24"), Relation.BEFORE),
        (minute("left", "2025-03-15 19:25"), Relation.UNKNOWN),
        (minute("left", "2025-03-15 19:26"), Relation.AFTER),
        (minute("left", "2025-03-15 19:12", about=True), Relation.UNKNOWN),
        (moment("left", None, "2025-03-15 19:25"), Relation.BEFORE),
        (moment("left", None, "2025-03-15 19:26"), Relation.UNKNOWN),
        (moment("left", "2025-03-15 19:25", None), Relation.AFTER),
        (moment("left", "2025-03-15 19:20", None), Relation.UNKNOWN),
        (moment("flew", "2025-03-15 17:25", "2025-03-15 19:36"), Relation.STRADDLES),
        (moment("flew", "2025-03-15 17:25", "2025-03-15 18:36"), Relation.BEFORE),
        (moment("flew", "2025-03-15 19:40", "2025-03-15 20:36"), Relation.AFTER),
        (moment("left", None, None), Relation.UNKNOWN),
    ],
)
def test_against_the_entry(when, expected):
    assert relation(when, ENTERED) is expected


@pytest.mark.parametrize(("minutes", "expected"), [("18:29", "before"), ("18:45", "unknown"), ("19:01", "after")])
def test_about_leaves_a_quarter_of_an_hour(minutes, expected):
    assert relation(minute("left", f"2025-03-15 {minutes}"), ABOUT) is Relation(expected)


def test_an_entry_of_which_only_the_day_is_known():
    given = Given()
    given.entry("2025-03-15 00:00", issues(), day_only=True)
    moments = tuple(minute("act", f"2025-03-{day} 12:00") for day in (14, 15, 16))
    given.entry("2025-03-17 10:00", plaintiffs(), action=ActionRead(what="EXAMPLE", moments=moments))
    assert given.order.entered_date_only
    assert [t.relation for t in given.action.timing] == [Relation.BEFORE, Relation.UNKNOWN, Relation.AFTER]


def test_an_oral_ruling_of_which_only_the_day_is_known():
    given = Given()
    spoken = issues(mode=Mode.ORAL, pronounced_on=date(2025, 3, 15))
    given.entry("2025-03-16 09:00", spoken)
    moments = tuple(minute("act", f"2025-03-{day} 12:00") for day in (14, 15, 16))
    given.entry("2025-03-17 10:00", plaintiffs(), action=ActionRead(what="EXAMPLE", moments=moments))
    order = given.order
    assert (order.pronounced_at, order.pronounced_date_only) == (at("2025-03-15 00:00"), True)
    assert [t.relation for t in given.action.timing] == [Relation.BEFORE, Relation.UNKNOWN, Relation.AFTER]
    hour = issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45"), refers=(dated("2025-03-15"),))
    given.entry("2025-03-17 09:00", hour)
    assert (given.order.pronounced_at, given.order.pronounced_date_only) == (at("2025-03-15 18:45"), False)


def test_a_reading_the_order_has_no_time_of_is_left_out_and_due_is_compared_where_there_is_one():
    given = Given()
    given.entry("2025-02-25 13:50", issues(), protects("the grantees", due_at=at("2025-02-26 23:59")))
    paid = ActionRead(what="EXAMPLE payment", moments=(minute("paid", "2025-02-27 09:00"),))
    given.entry("2025-02-28 10:00", plaintiffs(), action=paid)
    assert [(t.reading, t.relation) for t in given.action.timing] == [
        (TimeReading.ENTERED, Relation.AFTER),
        (TimeReading.DUE, Relation.AFTER),
    ]


def test_two_accounts_of_one_label_stand_side_by_side():
    given = Given()
    given.entry("2025-03-15 19:25", issues())
    for when, minutes in (("2025-03-16 10:00", "19:20"), ("2025-03-17 10:00", "19:40")):
        told = ActionRead(what="EXAMPLE", moments=(minute("left", f"2025-03-15 {minutes}"),))
        given.entry(when, plaintiffs(words=f"EXAMPLE {minutes}"), action=told)
    assert [(t.moment, t.index, t.relation) for t in given.action.timing] == [
        ("left", 0, Relation.BEFORE),
        ("left", 1, Relation.AFTER),
    ]


@settings(deadline=None, max_examples=100)
@given(
    since=st.one_of(st.none(), st.integers(-120, 120)),
    length=st.one_of(st.none(), st.integers(0, 180)),
    about=st.booleans(),
    really=st.integers(0, 180),
)
def test_what_is_said_holds_for_every_instant_the_account_allows(since, length, about, really):
    start = None if since is None else ENTERED.earliest + timedelta(minutes=since)
    end = None if length is None else (start or ENTERED.earliest) + timedelta(minutes=length)
    said = relation(MomentRead(label="x", quote=quote("x"), since=start, until=end, about=about), ENTERED)
    if start is not None and end is not None and really <= (length or 0):
        instant = start + timedelta(minutes=really)
        if said is Relation.BEFORE:
            assert instant < ENTERED.latest
        if said is Relation.AFTER:
            assert instant >= ENTERED.earliest
    if said is Relation.STRADDLES:
        assert start is not None
        assert end is not None
        assert start < ENTERED.earliest < end

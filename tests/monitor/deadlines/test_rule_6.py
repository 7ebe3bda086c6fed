"""Every rule against a model that walks day by day, or hour by hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.deadlines.court_days import CourtDays, rule_6a5_next_day
from monitor.deadlines.legal_holidays import rule_6a6_holidays
from monitor.deadlines.rule_6 import (
    rule_6a1_days,
    rule_6a2_hours,
    rule_6a3_inaccessible,
    rule_6a3_inaccessible_hour,
    rule_6a4_day_ends,
    rule_6d_three_days,
)
from monitor.domain.courts import court
from monitor.domain.vocabulary import LapseReading

DCD, CAND, MAD = court("dcd"), court("cand"), court("mad")
_DAYS = st.dates(date(2018, 1, 1), date(2031, 12, 31))
# the weeks in which rules meet: closings, Christmas, Emancipation and Patriots' Day, both changes of the clocks
_SEASONS = st.sampled_from(
    [date(2025, 12, 8), date(2024, 12, 9), date(2025, 4, 1), date(2025, 3, 5), date(2024, 10, 30)]
)
_TRIGGERS = st.one_of(_DAYS, st.builds(lambda d, n: d + timedelta(days=n), _SEASONS, st.integers(0, 30)))
_COURTS = st.sampled_from(
    [court(c) for c in ("dcd", "cand", "mad", "txsd", "hid", "gud", "vid", "nysb", "ca1", "scotus")]
)
_ONE = timedelta(days=1)


def closed(day, where, after, closings):
    """The rule in its own words."""
    holiday = rule_6a6_holidays(day, where, after=after)
    return day.strftime("%A") in {"Saturday", "Sunday"} or (holiday is not None and (holiday.certain or closings))


def walk(trigger, days, where, after, closings):
    """Count on one's fingers."""
    day = trigger
    for _ in range(days):
        day = day + _ONE if after else day - _ONE
    while closed(day, where, after, closings):
        day = day + _ONE if after else day - _ONE
    return day


def on(computed):
    return {c.reading: c.on for c in computed}


@settings(deadline=None, max_examples=150)
@given(trigger=_TRIGGERS, days=st.integers(0, 45), where=_COURTS, after=st.booleans())
def test_days_against_counting_on_one_s_fingers(trigger, days, where, after):
    counted = on(rule_6a1_days(trigger, days, where, after=after))
    assert counted[LapseReading.FLAT] - trigger == timedelta(days=days if after else -days)
    assert counted[LapseReading.ROLLED] == walk(trigger, days, where, after, closings=False)
    with_closings = counted.get(LapseReading.ROLLED_CLOSING, counted[LapseReading.ROLLED])
    assert with_closings == walk(trigger, days, where, after, closings=True)
    assert (LapseReading.ROLLED_CLOSING in counted) == (with_closings != counted[LapseReading.ROLLED])


@settings(deadline=None, max_examples=150)
@given(trigger=_TRIGGERS, minute=st.integers(0, 1439), hours=st.integers(0, 200), where=_COURTS, after=st.booleans())
def test_hours_against_an_hour_by_hour_walk(trigger, minute, hours, where, after):
    begin = datetime.combine(trigger, datetime.min.time(), UTC) + timedelta(minutes=minute)
    end = begin
    for _ in range(hours):
        end = end + timedelta(hours=1) if after else end - timedelta(hours=1)
    counted = {c.reading: c.at for c in rule_6a2_hours(begin, hours, where, after=after)}
    flat = counted[LapseReading.FLAT]
    assert flat == end
    if where.level == "supreme":
        assert set(counted) == {LapseReading.FLAT}
        return
    rolled = counted[LapseReading.ROLLED]
    assert rolled.date() == walk(flat.date(), 0, where, after, closings=False)
    assert rolled.time() == flat.time()
    assert counted.get(LapseReading.ROLLED_CLOSING, rolled).date() == walk(flat.date(), 0, where, after, closings=True)


@settings(deadline=None, max_examples=60)
@given(day=_TRIGGERS, where=_COURTS, after=st.booleans())
def test_the_next_day_is_the_first_open_one_in_that_direction(day, where, after):
    found = rule_6a5_next_day(day, where, after=after)
    between = range(1, abs((found - day).days))
    assert (found > day) == after
    assert not closed(found, where, after, closings=False)
    assert all(closed(day + timedelta(days=n if after else -n), where, after, closings=False) for n in between)


@settings(deadline=None, max_examples=60)
@given(last=_TRIGGERS, where=_COURTS, off=st.sets(st.integers(0, 8)))
def test_an_inaccessible_office_puts_the_last_day_off_to_the_first_open_and_accessible_one(last, where, off):
    shut = {last + timedelta(days=n) for n in off}
    moved = rule_6a3_inaccessible(last, where, shut)
    if last not in shut or where.level == "supreme":
        assert moved is None
        return
    day = last + _ONE
    while day in shut or closed(day, where, after=True, closings=False):
        day += _ONE
    assert moved.on == day
    moment = datetime.combine(last, datetime.min.time(), where.zone) + timedelta(hours=14)
    assert rule_6a3_inaccessible_hour(moment, where, shut).at.date() == day


@settings(deadline=None, max_examples=60)
@given(expires=_TRIGGERS, where=_COURTS)
def test_three_days_more_are_three_days_and_then_the_next_open_one(expires, where):
    counted = on(rule_6d_three_days(expires, where))
    if where.level == "supreme":
        assert counted == {}
    else:
        assert counted[LapseReading.ROLLED] == walk(expires, 3, where, after=True, closings=False)


@settings(deadline=None, max_examples=60)
@given(
    trigger=st.dates(), days=st.integers(0, 10**10), hours=st.integers(0, 10**10), where=_COURTS, after=st.booleans()
)
def test_no_date_and_no_number_breaks_a_rule(trigger, days, hours, where, after):
    rule_6a1_days(trigger, days, where, after=after)
    rule_6a2_hours(datetime.combine(trigger, datetime.min.time(), UTC), hours, where, after=after)
    rule_6a3_inaccessible(trigger, where, {trigger})
    rule_6a4_day_ends(trigger, where)
    rule_6d_three_days(trigger, where)


def test_the_day_of_electronic_filing_ends_at_midnight_of_the_court():
    assert rule_6a4_day_ends(date(2025, 3, 8), DCD) == datetime(2025, 3, 9, tzinfo=DCD.zone)
    assert rule_6a4_day_ends(date(2025, 3, 8), CAND) - rule_6a4_day_ends(date(2025, 3, 8), DCD) == timedelta(hours=3)


def test_a_last_day_that_is_a_court_day_stays():
    counted = rule_6a1_days(date(2025, 3, 18), 14, DCD)
    assert {c.on for c in counted} == {date(2025, 4, 1)}


def test_the_same_saturday_rolls_further_where_monday_is_a_state_holiday():
    rolled = rule_6a1_days(date(2025, 3, 15), 14, CAND)[1]
    assert rolled.on == date(2025, 4, 1)
    assert rolled.rule == "Fed. R. Civ. P. 6(a)(1)(C): 2025-03-31 is Cesar Chavez Day (CA), Fed. R. Civ. P. 6(a)(6)(C)"


def test_days_passed_on_the_way_are_in_the_direction_of_the_count():
    forward = [day for day, _ in CourtDays(MAD).passed(date(2025, 4, 19), date(2025, 4, 22))]
    assert forward == [date(2025, 4, 21)]
    backward = CourtDays(MAD, after=False)
    assert [d for d, _ in backward.passed(date(2025, 5, 26), date(2025, 5, 23))] == [date(2025, 5, 26)]

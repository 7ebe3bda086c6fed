from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.deadlines.legal_holidays import rule_6a6_legal_holiday
from monitor.deadlines.rule_6 import (
    is_court_day,
    next_court_day,
    rule_6a1_days,
    rule_6a2_hours,
    rule_6a4_day_ends,
)
from monitor.domain.courts import COURTS, court

DCD, CAND, MAD = court("dcd"), court("cand"), court("mad")

# Rule 6(a)(6)(A), as the statute (5 U.S.C. 6103(a)) and the almanac give them
BY_STATUTE = {
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25",
}


@pytest.mark.parametrize(("year", "days"), BY_STATUTE.items())
def test_every_day_of_the_statute_is_a_legal_holiday(year, days):
    for known in (DCD, CAND, MAD):
        for day in days.split():
            assert rule_6a6_legal_holiday(date.fromisoformat(f"{year}-{day}"), known), (known.id, year, day)


def test_every_state_of_the_table_of_courts_has_its_holidays():
    for known in {c.state: c for c in COURTS.values()}.values():
        assert rule_6a6_legal_holiday(date(2025, 7, 4), known), known.id


@pytest.mark.parametrize("day", ["2025-01-09", "2025-12-26"])
def test_days_declared_by_the_president_count(day):
    assert rule_6a6_legal_holiday(date.fromisoformat(day), MAD)


def test_a_state_holiday_counts_only_in_its_own_courts():
    emancipation, patriots = date(2025, 4, 16), date(2025, 4, 21)
    assert rule_6a6_legal_holiday(emancipation, DCD)
    assert not rule_6a6_legal_holiday(emancipation, MAD)
    assert rule_6a6_legal_holiday(patriots, MAD)
    assert not rule_6a6_legal_holiday(patriots, DCD)


def test_the_trigger_day_is_left_out_and_a_saturday_rolls_to_monday():
    counted = rule_6a1_days(date(2025, 3, 15), 14, DCD)
    assert (counted.flat, counted.rolled) == (date(2025, 3, 29), date(2025, 3, 31))
    assert counted.rolled_rule == "Fed. R. Civ. P. 6(a)(1)(C)"


def test_the_same_saturday_rolls_further_where_monday_is_a_state_holiday():
    assert rule_6a1_days(date(2025, 3, 15), 14, CAND).rolled == date(2025, 4, 1)  # Cesar Chavez Day


def test_a_last_day_that_is_a_court_day_stays():
    counted = rule_6a1_days(date(2025, 3, 18), 14, DCD)
    assert counted.flat == counted.rolled == date(2025, 4, 1)


def test_days_between_are_all_counted():
    assert rule_6a1_days(date(2025, 12, 23), 7, DCD).flat == date(2025, 12, 30)


def test_hours_start_at_once_and_roll_to_the_same_hour():
    counted = rule_6a2_hours(datetime(2025, 4, 4, 14, 45, tzinfo=DCD.zone), 24, DCD)
    assert counted.flat == datetime(2025, 4, 5, 14, 45, tzinfo=DCD.zone)
    assert counted.rolled == datetime(2025, 4, 7, 14, 45, tzinfo=DCD.zone)


def test_the_day_of_electronic_filing_ends_at_midnight_of_the_court():
    assert rule_6a4_day_ends(date(2025, 3, 8), DCD) == datetime(2025, 3, 9, tzinfo=DCD.zone)
    assert rule_6a4_day_ends(date(2025, 3, 8), CAND) - rule_6a4_day_ends(date(2025, 3, 8), DCD) == timedelta(hours=3)


def test_the_next_court_day_after_a_friday_is_monday():
    assert next_court_day(date(2025, 3, 28), DCD) == date(2025, 3, 31)
    assert next_court_day(date(2025, 4, 15), DCD) == date(2025, 4, 17)


@settings(deadline=None, max_examples=60)
@given(
    trigger=st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    days=st.integers(1, 60),
    where=st.sampled_from([DCD, CAND, MAD, court("gud"), court("vid")]),
)
def test_a_rolled_day_is_the_first_court_day_from_the_flat_one(trigger, days, where):
    counted = rule_6a1_days(trigger, days, where)
    assert counted.flat - trigger == timedelta(days=days)
    assert is_court_day(counted.rolled, where)
    passed = (counted.rolled - counted.flat).days
    assert passed >= 0
    assert not any(is_court_day(counted.flat + timedelta(days=n), where) for n in range(passed))

"""The days of 5 U.S.C. 6103(a), written out by hand from the calendar, against those that the program counts.

`holidays` is somebody else's library and changes with its releases: this table is what it is held against.
"""

from datetime import date, timedelta

import pytest

from monitor.deadlines.legal_holidays import CLOSINGS, rule_6a6_holidays
from monitor.domain.courts import COURTS, court

NYSD = court("nysd")

# New Year, King, Washington, Memorial, Juneteenth (from 2021), Independence, Labor, Columbus, Veterans, Thanksgiving,
# Christmas; on the Friday before for a Saturday and the Monday after for a Sunday, as 6103(b) and Exec. Order 11582 have it.
KEPT = {
    2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2028: "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2029: "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25",
    2030: "01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
}
CLOSED_BY_ORDER = ["2020-12-24", "2024-12-24", "2025-01-09", "2025-12-24", "2025-12-26"]


def weekdays(year):
    day = date(year, 1, 1)
    while day.year == year:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


@pytest.mark.parametrize(("year", "days"), KEPT.items())
def test_the_weekdays_set_aside_by_statute(year, days):
    federal = court("scotus")  # the Supreme Court counts no other
    counted = [f"{day:%m-%d}" for day in weekdays(year) if rule_6a6_holidays(day, federal)]
    assert counted == days.split()


@pytest.mark.parametrize("year", KEPT)
def test_no_court_misses_one_of_them_whatever_its_state_keeps(year):
    states = {c.state: c for c in COURTS.values()}
    for day in KEPT[year].split():
        for known in states.values():
            found = rule_6a6_holidays(date.fromisoformat(f"{year}-{day}"), known)
            assert found is not None, (known.id, year, day)
            assert found.paragraph in {"(a)(6)(A)", "(a)(6)(B)"}, (known.id, year, day)
            assert found.certain, (known.id, year, day)


def test_closings_by_executive_order_are_these_and_none_is_certain():
    closed = [
        day
        for year in KEPT
        for day in weekdays(year)
        if (found := rule_6a6_holidays(day, NYSD, after=False)) is not None and not found.certain
    ]
    assert [day.isoformat() for day in closed] == CLOSED_BY_ORDER
    assert {day for day in CLOSINGS if day.year >= 2020} == set(closed), "a closing has no citation in our table yet"


def test_a_state_s_holiday_counts_only_at_its_own_courts_and_only_forward():
    emancipation, patriots = date(2025, 4, 16), date(2025, 4, 21)
    dcd, mad = court("dcd"), court("mad")
    assert rule_6a6_holidays(emancipation, dcd).paragraph == "(a)(6)(C)"
    assert rule_6a6_holidays(emancipation, mad) is None
    assert rule_6a6_holidays(patriots, mad).paragraph == "(a)(6)(C)"
    assert rule_6a6_holidays(patriots, dcd) is None
    assert rule_6a6_holidays(patriots, mad, after=False) is None


def test_every_court_s_state_is_one_that_the_library_knows():
    for known in {c.state: c for c in COURTS.values()}.values():
        assert rule_6a6_holidays(date(2025, 7, 4), known).paragraph == "(a)(6)(A)", known.id

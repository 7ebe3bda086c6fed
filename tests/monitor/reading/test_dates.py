"""Dates and hours as orders write them, at the court's clock."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from monitor.reading.dates import bare_times, clock_of, clock_time, day_of, whens

FRIDAY = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("by March 22, 2024", date(2024, 3, 22), None),
        ("by 3/22/2024 at 5:00 PM", date(2024, 3, 22), time(17)),
        ("by 11:59 p.m. on March 22, 2024", date(2024, 3, 22), time(23, 59)),
        ("by noon on Friday, March 22", date(2024, 3, 22), time(12)),
        ("Friday, March 22, by 4 p.m. (EDT)", date(2024, 3, 22), time(16)),
        ("by 5:00 p.m. today", FRIDAY, time(17)),
        ("by tomorrow", date(2024, 3, 16), None),
        ("on 2024-03-22", date(2024, 3, 22), None),
    ],
)
def test_a_date_and_its_hour(text, day, clock):
    (when,) = whens(text, 0, len(text), FRIDAY, ahead=True)
    assert (when.day, when.clock) == (day, clock)


def test_a_date_without_a_year_lies_ahead_for_a_deadline_and_behind_for_an_order():
    december = date(2024, 12, 20)
    assert day_of("January 10", december, ahead=True) == date(2025, 1, 10)
    assert day_of("December 20", date(2025, 1, 10), ahead=False) == december


def test_there_is_no_thirtieth_of_february():
    assert day_of("February 30, 2024", FRIDAY, ahead=True) is None
    assert clock_time("13:00 p.m.") is None


def test_a_weekday_alone_is_the_next_one_ahead_or_the_last_one_behind():
    (ahead,) = bare_times("noon Tuesday", 0, 12, FRIDAY, ahead=True)
    (behind,) = bare_times("noon Tuesday", 0, 12, FRIDAY, ahead=False)
    assert (ahead.day, behind.day) == (date(2024, 3, 19), date(2024, 3, 12))


def test_an_unknown_court_uses_the_offset_of_the_filing_and_a_known_one_its_zone():
    moment = datetime(2024, 3, 15, tzinfo=timezone(timedelta(hours=-3)))
    assert clock_of("nowhere", moment) == moment.tzinfo
    assert clock_of("nowhere", None) is None
    assert str(clock_of("ord", moment)) == "America/Los_Angeles"

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from monitor.domain.vocabulary import LapseReading, OrderStatus
from monitor.present import times
from monitor.state.view import LapseView
from monitor.state.view_action import MomentView


def at(zone, *parts):
    return datetime(*parts, tzinfo=zone)


def test_the_courts_clock_names_its_zone_and_follows_its_changes(zone):
    assert times.stamp(datetime(2031, 1, 15, 23, 5, tzinfo=UTC), zone) == "15 January 2031, 18:05 EST"
    assert times.stamp(datetime(2031, 7, 15, 23, 5, tzinfo=UTC), zone) == "15 July 2031, 19:05 EDT"


def test_a_naive_time_is_refused(zone):
    with pytest.raises(ValueError, match="has no zone"):
        times.clock(datetime.fromisoformat("2031-01-01"), zone)


@pytest.mark.parametrize(
    ("moment", "about", "words"),
    [
        ((2031, 3, 16, 19, 25), False, "16 March, 19:25"),
        ((2031, 3, 16, 18, 45), True, "16 March, about 18:45"),
        ((2031, 3, 16), False, "16 March, minute not seen"),
        ((2030, 12, 31, 9, 0), False, "31 December 2030, 09:00"),
    ],
)
def test_no_minute_is_made_up_and_a_year_is_named_only_when_it_is_another(zone, as_of, moment, about, words):
    assert times.when(at(zone, *moment), zone, as_of=as_of, about=about) == words


def test_no_time_is_said_as_such(zone, as_of):
    assert times.when(None, zone, as_of=as_of) == "no time seen"
    assert times.effective(None, zone, on=None) == "no time seen"


def test_a_reading_on_another_day_names_it(zone):
    moment = at(zone, 2031, 5, 8, 9, 10)
    assert times.effective(moment, zone, on=date(2031, 5, 8)) == "09:10"
    assert times.effective(moment, zone, on=date(2031, 5, 6)) == "8 May 09:10"
    assert times.effective(moment, zone, on=date(2031, 5, 8), date_only=True) == "8 May, minute not seen"


@pytest.mark.parametrize(
    ("since", "until", "about", "words"),
    [
        (None, None, False, "minute not seen"),
        (None, (18, 30), False, "before 18:30"),
        ((18, 30), None, False, "after 18:30"),
        ((17, 5), (17, 5), False, "17:05"),
        ((17, 5), (17, 5), True, "about 17:05"),
        ((17, 0), (19, 0), False, "17:00 to 19:00"),
        ((0, 0), (23, 59), False, "minute not seen"),
    ],
)
def test_a_moment_says_no_more_than_its_bounds(zone, since, until, about, words):
    bounds = [at(zone, 2031, 5, 6, *bound) if bound else None for bound in (since, until)]
    moment = MomentView(label="x", since=bounds[0], until=bounds[1], about=about, quote="x", item="i")
    assert times.bounds(moment, zone, on=date(2031, 5, 6)) == words


def lapse(**more):
    fields = {
        "reading": LapseReading.FLAT,
        "on": date(2031, 5, 20),
        "at": None,
        "rule": "r",
        "if_applies": False,
        "arrived": False,
    }
    return LapseView(**{**fields, **more})


def test_days_are_counted_in_days_where_no_hour_is_given(zone):
    left = [
        times.time_left(lapse(), OrderStatus.IN_FORCE, as_of=at(zone, 2031, 5, day, 23, 59), zone=zone)
        for day in (11, 19, 20, 21)
    ]
    assert left == ["9 days left", "1 day left", "today", "reached"]


def test_hours_are_counted_to_the_minute_and_reached_at_the_instant(zone):
    end = at(zone, 2031, 5, 20, 17, 25)
    left = [
        times.time_left(lapse(at=end), OrderStatus.IN_FORCE, as_of=end - timedelta(minutes=minutes), zone=zone)
        for minutes in (3 * 1440, 1019, 60, 1, 0)
    ]
    assert left == ["3 days left", "16 h 59 min left", "1 h left", "1 min left", "reached"]


@pytest.mark.parametrize(
    "status", [OrderStatus.VACATED, OrderStatus.DISSOLVED, OrderStatus.CONVERTED, OrderStatus.DENIED]
)
def test_an_order_that_ended_otherwise_has_no_time_left(zone, as_of, status):
    assert times.time_left(lapse(), status, as_of=as_of, zone=zone) == "overtaken"


def test_a_stay_does_not_stop_the_count(zone, as_of):
    assert times.time_left(lapse(), OrderStatus.STAYED, as_of=as_of, zone=zone) == "8 days left"


def test_an_arrived_day_is_reached(zone, as_of):
    arrived = msgspec.structs.replace(lapse(on=as_of.date()), arrived=True)
    assert times.time_left(arrived, OrderStatus.LAPSED, as_of=as_of, zone=zone) == "reached"

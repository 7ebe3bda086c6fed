"""The daily mail in every zone there is, over two years of clock changes: each day once, at its time, on none twice.

Zones whose clocks change at the same moments by the same amounts are one rule; one zone of each stands for all.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from notify.digest import daily_due

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=30)
TIMES = [time(0), time(0, 30), time(1), time(1, 30), time(2), time(2, 30), time(3), time(7), time(23, 30)]


def changes(zone: ZoneInfo) -> tuple[tuple[datetime, timedelta], ...]:
    """The days on which a zone's clock changes, with its offset after; the first is the offset at the start."""
    found = [(FIRST, FIRST.astimezone(zone).utcoffset())]
    day = FIRST
    while day < LAST:
        day += timedelta(days=1)
        offset = day.astimezone(zone).utcoffset()
        if offset != found[-1][1]:
            found.append((day, offset))
    return tuple(found)


@cache
def rules() -> dict[tuple, str]:
    """One zone for each distinct rule."""
    return {changes(ZoneInfo(name)): name for name in sorted(available_timezones())}


def walk(zone: ZoneInfo, at: time, start: datetime, end: datetime) -> list[tuple[str, datetime]]:
    """Which day's mail became due, and when, with a look every half hour."""
    given, last, now = [], None, start
    while now < end:
        if due := daily_due(now, zone, at, last):
            given.append((due, now))
            last = due
        now += STEP
    return given


def test_there_are_as_many_rules_as_the_worlds_clocks():
    assert 60 < len(rules()) < len(available_timezones())
    assert any(len(rule) > 4 for rule in rules())  # a zone that changes its clock more than twice a year


@pytest.mark.parametrize("at", TIMES, ids=lambda at: f"{at:%H:%M}")
def test_no_day_is_skipped_and_none_is_doubled_around_any_change_of_any_clock(at):
    for rule, name in rules().items():
        zone = ZoneInfo(name)
        for day, _ in rule:
            start = day - timedelta(days=3)
            given = walk(zone, at, start, day + timedelta(days=3))
            days = [date.fromisoformat(period) for period, _ in given]
            assert days == [days[0] + timedelta(days=n) for n in range(len(days))], (name, day)
            assert len(days) >= 5, (name, day)
            for period, now in given[1:]:
                wanted = datetime.combine(date.fromisoformat(period), at, zone).astimezone(UTC)
                skipped = wanted.astimezone(zone).time() != at  # the clock jumps over it: due once it has
                earliest = wanted - timedelta(hours=1) if skipped else wanted
                assert earliest <= now <= wanted + STEP + timedelta(hours=1), (name, period, now)


@pytest.mark.parametrize("days", [1, 2, 10])
def test_after_an_outage_one_mail_is_due_and_not_one_for_each_day(days):
    zone, at = ZoneInfo("America/New_York"), time(7)
    now = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    last = daily_due(now, zone, at, None)
    assert last == "2026-03-06"
    later = now + timedelta(days=days, hours=1)
    due = daily_due(later, zone, at, last)
    assert due == f"2026-03-{6 + days:02}"
    assert daily_due(later + timedelta(hours=1), zone, at, due) is None

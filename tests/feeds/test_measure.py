"""What is measured of a source from poll to poll."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from feeds.measure import Collapse, Measured, measured, unchanged
from feeds.revisions import Seen

NOW = datetime(2025, 3, 17, 16, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def shown(n: int, newest: datetime, apart: timedelta) -> list[Seen]:
    return [Seen(identity=f"{k}.0", item=str(k), of=str(k), date=format_datetime(newest - k * apart)) for k in range(n)]


def test_a_window_reaches_back_to_its_oldest_item():
    found = measured(Measured(), shown(60, NOW - MINUTE, MINUTE), NOW)
    assert found.window == HOUR
    assert (found.newest, found.items, found.shortest, found.most) == (NOW - MINUTE, 60, HOUR, 60)


def test_the_shortest_of_a_week_is_kept_and_an_older_one_forgotten():
    found = Measured()
    for day in range(10):
        at = NOW + timedelta(days=day)
        hours = 2 if day == 1 else 20
        found = measured(found, shown(hours, at - HOUR, HOUR), at)
        found = measured(found, shown(30, at, HOUR), at + MINUTE)
        if day == 8:
            assert found.shortest == 2 * HOUR
    assert found.shortest == 20 * HOUR
    assert len(found.days) == 8


def test_an_item_without_order_or_date_or_from_the_future_does_not_matter():
    items = shown(30, NOW - MINUTE, MINUTE)
    items.insert(2, Seen(identity="x", item="x", of="x", date="no date"))
    items.insert(3, Seen(identity="y", item="y", of="y", date=format_datetime(NOW + 5 * HOUR)))
    found = measured(Measured(), items, NOW)
    assert (found.window, found.newest) == (30 * MINUTE, NOW - MINUTE)


def test_an_empty_poll_says_nothing_of_the_window_but_of_the_count():
    before = measured(Measured(), shown(60, NOW, MINUTE), NOW)
    after = measured(before, [], NOW + 10 * MINUTE)
    assert (after.window, after.shortest, after.newest) == (None, 59 * MINUTE, NOW)
    assert after.collapse == Collapse(NOW + 10 * MINUTE, 60, 0)


def test_a_count_that_falls_from_one_poll_to_the_next_collapses_until_it_is_back():
    before = measured(Measured(), shown(400, NOW, MINUTE), NOW)
    fallen = measured(before, shown(90, NOW, MINUTE), NOW + 20 * MINUTE)
    assert fallen.collapse == Collapse(NOW + 20 * MINUTE, 400, 90)
    still = measured(fallen, shown(95, NOW, MINUTE), NOW + 40 * MINUTE)
    assert still.collapse == fallen.collapse
    assert measured(still, shown(200, NOW, MINUTE), NOW + HOUR).collapse is None
    assert measured(still, shown(95, NOW, MINUTE), NOW + 25 * HOUR).collapse is None


def test_a_night_or_a_small_feed_is_no_collapse():
    busy = measured(Measured(), shown(400, NOW, MINUTE), NOW)
    assert measured(busy, shown(90, NOW, MINUTE), NOW + 14 * HOUR).collapse is None
    small = measured(Measured(), shown(12, NOW, MINUTE), NOW)
    assert measured(small, shown(1, NOW, MINUTE), NOW + 10 * MINUTE).collapse is None
    assert measured(busy, shown(201, NOW, MINUTE), NOW + 10 * MINUTE).collapse is None


def test_the_same_shown_again_reaches_further_back():
    before = measured(Measured(), shown(60, NOW, MINUTE), NOW)
    after = unchanged(before, NOW + HOUR)
    assert (after.window, after.shortest, after.at) == (before.window + HOUR, before.shortest, NOW + HOUR)
    assert unchanged(Measured(), NOW).window is None

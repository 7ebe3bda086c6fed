"""What is measured of a source from poll to poll."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from feeds.measure import Collapse, Measured, measured, unchanged
from feeds.seen import Seen

NOW = datetime(2025, 3, 17, 16, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def shown(n: int, newest: datetime, apart: timedelta) -> list[Seen]:
    dates = [newest - k * apart for k in range(n)]
    return [Seen(identity=d.isoformat(), item="x", of=d.isoformat(), date=format_datetime(d)) for d in dates]


def after(*polls: tuple[list[Seen], datetime], before: Measured | None = None) -> Measured:
    """What is known after polls in a row."""
    found, previous = before or Measured(), []
    for items, at in polls:
        found, previous = measured(found, previous, items, at), items
    return found


def test_a_full_feed_reaches_back_to_its_oldest_item():
    found = after((shown(60, NOW - MINUTE, MINUTE), NOW))
    assert found.window == HOUR
    assert (found.newest, found.items, found.shortest, found.most) == (NOW - MINUTE, 60, HOUR, 60)


def test_a_small_feed_that_nothing_has_left_says_nothing_of_how_long_an_item_stays():
    found = after((shown(3, NOW - MINUTE, MINUTE), NOW))
    assert (found.window, found.shortest, found.most) == (3 * MINUTE, None, 3)


def test_what_falls_off_the_old_end_says_how_long_an_item_stays():
    first = shown(5, NOW - MINUTE, HOUR)
    found = after((first, NOW), (shown(1, NOW, HOUR) + first[:3], NOW + 10 * MINUTE))
    assert found.shortest == 3 * HOUR + MINUTE  # the newer of the two that are gone, when it was last shown
    assert found.window == 2 * HOUR + 11 * MINUTE


def test_what_is_taken_from_amid_a_feed_is_no_fall():
    first = shown(5, NOW - MINUTE, HOUR)
    assert after((first, NOW), ([*first[:2], *first[3:]], NOW + 10 * MINUTE)).shortest is None


def test_after_a_gap_a_full_feeds_own_reach_counts():
    gap = ((shown(5, NOW, MINUTE), NOW), (shown(30, NOW + 5 * HOUR, MINUTE), NOW + 5 * HOUR))
    assert after(*gap).shortest == 29 * MINUTE
    assert after(gap[0], (gap[1][0][:5], gap[1][1])).shortest is None


def test_the_shortest_of_a_week_is_kept_and_an_older_one_forgotten():
    found = Measured()
    for day in range(10):
        at = NOW + timedelta(days=day)
        found = after((shown(30, at - HOUR, MINUTE if day == 1 else HOUR), at), before=found)
        if day == 8:
            assert found.shortest == 89 * MINUTE
    assert found.shortest == 30 * HOUR
    assert len(found.days) == 8


def test_an_item_without_order_or_date_or_from_the_future_does_not_matter():
    items = shown(30, NOW - MINUTE, MINUTE)
    items.insert(2, Seen(identity="x", item="x", of="x", date="no date"))
    items.insert(3, Seen(identity="y", item="y", of="y", date=format_datetime(NOW + 5 * HOUR)))
    found = after((items, NOW))
    assert (found.window, found.newest) == (30 * MINUTE, NOW - MINUTE)


def test_an_empty_poll_says_nothing_of_how_long_but_of_how_many():
    found = after((shown(60, NOW, MINUTE), NOW), ([], NOW + 10 * MINUTE))
    assert (found.window, found.shortest, found.newest) == (None, 59 * MINUTE, NOW)
    assert found.collapse == Collapse(NOW + 10 * MINUTE, 60, 0)


def test_a_count_that_falls_from_one_poll_to_the_next_collapses_until_it_is_back():
    fallen = after((shown(400, NOW, MINUTE), NOW), (shown(90, NOW, MINUTE), NOW + 20 * MINUTE))
    assert fallen.collapse == Collapse(NOW + 20 * MINUTE, 400, 90)
    still = after((shown(95, NOW, MINUTE), NOW + 40 * MINUTE), before=fallen)
    assert still.collapse == fallen.collapse
    assert after((shown(200, NOW, MINUTE), NOW + HOUR), before=still).collapse is None
    assert after((shown(95, NOW, MINUTE), NOW + 25 * HOUR), before=still).collapse is None


def test_a_night_or_a_small_feed_is_no_collapse():
    busy = after((shown(400, NOW, MINUTE), NOW))
    assert after((shown(90, NOW, MINUTE), NOW + 14 * HOUR), before=busy).collapse is None
    small = after((shown(12, NOW, MINUTE), NOW))
    assert after((shown(1, NOW, MINUTE), NOW + 10 * MINUTE), before=small).collapse is None
    assert after((shown(201, NOW, MINUTE), NOW + 10 * MINUTE), before=busy).collapse is None


def test_the_same_shown_again_reaches_further_back():
    before = after((shown(60, NOW, MINUTE), NOW))
    later = unchanged(before, NOW + HOUR)
    assert (later.window, later.shortest, later.at) == (before.window + HOUR, before.shortest, NOW + HOUR)
    assert unchanged(Measured(), NOW).window is None

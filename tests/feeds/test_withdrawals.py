"""An item is said to be no longer shown only when that is sure; whatever else happens to a feed withdraws nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.revisions import compare, next_window
from feeds.seen import Seen
from feeds.withdrawals import judge
from tests.feeds import test_revisions
from tests.feeds.test_revisions import parsed

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
STEP = timedelta(minutes=10)


def entry(n, body="Order"):
    """An entry of 12 o'clock and `n` minutes."""
    return test_revisions.entry(n, body, date=f"Mon, 02 Mar 2026 12:{n:02}:00 GMT")


def page(n, body="Order"):
    return msgspec.structs.replace(entry(n, body), guid=f"case{n % 3}", loose=True)


def hour(row):
    return row.date[17:22]


class Desk:
    """Polls as the recorder does; `gone` are the dates of the items said to be withdrawn, with since and last shown."""

    def __init__(self):
        self.window: tuple[Seen, ...] = ()
        self.now = START
        self.last = None
        self.gone: list[tuple[str, int, int]] = []
        self.revised = 0

    def poll(self, rows, *, steady=True):
        current = parsed(rows, {s.identity for s in self.window})
        found = compare(self.window, current)
        judged = judge(found, self.now, self.last, steady=steady)
        self.window = next_window(self.window, current, found, lambda i: f"key:{i.identity}", judged.missing)
        self.gone += [(hour(s), _poll(s.gone_since), _poll(s.last_shown)) for s in judged.withdrawn]
        self.revised += len(found.revised)
        self.last, self.now = self.now, self.now + STEP
        return judged


def _poll(moment):
    return (moment - START) // STEP + 1


def polls(*many):
    desk = Desk()
    for rows in many:
        desk.poll(rows)
    return desk


ALL = [entry(n) for n in range(9, 0, -1)]


def without(*numbers, rows=ALL):
    return [row for row in rows if int(hour(row)[3:]) not in numbers]


def test_one_poll_without_an_item_says_nothing_and_two_say_that_it_is_no_longer_shown():
    desk = polls(ALL, without(5))
    assert desk.gone == []
    desk.poll(without(5))
    assert desk.gone == [("12:05", 2, 1)]


def test_it_is_said_once():
    assert len(polls(ALL, *[without(5)] * 5).gone) == 1


def test_since_when_is_the_first_poll_without_it_however_much_the_feed_moves_on():
    later = [entry(11), entry(10), *without(5)]
    desk = polls(ALL, ALL, without(5), later[1:], later)
    assert desk.gone == [("12:05", 3, 2)]


def test_what_comes_back_at_the_next_poll_was_never_gone():
    assert polls(ALL, without(5), ALL, without(5), ALL).gone == []


def test_what_falls_off_the_old_end_is_not_gone():
    assert polls(ALL, ALL[:6], ALL[:5], ALL[:4]).gone == []


def test_an_item_missing_once_that_then_falls_off_the_old_end_is_forgotten():
    fresh = [entry(n) for n in range(14, 9, -1)]
    assert polls(ALL, without(3), [*fresh, *ALL[:4]], [*fresh, *ALL[:4]]).gone == []


def test_an_older_copy_of_the_feed_withdraws_nothing():
    """A cache that lags shows neither the newest items nor anything newer."""
    assert polls(ALL, ALL[3:], ALL[3:], ALL[3:], ALL).gone == []


def test_the_newest_item_is_gone_once_newer_ones_stand_above_its_place():
    desk = polls(ALL, ALL[1:], ALL[1:])
    assert desk.gone == []
    desk.poll([entry(11), *ALL[1:]])
    assert desk.gone == []
    desk.poll([entry(11), *ALL[1:]])
    assert desk.gone == [("12:09", 2, 1)]


def test_what_comes_late_into_its_neighbourhood_is_no_proof_of_anything():
    """An entry docketed late under an older time comes beside the missing one."""
    rows = [entry(n) for n in (9, 8, 6, 5)]
    late = [entry(n) for n in (9, 8, 7, 5)]
    assert polls(rows, late, late[:3], late[:3]).gone == []  # 6 may have fallen off the old end with 5
    rows = [entry(n) for n in (9, 7, 6, 5)]
    late = [entry(n) for n in (8, 7, 6, 5)]
    assert polls(rows, late, late, late).gone == []  # of the newest, 9, a lagging copy shows nothing


def test_two_polls_that_share_nothing_withdraw_nothing():
    fresh = [entry(n) for n in range(29, 20, -1)]
    assert polls(ALL, without(5), fresh, without(5), without(5)).gone == []


def test_much_of_the_window_at_once_is_the_feed_that_broke():
    thin = without(8, 6, 4, 2)
    assert polls(ALL, thin, thin, thin).gone == []


def test_a_few_of_a_short_window_are_believed():
    short = [entry(n) for n in range(5, 0, -1)]
    assert len(polls(short, *[without(4, 2, rows=short)] * 2).gone) == 2


def test_a_sealed_case_of_few_entries_amid_many_is_withdrawn_together():
    many = [entry(n) for n in range(50, 0, -1)]
    desk = polls(many, *[without(40, 30, 20, 10, rows=many)] * 2)
    assert sorted(date for date, _, _ in desk.gone) == ["12:10", "12:20", "12:30", "12:40"]


def test_a_collapse_forgets_what_was_missing_before_it():
    assert polls(ALL, without(5), without(8, 6, 5, 4, 2), without(5)).gone == []


def test_a_poll_from_before_the_last_one_withdraws_nothing():
    desk = polls(ALL, without(5))
    desk.now -= 2 * STEP
    desk.poll(without(5))
    assert desk.gone == []


def test_a_source_that_now_carries_something_else_withdraws_nothing():
    desk = polls(ALL)
    desk.poll(without(5), steady=False)
    desk.poll(without(5))
    assert desk.gone == []


@pytest.mark.parametrize("make", [entry, page])
def test_an_edit_that_takes_two_polls_is_still_an_edit(make):
    rows = [make(n, f"Order {n}") for n in range(9, 0, -1)]
    changed = [make(5, "Order MODIFIED") if row is rows[4] else row for row in rows]
    desk = polls(rows, [row for row in rows if row is not rows[4]], changed, changed)
    assert (desk.revised, desk.gone) == (1, [])


def test_a_mailbox_shows_nothing_twice_and_withdraws_nothing():
    found = compare(polls(ALL).window, parsed(without(5), window=False))
    assert judge(found, START, START, steady=True) == judge(found, START, None, steady=True)
    assert judge(found, START, START, steady=True).missing == ()


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_whatever_is_shown_is_never_withdrawn_and_whatever_is_withdrawn_was_shown(data):
    rows = [entry(n) for n in range(30, 0, -1)]
    desk, ever = Desk(), set()
    for _ in range(data.draw(st.integers(2, 6))):
        low, high = sorted((data.draw(st.integers(0, 30)), data.draw(st.integers(0, 30))))
        hidden = data.draw(st.sets(st.integers(1, 30), max_size=6))
        shown = without(*hidden, rows=rows[low:high])
        before = {s.of for s in desk.window}
        judged = desk.poll(shown)
        dates = {hour(row) for row in shown}
        assert all(hour(s) not in dates and hour(s) in ever and s.of in before for s in judged.withdrawn)
        assert all(min(dates) < hour(s) < max(dates) for s in judged.withdrawn)
        assert len({s.of for s in desk.window}) == len(desk.window)
        assert [s.date for s in desk.window if not s.last_shown] == [row.date for row in shown]
        ever |= dates

"""The poll memory: what it keeps, and that losing it costs a repeat only."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from feeds.memory import Memory
from feeds.revisions import compare, next_window
from feeds.seen import Seen

AT = datetime(2025, 3, 15, 22, 10, tzinfo=UTC)


def seen(n, **other):
    return Seen(
        identity=f"h{n}.0",
        item=f"dcd/99-cv-1/s{n}",
        of=f"item|x|h{n}.0",
        guid=f"g{n}",
        date="d",
        title="t",
        body="b",
        **other,
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "feeds.db"


def test_it_gives_back_what_it_was_told_in_order_and_after_reopening(path):
    items = [seen(3), seen(1, revision=2, loose_guid=True), seen(2)]
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, items)
        memory.remember("b", "one.xml", AT, [seen(9)])
    with Memory(path) as memory:
        assert memory.windows.last("a") == tuple(items)
        assert memory.windows.last("b") == (seen(9),)
        assert memory.windows.last("c") == ()


def test_seen_is_the_last_poll_alone(path):
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, [seen(1), seen(2)])
        memory.remember("a", "two.xml", AT, [seen(2), seen(3)])
        known = memory.windows.seen("a")
        assert [i for i in ("h1.0", "h2.0", "h3.0") if i in known] == ["h2.0", "h3.0"]
        assert "h2.0" not in memory.windows.seen("b")


def test_consumed_polls_are_those_remembered(path):
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, [])
        assert memory.consumed("a", "one.xml")
        assert not memory.consumed("a", "two.xml")
        assert not memory.consumed("b", "one.xml")
        memory.remember("a", "one.xml", AT, [seen(1)])
        assert memory.windows.last("a") == (seen(1),)


def test_a_failed_write_leaves_the_last_poll_as_it_was(path):
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, [seen(1)])
        bad = Seen(identity=None, item="i", of="k")  # type: ignore[arg-type]
        with pytest.raises(sqlite3.IntegrityError):
            memory.remember("a", "two.xml", AT, [seen(2), bad])
        assert memory.windows.last("a") == (seen(1),)
        assert not memory.consumed("a", "two.xml")


def test_a_file_of_another_version_is_emptied_and_used(path):
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, [seen(1)])
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.execute("ALTER TABLE seen ADD COLUMN later TEXT")
    db.commit()
    db.close()
    with Memory(path) as memory:
        assert memory.windows.last("a") == ()
        assert not memory.consumed("a", "one.xml")
        memory.remember("a", "one.xml", AT, [seen(2)])
        assert memory.windows.last("a") == (seen(2),)


def test_polls_through_the_memory_record_each_item_once_and_an_edit_once(path, feed, item, poll):
    polls = [
        [item(2), item(1)],
        [item(3), item(2, event="Order MODIFIED"), item(1)],
        [item(3), item(2, event="Order MODIFIED"), item(1)],
    ]
    told = []
    for n, items in enumerate(polls):
        with Memory(path) as memory:
            current = poll(feed(items), seen=memory.windows.seen("x"))
            found = compare(memory.windows.last("x"), current)
            told.append((len(found.new), [(o.of, i.content.text) for o, i in found.revised]))
            memory.remember(
                "x", f"{n}", AT, next_window(memory.windows.last("x"), current, found, lambda i: f"key-{i.item}")
            )
    assert told == [(2, []), (1, [("key-dcd/99-cv-2/s2", "Order MODIFIED")]), (0, [])]


def test_a_lost_memory_costs_a_repeat_with_the_same_identities(tmp_path, feed, item, poll):
    body = feed([item(2), item(1)])
    first = poll(body)
    with Memory(tmp_path / "new.db") as memory:
        again = poll(body, seen=memory.windows.seen("x"))
    assert [i.identity for i in again.items] == [i.identity for i in first.items]


def test_health_counts_the_failures_since_the_last_good_poll(path):
    with Memory(path) as memory:
        assert memory.health("a").last_good_poll is None
        memory.remember("a", "one.xml", AT, [seen(1)])
        memory.failed("a", "two.xml", AT, "an HTML page")
        memory.failed("a", "three.xml", AT, "truncated")
        health = memory.health("a")
        assert (health.last_good_poll, health.failures) == (AT, 2)
        assert "truncated" in (health.last_error or "")
        assert memory.windows.last("a") == (seen(1),)
        memory.remember("a", "four.xml", AT, [])
        assert (memory.health("a").failures, memory.health("a").last_error) == (0, None)


def test_forgetting_the_windows_keeps_what_was_read(path):
    with Memory(path) as memory:
        memory.remember("a", "one.xml", AT, [seen(1)])
        memory.forget_windows()
        assert memory.windows.last("a") == ()
        assert memory.consumed("a", "one.xml")

"""A window that moves on: whatever changes in it, it is given back as it was remembered, and little is written."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.memory import Memory
from feeds.memory_windows import changed
from feeds.seen import Seen

AT = datetime(2025, 3, 15, 22, 10, tzinfo=UTC)


def seen(n, **other):
    return Seen(identity=f"h{n}.0", item=f"i{n}", of=f"item|x|h{n}.0", **other)


WINDOWS = st.lists(st.lists(st.integers(0, 9), unique=True), min_size=2, max_size=6)


def written(db, work):
    before = db.total_changes
    work()
    return db.total_changes - before


@settings(deadline=None, max_examples=60)
@given(WINDOWS, st.integers(0, 3))
def test_any_window_after_any_other_is_given_back_as_it_was_remembered(tmp_path_factory, windows, revision):
    with Memory(tmp_path_factory.mktemp("m") / "feeds.db") as memory:
        previous = ()
        for step, shown in enumerate(windows):
            items = tuple(seen(n, revision=revision if n % 2 == step % 2 else 0) for n in shown)
            memory.remember("a", "p", AT, items, previous)
            assert memory.windows.last("a") == items
            assert memory.windows.shows("a", [item.identity for item in items])
            previous = items


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_what_is_said_to_change_makes_the_one_window_of_the_other(before, after):
    previous, items = [seen(n) for n in before], [seen(n) for n in after]
    places = [7 * n for n in range(len(previous))]
    changes = changed(previous, places, items)
    if changes is not None:
        gone, put = changes
        rows = {place: s for place, s in zip(places, previous, strict=True) if place not in gone} | dict(put)
        assert [rows[place] for place in sorted(rows)] == items
        assert not {s.identity for _, s in put} & set(before)


def test_of_a_window_that_slides_only_what_comes_and_goes_is_written(tmp_path):
    first, then = [seen(n) for n in range(100, 0, -1)], [seen(n) for n in range(103, 3, -1)]
    with Memory(tmp_path / "feeds.db") as memory:
        memory.remember("a", "p", AT, first)
        beside = 5  # the window's name, and how the poll went
        assert written(memory._db, lambda: memory.remember("a", "p", AT, then, first)) <= 6 + beside
        assert memory.windows.last("a") == tuple(then)


def test_an_edit_takes_the_place_of_what_it_edits(tmp_path):
    first = [seen(3), seen(2), seen(1)]
    then = [seen(3), seen(9, revision=1), seen(1)]
    with Memory(tmp_path / "feeds.db") as memory:
        memory.remember("a", "p", AT, first)
        memory.remember("a", "p", AT, then, first)
        assert memory.windows.last("a") == tuple(then)


def test_where_another_window_stands_by_now_all_of_it_is_replaced(tmp_path):
    known = [seen(2), seen(1)]
    with Memory(tmp_path / "feeds.db") as memory:
        memory.remember("a", "p", AT, known)
        memory.remember("a", "p", AT, [seen(5)], known)  # as another process might
        memory.remember("a", "p", AT, [seen(3), *known], known)
        assert memory.windows.last("a") == (seen(3), *known)


def test_a_later_number_of_a_revision_is_kept_where_the_window_moves_on(tmp_path):
    known = [seen(2), seen(1)]
    with Memory(tmp_path / "feeds.db") as memory:
        memory.remember("a", "p", AT, known)
        memory.windows.renumber("a", known[1].of, 4)
        memory.remember("a", "p", AT, [seen(3), *known], known)
        assert [item.revision for item in memory.windows.last("a")] == [0, 0, 4]


def test_a_failed_write_leaves_the_window_and_its_name(tmp_path):
    with Memory(tmp_path / "feeds.db") as memory:
        memory.remember("a", "p", AT, [seen(1)])
        name = memory.windows.name("a")
        bad = msgspec.structs.replace(seen(3), item=None)
        with pytest.raises(sqlite3.IntegrityError):
            memory.remember("a", "p", AT, [bad, seen(2), seen(1)], [seen(1)])
        assert memory.windows.last("a") == (seen(1),)
        assert memory.windows.name("a") == name


def test_a_window_has_a_name_until_it_is_forgotten(tmp_path):
    with Memory(tmp_path / "feeds.db") as memory:
        assert memory.windows.name("a") is None
        assert not memory.windows.shows("a", [])
        memory.remember("a", "p", AT, [seen(2), seen(1)])
        assert not memory.windows.shows("a", ["h1.0", "h2.0"])
        assert memory.windows.shows("a", ["h2.0", "h1.0"])
        memory.forget_windows()
        assert memory.windows.name("a") is None

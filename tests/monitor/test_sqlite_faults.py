"""What a full disk, a damaged file or a busy neighbour does to the stores is said by file and reason, by one kind of error."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from feeds.memory import Memory
from feeds.memory_fetching import Fetching
from monitor.errors import ProjectionError, StoreError
from monitor.sqlite_faults import connect, reason
from notify.digest import Schedule
from notify.store import PeopleStore
from projections.runner import open_views

NOW = datetime(2031, 6, 2, 16, tzinfo=UTC)


def memory(folder):
    store = Memory(folder / "feeds.db")
    return store, lambda n: store.fetches.keep(f"s{n}", Fetching(next_poll=NOW, state=b"x" * 3000)), store._db


def people(folder):
    store = PeopleStore(folder / "people.db", lambda: os.urandom(8).hex())
    follows = [f"dcd/31-cv-{n}" for n in range(300)]
    return store, lambda n: store.add(f"reader-{n}@example.org", Schedule.DAILY, follows, NOW, 0), store._db


def views(folder):
    store = open_views(folder / "views.db")

    def write(n):
        with store.transaction() as tx:
            tx.execute("INSERT OR REPLACE INTO position VALUES (1, ?, ?)", ("x" * 9000, n))

    return store, write, store.connection


STORES = pytest.mark.parametrize(
    ("make", "name", "error"),
    [(memory, "feeds.db", StoreError), (people, "people.db", StoreError), (views, "views.db", ProjectionError)],
)


@STORES
def test_a_full_disk_is_said_and_what_was_under_way_is_not_there(tmp_path, make, name, error):
    store, write, db = make(tmp_path)
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(error, match=rf"{name}: the disk is full \(database or disk is full\)$"):
        [write(n) for n in range(50)]
    db.execute("PRAGMA max_page_count = 100000")
    write(99)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    store.close()


@STORES
def test_a_file_that_another_holds_is_said(tmp_path, make, name, error):
    store, write, db = make(tmp_path)
    db.execute("PRAGMA busy_timeout = 1")
    with sqlite3.connect(tmp_path / name, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(error, match=rf"{name}: another process holds the write lock"):
            write(1)
    other.close()
    write(1)
    store.close()


@STORES
def test_a_file_that_is_no_database_is_said_at_the_start(tmp_path, make, name, error):
    (tmp_path / name).write_bytes(b"EXAMPLE of a text file, long enough to be read as a page of a database" * 100)
    with pytest.raises(error, match=rf"{name}: the file is not an SQLite database") as raised:
        make(tmp_path)
    assert ("delete the file and run `rebuild`" in str(raised.value)) == (name == "views.db")


def test_only_views_that_are_no_good_are_to_be_deleted(tmp_path):
    (tmp_path / "views.db").mkdir()
    with pytest.raises(ProjectionError, match=r"the file cannot be opened \(is its folder there"):
        open_views(tmp_path / "views.db")


def test_an_index_that_cannot_grow_is_a_full_disk_where_no_byte_is_free(tmp_path, monkeypatch):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert reason(error, tmp_path / "views.db") == "the disk gave an error (disk I/O error)"
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=0))
    assert reason(error, tmp_path / "views.db") == "the disk is full (disk I/O error)"


def test_a_mistake_of_ours_stays_what_it_is(tmp_path):
    db = connect(tmp_path / "x.db", StoreError)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db.execute("SELECT * FROM nowhere")
    db.close()

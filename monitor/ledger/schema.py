"""The tables of ledger.db, and whose file it is. Refuses a file of another program and one of a newer schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import sleep

from monitor.errors import LedgerError

SCHEMA = 1
APPLICATION_ID = 0x53684C67
"""Marks the file (`PRAGMA application_id`) as a ledger of this program: the letters ShLg."""

TABLES = (
    # `seq` is dense and set by us under the write lock; AUTOINCREMENT would skip numbers and a rowid would be reused
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        name TEXT NOT NULL,
        event_version INTEGER NOT NULL,
        key TEXT NOT NULL,
        source TEXT,
        about INTEGER REFERENCES events (seq),
        caused_by INTEGER REFERENCES events (seq),
        recorded_at INTEGER NOT NULL,
        state BLOB NOT NULL,
        salt BLOB NOT NULL,
        leaf BLOB NOT NULL,
        leaf_hash BLOB NOT NULL,
        UNIQUE (originator_id, originator_version)
    )""",
    "CREATE INDEX events_by_source ON events (name, source) WHERE source IS NOT NULL",
    "CREATE INDEX events_about ON events (about) WHERE about IS NOT NULL",
    """CREATE TABLE aliases (
        alias TEXT NOT NULL,
        seq INTEGER NOT NULL REFERENCES events (seq),
        PRIMARY KEY (alias, seq)
    ) WITHOUT ROWID""",
    "CREATE INDEX aliases_by_seq ON aliases (seq)",
    """CREATE TABLE captures (
        digest TEXT NOT NULL PRIMARY KEY,
        media_type TEXT NOT NULL,
        coding TEXT NOT NULL CHECK (coding IN ('raw', 'zlib')),
        body BLOB NOT NULL
    )""",
)

_ATTEMPTS, _PAUSE = 100, 0.01


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in an empty file, or see that the file is a ledger this program can use.

    Raises LedgerError for another program's file or a newer schema, before anything in it is changed; sqlite3.Error
    when the file cannot be used at all.
    """
    if _transact(connection, "BEGIN", lambda: _is_empty(connection, path)):
        _write_ahead(connection)
        # another process may have been first
        _transact(connection, "BEGIN IMMEDIATE", lambda: _is_empty(connection, path) and _create(connection))


def _write_ahead(connection: sqlite3.Connection) -> None:
    # two processes that change the mode of a new file at once block each other, and SQLite then waits for neither
    for _ in range(_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(_PAUSE)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _transact(connection: sqlite3.Connection, begin: str, work: Callable[[], bool]) -> bool:
    # even reading: whose file it is takes three reads, and another process may make the tables in between
    connection.execute(begin)
    try:
        done = work()
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return done


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not application and not tables:
        return True
    if application != APPLICATION_ID:
        raise LedgerError(f"{path}: is a database of another program; nothing in it was changed")
    if schema > SCHEMA:
        raise LedgerError(f"{path}: has schema {schema}, from a newer program; this one knows {SCHEMA}")
    return False


def _create(connection: sqlite3.Connection) -> bool:
    for table in TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    return True

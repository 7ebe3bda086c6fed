"""What the fetcher wants to remember: plans, validators, hosts to be left alone, what the last body said. Kept unread.

A part of the poll memory; every method raises StoreError as the memory's do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

import msgspec

TABLES = """
CREATE TABLE IF NOT EXISTS fetching (
    source TEXT PRIMARY KEY, next_poll TEXT NOT NULL, state BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS validators (source TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodies (source TEXT PRIMARY KEY, digest BLOB NOT NULL, said BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holds (host TEXT PRIMARY KEY, until TEXT NOT NULL) WITHOUT ROWID;
"""
NAMES = ("fetching", "validators", "bodies", "holds")


class Fetching(msgspec.Struct, frozen=True, kw_only=True):
    """What the fetcher wants to remember of one source; `state` and `validators` are its own words, kept unread."""

    next_poll: datetime
    state: bytes
    validators: bytes | None = None


class Fetches:
    """Over the poll memory's own connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, source: str) -> Fetching | None:
        """Give what the fetcher remembered of a source; None for one never fetched."""
        row = self._db.execute(
            "SELECT next_poll, state, body FROM fetching LEFT JOIN validators USING (source) WHERE source = ?",
            (source,),
        ).fetchone()
        if row is None:
            return None
        return Fetching(next_poll=datetime.fromisoformat(row[0]), state=row[1], validators=row[2])

    def keep(self, source: str, kept: Fetching) -> None:
        """Remember for the fetcher; `validators` None leaves those that are there.

        To be called after `Memory.remember`: validators must not be newer than the window.
        """
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            values = (source, kept.next_poll.isoformat(), kept.state)
            self._db.execute("INSERT OR REPLACE INTO fetching VALUES (?, ?, ?)", values)
            if kept.validators is not None:
                self._db.execute("INSERT OR REPLACE INTO validators VALUES (?, ?)", (source, kept.validators))

    def forget_validators(self) -> None:
        """Forget those of every source, within the caller's transaction."""
        self._db.execute("DELETE FROM validators")

    def said(self, source: str, digest: bytes) -> bytes | None:
        """Give what was kept with the source's last body, if this is its digest."""
        found = self._db.execute("SELECT said FROM bodies WHERE source = ? AND digest = ?", (source, digest)).fetchone()
        return found[0] if found else None

    def keep_said(self, source: str, digest: bytes, said: bytes) -> None:
        """Replace what is kept with the source's last body."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", (source, digest, said))

    def holds(self) -> dict[str, datetime]:
        """Give the hosts that asked to be left alone, each with the moment until which."""
        return {host: datetime.fromisoformat(until) for host, until in self._db.execute("SELECT * FROM holds")}

    def keep_holds(self, holds: Mapping[str, datetime]) -> None:
        """Replace the holds on hosts."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM holds")
            rows = [(host, until.isoformat()) for host, until in holds.items()]
            self._db.executemany("INSERT INTO holds VALUES (?, ?)", rows)

"""How far lists and mailboxes were read, and when a server with limits was asked: two small tables of the poll memory.

Like all of it they hold nothing precious: without them a list is read from its newest entries again, a mailbox from its
first mail, and the record refuses what it has.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from feeds.quota import LONGEST, Quota

TABLES = """
CREATE TABLE IF NOT EXISTS places (
    source TEXT NOT NULL, of TEXT NOT NULL, address TEXT NOT NULL, place BLOB NOT NULL,
    PRIMARY KEY (source, of)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (account TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS spent_by_account ON spent (account, at);
"""
NAMES = ("places", "spent")


class Places:
    """Over the poll memory's own connection; every method raises StoreError as the memory's do."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def place(self, source: str, of: str, address: str) -> bytes | None:
        """How far what stands at an address was read; None for another address than the last. `of` says which list."""
        row = self._db.execute(
            "SELECT place FROM places WHERE source = ? AND of = ? AND address = ?", (source, of, address)
        ).fetchone()
        return bytes(row[0]) if row else None

    def keep(self, source: str, of: str, address: str, place: bytes) -> None:
        """Remember how far it was read. To be called after the record holds what was read."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", (source, of, address, place))

    def forget(self, of: str) -> None:
        """Forget every source's place in lists of one kind."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM places WHERE of = ?", (of,))

    def spend(self, account: str, now: datetime, quota: Quota) -> datetime | None:
        """Take one of an account's questions, for every process over this file; None, or when the next is free."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM spent WHERE at <= ?", (_text(now - LONGEST),))
            rows = self._db.execute("SELECT at FROM spent WHERE account = ? ORDER BY at", (account,))
            asked = [min(datetime.fromisoformat(at), now) for (at,) in rows]  # the clock may have been set back
            free = quota.free_at(asked, now)
            if free > now:
                return free
            self._db.execute("INSERT INTO spent VALUES (?, ?)", (account, _text(now)))
        return None


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()

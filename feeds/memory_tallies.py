"""How often each source was looked at well since the record was last told: a part of the poll memory. It tells nobody.

Every method raises StoreError as the memory's do.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

import msgspec

TABLES = """
CREATE TABLE IF NOT EXISTS tallies (
    source TEXT PRIMARY KEY, since TEXT NOT NULL, until TEXT NOT NULL, polls INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pauses (
    source TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (source, since)) WITHOUT ROWID;
"""
NAMES = ("tallies", "pauses")
PAUSE = timedelta(hours=1)
"""A time between two good polls that is long enough to be remembered as a pause."""


class Tally(msgspec.Struct, frozen=True):
    """The good polls of a source since the record was last told of them: how many, and the longer pauses between.

    `since` and `until` are the first and the last, both counted.
    """

    since: datetime
    until: datetime
    polls: int
    pauses: tuple[tuple[datetime, datetime], ...] = ()


class Tallies:
    """Over the poll memory's own connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def tally(self, source: str) -> Tally | None:
        """Give the good polls that the record was not told of; None for a source without any."""
        row = self._db.execute("SELECT since, until, polls FROM tallies WHERE source = ?", (source,)).fetchone()
        if row is None:
            return None
        pauses = self._db.execute("SELECT since, until FROM pauses WHERE source = ? ORDER BY since", (source,))
        between = tuple((datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in pauses)
        return Tally(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), row[2], between)

    def ends(self) -> dict[str, datetime]:
        """Give when each source was last looked at well."""
        rows = self._db.execute("SELECT source, until FROM tallies")
        return {source: datetime.fromisoformat(until) for source, until in rows}

    def begin(self, source: str, at: datetime) -> None:
        """Begin to count anew from a poll that the record was told of; that poll is the first."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            row = (source, at.isoformat(), at.isoformat())
            self._db.execute("INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, 1)", row)
            self._db.execute("DELETE FROM pauses WHERE source = ?", (source,))

    def count(self, source: str, at: datetime) -> None:
        """One good poll more, within the caller's transaction; one not later than the last was counted already."""
        row = self._db.execute("SELECT until FROM tallies WHERE source = ?", (source,)).fetchone()
        last = datetime.fromisoformat(row[0]) if row else None
        if last is None:
            self._db.execute("INSERT INTO tallies VALUES (?, ?, ?, 1)", (source, at.isoformat(), at.isoformat()))
        elif at > last:
            newer = (at.isoformat(), source)
            self._db.execute("UPDATE tallies SET until = ?, polls = polls + 1 WHERE source = ?", newer)
            if at - last > PAUSE:
                pause = (source, last.isoformat(), at.isoformat())
                self._db.execute("INSERT OR REPLACE INTO pauses VALUES (?, ?, ?)", pause)

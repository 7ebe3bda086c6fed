"""The poll memory, `feeds.db`: each source's last window, when it is asked again and how. Holds nothing precious.

Losing it costs a repeat: every item is read again, and the record refuses those it has. So the caller writes the record
first and remembers afterwards; a crash between the two repeats one poll. For the same reason a source's validators are
kept after its window, and forgotten with it: a 304 must never stand for items that nobody read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from feeds import memory_fetching, memory_pages, memory_places, memory_tallies, memory_windows
from feeds.measure import Measured
from feeds.seen import Seen
from monitor.errors import StoreError
from monitor.sqlite_faults import connect

_TABLES = """
CREATE TABLE IF NOT EXISTS polls (
    source TEXT NOT NULL, name TEXT NOT NULL, polled_at TEXT NOT NULL, PRIMARY KEY (source, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS health (
    source TEXT PRIMARY KEY, last_good_poll TEXT, failures INTEGER NOT NULL, last_error TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS measures (source TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mailboxes (source TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
"""
_NAMES = ("polls", "health", "measures", "mailboxes")
_PARTS = (memory_windows, memory_fetching, memory_tallies, memory_pages, memory_places)
_VERSION = 4
_MEASURED = msgspec.json.Decoder(Measured)
LIST = "list"
"""The name of a source's own list among its places."""


class Health(msgspec.Struct, frozen=True):
    """How a source's polls went: the last good one, and the failures since then, the last with its time and reason.

    `next_poll` is None for a source that was never fetched.
    """

    last_good_poll: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    next_poll: datetime | None = None


class Memory:
    """The memory in the file `path`. A file of another version of this program is emptied: that costs only a repeat.

    Every method raises StoreError where the file cannot be used; nothing of what it was to write is then there.
    """

    def __init__(self, path: Path) -> None:
        self._db = connect(path, StoreError)
        self._db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"
            " PRAGMA busy_timeout = 5000;"
        )
        if self._db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            names = [*_NAMES, *(name for part in _PARTS for name in part.NAMES)]
            drops = "".join(f"DROP TABLE IF EXISTS {name};" for name in names)
            self._db.executescript(f"{drops} PRAGMA user_version = {_VERSION};")
        self._db.executescript(_TABLES + "".join(part.TABLES for part in _PARTS))
        self.windows = memory_windows.Windows(self._db)
        self.fetches = memory_fetching.Fetches(self._db)
        self.tallies = memory_tallies.Tallies(self._db)
        self.pages = memory_pages.Pages(self._db)
        self.places = memory_places.Places(self._db)

    def remember(
        self, source: str, poll_name: str, polled_at: datetime, items: Sequence[Seen], previous: Sequence[Seen] = ()
    ) -> None:
        """Replace the source's window by `items` and note the poll as read, in one transaction.

        To be called after the record holds the poll's items. `previous` is the window before, as far as it is known:
        what of it stays is then not written again.
        """
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self.windows.replace(source, items, previous)
            self._note(source, poll_name, polled_at)
            self._good(source, polled_at)

    def failed(self, source: str, poll_name: str, polled_at: datetime, reason: str) -> None:
        """Note a poll that could not be read; the window stays that of the last good one."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._note(source, poll_name, polled_at)
            self._db.execute(
                "INSERT INTO health VALUES (?, NULL, 1, ?) ON CONFLICT (source) DO UPDATE"
                " SET failures = failures + 1, last_error = excluded.last_error",
                (source, f"{polled_at.isoformat()}: {reason}"),
            )

    def unchanged(self, source: str, polled_at: datetime, poll_name: str | None = None) -> None:
        """Note a good poll that showed nothing else than the last one did: a 304, or a body, by its `poll_name`."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if poll_name is not None:
                self._note(source, poll_name, polled_at)
            self._good(source, polled_at)

    def _good(self, source: str, polled_at: datetime) -> None:
        self._db.execute("INSERT OR REPLACE INTO health VALUES (?, ?, 0, NULL)", (source, polled_at.isoformat()))
        self.tallies.count(source, polled_at)

    def _note(self, source: str, poll_name: str, polled_at: datetime) -> None:
        self._db.execute("INSERT OR REPLACE INTO polls VALUES (?, ?, ?)", (source, poll_name, polled_at.isoformat()))

    def consumed(self, source: str, poll_name: str) -> bool:
        """Whether the recorded poll of this name was remembered."""
        found = self._db.execute("SELECT 1 FROM polls WHERE source = ? AND name = ?", (source, poll_name)).fetchone()
        return found is not None

    def measured(self, source: str) -> Measured:
        """Give what was measured of a source; nothing for one never polled."""
        row = self._db.execute("SELECT body FROM measures WHERE source = ?", (source,)).fetchone()
        return _MEASURED.decode(row[0]) if row else Measured()

    def keep_measured(self, source: str, found: Measured) -> None:
        """Replace what is known of a source by a newer measurement."""
        row = (source, msgspec.json.encode(found))
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO measures VALUES (?, ?)", row)

    def health(self, source: str) -> Health:
        """Give what is remembered of a source's polls."""
        row = self._db.execute(
            "SELECT last_good_poll, failures, last_error, next_poll"
            " FROM health LEFT JOIN fetching USING (source) WHERE source = ?",
            (source,),
        ).fetchone()
        if row is None:
            return Health()
        good, failures, error, planned = row
        return Health(_moment(good), failures, error, _moment(planned))

    def mailbox_since(self, source: str, now: datetime) -> datetime:
        """Since when a mailbox is watched: the first call says it, every later one repeats it."""
        self._db.execute("INSERT OR IGNORE INTO mailboxes VALUES (?, ?)", (source, now.isoformat()))
        row = self._db.execute("SELECT since FROM mailboxes WHERE source = ?", (source,)).fetchone()
        return datetime.fromisoformat(row[0])

    def forget_windows(self) -> None:
        """Forget what each source last showed, so that its next poll is looked at in full."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self.fetches.forget_validators()
            self.windows.forget()
        self.places.forget(LIST)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

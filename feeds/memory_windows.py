"""What each source showed last, item by item and in order: a part of the poll memory. It compares nothing.

A window has a name, a hash of what it shows in that order, so that most questions about it need no look at its items.
Of a window that moves on by a few items only these are written. Every method raises StoreError as the memory's do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

import msgspec

from feeds.seen import Seen

TABLES = """
CREATE TABLE IF NOT EXISTS seen (
    source TEXT NOT NULL, place INTEGER NOT NULL, identity TEXT NOT NULL, item TEXT NOT NULL, of TEXT NOT NULL,
    revision INTEGER NOT NULL, guid TEXT NOT NULL, date TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    loose_guid INTEGER NOT NULL, absent INTEGER NOT NULL, gone_since TEXT, last_shown TEXT,
    newer TEXT NOT NULL, PRIMARY KEY (source, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS windows (source TEXT PRIMARY KEY, name BLOB NOT NULL) WITHOUT ROWID;
"""
NAMES = ("seen", "windows")
_LAST = (
    "SELECT identity, item, of, revision, guid, date, title, body, loose_guid, absent, gone_since, last_shown, newer"
    " FROM seen WHERE source = ? ORDER BY place"
)
_WRITE = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Windows:
    """Over the poll memory's own connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def last(self, source: str) -> tuple[Seen, ...]:
        """Give the items of the source's last remembered poll, in its order, with those vanished from amid them.

        Empty for a source never polled.
        """
        return tuple(_seen(*row) for row in self._db.execute(_LAST, (source,)))

    def seen(self, source: str) -> frozenset[str]:
        """Give the identities of the last poll alone: an item that comes back after an edit must be read again."""
        return frozenset(row[0] for row in self._db.execute("SELECT identity FROM seen WHERE source = ?", (source,)))

    def name(self, source: str) -> bytes | None:
        """Give the name of the source's window; None where none is remembered. Another window has another name."""
        row = self._db.execute("SELECT name FROM windows WHERE source = ?", (source,)).fetchone()
        return row[0] if row else None

    def shows(self, source: str, identities: Sequence[str]) -> bool:
        """Whether the source's last remembered poll showed just these, in this order, and nothing is missing since."""
        return self.name(source) == _name(identities)

    def replace(self, source: str, items: Sequence[Seen], previous: Sequence[Seen]) -> None:
        """Put `items` in the place of the source's window, within the caller's transaction.

        `previous` is that window as the caller knows it: where it still is that one, only what changed is written.
        """
        changes = self._changes(source, items, previous)
        if changes is None:
            self._db.execute("DELETE FROM seen WHERE source = ?", (source,))
            changes = (), list(enumerate(items))
        gone, written = changes
        self._db.executemany("DELETE FROM seen WHERE source = ? AND place = ?", [(source, place) for place in gone])
        self._db.executemany(_WRITE, [_row(source, place, seen) for place, seen in written])
        name = _name([seen.identity for seen in items])
        self._db.execute("INSERT OR REPLACE INTO windows VALUES (?, ?)", (source, name))

    def _changes(self, source: str, items: Sequence[Seen], previous: Sequence[Seen]) -> Changes | None:
        if not previous or self.name(source) != _name([seen.identity for seen in previous]):
            return None
        rows = self._db.execute("SELECT place FROM seen WHERE source = ? ORDER BY place", (source,))
        places = [place for (place,) in rows]
        return changed(previous, places, items) if len(places) == len(previous) else None

    def renumber(self, source: str, of: str, revision: int) -> None:
        """Note that an item of the window has a later revision on record than its feed gave."""
        with self._db:
            self._db.execute("UPDATE seen SET revision = ? WHERE source = ? AND of = ?", (revision, source, of))

    def forget_words(self, of: str) -> None:
        """Keep of an item of the record (by its key) no more than what it is recognised by."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("UPDATE seen SET title = '' WHERE of = ?", (of,))
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget(self) -> None:
        """Forget every source's window, within the caller's transaction."""
        self._db.execute("DELETE FROM seen")
        self._db.execute("DELETE FROM windows")


Changes = tuple[Sequence[int], Sequence[tuple[int, Seen]]]
"""Places to be emptied, and what is to be written at which place."""


def changed(previous: Sequence[Seen], places: Sequence[int], items: Sequence[Seen]) -> Changes | None:
    """What must be written to make of `previous`, each at its place, `items` in their order.

    None where what stays has changed its order, or there is no room for what comes between: then all is written anew.
    """
    index = {seen.identity: n for n, seen in enumerate(previous)}
    kept: set[int] = set()
    written: list[tuple[int, Seen]] = []
    waiting: list[Seen] = []
    last = -1
    for item in items:
        stands = index.get(item.identity)
        if stands is None:
            waiting.append(item)
            continue
        if stands <= last or (waiting and last >= 0 and places[stands] - places[last] <= len(waiting)):
            return None
        written += enumerate(waiting, places[stands] - len(waiting))
        if item is not previous[stands] and item != previous[stands]:
            written.append((places[stands], item))
        waiting, last = [], stands
        kept.add(stands)
    if not kept:
        return None
    written += enumerate(waiting, places[last] + 1)
    return [place for n, place in enumerate(places) if n not in kept], written


def _name(identities: Sequence[str]) -> bytes:
    return blake2b(msgspec.json.encode(identities), digest_size=16).digest()


def _seen(
    identity: str,
    item: str,
    of: str,
    revision: int,
    guid: str,
    date: str,
    title: str,
    body: str,
    loose: int,
    absent: int,
    gone: str | None,
    shown: str | None,
    newer: str,
) -> Seen:
    return Seen(
        identity=identity,
        item=item,
        of=of,
        revision=revision,
        guid=guid,
        date=date,
        title=title,
        body=body,
        loose_guid=bool(loose),
        absent=absent,
        gone_since=_moment(gone),
        last_shown=_moment(shown),
        newer=newer,
    )


def _row(source: str, place: int, s: Seen) -> tuple[object, ...]:
    paired_by = (s.guid, s.date, s.title, s.body, s.loose_guid)
    gone = (s.absent, _text(s.gone_since), _text(s.last_shown), s.newer)
    return (source, place, s.identity, s.item, s.of, s.revision, *paired_by, *gone)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

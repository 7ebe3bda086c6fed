"""The poll memory, `feeds.db`: each source's last window, when it is asked again and how. Holds nothing precious.

Losing it costs a repeat: every item is read again, and the record refuses those it has. So the caller writes the record
first and remembers afterwards; a crash between the two repeats one poll. For the same reason a source's validators are
kept after its window, and forgotten with it: a 304 must never stand for items that nobody read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import msgspec

from feeds.measure import Measured
from feeds.memory_places import NAMES as PLACES
from feeds.memory_places import TABLES as PLACES_TABLES
from feeds.memory_places import Places
from feeds.revisions import Seen
from monitor.errors import StoreError
from monitor.sqlite_faults import connect

_TABLES = """
CREATE TABLE IF NOT EXISTS polls (
    source TEXT NOT NULL, name TEXT NOT NULL, polled_at TEXT NOT NULL, PRIMARY KEY (source, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS health (
    source TEXT PRIMARY KEY, last_good_poll TEXT, failures INTEGER NOT NULL, last_error TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
    source TEXT NOT NULL, place INTEGER NOT NULL, identity TEXT NOT NULL, item TEXT NOT NULL, of TEXT NOT NULL,
    revision INTEGER NOT NULL, guid TEXT NOT NULL, date TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    loose_guid INTEGER NOT NULL, absent INTEGER NOT NULL, gone_since TEXT, last_shown TEXT,
    newer TEXT NOT NULL, PRIMARY KEY (source, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fetching (
    source TEXT PRIMARY KEY, next_poll TEXT NOT NULL, state BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS validators (source TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodies (source TEXT PRIMARY KEY, digest BLOB NOT NULL, said BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holds (host TEXT PRIMARY KEY, until TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tallies (
    source TEXT PRIMARY KEY, since TEXT NOT NULL, until TEXT NOT NULL, polls INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pauses (
    source TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (source, since)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    source TEXT NOT NULL, of TEXT NOT NULL, url TEXT NOT NULL, tries INTEGER NOT NULL, due TEXT NOT NULL,
    PRIMARY KEY (source, of)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS measures (source TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mailboxes (source TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
"""
_NAMES = (
    "polls",
    "health",
    "seen",
    "fetching",
    "validators",
    "bodies",
    "holds",
    "tallies",
    "pauses",
    "mailboxes",
    "measures",
    "pages",
)
_VERSION = 4
_MEASURED = msgspec.json.Decoder(Measured)


class Health(msgspec.Struct, frozen=True):
    """How a source's polls went: the last good one, and the failures since then, the last with its time and reason.

    `next_poll` is None for a source that was never fetched.
    """

    last_good_poll: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    next_poll: datetime | None = None


class Tally(msgspec.Struct, frozen=True):
    """The good polls of a source since the record was last told of them: how many, and the longer pauses between.

    `since` and `until` are the first and the last, both counted.
    """

    since: datetime
    until: datetime
    polls: int
    pauses: tuple[tuple[datetime, datetime], ...] = ()


LIST = "list"
"""The name of a source's own list among its places."""

PAUSE = timedelta(hours=1)
"""A time between two good polls that is long enough to be remembered as a pause."""


class Fetching(msgspec.Struct, frozen=True, kw_only=True):
    """What the fetcher wants to remember of one source; `state` and `validators` are its own words, kept unread."""

    next_poll: datetime
    state: bytes
    validators: bytes | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an item (`of`, its key in the record) that is still to be read; `due` is when it is asked next."""

    source: str
    of: str
    url: str
    due: datetime
    tries: int = 0


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
            drops = "".join(f"DROP TABLE IF EXISTS {name};" for name in (*_NAMES, *PLACES))
            self._db.executescript(f"{drops} PRAGMA user_version = {_VERSION};")
        self._db.executescript(_TABLES + PLACES_TABLES)
        self.places = Places(self._db)

    def last(self, source: str) -> tuple[Seen, ...]:
        """Give the items of the source's last remembered poll, in its order, with those vanished from amid them.

        Empty for a source never polled.
        """
        rows = self._db.execute(
            "SELECT identity, item, of, revision, guid, date, title, body, loose_guid, absent, gone_since, last_shown,"
            " newer FROM seen WHERE source = ? ORDER BY place",
            (source,),
        )
        return tuple(
            Seen(
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
            for identity, item, of, revision, guid, date, title, body, loose, absent, gone, shown, newer in rows
        )

    def shows(self, source: str, identities: Sequence[str]) -> bool:
        """Whether the source's last remembered poll showed just these, in this order, and nothing is missing since."""
        rows = self._db.execute("SELECT identity FROM seen WHERE source = ? ORDER BY place", (source,))
        return [identity for (identity,) in rows] == list(identities)

    def forget_words(self, of: str) -> None:
        """Keep of an item of the record (by its key) no more than what it is recognised by."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("UPDATE seen SET title = '' WHERE of = ?", (of,))
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def seen(self, source: str) -> frozenset[str]:
        """Give the identities of the last poll alone: an item that comes back after an edit must be read again."""
        return frozenset(row[0] for row in self._db.execute("SELECT identity FROM seen WHERE source = ?", (source,)))

    def remember(self, source: str, poll_name: str, polled_at: datetime, items: Sequence[Seen]) -> None:
        """Replace the source's window by `items` and note the poll as read, in one transaction.

        To be called after the record holds the poll's items.
        """
        rows = [_row(source, n, seen) for n, seen in enumerate(items)]
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM seen WHERE source = ?", (source,))
            self._db.executemany("INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
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
        self._count(source, polled_at)

    def measured(self, source: str) -> Measured:
        """Give what was measured of a source; nothing for one never polled."""
        row = self._db.execute("SELECT body FROM measures WHERE source = ?", (source,)).fetchone()
        return _MEASURED.decode(row[0]) if row else Measured()

    def keep_measured(self, source: str, found: Measured) -> None:
        """Replace what is known of a source by a newer measurement."""
        row = (source, msgspec.json.encode(found))
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO measures VALUES (?, ?)", row)

    def keep_page(self, page: Page) -> None:
        """Remember a page that is to be read, in place of what was remembered of the item's."""
        row = (page.source, page.of, page.url, page.tries, page.due.isoformat())
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row)

    def drop_page(self, page: Page) -> None:
        """Forget a page: it was read, or never will be."""
        with self._db:
            self._db.execute("DELETE FROM pages WHERE source = ? AND of = ?", (page.source, page.of))

    def pages(self) -> list[Page]:
        """Give the pages that are to be read, the one due first at first."""
        rows = self._db.execute("SELECT source, of, url, tries, due FROM pages")
        found = [Page(source=s, of=o, url=u, tries=t, due=datetime.fromisoformat(d)) for s, o, u, t, d in rows]
        return sorted(found, key=lambda page: page.due)

    def renumber(self, source: str, of: str, revision: int) -> None:
        """Note that an item of the window has a later revision on record than its feed gave."""
        with self._db:
            self._db.execute("UPDATE seen SET revision = ? WHERE source = ? AND of = ?", (revision, source, of))

    def tally(self, source: str) -> Tally | None:
        """Give the good polls that the record was not told of; None for a source without any."""
        row = self._db.execute("SELECT since, until, polls FROM tallies WHERE source = ?", (source,)).fetchone()
        if row is None:
            return None
        pauses = self._db.execute("SELECT since, until FROM pauses WHERE source = ? ORDER BY since", (source,))
        between = tuple((datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in pauses)
        return Tally(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), row[2], between)

    def begin_tally(self, source: str, at: datetime) -> None:
        """Begin to count anew from a poll that the record was told of; that poll is the first."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            row = (source, at.isoformat(), at.isoformat())
            self._db.execute("INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, 1)", row)
            self._db.execute("DELETE FROM pauses WHERE source = ?", (source,))

    def _count(self, source: str, at: datetime) -> None:
        """One good poll more; one that is not later than the last was counted already."""
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

    def fetching(self, source: str) -> Fetching | None:
        """Give what the fetcher remembered of a source; None for one never fetched."""
        row = self._db.execute(
            "SELECT next_poll, state, body FROM fetching LEFT JOIN validators USING (source) WHERE source = ?",
            (source,),
        ).fetchone()
        if row is None:
            return None
        return Fetching(next_poll=datetime.fromisoformat(row[0]), state=row[1], validators=row[2])

    def keep_fetching(self, source: str, kept: Fetching) -> None:
        """Remember for the fetcher; `validators` None leaves those that are there.

        To be called after `remember`: validators must not be newer than the window.
        """
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            values = (source, kept.next_poll.isoformat(), kept.state)
            self._db.execute("INSERT OR REPLACE INTO fetching VALUES (?, ?, ?)", values)
            if kept.validators is not None:
                self._db.execute("INSERT OR REPLACE INTO validators VALUES (?, ?)", (source, kept.validators))

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

    def mailbox_since(self, source: str, now: datetime) -> datetime:
        """Since when a mailbox is watched: the first call says it, every later one repeats it."""
        self._db.execute("INSERT OR IGNORE INTO mailboxes VALUES (?, ?)", (source, now.isoformat()))
        row = self._db.execute("SELECT since FROM mailboxes WHERE source = ?", (source,)).fetchone()
        return datetime.fromisoformat(row[0])

    def _note(self, source: str, poll_name: str, polled_at: datetime) -> None:
        self._db.execute("INSERT OR REPLACE INTO polls VALUES (?, ?, ?)", (source, poll_name, polled_at.isoformat()))

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

    def forget_windows(self) -> None:
        """Forget what each source last showed, so that its next poll is looked at in full."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM validators")
            self._db.execute("DELETE FROM seen")
        self.places.forget(LIST)

    def consumed(self, source: str, poll_name: str) -> bool:
        """Whether the recorded poll of this name was remembered."""
        found = self._db.execute("SELECT 1 FROM polls WHERE source = ? AND name = ?", (source, poll_name)).fetchone()
        return found is not None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _row(source: str, place: int, s: Seen) -> tuple[object, ...]:
    paired_by = (s.guid, s.date, s.title, s.body, s.loose_guid)
    return (
        source,
        place,
        s.identity,
        s.item,
        s.of,
        s.revision,
        *paired_by,
        s.absent,
        _text(s.gone_since),
        _text(s.last_shown),
        s.newer,
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

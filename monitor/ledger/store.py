"""The record: what was observed, read and told, appended once and never changed. It decides nothing about its content.

One `Application` of the eventsourcing library over our own mapper and recorder; why it is built so stands in
docs/adr/20261121-ledger-on-eventsourcing.md. Every method raises LedgerError when the file cannot be read or written.
"""

from __future__ import annotations

import json
import secrets
import zlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, Mapper
from eventsourcing.sqlite import SQLiteFactory
from eventsourcing.utils import Environment, EnvType

from monitor.domain.decided import ItemRedacted
from monitor.domain.events import Event, ItemRevised
from monitor.domain.ids import event_id
from monitor.errors import LedgerError
from monitor.ledger.codec import DraftMapper, EventCodec
from monitor.ledger.database import LedgerDatastore
from monitor.ledger.erasing import erase
from monitor.ledger.failures import told
from monitor.ledger.recorder import Batch, LedgerRecorder
from monitor.ledger.records import Capture, Draft, Entry, Erased, Leaf, Redacted, Row, instant, micros

__all__ = ["Capture", "Draft", "Emptied", "Entry", "Ledger", "open_ledger"]

_PAGE = 1000
_ENTRY = "SELECT seq, recorded_at, key, caused_by, name, event_version, state, coalesce(about, seq) FROM events "
_ROW = """SELECT seq, originator_id, originator_version, name, event_version, key, source, about, caused_by,
    recorded_at, state, salt, leaf, leaf_hash FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"""
_LEAVES = "SELECT seq, leaf FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
_ALIASES = "SELECT seq, alias FROM aliases WHERE seq BETWEEN ? AND ? ORDER BY seq, alias"
_REDACTIONS = """SELECT about, seq, name, event_version, state FROM events
    WHERE name = ? AND source IS NOT NULL ORDER BY seq"""
_LEFT = """SELECT DISTINCT gone.about FROM events AS gone JOIN events AS e ON e.seq = gone.about OR e.about = gone.about
    WHERE gone.name = ?1 AND gone.source IS NOT NULL AND e.name != ?1 AND length(e.state) > 0"""
_GONE = "SELECT about FROM events WHERE name = ? AND source IS NOT NULL"  # by the index of sources
# a revision's alias is one of the item it revises
_HOLDERS = """SELECT DISTINCT item.key FROM aliases
    JOIN events AS bearer ON bearer.seq = aliases.seq
    JOIN events AS item ON item.seq = coalesce(bearer.about, bearer.seq)
    WHERE aliases.alias = ? ORDER BY item.seq"""


class Emptied(msgspec.Struct, frozen=True):
    """How many events were emptied, and whether the journal was, which another process may be reading at that time.

    Such a journal still holds the words until the program's last process on this record ends.
    """

    events: int
    journal: bool


class _Factory(SQLiteFactory):
    def __init__(self, path: Path, salt: Callable[[int], bytes], wait: float) -> None:
        super().__init__(Environment(env={self.SQLITE_DBNAME: str(path)}))
        self.datastore: LedgerDatastore = LedgerDatastore(path, wait)
        self._salt = salt

    def application_recorder(self) -> ApplicationRecorder:
        return LedgerRecorder(self.datastore, self._salt)


class Ledger(Application[UUID]):
    """The record in one SQLite file; several processes may append at once, and threads may share one Ledger."""

    name = "ledger"

    def __init__(self, path: Path, codec: EventCodec, salt: Callable[[int], bytes], wait: float) -> None:
        self.path = path
        self._codec = codec
        self._factory = _Factory(path, salt, wait)
        with told(path, "open"), self._factory.datastore.transaction(commit=False):
            pass  # the first connection sees whose file it is, and makes the tables
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing of the process's environment: a stray COMPRESSOR_TOPIC must not change what is stored."""
        return Environment(name, env)

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:  # noqa: ARG002
        """Our own factory, whatever the environment names."""
        return self._factory

    def construct_mapper(self) -> Mapper[UUID]:
        """Our own mapper, over explicit stored names."""
        return DraftMapper(self._codec)

    def append(self, drafts: Sequence[Draft], now: datetime) -> list[Entry | None]:
        """Append in one transaction; gives an entry for each new event and None for a key that stands already.

        `now` is aware; what is recorded is the later of it and the last event's time, so that time follows `seq`. Of a
        draft whose key stands, or whose item was redacted, nothing is written, its aliases included. Raises
        LedgerError, with nothing written, for an event that cannot be stored, a cause or item that is not there before
        it, and captures that are not those it names.
        """
        if now.tzinfo is None:
            raise LedgerError(f"{self.path}: cannot append: the time {now.isoformat()} has no offset")
        batch = Batch(now)
        with told(self.path, "append"):
            self.events.put(drafts, batch=batch)
        return batch.entries

    def select(self, after: int = 0, limit: int = _PAGE, upto: int | None = None) -> list[Entry]:
        """At most `limit` entries with `after` < seq <= `upto`, in order."""
        where = "WHERE seq > ? AND (?2 IS NULL OR seq <= ?2) ORDER BY seq LIMIT ?"
        return self._entries(where, after, upto, limit)

    def entries(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """Every entry with `after` < seq <= `upto`, a page at a time; sees what is appended meanwhile."""
        while page := self.select(after, _PAGE, upto):
            yield from page
            after = page[-1].seq

    def head(self) -> int:
        """The last `seq`; 0 when the record is empty."""
        return int(self._rows("SELECT coalesce(max(seq), 0) FROM events")[0][0])

    def by_key(self, key: str) -> Entry | None:
        """The entry of the event with this key."""
        return self._one("WHERE originator_id = ? AND key = ?", event_id(key).hex, key)

    def by_keys(self, keys: Collection[str]) -> dict[str, Entry]:
        """The entries of those events with these keys that are there, by key: one question, however many are asked."""
        ids = json.dumps([event_id(key).hex for key in keys])
        found = self._entries("WHERE originator_id IN (SELECT value FROM json_each(?))", ids) if keys else []
        return {entry.key: entry for entry in found}

    def revision(self, item: str, number: int) -> Entry | None:
        """The entry with a revision of the item of this key: 0 is its observation, 1 the first `item.revised`."""
        if number == 0:
            return self.by_key(item)
        where = "WHERE about = (SELECT seq FROM events WHERE originator_id = ? AND key = ?) AND name = ? ORDER BY seq"
        for entry in self._entries(where, event_id(item).hex, item, ItemRevised.name):
            if isinstance(entry.event, ItemRevised) and entry.event.revision == number:
                return entry
        return None

    def newest_about(self, item: str, names: Sequence[str]) -> Entry | None:
        """The newest event of these stored names about the item of this key, but its observation."""
        where = (
            "WHERE about = (SELECT seq FROM events WHERE originator_id = ? AND key = ?)"
            " AND name IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 1"
        )
        return self._one(where, event_id(item).hex, item, json.dumps(list(names)))

    def holders(self, alias: str) -> list[str]:
        """The keys of the observed items that carry an alias, themselves or by a revision; first observed first."""
        return [key for (key,) in self._rows(_HOLDERS, alias)]

    def seq_at(self, moment: datetime) -> int:
        """The last `seq` recorded at or before a moment (aware); 0 when there is none."""
        return bisect_right(range(1, self.head() + 1), micros(moment), key=self._recorded_at)

    def capture(self, digest: str) -> bytes | None:
        """The bytes stored under a SHA-256 (hexadecimal). It is not recomputed here: that is the audit's work."""
        for coding, body in self._rows("SELECT coding, body FROM captures WHERE digest = ?", digest):
            try:
                return zlib.decompress(body) if coding == "zlib" else bytes(body)
            except zlib.error as error:
                raise LedgerError(f"{self.path}: capture {digest} cannot be inflated: {error}") from error
        return None

    def last(self, name: str, source: str) -> Entry | None:
        """The newest event of a stored name (`coverage.declared`) about a source."""
        return self._one("WHERE name = ? AND source = ? ORDER BY seq DESC LIMIT 1", name, source)

    def first(self, name: str, source: str) -> Entry | None:
        """The oldest event of a stored name about a source."""
        return self._one("WHERE name = ? AND source = ? ORDER BY seq LIMIT 1", name, source)

    def redactions(self) -> list[Redacted]:
        """Every redaction, in order; of an item redacted twice both."""
        found = []
        for about, seq, name, version, state in self._rows(_REDACTIONS, ItemRedacted.name):
            event = self._codec.decode(name, version, state)
            found += [Redacted(about, seq, event)] if isinstance(event, ItemRedacted) else []
        return found

    def left_to_erase(self) -> list[ItemRedacted]:
        """Redactions that were recorded, and cut off before the words were erased."""
        left = {item for (item,) in self._rows(_LEFT, ItemRedacted.name)}
        return [known.event for known in self.redactions() if known.item in left]

    def erase(self, redaction: ItemRedacted) -> Emptied:
        """Erase the words of a redacted item (monitor.ledger.erasing).

        The redaction must be in the record already. Erasing twice is no error. Raises LedgerError.
        """
        item = next((known.item for known in self.redactions() if known.event.key == redaction.key), None)
        if item is None:
            raise LedgerError(f"{self.path}: cannot erase {redaction.of!r}: no redaction of it is recorded")
        with told(self.path, "erase"):
            with self._factory.datastore.transaction(commit=True) as c:
                events = erase(c, item, redaction.mails)
            return Emptied(events, journal=self._empty_journal())

    def _empty_journal(self) -> bool:
        with self._factory.datastore.get_connection(commit=False) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
            return not busy

    def rows(self, after: int = 0, upto: int | None = None) -> Iterator[tuple[Row, Leaf]]:
        """Rows and leaves as stored, undecoded, for the audit: whatever is wrong with one must not hide the others."""
        upto = self.head() if upto is None else upto
        while page := self._rows(_ROW, after, upto, _PAGE):
            last = page[-1][0]
            aliases: dict[int, list[str]] = {}
            for seq, alias in self._rows(_ALIASES, after + 1, last):
                aliases.setdefault(seq, []).append(alias)
            for *columns, envelope, leaf_hash in page:
                row = Row(*(*columns, tuple(aliases.get(columns[0], ()))))
                yield row, Leaf(envelope, leaf_hash)
            after = last

    def leaves(self, upto: int) -> Iterator[bytes]:
        """The leaves' envelopes as stored, up to a `seq`, in order: what the root at that position is made of."""
        after = 0
        while page := self._rows(_LEAVES, after, upto, _PAGE):
            yield from (bytes(envelope) for _, envelope in page)
            after = page[-1][0]

    def decode(self, row: Row) -> Event:
        """The event of a row. Raises LedgerError with the name, the version and the reason."""
        return self._codec.decode(row.name, row.event_version, row.state)

    def _recorded_at(self, seq: int) -> int:
        return int(self._rows("SELECT recorded_at FROM events WHERE seq = ?", seq)[0][0])

    def _one(self, where: str, *parameters: object) -> Entry | None:
        return next(iter(self._entries(where, *parameters)), None)

    def _entries(self, where: str, *parameters: object) -> list[Entry]:
        decode = self._codec.decode
        entries = []
        rows = self._rows(_ENTRY + where, *parameters)
        gone = {item for (item,) in self._rows(_GONE, ItemRedacted.name)} if rows else set()
        for seq, recorded_at, key, caused_by, name, version, state, item in rows:
            erased = not state or (item in gone and name != ItemRedacted.name)
            try:
                event = Erased(was=name, stored_key=key) if erased else decode(name, version, state)
            except LedgerError as error:
                raise LedgerError(f"{self.path}: event {seq}: {error}") from error
            entries.append(Entry(seq, instant(recorded_at), key, caused_by, event))
        return entries

    def _rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with told(self.path, "read"), self._factory.datastore.transaction(commit=False) as c:
            c.sqlite_cursor.row_factory = None  # tuples: by-name rows would cost as much as the decoding
            c.execute(statement, parameters)
            rows: list[tuple[Any, ...]] = c.fetchall()
            return rows


def open_ledger(
    path: Path,
    *,
    codec: EventCodec | None = None,
    salt: Callable[[int], bytes] = secrets.token_bytes,
    wait: float = 10.0,
) -> Ledger:
    """Open the record at a path, making the file and its tables where there is none; its folder must be there.

    `salt` gives that many random bytes; `wait` is how many seconds to wait for another writer. Raises LedgerError for a
    folder that is missing, a file that is not a ledger of this program, or one of a newer schema.
    """
    return Ledger(path, codec or EventCodec(), salt, wait)

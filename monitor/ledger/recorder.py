"""The library's recorder over our own tables: number, cause, salt and leaf are written with the event or not at all."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor

from monitor.domain.decided import ItemRedacted
from monitor.domain.events import Event
from monitor.errors import LedgerError
from monitor.ledger.codec import Pending
from monitor.ledger.database import LedgerDatastore
from monitor.ledger.erasing import redacted
from monitor.ledger.placing import Placed, place, wanted
from monitor.ledger.records import Capture, Entry, instant, item_of, micros

_INSERT_EVENT = """INSERT INTO events (seq, originator_id, originator_version, name, event_version, key, source, about,
    caused_by, recorded_at, state, salt, leaf, leaf_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_ALIAS = "INSERT INTO aliases (alias, seq) VALUES (?, ?)"
_INSERT_CAPTURE = "INSERT INTO captures (digest, media_type, coding, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_STANDING = """SELECT events.key, seq FROM json_each(?) AS wanted CROSS JOIN events
    ON events.originator_id = wanted.value"""
_MISSING_CAPTURES = """SELECT value FROM json_each(?) WHERE value NOT IN (SELECT digest FROM captures)"""
_WORTH_DEFLATING = 1024
"""Bytes from which a capture is deflated: one item of a feed is smaller and would gain little for the time."""


class Batch:
    """One append, as it passes through the library: the time it is made at, and what came of each event."""

    def __init__(self, now: datetime) -> None:
        self.now = micros(now)
        self.entries: list[Entry | None] = []


class LedgerRecorder(SQLiteApplicationRecorder):
    """Writes and reads stored events. It changes and removes none: monitor.ledger.erasing empties what must go."""

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore, salt: Callable[[int], bytes]) -> None:
        super().__init__(datastore, "events")
        self._salt = salt
        self.select_events_statement = (
            "SELECT originator_id, originator_version, name || '/' || event_version AS topic, state"
            " FROM events WHERE originator_id = ? "
        )

    def construct_create_table_statements(self) -> list[str]:
        """None: connecting makes the tables, so that no connection can see a file without them."""
        return []

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:  # noqa: ANN401
        """Number and write the new ones, fill in the batch's `entries`. The library returns no recordings for None."""
        batch: Batch = kwargs["batch"]
        pending = [cast("Pending", stored) for stored in stored_events]
        head, last = self._last(c)
        standing = self._standing(c, wanted(pending))
        closed = self._redacted(c, pending, standing)
        placed = place(pending, head, max(batch.now, last), standing, closed, self._salt)
        self._write(c, [new for new in placed if new])
        batch.entries = [
            _entry(new, one.draft.event) if new else None for one, new in zip(pending, placed, strict=True)
        ]

    def _last(self, c: SQLiteCursor) -> tuple[int, int]:
        c.execute("SELECT seq, recorded_at FROM events ORDER BY seq DESC LIMIT 1")
        seq, recorded_at = c.fetchone() or (0, 0)
        return seq, recorded_at

    def _standing(self, c: SQLiteCursor, ids: Iterable[str]) -> dict[str, int]:
        c.execute(_STANDING, (json.dumps(list(ids)),))
        return dict(c.fetchall())

    def _redacted(self, c: SQLiteCursor, pending: Sequence[Pending], standing: dict[str, int]) -> frozenset[str]:
        """The keys of items of the batch about which nothing more is recorded."""
        of = {item_of(one.draft.event) for one in pending if not isinstance(one.draft.event, ItemRedacted)}
        items = {standing[key]: key for key in of if key is not None and key in standing}
        return frozenset(items[seq] for seq in redacted(c, items)) if items else frozenset()

    def _write(self, c: SQLiteCursor, placed: Sequence[Placed]) -> None:
        c.executemany(_INSERT_EVENT, [_columns(new) for new in placed])
        c.executemany(_INSERT_ALIAS, [(alias, new.row.seq) for new in placed for alias in new.row.aliases])
        c.executemany(_INSERT_CAPTURE, [_stored(capture) for new in placed for capture in new.captures])
        named = {digest: new for new in placed for digest in new.named}
        c.execute(_MISSING_CAPTURES, (json.dumps(list(named)),))
        if missing := c.fetchone():
            raise LedgerError(f"{named[missing[0]].row.key}: names capture {missing[0]}, which nobody gave")

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Give the library's view of the log: `id` is `seq`, the topic `name/version`."""
        first = 1 if start is None else start if inclusive_of_start else start + 1
        with self.datastore.transaction(commit=False) as c:
            c.execute(
                "SELECT seq, originator_id, originator_version, name || '/' || event_version, state FROM events"
                " WHERE seq >= ?1 AND (?2 IS NULL OR seq <= ?2)"
                " AND (?3 OR name || '/' || event_version IN (SELECT value FROM json_each(?4)))"
                " ORDER BY seq LIMIT ?5",
                (first, stop, not topics, json.dumps(list(topics)), limit),
            )
            return [
                Notification(id=seq, originator_id=UUID(stream), originator_version=version, topic=topic, state=state)
                for seq, stream, version, topic, state in c.fetchall()
            ]


def _entry(new: Placed, event: Event) -> Entry:
    row = new.row
    return Entry(row.seq, instant(row.recorded_at), row.key, row.caused_by, event)


def _columns(new: Placed) -> tuple[Any, ...]:
    row = new.row
    return (
        row.seq,
        row.originator_id,
        row.originator_version,
        row.name,
        row.event_version,
        row.key,
        row.source,
        row.about,
        row.caused_by,
        row.recorded_at,
        row.state,
        row.salt,
        new.leaf.envelope,
        new.leaf.hash,
    )


def _stored(capture: Capture) -> tuple[str, str, str, bytes]:
    if len(capture.body) >= _WORTH_DEFLATING:
        deflated = zlib.compress(capture.body)
        if len(deflated) < len(capture.body):
            return capture.digest, capture.media_type, "zlib", deflated
    return capture.digest, capture.media_type, "raw", capture.body

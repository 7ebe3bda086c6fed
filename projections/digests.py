"""Read model: which changes each subscriber has been told, by which mail, and whether that mail was handed over."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from monitor.domain.events import DigestPrepared, DigestSent, Event
from projections.changes import RecordedChange, decoded
from projections.store import Views

NAME, VERSION = "digests", 1
TABLES = (
    "CREATE TABLE IF NOT EXISTS digests (key TEXT PRIMARY KEY, seq INTEGER NOT NULL, subscriber TEXT NOT NULL,"
    " schedule TEXT NOT NULL, period TEXT NOT NULL, recorded_at TEXT NOT NULL, sent INTEGER NOT NULL,"
    " body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS told (subscriber TEXT NOT NULL, change TEXT NOT NULL, digest TEXT NOT NULL,"
    " PRIMARY KEY (subscriber, change)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS digests_unsent ON digests (sent, seq)",
)


class Prepared(msgspec.Struct, frozen=True):
    """A prepared mail and when it was prepared."""

    event: DigestPrepared
    recorded_at: datetime


def apply(tx: sqlite3.Connection, event: Event, seq: int, recorded_at: datetime) -> None:
    """Write a mail's event."""
    match event:
        case DigestPrepared(key=key, subscriber=subscriber):
            tx.execute(
                "INSERT OR IGNORE INTO digests (key, seq, subscriber, schedule, period, recorded_at, sent, body)"
                " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                (
                    key,
                    seq,
                    subscriber,
                    event.schedule,
                    event.period,
                    recorded_at.isoformat(),
                    msgspec.json.encode(event),
                ),
            )
            told = [(subscriber, change, key) for change in event.changes]
            tx.executemany("INSERT OR IGNORE INTO told (subscriber, change, digest) VALUES (?, ?, ?)", told)
        case DigestSent(digest=digest):
            tx.execute("UPDATE digests SET sent = 1 WHERE key = ?", (digest,))
        case _:
            pass


def untold(views: Views, subscriber: str, since: datetime) -> list[RecordedChange]:
    """Changes recorded after `since` that the subscriber has not been told, in order."""
    rows = views.rows(
        "SELECT body, seq, occasion, recorded_at FROM changes WHERE recorded_at > ? AND NOT EXISTS"
        " (SELECT 1 FROM told WHERE told.subscriber = ? AND told.change = changes.key) ORDER BY seq, n",
        since.isoformat(),
        subscriber,
    )
    return [decoded(row) for row in rows]


def last_period(views: Views, subscriber: str, schedule: str) -> str | None:
    """The newest period of a schedule for which the subscriber got a mail."""
    rows = views.rows("SELECT max(period) FROM digests WHERE subscriber = ? AND schedule = ?", subscriber, schedule)
    return rows[0][0] if rows else None


def unsent(views: Views) -> list[Prepared]:
    """Mails prepared of which no outcome is recorded, oldest first."""
    rows = views.rows("SELECT body, recorded_at FROM digests WHERE sent = 0 ORDER BY seq")
    return [Prepared(msgspec.json.decode(body, type=DigestPrepared), datetime.fromisoformat(at)) for body, at in rows]

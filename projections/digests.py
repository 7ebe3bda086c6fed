"""Read model: which changes each subscriber has been told, by which mail, and how handing that mail over went.

When a mail is tried again is decided elsewhere (notify.retry), from the counts and times kept here.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from monitor.domain.decided import ItemRedacted
from monitor.domain.events import DigestFailed, DigestPrepared, DigestSent, DigestUncertain, Event
from projections.batch import Batch
from projections.changes import RecordedChange, decoded
from projections.store import Views

NAME, VERSION = "digests", 3
ENOUGH = 2
"""A mail so many times uncertain counts as handed over."""
TABLES = (
    # outcome: NULL while the mail is to be tried; refused_at: the first time it was refused, for a time
    "CREATE TABLE IF NOT EXISTS digests (key TEXT PRIMARY KEY, seq INTEGER NOT NULL, subscriber TEXT NOT NULL,"
    " schedule TEXT NOT NULL, period TEXT NOT NULL, recorded_at TEXT NOT NULL, outcome TEXT,"
    " attempts INTEGER NOT NULL DEFAULT 0, refusals INTEGER NOT NULL DEFAULT 0, uncertain INTEGER NOT NULL DEFAULT 0,"
    " refused_at TEXT, tried_at TEXT, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS told (subscriber TEXT NOT NULL, change TEXT NOT NULL, digest TEXT NOT NULL,"
    " PRIMARY KEY (subscriber, change)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS mail_server (id INTEGER PRIMARY KEY CHECK (id = 1), failures INTEGER NOT NULL,"
    " failed_at TEXT NOT NULL)",
    # what changed before in a matter is then read without the item: no news, and not to be told
    "CREATE TABLE IF NOT EXISTS redactions (matter TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS digests_open ON digests (outcome, seq)",
)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A prepared mail that is still to be handed over, and how that went so far.

    `attempts` counts every recorded outcome; `refusals` those of this mail alone, the first at `refused_at`;
    `tried_at` is the last that was held against it.
    """

    event: DigestPrepared
    recorded_at: datetime
    attempts: int = 0
    refusals: int = 0
    uncertain: int = 0
    refused_at: datetime | None = None
    tried_at: datetime | None = None


class ServerTrouble(msgspec.Struct, frozen=True):
    """How often in a row the mail server took nothing, and when last."""

    failures: int
    failed_at: datetime


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write what became of mails."""
    for entry in batch.entries:
        _write(tx, entry.event, entry.seq, entry.recorded_at)


def _write(tx: sqlite3.Connection, event: Event, seq: int, recorded_at: datetime) -> None:
    match event:
        case DigestPrepared():
            _prepared(tx, event, seq, recorded_at)
        case DigestSent(digest=digest, attempt=attempt):
            tx.execute("UPDATE digests SET outcome = 'sent', attempts = ? WHERE key = ?", (attempt, digest))
            tx.execute("DELETE FROM mail_server")
        case DigestFailed(server=True):
            _server_failed(tx, event, recorded_at)
        case DigestFailed():
            _failed(tx, event, recorded_at)
        case ItemRedacted(matters=matters):
            tx.executemany("INSERT OR REPLACE INTO redactions VALUES (?, ?)", [(m, seq) for m in matters])
        case DigestUncertain():
            _uncertain(tx, event, recorded_at)
        case _:
            pass


def _prepared(tx: sqlite3.Connection, event: DigestPrepared, seq: int, recorded_at: datetime) -> None:
    tx.execute(
        "INSERT OR IGNORE INTO digests (key, seq, subscriber, schedule, period, recorded_at, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.key,
            seq,
            event.subscriber,
            event.schedule,
            event.period,
            recorded_at.isoformat(),
            msgspec.json.encode(event),
        ),
    )
    told = [(event.subscriber, change, event.key) for change in event.changes]
    tx.executemany("INSERT OR IGNORE INTO told (subscriber, change, digest) VALUES (?, ?, ?)", told)


def _server_failed(tx: sqlite3.Connection, event: DigestFailed, recorded_at: datetime) -> None:
    tx.execute("UPDATE digests SET attempts = ? WHERE key = ?", (event.attempt, event.digest))
    tx.execute(
        "INSERT INTO mail_server (id, failures, failed_at) VALUES (1, 1, ?)"
        " ON CONFLICT (id) DO UPDATE SET failures = failures + 1, failed_at = excluded.failed_at",
        (recorded_at.isoformat(),),
    )


def _failed(tx: sqlite3.Connection, event: DigestFailed, recorded_at: datetime) -> None:
    at = recorded_at.isoformat()
    tx.execute(
        "UPDATE digests SET outcome = ?, attempts = ?, refusals = refusals + 1,"
        " refused_at = coalesce(refused_at, ?), tried_at = ? WHERE key = ?",
        ("failed" if event.permanent else None, event.attempt, at, at, event.digest),
    )
    tx.execute("DELETE FROM mail_server")


def _uncertain(tx: sqlite3.Connection, event: DigestUncertain, recorded_at: datetime) -> None:
    tx.execute(
        "UPDATE digests SET outcome = CASE WHEN uncertain + 1 >= ? THEN 'uncertain' END, attempts = ?,"
        " uncertain = uncertain + 1, tried_at = ? WHERE key = ?",
        (ENOUGH, event.attempt, recorded_at.isoformat(), event.digest),
    )
    tx.execute("DELETE FROM mail_server")


def untold(views: Views, subscriber: str, since: int) -> list[RecordedChange]:
    """Changes by events after the log position `since` that the subscriber has not been told, in order.

    Of a matter of which something was redacted, only those since then.
    """
    rows = views.rows(
        "SELECT body, seq, occasion, recorded_at, because FROM changes WHERE seq > ? AND NOT EXISTS"
        " (SELECT 1 FROM told WHERE told.subscriber = ? AND told.change = changes.key) AND NOT EXISTS"
        " (SELECT 1 FROM redactions AS r WHERE r.matter = changes.matter AND r.seq > changes.seq)"
        " ORDER BY seq, matter, n",
        since,
        subscriber,
    )
    return [decoded(row) for row in rows]


def last_period(views: Views, subscriber: str, schedule: str) -> str | None:
    """The newest period of a schedule for which the subscriber got a mail."""
    rows = views.rows("SELECT max(period) FROM digests WHERE subscriber = ? AND schedule = ?", subscriber, schedule)
    return rows[0][0] if rows else None


def waiting(views: Views) -> list[Waiting]:
    """Mails prepared and still to be handed over, oldest first."""
    rows = views.rows(
        "SELECT body, recorded_at, attempts, refusals, uncertain, refused_at, tried_at FROM digests"
        " WHERE outcome IS NULL ORDER BY seq"
    )
    return [
        Waiting(
            event=msgspec.json.decode(body, type=DigestPrepared),
            recorded_at=datetime.fromisoformat(at),
            attempts=attempts,
            refusals=refusals,
            uncertain=uncertain,
            refused_at=_moment(refused_at),
            tried_at=_moment(tried_at),
        )
        for body, at, attempts, refusals, uncertain, refused_at, tried_at in rows
    ]


def server_trouble(views: Views) -> ServerTrouble | None:
    """The trouble with the mail server, None when the last mail that was tried reached it."""
    rows = views.rows("SELECT failures, failed_at FROM mail_server")
    return ServerTrouble(rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

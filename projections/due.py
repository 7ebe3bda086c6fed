"""Read model: what the clock will have to say: lapses and deadlines that have not arrived. It reads no clock itself."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec

from monitor.domain.vocabulary import LapseReading
from monitor.state.due import due_deadlines, due_lapses
from monitor.state.view import MatterState
from projections.store import Views

NAME, VERSION = "due", 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS due (matter TEXT NOT NULL, subject TEXT NOT NULL, reading TEXT NOT NULL,"
    " at TEXT NOT NULL, docket TEXT NOT NULL,"
    " PRIMARY KEY (subject, reading, at))",
    "CREATE INDEX IF NOT EXISTS due_by_time ON due (at)",
)


class Due(msgspec.Struct, frozen=True):
    """A lapse of the order `subject` under a reading, or (no reading) the deadline `subject`, set on `docket`."""

    matter: str
    subject: str
    reading: LapseReading | None
    at: datetime
    docket: str = ""


def write(tx: sqlite3.Connection, matter: str, state: MatterState) -> None:
    """Write what a matter still has coming, anew."""
    tx.execute("DELETE FROM due WHERE matter = ?", (matter,))
    coming = [(matter, order, reading.value, _utc(at), "") for order, reading, at in due_lapses(state)]
    coming += [(matter, deadline, "", _utc(at), docket) for deadline, docket, at in due_deadlines(state)]
    tx.executemany("INSERT OR IGNORE INTO due (matter, subject, reading, at, docket) VALUES (?, ?, ?, ?, ?)", coming)


def until(views: Views, now: datetime) -> list[Due]:
    """What has come by `now`, in order of time."""
    rows = views.rows(
        "SELECT matter, subject, reading, at, docket FROM due WHERE at <= ? ORDER BY at, subject, reading", _utc(now)
    )
    return [
        Due(matter, subject, LapseReading(reading) if reading else None, datetime.fromisoformat(at), docket)
        for matter, subject, reading, at, docket in rows
    ]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")

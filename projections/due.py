"""Read model: what the clock will have to say: lapses and deadlines that have not arrived. It reads no clock itself."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec

from monitor.domain.vocabulary import LapseReading
from monitor.state.due import due_deadlines, due_lapses
from monitor.state.view import MatterState
from projections.batch import Batch
from projections.store import Views

NAME, VERSION = "due", 3
TABLES = (
    "CREATE TABLE IF NOT EXISTS due (matter TEXT NOT NULL, subject TEXT NOT NULL, reading TEXT NOT NULL,"
    " at TEXT NOT NULL, docket TEXT NOT NULL,"
    " PRIMARY KEY (matter, subject, reading, at))",
    "CREATE INDEX IF NOT EXISTS due_by_time ON due (at)",
)
_Row = tuple[str, str, str, str, str]


class Due(msgspec.Struct, frozen=True):
    """A lapse of the order `subject` under a reading, or (no reading) the deadline `subject`, set on `docket`."""

    matter: str
    subject: str
    reading: LapseReading | None
    at: datetime
    docket: str = ""


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write what the matters still have coming, where that is otherwise than before."""
    gone: list[_Row] = []
    come: list[_Row] = []
    for matter, shown in batch.states.items():
        before, after = _coming(matter, shown.before), _coming(matter, shown.after)
        gone += before - after
        come += after - before
    rows = [row[:4] for row in sorted(gone)]
    tx.executemany("DELETE FROM due WHERE matter = ? AND subject = ? AND reading = ? AND at = ?", rows)
    tx.executemany("INSERT INTO due (matter, subject, reading, at, docket) VALUES (?, ?, ?, ?, ?)", sorted(come))


def _coming(matter: str, state: MatterState | None) -> set[_Row]:
    if state is None:
        return set()
    coming = {(matter, order, reading.value, _utc(at), "") for order, reading, at in due_lapses(state)}
    return coming | {(matter, deadline, "", _utc(at), docket) for deadline, docket, at in due_deadlines(state)}


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

"""Read model: what changed, once each, with the event that changed it. What mail tells is chosen from these rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from monitor.domain.vocabulary import Occasion
from monitor.state.changes import Change
from projections.store import Views

NAME, VERSION = "changes", 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS changes (key TEXT PRIMARY KEY, seq INTEGER NOT NULL, n INTEGER NOT NULL,"
    " matter TEXT NOT NULL,"
    " occasion TEXT NOT NULL, recorded_at TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS changes_by_seq ON changes (seq, n)",
)
_DECODER = msgspec.json.Decoder(Change)


class RecordedChange(msgspec.Struct, frozen=True):
    """A change, why it was seen now, and when the event that made it was recorded."""

    change: Change
    seq: int
    occasion: Occasion
    recorded_at: datetime


def write(tx: sqlite3.Connection, found: Iterable[Change], seq: int, occasion: Occasion, recorded_at: datetime) -> None:
    """Write changes; one told before (the same key) stays as it was first told."""
    tx.executemany(
        "INSERT OR IGNORE INTO changes (key, seq, n, matter, occasion, recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (c.key, seq, n, c.matter, occasion, recorded_at.isoformat(), msgspec.json.encode(c))
            for n, c in enumerate(found)
        ],
    )


def decoded(row: tuple[bytes, int, str, str]) -> RecordedChange:
    """A row of body, seq, occasion and recorded_at."""
    body, seq, occasion, recorded_at = row
    return RecordedChange(_DECODER.decode(body), seq, Occasion(occasion), datetime.fromisoformat(recorded_at))


def until(views: Views, seq: int, matter: str | None = None) -> list[RecordedChange]:
    """Every change up to a log position, of one matter or of all, in order."""
    rows = views.rows(
        "SELECT body, seq, occasion, recorded_at FROM changes WHERE seq <= ?1 AND (?2 IS NULL OR matter = ?2)"
        " ORDER BY seq, n",
        seq,
        matter,
    )
    return [decoded(row) for row in rows]

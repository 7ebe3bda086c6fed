"""Read model: the times in which a source may have shown items that we did not see; never what they may have been."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from monitor.domain.events import CoverageGapObserved
from projections.batch import Batch
from projections.store import Views

NAME, VERSION = "coverage", 1
TABLES = (
    "CREATE TABLE IF NOT EXISTS gaps (seq INTEGER PRIMARY KEY, source TEXT NOT NULL, since TEXT NOT NULL,"
    " until TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS gaps_by_source ON gaps (source)",
)


class Gap(msgspec.Struct, frozen=True):
    """From the last good poll before it to the first one after, which shared no item."""

    since: datetime
    until: datetime


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Keep the gaps."""
    for entry in batch.entries:
        event = entry.event
        if isinstance(event, CoverageGapObserved):
            row = (entry.seq, event.source, event.since.isoformat(), event.until.isoformat())
            tx.execute("INSERT OR REPLACE INTO gaps (seq, source, since, until) VALUES (?, ?, ?, ?)", row)


def gaps(views: Views) -> dict[str, tuple[Gap, ...]]:
    """The gaps of each source, oldest first."""
    found: dict[str, list[Gap]] = {}
    for source, since, until in views.rows("SELECT source, since, until FROM gaps ORDER BY seq"):
        found.setdefault(source, []).append(Gap(datetime.fromisoformat(since), datetime.fromisoformat(until)))
    return {source: tuple(listed) for source, listed in found.items()}

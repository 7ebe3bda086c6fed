"""Read model: how long each source was looked at and where, and when it may have shown items that we did not see.

It says nothing of what those may have been, and reads no poll memory: what it holds can be replayed.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from monitor.domain.events import CoverageDeclared, CoverageGapObserved, Event
from monitor.domain.polled import CoverageExtended, SourceMoved
from monitor.state.coverage import Declared, Gap, Look, Looked
from projections.batch import Batch
from projections.facts_rows import NEWEST
from projections.store import Views

NAME, VERSION = "coverage", 3
TABLES = (
    "CREATE TABLE IF NOT EXISTS gaps (seq INTEGER PRIMARY KEY, source TEXT NOT NULL, court TEXT, since TEXT NOT NULL,"
    " until TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS gaps_by_source ON gaps (source)",
    "CREATE TABLE IF NOT EXISTS looks (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS declared (seq INTEGER PRIMARY KEY, source TEXT NOT NULL, declared TEXT,"
    " polled_at TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS moves (seq INTEGER PRIMARY KEY, source TEXT NOT NULL, asked TEXT NOT NULL,"
    " moved_to TEXT NOT NULL)",
)
_LOOK = msgspec.json.Decoder(Look)


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Keep what the entries say of our looking; most say nothing of it."""
    for entry in batch.entries:
        _keep(tx, entry.event, entry.seq)


def _keep(tx: sqlite3.Connection, event: Event, seq: int) -> None:
    match event:
        case CoverageGapObserved():
            row = (seq, event.source, event.court, event.since.isoformat(), event.until.isoformat())
            tx.execute("INSERT OR REPLACE INTO gaps (seq, source, court, since, until) VALUES (?, ?, ?, ?, ?)", row)
        case CoverageDeclared():
            kept = (seq, event.source, event.declared, event.polled_at.isoformat())
            tx.execute("INSERT OR REPLACE INTO declared (seq, source, declared, polled_at) VALUES (?, ?, ?, ?)", kept)
        case CoverageExtended():
            body = msgspec.json.encode(_look(event, seq))
            tx.execute("INSERT OR REPLACE INTO looks (seq, body) VALUES (?, ?)", (seq, body))
        case SourceMoved():
            moved = (seq, event.source, event.asked, event.to)
            tx.execute("INSERT OR REPLACE INTO moves (seq, source, asked, moved_to) VALUES (?, ?, ?, ?)", moved)
        case _:
            pass


def _look(event: CoverageExtended, seq: int) -> Look:
    return Look(
        seq=seq,
        source=event.source,
        source_class=event.source_class,
        reach=event.reach,
        court=event.court,
        since=event.since,
        until=event.until,
        every_seconds=event.every_seconds,
        polls=event.polls,
        pauses=tuple((pause.since, pause.until) for pause in event.pauses),
    )


def looked(views: Views, upto: int = NEWEST) -> Looked:
    """Everything that the record says of our looking, up to a log position."""
    looks = views.rows("SELECT body FROM looks WHERE seq <= ? ORDER BY seq", upto)
    told = views.rows("SELECT source, declared, polled_at FROM declared WHERE seq <= ? ORDER BY seq", upto)
    return Looked(
        looks=tuple(_LOOK.decode(body) for (body,) in looks),
        gaps=_gaps(views, upto),
        declared=tuple(Declared(source, words, datetime.fromisoformat(at)) for source, words, at in told),
    )


def moves(views: Views) -> dict[tuple[str, str], str]:
    """Where each source was last seen to have moved for good, by its id and the address that was asked (masked)."""
    rows = views.rows("SELECT source, asked, moved_to FROM moves ORDER BY seq")
    return {(source, asked): moved_to for source, asked, moved_to in rows}


def declarations(views: Views) -> dict[str, tuple[Declared, ...]]:
    """What each source said that it carries, the latest last; a repetition is not another."""
    rows = views.rows("SELECT source, declared, polled_at FROM declared ORDER BY seq")
    found: dict[str, list[Declared]] = {}
    for source, words, at in rows:
        found.setdefault(source, []).append(Declared(source, words, datetime.fromisoformat(at)))
    return {source: tuple(said) for source, said in found.items()}


def gaps(views: Views) -> dict[str, tuple[Gap, ...]]:
    """The gaps of each source, oldest first."""
    found: dict[str, list[Gap]] = {}
    for gap in _gaps(views, NEWEST):
        found.setdefault(gap.source, []).append(gap)
    return {source: tuple(listed) for source, listed in found.items()}


def _gaps(views: Views, upto: int) -> tuple[Gap, ...]:
    rows = views.rows("SELECT source, court, since, until FROM gaps WHERE seq <= ? ORDER BY seq", upto)
    return tuple(
        Gap(source, court, datetime.fromisoformat(since), datetime.fromisoformat(until))
        for source, court, since, until in rows
    )

"""Read model: the watched matters as the record has them, with how often each was watched and amended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from monitor.domain.events import Event, MatterAmended, MatterRetired, MatterWatched
from monitor.domain.matters import Matter
from projections.store import Views

NAME, VERSION = "matters", 1
TABLES = (
    "CREATE TABLE IF NOT EXISTS matters (id TEXT PRIMARY KEY, watched INTEGER NOT NULL, round INTEGER NOT NULL,"
    " revision INTEGER NOT NULL, content_hash TEXT NOT NULL, body BLOB NOT NULL)",
)


class WatchedMatter(msgspec.Struct, frozen=True):
    """A matter and its history of being watched."""

    matter: Matter
    watched: bool
    round: int
    revision: int
    content_hash: str


def apply(tx: sqlite3.Connection, event: Event) -> Matter | None:
    """Write a matter event; gives the matter whose facts must be folded anew (it was amended)."""
    match event:
        case MatterWatched(matter=matter):
            tx.execute(
                "INSERT INTO matters (id, watched, round, revision, content_hash, body) VALUES (?, 1, ?, 0, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET watched = 1, round = excluded.round,"
                " content_hash = excluded.content_hash, body = excluded.body",
                (matter.id, event.round, event.content_hash, msgspec.json.encode(matter)),
            )
            return matter
        case MatterAmended(matter=matter):
            tx.execute(
                "UPDATE matters SET revision = ?, content_hash = ?, body = ? WHERE id = ?",
                (event.revision, event.content_hash, msgspec.json.encode(matter), matter.id),
            )
            return matter
        case MatterRetired(matter_id=matter_id):
            tx.execute("UPDATE matters SET watched = 0 WHERE id = ?", (matter_id,))
        case _:
            pass
    return None


def one(tx: sqlite3.Connection, ident: str) -> Matter | None:
    """The matter with this id, watched or retired."""
    row = tx.execute("SELECT body FROM matters WHERE id = ?", (ident,)).fetchone()
    return msgspec.json.decode(row[0], type=Matter) if row else None


def watched(tx: sqlite3.Connection) -> Iterator[Matter]:
    """Every matter ever watched; read only when something asks for it."""
    for (body,) in tx.execute("SELECT body FROM matters ORDER BY id"):
        yield msgspec.json.decode(body, type=Matter)


def recorded(views: Views) -> dict[str, WatchedMatter]:
    """Every matter ever watched, by id."""
    rows = views.rows("SELECT id, watched, round, revision, content_hash, body FROM matters")
    return {
        ident: WatchedMatter(msgspec.json.decode(body, type=Matter), bool(watched), rounds, revision, digest)
        for ident, watched, rounds, revision, digest, body in rows
    }

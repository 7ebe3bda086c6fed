"""Read model: the watched matters as the record has them, how often each was watched and amended, and as what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from monitor.domain.events import Event, MatterAmended, MatterRetired, MatterWatched
from monitor.domain.matters import Matter
from monitor.errors import NotFoundError
from projections.store import Views

NAME, VERSION = "matters", 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS matters (id TEXT PRIMARY KEY, watched INTEGER NOT NULL, round INTEGER NOT NULL,"
    " revision INTEGER NOT NULL, content_hash TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS matter_versions (id TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (id, seq))",
)
_DECODER = msgspec.json.Decoder(Matter)


class WatchedMatter(msgspec.Struct, frozen=True):
    """A matter and its history of being watched."""

    matter: Matter
    watched: bool
    round: int
    revision: int
    content_hash: str


def apply(tx: sqlite3.Connection, event: Event, seq: int) -> Matter | None:
    """Write a matter event; gives the matter whose facts must be folded anew (it was amended)."""
    match event:
        case MatterWatched(matter=matter):
            _keep_version(tx, matter, seq)
            tx.execute(
                "INSERT INTO matters (id, watched, round, revision, content_hash, body) VALUES (?, 1, ?, 0, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET watched = 1, round = excluded.round,"
                " content_hash = excluded.content_hash, body = excluded.body",
                (matter.id, event.round, event.content_hash, msgspec.json.encode(matter)),
            )
            return matter
        case MatterAmended(matter=matter):
            _keep_version(tx, matter, seq)
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


def _keep_version(tx: sqlite3.Connection, matter: Matter, seq: int) -> None:
    row = (matter.id, seq, msgspec.json.encode(matter))
    tx.execute("INSERT OR REPLACE INTO matter_versions (id, seq, body) VALUES (?, ?, ?)", row)


def version(tx: sqlite3.Connection, ident: str, seq: int) -> Matter | None:
    """The matter as configured at a log position; None where it was not watched yet."""
    row = tx.execute(
        "SELECT body FROM matter_versions WHERE id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1", (ident, seq)
    ).fetchone()
    return _DECODER.decode(row[0]) if row else None


def known_at(tx: sqlite3.Connection, seq: int) -> list[str]:
    """The ids of the matters watched by a log position, in order."""
    rows = tx.execute("SELECT DISTINCT id FROM matter_versions WHERE seq <= ? ORDER BY id", (seq,)).fetchall()
    return [ident for (ident,) in rows]


def one(tx: sqlite3.Connection, ident: str) -> Matter | None:
    """The matter with this id, watched or retired."""
    row = tx.execute("SELECT body FROM matters WHERE id = ?", (ident,)).fetchone()
    return _DECODER.decode(row[0]) if row else None


def watched(tx: sqlite3.Connection) -> Iterator[Matter]:
    """Every matter ever watched; read only when something asks for it."""
    for (body,) in tx.execute("SELECT body FROM matters ORDER BY id"):
        yield _DECODER.decode(body)


def recorded(views: Views) -> dict[str, WatchedMatter]:
    """Every matter ever watched, by id."""
    rows = views.rows("SELECT id, watched, round, revision, content_hash, body FROM matters")
    return {
        ident: WatchedMatter(_DECODER.decode(body), bool(watched), rounds, revision, digest)
        for ident, watched, rounds, revision, digest, body in rows
    }


def named(views: Views, text: str) -> str:
    """The id of the matter that goes by a docket number, in any style and of any of its dockets, or by its id.

    Raises NotFoundError where there is none, or where it is the docket of several.
    """
    known = recorded(views)
    found = [ident for ident, kept in known.items() if ident == text or kept.matter.goes_by(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{text!r} is a docket of several matters: {', '.join(sorted(found))}")
    raise NotFoundError(f"no matter {text!r} was ever watched; watched are {', '.join(sorted(known)) or 'none'}")

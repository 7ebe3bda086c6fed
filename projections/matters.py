"""Read model: the watched matters as the record has them, how often each was watched and amended, and as what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from monitor.domain.events import Event, MatterAmended, MatterRetired, MatterWatched
from monitor.domain.matters import Matter
from monitor.errors import NotFoundError
from monitor.ledger.store import Entry
from projections.batch import Batch
from projections.store import Views

NAME, VERSION = "matters", 3
TABLES = (
    "CREATE TABLE IF NOT EXISTS matters (id TEXT PRIMARY KEY, watched INTEGER NOT NULL, round INTEGER NOT NULL,"
    " revision INTEGER NOT NULL, content_hash TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS matter_versions (id TEXT NOT NULL, seq INTEGER NOT NULL, recorded_at TEXT NOT NULL,"
    " amended INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (id, seq))",
)
_DECODER = msgspec.json.Decoder(Matter)


class WatchedMatter(msgspec.Struct, frozen=True):
    """A matter and its history of being watched."""

    matter: Matter
    watched: bool
    round: int
    revision: int
    content_hash: str


class MatterVersion(NamedTuple):
    """What a matter is configured to be from a log position on; `amended`: it was watched already."""

    seq: int
    recorded_at: datetime
    amended: bool
    matter: Matter


def version_of(entry: Entry) -> MatterVersion | None:
    """The version of a matter that an entry begins, None for most entries."""
    event = entry.event
    if isinstance(event, MatterWatched | MatterAmended):
        return MatterVersion(entry.seq, entry.recorded_at, isinstance(event, MatterAmended), event.matter)
    return None


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write what entries say of watched matters."""
    for entry in batch.entries:
        version = version_of(entry)
        if version is not None:
            seq, recorded_at, amended, matter = version
            tx.execute(
                "INSERT OR REPLACE INTO matter_versions (id, seq, recorded_at, amended, body) VALUES (?, ?, ?, ?, ?)",
                (matter.id, seq, recorded_at.isoformat(), amended, _body(matter)),
            )
        _write(tx, entry.event)


def _body(matter: Matter) -> bytes:
    return msgspec.json.encode(matter)


def _write(tx: sqlite3.Connection, event: Event) -> None:
    match event:
        case MatterWatched(matter=matter):
            tx.execute(
                "INSERT INTO matters (id, watched, round, revision, content_hash, body) VALUES (?, 1, ?, 0, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET watched = 1, round = excluded.round,"
                " content_hash = excluded.content_hash, body = excluded.body",
                (matter.id, event.round, event.content_hash, _body(matter)),
            )
        case MatterAmended(matter=matter):
            tx.execute(
                "UPDATE matters SET revision = ?, content_hash = ?, body = ? WHERE id = ?",
                (event.revision, event.content_hash, _body(matter), matter.id),
            )
        case MatterRetired(matter_id=matter_id):
            tx.execute("UPDATE matters SET watched = 0 WHERE id = ?", (matter_id,))
        case _:
            pass


def versions(tx: sqlite3.Connection, ident: str) -> list[MatterVersion]:
    """Every version of a matter, in the order of the log."""
    rows = tx.execute("SELECT seq, recorded_at, amended, body FROM matter_versions WHERE id = ? ORDER BY seq", (ident,))
    return [
        MatterVersion(seq, datetime.fromisoformat(recorded_at), bool(amended), _DECODER.decode(body))
        for seq, recorded_at, amended, body in rows
    ]


def version(tx: sqlite3.Connection, ident: str, seq: int) -> Matter | None:
    """The matter as configured at a log position; None where it was not watched yet."""
    row = tx.execute(
        "SELECT body FROM matter_versions WHERE id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1", (ident, seq)
    ).fetchone()
    return _DECODER.decode(row[0]) if row else None


def dockets_since(tx: sqlite3.Connection, ident: str) -> dict[str, int]:
    """The dockets that a matter was ever configured with, each with the log position from which it was watched."""
    rows = tx.execute("SELECT seq, body FROM matter_versions WHERE id = ? ORDER BY seq", (ident,))
    since: dict[str, int] = {}
    for seq, body in rows:
        for docket in _DECODER.decode(body).docket_keys:
            since.setdefault(docket, seq)
    return since


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

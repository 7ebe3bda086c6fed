"""Read model: the facts of each matter, so that a runner that starts anew can fold where another left off."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from monitor.domain.items import said_at
from monitor.domain.vocabulary import SourceClass
from monitor.state.facts import DeadlineFact, Fact, GapFact, ItemFact, LapseFact
from projections.store import Views

NAME, VERSION = "facts", 1
TABLES = (
    "CREATE TABLE IF NOT EXISTS facts (matter TEXT NOT NULL, key TEXT NOT NULL, first_seq INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (matter, key))",
)
_DECODER: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)


def _name(fact: Fact) -> tuple[str, int]:
    match fact:
        case ItemFact(key=key, first_seq=first_seq):
            return f"item {key}", first_seq
        case LapseFact(seq=seq):
            return f"lapse {seq}", seq
        case GapFact(seq=seq):
            return f"gap {seq}", seq
        case DeadlineFact(seq=seq):
            return f"deadline {seq}", seq


def put(tx: sqlite3.Connection, matter: str, fact: Fact) -> None:
    """Keep a fact; an item's newer fact takes the place of its older one."""
    key, first_seq = _name(fact)
    tx.execute(
        "INSERT OR REPLACE INTO facts (matter, key, first_seq, body) VALUES (?, ?, ?, ?)",
        (matter, key, first_seq, msgspec.json.encode(fact)),
    )


def newest_entry(views: Views, matter: str) -> datetime | None:
    """When the newest docket entry seen of a matter was made, by its source; None where none has a time."""
    facts = of_matter(views.connection, matter)
    entries = (f.content for f in facts if isinstance(f, ItemFact) and f.source_class is SourceClass.DOCKET)
    return max((at for at in map(said_at, entries) if at is not None), default=None)


def of_matter(tx: sqlite3.Connection, matter: str) -> list[Fact]:
    """The facts of a matter, by first sight."""
    rows = tx.execute("SELECT body FROM facts WHERE matter = ? ORDER BY first_seq, key", (matter,)).fetchall()
    return [_DECODER.decode(body) for (body,) in rows]

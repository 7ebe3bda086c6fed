"""Read model: every version of every fact of each matter, by the log position that made it. Nothing is ever replaced.

The facts as of a position are the newest version of each up to there, so that what was known then costs what the
matter has, not what the log has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from monitor.domain.ids import docket_key
from monitor.domain.items import DocketEntry, said_at
from monitor.domain.vocabulary import Occasion
from monitor.state.facts import DeadlineFact, Fact, GapFact, ItemFact, LapseFact, LinkFact
from projections.batch import Batch, Made
from projections.because import Because
from projections.store import Views

NAME, VERSION = "facts", 6
TABLES = (
    "CREATE TABLE IF NOT EXISTS facts (matter TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL,"
    " first_seq INTEGER NOT NULL, recorded_at TEXT NOT NULL, occasion TEXT NOT NULL, because BLOB,"
    " body BLOB NOT NULL, PRIMARY KEY (matter, key, seq))",
    "CREATE TABLE IF NOT EXISTS dockets (docket TEXT NOT NULL, matter TEXT NOT NULL,"
    " PRIMARY KEY (docket, matter)) WITHOUT ROWID",
)
NEWEST = 2**63 - 1
"""A position after every other."""
_DECODER: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Keep what the entries make of facts, beside the facts' earlier versions."""
    tx.executemany(
        "INSERT OR REPLACE INTO facts (matter, key, seq, first_seq, recorded_at, occasion, because, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [_row(made) for made in batch.facts],
    )
    contents = ((made.matter, made.fact.content) for made in batch.facts if isinstance(made.fact, ItemFact))
    dockets = {(docket_key(c.court, c.docket_number), m) for m, c in contents if isinstance(c, DocketEntry)}
    tx.executemany("INSERT OR IGNORE INTO dockets (docket, matter) VALUES (?, ?)", sorted(dockets))


def _row(made: Made) -> tuple[str, str, int, int, str, str, bytes | None, bytes]:
    key, first_seq = _name(made.fact)
    because = msgspec.json.encode(made.because) if made.because else None
    body = msgspec.json.encode(made.fact)
    return made.matter, key, made.seq, first_seq, made.recorded_at.isoformat(), made.occasion, because, body


def history(tx: sqlite3.Connection, matter: str) -> Iterator[Made]:
    """Every version of every fact of a matter, in the order of the log."""
    rows = tx.execute(
        "SELECT seq, recorded_at, occasion, because, body FROM facts WHERE matter = ? ORDER BY seq, key", (matter,)
    )
    for seq, recorded_at, occasion, because, body in rows:
        why = msgspec.json.decode(because, type=Because) if because else None
        at = datetime.fromisoformat(recorded_at)
        yield Made(matter, seq, at, Occasion(occasion), _DECODER.decode(body), why)


def counts(tx: sqlite3.Connection) -> dict[str, int]:
    """How many versions of facts each matter has."""
    return dict(tx.execute("SELECT matter, count(*) FROM facts GROUP BY matter").fetchall())


def of_matter(tx: sqlite3.Connection, matter: str, upto: int = NEWEST) -> list[Fact]:
    """The facts of a matter as of a log position, by first sight."""
    # beside max() SQLite gives the columns of the row that holds it
    rows = tx.execute(
        "SELECT body, max(seq) FROM facts WHERE matter = ? AND seq <= ? GROUP BY key ORDER BY first_seq, key",
        (matter, upto),
    ).fetchall()
    return [_DECODER.decode(body) for body, _ in rows]


def matters_of_docket(tx: sqlite3.Connection, docket: str) -> list[str]:
    """The matters that ever had a fact from an entry of this docket (`mnd/26-cv-101`), by id."""
    rows = tx.execute("SELECT matter FROM dockets WHERE docket = ? ORDER BY matter", (docket,)).fetchall()
    return [matter for (matter,) in rows]


def newest_entry(views: Views, matter: str, docket: str, counts: Callable[[str], bool]) -> datetime | None:
    """When the newest entry seen of a docket was made, of the sources that count; None where none has a time.

    An entry is not newer than the moment at which it was seen, whatever its source says.
    """
    entries = (
        (fact.seen_at, said_at(fact.content))
        for fact in of_matter(views.connection, matter)
        if isinstance(fact, ItemFact) and isinstance(fact.content, DocketEntry) and counts(fact.source)
        if docket_key(fact.content.court, fact.content.docket_number) == docket
    )
    return max((min(seen, at) for seen, at in entries if at is not None), default=None)


def _name(fact: Fact) -> tuple[str, int]:
    match fact:
        case ItemFact(key=key, first_seq=first_seq):
            return f"item {key}", first_seq
        case LapseFact(seq=seq):
            return f"lapse {seq}", seq
        case GapFact(seq=seq):
            return f"gap {seq}", seq
        case LinkFact(seq=seq, kind=kind, one=one, other=other):
            return f"{kind} {one!r} {other!r}", seq  # of several decisions about two handles the last counts
        case DeadlineFact(seq=seq):
            return f"deadline {seq}", seq

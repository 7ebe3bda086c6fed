"""Read model: what changed, once each, with the event that changed it. What mail tells is chosen from these rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from monitor.domain.ids import key_of
from monitor.domain.vocabulary import Occasion
from monitor.state.change import Change
from projections.batch import Batch
from projections.because import Because
from projections.store import Views

NAME, VERSION = "changes", 5
TABLES = (
    # two matters that share a docket each have its changes; who follows both is told by the key, once
    "CREATE TABLE IF NOT EXISTS changes (key TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,"
    " matter TEXT NOT NULL, occasion TEXT NOT NULL, recorded_at TEXT NOT NULL, body BLOB NOT NULL, because BLOB,"
    " PRIMARY KEY (key, matter))",
    "CREATE INDEX IF NOT EXISTS changes_by_seq ON changes (seq, matter, n)",
)
_DECODER = msgspec.json.Decoder(Change)


class RecordedChange(msgspec.Struct, frozen=True):
    """A change, why it was seen now, and when the event that made it was recorded.

    `because` is None where something happened in the world, and else says what made the difference.
    """

    change: Change
    seq: int
    occasion: Occasion
    recorded_at: datetime
    because: Because | None = None


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write changes. One that a matter had before (the same key) stays as it was first told."""
    tx.executemany(
        "INSERT INTO changes (key, seq, n, matter, occasion, recorded_at, body, because)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key, matter) DO UPDATE SET seq = excluded.seq, n = excluded.n,"
        " occasion = excluded.occasion, recorded_at = excluded.recorded_at, body = excluded.body,"
        " because = excluded.because WHERE (excluded.seq, excluded.n) < (changes.seq, changes.n)",
        [
            (c.key, told.seq, n, c.matter, told.occasion, told.recorded_at.isoformat(), msgspec.json.encode(c), why)
            for told in batch.told
            for why in [msgspec.json.encode(told.because) if told.because else None]
            for n, c in enumerate(each_time(told.changes, told.occasion, told.seq))
        ],
    )


def each_time(found: Sequence[Change], occasion: Occasion, seq: int) -> tuple[Change, ...]:
    """The changes of an entry under their keys: what is read otherwise may change back, and is told each time."""
    if occasion is not Occasion.REREAD:
        return tuple(found)
    return tuple(msgspec.structs.replace(c, key=key_of(c.key, "revised", seq)) for c in found)


def decoded(row: tuple[bytes, int, str, str, bytes | None]) -> RecordedChange:
    """A row of body, seq, occasion, recorded_at and because."""
    body, seq, occasion, recorded_at, because = row
    why = msgspec.json.decode(because, type=Because) if because else None
    return RecordedChange(_DECODER.decode(body), seq, Occasion(occasion), datetime.fromisoformat(recorded_at), why)


def made_by(views: Views, seq: int) -> list[RecordedChange]:
    """The changes that the entry at this log position made, in order."""
    where = "WHERE seq = ? ORDER BY matter, n"
    rows = views.rows(f"SELECT body, seq, occasion, recorded_at, because FROM changes {where}", seq)  # noqa: S608
    return [decoded(row) for row in rows]


def head(views: Views) -> int:
    """The log position of the newest change; 0 where there is none."""
    return int(views.rows("SELECT coalesce(max(seq), 0) FROM changes")[0][0])


def until(views: Views, seq: int, matter: str | None = None) -> list[RecordedChange]:
    """Every change up to a log position, of one matter or of all, in order."""
    rows = views.rows(
        "SELECT body, seq, occasion, recorded_at, because FROM changes WHERE seq <= ?1 AND (?2 IS NULL OR matter = ?2)"
        " ORDER BY seq, matter, n",
        seq,
        matter,
    )
    return [decoded(row) for row in rows]

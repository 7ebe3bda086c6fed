"""How much the record costs over bare SQLite: appending and reading the same rows, in one run. It asserts nothing.

    .venv/bin/python benchmarks/ledger.py [EVENTS]

`bare` writes finished rows with executemany in the same batches, into the same tables at the same durability: what is
left is naming, encoding, checking, numbering, salting and hashing. `no index` writes them into one table without any.
Reading `bare` is SELECT and msgspec alone. Each figure is the median of five runs, the variants taking turns.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from rich.console import Console
from rich.table import Table

from monitor.domain.events import DocketEntryObserved
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Occasion
from monitor.ledger.database import connect
from monitor.ledger.store import Draft, open_ledger

BATCH, RUNS = 1000, 5
NOON = datetime(2025, 3, 17, 16, tzinfo=UTC)
COLUMNS = (
    "seq, originator_id, originator_version, name, event_version, key, source, about, caused_by, recorded_at, state,"
    " salt, leaf, leaf_hash"
)
INSERT = f"INSERT INTO events ({COLUMNS}) VALUES ({', '.join('?' * 14)})"


def draft(number: int) -> Draft:
    content = DocketEntry(
        court="dcd",
        docket_number=f"1:25-cv-{number % 997:05d}",
        case_name="EXAMPLE v. EXAMPLE",
        text=f"ORDER {number} granting the EXAMPLE motion for an extension of time to answer. " * 4,
        entry_number=number,
        entered_at=NOON,
    )
    identity = f"{number:064x}.0"
    return Draft(
        DocketEntryObserved(
            source="dcd-ecf",
            item=str(number),
            identity=identity,
            occasion=Occasion.LIVE,
            polled_at=NOON,
            content=content,
        )
    )


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def append(path: Path, drafts: list[Draft]) -> None:
    with open_ledger(path) as ledger:
        for start in range(0, len(drafts), BATCH):
            ledger.append(drafts[start : start + BATCH], NOON)


def insert(path: Path, rows: list[tuple[object, ...]], *, indexed: bool) -> None:
    if indexed:
        connection = connect(path, 5)
    else:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"CREATE TABLE events ({COLUMNS.replace('seq', 'seq INTEGER PRIMARY KEY', 1)})")
    for start in range(0, len(rows), BATCH):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(INSERT, rows[start : start + BATCH])
        connection.execute("COMMIT")
    connection.close()


def read(path: Path) -> int:
    with open_ledger(path) as ledger:
        return sum(1 for _ in ledger.entries())


def select(path: Path) -> int:
    connection = sqlite3.connect(path)
    decode = msgspec.json.Decoder(DocketEntryObserved).decode
    rows = connection.execute(
        "SELECT seq, recorded_at, key, caused_by, name, event_version, state FROM events ORDER BY seq"
    )
    done = sum(1 for row in rows if decode(row[6]))
    connection.close()
    return done


def main(events: int) -> None:
    drafts = [draft(number) for number in range(events)]
    with TemporaryDirectory(dir=".") as folder:
        kept = Path(folder) / "kept.db"
        append(kept, drafts)
        connection = sqlite3.connect(kept)
        rows = connection.execute(f"SELECT {COLUMNS} FROM events ORDER BY seq").fetchall()
        connection.close()
        times: dict[tuple[str, str], list[float]] = {}
        for run in range(RUNS):
            variants: list[tuple[str, str, Callable[[Path], object]]] = [
                ("append", "ledger", lambda path: append(path, drafts)),
                ("append", "bare", lambda path: insert(path, rows, indexed=True)),
                ("append", "no index", lambda path: insert(path, rows, indexed=False)),
                ("read", "ledger", lambda _: read(kept)),
                ("read", "bare", lambda _: select(kept)),
            ]
            for what, how, work in variants:
                path = Path(folder) / f"{what}-{how}-{run}.db"
                times.setdefault((what, how), []).append(seconds(lambda work=work, path=path: work(path)))
    table = Table(
        "what",
        "how",
        "events/s",
        "times bare",
        title=f"{events} events, batches of {BATCH}, {len(rows[0][10])} bytes each",
    )
    for (what, how), taken in times.items():
        median = statistics.median(taken)
        ratio = median / statistics.median(times[what, "bare"])
        table.add_row(what, how, f"{events / median:,.0f}", f"{ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

"""What keeping the views costs, over an invented record (benchmarks/docket.py). It asserts nothing.

    nice .venv/bin/python benchmarks/state.py [EVENTS] [FOLDER]

`rebuild` folds the whole log into new views. `floor` reads the same rows raw, decodes them with msgspec and writes all
the rows that the views then hold with executemany, into the same tables: what is left is the law. Each runs in a
process of its own, so that its memory is its own. `append` is from the record's commit to every view up to date, for
one item; `late` an item entered before all others of the largest case; `as of` one order as known half-way, of a case
that is the same in any record. A FOLDER keeps the record and the views for a next run.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from docket import PER_MATTER, SPAN, START, Case, appended, witness, write
from rich.console import Console
from rich.table import Table

from monitor.domain.voices import EVENTS
from monitor.ledger.store import open_ledger
from projections import facts_rows
from projections.as_of import order_at, state_at
from projections.models import TABLES
from projections.runner import Runner, open_views, rebuild

RUNS = 40


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def do_rebuild(folder: Path) -> dict[str, float]:
    views = folder / "views.db"
    for path in folder.glob("views.db*"):
        path.unlink()
    with open_ledger(folder / "ledger.db") as ledger, open_views(views) as opened:
        taken = seconds(lambda: rebuild(ledger, opened))
    return {"seconds": taken, "bytes": views.stat().st_size}


def do_floor(folder: Path) -> dict[str, float]:
    """Read, decode and write; the rows to be written are read between the two, off the clock."""
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "ledger.db")) as log:
        read = seconds(lambda: decode_all(log))
    with closing(sqlite3.connect(folder / "views.db")) as views, closing(sqlite3.connect(path)) as fresh:
        fresh.execute("PRAGMA journal_mode=WAL")
        fresh.execute("PRAGMA synchronous=NORMAL")
        for statement in TABLES:
            fresh.execute(statement)
        written = sum(copy(views, fresh, name) for name in tables(views))
    path.unlink()
    return {"seconds": read + written, "read": read, "written": written}


def decode_all(log: sqlite3.Connection) -> None:
    decode = {kind.name: msgspec.json.Decoder(kind).decode for kind in EVENTS}
    rows = log.execute("SELECT seq, recorded_at, key, caused_by, name, event_version, state FROM events ORDER BY seq")
    for row in rows:
        decode[row[4]](row[6])


def tables(views: sqlite3.Connection) -> list[str]:
    rows = views.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in rows if name != "position"]


def copy(views: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> float:
    source = views.execute(f"SELECT * FROM {table}")
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(source.description))})"
    taken = 0.0
    while rows := source.fetchmany(2000):
        start = perf_counter()
        fresh.execute("BEGIN")
        fresh.executemany(insert, rows)
        fresh.execute("COMMIT")
        taken += perf_counter() - start
    return taken


def do_live(folder: Path) -> dict[str, float]:
    """Items appended one by one to the largest case, in order and then back-dated; the runner has it in memory."""
    times: dict[str, list[float]] = {"append": [], "late": []}
    with open_ledger(folder / "ledger.db") as ledger, open_views(folder / "views.db") as views:
        runner = Runner(ledger, views)
        for what, drafts in appended(RUNS):
            ledger.append(drafts, START + SPAN)
            times[what].append(seconds(runner.catch_up))
        held = len(facts_rows.of_matter(views.connection, Case(0).matter.id))
    return {what: statistics.median(taken[1:]) for what, taken in times.items()} | {"facts": held}


def do_as_of(folder: Path) -> dict[str, float]:
    """One order of the case that is the same in every record, as known half-way: the look-up, and the whole command."""
    matter = witness().matter.id
    with open_ledger(folder / "ledger.db") as ledger, open_views(folder / "views.db") as views:
        seq = ledger.head() // 2
        state = state_at(views, matter, seq)
        ident = state.orders[-1].id if state else ""
        found = [seconds(lambda: order_at(views, seq, ident)) for _ in range(RUNS)]
        moment = ledger.select(seq - 1, 1)[0].recorded_at.isoformat()
    config = folder / "config.toml"
    config.write_text(f'[monitor]\ndata_dir = "{folder}"\n[database]\nurl = "sqlite:///{folder}"\n')
    command = [
        sys.executable,
        "-m",
        "monitor.cli",
        "--config",
        str(config),
        "order",
        ident,
        "--as-of",
        moment,
        "--json",
    ]
    whole = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(7)]
    return {"order": statistics.median(found), "command": statistics.median(whole)}


MEASURES = {"rebuild": do_rebuild, "floor": do_floor, "as of": do_as_of, "live": do_live}


def measured(what: str, folder: Path) -> dict[str, float]:
    """The figures of one measure, taken in a process of its own; `rss` is the most memory that it had, in MB."""
    done = subprocess.run([sys.executable, __file__, "--measure", what, folder], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def figures(folder: Path, events: int) -> dict[str, dict[str, float]]:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "ledger.db").exists():
        write(folder / "ledger.db", events)
    return {what: measured(what, folder) for what in MEASURES}


def main(events: int, folder: Path) -> None:
    small, large = figures(folder / "10000", 10_000), figures(folder / str(events), events)
    table = Table("what", "figure", title=f"{events:,} events in {events // PER_MATTER:,} cases")
    again, floor, live = large["rebuild"], large["floor"], large["live"]
    table.add_row(
        "rebuild", f"{again['seconds']:.1f} s, {events / again['seconds']:,.0f} events/s, {again['rss']:.0f} MB"
    )
    table.add_row("floor", f"{floor['seconds']:.1f} s ({floor['read']:.1f} to read, {floor['written']:.1f} to write)")
    table.add_row("rebuild / floor", f"{again['seconds'] / floor['seconds']:.2f}")
    table.add_row("append to every view", f"{live['append'] * 1000:.1f} ms in a case of {live['facts']:,.0f} facts")
    table.add_row("late item", f"{live['late'] * 1000:.1f} ms in a case of {live['facts']:,.0f} facts")
    for what in ("order", "command"):
        one, other = large["as of"][what], small["as of"][what]
        table.add_row(f"as of, {what}", f"{one * 1000:.1f} ms; {one / other:.2f} of that in 10,000 events")
    Console().print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        result = MEASURES[sys.argv[2]](Path(sys.argv[3]))
        result["rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
    else:
        size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
        with TemporaryDirectory(dir=".") as made:
            main(size, Path(sys.argv[2] if len(sys.argv) > 2 else made).absolute())

"""What keeping the views costs, over an invented record (benchmarks/docket.py). It asserts nothing.

    nice .venv/bin/python benchmarks/state.py [EVENTS] [FOLDER]

`rebuild` folds the whole log into new views. `floor` reads the same rows raw, decodes them with msgspec and writes all
the rows that the views then hold with executemany, into the same tables: what is left is the law. Each runs in a
process of its own, so that its memory is its own; a rebuild's is with that of its helper. `append` is from the record's
commit to every view up to date, for one item of one large case; `late` the same for an item a day and a half late, one
a hundred days late, and one from before all the others. `as of` is one order as known half-way, of a case that is the
same in a record of any size. A FOLDER keeps the records for a next run.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from docket import PER_MATTER, SPAN, START, Case, appended, drafts, one_case, witness, write
from rich.console import Console
from rich.table import Table

from monitor.domain.voices import EVENTS
from monitor.ledger.store import Draft, open_ledger
from projections import facts_rows
from projections.as_of import order_at, state_at
from projections.models import TABLES
from projections.runner import Runner, open_views, rebuild

RUNS = 15
ONE_CASE = 5000


class Spent:
    """Seconds by the clock on the wall and by the processor's, added up; on a busy machine the second is steadier."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def on(self, work: Callable[[], object]) -> None:
        wall, cpu = perf_counter(), processor()
        work()
        self.wall += perf_counter() - wall
        self.cpu += processor() - cpu


def processor() -> float:
    """Seconds of this process, and of those that it waited for: a rebuild has a helper."""
    return sum(os.times()[:4])


def seconds(work: Callable[[], object]) -> float:
    spent = Spent()
    spent.on(work)
    return spent.wall


def do_rebuild(folder: Path) -> dict[str, float]:
    spent = Spent()
    for path in folder.glob("views.db*"):
        path.unlink()
    with open_ledger(folder / "ledger.db") as ledger, open_views(folder / "views.db") as views:
        spent.on(lambda: rebuild(ledger, views))
        events = ledger.head()
    return {"wall": spent.wall, "cpu": spent.cpu, "events": events}


def do_floor(folder: Path) -> dict[str, float]:
    """Read, decode and write; the rows to be written are read between the two, off the clock."""
    path, reading, writing = folder / "floor.db", Spent(), Spent()
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "ledger.db")) as log:
        reading.on(lambda: decode_all(log))
    with closing(sqlite3.connect(folder / "views.db")) as views, closing(sqlite3.connect(path)) as fresh:
        fresh.isolation_level = None
        fresh.execute("PRAGMA journal_mode=WAL")
        fresh.execute("PRAGMA synchronous=NORMAL")
        fresh.execute("PRAGMA cache_size=-65536")
        for statement in TABLES:
            fresh.execute(statement)
        for name in tables():
            copy(views, fresh, name, writing)
    path.unlink()
    return {"wall": reading.wall + writing.wall, "cpu": reading.cpu + writing.cpu, "read": reading.wall}


def decode_all(log: sqlite3.Connection) -> None:
    decode = {kind.name: msgspec.json.Decoder(kind).decode for kind in EVENTS}
    rows = log.execute("SELECT seq, recorded_at, key, caused_by, name, event_version, state FROM events ORDER BY seq")
    for row in rows:
        decode[row[4]](row[6])


def tables() -> list[str]:
    """The models' own tables; those that a full-text index keeps for itself are written with it."""
    made = (re.match(r"CREATE (?:VIRTUAL )?TABLE IF NOT EXISTS (\w+)", statement) for statement in TABLES)
    return [match[1] for match in made if match]


def copy(views: sqlite3.Connection, fresh: sqlite3.Connection, table: str, spent: Spent) -> None:
    source = views.execute(f"SELECT * FROM {table}")
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(source.description))})"
    while rows := source.fetchmany(2000):
        spent.on(lambda rows=rows: insert_all(fresh, insert, rows))


def insert_all(fresh: sqlite3.Connection, insert: str, rows: list[tuple[object, ...]]) -> None:
    fresh.execute("BEGIN")
    fresh.executemany(insert, rows)
    fresh.execute("COMMIT")


def do_live(folder: Path) -> dict[str, float]:
    """Items appended one by one to one large case; the runner has it in memory."""
    times: dict[str, list[float]] = {}
    with open_ledger(folder / "ledger.db") as ledger, open_views(folder / "views.db") as views:
        runner = Runner(ledger, views)
        runner.catch_up()
        for what, drafts in appended(RUNS):
            ledger.append(drafts, START + SPAN)
            times.setdefault(what, []).append(seconds(runner.catch_up))
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
    command = [sys.executable, "-m", "monitor.cli", "--config", config, "order", ident, "--as-of", moment, "--json"]
    whole = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(7)]
    return {"order": statistics.median(found), "command": statistics.median(whole)}


MEASURES = {"rebuild": do_rebuild, "floor": do_floor, "as of": do_as_of, "live": do_live}


def measured(what: str, folder: Path) -> dict[str, float]:
    """The figures of one measure, taken in a process of its own; `rss` is the most memory that it had, in MB."""
    done = subprocess.run([sys.executable, __file__, "--measure", what, folder], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def recorded(folder: Path, made: Iterator[list[Draft]]) -> Path:
    """The folder, with the record in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "ledger.db").exists():
        write(folder / "ledger.db", made)
    return folder


def main(events: int, folder: Path) -> None:
    small, large = (recorded(folder / str(n), drafts(n)) for n in (10_000, events))
    measured("rebuild", small)
    again, floor = measured("rebuild", large), measured("floor", large)
    live = measured("live", recorded(folder / "one", one_case(ONE_CASE)))
    table = Table("what", "figure", title=f"{again['events']:,} events in {events // PER_MATTER:,} cases")
    rate = again["events"] / again["wall"]
    table.add_row("rebuild", f"{again['wall']:.1f} s, {rate:,.0f} events/s, {again['rss']:.0f} MB")
    table.add_row("floor", f"{floor['wall']:.1f} s, {floor['read']:.1f} of it to read")
    ratios = [again[clock] / floor[clock] for clock in ("wall", "cpu")]
    table.add_row("rebuild / floor", f"{ratios[0]:.1f} by the wall, {ratios[1]:.1f} by the processor")
    for what in ("append", "late", "late by 100 days", "late by all"):
        table.add_row(what, f"{live[what] * 1000:.1f} ms to every view, in a case of {live['facts']:,} facts")
    as_of = [measured("as of", each) for each in (small, large)]
    for what in ("order", "command"):
        one, other = (each[what] for each in as_of)
        table.add_row(f"as of, {what}", f"{other * 1000:.1f} ms; {other / one:.2f} of that in 10,000 events")
    Console().print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        result = MEASURES[sys.argv[2]](Path(sys.argv[3]))
        own, helper = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        result["rss"] = (own + helper * (sys.argv[2] == "rebuild")) / 1024
        print(json.dumps(result))
    else:
        size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
        with TemporaryDirectory(dir=".") as made:
            main(size, Path(sys.argv[2] if len(sys.argv) > 2 else made).absolute())

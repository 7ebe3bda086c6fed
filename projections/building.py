"""Builds the rows of every read model from the whole log, in a file of their own. It never touches the rows in use.

Two passes, each in transactions that say how far it came, so that what was interrupted, or killed, is gone on with:
the log in its order, for what follows from entries by themselves (items, facts); then one matter after another, told
from its facts as the log would have told it. So one matter is held in memory at a time, and each is folded once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import Path

from monitor.domain.vocabulary import Occasion
from monitor.errors import ProjectionError
from monitor.ledger.store import Ledger
from monitor.sqlite_faults import is_unusable
from projections import facts_rows, helping, matters
from projections.batch import Batch, Made, Shown, Told
from projections.because import Because, What
from projections.items import HeldItems
from projections.making import facts_made
from projections.models import MODELS
from projections.store import Views
from projections.story import Story

_ENTRIES, _FACTS = 2000, 4000
"""How many entries, or facts, are written in one transaction."""
HELPED = 20_000
"""Facts from which a helper tells a half of them: to start it takes a second."""
_ALONE, _SHARED = 65_536, 16_384
"""Kilobytes of the file held in memory: the first pass looks items up all over it, the second writes by matter."""
_READING = 0.4
"""The first pass's share of the work, for who watches it."""
# last: the key of the last entry read, by which the log is known again; told: the last matter told, NULL until then
_BUILDING = "CREATE TABLE IF NOT EXISTS building (id INTEGER PRIMARY KEY CHECK (id = 1), last TEXT NOT NULL, told TEXT)"
_TOLD = "UPDATE building SET told = ? WHERE told = ?"


def begin(ledger: Ledger, path: Path, shape: str, tables: Sequence[str]) -> Views:
    """Open the file in which views are built: one left by an interrupted attempt, if it is of this shape and log.

    Raises ProjectionError when another process has it open.
    """
    try:
        views = Views(path, shape, tables, alone=True)
    except ProjectionError as error:
        if not is_unusable(error.__cause__.__cause__ if error.__cause__ else None):
            raise
    else:
        if _is_of(ledger, views):
            return _tuned(views)
        views.close()
    remove(path)
    views = Views(path, shape, tables, alone=True)
    with views.transaction() as tx:
        tx.execute(_BUILDING)
        tx.execute("INSERT INTO building (id, last) VALUES (1, '')")
    return _tuned(views)


def build(ledger: Ledger, views: Views, progress: Callable[[int], None] | None = None) -> int:
    """Write every model's rows up to the head that the log had in the first pass; gives the events that took.

    `progress` is told how many more events are done, over both passes.
    """
    meter = _Meter(ledger.head(), progress)
    _read(ledger, views, meter)
    _tell(views, meter)
    return meter.done


def forget(views: Views) -> None:
    """Forget that the file was being built: it is complete."""
    with views.transaction() as tx:
        tx.execute("DROP TABLE building")


def remove(path: Path) -> None:
    """Remove a views database with what SQLite keeps beside it."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


class _Meter:
    """Turns the share of the work that is done into events, of which what an earlier attempt did is none."""

    def __init__(self, events: int, progress: Callable[[int], None] | None) -> None:
        self._events, self._progress = events, progress
        self._at: int | None = None
        self.done = 0

    def reach(self, share: float) -> None:
        at = round(self._events * min(share, 1.0))
        if self._at is not None and at > self._at:
            self.done += at - self._at
            if self._progress:
                self._progress(at - self._at)
        self._at = max(at, self._at or 0)


def _is_of(ledger: Ledger, views: Views) -> bool:
    """Whether the file was being built, in this shape, from a log that begins as this one does with all its words."""
    known = views.rows("SELECT name FROM sqlite_master WHERE name = 'building'")
    if views.outdated or not known:
        return False
    last, at = views.rows("SELECT last FROM building")[0][0], views.position()
    if any(known.item <= at < known.seq for known in ledger.redactions()):
        return False
    entry = next(iter(ledger.select(at - 1, 1)), None) if at else None
    return bool(last == (entry.key if entry else ""))


def _tuned(views: Views, cache: int = _ALONE) -> Views:
    views.connection.execute(f"PRAGMA cache_size=-{cache}")
    return views


def _read(ledger: Ledger, views: Views, meter: _Meter) -> None:
    """The first pass: every entry, in the order of the log."""
    head = max(1, ledger.head())
    while views.rows("SELECT told FROM building")[0][0] is None:
        at = views.position()
        meter.reach(_READING * at / head)
        entries = ledger.select(at, _ENTRIES, head)
        with views.transaction() as tx:
            if not entries:
                tx.execute("UPDATE building SET told = ''")
                return
            items = HeldItems(tx)
            facts = facts_made(tx, entries, items)
            _apply(tx, Batch(entries, list(items.held.values()), items.aliases, facts))
            views.advance(tx, at, entries[-1].seq)
            tx.execute("UPDATE building SET last = ?", (entries[-1].key,))


def _tell(views: Views, meter: _Meter) -> None:
    """The second pass: every matter that is watched, told from its facts."""
    sizes = facts_rows.counts(views.connection)
    total, done = max(1, sum(sizes.values())), 0
    last = views.rows("SELECT told FROM building")[0][0]
    listed = matters.known_at(views.connection, facts_rows.NEWEST)
    done = sum(sizes.get(ident, 0) for ident in listed if ident <= last)
    groups = list(_grouped([ident for ident in listed if ident > last], sizes))
    helped = total - done >= HELPED and len(groups) > 1
    with closing(_told(views, groups, helped=helped)) as writing:
        for group, write in zip(groups, writing, strict=True):
            meter.reach(_READING + (1 - _READING) * done / total)
            with views.transaction() as tx:
                write(tx)
                if tx.execute(_TOLD, (group[-1], last)).rowcount != 1:
                    raise ProjectionError(f"{views.path}: another process is building these views")
            last = group[-1]
            done += sum(sizes.get(ident, 0) for ident in group)
    meter.reach(1.0)


def _told(views: Views, groups: Sequence[Sequence[str]], *, helped: bool) -> Generator[helping.Writing]:
    """What writes the rows of each group of matters, with a helper or without."""
    if not helped:
        yield from (partial(write_told, group=group) for group in groups)
        return
    views.share()
    _tuned(views, _SHARED)
    with closing(helping.writings(views.path, groups, write_told)) as writings:
        yield from writings


def write_told(tx: sqlite3.Connection, group: Sequence[str]) -> None:
    """Tell matters, and write the rows of that."""
    told: list[Told] = []
    states: dict[str, Shown] = {}
    for ident in group:
        story = Story(None)
        told += tell(tx, ident, story)
        if story.state is not None:
            states[ident] = Shown(None, story.state)
    _apply(tx, Batch(told=told, states=states))


def _grouped(listed: Sequence[str], sizes: dict[str, int]) -> Iterator[list[str]]:
    """Matters that are written together: some small ones, or a large one."""
    group: list[str] = []
    for ident in listed:
        group.append(ident)
        if sum(sizes.get(one, 0) for one in group) >= _FACTS or len(group) == 100:
            yield group
            group = []
    if group:
        yield group


def tell(tx: sqlite3.Connection, ident: str, story: Story) -> Iterator[Told]:
    """Tell a matter on from its recorded facts and configurations: what each entry changed, in the order of the log."""
    versions = matters.versions(tx, ident)
    for seq, group in groupby(facts_rows.history(tx, ident), key=lambda made: made.seq):
        while versions and versions[0].seq < seq:
            yield _configured(story, versions.pop(0))
        yield _taken(story, list(group))
    for version in versions:
        yield _configured(story, version)


def _taken(story: Story, made: list[Made]) -> Told:
    first = made[0]
    changes = story.take([one.fact for one in made], reread=first.because is not None)
    return Told(first.matter, first.seq, first.recorded_at, first.occasion, changes, first.because)


def _configured(story: Story, version: matters.MatterVersion) -> Told:
    changes = story.configure(version.matter, amended=version.amended)
    why = Because(what=What.AMENDED) if version.amended else None
    occasion = Occasion.REREAD if version.amended else Occasion.LIVE
    return Told(version.matter.id, version.seq, version.recorded_at, occasion, changes, why)


def _apply(tx: sqlite3.Connection, batch: Batch) -> None:
    for model in MODELS:
        model.apply(tx, batch)

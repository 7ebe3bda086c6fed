"""Brings the views up to the log: in batches, rows and position in one transaction, live and in replay.

It never writes a batch whose starting position another runner has already passed: it then starts again from there.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from monitor.domain.decided import Linked, Reviewed
from monitor.domain.events import Event, ItemRead, LapseArrived, MatterAmended
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Entry, Ledger
from monitor.state.changes import diff
from monitor.state.facts import Fact
from monitor.state.fold import MatterFold
from monitor.state.view import MatterState
from projections import actions, changes, coverage, digests, due, facts_rows, matters, orders
from projections.as_of import state_at
from projections.facts import facts_of, gaps_of
from projections.items import StoredItems
from projections.models import SHAPE, TABLES
from projections.store import Views

BATCH = 1000
KEPT_FOLDS = 256
"""Folds held between batches: a matter beyond these is folded again from its stored facts when it next changes."""
STALE = timedelta(hours=48)
"""A lapse recorded later than this after its time was learned from old papers, and alarms nobody."""

Progress = Callable[[int], None]


def open_views(path: Path) -> Views:
    """Open the views database with every read model's tables."""
    return Views(path, SHAPE, TABLES)


class Runner:
    """Folds recorded events into the views. Holds folds of recent matters in memory; every row is in the database."""

    def __init__(self, ledger: Ledger, views: Views) -> None:
        self._ledger, self._views = ledger, views
        self._folds: OrderedDict[str, MatterFold] = OrderedDict()
        self._at = views.position()

    def catch_up(self, upto: int | None = None, progress: Progress | None = None) -> int:
        """Fold every event up to `upto` (default: the head of the log); gives how many were folded.

        Raises ProjectionError when the database refuses, LedgerError when an event cannot be read; nothing of that
        batch is then written.
        """
        folded = 0
        while True:
            at = self._views.position()
            if at != self._at:
                self._folds.clear()  # another runner wrote: its rows, not our memory, are the truth
            batch = self._ledger.select(at, BATCH, upto)
            if not batch:
                self._at = at
                return folded
            if self._write(at, batch):
                self._at = batch[-1].seq
                folded += len(batch)
                if progress:
                    progress(len(batch))

    def _write(self, at: int, batch: list[Entry]) -> bool:
        try:
            with self._views.transaction() as tx:
                if not self._views.advance(tx, at, batch[-1].seq):
                    return False
                touched: dict[str, MatterState] = {}
                for entry in batch:
                    touched.update(self._apply(tx, entry))
                for matter, state in touched.items():
                    _write_rows(tx, matter, state)
        except BaseException:
            self._folds.clear()  # what was folded in memory was not written
            raise
        self._trim()
        return True

    def _apply(self, tx: sqlite3.Connection, entry: Entry) -> dict[str, MatterState]:
        """Fold one entry: its facts, and what changed by them."""
        if (matter := matters.apply(tx, entry.event, entry.seq)) is not None:
            return self._rewatch(tx, entry, matter)
        digests.apply(tx, entry.event, entry.seq, entry.recorded_at)
        coverage.apply(tx, entry.event, entry.seq)
        by_matter: dict[str, list[Fact]] = {}
        for ident, fact in (*facts_of(entry, StoredItems(tx)), *gaps_of(entry, matters.watched(tx))):
            by_matter.setdefault(ident, []).append(fact)
        after = {}
        for ident, facts in by_matter.items():
            fold = self._fold(tx, ident)
            for fact in facts:
                facts_rows.put(tx, ident, entry.seq, fact)
            if fold is None:
                continue  # not watched; should it ever be, what was seen of it counts
            before = fold.state()
            for fact in facts:
                fold.add(fact)
            after[ident] = fold.state()
            changes.write(tx, diff(before, after[ident]), entry.seq, occasion_of(entry), entry.recorded_at)
        return after

    def _rewatch(self, tx: sqlite3.Connection, entry: Entry, matter: Matter) -> dict[str, MatterState]:
        """Fold a matter anew under its amended configuration; what changes by that is a revision, not news."""
        old = self._folds.pop(matter.id, None)
        fold = self._fold(tx, matter.id)
        if fold is None:
            return {}
        state = fold.state()
        if isinstance(entry.event, MatterAmended):
            before = old.state() if old else state_at(self._views, matter.id, entry.seq - 1)
            changes.write(tx, diff(before, state), entry.seq, occasion_of(entry), entry.recorded_at)
        return {matter.id: state}

    def _fold(self, tx: sqlite3.Connection, ident: str) -> MatterFold | None:
        if ident in self._folds:
            self._folds.move_to_end(ident)
            return self._folds[ident]
        matter = matters.one(tx, ident)
        if matter is None:
            return None
        fold = MatterFold(matter)
        for fact in facts_rows.of_matter(tx, ident):
            fold.add(fact)
        self._folds[ident] = fold
        return fold

    def _trim(self) -> None:
        while len(self._folds) > KEPT_FOLDS:
            self._folds.popitem(last=False)


def _write_rows(tx: sqlite3.Connection, matter: str, state: MatterState) -> None:
    for model in (orders, actions, due):
        model.write(tx, matter, state)


def occasion_of(entry: Entry) -> Occasion:
    """Why an entry's changes are seen now: a reading has its occasion; a lapse is live unless learned long after.

    What a person decided, or the configuration now says, is read otherwise, not new.
    """
    event: Event = entry.event
    if isinstance(event, ItemRead):
        return event.occasion
    if isinstance(event, Reviewed | Linked | MatterAmended):
        return Occasion.REREAD
    if isinstance(event, LapseArrived) and entry.recorded_at - event.at > STALE:
        return Occasion.BACKFILL
    return Occasion.LIVE


def rebuild(ledger: Ledger, views: Views, progress: Progress | None = None) -> int:
    """Fold the whole log into new views beside the old ones, then take those over in one step; gives the events folded.

    Readers see the old rows until the new ones are complete; an interrupted rebuild leaves the old ones untouched.
    """
    beside = views.path.with_name(views.path.name + ".building")
    _remove(beside)
    try:
        with open_views(beside) as fresh:
            folded = Runner(ledger, fresh).catch_up(progress=progress)
            views.replace_with(fresh)
    finally:
        _remove(beside)
    return folded


def _remove(path: Path) -> None:
    for name in _files(path):
        name.unlink(missing_ok=True)


def _files(path: Path) -> Iterable[Path]:
    return (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"))

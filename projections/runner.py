"""Brings the views up to the log: in batches, rows and position in one transaction, live and in replay.

It never writes a batch whose starting position another runner has already passed: it then starts again from there.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from monitor.domain.decided import ItemRedacted
from monitor.ledger.store import Entry, Ledger
from monitor.state.facts import Fact
from monitor.state.view import MatterState
from projections import facts_rows, matters
from projections.batch import Batch, Made, Shown, Told
from projections.because import Because, What
from projections.building import begin, build, forget, remove
from projections.items import HeldItems
from projections.making import facts_made, occasion_of
from projections.models import MODELS, SHAPE, TABLES
from projections.store import Views
from projections.story import Story

BATCH = 1000
MANY = 10_000
"""Events from which an empty database is filled as a rebuild does it: matter by matter."""
KEPT_FACTS = 20_000
"""Facts held between batches, about 4 kB each: a matter beyond these is folded again when it next changes."""

Progress = Callable[[int], None]


def open_views(path: Path) -> Views:
    """Open the views database with every read model's tables."""
    return Views(path, SHAPE, TABLES)


class Runner:
    """Folds recorded events into the views. Holds recent matters in memory; every row is in the database."""

    def __init__(self, ledger: Ledger, views: Views) -> None:
        self._ledger, self._views = ledger, views
        self._stories: OrderedDict[str, Story] = OrderedDict()
        self._at = views.position()

    def catch_up(self, progress: Progress | None = None) -> int:
        """Fold every event up to the head of the log; gives how many were folded.

        Where the rows are another version's, rest on words that were redacted, or there are none and the log is long,
        it rebuilds. Raises ProjectionError
        when the database refuses, LedgerError when an event cannot be read; nothing of that batch is then written.
        """
        folded = 0
        if self._views.position() == 0 and (self._views.outdated or self._ledger.head() > MANY):
            folded = rebuild(self._ledger, self._views, progress)
        while True:
            at = self._views.position()
            if at != self._at:
                self._stories.clear()  # another runner wrote: its rows, not our memory, are the truth
            entries = self._ledger.select(at, BATCH)
            if not entries:
                self._at = at
                return folded
            if self._lost_words(at, entries):
                folded += rebuild(self._ledger, self._views, progress)
            elif self._write(at, entries):
                self._at = entries[-1].seq
                folded += len(entries)
                if progress:
                    progress(len(entries))

    def _lost_words(self, at: int, entries: Sequence[Entry]) -> bool:
        """Whether an item that the rows rest on is redacted in this stretch: they are built anew without it."""
        redactions = {entry.seq for entry in entries if isinstance(entry.event, ItemRedacted)}
        return bool(redactions) and any(
            known.item <= at and known.seq in redactions for known in self._ledger.redactions()
        )

    def _write(self, at: int, entries: list[Entry]) -> bool:
        try:
            with self._views.transaction() as tx:
                if not self._views.advance(tx, at, entries[-1].seq):
                    return False
                batch = self._batch(tx, entries)
                for model in MODELS:
                    model.apply(tx, batch)
        except BaseException:
            self._stories.clear()  # what was folded in memory was not written
            raise
        self._trim()
        return True

    def _batch(self, tx: sqlite3.Connection, entries: list[Entry]) -> Batch:
        """What the entries come to. Rows are as they were before the first of them, and so is a story taken up here."""
        items = HeldItems(tx)
        made = facts_made(tx, entries, items)
        by_seq: dict[int, list[Made]] = {}
        for one in made:
            by_seq.setdefault(one.seq, []).append(one)
        before: dict[str, MatterState | None] = {}
        told: list[Told] = []
        for entry in entries:
            told += self._step(tx, entry, by_seq.get(entry.seq, ()), before)
        states = {ident: Shown(was, now) for ident, was in before.items() if (now := self._stories[ident].state)}
        return Batch(entries, list(items.held.values()), items.aliases, made, told, states)

    def _step(
        self, tx: sqlite3.Connection, entry: Entry, made: Sequence[Made], before: dict[str, MatterState | None]
    ) -> Iterator[Told]:
        """Tell on every matter that the entry touches; `before` takes the states from which the batch began."""
        version = matters.version_of(entry)
        if version is not None:
            story = self._story(tx, version.matter.id, before)
            changes = story.configure(version.matter, amended=version.amended)
            why = Because(what=What.AMENDED) if version.amended else None
            yield Told(version.matter.id, entry.seq, entry.recorded_at, occasion_of(entry), changes, why)
        facts: dict[str, list[Fact]] = {}
        for one in made:
            facts.setdefault(one.matter, []).append(one.fact)
        for ident in sorted(facts):
            why = made[0].because
            changes = self._story(tx, ident, before).take(facts[ident], reread=why is not None)
            yield Told(ident, entry.seq, entry.recorded_at, made[0].occasion, changes, why)

    def _story(self, tx: sqlite3.Connection, ident: str, before: dict[str, MatterState | None]) -> Story:
        story = self._stories.get(ident)
        if story is None:
            story = self._stories[ident] = Story(matters.one(tx, ident), facts_rows.of_matter(tx, ident))
        self._stories.move_to_end(ident)
        before.setdefault(ident, story.state)
        return story

    def _trim(self) -> None:
        held = sum(story.size for story in self._stories.values())
        while held > KEPT_FACTS and len(self._stories) > 1:
            held -= self._stories.popitem(last=False)[1].size


def rebuild(ledger: Ledger, views: Views, progress: Progress | None = None) -> int:
    """Build new views beside the old ones, then take them over in one step; gives the events that this call folded.

    Readers and a daemon go on with the old rows until then. One that was interrupted is gone on with by the next call.
    Raises ProjectionError when another process is building.
    """
    beside = views.path.with_name(views.path.name + ".building")
    with begin(ledger, beside, SHAPE, TABLES) as fresh:
        folded = build(ledger, fresh, progress)
        Runner(ledger, fresh).catch_up()
        forget(fresh)
        views.replace_with(fresh)
    remove(beside)
    return folded

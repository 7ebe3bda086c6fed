"""Folds the record again from its own events, in memory, and says what each changed. Reads no view and writes none.

It is the views' own fold, driven by another loop: what the two give differently is a fault of one of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.domain.events import Event, MatterAmended, MatterWatched
from monitor.domain.matters import Matter
from monitor.ledger.store import Entry
from monitor.state.change import Change
from monitor.state.changes import diff
from monitor.state.facts import Fact
from monitor.state.fold import MatterFold
from monitor.state.revised import revisions
from monitor.state.view import MatterState
from projections.because import Because, because_of
from projections.changes import each_time
from projections.facts import facts_of, gaps_of
from projections.item import Item
from projections.items import HeldItems
from projections.making import occasion_of


class Refold:
    """The state of every matter, or of the `only` one, as events are taken in one after another."""

    def __init__(self, only: str | None = None) -> None:
        self._only = only
        self._items = HeldItems()
        self._watched: dict[str, Matter] = {}
        self._folds: dict[str, MatterFold] = {}
        self._facts: dict[str, list[Fact]] = {}

    def take(self, entry: Entry) -> tuple[Change, ...]:
        """Take the next event in; gives what it changed."""
        if isinstance(entry.event, MatterWatched | MatterAmended):
            found = self._configure(entry.event.matter, entry.event)
            return each_time(found, occasion_of(entry), entry.seq)
        facts: dict[str, list[Fact]] = {}
        for ident, fact in (*facts_of(entry, self._items), *gaps_of(entry, self._watched.values())):
            if self._only in {None, ident}:
                facts.setdefault(ident, []).append(fact)
        both_ways = because_of(entry, self._items) is not None
        told = (change for ident in sorted(facts) for change in self._add(ident, facts[ident], both_ways=both_ways))
        return each_time(tuple(told), occasion_of(entry), entry.seq)

    def states(self) -> list[MatterState]:
        """What is known of each matter, by id."""
        return [self._folds[ident].state() for ident in sorted(self._folds)]

    def because(self, entry: Entry) -> Because | None:
        """Why what the last entry taken changed is no news of the world."""
        return because_of(entry, self._items)

    def item(self, key: str) -> Item | None:
        """An item as it now stands."""
        return self._items.get(key)

    def _configure(self, matter: Matter, event: Event) -> tuple[Change, ...]:
        """Fold a matter anew as it is now configured; what changes by an amendment is told."""
        self._watched[matter.id] = matter
        if self._only not in {None, matter.id}:
            return ()
        old = self._folds.get(matter.id)
        fold = self._folds[matter.id] = MatterFold(matter)
        for fact in self._facts.get(matter.id, ()):
            fold.add(fact)
        if old is None or not isinstance(event, MatterAmended):
            return ()
        return revisions(old.uncovered(), fold.uncovered())

    def _add(self, ident: str, facts: Iterable[Fact], *, both_ways: bool) -> tuple[Change, ...]:
        self._facts.setdefault(ident, []).extend(facts)
        fold = self._folds.get(ident)
        if fold is None:
            return ()  # not watched; should it ever be, what was seen of it counts
        before = fold.uncovered()
        for fact in facts:
            fold.add(fact)
        after = fold.uncovered()
        return revisions(before, after) if both_ways else diff(before, after)

"""The facts of a matter in the order of the fold, and the memory they made. What a fact means is the caller's affair.

A fact that comes in order is applied to the memory in place. For a late one the memory is first taken back to where
it belongs, as long as that is not further back than `depth` facts; what followed it is then applied again. A late one
that is silent, so that it leaves the memory the same wherever it is applied, is applied last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from monitor.state.facts import Step
from monitor.state.memory import Memory
from monitor.state.undo import Undo
from monitor.state.world import FoldKey

DEPTH = 1000
"""How many facts can be taken back; the changes of one fact are about ten small tuples."""


class Line:
    """Facts as they were applied. `depth` 0 takes nothing back and watches nothing."""

    def __init__(
        self,
        memory: Memory,
        apply: Callable[[Memory, datetime, Step], None],
        is_silent: Callable[[Memory, Step], bool],
        depth: int = DEPTH,
    ) -> None:
        self.memory = memory
        self._apply, self._is_silent, self._depth = apply, is_silent, depth
        self._undo: Undo | None = None
        self._places: list[FoldKey] = []
        self._reached: list[FoldKey] = []
        """For each fact the last place of it and all before it."""
        self._facts: list[Step] = []
        self._marks: list[int] = []
        self._firm = 0
        """How many facts cannot be taken back any more."""

    def take(self, new: Mapping[FoldKey, Step], gone: Collection[FoldKey] = ()) -> bool:
        """Take new facts in and those at `gone` out; False, with nothing changed, where that lies too far back."""
        first = min((*new, *gone), default=None)
        if first is None:
            return True
        if not self._reached or self._reached[-1] < first or (not gone and self._are_silent(new)):
            self._go_on(sorted(new.items()))
            return True
        at = bisect_left(self._reached, first)
        if at < self._firm:
            return False
        after = dict(zip(self._places[at:], self._facts[at:], strict=True))
        self._back_to(at)
        for place in gone:
            after.pop(place, None)
        self._go_on(sorted({**after, **new}.items()))
        return True

    def _back_to(self, at: int) -> None:
        if at == len(self._places):
            return
        if self._undo is not None:
            self._undo.back_to(self._marks[at])
        del self._places[at:], self._reached[at:], self._facts[at:], self._marks[at:]

    def _are_silent(self, new: Mapping[FoldKey, Step]) -> bool:
        """Whether the one new fact is silent: of several, one may speak of the other."""
        return len(new) == 1 and self._undo is not None and all(self._is_silent(self.memory, f) for f in new.values())

    def _go_on(self, facts: list[tuple[FoldKey, Step]]) -> None:
        for left, (place, fact) in zip(range(len(facts), 0, -1), facts, strict=True):
            if self._undo is None and left <= self._depth:
                self._undo = Undo()
                self._undo.watch(self.memory)
                self._firm = len(self._places)
            self._marks.append(self._undo.mark() if self._undo else 0)
            self._places.append(place)
            self._reached.append(max(place, self._reached[-1]) if self._reached else place)
            self._facts.append(fact)
            self._apply(self.memory, place[0], fact)
        self._forget()

    def _forget(self) -> None:
        if self._undo is None:
            self._firm = len(self._places)
        elif len(self._places) - self._firm >= 2 * self._depth:
            self._firm = len(self._places) - self._depth
            self._undo.forget(self._marks[self._firm])

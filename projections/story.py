"""One matter as the log tells it: its facts entry by entry, what each entry changed, and the state after it.

The same steps are taken live, matter beside matter, and in a rebuild, one matter after another. It writes no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.domain.matters import Matter
from monitor.state.change import Change
from monitor.state.changes import diff
from monitor.state.facts import Fact
from monitor.state.fold import MatterFold
from monitor.state.revised import revisions
from monitor.state.view import MatterState


class Story:
    """A matter with the facts given so far; one that is not watched yet keeps its facts and has no state."""

    def __init__(self, matter: Matter | None, facts: Sequence[Fact] = ()) -> None:
        self._facts: list[Fact] = []
        self._fold: MatterFold | None = None
        self.state: MatterState | None = None
        """The state without coverage in its orders; an order that nothing changed keeps its view."""
        if matter is not None:
            self._begin(MatterFold(matter), facts)
        else:
            self._facts.extend(facts)

    def take(self, facts: Iterable[Fact], *, reread: bool = False) -> tuple[Change, ...]:
        """Go on by what one entry made; gives what that changed, with `reread` also what is gone by it."""
        if self._fold is None:
            self._facts.extend(facts)
            return ()
        for fact in facts:
            self._fold.add(fact)
        before, self.state = self.state, self._fold.uncovered()
        return revisions(before, self.state) if reread and before else diff(before, self.state)

    def configure(self, matter: Matter, *, amended: bool) -> tuple[Change, ...]:
        """Tell it all anew under this configuration; gives what an amendment changed, which is a revision, not news.

        A matter that is watched, or watched again, has no state before that could be told of.
        """
        before = self.state
        old = self._fold
        self._begin(MatterFold(matter), self._facts if old is None else old.facts)
        self._facts = []
        return revisions(before, self.state) if amended and before and self.state else ()

    @property
    def size(self) -> int:
        """How many facts it holds."""
        return len(self._facts if self._fold is None else self._fold.facts)

    def _begin(self, fold: MatterFold, facts: Iterable[Fact]) -> None:
        for fact in facts:
            fold.add(fact)
        self._fold, self.state = fold, fold.uncovered()

"""Which handles a person said are one, and which are not. It follows what was said and guesses no further.

Of several decisions about a pair the last counts; being joined is passed on. Where decisions contradict each other the
later one prevails, and which one was set aside is kept (docs/adr/20261121-what-a-person-decides.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from monitor.state.facts import LinkFact
from monitor.state.records import Handle

_Group = set[Handle]


class Overruled(NamedTuple):
    """A decision that was set aside, and a later one that it contradicts."""

    fact: LinkFact
    by: LinkFact


class Links:
    """The decisions of one kind about one matter: newest first, each that contradicts a later one is set aside."""

    def __init__(self, facts: Iterable[LinkFact] = ()) -> None:
        self._groups: dict[Handle, _Group] = {}
        self.kept: list[LinkFact] = []
        self.overruled: list[Overruled] = []
        for fact in sorted(facts, key=lambda f: f.seq, reverse=True):
            later = self._against(fact)
            if later is not None:
                self.overruled.append(Overruled(fact, later))
                continue
            self.kept.append(fact)
            if fact.joined:
                self._join(fact)
        self._parts = [fact for fact in self.kept if not fact.joined]

    def together(self, handle: Handle) -> frozenset[Handle]:
        """The handles that were said to be one with this one, itself among them."""
        return frozenset(self._groups.get(handle, (handle,)))

    def parted(self, mine: Iterable[Handle], theirs: Iterable[Handle]) -> bool:
        """Whether any of mine, or what it was joined with, was said to be apart from any of theirs."""
        if not self._parts:
            return False
        ours, others = self._all(mine), self._all(theirs)
        return any((p.one in ours and p.other in others) or (p.other in ours and p.one in others) for p in self._parts)

    def _all(self, handles: Iterable[Handle]) -> set[Handle]:
        return {each for handle in handles for each in self.together(handle)}

    def _join(self, fact: LinkFact) -> None:
        group = self._groups.get(fact.one, {fact.one}) | self._groups.get(fact.other, {fact.other})
        self._groups.update(dict.fromkeys(group, group))

    def _against(self, fact: LinkFact) -> LinkFact | None:
        """A kept decision, and so a later one, that this one contradicts."""
        one, other = self.together(fact.one), self.together(fact.other)
        if fact.joined:
            parts = (k for k in self.kept if not k.joined)
            return next((k for k in parts if {k.one, k.other} <= one | other), None)
        return next((k for k in self.kept if k.joined and k.one in one), None) if fact.other in one else None

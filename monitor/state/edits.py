"""Entries that a clerk edited in place: "VACATED: ORDER granting …" in front of the old text. It reads no text anew.

Such an item tells of two things: the order that it entered, on its own day, and the end of that order, by the day on
which we saw the edit. What the text says is both; when the court did the second, it does not say.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import Effect
from monitor.state.facts import EditFact, Fact, ItemFact, Step
from monitor.state.link import is_vague
from monitor.state.world import world_time

_MARKED = frozenset({"head.marked_vacated"})
"""The rules of reading by which an entry's own head says that it was undone."""
_OF_ANOTHER = re.compile(r"\W*VACATED\W+(?:\w+\W+){0,4}?(?:extend|modif|clarif|amend|den(?:y|ied)|stay)", re.IGNORECASE)
"""An entry that did something to an order made elsewhere, or gave none: its edit founds no order."""


def steps_of(fact: Fact) -> tuple[Step, ...]:
    """The fact, or what an edited entry tells of: first what it entered, then, later, the edit."""
    if not isinstance(fact, ItemFact) or not any(map(_is_edit, fact.reading.effects)):
        return (fact,)
    at = max(edited_at(fact), world_time(fact))  # it cannot have been edited before it was entered
    return as_entered(fact), EditFact(seq=fact.seq, item=fact.key, at=at)


def as_entered(fact: ItemFact) -> ItemFact:
    """The item as its entry stood before the edit, as far as its text still tells."""
    effects = tuple(_given(e) if _is_edit(e) else e for e in fact.reading.effects)
    return msgspec.structs.replace(fact, reading=msgspec.structs.replace(fact.reading, effects=effects))


def edited_at(fact: ItemFact) -> datetime:
    """When the edit was seen: with the revision that brought it, or when the item was first seen so."""
    return fact.revised_at or fact.seen_at


def edited(fact: ItemFact) -> tuple[int, ...]:
    """The ordinals of the effects that the edit undid."""
    return tuple(n for n, e in enumerate(fact.reading.effects, start=1) if _was_edit(e))


def undoing(effect: EffectRead) -> EffectRead:
    """What the edit says was done to the order that the effect gave."""
    return msgspec.structs.replace(effect, effect=Effect.VACATES)


def _is_edit(effect: EffectRead) -> bool:
    return effect.effect is Effect.VACATES and _was_edit(effect)


def _was_edit(effect: EffectRead) -> bool:
    own = effect.why.rule in _MARKED and all(is_vague(ref) or _is_motion(ref) for ref in effect.refers)
    return own and _OF_ANOTHER.match(effect.quote.text) is None


def _given(effect: EffectRead) -> EffectRead:
    return msgspec.structs.replace(effect, effect=Effect.ISSUES, refers=tuple(filter(_is_motion, effect.refers)))


def _is_motion(ref: OrderRef) -> bool:
    """Whether a number stands for the motion granted: an order that is numbered is called by its kind."""
    return ref.entry_number is not None and ref.type is None and ref.dated is None

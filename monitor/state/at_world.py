"""What of a fact had happened by a moment of the world: of an order entered later, only what was said from the bench.

It is about what happened, not about who knew: words that came with the writing are left out with it.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.findings import EffectRead, ObligationRead, Reading
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Form, Mode
from monitor.state.edits import as_entered, edited_at
from monitor.state.facts import Fact, ItemFact
from monitor.state.world import dated, world_time


def happened_by(fact: Fact, world_at: datetime) -> Fact | None:
    """The fact as of then; None where nothing of it had happened."""
    if world_time(fact) > world_at:
        return None
    if not isinstance(fact, ItemFact):
        return fact
    if edited_at(fact) > world_at:
        fact = as_entered(fact)
    return _spoken(_still_shown(fact, world_at), world_at)


def _still_shown(fact: ItemFact, world_at: datetime) -> ItemFact:
    """The fact without what a source stopped showing later than that."""
    if all(copy.gone_since <= world_at for copy in fact.withdrawn):
        return fact
    gone = tuple(copy for copy in fact.withdrawn if copy.gone_since <= world_at)
    shown = tuple(copy.source for copy in fact.withdrawn if copy.gone_since > world_at)
    return msgspec.structs.replace(fact, withdrawn=gone, also_from=(*fact.also_from, *shown) if gone else ())


def _spoken(fact: ItemFact, world_at: datetime) -> ItemFact:
    """Of an entry made after the moment, the rulings that it recites and the terms that were given with them."""
    content, reading = fact.content, fact.reading
    if not isinstance(content, DocketEntry) or dated(fact, content) <= world_at:
        return fact
    given = [i for i, e in enumerate(reading.effects) if e.pronounced_at is not None and e.pronounced_at <= world_at]
    bench = Reading(
        reader=reading.reader,
        concerns=reading.concerns,
        kind=reading.kind,
        court=reading.court,
        effects=tuple(_orally(reading.effects[i]) for i in given),
        obligations=tuple(_of(o, given.index(o.effect)) for o in reading.obligations if _was_spoken(o, given)),
    )
    return msgspec.structs.replace(fact, reading=bench)


def _orally(effect: EffectRead) -> EffectRead:
    return msgspec.structs.replace(effect, mode=Mode.ORAL)


def _was_spoken(obligation: ObligationRead, given: list[int]) -> bool:
    return obligation.effect in given and obligation.form is not Form.WRITTEN


def _of(obligation: ObligationRead, effect: int) -> ObligationRead:
    return msgspec.structs.replace(obligation, effect=effect)

"""What an entry does or says that names others by number alone: it is completed by what those entries say.

"ORDER granting 45" grants what entry 45 asked for; "RESPONSE re 45" answers it. Where 45 was not seen, or asked for
nothing about an order, nothing is added. Nothing that the entry itself says is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from monitor.domain.findings import AnswerRead, AskedRead, EffectRead, OrderRef, PositionRead, Reading, RuledRead
from monitor.domain.vocabulary import Effect, Extent, OrderType, ShowCauseAbout
from monitor.state.facts import ItemFact
from monitor.state.lifecycle import STAY_TYPES
from monitor.state.link import PRIMARY, numbered
from monitor.state.memory import Memory
from monitor.state.records import Seen

_KEPT = frozenset({OrderType.COMPLIANCE_ORDER, OrderType.CONTEMPT_FINDING, OrderType.SHOW_CAUSE})
"""What is asked for, or ordered, so that an order is kept."""


def completed(memory: Memory, seen: Seen) -> ItemFact:
    """The item's fact with what it does and says by number, after what its own words say."""
    reading = seen.fact.reading
    if not (reading.ruled or reading.answers):
        return seen.fact
    effects = [*reading.effects]
    for effect in _by_ruling(memory, seen):
        if not _is_said(effects, effect):
            effects.append(effect)
    positions = (*reading.positions, *_answers(memory, seen))
    if len(effects) == len(reading.effects) and len(positions) == len(reading.positions):
        return seen.fact
    told: Reading = msgspec.structs.replace(reading, effects=tuple(effects), positions=positions)
    return msgspec.structs.replace(seen.fact, reading=told)


def _by_ruling(memory: Memory, seen: Seen) -> Iterator[EffectRead]:
    for ruled in seen.fact.reading.ruled:
        for number in ruled.motions:
            for motion in numbered(memory, seen, OrderRef(entry_number=number)):
                yield from _done(ruled, number, motion)
                asks = motion.fact.reading.asks if ruled.does is None else ()
                open_ones = (a for a in asks if not _is_settled(motion, a))
                yield from (_effect(ruled, number, asked) for asked in open_ones)


def _done(ruled: RuledRead, number: int, entry: Seen) -> Iterator[EffectRead]:
    """What is done to the orders of an entry that is named by number; where it gave none, nothing is."""
    if ruled.does is None:
        return
    for order in (o for o in entry.founded if o.issued and o.type not in STAY_TYPES):
        enforced = ruled.does is Effect.ISSUES
        yield EffectRead(
            effect=ruled.does,
            type=OrderType.COMPLIANCE_ORDER if enforced else order.type,
            mode=ruled.mode,
            quote=ruled.quote,
            why=ruled.why,
            extent=ruled.extent,
            refers=(OrderRef(entry_number=number, type=order.type),),
        )


def _is_settled(motion: Seen, asked: AskedRead) -> bool:
    """Whether what was asked for was given or refused before: the entry then says itself what it does now."""
    return any(o.type is asked.type and (o.issued or o.denied) for o in motion.founded)


def _effect(ruled: RuledRead, number: int, asked: AskedRead) -> EffectRead:
    kind = asked.type if ruled.granted else asked.refused
    about = (msgspec.structs.replace(ref, quote=None) for ref in asked.refers)
    return EffectRead(
        effect=asked.grants if ruled.granted else Effect.DENIES_RELIEF,
        type=kind,
        mode=ruled.mode,
        quote=ruled.quote,
        why=ruled.why,
        re=ShowCauseAbout.COMPLIANCE if kind is OrderType.SHOW_CAUSE else None,
        extent=ruled.extent,
        refers=(OrderRef(entry_number=number), *about),
    )


def _is_said(effects: Sequence[EffectRead], effect: EffectRead) -> bool:
    """Whether the entry's own words, or another ruling in it, say what becomes of relief of that kind, or, where a
    motion is granted in part, which part of it is.
    """
    partly = effect.extent is Extent.PART and effect.effect is Effect.ISSUES
    if partly and any(known.effect is not Effect.DENIES_RELIEF for known in effects):
        return True
    return any(known.type is effect.type and known.effect in {effect.effect, *_RULED} for known in effects)


_RULED = frozenset({Effect.ISSUES, Effect.STAYS, Effect.DENIES_RELIEF})


def _answers(memory: Memory, seen: Seen) -> Iterator[PositionRead]:
    for answer in seen.fact.reading.answers:
        named = [item for number in answer.to for item in numbered(memory, seen, OrderRef(entry_number=number))]
        if any(_is_about_compliance(item, answer) for item in named):
            yield from answer.positions


def _is_about_compliance(item: Seen, answer: AnswerRead) -> bool:
    asked = not answer.of_orders and any(a.type in _KEPT for a in item.fact.reading.asks)
    kept = {OrderType.COMPLIANCE_ORDER} if answer.of_orders else _KEPT  # who swears to a show-cause order answers it
    return asked or any(o.issued and o.type in {*kept, *PRIMARY} for o in item.founded)

"""Which order an entry makes: a new one, the one it had pronounced, the one a motion asked for. It guesses none.

An oral ruling and its entry are one order with both times (docs/adr/20261121-oral-and-written.md); two orders of
one type on one day are two. What decides is what the texts say: references, whom they protect, and that no entry
precedes its ruling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from monitor.domain.findings import EffectRead
from monitor.domain.vocabulary import Mode
from monitor.state.lapses import fixes_term, impossible_term, lapses_of
from monitor.state.lifecycle import STAY_TYPES, is_live
from monitor.state.link import PRIMARY, is_plural, numbered
from monitor.state.memory import Memory, described
from monitor.state.records import OrderRecord, Seen
from monitor.state.same_entry import Sameness, sameness
from monitor.state.unclear import dated_oddly
from monitor.state.world import WRITTEN_WITHIN, dated, given_at, local, plausible, zone_of

SAME_RULING = timedelta(minutes=30)
"""Two accounts of one ruling from the bench differ by no more; "about" doubles it."""
_WORD = re.compile(r"\w{4,}")


def issued(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """The order that this effect issues, with its times; joined to what it belongs to, else new."""
    order = (
        _as_decided(memory, seen, ordinal, effect)
        or _spoken_or_written(memory, seen, ordinal, effect)
        or asked_for(memory, seen, ordinal, effect)
    )
    elsewhere, doubtful = ([], []) if order else _entered_elsewhere(memory, seen, ordinal, effect)
    order = order or (elsewhere[0] if len(elsewhere) == 1 else _new(seen, effect))
    order.issued = True
    order.re = order.re or effect.re
    memory.found(order, (seen.fact.key, ordinal), seen)
    order.entries.append(seen)
    if odd := dated_oddly(seen):
        order.unresolved.append(odd)
    _note_doubt(memory, order, seen, [*doubtful, *(elsewhere if order not in elsewhere else ())])
    _set_times(memory, order, seen, effect)
    if order not in elsewhere:
        _set_term(order, seen, effect)
    return order


def _set_term(order: OrderRecord, seen: Seen, effect: EffectRead) -> None:
    if order.term is None or fixes_term(effect):
        order.term = effect
    order.lapses = lapses_of(order, order.term)
    if order.entered_at is not None and (wrong := impossible_term(order.term, order.entered_at, order)):
        order.unresolved.append(f"{seen.fact.item}: {wrong}")


def _entered_elsewhere(
    memory: Memory, seen: Seen, ordinal: int, effect: EffectRead
) -> tuple[list[OrderRecord], list[OrderRecord]]:
    """The live orders that this entry of another docket is another entry of; and those of which that is not sure."""
    fits = [o for o in memory.orders_of(effect.type) if o.issued and o not in seen.founded and is_live(o)]
    fits = [o for o in fits if o.entered_at is not None and not _protect_others(o, seen, ordinal)]
    fits = [o for o in fits if not _was_parted(memory, o, seen, ordinal)]
    said = {id(o): sameness(o, seen) for o in fits}
    if effect.mode is Mode.ORAL:
        return [], []
    return (
        [o for o in fits if said[id(o)] is Sameness.SAME],
        [o for o in fits if said[id(o)] is Sameness.UNSURE],
    )


def _note_doubt(memory: Memory, order: OrderRecord, seen: Seen, others: list[OrderRecord]) -> None:
    """Two orders that may be one stay two, and both say so: a person can join them."""
    for other in others:
        first = other.entries[0].fact.item
        reason = f"{seen.fact.item}: may be one order with that of {first}, entered in another docket of the matter"
        for one in (order, other):
            one.unresolved.append(reason)
            one.touch()
        memory.unresolved.append(reason)


def requested(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """The order that a motion asks for; it is one with the order that grants it."""
    order = _as_decided(memory, seen, ordinal, effect) or _new(seen, effect)
    order.requested, order.re = True, order.re or effect.re
    memory.found(order, (seen.fact.key, ordinal), seen)
    return order


def asked_for(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """The request that a ruling answers: as a person decided; else of the motion it numbers, else the only open one.

    An open one is of its type, on its docket, and nobody said that it is another.
    """
    decided = memory.joined_order((seen.fact.key, ordinal))
    if decided is not None and decided.requested:
        return decided
    open_ones = [o for o in memory.orders_of(effect.type) if o.requested and not (o.issued or o.denied)]
    open_ones = [o for o in open_ones if o.docket == seen.docket and not _was_parted(memory, o, seen, ordinal)]
    motions = [ref for ref in effect.refers if ref.type in {None, effect.type}]  # another type: the order it is about
    named = [item for ref in motions for item in numbered(memory, seen, ref)]
    if named or any(ref.entry_number is not None for ref in motions):
        return next((o for o in reversed(open_ones) if any(o in item.founded for item in named)), None)
    return open_ones[0] if len(open_ones) == 1 else None


def _as_decided(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """The order that a person said this effect is of; where the two are of different types, that is said."""
    order = memory.joined_order((seen.fact.key, ordinal))
    if order is not None and order.type is not effect.type:
        kinds = f"calls it {described(effect.type)}; a person said that it is this {described(order.type)}"
        order.unresolved.append(f"{seen.fact.item}: {kinds}")
    return order


def _was_parted(memory: Memory, order: OrderRecord, seen: Seen, ordinal: int) -> bool:
    return memory.order_links.parted([(seen.fact.key, ordinal)], order.handles)


def _new(seen: Seen, effect: EffectRead) -> OrderRecord:
    return OrderRecord(handles=[], type=effect.type, court=seen.acting, docket=seen.docket)


def _spoken_or_written(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """The order of which this effect is the other form."""
    fits = [o for o in memory.orders_of(effect.type) if o.issued and o.is_in(seen.docket) and is_live(o)]
    fits = [o for o in fits if o not in seen.founded and not _protect_others(o, seen, ordinal)]
    fits = [o for o in fits if not _was_parted(memory, o, seen, ordinal)]
    if effect.mode is Mode.ORAL:
        return _last(o for o in fits if _was_spoken_here(o, seen, effect))
    referred = [item for ref in effect.refers if not is_plural(ref) for item in numbered(memory, seen, ref)]
    days = {ref.dated for ref in effect.refers if ref.dated is not None}
    named = _last(o for o in fits if o.spoken and (days & o.days or any(o in item.founded for item in referred)))
    if named is not None or not (effect.type in PRIMARY or effect.type in STAY_TYPES or effect.pronounced_at):
        return named  # enforcement orders follow each other daily: one is another's entry only if it says so
    return _last(o for o in fits if _is_entry_of(o, seen, effect))


def _is_entry_of(order: OrderRecord, seen: Seen, effect: EffectRead) -> bool:
    """Whether the writing follows this ruling: none did yet, it is within days, and it recites no other ruling."""
    if order.spoken is None or order.entered_at is not None:
        return False
    if effect.pronounced_at is not None:
        return _same_ruling(order, effect)
    return seen.world - order.spoken <= WRITTEN_WITHIN  # folded in the order of the world: it does not precede


def _was_spoken_here(order: OrderRecord, seen: Seen, effect: EffectRead) -> bool:
    """Whether minutes of a hearing tell of the ruling that this order already records."""
    if order.pronounced_at is not None and effect.pronounced_at is not None:
        return _same_ruling(order, effect)
    if order.spoken is not None and order.pronounced_at is None:
        return False  # two rulings without an hour are not known to be one
    if effect.pronounced_at is None:
        return any(timedelta(0) <= seen.day - day <= timedelta(days=1) for day in order.days)
    if order.entered_at is None or order.entered_date_only:
        return order.entered_at is not None and seen.day in order.days
    return timedelta(0) <= order.entered_at - effect.pronounced_at <= WRITTEN_WITHIN


def _same_ruling(order: OrderRecord, effect: EffectRead) -> bool:
    if order.pronounced_at is None or effect.pronounced_at is None:
        return False
    margin = SAME_RULING * (2 if order.pronounced_about or effect.about else 1)
    return abs(order.pronounced_at - effect.pronounced_at) <= margin


def _protect_others(order: OrderRecord, seen: Seen, ordinal: int) -> bool:
    """Whether both texts say whom they protect and share no word of it: five named plaintiffs are not the class."""
    there = _words(read.protects for _, read, _ in order.obligations)
    here = _words(o.protects for o in seen.fact.reading.obligations if o.effect == ordinal - 1)
    return bool(there) and bool(here) and not there & here


def _words(texts: Iterable[str | None]) -> set[str]:
    return {word for text in texts if text for word in _WORD.findall(text.lower())}


def _last(orders: Iterable[OrderRecord]) -> OrderRecord | None:
    found = sorted(orders, key=lambda o: max(o.days))
    return found[-1] if found else None


def _pronounced(order: OrderRecord, seen: Seen, effect: EffectRead) -> datetime | None:
    """When the entry says that it was pronounced; not a time after the entry itself, which recites what was."""
    spoken, given = effect.pronounced_at, given_at(seen.fact, effect)
    if spoken is not None and given is None:
        wrong = "after its own entry" if plausible(spoken) else "which cannot be"
        order.unresolved.append(f"{seen.fact.item}: says it was pronounced on {spoken:%Y-%m-%d %H:%M}, {wrong}")
    return given


def _set_times(memory: Memory, order: OrderRecord, seen: Seen, effect: EffectRead) -> None:
    """Pronounced by an oral ruling or one that the entry recites; entered by the first writing or minute order."""
    pronounced = _pronounced(order, seen, effect)
    if order.spoken is None and (effect.mode is Mode.ORAL or pronounced is not None):
        order.spoken = pronounced or seen.world
    if pronounced is not None:
        if order.pronounced_at is None or (order.pronounced_about and not effect.about):
            order.pronounced_at, order.pronounced_about = pronounced, effect.about
        order.days.add(local(pronounced, zone_of(order.court, memory.matter)).date())
    if effect.pronounced_on is not None and plausible(effect.pronounced_on):
        midnight = datetime.combine(effect.pronounced_on, time.min, zone_of(order.court, memory.matter))
        order.pronounced_on = order.pronounced_on or midnight
        order.days.add(effect.pronounced_on)
    content = seen.entry
    if effect.mode is Mode.ORAL or content is None or order.entered_at is not None:
        return
    order.entered_at = dated(seen.fact, content)
    order.entered_as_filed = content.entered_at is None
    name = "filed_at" if order.entered_as_filed else "entered_at"
    order.entered_date_only = name in content.date_only

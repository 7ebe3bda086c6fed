"""Applies what a docket entry does to orders, one effect after another. Nothing found to act on is said, never guessed.

Which order is meant is decided here and in `link`; when an effect is carried out, in `taking_effect`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import Effect, Extent, OrderType, Role, ShowCauseAbout
from monitor.state.conditions import meet_conditions
from monitor.state.edits import edited, undoing
from monitor.state.facts import EditFact
from monitor.state.founding import asked_for, issued, requested
from monitor.state.lifecycle import ENDED, STAY_TYPES, is_live, status_of
from monitor.state.link import Linked, is_vague, latest_of_type, latest_relief, numbered, orders_meant
from monitor.state.memory import Memory, described
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen
from monitor.state.rulings import act_on_rulings, names_ruling, recall_mandates, rulings_meant
from monitor.state.standing import findings_meant
from monitor.state.stays import give_stay, lift_stay
from monitor.state.taking_effect import record
from monitor.state.unclear import DECISIVE, dated_oddly, which_is_open

_ABOUT_ORDERS = frozenset({OrderType.SHOW_CAUSE, OrderType.COMPLIANCE_ORDER, OrderType.CONTEMPT_FINDING, *STAY_TYPES})
_T = TypeVar("_T")


def apply_effects(memory: Memory, seen: Seen) -> None:
    """Apply every effect of a docket entry in the order read, and note the order that each is about."""
    if seen.fact.reading.effects and (odd := dated_oddly(seen)):
        memory.unresolved.append(odd)
    for ordinal, effect in enumerate(seen.fact.reading.effects, start=1):
        seen.targets = (*seen.targets, _apply(memory, seen, ordinal, effect))
    for number, obligation in enumerate(seen.fact.reading.obligations, start=1):
        targets = seen.targets
        order = targets[obligation.effect] if 0 <= obligation.effect < len(targets) else None
        if order is not None:
            order.obligations.append(((seen.fact.key, number), obligation, seen.fact.item))
            order.touch()
    meet_conditions(memory, seen)


def apply_edit(memory: Memory, edit: EditFact) -> None:
    """End the orders of an entry that a clerk marked as vacated, by the day on which that was seen."""
    seen = memory.seen.get(edit.item)
    for ordinal in edited(seen.fact) if seen is not None else ():
        order = memory.order((edit.item, ordinal))
        if order is not None and seen is not None:
            effect = undoing(seen.fact.reading.effects[ordinal - 1])
            record(memory, Done(seen, effect, order, order, seen.acting, by_then=edit.at))


def _apply(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    match effect.effect:
        case Effect.STAYS | Effect.ISSUES if effect.effect is Effect.STAYS or effect.type in STAY_TYPES:
            return give_stay(memory, seen, ordinal, effect)
        case Effect.REQUESTS | Effect.ISSUES:
            return _issue(memory, seen, ordinal, effect)
        case Effect.DENIES_RELIEF:
            return _deny(memory, seen, ordinal, effect)
        case Effect.LIFTS_STAY | Effect.VACATES | Effect.DISSOLVES if _ends_stay(effect):
            return lift_stay(memory, seen, effect)
        case Effect.RECALLS_MANDATE:
            return recall_mandates(memory, seen, effect)
        case _:
            return _act(memory, seen, effect)


def _ends_stay(effect: EffectRead) -> bool:
    return effect.effect is Effect.LIFTS_STAY or effect.type in STAY_TYPES


def _issue(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """Issue an order, or ask for one: the two begin the same record."""
    asks = effect.effect is Effect.REQUESTS
    order = (requested if asks else issued)(memory, seen, ordinal, effect)
    _place(memory, seen, effect, order)
    record(memory, Done(seen, effect, order, _first(order.acts_on), _speaker(seen) if asks else seen.acting))
    return order


def _place(memory: Memory, seen: Seen, effect: EffectRead, order: OrderRecord) -> None:
    """Say which order an order about orders (show cause, compliance, contempt, a stay asked for) is about.

    Cause shown why relief should not be given is about no order that was: only what the text names is meant then.
    """
    if order.type not in _ABOUT_ORDERS or order.acts_on:
        return
    about_relief = order.type is OrderType.SHOW_CAUSE and order.re in {ShowCauseAbout.RELIEF, ShowCauseAbout.OTHER}
    if about_relief and all(map(is_vague, effect.refers)):
        return
    linked = orders_meant(memory, seen, effect.refers, lambda: latest_relief(memory, seen))
    order.acts_on.extend(o for o in linked.orders if o is not order)
    if not order.acts_on and effect.refers and linked.why_not:
        order.unresolved.append(f"{seen.fact.item}: {described(order.type)} about an order: {linked.why_not}")


def _deny(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """Relief refused: a request ends as denied; about an order that was issued it is history and changes nothing.

    What is refused in part, or granted besides by the same entry, leaves the request to what was granted.
    """
    asked = asked_for(memory, seen, ordinal, effect)
    partly = effect.extent is Extent.PART or _grants(seen, effect)
    if asked is not None and not partly:
        asked.denied = True
        memory.found(asked, (seen.fact.key, ordinal), seen)
        record(memory, Done(seen, effect, asked, asked, seen.acting))
    linked = _refused_about(memory, seen, effect, asked)
    about = _done_to(memory, seen, effect, tuple(o for o in linked.orders if o is not asked), [])
    if effect.type is OrderType.CONTEMPT_FINDING and (asked is None or partly):
        return _never_granted(memory, seen, ordinal, effect)  # contempt refused is of nobody's order but its own
    if effect.type is OrderType.CONTEMPT_FINDING or about is None:
        about = asked or about
    if about is not None:
        return about
    if effect.type in STAY_TYPES:
        memory.unresolved.append(f"{seen.fact.item}: {described(effect.type)} refused: {linked.why_not}")
        return None
    return None if partly else _never_granted(memory, seen, ordinal, effect)


def _grants(seen: Seen, effect: EffectRead) -> bool:
    """Whether the entry gives some of the relief that it refuses."""
    gives = {Effect.ISSUES, Effect.STAYS}
    return any(e.effect in gives and e.type is effect.type for e in seen.fact.reading.effects)


def _never_granted(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """Keep relief that was refused without a motion having been seen."""
    order = requested(memory, seen, ordinal, effect)
    order.denied = True
    _place(memory, seen, effect, order)
    record(memory, Done(seen, effect, order, order, seen.acting))
    return order


def _refused_about(memory: Memory, seen: Seen, effect: EffectRead, asked: OrderRecord | None) -> Linked:
    """The order that refused relief was about: to vacate it, stay it, enforce it, hold somebody in contempt of it."""
    if asked is not None:
        return Linked(tuple(asked.acts_on))

    def otherwise() -> Linked:
        if effect.type in STAY_TYPES or effect.type in {OrderType.COMPLIANCE_ORDER, OrderType.OTHER}:
            return latest_relief(memory, seen)
        live = [o for o in latest_of_type(memory, seen, effect.type).orders if is_live(o)]
        return Linked(tuple(live), f"no {described(effect.type)} has been seen")

    return orders_meant(memory, seen, effect.refers, otherwise)


def _act(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """Extend, modify, clarify, affirm, vacate, dissolve, convert, reinstate, rehear, appeal, or note as expired."""
    if names_ruling(effect) and (rulings := rulings_meant(memory, seen, effect)):
        return act_on_rulings(memory, seen, effect, rulings)
    linked = _acted_on(memory, seen, effect)
    orders = tuple(o for o in linked.orders if effect.effect is not Effect.CONVERTS or o not in seen.founded)
    findings = findings_meant(memory, seen, effect, orders)
    if linked.rivals and effect.effect in DECISIVE:
        return which_is_open(memory, seen, effect, linked)
    if orders or findings:
        return _done_to(memory, seen, effect, orders, findings)
    if rulings := rulings_meant(memory, seen, effect):
        return act_on_rulings(memory, seen, effect, rulings)
    if refused := _refusal_meant(memory, seen, effect):
        return _done_to(memory, seen, effect, (refused,), [])
    reason = linked.why_not or "which order is not said"
    verb = effect.effect.value.replace("_", " ")
    memory.unresolved.append(f"{seen.fact.item}: {verb} {described(effect.type)}: {reason}")
    return None


def _acted_on(memory: Memory, seen: Seen, effect: EffectRead) -> Linked:
    if effect.effect is Effect.REHEARS:
        return Linked((), f"no judgment of {seen.acting} has been seen")

    def otherwise() -> Linked:
        if effect.type is OrderType.OTHER:
            return latest_relief(memory, seen)
        return latest_of_type(memory, seen, effect.type)

    if effect.effect is Effect.REINSTATES and all(map(is_vague, effect.refers)):
        ended = [o for o in memory.orders if o.issued and effect.type in {o.type, OrderType.OTHER}]
        ended = [o for o in ended if o.type not in STAY_TYPES and status_of(o) in ENDED]
        return Linked(tuple(ended[-1:])) if ended else otherwise()
    return orders_meant(memory, seen, _of_its_type(effect), otherwise)


def _refusal_meant(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """The request whose denial is vacated, reversed, affirmed or appealed: no order was given that could be meant."""
    if effect.effect not in {Effect.VACATES, Effect.AFFIRMS, Effect.APPEALS}:
        return None
    denied = [o for o in memory.orders if o.denied and effect.type in {o.type, OrderType.OTHER}]
    for ref in effect.refers:
        if ref.entry_number is not None:
            items = numbered(memory, seen, ref)
            denied = [o for o in denied if any(d.seen in items for d in o.history)]
        elif ref.dated is not None:
            denied = [o for o in denied if ref.dated in o.days]
    return denied[-1] if denied else None


def _of_its_type(effect: EffectRead) -> list[OrderRef]:
    """The references, where that say only whose order is meant with the type that is acted on."""
    if effect.type is OrderType.OTHER:
        return list(effect.refers)
    return [
        msgspec.structs.replace(ref, type=effect.type) if is_vague(ref) and ref.type is None and ref.court else ref
        for ref in effect.refers
    ]


def _done_to(
    memory: Memory, seen: Seen, effect: EffectRead, orders: tuple[OrderRecord, ...], findings: list[FindingRecord]
) -> OrderRecord | None:
    """Record the effect on each order, and on each finding in the history of the order that it is about."""
    for order in orders:
        if effect.effect is Effect.CONVERTS:
            order.became += [o for o in seen.founded if o is not order and o not in order.became]
        record(memory, Done(seen, effect, order, order, seen.acting))
    for finding in findings:
        record(memory, Done(seen, effect, finding.about, finding, seen.acting))
    return _first(tuple(reversed(orders))) or _first([f.about for f in findings if f.about is not None])


def _speaker(seen: Seen) -> str:
    """Who asks: the party that speaks in the entry."""
    speakers = (p.actor for p in seen.fact.reading.positions if p.role is not Role.COURT)
    return next(speakers, "a party")


def _first(found: Sequence[_T]) -> _T | None:
    return found[0] if found else None

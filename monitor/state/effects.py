"""Applies what a docket entry does to orders, one effect after another. Nothing found to act on is said, never guessed.

An appellate opinion takes effect on its mandate (Fed. R. App. P. 41), a Supreme Court opinion on its certified
judgment (Sup. Ct. R. 45), unless the text says otherwise. Stays, refusals, orders, and the Supreme Court's
dispositions of emergency applications act at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import DocketKind, Effect, Mode, OrderType, Role
from monitor.state.founding import asked_for, issued, requested
from monitor.state.lapses import extended_lapses, fixes_term, lapses_of
from monitor.state.lifecycle import STAY_TYPES, is_live
from monitor.state.link import Linked, is_higher, is_vague, latest_of_type, latest_relief, orders_meant
from monitor.state.memory import Memory, described
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen
from monitor.state.standing import change_standing, findings_meant

_ABOUT_ORDERS = frozenset({OrderType.SHOW_CAUSE, OrderType.COMPLIANCE_ORDER, OrderType.CONTEMPT_FINDING, *STAY_TYPES})
_AT_ONCE = frozenset(
    {Effect.ISSUES, Effect.STAYS, Effect.LIFTS_STAY, Effect.DENIES_RELIEF, Effect.REQUESTS, Effect.CLARIFIES}
)
_T = TypeVar("_T")
_APPLICATION = re.compile(r"\d\da\d+")


def apply_effects(memory: Memory, seen: Seen) -> None:
    """Apply every effect of a docket entry in the order read, and note the order that each is about."""
    for ordinal, effect in enumerate(seen.fact.reading.effects, start=1):
        seen.targets.append(_apply(memory, seen, ordinal, effect))
    for number, obligation in enumerate(seen.fact.reading.obligations, start=1):
        targets = seen.targets
        order = targets[obligation.effect] if 0 <= obligation.effect < len(targets) else None
        if order is not None:
            order.obligations.append(((seen.fact.key, number), obligation, seen.fact.item))
            order.touch()


def carry_out_mandates(memory: Memory, seen: Seen) -> None:
    """On a mandate: what opinions of that appeal did takes effect; docketed below, every opinion that awaits one."""
    if seen.fact.reading.kind is not DocketKind.MANDATE:
        return
    waiting, memory.awaiting = memory.awaiting, []
    for done in waiting:
        if is_higher(seen.court) and done.seen.docket != seen.docket:
            memory.awaiting.append(done)
        else:
            _carry_out(done, seen.world)


def _apply(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    match effect.effect:
        case Effect.STAYS | Effect.ISSUES if effect.effect is Effect.STAYS or effect.type in STAY_TYPES:
            return _stay(memory, seen, ordinal, effect)
        case Effect.REQUESTS | Effect.ISSUES:
            return _issue(memory, seen, ordinal, effect)
        case Effect.LIFTS_STAY:
            return _lift(memory, seen, effect)
        case Effect.DENIES_RELIEF:
            return _deny(memory, seen, ordinal, effect)
        case Effect.VACATES | Effect.DISSOLVES if effect.type in STAY_TYPES:
            return _lift(memory, seen, effect)
        case _:
            return _act(memory, seen, effect)


def _issue(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """Issue an order, or ask for one: the two begin the same record."""
    asks = effect.effect is Effect.REQUESTS
    order = (requested if asks else issued)(memory, seen, ordinal, effect)
    _place(memory, seen, effect, order)
    _record(memory, Done(seen, effect, order, _first(order.acts_on), _speaker(seen) if asks else seen.acting))
    return order


def _place(memory: Memory, seen: Seen, effect: EffectRead, order: OrderRecord) -> None:
    """Say which order an order about orders (show cause, compliance, contempt, a stay asked for) is about."""
    if order.type not in _ABOUT_ORDERS or order.acts_on:
        return
    linked = orders_meant(memory, seen, effect.refers, lambda: latest_relief(memory, seen))
    order.acts_on.extend(o for o in linked.orders if o is not order)
    if not order.acts_on and effect.refers and linked.why_not:
        order.unresolved.append(f"{seen.fact.item}: {described(order.type)} about an order: {linked.why_not}")


def _stay(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """A stay is an order of its own that acts on the order stayed; in the entry of an order, it is of that order."""
    linked = orders_meant(memory, seen, effect.refers, lambda: _own_or_latest(memory, seen))
    findings = findings_meant(memory, seen, effect, linked.orders)
    stay = issued(memory, seen, ordinal, effect)
    stay.stay_effect = effect
    for order in linked.orders:
        if order is not stay and stay not in order.stays:
            stay.acts_on.append(order)
            order.stays.append(stay)
    _record(memory, Done(seen, effect, stay, _first(stay.acts_on) or _first(findings), seen.acting))
    if not linked.orders and not findings:
        reason = f"{seen.fact.item}: {described(effect.type)} of an order: {linked.why_not}"
        stay.unresolved.append(reason)
        memory.unresolved.append(reason)
    return _done_to(memory, seen, effect, linked.orders, findings)


def _lift(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """End the stays meant: those of the order named, or the last live stay of the kind."""
    live = [o for o in memory.orders if o.type in STAY_TYPES and is_live(o)]
    of_kind = [s for s in live if effect.type in {s.type, OrderType.OTHER}]
    of_kind = [s for s in of_kind if s.court == seen.acting] or of_kind
    last = Linked(tuple(of_kind[-1:]), f"no {described(effect.type)} in force has been seen")
    linked = orders_meant(memory, seen, effect.refers, lambda: last)
    named = [o for o in linked.orders if o.type in STAY_TYPES]
    stayed = [o for o in linked.orders if o.type not in STAY_TYPES] or [o for s in named for o in s.acts_on]
    stays = named or [s for o in stayed for s in o.stays if s in of_kind]
    if not stays and last.orders and all(map(is_vague, effect.refers)):
        stays = list(last.orders)  # "the stay entered heretofore" names no order: the last of its kind is meant
        stayed = [o for s in stays for o in s.acts_on]
    for stay in stays:
        _record(memory, Done(seen, effect, stay, stay, seen.acting))
    for order in stayed:
        _record(memory, Done(seen, effect, order, _first(stays), seen.acting))
    if not stays:
        memory.unresolved.append(f"{seen.fact.item}: end of a stay: {linked.why_not or last.why_not}")
    about = _done_to(memory, seen, effect, (), findings_meant(memory, seen, effect, stayed))
    return _first(stayed) or about


def _deny(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """Relief refused: a request ends as denied; about an order that was issued it is history and changes nothing."""
    asked = asked_for(memory, seen, ordinal, effect)
    if asked is not None:
        asked.denied = True
        memory.found(asked, (seen.fact.key, ordinal), seen)
        _record(memory, Done(seen, effect, asked, asked, seen.acting))
    linked = _refused_about(memory, seen, effect, asked)
    about = _done_to(memory, seen, effect, tuple(o for o in linked.orders if o is not asked), [])
    if about is not None or asked is not None:
        return about or asked
    if effect.type in STAY_TYPES:
        memory.unresolved.append(f"{seen.fact.item}: {described(effect.type)} refused: {linked.why_not}")
        return None
    return _never_granted(memory, seen, ordinal, effect)


def _never_granted(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord:
    """Keep relief that was refused without a motion having been seen."""
    order = requested(memory, seen, ordinal, effect)
    order.denied = True
    _place(memory, seen, effect, order)
    _record(memory, Done(seen, effect, order, order, seen.acting))
    return order


def _refused_about(memory: Memory, seen: Seen, effect: EffectRead, asked: OrderRecord | None) -> Linked:
    """The order that refused relief was about: to vacate it, stay it, enforce it, hold somebody in contempt of it."""
    if asked is not None:
        return Linked(tuple(asked.acts_on))

    def otherwise() -> Linked:
        if effect.type in STAY_TYPES or effect.type is OrderType.COMPLIANCE_ORDER:
            return latest_relief(memory, seen)
        live = [o for o in latest_of_type(memory, seen, effect.type).orders if is_live(o)]
        return Linked(tuple(live), f"no {described(effect.type)} has been seen")

    return orders_meant(memory, seen, effect.refers, otherwise)


def _act(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """Extend, modify, clarify, affirm, vacate, dissolve, convert, or note as expired."""

    def otherwise() -> Linked:
        if effect.type is OrderType.OTHER:
            return latest_relief(memory, seen)
        return latest_of_type(memory, seen, effect.type)

    linked = orders_meant(memory, seen, _of_its_type(effect), otherwise)
    orders = tuple(o for o in linked.orders if effect.effect is not Effect.CONVERTS or o not in seen.founded)
    findings = findings_meant(memory, seen, effect, orders)
    if not orders and not findings:
        reason = linked.why_not or "which order is not said"
        memory.unresolved.append(f"{seen.fact.item}: {effect.effect} {described(effect.type)}: {reason}")
    return _done_to(memory, seen, effect, orders, findings)


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
        _record(memory, Done(seen, effect, order, order, seen.acting))
    for finding in findings:
        _record(memory, Done(seen, effect, finding.about, finding, seen.acting))
    return _first(tuple(reversed(orders))) or _first([f.about for f in findings])


def _record(memory: Memory, done: Done) -> None:
    done.order.history.append(done)
    if _awaits_mandate(done.seen, done.effect):
        memory.awaiting.append(done)
        done.order.touch()
    else:
        _carry_out(done, _done_at(done))


def _done_at(done: Done) -> datetime:
    """When an entry did it: an oral ruling when it was given, anything written when it was entered, else filed."""
    content = done.seen.entry
    if content is None or done.effect.mode is Mode.ORAL:
        return done.effect.pronounced_at or done.seen.world
    return content.entered_at or content.filed_at or done.seen.world


def _carry_out(done: Done, at: datetime) -> None:
    done.effective_at = at
    order, effect = done.order, done.effect
    change_standing(done)
    if done.on is order and effect.effect is Effect.EXTENDS:
        order.lapses = extended_lapses(order, effect)
    elif done.on is order and effect.effect is Effect.MODIFIES and fixes_term(effect):
        order.term, order.lapses = effect, lapses_of(order, effect)
    order.touch()


def _awaits_mandate(seen: Seen, effect: EffectRead) -> bool:
    if seen.fact.reading.kind is not DocketKind.OPINION or not is_higher(seen.court):
        return False
    if effect.effect in _AT_ONCE or effect.forthwith:
        return False
    return seen.court != "scotus" or _APPLICATION.search(seen.docket) is None


def _own_or_latest(memory: Memory, seen: Seen) -> Linked:
    own = [o for o in seen.founded if o.type not in STAY_TYPES]
    return Linked((own[-1],)) if own else latest_relief(memory, seen)


def _speaker(seen: Seen) -> str:
    """Who asks: the party that speaks in the entry."""
    speakers = (p.actor for p in seen.fact.reading.positions if p.role is not Role.COURT)
    return next(speakers, "a party")


def _first(found: Sequence[_T]) -> _T | None:
    return found[0] if found else None

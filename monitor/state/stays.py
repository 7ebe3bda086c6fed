"""Stays: each is an order of its own that acts on the order or finding stayed, and has a status of its own.

An administrative stay is not a stay pending appeal; a stay may itself be stayed, lifted in part, or lapse. Which order
is stayed is never guessed: a stay of an order that was not seen says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.findings import EffectRead
from monitor.domain.vocabulary import OrderType
from monitor.state.founding import issued
from monitor.state.lifecycle import STAY_TYPES, is_live
from monitor.state.link import Linked, is_vague, latest_relief, orders_meant
from monitor.state.memory import Memory, described
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen
from monitor.state.standing import findings_meant
from monitor.state.taking_effect import record
from monitor.state.unclear import which_is_open


def give_stay(memory: Memory, seen: Seen, ordinal: int, effect: EffectRead) -> OrderRecord | None:
    """A stay is an order of its own that acts on the order stayed; in the entry of an order, it is of that order."""
    linked = orders_meant(memory, seen, effect.refers, lambda: _own_or_latest(memory, seen))
    findings = findings_meant(memory, seen, effect, linked.orders)
    stay = issued(memory, seen, ordinal, effect)
    stay.stay_effect = effect
    if linked.rivals and not findings:
        stay.unresolved.append(_open(memory, seen, effect, linked))
        record(memory, Done(seen, effect, stay, None, seen.acting))
        return linked.orders[-1]
    stayed = [order for order in linked.orders if order is not stay]
    for order in stayed:
        if stay not in order.stays:
            stay.acts_on.append(order)
            order.stays.append(stay)
    for finding in findings:
        if stay not in finding.stays:
            stay.acts_on_findings.append(finding)
            finding.stays.append(stay)
    record(memory, Done(seen, effect, stay, (stay.acts_on or stay.acts_on_findings or [None])[0], seen.acting))
    if not stayed and not findings:
        reason = f"{seen.fact.item}: {described(effect.type)} of an order: {linked.why_not or 'it names only itself'}"
        stay.unresolved.append(reason)
        memory.unresolved.append(reason)
    for order in stayed:
        record(memory, Done(seen, effect, order, order, seen.acting))
    for finding in findings:
        record(memory, Done(seen, effect, finding.about, finding, seen.acting))
    return stayed[-1] if stayed else next((f.about for f in findings), None)


def _open(memory: Memory, seen: Seen, effect: EffectRead, linked: Linked) -> str:
    which_is_open(memory, seen, effect, linked)
    return memory.unresolved[-1]


def lift_stay(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """End the stays meant: those of the order named, or the last live stay of the kind."""
    stays, why_not = _stays_meant(memory, seen, effect)
    if not stays:
        memory.unresolved.append(f"{seen.fact.item}: end of a stay: {why_not}")
        return None
    stayed = {id(o): o for stay in stays for o in stay.acts_on}
    stayed |= {id(f.about): f.about for stay in stays for f in stay.acts_on_findings if f.about is not None}
    for stay in stays:
        record(memory, Done(seen, effect, stay, stay, seen.acting))
    for order in stayed.values():
        record(memory, Done(seen, effect, order, stays[0], seen.acting))
    return next(iter(stayed.values()), None)


def _stays_meant(memory: Memory, seen: Seen, effect: EffectRead) -> tuple[Sequence[OrderRecord], str]:
    live = [o for o in memory.orders_of(*STAY_TYPES) if is_live(o)]
    of_kind = [s for s in live if effect.type in {s.type, OrderType.OTHER}]
    of_kind = [s for s in of_kind if s.court == seen.acting] or of_kind
    last = Linked(tuple(of_kind[-1:]), f"no {described(effect.type)} in force has been seen")
    linked = orders_meant(memory, seen, effect.refers, lambda: last)
    named = [o for o in linked.orders if o.type in STAY_TYPES]
    findings = _stayed_findings(memory, seen, effect, linked.orders)
    meant = named or [s for s in of_kind if _stays_any(s, linked.orders, findings)]
    if not meant and not linked.orders:
        # "the administrative stay entered on the 4th": nothing else of that day is meant, so the court's own stay is
        days = {ref.dated for ref in effect.refers}
        meant = [s for s in of_kind if s.court == seen.acting and days & s.days]
    if not meant and all(map(is_vague, effect.refers)):
        # "the stay entered heretofore" names no order: the last of its kind is meant, with those of the same order
        meant = [s for s in of_kind if set(map(id, s.acts_on)) == set(map(id, of_kind[-1].acts_on))]
    return meant, linked.why_not or last.why_not


def _stayed_findings(
    memory: Memory, seen: Seen, effect: EffectRead, orders: Sequence[OrderRecord]
) -> list[FindingRecord]:
    return [f for f in findings_meant(memory, seen, effect, orders) if f.stays]


def _stays_any(stay: OrderRecord, orders: Sequence[OrderRecord], findings: Sequence[FindingRecord]) -> bool:
    return any(o in stay.acts_on for o in orders) or any(f in stay.acts_on_findings for f in findings)


def _own_or_latest(memory: Memory, seen: Seen) -> Linked:
    own = [o for o in seen.founded if o.type not in STAY_TYPES]
    return Linked((own[-1],)) if own else latest_relief(memory, seen)

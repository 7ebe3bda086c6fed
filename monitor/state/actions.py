"""Puts accounts and positions together into actions: one for what was done or not done, however many speak of it.

An item says of which act it speaks by what it refers to, its words, its times, whom it names (monitor.state.fit); one
that speaks of several is taken apart first (monitor.state.told). Where nothing says it, the item is put with what was
spoken of last, and that is shown and kept as a doubt. Conduct told of opens an action before anybody takes a position.
Which account is right is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.domain.findings import OrderRef, PositionRead
from monitor.domain.sketch import sketch
from monitor.domain.vocabulary import Effect, FindingKind, OrderType, Placed, ShowCauseAbout, Stance
from monitor.state.choice import Choice, choose, may_be_about
from monitor.state.conduct import day_of, tells_conduct
from monitor.state.link import Linked, followed, is_vague, latest_relief, numbered, orders_meant
from monitor.state.memory import Memory
from monitor.state.parting import Group, as_parted, decided_for
from monitor.state.positions import opens
from monitor.state.records import FindingRecord, OrderRecord, Seen
from monitor.state.records_action import ActionRecord, PositionRecord
from monitor.state.respondents import respondent_of, side_of
from monitor.state.taking import action_of, put, put_finding, waits_for_another
from monitor.state.told import Told, told_of, told_of_finding
from monitor.state.which import apart
from monitor.state.world import matters_of, zone_of

_CLEARING = frozenset({FindingKind.COMPLIANCE, FindingKind.NOT_FOUND})
"""Findings that tell of no act by themselves."""


def place_conduct(memory: Memory, seen: Seen) -> None:
    """Place what an item tells of conduct and every position in it; `seen.actions` then says in which action each is.

    Conduct told of by an item in which nobody takes a position is under the order in force then.
    """
    seen.actions = (None,) * len(seen.fact.reading.positions)
    for order, positions in _by_order(memory, seen):
        for group in as_parted(memory, seen, order, positions):
            _place(memory, seen, order, group)
    if all(p.stance is Stance.NONE for p in seen.fact.reading.positions):
        _place_account(memory, seen)


def place_finding(memory: Memory, finding: FindingRecord, order: OrderRecord) -> None:
    """Put a court's finding into the action it is about; one of an act that nobody spoke of before opens an action."""
    told = told_of_finding(memory, finding.seen, finding.read, finding.handle[1])
    choice = (
        _decided_of(memory, order, told)
        or _beside_its_own_words(memory, order, told)
        or choose(memory, order, told, finding.read.refers)
    )
    if choice.action is None and finding.read.kind in _CLEARING:
        return
    put_finding(memory, order, finding, told, choice)


def _decided_of(memory: Memory, order: OrderRecord, told: Told, decided: ActionRecord | None = None) -> Choice | None:
    """The action of which a person said that the part, or the whole item, is."""
    found = decided or decided_for(memory, order, told.handles)
    return Choice(found, Placed.PERSON) if found is not None else None


def _beside_its_own_words(memory: Memory, order: OrderRecord, told: Told) -> Choice | None:
    """The action in which the rest of the finding's own entry stands, as surely as that stands there."""
    action, own = memory.action_of(order, [told.seen]), told.seen.placing
    if action is None or own is None or apart(told.which, action.outline.which):
        return None
    return Choice(action, own.by, own.strength, could_be=tuple(own.others))


def order_spoken_of(memory: Memory, seen: Seen, order: OrderRecord, refs: Iterable[OrderRef]) -> OrderRecord:
    """The order that a bare "the TRO" means: the last live one, or a later one that has ended but is argued about.

    Conduct under an order is spoken of after its end; an older order that is still live is then not what is meant.
    """
    if not all(map(is_vague, refs)):
        return order
    later = [o for o in memory.orders_of(order.type) if o.place > order.place and o.issued]
    dockets = order.dockets
    alike = [o for o in later if any(map(o.is_in, dockets))]
    argued = [o for o in alike if may_be_about(memory, seen, o)]
    return argued[-1] if argued else order


def _by_order(memory: Memory, seen: Seen) -> list[tuple[OrderRecord, list[PositionRecord]]]:
    groups: dict[int, tuple[OrderRecord, list[PositionRecord]]] = {}
    for index, read in enumerate(seen.fact.reading.positions):
        if read.stance is Stance.NONE or read.matter not in {None, memory.matter.id}:
            continue
        linked = _order_of(memory, seen, read)
        if not linked.orders:
            memory.unresolved.append(f"{seen.fact.item}: {read.actor} on compliance: {linked.why_not}")
            continue
        order = order_spoken_of(memory, seen, linked.orders[-1], read.refers)
        groups.setdefault(id(order), (order, []))[1].append(_position(memory, seen, index))
    return list(groups.values())


def _place_account(memory: Memory, seen: Seen) -> None:
    """Place an item that tells of conduct without a position; what is told of several cases is of none for certain."""
    if not tells_conduct(seen.fact.reading, None) or (seen.entry is None and len(matters_of(seen.fact)) > 1):
        return
    linked = _implied(memory, seen)
    if linked.orders:
        order = order_spoken_of(memory, seen, linked.orders[-1], ())
        if tells_conduct(seen.fact.reading, _begins(memory, order)):
            _place(memory, seen, order, as_parted(memory, seen, order, ())[0])


def _order_of(memory: Memory, seen: Seen, read: PositionRead) -> Linked:
    """The order complained of: that of the action of an entry referred to; else as referred to; else as acted on."""
    if _may_be_of_another_case(seen, read):
        return Linked((), "the item is about several cases")
    for ref in read.refers:
        for item in numbered(memory, seen, ref):
            spoken = [a.order for a in item.actions if a is not None]
            if spoken:
                return Linked((spoken[-1],))
    linked = orders_meant(memory, seen, followed(memory, read.refers), lambda: _implied(memory, seen))
    return _asked_about(memory, seen, read, linked) or linked


def _asked_about(memory: Memory, seen: Seen, read: PositionRead, linked: Linked) -> Linked | None:
    """What answers an entry of a named day that asked for an account: the order that the question was about.

    Such an entry may give an order of its own (to account), or none that could be found by its day.
    """
    days = {ref.dated for ref in read.refers if ref.dated and ref.type is None}
    if seen.entry is None or not days:
        return None
    if linked.orders:
        found = [memory.seen.get(key) for key, _ in linked.orders[-1].handles[:1]]
    else:
        found = [s for s in memory.seen.values() if s.entry is not None and s.docket == seen.docket and s.day in days]
    spoken = [a.order for item in found if item is not None for a in item.actions if a is not None]
    if spoken:
        return Linked((spoken[-1],))
    return _implied(memory, seen) if found and not linked.orders else None


def _may_be_of_another_case(seen: Seen, read: PositionRead) -> bool:
    """Whether nothing says of which of an article's several cases somebody speaks."""
    named = read.matter is not None or any(ref.docket_number is not None for ref in read.refers)
    return seen.entry is None and not named and len(matters_of(seen.fact)) > 1


def _implied(memory: Memory, seen: Seen) -> Linked:
    about = [o for order in seen.founded for o in order.acts_on if o.issued]
    return Linked((about[-1],)) if about else latest_relief(memory, seen)


def _position(memory: Memory, seen: Seen, index: int) -> PositionRecord:
    read = seen.fact.reading.positions[index]
    return PositionRecord(
        handle=(seen.fact.key, index + 1),
        seen=seen,
        read=read,
        side=side_of(read),
        respondent=respondent_of(memory.parties, read),
        said_at=read.said_at or seen.world,
        show_cause=read.stance is Stance.ORDERS_EXPLANATION and _orders_cause_shown(seen),
        sketch=sketch(read.quote.text),
    )


def _orders_cause_shown(seen: Seen) -> bool:
    return any(
        e.effect is Effect.ISSUES and e.type is OrderType.SHOW_CAUSE and e.re is ShowCauseAbout.COMPLIANCE
        for e in seen.fact.reading.effects
    )


def _place(memory: Memory, seen: Seen, order: OrderRecord, group: Group) -> None:
    """Place what an item says, or tells, about an order, act by act: where a person said, else where it fits."""
    order.touch()
    parts = told_of(memory, seen, group.positions, account=(seen.fact.key, 0) in group.handles)
    for told in parts:
        choice = _decided_of(memory, order, told, group.decided if len(parts) == 1 else None)
        choice = choice or _chosen(memory, order, told)
        begins = choice.action is None and _begins_one(memory, told, order)
        if begins or (choice.action is not None and not waits_for_another(memory, told, choice)):
            put(memory, order, told, choice)
        elif told.positions:
            order.loose.append(told)


def _chosen(memory: Memory, order: OrderRecord, told: Told) -> Choice:
    known = (order.sayings.known(position) for position in told.positions)
    refs = [ref for position in told.positions for ref in position.read.refers]
    return choose(memory, order, told, refs, [action_of(one) for one in known if one is not None])


def _begins_one(memory: Memory, told: Told, order: OrderRecord) -> bool:
    tells = bool(told.moments or told.figures) and tells_conduct(told.seen.fact.reading, _begins(memory, order))
    return tells or any(map(opens, told.positions))


def _begins(memory: Memory, order: OrderRecord) -> datetime | None:
    return day_of(order, zone_of(order.court, memory.matter))

"""Puts accounts and positions together into actions: one for what was done or not done, however many speak of it.

An item says of which act it speaks by what it refers to, its words, its times, whom it names (monitor.state.fit); one
that speaks of several is taken apart first (monitor.state.told). Where nothing says it, the item is put with what was
spoken of last, and that is shown and kept as a doubt. Conduct told of opens an action before anybody takes a position.
Which account is right is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from monitor.domain.findings import OrderRef, PositionRead
from monitor.domain.sketch import sketch
from monitor.domain.vocabulary import Effect, FindingKind, OrderType, Placed, ShowCauseAbout, Stance
from monitor.state.account import take_account
from monitor.state.choice import Choice, choose, may_be_about, may_be_about_this_too, note_doubts, placed
from monitor.state.conduct import day_of, tells_conduct
from monitor.state.fit import fit
from monitor.state.link import Linked, followed, is_vague, latest_relief, numbered, orders_meant
from monitor.state.memory import Memory
from monitor.state.parting import Group, as_parted, decided_for, was_joined, was_parted
from monitor.state.positions import opens
from monitor.state.records import ActionRecord, FindingRecord, Handle, OrderRecord, Placing, PositionRecord, Seen
from monitor.state.respondents import respondent_of, side_of
from monitor.state.sayings import same_words
from monitor.state.told import Told, told_of, told_of_finding
from monitor.state.which import apart
from monitor.state.world import matters_of, zone_of

_CLEARING = frozenset({FindingKind.COMPLIANCE, FindingKind.NOT_FOUND})
"""Findings that tell of no act by themselves."""


def place_conduct(memory: Memory, seen: Seen) -> None:
    """Place what an item tells of conduct and every position in it; `seen.actions` then says in which action each is.

    Conduct told of by an item in which nobody takes a position is under the order in force then.
    """
    seen.actions = [None] * len(seen.fact.reading.positions)
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
    action = choice.action or _opened(order)
    finding.action, finding.placing = action, placed(order, told, action, choice)
    action.findings.append(finding)
    take_account(memory, action, told)
    note_doubts(order, told, action, choice)
    if choice.action is None:
        action.handles += told.handles
        action.of_all = True
        _take_in_loose(memory, action, told.handles)
        may_be_about_this_too(order, action)


def _decided_of(memory: Memory, order: OrderRecord, told: Told, decided: ActionRecord | None = None) -> Choice | None:
    """The action of which a person said that the part, or the whole item, is."""
    found = decided or decided_for(memory, order, told.handles)
    return Choice(found, Placed.PERSON) if found is not None else None


def _beside_its_own_words(memory: Memory, order: OrderRecord, told: Told) -> Choice | None:
    """The action in which the rest of the finding's own entry stands, as surely as that stands there."""
    action, own = memory.action_of(order, [told.seen]), told.seen.placing
    if action is None or own is None or apart(told.which, action.outline.which):
        return None
    return Choice(action, own.by, own.strength)


def order_spoken_of(memory: Memory, seen: Seen, order: OrderRecord, refs: Iterable[OrderRef]) -> OrderRecord:
    """The order that a bare "the TRO" means: the last live one, or a later one that has ended but is argued about.

    Conduct under an order is spoken of after its end; an older order that is still live is then not what is meant.
    """
    if not all(map(is_vague, refs)):
        return order
    later = memory.orders[memory.orders.index(order) + 1 :]
    alike = [o for o in later if o.type is order.type and o.issued and o.dockets & order.dockets]
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
    if seen.fact.reading.action is None or (seen.entry is None and len(matters_of(seen.fact)) > 1):
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
    return orders_meant(memory, seen, followed(memory, read.refers), lambda: _implied(memory, seen))


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
        known = {p: order.sayings.known(p) for p in told.positions}
        choice = _decided_of(memory, order, told, group.decided if len(parts) == 1 else None)
        if choice is None:
            refs = [ref for p in told.positions for ref in p.read.refers]
            choice = choose(memory, order, told, refs, [_action_of(one) for one in known.values() if one is not None])
        if choice.action is None and not _begins_one(memory, told, order):
            order.loose += [told] if told.positions else []
            continue
        action = choice.action or _opened(order)
        placing = placed(order, told, action, choice)
        seen.placing = seen.placing or placing
        said = {p.handle: _known(memory, action, p, was) for p, was in known.items()}
        take_account(memory, action, told, repeats=bool(said) and None not in said.values())
        if choice.action is None:
            _take_in_loose(memory, action, told.handles)
        _take_positions(action, placing, said)
        note_doubts(order, told, action, choice)
        if choice.action is None:
            may_be_about_this_too(order, action)


def _begins_one(memory: Memory, told: Told, order: OrderRecord) -> bool:
    tells = bool(told.moments or told.figures) and tells_conduct(told.seen.fact.reading, _begins(memory, order))
    return tells or any(map(opens, told.positions))


def _begins(memory: Memory, order: OrderRecord) -> datetime | None:
    return day_of(order, zone_of(order.court, memory.matter))


def _opened(order: OrderRecord) -> ActionRecord:
    action = ActionRecord(order=order)
    order.actions.append(action)
    return action


def _take_in_loose(memory: Memory, action: ActionRecord, opening: Iterable[Handle]) -> None:
    """Answers given before anybody was seen to ask: they answer what is asked now, if they can be about it."""
    order, begun = action.order, [*action.handles, *opening]
    waiting, order.loose = order.loose, []
    for told in waiting:
        found, joined = fit(told, action), was_joined(memory, told.handles, begun)
        of_another = found.apart or (found.doubt and not found.ties)
        if not joined and (of_another or memory.action_links.parted(told.handles, begun)):
            order.loose.append(told)
            continue
        said = {p.handle: _known(memory, action, p, order.sayings.known(p)) for p in told.positions}
        take_account(memory, action, told, repeats=bool(said) and None not in said.values())
        by = Placed.PERSON if joined else next(iter(found.ties), Placed.ONLY)
        _take_positions(action, placed(order, told, action, Choice(action, by, found.strength)), said)


def _take_positions(action: ActionRecord, placing: Placing, said: Mapping[Handle, PositionRecord | None]) -> None:
    """Put the positions of a part into an action; what was `said` before stays with the words that it repeats."""
    new: list[PositionRecord] = []
    for position in placing.told.positions:
        known = said[position.handle] or next((other for other in new if same_words(position, other)), None)
        if known is None:
            new.append(position)
            position.placing = placing
            action.positions.append(position)
            action.order.sayings.add(position)
        elif known.seen is not position.seen:
            known.variants.append(position.seen.fact.item)
        where = action if known is None else _action_of(known)
        position.seen.actions[position.handle[1] - 1] = where
        where.handles.append(position.handle)


def _known(
    memory: Memory, action: ActionRecord, position: PositionRecord, known: PositionRecord | None
) -> PositionRecord | None:
    """The position whose words this one repeats, unless it, or a person, says that the two are of other actions."""
    where = _action_of(known) if known is not None else action
    if apart(position.which, where.outline.which):
        return None
    decided = decided_for(memory, action.order, [position.handle])
    return None if decided not in {None, where} or was_parted(memory, where, [position.handle]) else known


def _action_of(position: PositionRecord) -> ActionRecord:
    """The action that a position was put into."""
    action = position.seen.actions[position.handle[1] - 1]
    if action is None:
        raise LookupError(f"a position of {position.seen.fact.item} was said to be known and is in no action")
    return action

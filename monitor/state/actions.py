"""Puts accounts and positions together into actions: one for what was done or not done, however many speak of it.

What an item tells joins the open action of its order unless time, figures or respondents say that it is about
something else. All that one item says about one order is about one action. Conduct told of opens an action before
anybody takes a position. Which account is right is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from monitor.domain.findings import OrderRef, PositionRead
from monitor.domain.items import NewsItem, full_text
from monitor.domain.sketch import likeness, sketch
from monitor.domain.vocabulary import Effect, OrderType, ShowCauseAbout, Stance
from monitor.state.called import name_action
from monitor.state.conduct import Span, between, day_of, figures_told, moments_told, one_moment, span, tells_conduct
from monitor.state.figures import of_other_things
from monitor.state.link import Linked, followed, is_vague, latest_relief, numbered, orders_meant
from monitor.state.memory import Memory
from monitor.state.parting import Group, as_parted, handles_of, was_joined, was_parted
from monitor.state.positions import OPENING, opens
from monitor.state.records import ActionRecord, Handle, OrderRecord, PositionRecord, Seen
from monitor.state.respondents import respondent_name, respondent_of, same_name, side_of
from monitor.state.sayings import COPY, said_before
from monitor.state.world import matters_of, zone_of

ONE_ACT = timedelta(days=3)
"""Accounts of one act put it within so long of each other."""
OPEN_FOR = timedelta(days=60)
"""Silence after which an action is not taken up again without being named."""


def place_conduct(memory: Memory, seen: Seen) -> None:
    """Place what an item tells of conduct and every position in it; `seen.actions` then says in which action each is.

    Conduct told of by an item in which nobody takes a position is under the order in force then.
    """
    seen.actions = [None] * len(seen.fact.reading.positions)
    for order, positions in _by_order(memory, seen):
        for group in as_parted(memory, seen, order, positions):
            if group.positions or _tells(memory, seen, order):
                _place(memory, seen, order, group)
    if all(p.stance is Stance.NONE for p in seen.fact.reading.positions):
        _place_account(memory, seen)


def action_about(memory: Memory, seen: Seen, order: OrderRecord, refs: Iterable[OrderRef]) -> ActionRecord | None:
    """The action under an order that an item is about: its own, that of an entry referred to, else the open one."""
    named = [item for ref in refs for item in numbered(memory, seen, ref)]
    return memory.action_of(order, [seen, *named]) or _open(memory, seen, order)


def order_spoken_of(memory: Memory, seen: Seen, order: OrderRecord, refs: Iterable[OrderRef]) -> OrderRecord:
    """The order that a bare "the TRO" means: the last live one, or a later one that has ended but is argued about.

    Conduct under an order is spoken of after its end; an older order that is still live is then not what is meant.
    """
    if not all(map(is_vague, refs)):
        return order
    later = memory.orders[memory.orders.index(order) + 1 :]
    argued = [o for o in later if o.type is order.type and o.issued and _open(memory, seen, o) is not None]
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
        if _tells(memory, seen, order):
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
    )


def _orders_cause_shown(seen: Seen) -> bool:
    return any(
        e.effect is Effect.ISSUES and e.type is OrderType.SHOW_CAUSE and e.re is ShowCauseAbout.COMPLIANCE
        for e in seen.fact.reading.effects
    )


def _place(memory: Memory, seen: Seen, order: OrderRecord, group: Group) -> None:
    """Place what an item says, or tells, about an order: in the action a person decided on, else where it fits."""
    decided, handles, positions = group
    refs = [ref for p in positions for ref in p.read.refers]
    named = [item for ref in refs for item in numbered(memory, seen, ref)]
    action = decided or memory.action_of(order, named)
    if action is None or was_parted(memory, action, handles):
        action = _open(memory, seen, order, handles)
    order.touch()
    if action is None and not (any(opens(p) for p in positions) or _tells(memory, seen, order)):
        order.loose.append((seen, positions))
        return
    opened = action is None
    if action is None:
        action = ActionRecord(order=order)
        order.actions.append(action)
    _take_account(memory, action, seen, group)
    if opened:
        _take_in_loose(memory, action, handles)
    _take_positions(action, seen, positions)


def _tells(memory: Memory, seen: Seen, order: OrderRecord) -> bool:
    return tells_conduct(seen.fact.reading, day_of(order, zone_of(order.court, memory.matter)))


def _open(memory: Memory, seen: Seen, order: OrderRecord, handles: Iterable[Handle] = ()) -> ActionRecord | None:
    """The action spoken of last to which the item can belong, and from which nobody parted these handles of it."""
    fitting = [a for a in order.actions if not _excluded(memory, a, seen) and not was_parted(memory, a, handles)]
    return max(fitting, key=lambda a: a.last_at or seen.world, default=None)


def _take_in_loose(memory: Memory, action: ActionRecord, opening: Iterable[Handle]) -> None:
    """Answers given before anybody was seen to ask: they answer what is asked now, if they can be about it."""
    order, begun = action.order, [*action.handles, *opening]
    waiting, order.loose = order.loose, []
    for seen, positions in waiting:
        handles = handles_of(memory, seen, positions)
        apart = memory.action_links.parted(handles, begun) or _excluded(memory, action, seen)
        if apart and not was_joined(memory, handles, begun):
            order.loose.append((seen, positions))
        else:
            _take_account(memory, action, seen, Group(None, handles, positions))
            _take_positions(action, seen, positions)


def _excluded(memory: Memory, action: ActionRecord, seen: Seen) -> bool:
    """Whether time, figures or respondents say that the item is about something else."""
    reading = seen.fact.reading
    theirs, mine = span(read for read, _ in action.moments), span(moments_told(reading))
    apart = between(mine, theirs)
    if apart is not None and apart > ONE_ACT:
        return True
    if apart is None and action.last_at is not None and abs(seen.world - action.last_at) > OPEN_FOR:
        return True
    if _before_it_happened(action, theirs, seen, mine):
        return True
    if of_other_things(figures_told(reading), (read for read, _ in action.figures)):
        return True
    return _of_others(memory, action, seen)


def _before_it_happened(action: ActionRecord, theirs: Span | None, seen: Seen, mine: Span | None) -> bool:
    """Whether one speaks of the other's act before that act. An answer may tell of what was done since."""
    if mine is None:
        return theirs is not None and seen.world < theirs[0]
    stances = {p.stance for p in seen.fact.reading.positions} - {Stance.NONE}
    answers = bool(stances) and not stances & OPENING
    return theirs is None and not answers and action.last_at is not None and action.last_at < mine[0]


def _of_others(memory: Memory, action: ActionRecord, seen: Seen) -> bool:
    """Whether both name respondents and none is the same; what charges nobody in particular is about all.

    Two that tell of one moment are about one act, whoever speaks.
    """
    named = _respondents(memory, seen)
    if not named or not action.respondents:
        return False
    if any(not _respondents(memory, item) for item in action.begun):
        return False
    if one_moment(moments_told(seen.fact.reading), (read for read, _ in action.moments)):
        return False
    return not any(same_name(mine, theirs) for mine in named for theirs in action.respondents)


def _respondents(memory: Memory, seen: Seen) -> list[str]:
    """Those whose conduct the item is about, by name."""
    reading = seen.fact.reading
    told = [respondent_name(memory.parties, name) for name in (reading.action.respondents if reading.action else ())]
    about = [respondent_of(memory.parties, p) for p in reading.positions if p.stance is not Stance.NONE]
    return list(dict.fromkeys(name for name in (*told, *about) if name is not None))


def _take_account(memory: Memory, action: ActionRecord, seen: Seen, group: Group) -> None:
    """Keep what an item tells of the action, beside other accounts, and whom it names; a copy tells nothing new."""
    reading, positions, account = seen.fact.reading, group.positions, (seen.fact.key, 0)
    moments, figures = moments_told(reading), figures_told(reading)
    if not _is_copy(action, seen) and account in group.handles:
        if moments or figures:
            action.handles.append(account)
            seen.told = action
        if seen.told is action or any(opens(p) for p in positions):
            action.begun.append(seen)
        action.moments += [(m, seen.fact) for m in moments]
        action.figures += [(f, seen.fact) for f in figures]
        zone = zone_of(action.order.court, memory.matter)
        name_action(action, seen.fact.content, reading, day_of(action.order, zone))
    repeats = bool(positions) and all(said_before(action, p) is not None for p in positions)
    for name in () if repeats else _respondents(memory, seen):
        if not any(same_name(name, known) for known in action.respondents):
            action.respondents.append(name)
    action.first_at = min(action.first_at or seen.world, seen.world)
    action.last_at = max(action.last_at or seen.world, seen.world)


def _take_positions(action: ActionRecord, seen: Seen, positions: list[PositionRecord]) -> None:
    for position in positions:
        seen.actions[position.handle[1] - 1] = action
        action.handles.append(position.handle)
        if (said := said_before(action, position)) is not None:
            said.variants += [seen.fact.item] if said.seen is not seen else []
        else:
            action.positions.append(position)


def _is_copy(action: ActionRecord, seen: Seen) -> bool:
    """Note a press report; whether it is a copy of one that the action has."""
    content = seen.fact.content
    if not isinstance(content, NewsItem):
        return False
    mine, origin = sketch(full_text(content)), seen.fact.reading.syndicated_from
    for theirs, items in action.reports:
        if origin in items or likeness(mine, theirs) >= COPY:
            items.add(seen.fact.item)
            return True
    action.reports.append((mine, {seen.fact.item}))
    return False

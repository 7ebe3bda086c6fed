"""Makes the views of a matter from what the fold remembers, at the court's clock. Shows all and chooses nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import is_

import msgspec

from monitor.domain.vocabulary import ActionStatus
from monitor.state.doubts import doubts_of
from monitor.state.lifecycle import NEVER_ISSUED, status_of
from monitor.state.memory import Memory
from monitor.state.names import Names
from monitor.state.notes import notes_on
from monitor.state.records import LapseRecord, OrderRecord, Seen
from monitor.state.show_action import show_action, show_position
from monitor.state.show_deadline import show_dates, show_deadline
from monitor.state.show_history import show_entries, show_finding, show_grounds, show_line, show_obligations
from monitor.state.show_links import show_links, told
from monitor.state.show_withdrawn import gone_words, show_withdrawn
from monitor.state.shower import Shower
from monitor.state.view import NO_COVERAGE, CountsView, CoverageView, LapseView, MatterState, OrderView
from monitor.state.view_matter import MatterView


def show_matter(
    memory: Memory, names: Names, head: int, known: Collection[str] = (), before: MatterState | None = None
) -> MatterState:
    """The state of the matter at log position `head`. Orders stand in the order in which they came into the world.

    `known` are the keys of the items that were folded. The orders are without coverage, which every item changes: the
    view of an order that nothing else changed is the one made before, and where that goes for all of them, so are they
    together (`before` is the state that was made before).
    """
    view = before.matter if before is not None else _matter(memory)
    shower = Shower(names=names, zone=memory.zone, matter=view)
    coverage = CoverageView(
        since=shower.time(memory.first_seen), until=shower.time(memory.last_seen), gaps=tuple(memory.gaps)
    )
    links = show_links(memory, names, known)
    said = tuple(dict.fromkeys(memory.unresolved))
    orders = tuple([o.shown or _kept(shower, o, memory.withdrawn) for o in memory.orders])
    same = before is not None and len(before.orders) == len(orders) and all(map(is_, before.orders, orders))
    if before is not None and same:
        orders, doubts = before.orders, before.doubts
    else:
        doubts = tuple([doubt for order in orders if order.doubts for doubt in order.doubts])
    return MatterState(
        matter=view,
        seq=head,
        orders=orders,
        unresolved=(*said, *gone_words(shower, memory.withdrawn), *filter(None, map(told, links))),
        links=links,
        coverage=coverage,
        deadlines=show_dates(shower, memory.dates),
        findings=tuple([show_finding(shower, f) for f in memory.findings if f.about is None]),
        doubts=doubts,
    )


def _matter(memory: Memory) -> MatterView:
    matter = memory.matter
    return MatterView(court=matter.court, docket_number=matter.docket_number, caption=matter.caption)


def covered(state: MatterState) -> MatterState:
    """The state with the matter's coverage in each of its orders."""
    orders = tuple(msgspec.structs.replace(order, coverage=state.coverage) for order in state.orders)
    return msgspec.structs.replace(state, orders=orders)


def _kept(shower: Shower, order: OrderRecord, withdrawn: Sequence[Seen]) -> OrderView:
    """The order's view, made anew and kept until something about the order changes."""
    shown = order.shown = _order(shower, order, withdrawn)
    return shown


def _order(shower: Shower, order: OrderRecord, withdrawn: Sequence[Seen]) -> OrderView:
    ident, aliases = shower.names.cluster(order.handles)
    actions = tuple(show_action(shower, order, action) for action in order.actions)
    status = status_of(order)
    history = tuple(show_line(shower, done) for done in order.history)
    findings = tuple(show_finding(shower, finding) for finding in order.findings)
    lapses = tuple(_lapse(shower, lapse) for lapse in order.lapses) if status not in NEVER_ISSUED else ()
    grounds = show_grounds(shower, order)
    return OrderView(
        id=ident,
        aliases=aliases,
        matter=shower.matter,
        type=order.type,
        re=order.re,
        acts_on=shower.ident(order.acts_on[0]) if order.acts_on else None,
        acts_on_too=tuple(shower.ident(other) for other in order.acts_on[1:]),
        status=status,
        pronounced_at=shower.time(order.pronounced_at or order.pronounced_on),
        pronounced_about=order.pronounced_about,
        pronounced_date_only=order.pronounced_at is None and order.pronounced_on is not None,
        entered_at=shower.time(order.entered_at),
        entered_date_only=order.entered_date_only,
        noticed_at=None,
        lapses=lapses,
        obligations=show_obligations(shower, order),
        history=history,
        findings=findings,
        counts=CountsView(**{s.value: sum(a.status is s for a in actions) for s in ActionStatus}),
        actions=actions,
        deadlines=tuple(show_deadline(shower, deadline, order) for deadline in order.deadlines),
        coverage=NO_COVERAGE,
        unresolved=tuple(dict.fromkeys(order.unresolved)),
        court=order.court,
        entered_as_filed=order.entered_as_filed,
        positions=tuple(show_position(shower, p) for told in order.loose for p in told.positions),
        withdrawn=show_withdrawn(shower, order, withdrawn),
        grounds=grounds,
        entries=show_entries(shower, order),
        converted_into=tuple(shower.ident(other) for other in order.became),
        acts_on_findings=tuple(shower.ident(finding) for finding in order.acts_on_findings),
        notes=tuple(notes_on(status, grounds, history, lapses, actions, findings)),
        doubts=doubts_of(shower.names, order),
    )


def _lapse(shower: Shower, lapse: LapseRecord) -> LapseView:
    return LapseView(
        reading=lapse.reading,
        on=lapse.on,
        at=shower.time(lapse.at),
        rule=lapse.rule,
        if_applies=lapse.if_applies,
        arrived=lapse.arrived,
        passed=lapse.passed,
        met_by=lapse.met_by.fact.item if lapse.met_by else None,
    )

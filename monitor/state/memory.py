"""The working memory of one matter's fold, and how to find things in it. It derives nothing and shows nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.domain.matters import Matter
from monitor.domain.vocabulary import LinkKind, OrderType
from monitor.state.dates import Dates
from monitor.state.facts import GapFact, LinkFact
from monitor.state.links import Links
from monitor.state.records import FOUND, Done, FindingRecord, Handle, OrderRecord, Seen
from monitor.state.records_action import ActionRecord
from monitor.state.respondents import party_names
from monitor.state.undo import Record
from monitor.state.view_coverage import GapView
from monitor.state.world import local, zone_of


@dataclass(slots=True, eq=False)
class Memory(Record):
    """Everything folded so far, in the order of the fold."""

    matter: Matter
    zone: ZoneInfo
    parties: dict[str, str]
    """Names of parties, case folded, to the name each goes by."""
    orders: list[OrderRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    dates: Dates = field(default_factory=Dates)
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    seen: dict[str, Seen] = field(default_factory=dict)
    awaiting: list[Done] = field(default_factory=list)
    """What appellate opinions did and no mandate has carried out yet."""
    unresolved: list[str] = field(default_factory=list)
    gaps: list[GapView] = field(default_factory=list)
    order_links: Links = field(default_factory=Links)
    action_links: Links = field(default_factory=Links)
    withdrawn: list[Seen] = field(default_factory=list)
    """Items that a source no longer shows."""
    _entries: dict[tuple[str, int], tuple[Seen, ...]] = field(default_factory=dict)
    _looked_for: set[tuple[str, int]] = field(default_factory=set)
    _orders: dict[Handle, OrderRecord] = field(default_factory=dict)
    _of_type: dict[OrderType, list[OrderRecord]] = field(default_factory=dict)

    def saw(self, at: datetime) -> None:
        """Note when a source was seen."""
        if self.first_seen is None or at < self.first_seen:
            self.first_seen = at
        if self.last_seen is None or at > self.last_seen:
            self.last_seen = at

    def missed(self, gap: GapFact) -> None:
        """Note when entries may have come that nobody saw."""
        since, until = local(gap.since, self.zone), local(gap.at, self.zone)
        self.gaps.append(GapView(since=since, until=until, source=gap.source, why=gap.why))

    def remember(self, seen: Seen) -> None:
        """Keep an item, so that later ones can refer to its entry."""
        self.seen[seen.fact.key] = seen
        if seen.fact.withdrawn:
            self.withdrawn.append(seen)
        if seen.entry is not None and seen.entry.entry_number is not None:
            entry = seen.docket, seen.entry.entry_number
            self._entries[entry] = (*self._entries.get(entry, ()), seen)

    def entries(self, docket: str, number: int) -> tuple[Seen, ...]:
        """The items seen of that entry of that docket."""
        self._looked_for.add((docket, number))
        return self._entries.get((docket, number), ())

    def was_looked_for(self, seen: Seen) -> bool:
        """Whether other items are of the item's entry, or looked for it."""
        number = seen.entry.entry_number if seen.entry is not None else None
        if number is None:
            return False
        return (seen.docket, number) in self._entries or (seen.docket, number) in self._looked_for

    def found(self, order: OrderRecord, handle: Handle, seen: Seen) -> None:
        """Keep an order under a handle: a new one, or one that the handle joins."""
        if not order.handles:
            order.place = len(self.orders)
            self.orders.append(order)
            self._of_type.setdefault(order.type, []).append(order)
        order.handles.append(handle)
        self._orders[handle] = order
        if order not in seen.founded:
            seen.founded = (*seen.founded, order)
        order.days.add(seen.day)
        order.touch()

    def order(self, handle: Handle | None) -> OrderRecord | None:
        """The order that has the handle."""
        return self._orders.get(handle) if handle else None

    def orders_of(self, *kinds: OrderType) -> list[OrderRecord]:
        """The orders of these types, in the order in which they came."""
        found = [order for kind in kinds for order in self._of_type.get(kind, ())]
        if len(kinds) > 1:
            found.sort(key=_place)
        return found

    def joined_order(self, handle: Handle) -> OrderRecord | None:
        """The order that a person said this handle is of, where it has been seen."""
        return next((o for h in self.order_links.together(handle) if (o := self.order(h)) is not None), None)

    def action(self, handle: Handle) -> ActionRecord | None:
        """The action that has the handle: of a position's ordinal, 0 for what its item tells, or a finding's."""
        seen, ordinal = self.seen.get(handle[0]), handle[1]
        if seen is None:
            return None
        if ordinal > FOUND:
            return next((f.action for f in seen.findings if f.handle[1] == ordinal - FOUND), None)
        return seen.told if ordinal == 0 else next(iter(seen.actions[ordinal - 1 : ordinal]), None)

    def action_of(self, order: OrderRecord, numbered: Iterable[Seen]) -> ActionRecord | None:
        """The action under this order that one of these items is about: takes a position on, or tells of."""
        about = (action for seen in numbered for action in (*seen.actions, seen.told))
        found = (action for action in about if action is not None and action.order is order)
        return next(found, None)


def memory_of(matter: Matter, links: Iterable[LinkFact] = ()) -> Memory:
    """An empty memory, at the clock of the matter's court, which knows what a person said of handles."""
    said = list(links)
    return Memory(
        matter=matter,
        zone=zone_of(matter.court, matter),
        parties=party_names(matter),
        order_links=Links(f for f in said if f.kind is LinkKind.ORDERS),
        action_links=Links(f for f in said if f.kind is LinkKind.ACTIONS),
    )


def _place(order: OrderRecord) -> int:
    return order.place


def described(kind: OrderType) -> str:
    """The kind of order as a reason names it."""
    return "order" if kind is OrderType.OTHER else kind.value.replace("_", " ")

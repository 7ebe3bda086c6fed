"""A person's decisions about orders and actions: that two are one, or are not. Refuses pairs that can be neither.

Ids may be public ids or aliases: an alias names one entry or position of an order or action, and can be parted from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from monitor.application.review import Outcome, Person
from monitor.domain.decided import ActionsJoined, ActionsParted, Linked, Member, OrdersJoined, OrdersParted
from monitor.domain.vocabulary import LinkKind, LinkStanding
from monitor.errors import InputError, NotFoundError
from monitor.ledger.store import Draft, Ledger
from monitor.state.fold import MatterFold
from monitor.state.view import MatterState, OrderView
from projections import changes, facts_rows, matters
from projections.store import Views

_EVENTS: dict[tuple[LinkKind, bool], type[Linked]] = {
    (LinkKind.ORDERS, True): OrdersJoined,
    (LinkKind.ORDERS, False): OrdersParted,
    (LinkKind.ACTIONS, True): ActionsJoined,
    (LinkKind.ACTIONS, False): ActionsParted,
}


class _Named(msgspec.Struct, frozen=True):
    """What an id names: the handle, and the order that it is of, or that the action is under."""

    kind: LinkKind
    member: Member
    order: OrderView
    whole: str
    """The public id of the order or action."""


class Linking:
    """Joins and parts, over stores that others write too. `catch_up` brings the views to the head of the record."""

    def __init__(
        self, ledger: Ledger, views: Views, catch_up: Callable[[], object], clock: Callable[[], datetime]
    ) -> None:
        self._ledger, self._views, self._catch_up, self._clock = ledger, views, catch_up, clock

    def decide(self, one: str, other: str, who: Person, *, joined: bool) -> Outcome:
        """Record that two orders or actions are one, or are not.

        Raises NotFoundError for an id that names nothing, InputError for a pair that cannot be joined or parted.
        """
        self._catch_up()
        matter, fold = self._matter_of_both(one, other)
        state = fold.state()
        pair = sorted((_named(fold, state, one), _named(fold, state, other)), key=_place)
        _refuse(pair[0], pair[1], joined=joined)
        about = f"{one} and {other}: {'joined' if joined else 'parted'}"
        if _stands(state, pair, who, joined=joined):
            return Outcome(seq=None, about=about)
        now = self._clock()
        event = _EVENTS[pair[0].kind, joined](
            matter_id=matter,
            one=pair[0].member,
            other=pair[1].member,
            by=who.by,
            reason=who.reason,
            decided_at=now,
        )
        entry = self._ledger.append([Draft(event=event)], now)[0]
        self._catch_up()
        if entry is None:
            return Outcome(seq=None, about=about)
        return Outcome(seq=entry.seq, about=about, changes=tuple(changes.made_by(self._views, entry.seq)))

    def _matter_of_both(self, one: str, other: str) -> tuple[str, MatterFold]:
        """The matter in which both ids name something, and its state; of several the first that both know."""
        mine, theirs = self._knowing(one), self._knowing(other)
        for ident, fold in mine.items():
            if ident in theirs:
                return ident, fold
        raise InputError(f"{one} and {other} are of different matters; an order or action is of one")

    def _knowing(self, name: str) -> dict[str, MatterFold]:
        """The matters in which an id names an order, an action, or a position not yet in any action."""
        docket, connection = name.rpartition("/")[0], self._views.connection
        found = {}
        for ident in dict.fromkeys((*facts_rows.matters_of_docket(connection, docket), docket)):
            matter = matters.one(connection, ident)
            if matter is not None:
                fold = MatterFold(matter)
                for fact in facts_rows.of_matter(connection, ident):
                    fold.add(fact)
                if any(name in _ids(order) for order in fold.state().orders):
                    found[ident] = fold
        if not found:
            raise NotFoundError(f"no order or action {name!r} is known; `showcause orders` and `actions` list them")
        return found


def _ids(order: OrderView) -> Iterator[str]:
    yield from (order.id, *order.aliases)
    for action in order.actions:
        yield from (action.id, *action.aliases)
    for position in order.positions:
        yield position.id


def _named(fold: MatterFold, state: MatterState, ident: str) -> _Named:
    kind, (key, ordinal) = fold.handle(ident)
    order = next(order for order in state.orders if ident in _ids(order))
    whole = order.id
    if kind is LinkKind.ACTIONS:
        whole = next((a.id for a in order.actions if ident in (a.id, *a.aliases)), ident)
    return _Named(kind, Member(id=ident, item=key, ordinal=ordinal), order, whole)


def _place(named: _Named) -> tuple[str, int]:
    return named.member.item, named.member.ordinal


def _refuse(one: _Named, other: _Named, *, joined: bool) -> None:
    """Refuse a pair that can be neither one nor two."""
    names = f"{one.member.id} and {other.member.id}"
    if one.kind is not other.kind:
        raise InputError(f"{names}: the one is an order and the other an action")
    if _place(one) == _place(other):
        raise InputError(f"{names} are the same entry or position; its aliases are what can be parted from it")
    if not joined:
        return
    if one.kind is LinkKind.ACTIONS and one.order.id != other.order.id:
        raise InputError(
            f"{names} are under different orders ({one.order.id}, {other.order.id}); an action is under one"
        )
    if one.kind is LinkKind.ORDERS and (_acts_on(one.order, other.order) or _acts_on(other.order, one.order)):
        raise InputError(f"{names}: the one acts on the other (a stay, an order to show cause), so they are two")


def _acts_on(order: OrderView, other: OrderView) -> bool:
    return other.id in {order.acts_on, *order.acts_on_too}


def _stands(state: MatterState, pair: list[_Named], who: Person, *, joined: bool) -> bool:
    """Whether the same person said just that for the same reason, and it is followed."""
    ids = {pair[0].member.id, pair[1].member.id}
    return any(
        (link.by, link.reason, link.joined, link.standing) == (who.by, who.reason, joined, LinkStanding.FOLLOWED)
        and {link.one, link.other} == ids
        for link in state.links
    )

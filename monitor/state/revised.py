"""What is shown otherwise because something is read otherwise: what is new, what is gone, what is one or two now.

A newer reading, a person's decision or a revised item can take away what was told before; that has to be told as well.
Nothing here is news of the world: who tells it says what made the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from monitor.domain.ids import docket_key, key_of
from monitor.state.change import Change, ChangeKind
from monitor.state.changes import diff
from monitor.state.differing import differing
from monitor.state.view import MatterState, OrderView
from monitor.state.view_action import ActionView, PositionView

_APPEARING = frozenset(
    {
        ChangeKind.ORDER_ISSUED,
        ChangeKind.ASKED,
        ChangeKind.ALLEGED,
        ChangeKind.ANSWERED,
        ChangeKind.CONCEDED,
        ChangeKind.CONTESTED,
        ChangeKind.FINDING,
        ChangeKind.DEADLINE_SET,
        ChangeKind.FIGURE_CONFLICT,
    }
)
"""Kinds that say that something is there: what they say of a state does not depend on the one before."""
_SAID = frozenset({ChangeKind.ASKED, ChangeKind.ALLEGED, ChangeKind.ANSWERED, ChangeKind.CONCEDED})


_OF_SEVERAL = frozenset({ChangeKind.CONTESTED, ChangeKind.FIGURE_CONFLICT})
"""Kinds that rest on several items, whichever of them was the last."""


def revisions(before: MatterState, after: MatterState) -> tuple[Change, ...]:
    """Every difference between what was shown and what is shown now, each once: moved is neither gone nor new."""
    before, after = _changed(before, after)
    was, now = _there(before), _there(after)
    fresh = (c for c in diff(before, after) if c.kind not in _APPEARING or c.key not in was)
    missed = (c for key, c in now.items() if key not in was)  # what an order not otherwise changed got from another
    new = (c for c in chain(fresh, missed) if not _was_part(c, before))
    told = {c.key: c for c in chain(_grouped(before, after), _gone(before, after, was, now), new)}
    changed = [_otherwise(was[key], c) for key, c in now.items() if key in was and was[key].after != c.after]
    return tuple(msgspec.structs.replace(c, seq=after.seq) for c in (*told.values(), *changed))


def _changed(before: MatterState, after: MatterState) -> tuple[MatterState, MatterState]:
    """The two without the orders and dates that nothing changed (the same objects in both): one item costs what it
    changes.
    """
    orders, deadlines = differing(before.orders, after.orders), differing(before.deadlines, after.deadlines)
    first, second = (
        msgspec.structs.replace(state, orders=tuple(orders[place]), deadlines=tuple(deadlines[place]))
        for place, state in enumerate((before, after))
    )
    return first, second


def _there(state: MatterState) -> dict[str, Change]:
    return {change.key: change for change in diff(None, state) if change.kind in _APPEARING}


def _gone(before: MatterState, after: MatterState, was: dict[str, Change], now: dict[str, Change]) -> Iterator[Change]:
    orders, actions = set(_names(after.orders)), set(_names(_actions(after)))
    folded = {item for p in _positions(after) for item in p.variants}
    for order in before.orders:
        if not orders & {order.id, *order.aliases}:
            gone = _change(before, ChangeKind.NO_LONGER_READ, order, before=order.status, item=_made_by(order))
            yield msgspec.structs.replace(gone, undoes=key_of(ChangeKind.ORDER_ISSUED, order.id))
    for key, change in was.items():
        kept = key in now or change.kind is ChangeKind.ORDER_ISSUED or (change.kind in _SAID and change.item in folded)
        if kept or (change.kind is ChangeKind.CONTESTED and change.action in actions and _is_moved(change, after)):
            continue
        yield msgspec.structs.replace(
            change,
            key=key_of(ChangeKind.NO_LONGER_READ, key),
            kind=ChangeKind.NO_LONGER_READ,
            before=change.after or change.kind,
            after=None,
            item=None if change.kind in _OF_SEVERAL else change.item,
            undoes=key,
        )


def _was_part(change: Change, before: MatterState) -> bool:
    """Whether what seems new was shown before as a part of another order, or of another action that stood so."""
    if change.kind is ChangeKind.ORDER_ISSUED:
        return any(change.order in order.aliases for order in before.orders)
    return change.kind is ChangeKind.CONTESTED and _is_moved(change, before)


def _is_moved(change: Change, after: MatterState) -> bool:
    """Whether an action that is contested on the one side is, on the other, part of one that is."""
    return any(change.action in (a.id, *a.aliases) and a.status == change.after for a in _actions(after))


def _otherwise(was: Change, now: Change) -> Change:
    key = key_of(ChangeKind.READ_OTHERWISE, now.key, was.after or "", now.after or "")
    return msgspec.structs.replace(now, key=key, kind=ChangeKind.READ_OTHERWISE, before=was.after)


def _grouped(before: MatterState, after: MatterState) -> Iterator[Change]:
    """Orders, then actions, that were two and are one now, or were one and are two."""
    for kind, parts in ((ChangeKind.JOINED, (before, after)), (ChangeKind.PARTED, (after, before))):
        apart, together = parts
        homes = {name: order for order in together.orders for name in (order.id, *order.aliases)}
        each = {order.id for order in apart.orders}
        for order in apart.orders:
            home = homes.get(order.id)
            if home is not None and home.id != order.id and home.id in each:
                shown = home if kind is ChangeKind.JOINED else order
                yield _change(after, kind, shown, before=order.id, after=home.id)
        yield from _grouped_actions(kind, apart, together, after)


def _grouped_actions(
    kind: ChangeKind, apart: MatterState, together: MatterState, after: MatterState
) -> Iterator[Change]:
    orders = {order.id: order for order in after.orders}
    homes = {name: action for action in _actions(together) for name in (action.id, *action.aliases)}
    each = {action.id for action in _actions(apart)}
    for action in _actions(apart):
        home = homes.get(action.id)
        if home is None or home.id == action.id or home.id not in each:
            continue  # the same action under another of its ids
        shown = home if kind is ChangeKind.JOINED else action
        if shown.order in orders:
            yield _change(after, kind, orders[shown.order], action=shown.id, before=action.id, after=home.id)


def _change(
    state: MatterState,
    kind: ChangeKind,
    order: OrderView,
    *,
    action: str | None = None,
    before: str | None = None,
    after: str | None = None,
    item: str | None = None,
) -> Change:
    return Change(
        key=key_of(kind, action or order.id, before or "", after or ""),
        matter=docket_key(state.matter.court, state.matter.docket_number),
        order=order.id,
        action=action,
        kind=kind,
        before=before,
        after=after,
        item=item,
        seq=state.seq,
        said_at=None,
    )


def _made_by(order: OrderView) -> str | None:
    return order.history[0].item if order.history else None


def _actions(state: MatterState) -> list[ActionView]:
    return [action for order in state.orders for action in order.actions]


def _positions(state: MatterState) -> Iterator[PositionView]:
    for order in state.orders:
        yield from chain(order.positions, *(action.positions for action in order.actions))


def _names(found: Iterable[OrderView | ActionView]) -> Iterator[str]:
    for one in found:
        yield from (one.id, *one.aliases)

"""What an entry leaves unclear: which of two orders in force it means, or when it was made. It guesses neither."""

from __future__ import annotations

from datetime import timedelta

from monitor.domain.findings import EffectRead
from monitor.domain.vocabulary import Effect
from monitor.state.link import Linked
from monitor.state.memory import Memory, described
from monitor.state.records import OrderRecord, Seen
from monitor.state.world import dated, plausible

DECISIVE = frozenset(
    {Effect.VACATES, Effect.DISSOLVES, Effect.CONVERTS, Effect.EXPIRES, Effect.EXTENDS, Effect.STAYS, Effect.REINSTATES}
)
"""What changes whether, or how long, an order stands: done to one of two on a bare "the TRO", it would be a guess."""
_AHEAD = timedelta(days=2)
"""A clock or a zone may be off; a year mistyped is more."""


def which_is_open(memory: Memory, seen: Seen, effect: EffectRead, linked: Linked) -> OrderRecord:
    """Say at each order that it may be meant, and do nothing to any; gives the last of them."""
    orders = [*linked.rivals, *linked.orders]
    named = ", ".join(_item(order) for order in orders)
    verb = effect.effect.value.replace("_", " ")
    what = described(linked.orders[-1].type)
    reason = f"{seen.fact.item}: {verb} {what}: {len(orders)} orders are in force that it may mean ({named})"
    for order in orders:
        order.unresolved.append(reason)
        order.touch()
    memory.unresolved.append(reason)
    return linked.orders[-1]


def dated_oddly(seen: Seen) -> str | None:
    """That an entry bears a date that cannot be, or lies after it was seen; None otherwise."""
    content, first = seen.entry, seen.fact.seen_at
    if content is None:
        return None
    given = [at for at in (content.entered_at, content.filed_at) if at is not None]
    if wrong := next((at for at in given if not plausible(at)), None):
        return f"{seen.fact.item}: dated {wrong.date()}, which cannot be"
    if dated(seen.fact, content) - first <= _AHEAD:
        return None
    return f"{seen.fact.item}: dated {seen.day}, after it was first seen on {first:%Y-%m-%d}"


def _item(order: OrderRecord) -> str:
    return order.entries[0].fact.item if order.entries else order.handles[0][0]

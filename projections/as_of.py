"""The same fold as the views, up to a log position, in memory: what was known then. It reads and writes no view."""

from __future__ import annotations

from datetime import datetime

from monitor.domain.events import MatterAmended, MatterWatched
from monitor.domain.matters import Matter
from monitor.errors import NotFoundError
from monitor.ledger.store import Ledger
from monitor.state.facts import Fact
from monitor.state.fold import fold
from monitor.state.view import ActionView, MatterState, OrderView
from projections.facts import facts_of, gaps_of
from projections.items import HeldItems


def states_at(ledger: Ledger, seq: int, world_at: datetime | None = None) -> list[MatterState]:
    """Fold every matter as the log up to `seq` has it, by matter id; with `world_at` only what had happened by then."""
    watched: dict[str, Matter] = {}
    facts: dict[str, list[Fact]] = {}
    items = HeldItems()
    for entry in ledger.entries(upto=seq):
        if isinstance(entry.event, MatterWatched | MatterAmended):
            watched[entry.event.matter.id] = entry.event.matter
        for ident, fact in (*facts_of(entry, items), *gaps_of(entry, watched.values())):
            facts.setdefault(ident, []).append(fact)
    return [fold(watched[ident], facts.get(ident, ()), world_at=world_at) for ident in sorted(watched)]


def orders_at(ledger: Ledger, seq: int) -> list[OrderView]:
    """Every order known at `seq`."""
    return [order for state in states_at(ledger, seq) for order in state.orders]


def order_at(ledger: Ledger, seq: int, handle: str, world_at: datetime | None = None) -> OrderView:
    """The order with this id or alias as known at `seq`; with `world_at`, as it then stood in the world.

    Raises NotFoundError when there was none.
    """
    for state in states_at(ledger, seq, world_at):
        for order in state.orders:
            if handle == order.id or handle in order.aliases:
                return order
    when = f" and had been made by {world_at.isoformat()}" if world_at else ""
    raise NotFoundError(f"no order {handle!r} was known at log position {seq}{when}")


def actions_at(ledger: Ledger, seq: int) -> list[ActionView]:
    """Every action known at `seq`."""
    return [action for order in orders_at(ledger, seq) for action in order.actions]

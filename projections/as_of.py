"""What was known at a log position: the facts of then under the configuration of then, folded. It writes nothing.

The views must have come at least as far as the position that is asked about; bring them up to the log first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from monitor.errors import NotFoundError
from monitor.state.fold import fold
from monitor.state.view import MatterState, OrderView
from monitor.state.view_action import ActionView
from projections import facts_rows, matters
from projections.store import Views


def state_at(views: Views, ident: str, seq: int, world_at: datetime | None = None) -> MatterState | None:
    """One matter as known at `seq`, None where it was not watched yet; with `world_at` only what had happened by then.

    Reads the rows of this matter and no others.
    """
    matter = matters.version(views.connection, ident, seq)
    if matter is None:
        return None
    return fold(matter, facts_rows.of_matter(views.connection, ident, seq), world_at=world_at)


def states_at(views: Views, seq: int, world_at: datetime | None = None) -> Iterator[MatterState]:
    """Every matter known at `seq`, by id, one after another."""
    for ident in matters.known_at(views.connection, seq):
        state = state_at(views, ident, seq, world_at)
        if state is not None:
            yield state


def orders_at(views: Views, seq: int, world_at: datetime | None = None) -> list[OrderView]:
    """Every order known at `seq`; with `world_at`, those that had been made by then, as they then stood."""
    return [order for state in states_at(views, seq, world_at) for order in state.orders]


def order_at(views: Views, seq: int, handle: str, world_at: datetime | None = None) -> OrderView:
    """The order with this id or alias as known at `seq`; with `world_at`, as it then stood in the world.

    The id need not be one that leads anywhere now. Raises NotFoundError when it led nowhere then.
    """
    docket, _, _ = handle.rpartition("/")
    for ident in facts_rows.matters_of_docket(views.connection, docket):
        state = state_at(views, ident, seq, world_at)
        for order in state.orders if state else ():
            if handle == order.id or handle in order.aliases:
                return order
    when = f" and had been made by {world_at.isoformat()}" if world_at else ""
    raise NotFoundError(f"no order {handle!r} was known at log position {seq}{when}")


def actions_at(views: Views, seq: int) -> list[ActionView]:
    """Every action known at `seq`."""
    return [action for order in orders_at(views, seq) for action in order.actions]

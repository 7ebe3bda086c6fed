"""An order's legal status, from one precedence function. It never says whether an order was obeyed or whether it binds.

The table is docs/order-status.md. What applies is gathered from the order's own history and the stays that act on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.domain.vocabulary import Effect, Extent, OrderStatus, OrderType
from monitor.state.records import Done, OrderRecord

PRECEDENCE = (
    OrderStatus.VACATED,
    OrderStatus.DISSOLVED,
    OrderStatus.CONVERTED,
    OrderStatus.LAPSED,
    OrderStatus.STAYED,
    OrderStatus.ADMINISTRATIVELY_STAYED,
    OrderStatus.LAPSE_DISPUTED,
    OrderStatus.VACATED_IN_PART,
    OrderStatus.STAYED_IN_PART,
    OrderStatus.IN_FORCE,
    OrderStatus.PRONOUNCED,
    OrderStatus.DENIED,
    OrderStatus.REQUESTED,
)
"""The first that applies is the status: what ended the whole, what suspends it, then parts, then being in force."""

ENDED = frozenset({OrderStatus.VACATED, OrderStatus.DISSOLVED, OrderStatus.CONVERTED, OrderStatus.LAPSED})
STAYED = frozenset({OrderStatus.STAYED, OrderStatus.ADMINISTRATIVELY_STAYED})
NEVER_ISSUED = frozenset({OrderStatus.REQUESTED, OrderStatus.DENIED})
STAY_TYPES = frozenset({OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL})

_ENDING = {
    Effect.VACATES: OrderStatus.VACATED,
    Effect.DISSOLVES: OrderStatus.DISSOLVED,
    Effect.LIFTS_STAY: OrderStatus.DISSOLVED,  # it acts on the stay
    Effect.CONVERTS: OrderStatus.CONVERTED,
    Effect.EXPIRES: OrderStatus.LAPSED,
}


def status_of(order: OrderRecord) -> OrderStatus:
    """The first status of `PRECEDENCE` that applies to the order."""
    return _status(order, frozenset())


def is_live(order: OrderRecord) -> bool:
    """Whether it was issued and nothing has ended it; a stayed order is live."""
    status = status_of(order)
    return status not in ENDED and status not in NEVER_ISSUED


def _status(order: OrderRecord, above: frozenset[int]) -> OrderStatus:
    if not above and order.known_status is not None:
        return order.known_status
    applying = set(_applying(order, above | {id(order)}))
    status = next(s for s in PRECEDENCE if s in applying)
    if not above:
        order.known_status = status  # below a stay that is being asked about, the answer may leave that stay out
    return status


def _applying(order: OrderRecord, above: frozenset[int]) -> Iterator[OrderStatus]:
    if not order.issued:
        yield OrderStatus.DENIED if order.denied else OrderStatus.REQUESTED
        return
    yield OrderStatus.IN_FORCE if order.entered_at else OrderStatus.PRONOUNCED
    for done in order.history:
        if done.effective_at is not None and done.on is order:
            yield from _ended_by(done)
    for stay in order.stays:
        if id(stay) not in above and _operates(stay, above):  # stays that stay each other: neither is counted twice
            yield _stayed_by(stay)
    yield from _lapsed(order)


def _ended_by(done: Done) -> Iterator[OrderStatus]:
    ending = _ENDING.get(done.effect.effect)
    if ending is None:
        return
    if done.effect.extent is Extent.WHOLE:
        yield ending
    elif ending is not OrderStatus.LAPSED:
        yield OrderStatus.VACATED_IN_PART


def _operates(stay: OrderRecord, above: frozenset[int]) -> bool:
    return _status(stay, above) not in ENDED | NEVER_ISSUED | STAYED


def _stayed_by(stay: OrderRecord) -> OrderStatus:
    if stay.stay_effect is not None and stay.stay_effect.extent is Extent.PART:
        return OrderStatus.STAYED_IN_PART
    if stay.type is OrderType.ADMINISTRATIVE_STAY:
        return OrderStatus.ADMINISTRATIVELY_STAYED
    return OrderStatus.STAYED


def _lapsed(order: OrderRecord) -> Iterator[OrderStatus]:
    """By the clock: every reading arrived, or only some; one that arrived during a stay leaves it open."""
    arrived = [lapse for lapse in order.lapses if lapse.arrived]
    if not arrived:
        return
    certain = len(arrived) == len(order.lapses) and not any(lapse.while_stayed for lapse in arrived)
    yield OrderStatus.LAPSED if certain else OrderStatus.LAPSE_DISPUTED

"""An order's legal status, from one precedence function. It never says whether an order was obeyed or whether it binds.

The table is docs/order-status.md. What applies is gathered from the order's own history, the stays that act on it and
the lapses that have come; each ground names the line, the stay or the lapse that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from monitor.domain.vocabulary import Effect, Extent, LapseReading, OrderStatus, OrderType
from monitor.state.records import Done, LapseRecord, OrderRecord

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

_RANK = {status: rank for rank, status in enumerate(PRECEDENCE)}
_ENDING = {
    Effect.VACATES: OrderStatus.VACATED,
    Effect.DISSOLVES: OrderStatus.DISSOLVED,
    Effect.LIFTS_STAY: OrderStatus.DISSOLVED,  # it acts on the stay
    Effect.CONVERTS: OrderStatus.CONVERTED,
    Effect.EXPIRES: OrderStatus.LAPSED,
}
_BEGINNING = frozenset({Effect.ISSUES, Effect.STAYS})
_PARTLY = frozenset({OrderStatus.VACATED_IN_PART, OrderStatus.STAYED_IN_PART})


class Ground(NamedTuple):
    """A status that applies, and what it rests on: a line of the history, a stay, or a lapse."""

    status: OrderStatus
    done: Done | None = None
    stay: OrderRecord | None = None
    lapse: LapseRecord | None = None


def status_of(order: OrderRecord) -> OrderStatus:
    """The first status of `PRECEDENCE` that applies to the order."""
    return _status(order, frozenset())


def grounds_of(order: OrderRecord) -> list[Ground]:
    """Every ground that applies, in the order of `PRECEDENCE`: the first is the status, the others it comes before."""
    return sorted(_grounds(order, frozenset({id(order)})), key=lambda ground: _RANK[ground.status])


def is_live(order: OrderRecord) -> bool:
    """Whether it was issued and nothing has ended it; a stayed order is live."""
    status = status_of(order)
    return status not in ENDED and status not in NEVER_ISSUED


def operates(stay: OrderRecord) -> bool:
    """Whether a stay suspends what it stays: it is live and not itself stayed."""
    return _operates(stay, frozenset())


def stays_part(stay: OrderRecord) -> bool:
    """Whether a stay suspends only a part: it was given so, or is itself lifted or stayed in part."""
    return _stays_part(stay, frozenset())


def endings(order: OrderRecord) -> list[Done]:
    """The lines in effect that ended the order, or a part of it; what vacated its refusal ended no order."""
    of_refusals = {id(d.undone_by) for d in order.history if d.undone_by and d.effect.effect is Effect.DENIES_RELIEF}
    done = [d for d in order.history if d.on is order and d.in_effect and d.effect.effect in _ENDING]
    return [d for d in done if id(d) not in of_refusals]


def _status(order: OrderRecord, above: frozenset[int]) -> OrderStatus:
    if not above and order.known_status is not None:
        return order.known_status
    grounds = _grounds(order, above | {id(order)})
    status = min((ground.status for ground in grounds), key=_RANK.__getitem__)
    if not above:
        order.known_status = status  # below a stay that is being asked about, the answer may leave that stay out
    return status


def _grounds(order: OrderRecord, above: frozenset[int]) -> Iterator[Ground]:
    if not order.issued:
        if order.denied:
            yield Ground(OrderStatus.DENIED, _line(order, Effect.DENIES_RELIEF))
        else:  # asked for by a motion, or open again because its refusal was taken back
            taken_back = next((d.undone_by for d in order.history if d.undone_by), None)
            yield Ground(OrderStatus.REQUESTED, taken_back or _line(order, Effect.REQUESTS))
        return
    yield Ground(OrderStatus.IN_FORCE if order.entered_at else OrderStatus.PRONOUNCED, _line(order, *_BEGINNING))
    for done in endings(order):
        yield from _ended_by(done)
    for stay in order.stays:
        if id(stay) not in above and _operates(stay, above):  # stays that stay each other: neither is counted twice
            yield Ground(_stayed_by(stay, above), stay=stay)
    yield from _lapsed(order)


def _line(order: OrderRecord, *effects: Effect) -> Done | None:
    return next((d for d in reversed(order.history) if d.effect.effect in effects and d.undone_by is None), None)


def _ended_by(done: Done) -> Iterator[Ground]:
    ending = _ENDING[done.effect.effect]
    if done.effect.extent is Extent.WHOLE:
        yield Ground(ending, done)
    elif ending is not OrderStatus.LAPSED:
        yield Ground(OrderStatus.VACATED_IN_PART, done)


def _operates(stay: OrderRecord, above: frozenset[int]) -> bool:
    return _status(stay, above) not in ENDED | NEVER_ISSUED | STAYED


def _stays_part(stay: OrderRecord, above: frozenset[int]) -> bool:
    given = stay.stay_effect is not None and stay.stay_effect.extent is Extent.PART
    return given or _status(stay, above) in _PARTLY


def _stayed_by(stay: OrderRecord, above: frozenset[int]) -> OrderStatus:
    if _stays_part(stay, above):
        return OrderStatus.STAYED_IN_PART
    if stay.type is OrderType.ADMINISTRATIVE_STAY:
        return OrderStatus.ADMINISTRATIVELY_STAYED
    return OrderStatus.STAYED


def _lapsed(order: OrderRecord) -> Iterator[Ground]:
    """Every reading of the time arrived, or a condition that ends it was met; only some, or during a stay: disputed."""
    arrived = [lapse for lapse in order.lapses if lapse.arrived]
    timed = [lapse for lapse in order.lapses if lapse.reading is not LapseReading.CONDITION]
    met = any(lapse.reading is LapseReading.CONDITION and not lapse.if_applies for lapse in arrived)
    over = bool(timed) and all(lapse.arrived and not lapse.while_stayed for lapse in timed)
    for lapse in arrived:
        yield Ground(OrderStatus.LAPSED if met or over else OrderStatus.LAPSE_DISPUTED, lapse=lapse)

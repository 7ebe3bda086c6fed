"""Whether an order was stayed at a moment, from the stays that act on it. Whether time ran meanwhile is not said."""

from __future__ import annotations

from datetime import datetime

from monitor.domain.courts import COURTS
from monitor.domain.vocabulary import Effect, Extent
from monitor.state.lapses import arrives_at
from monitor.state.records import OrderRecord

_ENDING = frozenset({Effect.VACATES, Effect.DISSOLVES, Effect.LIFTS_STAY, Effect.EXPIRES, Effect.CONVERTS})


def stayed_at(order: OrderRecord, moment: datetime, above: frozenset[int] = frozenset()) -> bool:
    """Whether a stay of the whole order operated at the moment; one that was itself stayed then did not."""
    above |= {id(order)}
    return any(_operated(stay, moment, above) for stay in order.stays if id(stay) not in above)


def _operated(stay: OrderRecord, moment: datetime, above: frozenset[int]) -> bool:
    if stay.stay_effect is not None and stay.stay_effect.extent is Extent.PART:
        return False
    begun = stay.spoken or stay.entered_at
    if not stay.issued or (begun is not None and begun > moment):
        return False
    ended = ended_at(stay)
    return (ended is None or moment < ended) and not stayed_at(stay, moment, above)


def ended_at(order: OrderRecord) -> datetime | None:
    """When the whole order ended: by what a court did, or when every reading of its lapse had arrived."""
    acts = (d for d in order.history if d.on is order and d.effect.extent is Extent.WHOLE)
    ends = [d.effective_at for d in acts if d.effect.effect in _ENDING and d.effective_at is not None]
    court = COURTS.get(order.court)
    if court is not None and order.lapses and all(lapse.arrived for lapse in order.lapses):
        ends.append(max(arrives_at(lapse.on, lapse.at, court) for lapse in order.lapses))
    return min(ends, default=None)

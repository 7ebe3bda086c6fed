"""What the clock will have to say of a matter. It reads no clock itself, and an arrival concludes nothing by itself."""

from __future__ import annotations

from datetime import datetime

from monitor.deadlines.periods import no_filing_may_be_said
from monitor.domain.courts import COURTS, Court
from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, LapseReading
from monitor.state.lapses import arrives_at
from monitor.state.lifecycle import ENDED, NEVER_ISSUED
from monitor.state.view import DeadlineView, MatterState


def due_lapses(state: MatterState) -> list[tuple[str, LapseReading, datetime]]:
    """Each lapse that has not arrived, of orders that nothing has ended: order id, reading, instant.

    A lapse counted in days arrives at the end of that day at the clock of the court that issued the order.
    """
    return [
        (order.id, lapse.reading, arrives_at(lapse.on, lapse.at, court))
        for order in state.orders
        if order.status not in ENDED | NEVER_ISSUED and (court := COURTS.get(order.court)) is not None
        for lapse in order.lapses
        if not lapse.arrived
    ]


def due_deadlines(state: MatterState) -> list[tuple[str, str, datetime]]:
    """Each filing that is pending, from when "we saw no filing" may be said: deadline id, docket, instant.

    That is the end of the first court day after its last reading is over: an entry may be made late. Hearings and
    performances leave no trace whose absence could be seen, and are not given.
    """
    deadlines = [d for order in state.orders for d in order.deadlines] + list(state.deadlines)
    watched = ((d, COURTS.get(d.docket.partition("/")[0])) for d in deadlines if _is_watched(d))
    late = ((d, _late(d, court, state)) for d, court in watched if court is not None)
    return [(d.id, d.docket, at) for d, at in late if at is not None]


def _is_watched(deadline: DeadlineView) -> bool:
    return deadline.kind is DeadlineKind.FILING and deadline.status is DeadlineStatus.PENDING


def _late(deadline: DeadlineView, court: Court, state: MatterState) -> datetime | None:
    ends = (arrives_at(reading.on, reading.at, court) for reading in deadline.readings)
    below = COURTS.get(state.matter.court) if court.level == "appellate" else None
    return no_filing_may_be_said(max([deadline.due_at, *ends]), court, below)

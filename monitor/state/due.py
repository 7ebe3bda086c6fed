"""What the clock will have to say of a matter. It reads no clock itself, and an arrival concludes nothing by itself."""

from __future__ import annotations

from datetime import datetime

from monitor.deadlines.court_days import rule_6a5_next_day
from monitor.deadlines.rule_6 import rule_6a4_day_ends
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


def due_deadlines(state: MatterState) -> list[tuple[str, datetime]]:
    """Each filing that is pending, with the instant from which "we saw no filing" may be said: deadline id, instant.

    That is the end of the first court day after the date: an entry may be made late. Hearings and performances leave no
    trace whose absence could be seen, and are not given.
    """
    court = COURTS.get(state.matter.court.lower())
    deadlines = [d for order in state.orders for d in order.deadlines] + list(state.deadlines)
    return [(d.id, _late(d, court)) for d in deadlines if court is not None and _is_watched(d)]


def _is_watched(deadline: DeadlineView) -> bool:
    return deadline.kind is DeadlineKind.FILING and deadline.status is DeadlineStatus.PENDING


def _late(deadline: DeadlineView, court: Court) -> datetime:
    return rule_6a4_day_ends(rule_6a5_next_day(deadline.due_at.astimezone(court.zone).date(), court), court)

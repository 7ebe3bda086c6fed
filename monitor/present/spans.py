"""From an order's history to the spans of its status bar: what it was, from when to when. Decides no status itself.

The last span always carries the status of the view (monitor.state.lifecycle); the earlier ones follow the effects as
they were recorded. What has no time is not drawn here; the history table has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, tzinfo

import msgspec

from monitor.domain.vocabulary import Effect, Extent, Mode, OrderStatus
from monitor.present.times import at
from monitor.present.words import one_line
from monitor.state.view import LapseView, OrderView
from monitor.state.view_action import HistoryView

ENDED = frozenset(
    {OrderStatus.DENIED, OrderStatus.LAPSED, OrderStatus.VACATED, OrderStatus.DISSOLVED, OrderStatus.CONVERTED}
)
PARTLY = frozenset({OrderStatus.STAYED_IN_PART, OrderStatus.VACATED_IN_PART})
_WHOLE = {
    Effect.REQUESTS: OrderStatus.REQUESTED,
    Effect.ISSUES: OrderStatus.IN_FORCE,
    Effect.STAYS: OrderStatus.STAYED,
    Effect.LIFTS_STAY: OrderStatus.IN_FORCE,
    Effect.VACATES: OrderStatus.VACATED,
    Effect.DISSOLVES: OrderStatus.DISSOLVED,
    Effect.EXPIRES: OrderStatus.LAPSED,
    Effect.DENIES_RELIEF: OrderStatus.DENIED,
    Effect.CONVERTS: OrderStatus.CONVERTED,
}
_PART = {Effect.STAYS: OrderStatus.STAYED_IN_PART, Effect.VACATES: OrderStatus.VACATED_IN_PART}


class Span(msgspec.Struct, frozen=True):
    """A status from `start` to `end`; the last span of an order that has ended is its end, and has no length."""

    status: OrderStatus
    start: datetime
    end: datetime


def _status_after(entry: HistoryView, *, issued: bool) -> OrderStatus | None:
    if entry.effect is Effect.DENIES_RELIEF and issued:
        return None  # a motion about the order was denied; the order was not
    if entry.effect is Effect.ISSUES and entry.mode is Mode.ORAL:
        return OrderStatus.PRONOUNCED
    if entry.extent is Extent.PART and entry.effect in _PART:
        return _PART[entry.effect]
    return _WHOLE.get(entry.effect)


def lapse_moment(lapse: LapseView, zone: tzinfo) -> datetime:
    """When a lapse is drawn: its hour, or the start of its day where only the day is known."""
    return lapse.at or datetime.combine(lapse.on, time(0), tzinfo=zone)


def acts_on_finding(order: OrderView, entry: HistoryView) -> bool:
    """Whether what was done was done to a finding about the order, which leaves the order's status alone."""
    return any(entry.acts_on == finding.id for finding in order.findings)


def line_marks(entry: HistoryView) -> tuple[str, ...]:
    """What a reader must know of a line of the history: that it was taken back, is a copy, changed nothing."""
    marks = [f"taken back by {one_line(entry.undone_by)}"] if entry.undone_by else []
    marks += [f"the same as {one_line(entry.copy_of)}"] if entry.copy_of else []
    marks += ["seen by then"] if entry.by_then else []
    return (*marks, "changed nothing, see below") if entry.unresolved else tuple(marks)


def _of_another(order: OrderView, entry: HistoryView, status: OrderStatus | None) -> OrderStatus | None:
    """The end of a stay, or of a judgment above, ends nothing here: the order operates again."""
    own = entry.acts_on in {None, order.id, *order.aliases}
    return OrderStatus.IN_FORCE if status in ENDED and not own else status


def _taken_back(order: OrderView, entry: HistoryView) -> Iterator[datetime]:
    """When what had ended the order was taken back."""
    if entry.undone_by and entry.effect in {Effect.VACATES, Effect.DISSOLVES, Effect.CONVERTS}:
        yield from (h.effective_at for h in order.history if h.item == entry.undone_by and h.effective_at)


def _turns(order: OrderView, zone: tzinfo) -> list[tuple[datetime, OrderStatus]]:
    issued = [e.effective_at for e in order.history if e.effective_at and e.effect is Effect.ISSUES]
    turns = []
    for entry in order.history:
        if entry.unresolved or acts_on_finding(order, entry):
            continue
        if moment := entry.effective_at:
            status = _status_after(entry, issued=any(first <= moment for first in issued))
            status = _of_another(order, entry, status)
            turns += [(at(moment, zone), status)] if status else []
            turns += [(at(back, zone), OrderStatus.IN_FORCE) for back in _taken_back(order, entry)]
    told = {status for _, status in turns}
    if order.pronounced_at and OrderStatus.PRONOUNCED not in told:
        turns.append((at(order.pronounced_at, zone), OrderStatus.PRONOUNCED))
    if order.entered_at and OrderStatus.IN_FORCE not in told:
        turns.append((at(order.entered_at, zone), OrderStatus.IN_FORCE))
    arrived = [lapse_moment(lapse, zone) for lapse in order.lapses if lapse.arrived]
    if arrived and order.status in {OrderStatus.LAPSED, OrderStatus.LAPSE_DISPUTED}:
        moment = max(arrived) if order.status is OrderStatus.LAPSED else min(arrived)
        turns.append((moment, order.status))
    return sorted(turns, key=lambda turn: turn[0])


def spans(order: OrderView, *, as_of: datetime, zone: tzinfo) -> list[Span]:
    """The spans of the order's status up to `as_of`, in time, equal neighbours joined; empty where no time is known."""
    turns = _turns(order, zone)
    joined: list[tuple[datetime, OrderStatus]] = []
    for moment, status in turns:
        if not joined or joined[-1][1] is not status:
            joined.append((moment, status))
    if not joined:
        return []
    if joined[-1][1] is not order.status:
        joined[-1] = (joined[-1][0], order.status)
    ends = [moment for moment, _ in joined[1:]]
    last = joined[-1]
    ends.append(last[0] if last[1] in ENDED else max(last[0], at(as_of, zone)))
    return [Span(status, start, end) for (start, status), end in zip(joined, ends, strict=True)]

"""Makes the view of something due: every reading of when, and what became of it. Never says that a date was missed."""

from __future__ import annotations

from monitor.deadlines.periods import Due
from monitor.domain.vocabulary import DeadlineStatus, OrderStatus
from monitor.state.dates import Dates
from monitor.state.lifecycle import STAYED, status_of
from monitor.state.records import DeadlineRecord, OrderRecord
from monitor.state.shower import Shower
from monitor.state.suspended import ended_at, stayed_at
from monitor.state.view import DeadlineView, DueView

_GONE = frozenset({OrderStatus.VACATED, OrderStatus.DISSOLVED, OrderStatus.DENIED})
_RUNS = frozenset({DeadlineStatus.PENDING, DeadlineStatus.NO_FILING_OBSERVED})
PASSED_WHILE_STAYED = "the date passed while the order was stayed, and no other date was seen since"


def show_deadline(shower: Shower, deadline: DeadlineRecord, order: OrderRecord | None) -> DeadlineView:
    """The view of something due; `order` is the order whose stay or end it follows, None for a date of the case."""
    status = _status(deadline, order)
    return DeadlineView(
        id=shower.names.public(deadline.handle, "d"),
        kind=deadline.kind,
        what=deadline.what,
        due_at=shower.time(deadline.due_at) or deadline.due_at,
        date_only=deadline.date_only,
        status=status,
        set_by=deadline.seen.fact.item,
        met_by=deadline.met_by,
        readings=tuple(_reading(shower, due) for due in deadline.readings),
        of=deadline.of,
        docket=deadline.seen.docket,
        note=_note(status, order),
    )


def show_dates(shower: Shower, dates: Dates) -> tuple[DeadlineView, ...]:
    """The views of the dates of the case that belong to no order; of one that nothing changed, the same as before."""
    if dates.shown is None:
        dates.shown = tuple([deadline.shown or _kept(shower, deadline) for deadline in dates.of_no_order])
    return dates.shown


def _kept(shower: Shower, deadline: DeadlineRecord) -> DeadlineView:
    shown = deadline.shown = show_deadline(shower, deadline, None)
    return shown


def _reading(shower: Shower, due: Due) -> DueView:
    at = shower.time(due.at)
    return DueView(reading=due.reading, on=due.on, at=at, rule=due.rule, if_applies=due.if_applies)


def _status(deadline: DeadlineRecord, order: OrderRecord | None) -> DeadlineStatus:
    """A running date stops with its order: suspended by a stay that operates on the date, cancelled once that is gone.

    A stay that is lifted before the date leaves it as it was. A date that fell into a stay stays suspended after it:
    whether it revives is for the court to say. One that had come before its order was stayed or ended is neither.
    """
    if deadline.status not in _RUNS or order is None:
        return deadline.status
    if status_of(order) in _GONE:
        ended = ended_at(order)
        return DeadlineStatus.CANCELLED if ended is None or deadline.due_at > ended else deadline.status
    return DeadlineStatus.SUSPENDED if stayed_at(order, deadline.due_at) else deadline.status


def _note(status: DeadlineStatus, order: OrderRecord | None) -> str | None:
    lifted = order is not None and status_of(order) not in STAYED
    return PASSED_WHILE_STAYED if status is DeadlineStatus.SUSPENDED and lifted else None

"""What an item tells of conduct, as against what a court did: its moments and figures. It weighs no account of them.

Labels are the reader's free text. A moment labelled as an event in court (a ruling, a hearing) is no conduct, and a
number of days counts nothing that was done.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from monitor.domain.findings import FigureRead, MomentRead, Reading
from monitor.state.records import OrderRecord
from monitor.state.world import local

_IN_COURT = re.compile(
    r"\b(?:rul(?:ing|ings|ed)|order(?:s|ed)?|hearings?|judge?ments?|opinions?|decrees?|injunctions?|TROs?|motions?"
    r"|appeals?|mandates?|arguments?|docket\w*|fil(?:ed|ings?)|deadlines?|court|bench|verdicts?|conferences?)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|percent)\b", re.IGNORECASE)


def moments_told(reading: Reading) -> tuple[MomentRead, ...]:
    """The moments of conduct that a reading has, without events in court."""
    told = reading.action.moments if reading.action else ()
    return tuple(m for m in told if not _IN_COURT.search(m.label))


def figures_told(reading: Reading) -> tuple[FigureRead, ...]:
    """The figures of a reading that count something, which spans of time do not."""
    told = reading.action.figures if reading.action else ()
    return tuple(f for f in told if not _TIME.search(f.label))


def tells_conduct(reading: Reading, begins: datetime | None) -> bool:
    """Whether an item tells of conduct under an order given on the day that `begins`, even if nobody takes a position.

    An act that was over before that day is none. An item that has moments, all of them in court, is about the order,
    and its figures with it.
    """
    if reading.action is None:
        return False
    if reading.action.moments:
        return any(reaches(m, begins) for m in moments_told(reading))
    return any(f.value is not None for f in figures_told(reading))


def reaches(moment: MomentRead, begins: datetime | None) -> bool:
    """Whether the moment may lie on or after the day that `begins`; one without any bound is no moment."""
    at = moment.until or moment.since
    return at is not None and (begins is None or at >= begins)


def day_of(order: OrderRecord, zone: ZoneInfo) -> datetime | None:
    """The first instant of the day on which the order was given, or entered; None where no time of it is known."""
    given = min((at for at in (order.pronounced_at, order.entered_at) if at is not None), default=None)
    return datetime.combine(local(given, zone).date(), time.min, zone) if given else None

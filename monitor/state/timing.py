"""Moments of an action against the readings of when its order took effect. All are shown; it never says which counts.

`before` and `after` are said only of what cannot be otherwise: "about" leaves a margin, a day without an hour is
that whole day, and two things of the same minute are `unknown`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from monitor.domain.findings import MomentRead
from monitor.domain.vocabulary import Relation, TimeReading
from monitor.state.records import OrderRecord

ABOUT = timedelta(minutes=15)
"""How far from an hour "about" that hour may be."""
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class Effective(NamedTuple):
    """One reading of when an order took effect: at some instant from `earliest`, before `latest`."""

    reading: TimeReading
    earliest: datetime
    latest: datetime


def effective_times(order: OrderRecord) -> list[Effective]:
    """The readings that the order has. Where its obligations have several times, `due` is from the first to the last:
    what is before or after is so for all of them.
    """
    found = []
    if order.pronounced_at is not None:
        margin = ABOUT if order.pronounced_about else timedelta(0)
        found.append(_at(TimeReading.PRONOUNCED, order.pronounced_at, margin))
    elif order.pronounced_on is not None:
        found.append(Effective(TimeReading.PRONOUNCED, order.pronounced_on, order.pronounced_on + _DAY))
    if order.entered_at is not None:
        if order.entered_date_only:
            found.append(Effective(TimeReading.ENTERED, order.entered_at, order.entered_at + _DAY))
        else:
            found.append(_at(TimeReading.ENTERED, order.entered_at, timedelta(0)))
    due = sorted(read.due_at for _, read, _ in order.obligations if read.due_at is not None)
    if due:
        found.append(Effective(TimeReading.DUE, due[0], due[-1] + _MINUTE))
    return found


def relation(moment: MomentRead, to: Effective) -> Relation:
    """Whether the moment lies before or after, or an interval runs across; unknown where its bounds leave that open.

    Equal bounds are that minute; a single bound ("before 7:25 PM") says nothing of the other side. A day without an
    hour is some time of that day, which does not run across anything.
    """
    margin = ABOUT if moment.about else timedelta(0)
    since, until = moment.since, moment.until
    if since is not None and since == until:
        return _of_minute(since - margin, until + margin + _MINUTE, to)
    if until is not None and until + margin <= to.earliest:
        return Relation.BEFORE
    if since is not None and since - margin >= _closed(to):
        return Relation.AFTER
    if since is None or until is None:
        return Relation.UNKNOWN
    across = since + margin < to.earliest and until - margin >= to.latest
    return Relation.STRADDLES if across and not _is_day(since, until) else Relation.UNKNOWN


def _is_day(since: datetime, until: datetime) -> bool:
    return since.time() == time.min and _DAY - _MINUTE <= until - since <= _DAY


def _of_minute(earliest: datetime, latest: datetime, to: Effective) -> Relation:
    if latest <= to.earliest:
        return Relation.BEFORE
    return Relation.AFTER if earliest >= to.latest else Relation.UNKNOWN


def _closed(to: Effective) -> datetime:
    """The first instant that is surely not before: "after 7:25" is after an entry of 7:25."""
    exact = to.latest - to.earliest == _MINUTE
    return to.earliest if exact else to.latest


def _at(reading: TimeReading, at: datetime, margin: timedelta) -> Effective:
    return Effective(reading, at - margin, at + margin + _MINUTE)

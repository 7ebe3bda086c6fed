"""What can be measured of a source from its polls: how far back it reaches, how much it shows, since when nothing new.

It measures what polls showed and judges nothing: what is too little, too old or too short is feeds.pace's and
monitor.application.signals's to say. All of it is poll memory: losing it costs a new measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

import msgspec

from feeds.model import NO_WISHES, Wishes
from feeds.seen import Seen
from feeds.times import moment
from monitor.errors import InputError

DAYS = 8
"""For so many days the shortest window of each is kept: a week has its busy hours and its empty ones."""
_ENDS = 5
"""Items at either end of a poll whose dates are read: feeds are in order but for a few."""
_QUICK = timedelta(hours=1)
_ENOUGH = 20
"""Items below which no count says anything."""


class Collapse(msgspec.Struct, frozen=True):
    """From one poll to the next the number of items fell to less than half, though hardly any had grown old."""

    at: datetime
    before: int
    after: int


class Day(msgspec.Struct, frozen=True):
    """One day (ISO date, UTC): the shortest that an item was seen to stay, and the most items that a poll showed."""

    date: str
    shortest: timedelta | None
    most: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a source by its latest good poll, at `at`.

    `window` is how far back that reached; `days` what the last days showed, the latest last. `newest` is the date of
    the newest item ever shown, `items` how many the last poll showed. `collapse` stands until the count is
    back at half of what it was, or a day has gone by. `wishes` are what the channel asked for last.
    """

    at: datetime | None = None
    items: int = 0
    window: timedelta | None = None
    days: tuple[Day, ...] = ()
    newest: datetime | None = None
    collapse: Collapse | None = None
    wishes: Wishes = NO_WISHES

    @property
    def shortest(self) -> timedelta | None:
        """The shortest that an item was seen to stay in the last days; None where none was seen to leave."""
        return min((day.shortest for day in self.days if day.shortest is not None), default=None)

    @property
    def most(self) -> int:
        """The most items that one poll of the last days showed."""
        return max((day.most for day in self.days), default=0)


def measured(
    before: Measured, previous: Sequence[Seen], shown: Sequence[Seen], at: datetime, wishes: Wishes = NO_WISHES
) -> Measured:
    """What is known after one more good poll; `previous` and `shown` are the last window and this one, newest first.

    Neither holds what had vanished from amid it.
    """
    dates = [d for d in map(_date, (*shown[:_ENDS], *shown[-_ENDS:])) if d is not None and d <= at]
    window = at - min(dates) if dates else None
    known = [d for d in (before.newest, max(dates, default=None)) if d is not None]
    return Measured(
        at=at,
        items=len(shown),
        window=window,
        days=_days(before.days, at.date().isoformat(), _stayed(before, previous, shown, window), len(shown)),
        newest=max(known, default=None),
        collapse=_collapse(before, len(shown), at),
        wishes=wishes,
    )


def unchanged(before: Measured, at: datetime, wishes: Wishes | None = None) -> Measured:
    """What is known after a poll that showed the same as the last: its window has grown by the time between.

    `wishes` are None where nothing came (304).
    """
    grown = before.window + (at - before.at) if before.window is not None and before.at is not None else None
    return msgspec.structs.replace(
        before,
        at=at,
        window=grown,
        days=_days(before.days, at.date().isoformat(), None, before.items),
        collapse=_collapse(before, before.items, at),
        wishes=before.wishes if wishes is None else wishes,
    )


def _stayed(
    before: Measured, previous: Sequence[Seen], shown: Sequence[Seen], window: timedelta | None
) -> timedelta | None:
    """How long an item stays, where this poll tells: from what has fallen off the old end since the last one.

    Where all of it has, or nothing is known yet, a full feed's own reach stands in for that; a small one has none.
    """
    kept = {seen.identity for seen in shown}
    fallen = list(takewhile(lambda seen: seen.identity not in kept, reversed(previous)))
    if not previous or len(fallen) == len(previous):
        return window if len(shown) >= _ENOUGH else None
    dates = [date for date in map(_date, fallen[-_ENDS:]) if date is not None]
    return before.at - max(dates) if dates and before.at is not None else None


def _days(kept: tuple[Day, ...], date: str, stayed: timedelta | None, items: int) -> tuple[Day, ...]:
    today = [day for day in kept if day.date == date]
    lengths = [d.shortest for d in today if d.shortest is not None]
    if stayed is not None and stayed > timedelta():
        lengths.append(stayed)
    shortest, most = min(lengths, default=None), max([items, *(d.most for d in today)])
    return (*(day for day in kept if day.date != date), Day(date, shortest, most))[-DAYS:]


def _collapse(before: Measured, items: int, at: datetime) -> Collapse | None:
    standing = before.collapse
    if standing is not None and (items * 2 >= standing.before or at - standing.at > timedelta(days=1)):
        standing = None
    if standing is not None or before.at is None or before.items < _ENOUGH or items * 2 >= before.items:
        return standing
    quick = max(_QUICK, before.window / 6) if before.window is not None else _QUICK
    return Collapse(at, before.items, items) if timedelta() < at - before.at <= quick else None


def _date(seen: Seen) -> datetime | None:
    try:
        return moment(seen.date)
    except InputError:
        return None

"""What can be measured of a source from its polls: how far back it reaches, how much it shows, since when nothing new.

It measures what polls showed and judges nothing: what is too little, too old or too short is feeds.pace's and
monitor.application.signals's to say. All of it is poll memory: losing it costs a new measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from feeds.model import NO_WISHES, Wishes
from feeds.revisions import Seen
from feeds.times import moment
from monitor.errors import InputError

DAYS = 8
"""For so many days the shortest window of each is kept: a week has its busy hours and its empty ones."""
ENDS = 5
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
    """One day (ISO date, UTC): the shortest window of its polls, and the most items that one of them showed."""

    date: str
    shortest: timedelta
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
        """The shortest window of the last days: what was shown for so long at least."""
        return min((day.shortest for day in self.days), default=None)

    @property
    def most(self) -> int:
        """The most items that one poll of the last days showed."""
        return max((day.most for day in self.days), default=0)


def measured(
    before: Measured, shown: Sequence[Seen], at: datetime, wishes: Wishes = NO_WISHES, *, items: int | None = None
) -> Measured:
    """What is known after one more good poll; `shown` is its window, newest first, with nothing that had vanished.

    Where `items` says how many it has, `shown` may be its two ends alone (`ENDS` of each).
    """
    items = len(shown) if items is None else items
    dates = [d for d in map(_date, (*shown[:ENDS], *shown[-ENDS:])) if d is not None and d <= at]
    window = at - min(dates) if dates else None
    known = [d for d in (before.newest, max(dates, default=None)) if d is not None]
    return Measured(
        at=at,
        items=items,
        window=window,
        days=_days(before.days, at.date().isoformat(), window, items),
        newest=max(known, default=None),
        collapse=_collapse(before, items, at),
        wishes=wishes,
    )


def unchanged(before: Measured, at: datetime) -> Measured:
    """What is known after a poll that showed the same as the last (304): its window has grown by the time between."""
    grown = before.window + (at - before.at) if before.window is not None and before.at is not None else None
    return msgspec.structs.replace(before, at=at, window=grown)


def _days(kept: tuple[Day, ...], date: str, window: timedelta | None, items: int) -> tuple[Day, ...]:
    if window is None or window <= timedelta():
        return kept
    today = [day for day in kept if day.date == date]
    shortest, most = min([window, *(d.shortest for d in today)]), max([items, *(d.most for d in today)])
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

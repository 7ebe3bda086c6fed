"""A line of time across a picture: from moments to x, and where its ticks stand. Knows only the court's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

import msgspec

from monitor.present.times import at, day, weekday

_DAY = timedelta(days=1)
_HOURS = (0.25, 0.5, 1, 2, 3, 6, 12)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


class Axis(msgspec.Struct, frozen=True):
    """Maps `start`..`end` onto `left`..`right`; moments outside are drawn at the edge by whoever asks for `clamp`."""

    start: datetime
    end: datetime
    left: float
    right: float
    zone: tzinfo

    def x(self, moment: datetime) -> float:
        """Where the moment stands."""
        # by timestamps: subtracting two times of one zone object counts wall hours and loses the hour of a clock change
        share = (moment.timestamp() - self.start.timestamp()) / (self.end.timestamp() - self.start.timestamp())
        return self.left + (self.right - self.left) * share

    def clamp(self, moment: datetime) -> float:
        """Where the moment stands, or the edge nearest to it."""
        return min(max(self.x(moment), self.left), self.right)

    @property
    def days(self) -> float:
        """How many days it covers."""
        return (self.end.timestamp() - self.start.timestamp()) / 86400

    @property
    def years(self) -> bool:
        """Whether it runs from one year into another, so that a date on it needs its year."""
        return self.start.year != self.end.year


def midnight(moment: datetime, zone: tzinfo) -> datetime:
    """The start of the moment's day at the court's clock."""
    return datetime.combine(at(moment, zone).date(), time(0), tzinfo=zone)


def days_axis(first: datetime, last: datetime, left: float, right: float, zone: tzinfo) -> Axis:
    """An axis of whole days from the first moment's day past the end of the last one's, a week at least."""
    start = midnight(first, zone)
    end = midnight(last, zone) + _DAY * max(1, round((last - first) / _DAY * 0.015))
    return Axis(start, max(end, start + 7 * _DAY), left, right, zone)


def weekends(axis: Axis) -> Iterator[tuple[float, float]]:
    """From where to where each weekend stands; none on a chart of more than half a year, where they would be
    stripes.
    """
    if axis.days > 190:
        return
    current = axis.start
    while current < axis.end:
        if current.weekday() >= 5:
            yield axis.x(current), axis.clamp(current + _DAY)
        current += _DAY


def ticks(axis: Axis, apart: float = 76) -> list[tuple[float, str]]:
    """Ticks at least `apart` from each other, with a label where it says something new; hours, days or months as
    fits.
    """
    per_day = (axis.right - axis.left) / axis.days
    for hours in _HOURS:
        if hours * per_day / 24 >= apart * 0.72:
            return list(_hour_ticks(axis, timedelta(hours=hours)))
    for step in (1, 2, 7, 14):
        if step * per_day >= apart:
            return list(_day_ticks(axis, step))
    fitting = (step for step in _MONTH_STEPS if step * 30 * per_day >= apart)
    return list(_month_ticks(axis, next(fitting, 1200)))


def _hour_ticks(axis: Axis, step: timedelta) -> Iterator[tuple[float, str]]:
    current = midnight(axis.start, axis.zone)
    named = None
    while current <= axis.end:
        if current >= axis.start:
            local = at(current, axis.zone)
            hour = f"{local:%H:%M}"
            text = hour if local.date() == named else f"{local.day} {day(local, year=False).split()[1][:3]} {hour}"
            named = local.date()
            yield axis.x(current), text
        current += step


def _day_ticks(axis: Axis, step: int) -> Iterator[tuple[float, str]]:
    current, month = axis.start, 0
    while current <= axis.end:
        short = weekday(current) if current.month != month else f"{weekday(current).split()[0]} {current.day}"
        month = current.month
        yield axis.x(current), short
        current += step * _DAY


def _month_ticks(axis: Axis, step: int) -> Iterator[tuple[float, str]]:
    year, month, named = axis.start.year, axis.start.month, 0
    if step >= 12:
        month = 1
    while (current := datetime(year, month, 1, tzinfo=axis.zone)) <= axis.end:
        if current >= axis.start:
            name = day(current, year=False).split()[1][:3]
            text = str(year) if step >= 12 else (f"{name} {year}" if year != named else name)
            named = year
            yield axis.x(current), text
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1

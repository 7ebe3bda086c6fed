"""Every reading of a time that a text sets: the date itself, or what each rule makes of a period. It chooses none.

A date that the court fixed is not computed. No period is taken from a rule where the text sets none: a time to respond
that only a local rule or Rule 15, 27 or 56 gives is not computed here at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

import msgspec

from monitor.deadlines.citing import citing
from monitor.deadlines.court_days import CourtDays
from monitor.deadlines.rule_6 import (
    ComputedDay,
    ComputedTime,
    rule_6a1_days,
    rule_6a2_hours,
    rule_6a3_inaccessible,
    rule_6a3_inaccessible_hour,
    rule_6a4_day_ends,
    rule_6d_three_days,
)
from monitor.domain.courts import Court
from monitor.domain.findings import Period
from monitor.domain.vocabulary import LapseReading

_FIXED = "as set by the court: a date that it fixed is not computed"
_AS_SET = "as set by the court, counted by "
_MOST_COURT_DAYS = 1000
"""More court days than any order allows; beyond it nothing is counted, day by day as it is."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When a time is over under one reading. `at` is None where only days are counted."""

    reading: LapseReading
    on: date
    at: datetime | None
    rule: str
    if_applies: bool = False


def fixed(due_at: datetime, court: Court, *, date_only: bool) -> tuple[Due, ...]:
    """The one reading of a date that the court fixed; empty at the edge of the calendar."""
    try:
        local = due_at.astimezone(court.zone)
    except OverflowError:
        return ()
    return (Due(reading=LapseReading.FIXED, on=local.date(), at=None if date_only else local, rule=_FIXED),)


def counted(
    period: Period, court: Court, *, below: Court | None = None, closed: Collection[date] = ()
) -> tuple[Due, ...]:
    """Every reading of a period that the text states; `closed` are the days recorded on which no filing was possible.

    Empty for a period that ends beyond the calendar, and for one of hours counted from a day without an hour.
    """
    try:
        day = period.counted_from.astimezone(court.zone).date()
    except OverflowError:
        return ()
    if period.hours is not None:
        return tuple(_hours(period, period.hours, court, below, closed)) if period.hour_known else ()
    if period.days is None:
        return ()
    if period.court_days:
        return tuple(_court_days(day, period, period.days, CourtDays(court, not period.before, below)))
    return tuple(_days(day, period, period.days, court, below, closed))


def from_entry(ends: Iterable[Due], filed: Iterable[Due]) -> Iterator[Due]:
    """Readings counted from entry, where that makes them end otherwise than those counted from filing.

    A text that says "within 14 days of this order" does not say which of the two it means.
    """
    known = {(due.reading, due.on, due.at) for due in filed}
    for due in ends:
        if (due.reading, due.on, due.at) not in known:
            rule = due.rule.replace(_AS_SET, "as set by the court, counted from entry by ", 1)
            yield msgspec.structs.replace(due, rule=rule, if_applies=True)


def _hours(period: Period, hours: int, court: Court, below: Court | None, closed: Collection[date]) -> Iterator[Due]:
    ends = rule_6a2_hours(period.counted_from, hours, court, after=not period.before, below=below)
    yield from (_time(c) for c in ends)
    rolled = next((c for c in ends if c.reading is LapseReading.ROLLED), None)
    if rolled and (moved := rule_6a3_inaccessible_hour(rolled.at, court, closed, below=below)):
        yield _time(moved)


def _days(
    day: date, period: Period, days: int, court: Court, below: Court | None, closed: Collection[date]
) -> Iterator[Due]:
    ends = rule_6a1_days(day, days, court, after=not period.before, below=below)
    yield from (_day(c) for c in ends)
    rolled = next((c for c in ends if c.reading is LapseReading.ROLLED), None)
    if rolled is None:
        return
    if moved := rule_6a3_inaccessible(rolled.on, court, closed, below=below):
        yield _day(moved)
    if period.by_mail and not period.before:
        added = (c for c in rule_6d_three_days(rolled.on, court, below=below) if c.reading is LapseReading.ROLLED)
        yield from (_day(msgspec.structs.replace(c, reading=LapseReading.SERVED_BY_MAIL)) for c in added)


def _court_days(day: date, period: Period, days: int, calendar: CourtDays) -> Iterator[Due]:
    """Count only days that are none of Saturday, Sunday and legal holiday: the text's own method, not Rule 6's."""
    if days > _MOST_COURT_DAYS:
        return
    holidays = citing(calendar.court, "(a)(6)")
    way = "back " if period.before else ""
    rule = f"as set by the court: {days} court days counted {way}one by one, legal holidays as in {holidays}"
    try:
        plain, closings = (_walk(day, days, calendar, closings=c) for c in (False, True))
    except OverflowError:
        return
    yield Due(reading=LapseReading.COURT_DAYS, on=plain, at=None, rule=rule)
    if closings != plain:
        doubt = f"{rule}, if closings of the executive departments are legal holidays under {holidays}(B)"
        yield Due(reading=LapseReading.ROLLED_CLOSING, on=closings, at=None, rule=doubt, if_applies=True)


def _walk(day: date, days: int, calendar: CourtDays, *, closings: bool) -> date:
    for _ in range(days):
        day = calendar.next(day, closings=closings)
    return day


def _day(c: ComputedDay) -> Due:
    return Due(reading=c.reading, on=c.on, at=None, rule=_AS_SET + c.rule, if_applies=c.if_applies)


def _time(c: ComputedTime) -> Due:
    return Due(reading=c.reading, on=c.at.date(), at=c.at, rule=_AS_SET + c.rule, if_applies=c.if_applies)


def no_filing_may_be_said(ends: datetime, court: Court, below: Court | None = None) -> datetime | None:
    """The end of the first court day after a time is over: an entry may be made late. None at the calendar's edge.

    A day that may be a legal holiday is none here: it is better to speak a day later.
    """
    last = ends.astimezone(court.zone) - timedelta(microseconds=1)  # a day ends as the next begins
    try:
        return rule_6a4_day_ends(CourtDays(court, below=below).next(last.date(), closings=True), court)
    except OverflowError:
        return None

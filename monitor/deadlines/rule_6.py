"""Computing time, a function for each paragraph of Federal Rule of Civil Procedure 6(a) and (d) and their twins.

Each gives every reading and chooses none. A date that the court fixed is never computed (2009 committee note: the rule
does not apply when a fixed time to act is set). An end beyond the calendar has no reading.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from monitor.deadlines.citing import citing, citing_three_days
from monitor.deadlines.court_days import CourtDays
from monitor.deadlines.legal_holidays import LegalHoliday
from monitor.domain.courts import Court
from monitor.domain.vocabulary import LapseReading

_ONE_DAY = timedelta(days=1)
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class ComputedDay(msgspec.Struct, frozen=True, kw_only=True):
    """The last day of a period under one reading, with the paragraph it rests on.

    `if_applies`: it holds only if that paragraph reaches the case, which is not decided here.
    """

    reading: LapseReading
    on: date
    rule: str
    if_applies: bool = False


class ComputedTime(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a period in hours under one reading, at the court's clock; else as `ComputedDay`."""

    reading: LapseReading
    at: datetime
    rule: str
    if_applies: bool = False


def rule_6a1_days(
    trigger: date, days: int, court: Court, *, after: bool = True, below: Court | None = None
) -> tuple[ComputedDay, ...]:
    """Leave out the day of the event (A), count every day (B), and go on from a last day that is closed (C).

    Flat and rolled; a third reading where a closing of the executive departments stands between them.
    """
    calendar = CourtDays(court, after, below)
    try:
        flat = trigger + timedelta(days=days if after else -days)
        rolled, closed = calendar.rolled(flat), calendar.rolled(flat, closings=True)
    except OverflowError:
        return ()
    roll = citing(court, "(a)(1)(C)")
    named, doubted = _holidays(calendar, flat, rolled, closed)
    found = (
        ComputedDay(reading=LapseReading.FLAT, on=flat, rule=citing(court, "(a)(1)(A)-(B)")),
        ComputedDay(reading=LapseReading.ROLLED, on=rolled, rule=roll + named),
        ComputedDay(reading=LapseReading.ROLLED_CLOSING, on=closed, rule=roll + doubted, if_applies=True),
    )
    return found if closed != rolled else found[:2]


def rule_6a2_hours(
    trigger: datetime, hours: int, court: Court, *, after: bool = True, below: Court | None = None
) -> tuple[ComputedTime, ...]:
    """Count from the event at once (A) every hour (B); a closed day's end moves to the same time on an open one (C).

    Hours that pass are counted, whatever the clocks do in spring and autumn. Readings as for days. The Supreme Court's
    Rule 30.1 speaks of days alone: there hours are counted, and nothing rolls.
    """
    calendar = CourtDays(court, after, below)
    try:
        elapsed = timedelta(hours=hours if after else -hours)
        flat = (trigger.astimezone(UTC) + elapsed).astimezone(court.zone)
        days = calendar.rolled(flat.date()), calendar.rolled(flat.date(), closings=True)
    except OverflowError:
        return ()
    first = ComputedTime(reading=LapseReading.FLAT, at=flat, rule=citing(court, "(a)(2)(A)-(B)"))
    if court.level == "supreme":
        return (msgspec.structs.replace(first, rule=f"hours as they pass; {first.rule} speaks of days alone"),)
    roll = citing(court, "(a)(2)(C)")
    named, doubted = _holidays(calendar, flat.date(), *days)
    rolled, closed = (_same_time(flat, day) for day in days)
    found = (
        first,
        ComputedTime(reading=LapseReading.ROLLED, at=rolled, rule=roll + named),
        ComputedTime(reading=LapseReading.ROLLED_CLOSING, at=closed, rule=roll + doubted, if_applies=True),
    )
    return found if closed != rolled else found[:2]


def rule_6a3_inaccessible(
    last: date, court: Court, closed: Collection[date], *, below: Court | None = None
) -> ComputedDay | None:
    """The first accessible court day where the clerk's office is inaccessible on the last day; None where it is not.

    Always forward, also for a period counted backward (2009 committee note on (a)(5)). `closed` are the days recorded
    as inaccessible: it is never guessed, and a court may order otherwise. The Supreme Court's rule names its own.
    """
    if last not in closed or court.level == "supreme":
        return None
    calendar = CourtDays(court, below=below)
    try:
        day = calendar.next(last)
        while day in closed:
            day = calendar.next(day)
    except OverflowError:
        return None
    rule = f"{citing(court, '(a)(3)(A)')}, if the clerk's office was inaccessible and the court ordered nothing else"
    return ComputedDay(reading=LapseReading.INACCESSIBLE, on=day, rule=rule, if_applies=True)


def rule_6a3_inaccessible_hour(
    end: datetime, court: Court, closed: Collection[date], *, below: Court | None = None
) -> ComputedTime | None:
    """The same time on the first accessible court day, where the office is inaccessible in the period's last hour.

    A day recorded as inaccessible is so at every hour.
    """
    local = end.astimezone(court.zone)
    moved = rule_6a3_inaccessible(local.date(), court, closed, below=below)
    if moved is None:
        return None
    rule = moved.rule.replace("(a)(3)(A)", "(a)(3)(B)")
    return ComputedTime(reading=moved.reading, at=_same_time(local, moved.on), rule=rule, if_applies=True)


def rule_6a4_day_ends(day: date, court: Court, *, office_closes: time | None = None) -> datetime:
    """The instant at which `day` is over: for electronic filing midnight in the court's zone (A).

    By other means (B): when the clerk's office is scheduled to close, which the caller must know. In a court of appeals
    the zone is that of the circuit clerk's principal office (Fed. R. App. P. 26(a)(4)(B), (D)).
    """
    if office_closes is not None:
        return datetime.combine(day, office_closes, court.zone)
    return datetime.combine(day + _ONE_DAY, time(), court.zone) if day < date.max else _END_OF_TIME


def rule_6d_three_days(expires: date, court: Court, *, below: Court | None = None) -> tuple[ComputedDay, ...]:
    """Three days after the day on which a period otherwise expires, for one who was served by mail and the like.

    `expires` is the day that (a) gave, already rolled; every added day is counted, and the last rolls again (2005
    committee note). Electronic service adds none (2016 amendments). Empty for a court whose rules add none.
    """
    added = citing_three_days(court)
    if added is None:
        return ()
    counted = rule_6a1_days(expires, 3, court, below=below)
    return tuple(msgspec.structs.replace(c, rule=f"{added}, with {c.rule}", if_applies=True) for c in counted)


def _same_time(end: datetime, day: date) -> datetime:
    return end if day == end.date() else datetime.combine(day, end.time(), end.tzinfo)


def _holidays(calendar: CourtDays, flat: date, rolled: date, closed: date) -> tuple[str, str]:
    """What to say of the holidays that each rolled reading passed, so that they can be checked."""
    kept = [_is(day, holiday, calendar.court) for day, holiday in calendar.passed(flat, rolled)]
    open_ones = (f"the {h.name} on {day.isoformat()}" for day, h in calendar.passed(flat, closed) if not h.certain)
    paragraph = citing(calendar.court, "(a)(6)(B)")
    return (
        f": {', and '.join(kept)}" if kept else "",
        f", if {' and '.join(open_ones)} is a legal holiday under {paragraph}",
    )


def _is(day: date, holiday: LegalHoliday, court: Court) -> str:
    return f"{day.isoformat()} is {holiday.name}, {citing(court, holiday.paragraph)}"

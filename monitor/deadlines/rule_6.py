"""Federal Rule of Civil Procedure 6(a): computing time, a function for each paragraph that is used.

Each gives both readings, the flat count and the one rolled off a weekend or legal holiday, and chooses neither. A date
that the court fixed is never computed (2009 committee note: the rule does not apply when a fixed time to act is set).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import msgspec

from monitor.deadlines.legal_holidays import rule_6a6_legal_holiday
from monitor.domain.courts import Court

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """A period in days under both readings, with the paragraph each rests on."""

    flat: date
    rolled: date
    flat_rule: str = "Fed. R. Civ. P. 6(a)(1)(A)-(B)"
    rolled_rule: str = "Fed. R. Civ. P. 6(a)(1)(C)"


class HourCount(msgspec.Struct, frozen=True, kw_only=True):
    """A period in hours under both readings, at the court's clock, with the paragraph each rests on."""

    flat: datetime
    rolled: datetime
    flat_rule: str = "Fed. R. Civ. P. 6(a)(2)(A)-(B)"
    rolled_rule: str = "Fed. R. Civ. P. 6(a)(2)(C)"


def is_court_day(day: date, court: Court) -> bool:
    """Whether the day is none of Saturday, Sunday and legal holiday."""
    return day.weekday() < _SATURDAY and rule_6a6_legal_holiday(day, court) is None


def next_court_day(day: date, court: Court) -> date:
    """The first court day after `day` (Rule 6(a)(5), counting forward)."""
    return _roll(day + _ONE_DAY, court)


def rule_6a1_days(trigger: date, days: int, court: Court) -> DayCount:
    """Count `days` after the day of the event, left out (A), every day counted (B), the last one rolled (C)."""
    flat = trigger + timedelta(days=days)
    return DayCount(flat=flat, rolled=_roll(flat, court))


def rule_6a2_hours(trigger: datetime, hours: int, court: Court) -> HourCount:
    """Count `hours` from the event at once (A), every hour (B); an end on a closed day moves to the next open one (C).

    The hour of day stays when it moves. Hours that pass are counted, whatever the clocks do in spring and autumn.
    """
    flat = (trigger.astimezone(UTC) + timedelta(hours=hours)).astimezone(court.zone)
    rolled = datetime.combine(_roll(flat.date(), court), flat.time(), court.zone)
    return HourCount(flat=flat, rolled=rolled)


def rule_6a4_day_ends(day: date, court: Court) -> datetime:
    """The instant at which `day` is over for electronic filing: midnight after it in the court's zone (A)."""
    return datetime.combine(day + _ONE_DAY, time(), court.zone)


def _roll(day: date, court: Court) -> date:
    while not is_court_day(day, court):
        day += _ONE_DAY
    return day

"""Times as a reader gets them: the court's clock, 24 hours, no invented minute. Refuses naive datetimes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from monitor.domain.vocabulary import OrderStatus
from monitor.state.view import LapseView
from monitor.state.view_action import MomentView

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_ENDED = frozenset(
    {OrderStatus.DENIED, OrderStatus.VACATED, OrderStatus.DISSOLVED, OrderStatus.CONVERTED, OrderStatus.LAPSED}
)


def at(moment: datetime, zone: tzinfo) -> datetime:
    """The moment at the court's clock. Raises ValueError for a naive one: a zone must not be guessed."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no zone")
    return moment.astimezone(zone)


def day(of: date, *, year: bool = True) -> str:
    """`15 March 2025`, or `15 March`."""
    text = f"{of.day} {_MONTHS[of.month - 1]}"
    return f"{text} {of.year}" if year else text


def weekday(of: date, *, year: bool = False) -> str:
    """`Sat 29 March`."""
    return f"{_DAYS[of.weekday()]} {day(of, year=year)}"


def clock(moment: datetime, zone: tzinfo) -> str:
    """`19:25`, at the court's clock."""
    return at(moment, zone).strftime("%H:%M")


def zone_name(moment: datetime, zone: tzinfo) -> str:
    """The zone's abbreviation at that moment: `EDT` in March, `EST` in January."""
    return at(moment, zone).tzname() or "UTC"


def stamp(moment: datetime, zone: tzinfo) -> str:
    """`20 March 2025, 16:22 EDT`: the form that names year and zone."""
    local = at(moment, zone)
    return f"{day(local)}, {clock(moment, zone)} {zone_name(moment, zone)}"


def hour_seen(moment: datetime, zone: tzinfo) -> bool:
    """Whether the source gave an hour: an item without one stands at midnight of the court's clock (domain.items)."""
    return at(moment, zone).time() != time(0)


def when(moment: datetime | None, zone: tzinfo, *, as_of: datetime, about: bool = False) -> str:
    """`16 March, 19:25`, `16 March, minute not seen`, `no time seen`; the year only where it is not as_of's."""
    if moment is None:
        return "no time seen"
    local = at(moment, zone)
    text = day(local, year=local.year != at(as_of, zone).year)
    if not hour_seen(moment, zone):
        return f"{text}, minute not seen"
    return f"{text}, {'about ' if about else ''}{clock(moment, zone)}"


def effective(
    moment: datetime | None, zone: tzinfo, *, on: date | None, about: bool = False, date_only: bool = False
) -> str:
    """A reading's hour for the head of a column: `about 18:45`, `17 March 09:10`, `no time seen`.

    The day is named unless it is `on`, the day the table or chart is headed with.
    """
    if moment is None:
        return "no time seen"
    if date_only:
        return f"{day(at(moment, zone), year=False)}, minute not seen"
    return f"{'about ' if about else ''}{_hour(moment, zone, on)}"


def bounds(moment: MomentView, zone: tzinfo, *, on: date | None = None) -> str:
    """When it happened, as far as the source says: `17:25`, `about 18:40`, `before 19:25`, `minute not seen`.

    The day is named unless it is `on`, the day the table or chart is headed with.
    """
    about = "about " if moment.about else ""
    since, until = moment.since, moment.until
    if since is None and until is None:
        return "minute not seen"
    if since is None or until is None:
        known = since or until
        assert known is not None
        return f"{about}{'before' if since is None else 'after'} {_hour(known, zone, on)}"
    if since == until:
        return f"{about}{_hour(since, zone, on)}"
    if at(since, zone).time() == time(0) and at(until, zone).time() >= time(23, 59):
        return _days(at(since, zone).date(), at(until, zone).date(), on)
    same = at(since, zone).date() == at(until, zone).date()
    return f"{about}{_hour(since, zone, on)} to {clock(until, zone) if same else _hour(until, zone, on)}"


def _days(first: date, last: date, on: date | None) -> str:
    """Whole days: the source names no hour."""
    if first == last:
        return "minute not seen" if first == on else f"{day(first, year=False)}, minute not seen"
    return f"{day(first, year=False)} to {day(last, year=False)}"


def _hour(moment: datetime, zone: tzinfo, on: date | None) -> str:
    local = at(moment, zone)
    return clock(moment, zone) if local.date() == on else f"{day(local, year=False)} {clock(moment, zone)}"


def span(length: timedelta) -> str:
    """A length of time in the two largest units that say something: `40 min`, `16 h 59 min`, `9 days`."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 48 * 60:
        return f"{minutes // 1440} days"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def time_left(lapse: LapseView, status: OrderStatus, *, as_of: datetime, zone: tzinfo) -> str:
    """What is left of the order under one reading, at `as_of`. Counts days where the source gave no hour.

    An order that ended another way has no time left to count: `overtaken`.
    """
    if status in _ENDED - {OrderStatus.LAPSED}:
        return "overtaken"
    days = (lapse.on - at(as_of, zone).date()).days
    if lapse.at is not None:
        return f"{span(lapse.at - as_of)} left" if lapse.at > as_of else "reached"
    if days < 0 or (lapse.arrived and days <= 0):
        return "reached"
    return "today" if days == 0 else f"{days} day{'s' if days > 1 else ''} left"

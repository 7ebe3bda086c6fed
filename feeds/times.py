"""Dates as sources write them, to aware datetimes. Refuses a date without a zone: UTC is never assumed."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

from monitor.domain.courts import COURTS
from monitor.errors import InputError

# RFC 822 section 5.1 and the legal clocks of the United States (15 U.S.C. 263). email.utils knows
# only the first two lines, and feedparser reads AKST, HST and ChST as UTC. SST is left out: it is Singapore's too.
_HOURS = {
    "GMT": 0, "UT": 0, "UTC": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AST": -4, "ADT": -3, "AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "CHST": 10,
}  # fmt: skip
_CLOCKS_DIFFER = timedelta(days=1)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>[0-5]\d)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def court_zone(court: str | None) -> ZoneInfo | None:
    """Give the clock of a court, or None for a court that is not in the table: a clock is not guessed."""
    known = COURTS.get((court or "").lower())
    return known.zone if known else None


def moment(text: str, zone: ZoneInfo | None = None) -> datetime:
    """Read an RFC 822 or ISO 8601 date with its zone; a zone's name is read by `zone`'s own clock first (the court's).

    The answer is in `zone` where one is given. Raises InputError when the date or its zone cannot be read.
    """
    text = text.strip()
    if not text:
        raise InputError("no date is given")
    found = _iso(text) if _ISO.match(text) else _rfc822(text, zone)
    if not on_every_calendar(found):
        raise InputError(f"the date {text!r} is out of range")
    return found.astimezone(zone) if zone else found


def seen_moment(text: str, polled_at: datetime, zone: ZoneInfo | None = None) -> datetime:
    """Read the date of something that was already shown at `polled_at`, as `moment` does.

    A clock may be wrong and a zone mislabelled by hours; more than a day after it was seen nothing can have happened.
    Raises InputError for such a date too.
    """
    found = moment(text, zone)
    if found - polled_at > _CLOCKS_DIFFER:
        raise InputError(f"the date {text.strip()!r} is more than a day after the poll that showed it")
    return found


def on_every_calendar(found: datetime) -> bool:
    """Whether the moment has a date at any clock on Earth: one at the very edge of the calendar has not."""
    return MINYEAR < found.year < MAXYEAR


def local(wall: datetime, label: str, zone: ZoneInfo | None) -> datetime:
    """Put a wall-clock time and the zone it was written with ("EDT") together, the answer in `zone` where given.

    Raises InputError for a zone's name that neither the court's clock nor the table knows.
    """
    found = wall.replace(tzinfo=_named(label, wall, zone))
    return found.astimezone(zone) if zone else found


def _iso(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"the date {text!r} cannot be read") from None
    if found.tzinfo is None:
        raise InputError(f"the date {text!r} has no zone")
    return found


def _rfc822(text: str, zone: ZoneInfo | None) -> datetime:
    parts = parsedate_tz(text)
    if parts is None:
        raise InputError(f"the date {text!r} cannot be read")
    try:
        wall = datetime(*parts[:6])  # noqa: DTZ001 - the zone is put on below
    except ValueError:
        raise InputError(f"the date {text!r} cannot be read") from None
    label = text.rsplit(maxsplit=1)[-1]
    if (":" in label and not _OFFSET.fullmatch(label)) or label.isdigit():
        raise InputError(f"the date {text!r} has no zone")
    return wall.replace(tzinfo=_named(label, wall, zone))


def _named(label: str, wall: datetime, zone: ZoneInfo | None) -> tzinfo:
    if m := _OFFSET.fullmatch(label):
        span = timedelta(hours=int(m["hours"]), minutes=int(m["minutes"]))
        if span < timedelta(hours=24):
            return timezone(-span if m["sign"] == "-" else span)
    name = label.upper()
    here = wall.replace(tzinfo=zone) if zone else None
    if here is not None and (here.tzname() or "").upper() == name:
        return timezone(here.utcoffset() or timedelta(0))
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    raise InputError(f"the zone {label!r} of the time {wall:%Y-%m-%d %H:%M:%S} is not known; it is not read as UTC")

"""Finds dates and times as texts write them and puts them at a clock. It never guesses a zone and never computes a
deadline. A range of days ("April 21-24, 2015") is its first day.

A date without a year is the nearest one on the side the caller names: dates of orders lie behind, deadlines ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

import msgspec

from monitor.domain.courts import COURTS
from monitor.reading.gate import Gated

END_OF_DAY = time(23, 59)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
CLOCK = r"(?:\d{1,2}(?::\d{2})?\s?[ap]\.?\s?m\b\.?|(?:12(?::00)?\s)?(?:noon|midnight))(?:\s?\(?\b[ECMP][SD]?T\b\)?)?"
DAY = (
    rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}}\b(?!:))?(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_WHEN = Gated(
    rf"(?:(?P<clock1>{CLOCK}),?\s(?:on\s|of\s)?)?(?:(?P<weekday>{WEEKDAY}),?\s(?:the\s)?)?(?P<day>{DAY}"
    rf"|today|tomorrow|tonight)"
    rf"(?:,?\s(?:at\s|by\s|before\s|no\slater\sthan\s)?(?P<clock2>{CLOCK}))?",
    re.IGNORECASE,
)
_BARE = Gated(
    rf"(?P<clock1>{CLOCK})(?:,?\s(?:on\s)?(?P<weekday>{WEEKDAY}))?"
    rf"|(?P<weekday2>{WEEKDAY})(?:\sat\s(?P<clock2>{CLOCK}))?",
    re.IGNORECASE,
)
_MAY_DATE = Gated(r"\d|today|tomorrow|tonight", re.IGNORECASE)
_MAY_TIME = Gated(r"\d|noon|midnight|day\b", re.IGNORECASE)
_LONG = re.compile(r"([a-z]{3})[a-z]*\.?\s(\d{1,2})(?:[a-z]{2})?(?:\s?[-–]\s?\d{1,2})?(?:,?\s(\d{4}))?$", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s?([ap])", re.IGNORECASE)


class When(msgspec.Struct, frozen=True, gc=False):
    """A date in a text, at `[start:end]`; `clock` is None where the text names no hour."""

    start: int
    end: int
    day: date
    clock: time | None

    def at(self, zone: tzinfo) -> datetime:
        """The instant at a clock; without an hour, 23:59."""
        return datetime.combine(self.day, self.clock or END_OF_DAY, zone)


def clock_of(court: str, moment: datetime | None) -> tzinfo | None:
    """The court's clock; for a court not in our table the offset of the given moment, or None where there is none."""
    known = COURTS.get(court.lower())
    return known.zone if known else (moment.tzinfo if moment else None)


def whens(text: str, start: int, end: int, anchor: date, *, ahead: bool) -> list[When]:
    """The dates of `text[start:end]`; `anchor` is the day the text is of."""
    return list(_whens(text, start, end, anchor, ahead=ahead))


def _whens(text: str, start: int, end: int, anchor: date, *, ahead: bool) -> Iterator[When]:
    if not _MAY_DATE.search(text, start, end):
        return
    for m in _WHEN.finditer(text, start, end):
        day = day_of(m["day"], anchor, ahead=ahead)
        if day:
            yield When(m.start(), m.end(), day, clock_time(m["clock1"] or m["clock2"]))


def bare_times(text: str, start: int, end: int, anchor: date, *, ahead: bool) -> list[When]:
    """Hours without a date ("by noon", "at 7:25 p.m.", "noon Tuesday") and weekdays alone, on the day they mean."""
    found: list[When] = []
    if not _MAY_TIME.search(text, start, end):
        return found
    for m in _BARE.finditer(text, start, end):
        weekday = m["weekday"] or m["weekday2"]
        day = _weekday(weekday, anchor, ahead=ahead) if weekday else anchor
        found.append(When(m.start(), m.end(), day, clock_time(m["clock1"] or m["clock2"])))
    return found


def _weekday(name: str, anchor: date, *, ahead: bool) -> date:
    wanted = _DAYS.index(name[:3].lower())
    gap = (wanted - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - wanted) % 7)
    return anchor + timedelta(days=gap)


def day_of(text: str, anchor: date, *, ahead: bool) -> date | None:
    """The day a text names, or None where there is no such day (February 30)."""
    low = text.lower()
    if low in {"today", "tonight"}:
        return anchor
    if low == "tomorrow":
        return anchor + timedelta(days=1)
    try:
        return _numeric(text) or _long(text, anchor, ahead=ahead)
    except ValueError:
        return None


def _numeric(text: str) -> date | None:
    if "/" in text:
        month, day, year = (int(part) for part in text.split("/"))
        return date(year + 2000 if year < 100 else year, month, day)
    return date.fromisoformat(text) if text[:1].isdigit() else None


def _long(text: str, anchor: date, *, ahead: bool) -> date | None:
    m = _LONG.match(text)
    if not m:
        return None
    month, day = _MONTHS.index(m[1].lower()) + 1, int(m[2])
    if m[3]:
        return date(int(m[3]), month, day)
    return _nearest(month, day, anchor, ahead=ahead)


def _nearest(month: int, day: int, anchor: date, *, ahead: bool) -> date:
    near = date(anchor.year, month, day)
    if ahead and near < anchor - timedelta(days=60):
        return date(anchor.year + 1, month, day)
    if not ahead and near > anchor + timedelta(days=60):
        return date(anchor.year - 1, month, day)
    return near


def clock_time(text: str | None) -> time | None:
    """The time of day a text names, or None; midnight as a limit is the day's last minute."""
    if not text:
        return None
    low = text.lower()
    if "noon" in low:
        return time(12)
    if "midnight" in low:
        return END_OF_DAY
    m = _CLOCK.match(low)
    if not m or not 1 <= int(m[1]) <= 12 or int(m[2] or 0) > 59:
        return None
    return time(int(m[1]) % 12 + (12 if m[3] == "p" else 0), int(m[2] or 0))

"""How often a source is asked while it answers well, from what was seen of it. Pure; it never asks a court less often.

- The configured interval, but never longer than a third of the shortest window seen lately: what falls off a feed's old
  end between two polls is lost. Jitter is counted in.
- A court at least five minutes apart, whatever its window; where a third of the window is less, it is said.
- What the channel asks for (RSS 2.0 `ttl`, `skipHours` and `skipDays`, both in GMT) is honoured up to that third; a
  court's feed or a docket's is not put off by it beyond the window, for what is then missed is missed for good.
- A publication that has shown nothing new for a week is asked half as often, and never less than once an hour.

No court is asked less often at night or on a weekend: orders that mattered were entered on a Saturday evening.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec

from feeds.measure import Measured
from feeds.model import NO_WISHES, Wishes

COURT_FLOOR = timedelta(minutes=5)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHARE = 3
"""A window is looked at so often at least."""
JITTER = 0.1
_IDLE = timedelta(days=7)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([A-Za-z]{3,9})\s*</day>", re.IGNORECASE)


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait after a good poll, and why so long. `longest` is how long a wish may put the next poll off."""

    every: timedelta
    why: str
    longest: timedelta
    wishes: Wishes = NO_WISHES


def wishes_of(channel: bytes) -> Wishes:
    """Read a channel's wishes from what stands around its items; what cannot be read is no wish.

    A channel that leaves out every hour, or every day, asks for nothing that can be done.
    """
    ttl = _TTL.search(channel)
    hours = _SKIP_HOURS.search(channel)
    days = _SKIP_DAYS.search(channel)
    skipped = {int(h) % 24 for h in _HOUR.findall(hours[1]) if int(h) <= 24} if hours else set()
    named = {d.decode().lower() for d in _DAY.findall(days[1])} if days else set()
    closed = {n for n, day in enumerate(_DAYS) if day in named}
    return Wishes(
        ttl_minutes=int(ttl[1]) if ttl else 0,
        skip_hours=tuple(sorted(skipped)) if len(skipped) < 24 else (),
        skip_days=tuple(sorted(closed)) if len(closed) < 7 else (),
    )


def pace(configured: timedelta, measured: Measured, now: datetime, *, court: bool, own: bool = False) -> Pace:
    """The wait after a good poll. `court`: its items are a court's entries, none of which may fall off unseen.

    `own` is a server of the operator's, to whom no distance is owed.
    """
    floor = COURT_FLOOR if court and not own else min(COURT_FLOOR, configured)
    shortest = measured.shortest
    third = shortest / (SHARE * (1 + JITTER)) if shortest is not None else None
    every, why = max(configured, floor), "as configured" if configured >= floor else "a court is not asked more often"
    if not court and measured.newest is not None and now - measured.newest > _IDLE and every < HOUR:
        every, why = min(2 * every, HOUR), "nothing new for a week"
    ttl = timedelta(minutes=measured.wishes.ttl_minutes)
    if ttl > every:
        every, why = ttl, "the channel asks for it (ttl)"
    unknown = max(configured, floor) if court else DAY
    furthest = min(max(third, floor), max(DAY, configured)) if third is not None else unknown
    if every > furthest:
        every, why = furthest, "a third of how long an item stays" if third is not None else "as configured"
    if third is not None and third < floor and every == floor:
        why = "the least there may be, though items stay shorter than three times that"
    return Pace(every=every, why=why, longest=furthest, wishes=measured.wishes)


def put_off(at: datetime, now: datetime, asked: Pace) -> tuple[datetime, str]:
    """When to ask instead of `at`, where the channel leaves out that time, and why; at most `longest` from now."""
    later = at
    while _left_out(later, asked.wishes):
        later = later.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + HOUR
        if later - now > asked.longest:
            return max(at, now + asked.longest), asked.why
    return (later, "the channel leaves out that time (skipHours, skipDays)") if later != at else (at, asked.why)


def _left_out(at: datetime, wishes: Wishes) -> bool:
    moment = at.astimezone(UTC)
    return moment.hour in wishes.skip_hours or moment.weekday() in wishes.skip_days

"""What a source that answers well may yet be hiding: it stands still, shows far less, says it carries something else.

Each is said as what was seen, with its time; none says why. Who does not answer at all is told by monitor.application.
health. Clerks' hours are taken as half past eight to five on court days: entries are made at night too, but a court day
without any is rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

import msgspec

from feeds.kinds import kind
from feeds.measure import Measured
from feeds.model import SourceSpec
from feeds.pace import SHARE, Pace
from monitor.deadlines.court_days import CourtDays
from monitor.domain.carries import shows_filings
from monitor.domain.courts import COURTS, Court
from monitor.domain.vocabulary import Reach, SourceClass
from monitor.present.words import count, one_line
from monitor.state.coverage import Declared

OPENS, CLOSES = time(8, 30), time(17)
BUSY = 20
"""Items in one poll from which on a court's feed is expected to show something every court day."""
STILL, STILL_QUIET = timedelta(hours=8), timedelta(hours=24)
"""Clerks' hours without a new entry after which a busy feed, and any other, stands still: one court day, and three."""
UNUSED = timedelta(days=30)
RECENTLY = timedelta(days=7)
_LONGEST_LOOK = timedelta(days=60)


class SignalKind(StrEnum):
    """What is odd about a source that answers."""

    STANDING_STILL = "standing_still"
    COLLAPSED = "collapsed"
    DECLARES_OTHERWISE = "declares_otherwise"
    SHORT_WINDOW = "short_window"
    ALERTS_END = "alerts_end"


class Signal(msgspec.Struct, frozen=True):
    """One oddity: since when, and in words."""

    kind: SignalKind
    since: datetime
    text: str


def signals(
    spec: SourceSpec, measured: Measured, declared: Sequence[Declared], asked: Pace, now: datetime
) -> tuple[Signal, ...]:
    """Everything odd about a source that is fetched; `declared` is what it said it carries, the latest last."""
    if not spec.fetched or measured.at is None:
        return ()
    words = declared[-1].words if declared else None
    found = (
        _standing_still(spec, measured, words, now),
        _collapsed(measured),
        _declares_otherwise(declared, now),
        _short_window(measured, asked),
    )
    return tuple(signal for signal in found if signal is not None)


def clerks_hours(since: datetime, until: datetime, court: Court) -> timedelta:
    """How much of a stretch lay within the clerk's hours on court days, at the court's clock; 60 days back at most."""
    days, total = CourtDays(court), timedelta()
    begin, end = max(since, until - _LONGEST_LOOK).astimezone(court.zone), until.astimezone(court.zone)
    day = begin.date()
    while day <= end.date():
        if days.open(day):
            opens, closes = (datetime.combine(day, at, court.zone) for at in (OPENS, CLOSES))
            total += max(timedelta(), min(end, closes) - max(begin, opens))
        day += timedelta(days=1)
    return total


def _standing_still(spec: SourceSpec, measured: Measured, declared: str | None, now: datetime) -> Signal | None:
    newest, known = measured.newest, kind(spec.kind)
    if newest is None:
        return None
    if known.source_class is not SourceClass.DOCKET:
        text = f"shows nothing new for {count((now - newest).days, 'day')}"
        return Signal(SignalKind.STANDING_STILL, newest, text) if now - newest > UNUSED else None
    court = COURTS.get(spec.court or "")
    if known.reach is not Reach.COURT or court is None:
        return None
    hours = clerks_hours(newest, now, court)
    if hours < (STILL if measured.most >= BUSY and shows_filings(declared) else STILL_QUIET):
        return None
    text = f"answers, but shows no entry of the last {count(int(hours / timedelta(hours=1)), 'court hour')}"
    return Signal(SignalKind.STANDING_STILL, newest, text)


def _collapsed(measured: Measured) -> Signal | None:
    fall = measured.collapse
    if fall is None:
        return None
    text = f"showed {count(fall.after, 'item')} where it had shown {fall.before} shortly before"
    return Signal(SignalKind.COLLAPSED, fall.at, text)


def _declares_otherwise(declared: Sequence[Declared], now: datetime) -> Signal | None:
    if len(declared) < 2 or now - declared[-1].at > RECENTLY:
        return None
    before, after = (f"“{one_line(d.words)}”" if d.words else "nothing of that" for d in declared[-2:])
    return Signal(SignalKind.DECLARES_OTHERWISE, declared[-1].at, f"now says that it carries {after}; before, {before}")


def _short_window(measured: Measured, asked: Pace) -> Signal | None:
    shortest = measured.shortest
    if shortest is None or measured.at is None or asked.every * SHARE <= shortest:
        return None
    text = (
        f"keeps an item for {count(int(shortest / timedelta(minutes=1)), 'minute')} at the shortest; asked every"
        f" {count(int(asked.every / timedelta(minutes=1)), 'minute')}, it may show what nobody sees"
    )
    return Signal(SignalKind.SHORT_WINDOW, measured.at, text)

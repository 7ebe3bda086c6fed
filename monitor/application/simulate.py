"""Replays recorded polls on a simulated clock: every poll at its own time, every daily moment between them. No waiting.

It is the live path with another clock; it contains no shortcut of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from feeds.model import Poll, SourceSpec


class SimulatedClock:
    """A clock that is told the time; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The simulated time."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Go forward to `moment`; an earlier one changes nothing."""
        self._now = max(self._now, moment)


class Step(msgspec.Struct, frozen=True):
    """A moment of the replay: a poll, or (none) just the clock."""

    at: datetime
    spec: SourceSpec | None = None
    poll: Poll | None = None


def steps(recorded: Iterable[tuple[SourceSpec, Poll]], daily_at: time, zone: ZoneInfo) -> Iterator[Step]:
    """Every poll and, from the first to a day after the last, every local `daily_at` and midnight, in order of time."""
    polled = sorted((Step(poll.polled_at.astimezone(UTC), spec, poll) for spec, poll in recorded), key=lambda s: s.at)
    if not polled:
        return
    days = _days(polled[0].at, polled[-1].at + timedelta(days=1), (time(), daily_at), zone)
    yield from heapq.merge(polled, days, key=lambda s: s.at)


def _days(start: datetime, end: datetime, times: Iterable[time], zone: ZoneInfo) -> list[Step]:
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    moments = {datetime.combine(day, at, zone).astimezone(UTC) for day in dates for at in times}
    return [Step(moment) for moment in sorted(moments) if start <= moment <= end]


def replay(
    walk: Iterable[Step],
    clock: SimulatedClock,
    record: Callable[[SourceSpec, Poll], object],
    tick: Callable[[], object],
    progress: Callable[[int], None] | None = None,
) -> None:
    """Walk the steps: move the clock, record the poll if there is one, tick."""
    for step in walk:
        clock.move_to(step.at)
        if step.spec is not None and step.poll is not None:
            record(step.spec, step.poll)
        tick()
        if progress:
            progress(1)

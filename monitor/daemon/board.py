"""How the daemon is, as of its last tick: what health checks and metrics show. Opens no store: to ask is cheap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from feeds.fetch.backoff import PollHealth
from monitor.daemon.troubles import Trouble

LATE_TICKS = 6
LATE_SECONDS = 60.0
_OURS = ("record", "views")


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """One moment, whole: made by the tick's thread and only read by others.

    `ended` is on the machine's monotonic clock, in seconds, as is `now` in the functions below.
    """

    ended: float
    at: datetime
    tick_every: float
    tick_seconds: float
    ticks: int
    recorded: int
    projected: int
    sources: Mapping[str, PollHealth]
    troubles: Mapping[str, Trouble]
    counts: Mapping[tuple[str, str], int]


class Board:
    """Holds the latest snapshot; one thread puts, any may read."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None


def in_a_line(snapshot: Snapshot | None) -> str:
    """How the daemon is, for `systemctl status`. Names no source: the log and `sources` do."""
    if snapshot is None:
        return "starting"
    failing = sum(1 for health in snapshot.sources.values() if health.failures)
    parts = [f"events: {snapshot.recorded}", f"fetched sources: {len(snapshot.sources)}"]
    parts += [f"failing: {failing}"] if failing else []
    parts += [f"troubles: {len(snapshot.troubles)}, see the log"] if snapshot.troubles else []
    return "; ".join(parts)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a health check gets: `live` is that the ticks go on, `ready` that the record is written and projected."""

    live: bool
    ready: bool
    last_tick: datetime | None = None
    recorded: int = 0
    projected: int = 0
    why: tuple[str, ...] = ()


def answer(snapshot: Snapshot | None, now: float) -> Answer:
    """Judge a snapshot. A source's trouble is no reason not to be ready: it shows in `sources` and in the metrics."""
    if snapshot is None:
        return Answer(live=True, ready=False, why=("starting: the stores are being opened",))
    why = [trouble.reason for where, trouble in snapshot.troubles.items() if where.startswith(_OURS)]
    if snapshot.projected < snapshot.recorded:
        why.append(f"the views stand at {snapshot.projected} of {snapshot.recorded}")
    silent = now - snapshot.ended
    live = silent <= max(LATE_SECONDS, LATE_TICKS * snapshot.tick_every)
    if not live:
        why.append(f"no tick has ended for {silent:.0f} s")
    return Answer(
        live=live,
        ready=live and not why,
        last_tick=snapshot.at,
        recorded=snapshot.recorded,
        projected=snapshot.projected,
        why=tuple(dict.fromkeys(why)),
    )

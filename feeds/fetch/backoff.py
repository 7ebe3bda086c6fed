"""When a source is asked again. Pure: time, chance and the last outcome are given. Never decides to stop for good.

- A good poll: the configured interval, or the pace that what was seen of the source asks for (feeds.pace).
- What passes by itself (a name, a connection, TLS, a time-out, a cut body, a 5xx): doubling, at most an hour apart,
  because a court's feed shows only about a day and what is missed in an outage must not fall off its end; a third of
  how long its items stay, where that is less.
- What someone has to mend (denied, not found, refused by us, too large, throttled, unreadable): doubling, at most a day
  apart.
- 410: once a day from the first one on; withdrawn addresses have come back.
- Retry-After comes on top, up to a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from feeds.fetch.moves import Move, moving
from feeds.fetch.outcomes import GOOD, Delivered, Failed, FailureKind, Fetched, NotModified, Outcome, RetryScope
from feeds.model import SourceSpec
from feeds.pace import JITTER, Pace, put_off

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MOST_DOUBLINGS = 17  # one second doubled so often is more than a day

_PASSING = frozenset(
    {
        FailureKind.DNS,
        FailureKind.CONNECTION,
        FailureKind.TLS,
        FailureKind.TIMEOUT,
        FailureKind.TOO_SLOW,
        FailureKind.TRUNCATED,
        FailureKind.PROTOCOL,
        FailureKind.UNAVAILABLE,
        FailureKind.SERVER_ERROR,
    }
)


class PollHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How the polls of one source went and when the next is due.

    `failures` are those in a row; `why` explains `next_poll`.
    """

    failures: int = 0
    last_good: datetime | None = None
    last_error: str = ""
    polled_at: datetime | None = None
    next_poll: datetime | None = None
    why: str = ""
    move: Move | None = None


def next_poll(
    health: PollHealth, now: datetime, spec: SourceSpec, outcome: Outcome, jitter: float, asked: Pace | None = None
) -> tuple[datetime, str]:
    """When to ask next, and why then. Never now or earlier, and never later than a day (or the interval, where longer).

    `health` is from before this outcome; `jitter`, 0 to 1, adds up to a tenth of the interval. No earlier than the
    interval and, within that day, than a Retry-After asks for. `asked` is the pace at which the source is polled while
    it answers well; None: as configured.
    """
    interval = asked.every if asked else timedelta(seconds=max(spec.every_seconds, 1))
    furthest = max(DAY, interval)
    soon = max(interval, min(HOUR, asked.longest if asked else HOUR))
    wait, why = _wait(health.failures, interval, outcome, soon)
    wished = _asked_to_wait(outcome, now)
    if wished > wait:
        wait, why = wished, "the server asked us to wait"
    at = now + min(wait + interval * (JITTER * jitter), furthest)
    if asked is not None and isinstance(outcome, Fetched | NotModified):
        return put_off(at, now, asked)
    return at, why


def after_poll(
    health: PollHealth, now: datetime, spec: SourceSpec, outcome: Outcome, jitter: float, asked: Pace | None = None
) -> PollHealth:
    """The source's health after one more poll."""
    at, why = next_poll(health, now, spec, outcome, jitter, asked)
    good = isinstance(outcome, GOOD)
    return PollHealth(
        failures=0 if good else health.failures + 1,
        last_good=now if good else health.last_good,
        last_error="" if isinstance(outcome, Fetched | NotModified | Delivered) else outcome.reason,
        polled_at=now,
        next_poll=at,
        why=why,
        move=moving(health.move, outcome),
    )


def due(health: PollHealth, now: datetime, held_until: datetime | None = None) -> bool:
    """Whether to ask now. `held_until` is the hold on the source's host, if any.

    A poll that seems to lie in the future shows that the clock was set back; what was planned by it no longer counts.
    """
    if held_until is not None and now < held_until:
        return False
    if health.next_poll is None or health.polled_at is None:
        return True
    return now >= health.next_poll or now < health.polled_at


def holds_after(holds: Mapping[str, datetime], outcome: Outcome, now: datetime) -> dict[str, datetime]:
    """Hosts that are not to be asked before a moment, after one more outcome. Only a 429 with Retry-After holds a host.

    A hold is never shortened by a later, milder answer; it ends by itself, after a day at most.
    """
    standing = {host: until for host, until in holds.items() if now < until <= now + DAY}
    wish = outcome.retry_after if isinstance(outcome, Failed) else None
    if wish is not None and wish.scope is RetryScope.HOST:
        until = min(wish.at, now + DAY)
        standing[wish.host] = max(until, standing.get(wish.host, until))
    return standing


def _wait(failures_before: int, interval: timedelta, outcome: Outcome, soon: timedelta) -> tuple[timedelta, str]:
    """How long to wait; `soon` is the most where what is wrong passes by itself."""
    if isinstance(outcome, GOOD):
        return interval, "as configured"
    if isinstance(outcome, Failed) and outcome.kind is FailureKind.GONE:
        return max(DAY, interval), "gone (410): still tried once a day"
    passing = isinstance(outcome, Failed) and outcome.kind in _PASSING
    ceiling = soon if passing else max(DAY, interval)
    doubled = interval * 2 ** min(failures_before, MOST_DOUBLINGS)
    failures = failures_before + 1
    return min(doubled, ceiling), f"after {failures} failure{'s' if failures > 1 else ''} in a row"


def _asked_to_wait(outcome: Outcome, now: datetime) -> timedelta:
    if not isinstance(outcome, Failed) or outcome.retry_after is None:
        return timedelta(0)
    return outcome.retry_after.at - now

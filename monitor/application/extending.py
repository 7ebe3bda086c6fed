"""Decides when the record is told how long a source was looked at: once a day, and at the end of a longer pause.

One event a poll would drown the record; one a day loses nothing, for it carries how often was asked and every pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from feeds.kinds import kind
from feeds.memory import Health, Memory
from feeds.memory_tallies import Tally
from feeds.model import SourceSpec
from monitor.domain.polled import CoverageExtended, Pause
from monitor.domain.vocabulary import Reach
from monitor.ledger.store import Ledger

DAILY = timedelta(hours=24)
PATIENCE = timedelta(hours=1)


def patience(every_seconds: int) -> timedelta:
    """How long a source may give no good answer before that is a pause: three times its interval and an hour."""
    return PATIENCE + 3 * timedelta(seconds=every_seconds)


def overdue(known: Health, every_seconds: int, now: datetime) -> bool:
    """Whether a source has been silent for too long. One whose channel wishes to be left alone until later is not."""
    if known.last_good_poll is None or now - known.last_good_poll <= patience(every_seconds):
        return False
    return bool(known.failures) or known.next_poll is None or now >= known.next_poll


def mark_of(ledger: Ledger, source: str) -> datetime | None:
    """Until when the record was told of a source; None where it never was."""
    last = ledger.last(CoverageExtended.name, source)
    return last.event.until if last is not None and isinstance(last.event, CoverageExtended) else None


def extension(
    spec: SourceSpec, tally: Tally | None, mark: datetime | None, at: datetime, *, now: bool = False
) -> CoverageExtended | None:
    """What the record is told at a good poll `at`, or None where that can wait; `now` lets nothing wait.

    `tally` are the good polls before it. The first poll of a source is told at once: from there it is looked at.
    """
    if mark is None:
        return _extended(spec, at, at, 1, ())
    if at <= mark:
        return None
    resumed = spec.fetched and tally is not None and at - tally.until > patience(spec.every_seconds)
    if not (now or resumed or at - mark >= DAILY):
        return None
    if tally is None or tally.since != mark:
        return _extended(spec, mark, at, None, ())  # the poll memory was lost: what was asked since is not known
    last = ((tally.until, at),) if at > tally.until else ()
    return _extended(spec, mark, at, tally.polls + len(last), (*tally.pauses, *last))


def closing(spec: SourceSpec, memory: Memory, mark: datetime | None, now: datetime) -> CoverageExtended | None:
    """What the record is told of a fetched source that has fallen silent: until when it was looked at."""
    tally = memory.tallies.tally(spec.id)
    if not spec.fetched or tally is None or mark is None or tally.until <= mark or tally.since != mark:
        return None
    silent = now - tally.until > patience(spec.every_seconds)
    return _extended(spec, mark, tally.until, tally.polls, tally.pauses) if silent else None


def _extended(
    spec: SourceSpec,
    since: datetime,
    until: datetime,
    polls: int | None,
    between: Sequence[tuple[datetime, datetime]],
) -> CoverageExtended:
    known = kind(spec.kind)
    delivered = known.reach is Reach.MAILBOX  # between two mails nobody failed to look
    longest = patience(spec.every_seconds)
    pauses = () if delivered else tuple(Pause(s, u) for s, u in between if u - s > longest)
    return CoverageExtended(
        source=spec.id,
        source_class=known.source_class,
        reach=known.reach,
        court=spec.court,
        since=since,
        until=until,
        every_seconds=spec.every_seconds if spec.fetched else None,
        polls=polls,
        pauses=pauses,
    )

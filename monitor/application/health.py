"""The health of each source, from the record and the poll memory: what was last seen, what failed. It polls nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.application.extending import patience
from monitor.present.digest import Silence
from monitor.state.coverage import Gap
from projections import coverage, items
from projections.store import Views

SEVERAL = 3
"""Failures in a row after which a mail says that a source is silent: one bad answer is common."""


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `sources --json`. `window_seconds`: how far back the last good poll reached, where it shows.

    `gaps`: times, as `FROM/TO`, in which items may have come and gone unseen. `stale`: a source that is fetched and has
    not answered well for three times its interval and an hour; it may be dead, or nobody asks it. `moved_to`: where its
    present address has led by permanent redirects alone, in several polls; the operator may want to write that there.
    """

    id: str
    kind: str
    court: str | None
    last_good_poll: datetime | None
    window_seconds: int | None
    next_poll: datetime | None
    failures: int
    last_error: str | None
    gaps: tuple[str, ...]
    items_recorded: int
    stale: bool = False
    moved_to: str | None = None


def health(specs: tuple[SourceSpec, ...], memory: Memory, views: Views, now: datetime) -> list[SourceHealth]:
    """Give a row for each source, in the configuration's order."""
    counts, gaps, moved = items.counts(views), coverage.gaps(views), _moved(specs, views)
    rows = (_row(spec, memory, counts.get(spec.id, 0), gaps.get(spec.id, ()), now) for spec in specs)
    return [msgspec.structs.replace(row, moved_to=moved.get(row.id)) for row in rows]


def silences(rows: Iterable[SourceHealth]) -> tuple[Silence, ...]:
    """Give the sources that are stale, or have failed several times in a row."""
    return tuple(
        Silence(source=row.id, since=row.last_good_poll, error=row.last_error)
        for row in rows
        if row.stale or row.failures >= SEVERAL
    )


def _moved(specs: tuple[SourceSpec, ...], views: Views) -> dict[str, str]:
    found = coverage.moves(views)
    if not found:
        return {}
    from feeds.fetch.masking import masked  # it brings the HTTP library, which a list of sources does not need

    asked = {spec.id: masked(spec.url) for spec in specs}
    return {source: to for (source, address), to in found.items() if asked.get(source) == address}


def _row(spec: SourceSpec, memory: Memory, recorded: int, gaps: tuple[Gap, ...], now: datetime) -> SourceHealth:
    state = memory.health(spec.id)
    return SourceHealth(
        id=spec.id,
        kind=spec.kind,
        court=spec.court,
        last_good_poll=state.last_good_poll,
        window_seconds=None,
        next_poll=state.next_poll,
        failures=state.failures,
        last_error=state.last_error,
        gaps=tuple(f"{gap.since.isoformat()}/{gap.until.isoformat()}" for gap in gaps),
        items_recorded=recorded,
        stale=spec.fetched and _stale(state.last_good_poll, spec.every_seconds, now),
    )


def _stale(last_good: datetime | None, every_seconds: int, now: datetime) -> bool:
    return last_good is not None and now - last_good > patience(every_seconds)

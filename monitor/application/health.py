"""The health of each source, from the record and the poll memory: what was last seen, what failed. It polls nothing."""

from __future__ import annotations

from datetime import datetime

import msgspec

from feeds.memory import Memory
from feeds.model import SourceSpec
from projections import items
from projections.store import Views


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `sources --json`. `window_seconds`: how far back the last good poll reached, where it shows."""

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


def health(specs: tuple[SourceSpec, ...], memory: Memory, views: Views) -> list[SourceHealth]:
    """Give a row for each source, in the configuration's order."""
    counts = items.counts(views)
    return [_row(spec, memory, counts.get(spec.id, 0)) for spec in specs]


def _row(spec: SourceSpec, memory: Memory, recorded: int) -> SourceHealth:
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
        gaps=(),
        items_recorded=recorded,
    )

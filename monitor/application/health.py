"""The health of each source, from the record and the poll memory: what was last seen, what failed. It polls nothing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from feeds.kinds import source_class
from feeds.memory import Memory
from feeds.model import SourceSpec
from feeds.schedule import pace_of
from monitor.application.ending_alerts import ending_signals
from monitor.application.extending import overdue
from monitor.application.signals import Signal, SignalKind, signals
from monitor.domain.carries import shows_filings
from monitor.domain.vocabulary import SourceClass
from monitor.present.digest import Silence
from monitor.state.coverage import Declared, Gap
from projections import coverage, items
from projections.store import Views

SEVERAL = 3
"""Failures in a row after which a mail says that a source is silent: one bad answer is common."""


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `sources --json`. `window_seconds`: how far back the last good poll reached, where it shows.

    `shortest_window_seconds`: how long an item stayed at the shortest, in the last days; `interval_seconds`: how often
    it is asked, and why so often. `declared`: what it says that it carries; `signals`: what is odd about it although it
    answers.

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
    shortest_window_seconds: int | None = None
    interval_seconds: int | None = None
    interval_why: str | None = None
    items_shown: int | None = None
    newest_item: datetime | None = None
    declared: str | None = None
    shows_filings: bool | None = None
    signals: tuple[Signal, ...] = ()


def health(
    specs: tuple[SourceSpec, ...], memory: Memory, views: Views, now: datetime, own: Collection[str] = ()
) -> list[SourceHealth]:
    """Give a row for each source, in the configuration's order; `own` are servers of the operator's ("host:port")."""
    counts, gaps, moved = items.counts(views), coverage.gaps(views), _moved(specs, views)
    declared = coverage.declarations(views)
    rows = (_row(spec, memory, counts.get(spec.id, 0), gaps.get(spec.id, ()), now) for spec in specs)
    return [
        _measured(
            msgspec.structs.replace(row, moved_to=moved.get(row.id)), spec, memory, declared.get(spec.id, ()), now, own
        )
        for row, spec in zip(rows, specs, strict=True)
    ]


def silences(rows: Iterable[SourceHealth], courts: Container[str | None] = ()) -> tuple[Silence, ...]:
    """Give the sources that are stale, or have failed several times in a row.

    And those of `courts`, where watched dockets are, that answer but show too little, or something else; and whoever
    ends its alerts for a docket that is configured.
    """
    return tuple(silence for row in rows for silence in _silences(row, concerns=row.court in courts))


def _silences(row: SourceHealth, *, concerns: bool) -> Iterator[Silence]:
    silent = row.stale or row.failures >= SEVERAL
    if silent:
        yield Silence(source=row.id, since=row.last_good_poll, error=row.last_error)
    for signal in row.signals:
        if signal.kind is SignalKind.ALERTS_END or (concerns and not silent):
            yield Silence(source=row.id, since=signal.since, odd=signal.text)


def _measured(
    row: SourceHealth,
    spec: SourceSpec,
    memory: Memory,
    declared: Sequence[Declared],
    now: datetime,
    own: Collection[str],
) -> SourceHealth:
    """The row with what was measured of its source, and what follows from that."""
    found, words = memory.measured(spec.id), declared[-1].words if declared else None
    ending = ending_signals(spec, memory, now)
    if found.at is None:
        return msgspec.structs.replace(row, declared=words, signals=ending)
    asked = pace_of(spec, found, now, own)
    court = source_class(spec.kind) is SourceClass.DOCKET
    return msgspec.structs.replace(
        row,
        window_seconds=_seconds(found.window),
        shortest_window_seconds=_seconds(found.shortest),
        interval_seconds=_seconds(asked.every) if spec.fetched else None,
        interval_why=asked.why if spec.fetched else None,
        items_shown=found.items,
        newest_item=found.newest,
        declared=words,
        shows_filings=shows_filings(words) if court else None,
        signals=(*ending, *signals(spec, found, declared, asked, now)),
    )


def _seconds(length: timedelta | None) -> int | None:
    return int(length / timedelta(seconds=1)) if length is not None else None


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
        stale=spec.fetched and overdue(state, spec.every_seconds, now),
    )

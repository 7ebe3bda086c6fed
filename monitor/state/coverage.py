"""From recorded polls, gaps and first sights to what can be said of our looking. Pure; it reads no clock and no memory.

A source was looked at from its first recorded good poll to its last. In between the record has every longer pause and
every gap, so what is not said is not assumed: outside of those two ends nothing is claimed at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from monitor.domain.carries import shows_filings
from monitor.domain.vocabulary import Reach, SourceClass
from monitor.state.first_sight import Sight, first_sight
from monitor.state.spans import Span, clipped, joined, without
from monitor.state.view import CoverageView
from monitor.state.view_coverage import DocketCoverageView, GapView, GivenView, SourceCoverageView, StretchView

NO_OVERLAP = "two polls did not overlap"
SILENCE = "no good poll; the next one reached back over it"
BEFORE = "no good poll on record before"
AFTER = "no good poll on record after"
NOBODY = "no source shows this docket"


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What one `CoverageExtended` says, under its log position."""

    seq: int
    source: str
    source_class: SourceClass
    reach: Reach
    court: str | None
    since: datetime
    until: datetime
    every_seconds: int | None = None
    polls: int | None = None
    pauses: tuple[Span, ...] = ()


class Gap(msgspec.Struct, frozen=True):
    """From the last good poll before it to the first one after, which shared no item."""

    source: str
    court: str | None
    since: datetime
    until: datetime


class Declared(msgspec.Struct, frozen=True):
    """What a source said it carries, from a poll on."""

    source: str
    words: str | None
    at: datetime


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the record says of our looking."""

    looks: tuple[Look, ...]
    gaps: tuple[Gap, ...]
    declared: tuple[Declared, ...]


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """What the poll memory knows of a source beside the record.

    Its last good poll, the pauses since the record was last told, and whether it has fallen silent.
    """

    last_good_poll: datetime | None
    stale: bool = False
    pauses: tuple[Span, ...] = ()


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which dockets, from when to when coverage is asked; `watched` are the log positions from which they were."""

    dockets: tuple[str, ...]
    watched: Mapping[str, int] = {}
    since: datetime | None = None
    until: datetime | None = None

    @property
    def courts(self) -> frozenset[str]:
        """The courts of the dockets."""
        return frozenset(docket.partition("/")[0] for docket in self.dockets)


class _Timeline(msgspec.Struct, kw_only=True, eq=False):
    """One source as the record has it, since the matter was watched. `told` once it has said what it carries."""

    source: str
    looks: list[Look]
    sights: list[Sight]
    gaps: list[Span]
    declared: str | None
    told: bool
    first: datetime | None
    last: datetime | None
    polled: Polled | None

    @property
    def latest(self) -> Look | None:
        return self.looks[-1] if self.looks else None


def coverage_of(
    asked: Asked, looked: Looked, sights: Sequence[Sight], polled: Mapping[str, Polled] | None = None
) -> CoverageView:
    """What can be said of the dockets asked about; `polled` only where it is about now and not about a replay."""
    lines = [_timeline(source, asked, looked, sights, polled or {}) for source in _sources(asked, looked, sights)]
    shown = [line for line in lines if line.looks or line.told]
    dockets = tuple(_docket(docket, asked, shown) for docket in asked.dockets)
    begun = [d.since for d in dockets if d.since is not None]
    ended = [d.until for d in dockets if d.until is not None]
    return CoverageView(
        since=min(begun, default=None),
        until=max(ended, default=None),
        gaps=tuple(
            GapView(since=since, until=until, source=line.source, why=NO_OVERLAP)
            for line in shown
            if _shows_dockets(line)
            for since, until in clipped(line.gaps, asked.since, asked.until)
        ),
        sources=tuple(_source(line, asked) for line in shown),
        dockets=dockets,
        uncovered=tuple(d.docket for d in dockets if not d.sources),
        first_sight=first_sight(_entries(asked, lines), asked.since, asked.until),
        given=tuple(_given(line) for line in lines if line not in shown),
    )


def _entries(asked: Asked, lines: Iterable[_Timeline]) -> list[Sight]:
    """The entries of the dockets; what a feed's first poll showed was there before we looked."""
    return [
        msgspec.structs.replace(s, live=s.live and s.seen_at not in _begun(line))
        for line in lines
        for s in line.sights
        if s.docket in asked.dockets
    ]


def _begun(line: _Timeline) -> tuple[datetime, ...]:
    """The moment of a feed's first poll; nothing for what is delivered or handed in, which shows nothing earlier."""
    latest = line.latest
    return (line.first,) if latest and line.first and latest.reach is not Reach.MAILBOX else ()


def _sources(asked: Asked, looked: Looked, sights: Iterable[Sight]) -> list[str]:
    """The sources that may show the dockets, or publish what may be said of them, in the order of the record."""
    showing = (
        look.source
        for look in looked.looks
        if look.reach is Reach.PUBLICATIONS or (look.reach is Reach.COURT and look.court in asked.courts)
    )
    return list(dict.fromkeys((*showing, *(s.source for s in sights))))


def _timeline(
    source: str, asked: Asked, looked: Looked, sights: Iterable[Sight], polled: Mapping[str, Polled]
) -> _Timeline:
    watched = min(asked.watched.values(), default=0)
    looks = [look for look in looked.looks if look.source == source and look.seq > watched]
    seen = [s for s in sights if s.source == source]
    declared = [d for d in looked.declared if d.source == source]
    # the first look on record since the matter was watched ends with the first poll since then
    first = looks[0].until if looks else min((s.seen_at for s in seen), default=None)
    last = max([look.until for look in looks] + [s.seen_at for s in seen], default=None)
    return _Timeline(
        source=source,
        looks=looks,
        sights=seen,
        gaps=[(g.since, g.until) for g in looked.gaps if g.source == source and (first is None or g.until > first)],
        declared=declared[-1].words if declared else None,
        told=bool(declared),
        first=first,
        last=last,
        polled=polled.get(source),
    )


def _shows_dockets(line: _Timeline) -> bool:
    latest = line.latest
    return latest.source_class is SourceClass.DOCKET if latest else any(s.docket for s in line.sights)


def _docket(docket: str, asked: Asked, lines: Sequence[_Timeline]) -> DocketCoverageView:
    shown = [(line, span) for line in lines if (span := _shown(line, docket, asked.watched.get(docket, 0))) is not None]
    covered = joined(clipped((span for _, span in shown), asked.since, asked.until))
    # a mailbox or a partial copy cannot close a hole that the court's own feed left
    whole = [(line, span) for line, span in shown if line.latest and line.latest.reach is Reach.COURT] or shown
    seen = [part for line, span in whole for part in without([_by_memory(line, span)], line.gaps)]
    return DocketCoverageView(
        docket=docket,
        sources=tuple(line.source for line, _ in shown),
        since=covered[0][0] if covered else None,
        until=covered[-1][1] if covered else None,
        unseen=tuple(_unseen(joined(clipped(seen, asked.since, asked.until)), asked, shown=bool(shown))),
    )


def _by_memory(line: _Timeline, span: Span) -> Span:
    """The span up to the last good poll that the poll memory knows: the record is told of it once a day."""
    last = line.polled.last_good_poll if line.polled else None
    return (span[0], max(span[1], last)) if last is not None else span


def _shown(line: _Timeline, docket: str, watched: int) -> Span | None:
    """From when to when a source showed a docket: its court's feed always, any other from its first entry on.

    Always is from the first look that the record was told of once the docket was watched.
    """
    latest = line.latest
    first = next((look.until for look in line.looks if look.seq > watched), None)
    if latest is None or latest.reach is not Reach.COURT or latest.court != docket.partition("/")[0]:
        first = min((s.seen_at for s in line.sights if s.docket == docket), default=None)
    return (first, line.last) if first is not None and line.last is not None else None


def _unseen(covered: Sequence[Span], asked: Asked, *, shown: bool) -> Iterable[StretchView]:
    """The times asked about in which no source that shows the docket was looked at, with the reason."""
    if not covered:
        if asked.since is not None and asked.until is not None:
            yield StretchView(since=asked.since, until=asked.until, why=BEFORE if shown else NOBODY)
        return
    if asked.since is not None and asked.since < covered[0][0]:
        yield StretchView(since=asked.since, until=covered[0][0], why=BEFORE)
    for (_, since), (until, _) in pairwise(covered):
        yield StretchView(since=since, until=until, why=NO_OVERLAP)
    if asked.until is not None and covered[-1][1] < asked.until:
        yield StretchView(since=covered[-1][1], until=asked.until, why=AFTER)


def _source(line: _Timeline, asked: Asked) -> SourceCoverageView:
    latest, docket = line.latest, _shows_dockets(line)
    return SourceCoverageView(
        source=line.source,
        source_class=latest.source_class if latest else None,
        reach=latest.reach if latest else None,
        court=latest.court if latest else None,
        declared=line.declared,
        shows_filings=shows_filings(line.declared) if docket else None,
        since=line.first,
        until=line.last,
        polls=_polls(line.looks),
        every_seconds=latest.every_seconds if latest else None,
        silences=_stretches(_silences(line), asked, SILENCE),
        gaps=_stretches(line.gaps, asked, NO_OVERLAP),
        items=len(line.sights),
        last_good_poll=line.polled.last_good_poll if line.polled else None,
        stale=line.polled.stale if line.polled else False,
    )


def _silences(line: _Timeline) -> list[Span]:
    """The pauses that a later poll reached back over: one that left a gap is told as a gap."""
    recorded = [pause for look in line.looks[1:] for pause in look.pauses]
    known = recorded + [p for p in (line.polled.pauses if line.polled else ()) if p not in recorded]
    return [(s, u) for s, u in known if not any(since <= s and u <= until for since, until in line.gaps)]


def _polls(looks: Sequence[Look]) -> int | None:
    """All good polls told of; an end that two have in common is counted once. None where some were not counted."""
    later = [look.polls for look in looks[1:]]
    if not looks or None in later:
        return None
    return 1 + sum(polls - 1 for polls in later if polls is not None)


def _stretches(spans: Iterable[Span], asked: Asked, why: str) -> tuple[StretchView, ...]:
    return tuple(StretchView(since=s, until=u, why=why) for s, u in clipped(spans, asked.since, asked.until))


def _given(line: _Timeline) -> GivenView:
    times = [s.seen_at for s in line.sights]
    return GivenView(source=line.source, items=len(times), since=min(times), until=max(times))

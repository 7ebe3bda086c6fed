"""Coverage in words and tables. Claims no more than was seen: what the poll memory alone knows is marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.domain.courts import COURTS
from monitor.domain.vocabulary import Reach
from monitor.present.naming import cite
from monitor.present.times import clock, day, span, stamp, zone_name
from monitor.present.words import clip, count, label, one_line
from monitor.state.view import CoverageView
from monitor.state.view_coverage import DocketCoverageView, FirstSightView, LateView, SourceCoverageView, StretchView

_MOST = 12
"""Rows of one list; --json has all of them."""
_LIMITS = (
    "What this cannot say: an entry that no source showed, a sealed one, one taken down between two polls."
    " --json has every stretch."
)


def coverage_table(coverage: CoverageView, matter: str, zone: tzinfo, *, as_of: datetime) -> RenderableType:
    """The whole of a matter's coverage, at the clock of the configuration; dockets at their court's."""
    parts: list[RenderableType] = [_head(coverage, matter, zone, as_of), _dockets(coverage.dockets, zone)]
    if coverage.sources:
        parts.append(_sources(coverage.sources, zone))
    parts += [Text(line) for line in _unwatched(coverage, zone)]
    if coverage.first_sight is not None:
        parts += [Text(line) for line in _first_sight(coverage.first_sight, zone)]
    return Group(*parts, Text(_LIMITS, style="dim"))


def _head(coverage: CoverageView, matter: str, zone: tzinfo, as_of: datetime) -> Text:
    known = f"{matter}, as known on {stamp(as_of, zone)}"
    if coverage.since is None or coverage.until is None:
        return Text(f"{known}: no source of these dockets was looked at, as far as the record shows.", style="bold")
    return Text(f"{known}: looked at from {_from_to(coverage.since, coverage.until, zone)}.", style="bold")


def _table(title: str, **columns: int) -> Table:
    table = Table(title=title, title_justify="left", title_style="", box=SIMPLE_HEAD, expand=True, leading=1)
    for name, share in columns.items():
        table.add_column(name.replace("_", " "), ratio=share or None, no_wrap=not share, overflow="fold")
    return table


def _dockets(dockets: Iterable[DocketCoverageView], zone: tzinfo) -> Table:
    table = _table("Dockets", docket=0, shown_by=2, looked_at=3, not_looked_at=4)
    for docket in dockets:
        court = COURTS.get(docket.docket.partition("/")[0])
        local = court.zone if court else zone
        if docket.since is None or docket.until is None:
            by = ", ".join(map(one_line, docket.sources)) or "no source"
            table.add_row(docket.docket, by, "not on record", "at no time on record")
            continue
        seen = _from_to(docket.since, docket.until, local)
        unseen = _listed(docket.unseen, local, reason=True) or "no such time on record"
        table.add_row(docket.docket, ", ".join(map(one_line, docket.sources)), seen, unseen)
    return table


def _sources(sources: Iterable[SourceCoverageView], zone: tzinfo) -> Table:
    table = _table("Sources", source=2, carries=2, looked_at=3, may_have_missed=3, pauses=3)
    for source in sources:
        gaps = _listed(source.gaps, zone) or "no gap on record"
        table.add_row(_named(source), _carries(source), _looked(source, zone), gaps, _pauses(source, zone))
    return table


def _pauses(source: SourceCoverageView, zone: tzinfo) -> str:
    """How often the source was long without a good poll, and the longest of these; a later poll reached back."""
    if source.reach is Reach.MAILBOX:
        return "what is delivered knows none"
    if not source.silences:
        return "no longer one on record"
    longest = max(source.silences, key=lambda one: one.until - one.since)
    return f"{count(len(source.silences), 'time')}, the longest {_stretch(longest, zone, reason=False)}"


def _named(source: SourceCoverageView) -> str:
    kind = label(source.reach) if source.reach else "reach not on record"
    court = f", {cite(source.court)}" if source.court else ""
    return f"{one_line(source.source)}{court}\n{kind}"


def _carries(source: SourceCoverageView) -> str:
    words = f"“{clip(source.declared, 160)}”" if source.declared else "says nothing of what it carries"
    return f"{words}; parties’ filings do not show in it" if source.shows_filings is False else words


def _looked(source: SourceCoverageView, zone: tzinfo) -> str:
    lines = [_from_to(source.since, source.until, zone)] if source.since and source.until else ["not on record"]
    noun = "mail" if source.reach is Reach.MAILBOX else "good poll"
    lines.append(f"{count(source.polls, noun)} on record" if source.polls else f"number of {noun}s not on record")
    if source.last_good_poll is not None:
        silent = "; silent since" if source.stale else ""
        lines.append(f"last good poll {stamp(source.last_good_poll, zone)} (poll memory){silent}")
    return "\n".join(lines)


def _listed(stretches: Sequence[StretchView], zone: tzinfo, *, reason: bool = False) -> str:
    rows = [_stretch(one, zone, reason=reason) for one in stretches[:_MOST]]
    more = [f"and {len(stretches) - _MOST} more"] if len(stretches) > _MOST else []
    return "\n".join([*rows, *more])


def _stretch(one: StretchView, zone: tzinfo, *, reason: bool) -> str:
    why = f": {one.why}" if reason else ""
    return f"{_from_to(one.since, one.until, zone)} ({span(one.until - one.since)}){why}"


def _from_to(since: datetime, until: datetime, zone: tzinfo) -> str:
    one_day = since.astimezone(zone).date() == until.astimezone(zone).date()
    if one_day and zone_name(since, zone) == zone_name(until, zone):
        return f"{day(since.astimezone(zone))}, {clock(since, zone)} to {clock(until, zone)} {zone_name(until, zone)}"
    return f"{stamp(since, zone)} to {stamp(until, zone)}"


def _unwatched(coverage: CoverageView, zone: tzinfo) -> Iterable[str]:
    if coverage.uncovered:
        yield f"No source shows {', '.join(coverage.uncovered)}."
    for given in coverage.given:
        handed = _from_to(given.since, given.until, zone)
        yield f"{count(given.items, 'item')} handed in as {one_line(given.source)}, {handed}: nobody looked for these."


def _first_sight(seen: FirstSightView, zone: tzinfo) -> Iterable[str]:
    first = f"{count(seen.entries, 'entry', 'entries')} first seen, {seen.earlier} of them there before or handed in."
    if seen.median_seconds is None or seen.longest_seconds is None:
        yield f"{first} Of none seen as it came is the minute of entry known."
    else:
        half, most = (span(timedelta(seconds=s)) for s in (seen.median_seconds, seen.longest_seconds))
        timed = count(seen.timed, "entry", "entries")
        yield f"{first} Of {timed} seen as they came and timed half were seen within {half}, the last after {most}."
    for late in seen.late[:_MOST]:
        yield f"  {_late(late, zone)}"
    if len(seen.late) > _MOST:
        yield f"  and {len(seen.late) - _MOST} more"


def _late(late: LateView, zone: tzinfo) -> str:
    name = f"[{late.entry_number}]" if late.entry_number is not None else one_line(late.item)
    filed = f"filed {day(late.filed_at.astimezone(zone))}" if late.filed_at else "no filing date seen"
    entered = f"entered {stamp(late.entered_at, zone)}" if late.entered_at else "minute of entry not seen"
    seen = f"first seen {stamp(late.first_seen_at, zone)} by {one_line(late.source)}"
    return f"{late.docket} {name}: {filed}, {entered}, {seen}"

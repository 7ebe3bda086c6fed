"""When entries were first seen, against when the court had filed and entered them. It says not why one came late.

An entry may be entered days after it was filed, and a source may show it later still: a monitor that looked all the
time can have been late all the same, and this is where that shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

import msgspec

from monitor.domain.ids import docket_key, source_in
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Occasion
from monitor.state.facts import Fact, ItemFact
from monitor.state.view_coverage import FirstSightView, LateView

LATE = timedelta(days=1)
"""Later than this an entry is named: a fifth of real entries are entered a day after filing or later."""


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """One item when it was first seen; `docket` is None for what is no docket entry.

    `entered_at` is None where the source gives no hour of entry, `filed_at` where it gives no day of filing.
    """

    source: str
    item: str
    seen_at: datetime
    live: bool
    docket: str | None = None
    entry_number: int | None = None
    filed_at: datetime | None = None
    entered_at: datetime | None = None


def sights_of(facts: Iterable[Fact]) -> list[Sight]:
    """The first sight of every item of a matter."""
    return [_sight(fact) for fact in facts if isinstance(fact, ItemFact)]


def _sight(fact: ItemFact) -> Sight:
    seen = Sight(
        source=source_in(fact.key) or fact.source,
        item=fact.item,
        seen_at=fact.seen_at,
        live=fact.occasion is Occasion.LIVE,
    )
    content = fact.content
    if not isinstance(content, DocketEntry):
        return seen
    return msgspec.structs.replace(
        seen,
        docket=docket_key(content.court, content.docket_number),
        entry_number=content.entry_number,
        filed_at=content.filed_at,
        entered_at=content.entered_at if "entered_at" not in content.date_only else None,
    )


def first_sight(sights: Sequence[Sight], since: datetime | None, until: datetime | None) -> FirstSightView | None:
    """How soon the entries first seen in a time were seen; None where none was."""
    later = [s for s in _firsts(sights) if since is None or since <= s.seen_at]
    first = [s for s in later if until is None or s.seen_at <= until]
    if not first:
        return None
    waits = [(s.seen_at - s.entered_at) / timedelta(seconds=1) for s in first if s.live and s.entered_at is not None]
    return FirstSightView(
        entries=len(first),
        earlier=sum(not s.live for s in first),
        timed=len(waits),
        median_seconds=round(median(waits)) if waits else None,
        longest_seconds=round(max(waits)) if waits else None,
        late=tuple(late for s in first for late in _late(s)),
    )


def _firsts(sights: Iterable[Sight]) -> list[Sight]:
    """The first sight of every entry: another source's copy of it is no other entry."""
    first: dict[tuple[object, ...], Sight] = {}
    for seen in sorted(sights, key=lambda s: (s.seen_at, s.item)):
        known = first.setdefault(_entry(seen), seen)
        if known is not seen and known.entered_at is None and seen.entered_at is not None:
            first[_entry(seen)] = msgspec.structs.replace(known, entered_at=seen.entered_at)
    return list(first.values())


def _entry(seen: Sight) -> tuple[object, ...]:
    """What is one entry: its docket and number; without a number, the item alone."""
    return (seen.docket, seen.entry_number) if seen.entry_number is not None else (seen.docket, seen.source, seen.item)


def _late(seen: Sight) -> Iterable[LateView]:
    if seen.filed_at is not None and seen.entered_at is not None and seen.entered_at - seen.filed_at > LATE:
        yield _view("entered", seen)
    said = seen.entered_at or seen.filed_at
    if seen.live and said is not None and seen.seen_at - said > (LATE if seen.entered_at else 2 * LATE):
        yield _view("seen", seen)


def _view(what: str, seen: Sight) -> LateView:
    return LateView(
        what=what,
        item=seen.item,
        docket=seen.docket or "",
        entry_number=seen.entry_number,
        filed_at=seen.filed_at,
        entered_at=seen.entered_at,
        first_seen_at=seen.seen_at,
        source=seen.source,
    )

"""What can be said of our looking at a matter's dockets: from the record, and for now from the poll memory beside it.

What only the poll memory knows is kept apart: a replay has none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.application.extending import overdue, patience
from monitor.domain.ids import docket_key
from monitor.domain.vocabulary import DeadlineStatus
from monitor.errors import NotFoundError
from monitor.state.coverage import Asked, Looked, Polled, coverage_of
from monitor.state.first_sight import sights_of
from monitor.state.localized import localized
from monitor.state.view import CoverageView, DeadlineView, OrderView
from monitor.state.world import zone_of
from projections import coverage, facts_rows, matters
from projections.store import Views


class Period(NamedTuple):
    """The time asked about; an open end is that of the record."""

    since: datetime | None = None
    until: datetime | None = None


EVER = Period()
UNSEEN = "for some of the time no feed of this docket was looked at: see coverage"


def matter_coverage(
    views: Views,
    matter: str,
    seq: int,
    period: Period = EVER,
    polled: Mapping[str, Polled] | None = None,
    looked: Looked | None = None,
) -> CoverageView:
    """The coverage of a matter's dockets as the record has it at a log position; `polled` only where that is now.

    `looked` is what the read model says of that position, where the caller has it already. Raises NotFoundError for a
    matter that was not watched then.
    """
    configured = matters.version(views.connection, matter, seq)
    if configured is None:
        raise NotFoundError(f"no matter {matter!r} is watched; the id of one is COURT/NUMBER, such as dcd/25-cv-766")
    asked = Asked(
        dockets=configured.docket_keys,
        watched=matters.dockets_since(views.connection, matter),
        since=period.since,
        until=period.until,
    )
    sights = sights_of(facts_rows.of_matter(views.connection, matter, seq))
    found = coverage_of(asked, looked or coverage.looked(views, seq), sights, polled)
    return localized(found, zone_of(configured.court, configured))


def covered(
    views: Views, orders: Iterable[OrderView], seq: int, polled: Mapping[str, Polled] | None = None
) -> list[OrderView]:
    """The orders with the whole coverage of their matters."""
    known: dict[str, CoverageView] = {}
    found, looked = [], coverage.looked(views, seq)
    for order in orders:
        matter = docket_key(order.matter.court, order.matter.docket_number)
        if matter not in known:
            known[matter] = matter_coverage(views, matter, seq, EVER, polled, looked)
        dates = tuple(_noted(d, order, known[matter]) for d in order.deadlines)
        found.append(msgspec.structs.replace(order, coverage=known[matter], deadlines=dates))
    return found


def _noted(deadline: DeadlineView, order: OrderView, seen: CoverageView) -> DeadlineView:
    """Where no filing was seen: how much of the time since the order no feed of that docket was looked at."""
    if deadline.status is not DeadlineStatus.NO_FILING_OBSERVED or deadline.note is not None:
        return deadline
    begun = order.entered_at or order.pronounced_at
    unseen = [
        stretch
        for docket in seen.dockets
        if docket.docket == deadline.docket
        for stretch in docket.unseen
        if begun is None or stretch.until > begun
    ]
    return msgspec.structs.replace(deadline, note=UNSEEN) if unseen else deadline


def polled_now(specs: Iterable[SourceSpec], memory: Memory, now: datetime) -> dict[str, Polled]:
    """What the poll memory knows of each configured source."""
    return {spec.id: _polled(spec, memory, now) for spec in specs}


def _polled(spec: SourceSpec, memory: Memory, now: datetime) -> Polled:
    known, tally, longest = memory.health(spec.id), memory.tallies.tally(spec.id), patience(spec.every_seconds)
    return Polled(
        last_good_poll=known.last_good_poll,
        stale=spec.fetched and overdue(known, spec.every_seconds, now),
        pauses=tuple((s, u) for s, u in (tally.pauses if tally else ()) if u - s > longest),
    )

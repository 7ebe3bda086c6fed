"""The facts that a stretch of the log makes, each with its place in it and how it is to be told. It keeps none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import timedelta

from monitor.domain.decided import Linked, Reviewed
from monitor.domain.events import CoverageGapObserved, Event, ItemRead, LapseArrived, MatterAmended
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Entry
from projections import matters
from projections.batch import Made
from projections.because import because_of
from projections.facts import facts_of, gaps_of
from projections.item import Items

STALE = timedelta(hours=48)
"""A lapse recorded later than this after its time was learned from old papers, and alarms nobody."""


def facts_made(tx: sqlite3.Connection, entries: Sequence[Entry], items: Items) -> list[Made]:
    """Every fact that the entries make or change, in the order of the log; `tx` is as it was before the first."""
    configured: dict[str, Matter] = {}
    made = []
    for entry in entries:
        version = matters.version_of(entry)
        if version is not None:
            configured[version.matter.id] = version.matter
        found = facts_of(entry, items)
        if isinstance(entry.event, CoverageGapObserved):
            found = gaps_of(entry, _watched(tx, configured))
        if found:
            how = occasion_of(entry), because_of(entry, items)
            made += [Made(matter, entry.seq, entry.recorded_at, how[0], fact, how[1]) for matter, fact in found]
    return made


def occasion_of(entry: Entry) -> Occasion:
    """Why an entry's changes are seen now: a reading has its occasion; a lapse is live unless learned long after.

    What a person decided, or a matter's configuration amended, is read otherwise, not new.
    """
    event: Event = entry.event
    if isinstance(event, ItemRead):
        return event.occasion
    if isinstance(event, Reviewed | Linked | MatterAmended):
        return Occasion.REREAD
    if isinstance(event, LapseArrived) and entry.recorded_at - event.at > STALE:
        return Occasion.BACKFILL
    return Occasion.LIVE


def _watched(tx: sqlite3.Connection, configured: dict[str, Matter]) -> Iterator[Matter]:
    known = {matter.id: matter for matter in matters.watched(tx)} | configured
    return (known[ident] for ident in sorted(known))

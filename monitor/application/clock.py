"""Says in the record that a time has come: a lapse under a reading, a deadline. It concludes nothing from that.

A deadline has come only once the docket was looked at after it: "we saw no filing" must not mean "we did not look".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from monitor.domain.events import DeadlineArrived, Event, LapseArrived
from monitor.ledger.store import Draft, Ledger
from projections.due import Due, until
from projections.store import Views

Looked: TypeAlias = Callable[[str, str], datetime | None]


def arrival(due: Due) -> Event:
    """The event that says that this time has come."""
    shared = not due.subject.startswith(f"{due.matter}/")
    if due.reading is not None:
        return LapseArrived(matter_id=due.matter, order=due.subject, reading=due.reading, at=due.at, shared=shared)
    return DeadlineArrived(matter_id=due.matter, deadline=due.subject, at=due.at, shared=shared)


def record_arrivals(ledger: Ledger, views: Views, now: datetime, looked: Looked) -> int:
    """Append what has arrived by `now` according to views that are up to date; gives how many events are new.

    `looked` gives the last time a matter's docket was seen where filings show, None where it never was.
    """
    drafts = [Draft(event=arrival(due)) for due in until(views, now) if due.reading or _seen_since(due, looked)]
    return sum(entry is not None for entry in ledger.append(drafts, now)) if drafts else 0


def _seen_since(due: Due, looked: Looked) -> bool:
    seen = looked(due.matter, due.docket)
    return seen is not None and seen >= due.at

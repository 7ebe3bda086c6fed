"""Which event made a change, in whose voice, and why it was made just then: news is told apart from what only we did.

It says where a change comes from, never whether it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from monitor.domain import voices
from monitor.domain.decided import Linked, Reviewed
from monitor.domain.events import DeadlineArrived, Event, ItemRead, LapseArrived, MatterAmended
from monitor.domain.vocabulary import Occasion
from monitor.ledger.records import item_of, source_of
from monitor.ledger.store import Entry
from projections.item import Item


class Why(StrEnum):
    """Why a change was made when it was. Only `news` came into the world then, as far as our sources tell."""

    NEWS = "news"
    BASELINE = "baseline"
    BACKFILL = "backfill"
    READING_REVISED = "reading_revised"
    DECISION = "decision"
    CLOCK = "clock"
    CONFIGURATION = "configuration"


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """The event that made a change. `item` is the giver's id of the item it is about, `observed_seq` its observation.

    `person` decided it, giving `reason`; both are None for any other event.
    """

    seq: int
    recorded_at: datetime
    event: str
    voice: str
    why: Why
    source: str | None
    item: str | None
    observed_seq: int | None
    person: str | None
    reason: str | None


_VOICES: dict[type[Event], str] = {
    event: voice
    for voice, events in (
        ("observed", voices.OBSERVED),
        ("polled", voices.POLLED),
        ("read", voices.READ),
        ("decided", voices.DECIDED),
        ("watched", voices.WATCHED),
        ("clock_and_told", voices.CLOCK_AND_TOLD),
    )
    for event in events
}
_OF_OCCASION = {
    Occasion.LIVE: Why.NEWS,
    Occasion.BASELINE: Why.BASELINE,
    Occasion.BACKFILL: Why.BACKFILL,
    Occasion.REREAD: Why.READING_REVISED,
}


def cause_of(entry: Entry, item: Callable[[str], Item | None]) -> Cause:
    """Describe the event as the cause of a change; `item` gives an item by its key."""
    event = entry.event
    of = item_of(event)
    about = item(of) if of is not None else None
    decided = event if isinstance(event, Reviewed | Linked) else None
    return Cause(
        seq=entry.seq,
        recorded_at=entry.recorded_at,
        event=event.name,
        voice=_VOICES[type(event)],
        why=why_of(event),
        source=source_of(event) or (about.source if about else None),
        item=about.item if about else None,
        observed_seq=about.first_seq if about else None,
        person=decided.by if decided else None,
        reason=decided.reason if decided else None,
    )


def why_of(event: Event) -> Why:
    """Why what an event changes is changed just then."""
    match event:
        case ItemRead(occasion=occasion):
            return _OF_OCCASION[occasion]
        case MatterAmended():
            return Why.CONFIGURATION
        case LapseArrived() | DeadlineArrived():
            return Why.CLOCK
        case _:
            return Why.DECISION if isinstance(event, Reviewed | Linked) else Why.NEWS

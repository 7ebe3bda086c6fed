"""Why something is shown otherwise than before, where nothing in the world made the difference: who, and the reason."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from monitor.domain.decided import (
    ActionsJoined,
    Linked,
    OrdersJoined,
    ReadingConfirmed,
    ReadingCorrected,
    Reviewed,
)
from monitor.domain.events import ItemRead, MatterAmended
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Entry
from projections.item import Items


class What(StrEnum):
    """What made the difference."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    JOINED = "joined"
    PARTED = "parted"
    REREAD = "reread"
    REVISED = "revised"
    AMENDED = "amended"


class Because(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`by` is a person, a reader's version or a source; `item` what was read, `reason` what a person gave."""

    what: What
    by: str = ""
    reason: str = ""
    item: str | None = None


def because_of(entry: Entry, items: Items) -> Because | None:
    """Why the changes of an entry are no news of the world; None where they are."""
    match entry.event:
        case event if isinstance(event, Reviewed):
            return Because(what=_verdict(event), by=event.by, reason=event.reason, item=_item(event.of, items))
        case event if isinstance(event, Linked):
            joined = isinstance(event, OrdersJoined | ActionsJoined)
            return Because(what=What.JOINED if joined else What.PARTED, by=event.by, reason=event.reason)
        case ItemRead(occasion=Occasion.REREAD, of=of, reading=reading):
            return Because(what=What.REREAD, by=reading.reader, item=_item(of, items))
        case ItemRead(revision=revision, of=of) if revision:
            item = items.get(of)
            return Because(what=What.REVISED, by=item.source if item else "", item=item.item if item else None)
        case MatterAmended():
            return Because(what=What.AMENDED)
        case _:
            return None


def _verdict(event: Reviewed) -> What:
    if isinstance(event, ReadingCorrected):
        return What.CORRECTED
    return What.CONFIRMED if isinstance(event, ReadingConfirmed) else What.REJECTED


def _item(key: str, items: Items) -> str | None:
    item = items.get(key)
    return item.item if item else None

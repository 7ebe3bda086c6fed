"""An item under its giver's own id, given once more: is that a revision? By what the record has; appends nothing.

Neither the views nor the poll memory are asked, so it holds for an item that was last shown years ago, and on any
thread that has the ledger open.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from feeds.model import FeedItem
from monitor.domain.events import DocketEntryObserved, ItemRevised, NewsItemObserved, StatementObserved
from monitor.domain.items import Content, DocketEntry, said_at
from monitor.ledger.store import Entry, Ledger
from projections.item import content_hash

FILED_TO_ENTERED = timedelta(days=4)
"""A filing may be entered, and so be seen, days after the day it is dated."""


class Latest(msgspec.Struct, frozen=True):
    """An item as it was last recorded: the number of that revision and its content."""

    revision: int
    content: Content


def latest(ledger: Ledger, first: Entry) -> Latest:
    """The newest revision of the item that `first` observed. Raises LedgerError."""
    newest = ledger.newest_about(first.key, (ItemRevised.name,))
    event = newest.event if newest else first.event
    assert isinstance(event, DocketEntryObserved | StatementObserved | NewsItemObserved | ItemRevised)
    return Latest(event.revision if isinstance(event, ItemRevised) else 0, event.content)


def revises(known: Content, given: Content) -> bool:
    """Whether what is given now is another content; one that says less is not (an old message that comes late)."""
    if isinstance(known, DocketEntry) and isinstance(given, DocketEntry) and given.stub and not known.stub:
        return False
    return content_hash(known) != content_hash(given)


def is_stub(content: Content) -> bool:
    """Whether only the type of an entry is known; its text may come long after."""
    return isinstance(content, DocketEntry) and content.stub


def is_history(item: FeedItem, begun: datetime) -> bool:
    """Whether an item seen for the first time is no news: its giver had it, or it was said, before we began to look.

    Such a giver shows an old entry anew when somebody brings in its document, or the whole of an old docket.
    """
    said = said_at(item.content)
    had_before = item.had_since is not None and item.had_since <= begun
    return had_before or (said is not None and said < begun - FILED_TO_ENTERED)

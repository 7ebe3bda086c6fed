"""The whole text of an article, read from its page, as a revision of the item that a feed showed. It fetches nothing.

The feed's words are never lost: they are the item as first observed. A page that says less than the feed did (a
paywall, a notice about cookies) revises nothing.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from feeds.memory import Memory
from feeds.memory_pages import Page
from feeds.model import Poll, SourceSpec
from monitor.application.drafts import Seen, Watch, capture_of, revised_drafts
from monitor.application.given import latest
from monitor.domain.events import ItemRevised, NewsItemObserved, StatementObserved
from monitor.domain.items import NewsItem, Statement
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Ledger
from projections.item import content_hash

MEDIA_TYPE = "text/html"


def record_full_text(
    ledger: Ledger, memory: Memory, watched: Watch, spec: SourceSpec, page: Page, poll: Poll, text: str, now: datetime
) -> bool:
    """Append the revision that a page's text is; False where it says no more than is recorded. Raises LedgerError.

    The occasion is that of the item: what was a baseline alarms nobody by having become longer.
    """
    first = ledger.by_key(page.of)
    if first is None or not isinstance(first.event, NewsItemObserved | StatementObserved):
        return False
    known = latest(ledger, first)
    if not isinstance(known.content, NewsItem | Statement) or len(text) <= len(known.content.text):
        return False
    content = msgspec.structs.replace(known.content, text=text)
    newest = ledger.newest_about(page.of, (ItemRevised.name,))
    event = newest.event if newest is not None else first.event
    assert isinstance(event, NewsItemObserved | StatementObserved | ItemRevised)
    seen = Seen(
        source=spec.id,
        item=first.event.item,
        identity=first.event.identity,
        occasion=event.occasion if event.occasion is not Occasion.REREAD else Occasion.LIVE,
        polled_at=poll.polled_at,
        capture=capture_of(poll.body, MEDIA_TYPE),
    )
    revision = known.revision + 1
    ledger.append(list(revised_drafts(page.of, revision, seen, content, content_hash(content), watched)), now)
    memory.windows.renumber(spec.id, page.of, revision)
    return True

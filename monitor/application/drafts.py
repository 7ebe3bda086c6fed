"""Makes the events of an item from its content: what was observed, and how it was read. It records nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from monitor.domain.events import (
    AnyObserved,
    DocketEntryObserved,
    ItemRead,
    ItemRevised,
    NewsItemObserved,
    StatementObserved,
)
from monitor.domain.findings import Reading
from monitor.domain.ids import docket_key
from monitor.domain.items import Content, DocketEntry, NewsItem, Statement, aliases
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Capture, Draft
from monitor.reading.reader import read

_EVENT: dict[type[Content], Callable[..., AnyObserved]] = {
    DocketEntry: DocketEntryObserved,
    Statement: StatementObserved,
    NewsItem: NewsItemObserved,
}


class Watch(msgspec.Struct, frozen=True):
    """The watched matters of this moment and a name for the list, so that a reading says what it was read against.

    `by_docket` are those that hold a docket, by its key.
    """

    matters: tuple[Matter, ...]
    revision: str
    by_docket: Mapping[str, tuple[Matter, ...]]

    def possible(self, content: Content) -> tuple[Matter, ...]:
        """The matters that a reading of it can concern: of an entry those that hold its docket, else any."""
        if isinstance(content, DocketEntry):
            return self.by_docket.get(docket_key(content.court, content.docket_number), ())
        return self.matters

    def read(self, content: Content) -> Reading:
        """The reading of it against all of them; no reading of an entry looks at a matter that it cannot concern."""
        return read(content, self.possible(content))


def watch(matters: Sequence[Matter]) -> Watch:
    """Name a list of matters by its content."""
    listed = tuple(sorted(matters, key=lambda m: m.id))
    by_docket: dict[str, tuple[Matter, ...]] = {}
    for matter in listed:
        by_docket |= {key: (*by_docket.get(key, ()), matter) for key in matter.docket_keys}
    return Watch(listed, hashlib.sha256(msgspec.json.encode(listed)).hexdigest()[:12], by_docket)


def capture_of(raw: bytes, media_type: str) -> Capture:
    """The stored form of what a source sent."""
    return Capture(digest=hashlib.sha256(raw).hexdigest(), media_type=media_type, body=raw)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How an item came to us: from where, when, on what occasion, in which bytes."""

    source: str
    item: str
    identity: str
    occasion: Occasion
    polled_at: datetime
    capture: Capture | None = None


def observed(seen: Seen, content: Content) -> AnyObserved:
    """The event that a source said this."""
    make: Callable[..., AnyObserved] = _EVENT[type(content)]
    return make(
        source=seen.source,
        item=seen.item,
        identity=seen.identity,
        occasion=seen.occasion,
        polled_at=seen.polled_at,
        capture=seen.capture.digest if seen.capture else None,
        content=content,
    )


def first_drafts(seen: Seen, content: Content, watched: Watch, reading: Reading | None = None) -> tuple[Draft, Draft]:
    """An observation and its reading, the one caused by the other. `reading` is that of the content, if it was read."""
    event = observed(seen, content)
    captures = (seen.capture,) if seen.capture else ()
    draft = Draft(event=event, aliases=aliases(content), captures=captures)
    reading = reading or watched.read(content)
    return draft, reading_draft(event.key, 0, reading, seen.occasion, watched, cause=event.key)


def revised_drafts(
    of: str, revision: int, seen: Seen, content: Content, content_hash: str, watched: Watch
) -> tuple[Draft, Draft]:
    """A revision of the item `of` and its reading."""
    event = ItemRevised(
        of=of,
        revision=revision,
        source=seen.source,
        occasion=seen.occasion,
        polled_at=seen.polled_at,
        content=content,
        content_hash=content_hash,
        capture=seen.capture.digest if seen.capture else None,
    )
    captures = (seen.capture,) if seen.capture else ()
    draft = Draft(event=event, cause=of, aliases=aliases(content), captures=captures)
    reading = watched.read(content)
    return draft, reading_draft(of, revision, reading, seen.occasion, watched, cause=event.key)


def reading_draft(of: str, revision: int, reading: Reading, occasion: Occasion, watched: Watch, cause: str) -> Draft:
    """How our reader understood the content, given the watched matters."""
    event = ItemRead(
        of=of,
        revision=revision,
        occasion=occasion,
        matters_revision=watched.revision,
        reading=reading,
    )
    return Draft(event=event, cause=cause)

"""What news and statement feeds have in common: items with a title, a text and a date. Judges no content."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

from feeds import entries, json_items
from feeds.entries import Entry
from feeds.model import FeedItem, Parsed, Poll, Problem, SourceSpec
from feeds.plain import one_line, to_text
from feeds.times import seen_moment
from monitor.domain.items import NewsItem, Statement
from monitor.domain.vocabulary import SourceClass
from monitor.errors import InputError

EXTENSIONS = (".xml", ".rss", ".atom", ".rdf", ".json")
JSON = "application/json"
_MARKUP = re.compile(r"</[A-Za-z][A-Za-z0-9]*\s*>|<(?:p|br|div|img|a)[\s/>]", re.IGNORECASE)


class Article(msgspec.Struct, frozen=True):
    """An item's text, with what was wrong with it."""

    title: str
    text: str
    published_at: datetime
    url: str | None
    problems: tuple[str, ...]


Publication: TypeAlias = NewsItem | Statement


def parse(
    spec: SourceSpec,
    poll: Poll,
    seen: Container[str],
    source_class: SourceClass,
    publish: Callable[[str, Article], Publication],
) -> Parsed:
    """Read a poll's new items; `publish` makes the content of an outlet's article, in the kind's own class.

    Raises UnreadableError for a body that is not a whole feed.
    """
    in_json = json_items.is_json(poll)
    reading = (json_items if in_json else entries).read(poll, seen)
    outlet = one_line(to_text(reading.title)) or spec.speaker or spec.id
    items, problems = [], list(reading.problems)
    for entry in reading.entries:
        found = article(entry, poll)
        shown = item(entry, publish(outlet, found), JSON if in_json else None)
        items.append(shown)
        problems += [Problem(source=spec.id, item=shown.item, reason=fault) for fault in found.problems]
    return Parsed(
        source=spec.id,
        source_class=source_class,
        items=tuple(items),
        problems=tuple(problems),
        shown=reading.shown,
        wishes=reading.wishes,
    )


def article(entry: Entry, poll: Poll) -> Article:
    """Read title, text (the full content, else the summary) and date; a date that cannot be true becomes `polled_at`.

    Text and title are plain, without markup; characters are kept as they came, garbled ones too.
    """
    faults = list(entry.faults)
    try:
        published = seen_moment(entry.date, poll.polled_at)
    except InputError as error:
        published = poll.polled_at
        faults.append(f"published at an unknown time ({error}); the time of the poll stands in for it")
    verbatim = entry.plain and not _MARKUP.search(entry.body)
    url = entry.link if urlsplit(entry.link).scheme in ("http", "https") else None
    if entry.link and url is None:
        faults.append(f"the link {entry.link[:80]!r} is no web address")
    return Article(
        one_line(to_text(entry.title)),
        entry.body.strip() if verbatim else to_text(entry.body),
        published,
        url,
        tuple(faults),
    )


def item(entry: Entry, content: Publication, media_type: str | None = None) -> FeedItem:
    """Give the item its identity; its id is the guid, else the link, else its title."""
    return FeedItem(
        content=content,
        item=entry.guid or entry.link or content.title,
        slice_hash=entry.slice.hash,
        ordinal=entry.slice.ordinal,
        raw=entry.raw,
        guid=entry.guid or entry.link,
        date=entry.date,
        title=entry.title,
        body=entry.digest,
        loose_guid=not (entry.guid or entry.link),
        media_type=media_type,
    )

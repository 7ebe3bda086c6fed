"""Kind `statement-feed`: a press office's own RSS, Atom or JSON. Who speaks is configured, never read from content.

Gives: title, full text or summary, time of publication, link. White House: 30 items, with `content:encoded`; Department
of Justice: RSS and JSON; Federal Register: JSON, an abstract and the day, never the document's text.
Never gives: what was taken down, nor when the item really went live: its date can precede that, so the record's own
time of first sight is kept beside it.
Known from: whitehouse.gov/news/feed, justice.gov/news/rss (November 2026); RSS 2.0, RFC 4287,
JSON Feed; the JSON lists of justice.gov and federalregister.gov as others' programs read them (2026).
"""

from __future__ import annotations

from collections.abc import Container

from feeds import syndicated
from feeds.model import Parsed, Poll, SourceSpec
from monitor.domain.items import Statement
from monitor.domain.vocabulary import SourceClass

NAME = "statement-feed"
SOURCE_CLASS = SourceClass.STATEMENT
EXTENSIONS = syndicated.EXTENSIONS


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll's new statements. Raises UnreadableError for a body that is not a whole feed."""

    def publish(outlet: str, found: syndicated.Article) -> Statement:
        return Statement(
            outlet=outlet,
            title=found.title,
            text=found.text,
            published_at=found.published_at,
            url=found.url,
            speaker=spec.speaker,
        )

    return syndicated.parse(spec, poll, seen, SOURCE_CLASS, publish)

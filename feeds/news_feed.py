"""Kind `news-feed`: an outlet's RSS, Atom or JSON Feed. Gives what was published; can never make an order or a finding.

Gives: title, summary or full text (`content:encoded`, Atom `content`), time of publication, link.
Never gives: the text behind a paywall, an edit's history, and items older than its window (often 10 to 30).
Known from: RSS 2.0, RSS 1.0, RFC 4287, JSON Feed 1.0 and 1.1, and the feeds that outlets and press offices publish.
Quirks: a summary is often cut off in mid-sentence; aggregators' links (news.google.com) do not name the publisher; the
date may be that of the last edit; the guid of one article stays when its words change.
"""

from __future__ import annotations

from collections.abc import Container

from feeds import syndicated
from feeds.model import Parsed, Poll, SourceSpec
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import SourceClass

NAME = "news-feed"
SOURCE_CLASS = SourceClass.NEWS
EXTENSIONS = syndicated.EXTENSIONS


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll's new articles. Raises UnreadableError for a body that is not a whole feed."""

    def publish(outlet: str, found: syndicated.Article) -> NewsItem:
        return NewsItem(
            outlet=outlet,
            title=found.title,
            text=found.text,
            published_at=found.published_at,
            url=found.url,
        )

    return syndicated.parse(spec, poll, seen, SOURCE_CLASS, publish)

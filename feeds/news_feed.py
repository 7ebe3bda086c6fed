"""Kind `news-feed`: an outlet's RSS or Atom feed. Gives what was published; can never make an order or a finding.

Gives: title, summary or full text (`content:encoded`, Atom `content`), time of publication, link.
Never gives: the text behind a paywall, an edit's history, and items older than its window (often 10 to 30).
Known from: RSS 2.0, RSS 1.0, RFC 4287, and the feeds that outlets and press offices publish.
Quirks: a summary is often cut off in mid-sentence; aggregators' links (news.google.com) do not name the publisher; the
date may be that of the last edit; the guid of one article stays when its words change.
"""

from __future__ import annotations

from collections.abc import Container

from feeds import syndicated
from feeds.entries import read
from feeds.model import Parsed, Poll, Problem, SourceSpec
from feeds.plain import one_line, to_text
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import SourceClass

NAME = "news-feed"
SOURCE_CLASS = SourceClass.NEWS
EXTENSIONS = syndicated.EXTENSIONS


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll's new articles. Raises UnreadableError for a body that is not a whole feed."""
    reading = read(poll, seen)
    items, problems = [], list(reading.problems)
    for entry in reading.entries:
        found = syndicated.article(entry, poll)
        content = NewsItem(
            outlet=one_line(to_text(reading.title)) or spec.id,
            title=found.title,
            text=found.text,
            published_at=found.published_at,
            url=found.url,
        )
        item = syndicated.item(entry, content)
        items.append(item)
        problems += [Problem(source=spec.id, item=item.item, reason=fault) for fault in found.problems]
    return Parsed(
        source=spec.id,
        source_class=SOURCE_CLASS,
        items=tuple(items),
        problems=tuple(problems),
        shown=reading.shown,
    )

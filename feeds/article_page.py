"""The words of one article's page: the extra `fulltext` (trafilatura, Apache-2.0). It fetches nothing, ever.

Gives: the article's own text, without navigation, comments and advertising, as far as that can be told apart.
Never gives: what stands behind a paywall or is put together by a script; what it leaves out, and why.
Known from: trafilatura 2; used on bytes that our own guarded fetch brought. Its own fetcher, which would follow any
redirect to any address, is never called.

Not a kind that can be configured: a page is read for an item that a feed has shown (`full_text` of a source).
"""

from __future__ import annotations

from collections.abc import Container
from importlib.util import find_spec

from feeds.model import FeedItem, Parsed, Poll, SourceSpec
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import SourceClass
from monitor.errors import UnreadableError

NAME = "article-page"
EXTRA = "showcause[fulltext]"
_MODULE = "trafilatura"
_HTML = ("text/html", "application/xhtml+xml")


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec(_MODULE) is not None


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:  # noqa: ARG001 - as every kind's
    """Read the article on a page as one item whose text alone means anything.

    Raises UnreadableError for what is no HTML page, or shows no article.
    """
    if poll.status != 200:
        raise UnreadableError(spec.id, f"the server answered with status {poll.status}")
    media_type = poll.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if media_type not in _HTML:
        raise UnreadableError(spec.id, f"no page but {media_type[:60]}")
    text = _article(spec, poll.body)
    content = NewsItem(outlet="", title="", text=text, published_at=poll.polled_at)
    item = FeedItem(content=content, item=poll.url, slice_hash="", ordinal=0, raw=b"")
    return Parsed(source=spec.id, source_class=SourceClass.NEWS, items=(item,), window=False)


def _article(spec: SourceSpec, body: bytes) -> str:
    if not installed():
        raise UnreadableError(spec.id, f"its article cannot be told from the page: {EXTRA} is not installed")
    from trafilatura import extract

    # without `url` and `settings`: nothing it could look up, and no language or date to guess by
    found = extract(body, include_comments=False, include_tables=True, favor_precision=True, deduplicate=False)
    if not found or not found.strip():
        raise UnreadableError(spec.id, "no article could be made out on the page")
    return str(found).strip()

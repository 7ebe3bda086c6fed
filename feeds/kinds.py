"""The kinds of source this program knows: the one list of them. A kind not listed here does not exist."""

from __future__ import annotations

from collections.abc import Callable, Container
from types import MappingProxyType

import msgspec

from feeds import (
    article_page,
    courtlistener_api,
    courtlistener_feed,
    courtlistener_webhook,
    nef_mail,
    news_feed,
    pacer_rss,
    statement_feed,
)
from feeds.court_feeds import feed_of
from feeds.model import MAILBOXES, PUSHED, Parsed, Poll, SourceSpec
from monitor.domain.vocabulary import Reach, SourceClass
from monitor.errors import InputError


def _nowhere(_court: str) -> str | None:
    return None


class Kind(msgspec.Struct, frozen=True):
    """A kind of source: what it may say, which files hold its recorded polls, what its configuration must name.

    `address_of` gives the address of a court's own source where one is known, for a configuration that names none.
    `schemes` are those of its addresses. `needs_docket`: its entries do not name their docket number; `needs_dockets`:
    it speaks of several dockets, by CourtListener's ids. `paged`: it is a list in pages (feeds.courtlistener_paging).
    """

    name: str
    source_class: SourceClass
    extensions: tuple[str, ...]
    parse: Callable[[SourceSpec, Poll, Container[str]], Parsed]
    media_type: str = "application/xml"
    needs_court: bool = False
    needs_speaker: bool = False
    needs_docket: bool = False
    needs_dockets: bool = False
    paged: bool = False
    schemes: tuple[str, ...] = ("https", "http")
    reach: Reach = Reach.PUBLICATIONS
    address_of: Callable[[str], str | None] = _nowhere


KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                pacer_rss.NAME,
                pacer_rss.SOURCE_CLASS,
                pacer_rss.EXTENSIONS,
                pacer_rss.parse,
                needs_court=True,
                reach=Reach.COURT,
                address_of=feed_of,
            ),
            Kind(
                courtlistener_feed.NAME,
                courtlistener_feed.SOURCE_CLASS,
                courtlistener_feed.EXTENSIONS,
                courtlistener_feed.parse,
                needs_court=True,
                reach=Reach.DOCKET,
            ),
            Kind(
                courtlistener_api.NAME,
                courtlistener_api.SOURCE_CLASS,
                courtlistener_api.EXTENSIONS,
                courtlistener_api.parse,
                media_type="application/json",
                needs_court=True,
                needs_docket=True,
                paged=True,
                reach=Reach.DOCKET,
            ),
            Kind(
                courtlistener_webhook.NAME,
                courtlistener_webhook.SOURCE_CLASS,
                courtlistener_webhook.EXTENSIONS,
                courtlistener_webhook.parse,
                media_type="application/json",
                needs_dockets=True,
                schemes=(PUSHED,),
                reach=Reach.MAILBOX,
            ),
            Kind(
                nef_mail.NAME,
                nef_mail.SOURCE_CLASS,
                nef_mail.EXTENSIONS,
                nef_mail.parse,
                media_type="message/rfc822",
                needs_court=True,
                schemes=MAILBOXES,
                reach=Reach.MAILBOX,
            ),
            Kind(news_feed.NAME, news_feed.SOURCE_CLASS, news_feed.EXTENSIONS, news_feed.parse),
            Kind(
                statement_feed.NAME,
                statement_feed.SOURCE_CLASS,
                statement_feed.EXTENSIONS,
                statement_feed.parse,
                needs_speaker=True,
            ),
        )
    }
)


_OF_ITS_OWN = {
    article_page.NAME: Kind(article_page.NAME, SourceClass.NEWS, (), article_page.parse, media_type="text/html"),
}
"""What is read as a kind is, and cannot be configured."""


def kind(name: str) -> Kind:
    """Look up a kind by its name. Raises InputError for one that is not listed."""
    try:
        return KINDS[name] if name in KINDS else _OF_ITS_OWN[name]
    except KeyError:
        raise InputError(f"kind {name!r} is not known (known are {', '.join(KINDS)})") from None


def source_class(name: str) -> SourceClass:
    """Say what a source of this kind may say; its content has no part in that. Raises InputError."""
    return kind(name).source_class


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll by its source's kind, without the items whose identity is in `seen`.

    Raises UnreadableError for a body that is not, or not the whole of, what such a source publishes.
    """
    return kind(spec.kind).parse(spec, poll, seen)

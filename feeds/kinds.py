"""The kinds of source this program knows: the one list of them. A kind not listed here does not exist."""

from __future__ import annotations

from collections.abc import Callable, Container
from types import MappingProxyType
from typing import Protocol, TypeAlias

import msgspec
from msgspec.structs import replace

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


Parse: TypeAlias = Callable[[SourceSpec, Poll, Container[str]], Parsed]


class Kind(msgspec.Struct, frozen=True):
    """A kind of source: what it may say, which files hold its recorded polls, what its configuration must name.

    `address_of` gives the address of a court's own source where one is known, for a configuration that names none.
    `schemes` are those of its addresses. `needs_docket`: its entries do not name their docket number; `needs_dockets`:
    it speaks of several dockets, by CourtListener's ids. `paged`: it is a list in pages (feeds.courtlistener_paging).
    """

    name: str
    source_class: SourceClass
    extensions: tuple[str, ...]
    parse: Parse
    media_type: str = "application/xml"
    needs_court: bool = False
    needs_speaker: bool = False
    needs_docket: bool = False
    needs_dockets: bool = False
    paged: bool = False
    schemes: tuple[str, ...] = ("https", "http")
    reach: Reach = Reach.PUBLICATIONS
    address_of: Callable[[str], str | None] = _nowhere


class _Module(Protocol):
    """What a module about a kind of source says of it."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - constants of a module
    @property
    def SOURCE_CLASS(self) -> SourceClass: ...  # noqa: N802
    @property
    def EXTENSIONS(self) -> tuple[str, ...]: ...  # noqa: N802
    @property
    def parse(self) -> Parse: ...


def _said_by(module: _Module) -> Kind:
    return Kind(module.NAME, module.SOURCE_CLASS, module.EXTENSIONS, module.parse)


_KINDS = (
    replace(_said_by(pacer_rss), needs_court=True, reach=Reach.COURT, address_of=feed_of),
    replace(_said_by(courtlistener_feed), needs_court=True, reach=Reach.DOCKET),
    replace(
        _said_by(courtlistener_api),
        media_type="application/json",
        needs_court=True,
        needs_docket=True,
        paged=True,
        reach=Reach.DOCKET,
    ),
    replace(
        _said_by(courtlistener_webhook),
        media_type="application/json",
        needs_dockets=True,
        schemes=(PUSHED,),
        reach=Reach.MAILBOX,
    ),
    replace(_said_by(nef_mail), media_type="message/rfc822", needs_court=True, schemes=MAILBOXES, reach=Reach.MAILBOX),
    _said_by(news_feed),
    replace(_said_by(statement_feed), needs_speaker=True),
)
KINDS = MappingProxyType({kind.name: kind for kind in _KINDS})


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

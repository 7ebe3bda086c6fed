"""Kind `courtlistener-api`: the entries of one docket from CourtListener's REST API (v4). Never asks for a document.

Gives: what feeds.courtlistener_entry says, newly modified entries first, so a text that comes later is seen, which
neither the webhook nor the Atom feed shows. Pages of 20; `next` names the following page.
Never gives: entries that nobody has given CourtListener (they may be days behind the court), deleted ones, nor when
an entry was seen on the court's docket.
Wants: a token, and few questions: 5 a minute, 50 an hour and 125 a day unless another limit was agreed on.
Known from: CourtListener's API documentation and change log (v4.4, November 2026).
Quirks: `date_modified` also moves when only a document was uploaded: the same content again changes nothing here.
Order by `date_modified` or `id` is what makes its pages a cursor that does not skip.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from urllib.parse import urlsplit

import msgspec

from feeds.courtlistener_entry import entry_item, number_of
from feeds.courtlistener_paging import is_next
from feeds.model import FeedItem, Parsed, Poll, Problem, SourceSpec
from monitor.domain.vocabulary import SourceClass
from monitor.errors import InputError, UnreadableError

NAME = "courtlistener-api"
SOURCE_CLASS = SourceClass.DOCKET
EXTENSIONS = (".json",)


class Page(msgspec.Struct, frozen=True):
    """One page of a list: each entry in its own bytes, and where the next page is."""

    results: tuple[msgspec.Raw, ...]
    next: str | None = None


_PAGE = msgspec.json.Decoder(Page)


def parse(spec: SourceSpec, poll: Poll, _seen: Container[str] = ()) -> Parsed:
    """Read one page. An entry that cannot be used is a Problem and costs no other.

    Raises UnreadableError for what is no such page.
    """
    page = read_page(poll)
    items, problems = read_entries(spec, page.results, site_of(spec.url))
    if page.next and not is_next(spec.url, page.next):
        problems.append(Problem(source=spec.id, item=poll.name, reason="the next page is elsewhere; it is not asked"))
    return Parsed(source=spec.id, source_class=SOURCE_CLASS, items=tuple(items), problems=tuple(problems), window=False)


def read_page(poll: Poll) -> Page:
    """The page as it came. Raises UnreadableError for another status and for what is no page."""
    if poll.status != 200:
        raise UnreadableError(poll.source, f"the server answered with status {poll.status}")
    try:
        return _PAGE.decode(poll.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(poll.source, f"not a page of docket entries: {error}") from None


def read_entries(spec: SourceSpec, raws: Sequence[msgspec.Raw], site: str) -> tuple[list[FeedItem], list[Problem]]:
    """The entries that can be used, the newest first, and what was wrong with those that cannot, or in part."""
    dockets = {docket.id: docket for docket in spec.dockets}
    items: list[FeedItem] = []
    problems: list[Problem] = []
    for number, raw in enumerate(raws, start=1):
        try:
            item, faults = entry_item(bytes(raw), dockets, site)
        except InputError as error:
            problems.append(
                Problem(source=spec.id, item=f"entry {number} of {len(raws)}", reason=str(error), lost=True)
            )
            continue
        items.append(item)
        problems += [Problem(source=spec.id, item=item.item, reason=fault) for fault in faults]
    return sorted(items, key=number_of, reverse=True), problems


def site_of(url: str) -> str:
    """Where the pages of an API's site are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.scheme.startswith("http") else ""

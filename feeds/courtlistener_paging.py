"""How far a list of CourtListener's API was read, and what to ask next. Pure; follows no address to another place.

A list is read once from the newest entry, and from then on by what was modified since: in that order its pages are a
cursor, so that nothing between two polls is missed however much it is (courtlistener's documentation, "Pagination").
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from feeds.times import moment
from monitor.errors import InputError

_OWN = frozenset({"order_by", "format", "omit", "cursor", "date_modified__gte", "count"})


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far the list was read: up to what was modified at `since`, and where it goes on while it is longer."""

    since: str | None = None
    next: str | None = None


class _Stamp(msgspec.Struct, frozen=True):
    date_modified: str | None = None


class _Page(msgspec.Struct, frozen=True):
    results: tuple[msgspec.Raw, ...]
    next: str | None = None


_PAGE, _STAMP = msgspec.json.Decoder(_Page), msgspec.json.Decoder(_Stamp)


def docket_id(url: str) -> int | None:
    """The docket whose entries an address lists (`…/docket-entries/?docket=69777799`); None for another address."""
    found = dict(parse_qsl(urlsplit(url).query)).get("docket", "")
    return int(found) if found.isascii() and found.isdigit() and len(found) <= 12 else None


def address(url: str, place: Place) -> str:
    """What to ask next: where a longer list goes on, what was modified since, or first the newest modified."""
    if place.next is not None:
        return place.next
    if place.since is None:
        return _with(url, order_by="-date_modified")
    return _with(url, order_by="date_modified", date_modified__gte=place.since)


def history_address(url: str) -> str:
    """Where the whole list begins, oldest first by CourtListener's own numbers: a order that nothing comes before."""
    return _with(url, order_by="id")


def count_address(url: str) -> str:
    """What gives the number of entries alone."""
    return _with(url, count="on")


def after(url: str, place: Place, body: bytes) -> Place:
    """How far the list was read after one more page, which was read well."""
    page = _PAGE.decode(body)
    stamps = [stamp for raw in page.results if (stamp := _modified(raw))]
    since = max([*([place.since] if place.since else []), *stamps], key=moment, default=None)
    first = place.since is None and place.next is None  # the newest alone: what came before is for a back-fill
    more = page.next if page.next and not first and is_next(url, page.next) else None
    return Place(since=since, next=more)


def length_and_next(url: str, body: bytes) -> tuple[int, str | None]:
    """How many entries a page has, and where the following one is. Raises InputError where that is elsewhere."""
    page = _PAGE.decode(body)
    if page.next and not is_next(url, page.next):
        raise InputError("the next page is elsewhere; it is not asked")
    return len(page.results), page.next or None


def is_next(url: str, following: str) -> bool:
    """Whether a next page is of the same list: a token must go nowhere else."""
    here, there = urlsplit(url), urlsplit(following)
    same = (here.scheme, here.netloc.rpartition("@")[2], here.path) == (there.scheme, there.netloc, there.path)
    return same and docket_id(following) == docket_id(url)


def _modified(raw: msgspec.Raw) -> str | None:
    try:
        stamp = _STAMP.decode(raw).date_modified
        moment(stamp or "")
    except (msgspec.DecodeError, InputError):
        return None
    return stamp


def _with(url: str, **more: str) -> str:
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in _OWN]
    ours = {"format": "json", "omit": "recap_documents__plain_text", **more}
    return urlunsplit(parts._replace(query=urlencode([*kept, *ours.items()])))

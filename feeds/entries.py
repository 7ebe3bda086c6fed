"""The items of an RSS or Atom poll as plain fields. Reads what is new, keeps every item, gives no meaning to any.

feedparser (6.0.14) does the reading, from memory only and with per-call options: it would open a path or fetch an
address given as a string. It turns a field that happens to be UTF-8 read as Latin-1 into other characters than came;
that is undone.
"""

from __future__ import annotations

import html
import io
from bisect import bisect_right
from collections.abc import Callable, Container
from contextlib import suppress
from hashlib import blake2b
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

import feedparser
import msgspec

from feeds.model import NO_WISHES, Poll, Problem, Wishes
from feeds.pace import wishes_of
from feeds.plain import one_line
from feeds.simple_items import simple_items
from feeds.split import Document, Slice, alone, cut, split
from monitor.errors import UnreadableError


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One item's fields as given, references decoded, markup in place. `plain`: the source calls the body plain.

    `faults` says what had to be mended to read it.
    """

    slice: Slice
    raw: bytes
    guid: str
    link: str
    title: str
    date: str
    body: str
    plain: bool
    faults: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of what guid, date and title leave out, to tell an edited item from the same one in other clothes."""
        return blake2b(f"{self.link}\n{self.body}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A poll's new entries; the channel's title, description and wishes; every item's identity in order; its faults."""

    entries: tuple[Entry, ...]
    title: str
    description: str
    shown: tuple[str, ...]
    problems: tuple[Problem, ...]
    wishes: Wishes = NO_WISHES


def read(poll: Poll, seen: Container[str] = ()) -> Reading:
    """Read the items of a poll whose identity is not in `seen`. Raises UnreadableError when it is not a whole feed."""
    if poll.status != 200:
        raise UnreadableError(poll.source, f"the server answered with status {poll.status}")
    document = split(poll.source, poll.body, poll.headers, seen)
    unseen = [i for i, s in enumerate(document.slices) if s.identity not in seen]
    new = [i for i in unseen if i not in document.beyond]
    channel, found = _read(document, new, surroundings(poll))
    problems = [Problem(source=poll.source, item="", reason=r) for r in [document.overridden] if r]
    problems += [_left_out(poll.source, document, i) for i in unseen if i in document.beyond]
    repaired = _repaired(document)
    entries = []
    for index in new:
        fields, faults = found[index]
        if index in repaired:
            faults = [*faults, "characters that XML does not allow here were repaired"]
        entries.append(_entry(document, index, fields, faults))
    return Reading(
        entries=tuple(entries),
        title=str(channel.get("title") or ""),
        description=str(channel.get("subtitle") or ""),
        shown=tuple(s.identity for i, s in enumerate(document.slices) if i not in document.beyond),
        problems=tuple(problems),
        wishes=wishes_of(_around(document)),
    )


def _read(document: Document, new: list[int], headers: dict[str, str]) -> tuple[dict[str, Any], Found]:
    """Give the channel's fields and those of each item of `new`: read by feedparser, but for what is simple."""
    simple = simple_items(document, new)
    result, found = fields_of(document, [i for i in new if i not in simple], headers)
    if simple and result.get("bozo"):  # something in it is not as it looks
        simple = {}
        result, found = fields_of(document, new, headers)
    return result["feed"], found | {i: (fields, []) for i, fields in simple.items()}


def _around(document: Document) -> bytes:
    """What stands before the first item and after the last."""
    if not document.slices:
        return document.body
    return document.body[: document.slices[0].start] + document.body[document.slices[-1].end :]


def surroundings(poll: Poll) -> dict[str, str]:
    """What an answer says about its body that a feed's own words build on: where it stands, and in which language.

    A place that is no web address is not believed (RFC 9110, section 8.7).
    """
    headers = {"content-language": poll.headers.get("content-language", "")}
    for said in ("", poll.headers.get("content-location", "")):
        with suppress(ValueError):
            located = urljoin(poll.url, said)
            if urlsplit(located).scheme in ("http", "https"):
                headers["content-location"] = located
    return {name: value for name, value in headers.items() if value}


Found: TypeAlias = dict[int, tuple[dict[str, Any], list[str]]]


class Options(msgspec.Struct, frozen=True):
    """What feedparser shall do to the markup within fields: nothing, since `plain` and `as received` come after it."""

    resolve_relative_uris: bool = False
    sanitize_html: bool = False


AS_GIVEN = Options()


def fields_of(
    document: Document, new: list[int], headers: dict[str, str], options: Options = AS_GIVEN
) -> tuple[dict[str, Any], Found]:
    """Give feedparser's result for the channel and, for each item of `new`, its fields and what was wrong with it."""
    if document.fault is None:
        result = _feedparser(cut(document, frozenset(new)), headers, options)
        if len(result["entries"]) == len(new):
            return result, {i: (e, []) for i, e in zip(new, result["entries"], strict=True)}
    result = _feedparser(cut(document, frozenset()), headers, options)
    return result, {i: _lenient(document, i, headers, options) for i in new}


def _left_out(source: str, document: Document, index: int) -> Problem:
    """An item that would cost its reader too much, known by its bytes: its own name for itself was not read."""
    begins = _begins(document, index)
    reason = f"left out: more elements, attributes, depth or bytes than any item needs; it begins {begins!r}"
    return Problem(source=source, item=document.slices[index].identity, reason=reason)


def _begins(document: Document, index: int) -> str:
    start = document.slices[index].start
    return one_line(document.body[start : start + 200].decode("utf-8", "replace"))[:120]


def beginnings(poll: Poll) -> dict[str, str]:
    """How each item of a poll begins, by its identity, for a person to know it by; none of what is no RSS or Atom."""
    with suppress(UnreadableError):
        document = split(poll.source, poll.body, poll.headers)
        return {s.identity: _begins(document, i) for i, s in enumerate(document.slices)}
    return {}


def _repaired(document: Document) -> set[int]:
    starts = [s.start for s in document.slices]
    indexes = {bisect_right(starts, place) - 1 for place in document.repaired}
    places = sorted(document.repaired)
    return {i for i in indexes if i >= 0 and _any_within(places, document.slices[i])}


def _any_within(places: list[int], item: Slice) -> bool:
    first = bisect_right(places, item.start)
    return first < len(places) and places[first] < item.end


def _lenient(
    document: Document, index: int, headers: dict[str, str], options: Options
) -> tuple[dict[str, Any], list[str]]:
    """Read one item apart from all others, by the loose parser where it must be: it cannot spoil its neighbours."""
    result = _feedparser(alone(document, index), headers, options)
    fields = result["entries"][0] if result["entries"] else {}
    faults = [f"malformed XML, read leniently: {result['bozo_exception']}"] if result.get("bozo") else []
    if len(result["entries"]) != 1:
        faults.append(f"{len(result['entries'])} items were read where one stands; the first is used")
    return fields, faults


def _feedparser(body: bytes, headers: dict[str, str], options: Options) -> dict[str, Any]:
    headers = headers | {"content-type": "application/xml; charset=utf-8"}
    result: dict[str, Any] = feedparser.parse(
        io.BytesIO(body), response_headers=headers, **msgspec.structs.asdict(options)
    )
    return result


def _entry(document: Document, index: int, fields: dict[str, Any], faults: list[str]) -> Entry:
    item = document.slices[index]
    raw = document.body[item.start : item.end]
    body, plain = _body(fields)
    given = {
        "guid": dict.get(fields, "id"),
        "link": dict.get(fields, "link"),
        "title": dict.get(fields, "title"),
        "date": dict.get(fields, "published") or dict.get(fields, "updated"),
        "body": body,
    }
    as_came = _as_received(raw)
    texts = {k: as_came(str(v or "")) for k, v in given.items()}
    return Entry(slice=item, raw=raw, plain=plain, faults=tuple(faults), **texts)


def _body(fields: dict[str, Any]) -> tuple[str, bool]:
    """The fullest account: the longest content, else the summary; and whether its type says that it is no markup."""
    contents = [*(dict.get(fields, "content") or ())]
    best = max(contents, key=lambda c: len(c.get("value") or ""), default=None)
    if best is None or not best.get("value"):
        best = dict.get(fields, "summary_detail") or {}
    return str(best.get("value") or ""), best.get("type") == "text/plain"


def _as_received(raw: bytes) -> Callable[[str], str]:
    """Undo feedparser's re-decoding of Latin-1 as UTF-8 where its characters are not the ones that stand in `raw`."""

    def undo(value: str) -> str:
        if value.isascii():
            return value
        came = set(html.unescape(html.unescape(raw.decode("utf-8", "replace"))))
        if _strange(value) <= came:
            return value
        before = value.encode("utf-8", "surrogatepass").decode("iso-8859-1")
        return before if _strange(before) <= came else value

    return undo


def _strange(text: str) -> set[str]:
    return {c for c in text if not c.isascii()}

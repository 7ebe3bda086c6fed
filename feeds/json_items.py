"""The items of a JSON poll as plain fields: JSON Feed, Federal Register, Justice Department. Makes nothing of them.

Reads what is new and keeps every item. An item's identity is made of its own bytes, as for XML;
one that cannot be read costs no other. Further pages (`next_url`, `next_page_url`) are not asked for.

- JSON Feed 1.0 and 1.1 (jsonfeed.org): `content_html` before `content_text` before `summary`; `date_published` before
  `date_modified`; an `id` that is a number is taken as its digits, as the specification says.
- Federal Register, `/api/v1/documents.json?order=newest`: `document_number`, `abstract` or `excerpts`, and the day of
  publication, whose hour it does not give: it stands at midnight in Washington.
- Justice Department, `/api/v1/press_releases.json?sort_by=date&sort_order=DESC` (its own order is the oldest first):
  `uuid`, `body`, and `date` in seconds since 1970, often a day's midnight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from feeds.entries import Entry, Reading
from feeds.model import Poll, Problem
from feeds.split import Slice
from monitor.errors import UnreadableError

_BOM = b"\xef\xbb\xbf"
_WASHINGTON = ZoneInfo("America/New_York")
_VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
Item: TypeAlias = Mapping[str, Any]


class _Outer(msgspec.Struct, frozen=True):
    """What stands around the items in any of the formats."""

    version: msgspec.Raw = msgspec.Raw(b'""')
    title: msgspec.Raw = msgspec.Raw(b'""')
    description: msgspec.Raw = msgspec.Raw(b'""')
    items: list[msgspec.Raw] | None = None
    results: list[msgspec.Raw] | None = None


class _Fields(NamedTuple):
    guid: str
    link: str
    title: str
    date: str
    body: str
    plain: bool


def is_json(poll: Poll) -> bool:
    """Whether the body is meant to be JSON: by its first character, for servers name the type as they like."""
    return poll.body.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")


def read(poll: Poll, seen: Container[str] = ()) -> Reading:
    """Read the items whose identity is not in `seen`. Raises UnreadableError for what is none of the formats whole."""
    if poll.status != 200:
        raise UnreadableError(poll.source, f"the server answered with status {poll.status}")
    outer, mended = _outer(poll)
    found, fields_of, title = _format(poll.source, outer)
    entries, problems, shown = [], [], []
    twins: Counter[str] = Counter()
    for place, raw in enumerate(map(bytes, found), start=1):
        name = blake2b(b"json\n" + raw, digest_size=16).hexdigest()
        slice_ = Slice(0, len(raw), name, twins[name])
        twins[name] += 1
        shown.append(slice_.identity)
        if slice_.identity in seen:
            continue
        try:
            entries.append(_entry(slice_, raw, fields_of, mended=mended))
        except ValueError as error:
            reason = f"no item can be made of it: {error}"
            problems.append(Problem(source=poll.source, item=f"item {place}", reason=reason))
    return Reading(
        entries=tuple(entries),
        title=title,
        description=_words(outer.description),
        shown=tuple(shown),
        problems=tuple(problems),
    )


def _outer(poll: Poll) -> tuple[_Outer, bool]:
    """The body without what is no character in JSON, and whether there was any."""
    body = poll.body.removeprefix(_BOM)
    length = poll.headers.get("content-length", "")
    if length.isdigit() and "content-encoding" not in poll.headers and len(poll.body) < int(length):
        raise UnreadableError(poll.source, f"truncated: Content-Length says {length} bytes, {len(poll.body)} came")
    sound = _sound(body)
    try:
        return msgspec.json.decode(sound, type=_Outer), sound != body
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError(poll.source, f"no JSON feed: {error}") from None


def _sound(body: bytes) -> bytes:
    """The body with halves of characters (a lone surrogate, a broken UTF-8 sequence) replaced by U+FFFD."""
    try:
        body.decode()
    except UnicodeDecodeError:
        body = body.decode("utf-8", "replace").encode()
    if not _HALF.search(body):
        return body
    return _ESCAPE.sub(lambda m: rb"\ufffd" if m["half"] else m[0], body)


def _format(source: str, outer: _Outer) -> tuple[list[msgspec.Raw], Callable[[Item], _Fields], str]:
    """The items, who reads them, and the feed's title. A list of results is told by its first item, if it has one."""
    version = _words(outer.version)
    if outer.items is not None and version.startswith(_VERSIONS):
        return outer.items, _json_feed, _words(outer.title)
    if outer.results is not None:
        first = _object(bytes(outer.results[0])) if outer.results else {}
        if "document_number" in first:
            return outer.results, _federal_register, "Federal Register"
        if "uuid" in first or not outer.results:
            return outer.results, _justice, ""
    known = "JSON Feed 1.0 or 1.1, the Federal Register's documents or the Justice Department's press releases"
    raise UnreadableError(source, f"JSON, but none of: {known}" + (f" (version {version[:60]!r})" if version else ""))


def _entry(slice_: Slice, raw: bytes, fields_of: Callable[[Item], _Fields], *, mended: bool) -> Entry:
    item = msgspec.json.decode(raw)
    if not isinstance(item, dict):
        raise ValueError(f"a JSON {type(item).__name__}, not an object")  # noqa: TRY004 - the item is bad, not its type
    fields = fields_of(item)
    if not any((fields.guid, fields.link, fields.title, fields.body)):
        raise ValueError("it has neither id, nor address, nor words")
    replaced = mended and (rb"\ufffd" in raw or "\ufffd".encode() in raw)
    faults = ("what is no character was replaced",) if replaced else ()
    return Entry(slice=slice_, raw=raw, faults=faults, **fields._asdict())


def _object(raw: bytes) -> Item:
    item = msgspec.json.decode(raw)
    return item if isinstance(item, dict) else {}


def _json_feed(item: Item) -> _Fields:
    html = _text(item, "content_html")
    text = _text(item, "content_text")
    return _Fields(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        date=_text(item, "date_published") or _text(item, "date_modified"),
        body=html or text or _text(item, "summary"),
        plain=not html,
    )


def _federal_register(item: Item) -> _Fields:
    return _Fields(
        guid=_text(item, "document_number"),
        link=_text(item, "html_url") or _text(item, "pdf_url"),
        title=_text(item, "title"),
        date=_day(_text(item, "publication_date")),
        body=_text(item, "abstract") or _text(item, "excerpts"),
        plain=False,
    )


def _justice(item: Item) -> _Fields:
    return _Fields(
        guid=_text(item, "uuid"),
        link=_text(item, "url"),
        title=_text(item, "title"),
        date=_seconds(_text(item, "date")),
        body=_text(item, "body") or _text(item, "teaser"),
        plain=False,
    )


def _text(item: Item, key: str) -> str:
    """A member that is text, or a number as its digits; anything else is none."""
    value = item.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _day(text: str) -> str:
    try:
        return datetime.combine(date.fromisoformat(text), time(), _WASHINGTON).isoformat()
    except ValueError:
        return text


def _seconds(text: str) -> str:
    try:
        return datetime.fromtimestamp(int(text), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return text


def _words(raw: msgspec.Raw) -> str:
    """A member as text; empty where it is none or anything else."""
    value = msgspec.json.decode(raw)
    return value if isinstance(value, str) else ""

"""A feed's body cut into its items by byte offsets, each with its identity. Reads no item, and opens nothing.

The ladder: the body as strict XML; the same after `repair`; its item tags found as plain bytes, each then read alone
and leniently. What is no whole feed (an HTML page, an empty or truncated body, declared entities) is UnreadableError,
never an empty list. An identity is made from bytes alone, so no lenient parser has a say in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from xml.parsers import expat

import msgspec
from feedparser.encodings import convert_to_utf8

from feeds.declared import written_out
from feeds.model import EVERYTHING
from feeds.repair import repair, with_prefixes
from feeds.skim import skim
from feeds.walk import COSTLY, MAX_SLICE, TAG, Found, Walk, affordable, name_of, walk_through
from monitor.errors import UnreadableError

_COSTLY_TEXT = re.compile(rb"<((?:[\w.-]+:)?(?i:%s))\b[^<>]*>[^<]*</\1\s*>" % "|".join(sorted(COSTLY)).encode())
# nothing can be missing but the last character, which is put back
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*(?:>|\Z)")
_ITEM_TAG = re.compile(rb"<(?P<close>/?)(?P<name>item|entry)(?=[\s>])[^<>]*>")
# the comments are taken possessively: a comment may else run over the next one, in 2 to the power of n ways.
# A feed may have HTML's document type by mistake
_BEFORE_ROOT = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+"
_HTML_PAGE = re.compile(
    _BEFORE_ROOT + rb"<(?:html\b|!doctype\s+html\b(?![^>\[]*>" + _BEFORE_ROOT + rb"<(?:[\w.-]+:)?(?:rss|feed|RDF)\b))",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TITLE = re.compile(rb"<title[^<>]*>\s*([^<]{1,120})", re.IGNORECASE)


class Slice(msgspec.Struct, frozen=True):
    """One item: `body[start:end]`. `hash` is of its bytes and the feed's context; twins share it, not the ordinal."""

    start: int
    end: int
    hash: str
    ordinal: int

    @property
    def identity(self) -> str:
        """Slice hash and ordinal, as `FeedItem.identity`."""
        return f"{self.hash}.{self.ordinal}"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A body as UTF-8 and where its items stand. `unread` are elements too costly to read; `repaired` are offsets.

    `beyond` are indexes of items that have more of something than any needs, and that nobody should read.
    `fault` is why the body is not XML even after repair, or None; its items must then be read one at a time.
    """

    body: bytes
    slices: tuple[Slice, ...]
    unread: tuple[tuple[int, int], ...] = ()
    beyond: frozenset[int] = frozenset()
    repaired: tuple[int, ...] = ()
    fault: str | None = None
    overridden: str | None = None


def split(source: str, body: bytes, headers: Mapping[str, str], seen: Container[str] = ()) -> Document:
    """Find the items of an RSS or Atom body. Raises UnreadableError when it is not the whole of a feed.

    `seen` holds identities of items that need not be looked into again; of those `unread` says nothing.
    """
    _refuse_part(source, body, headers)
    utf8, overridden = _to_utf8(source, body, headers)
    utf8 = written_out(source, utf8)
    try:
        skimmed = None if seen is EVERYTHING else skim(source, utf8, seen)  # which would believe each to be well
        found = skimmed or walk_through(source, utf8)
        return _document(utf8, found, overridden=overridden)
    except expat.ExpatError as error:
        fault = str(error)
    if not _ROOT_END.search(utf8):
        raise UnreadableError(source, f"truncated, or no feed: the root's end tag is missing ({_what(fault)})")
    whole = utf8[: max(m.end() for m in _ROOT_END.finditer(utf8))]
    mended, places = repair(with_prefixes(whole if whole.endswith(b">") else whole + b">"))
    try:
        return _document(mended, walk_through(source, mended), repaired=tuple(places), overridden=overridden)
    except expat.ExpatError as error:
        return _by_tags(source, mended, str(error), tuple(places), overridden)


def cut(document: Document, keep: frozenset[int]) -> bytes:
    """Give the body with only the slices whose index is in `keep`, and without what is too costly to read."""
    spans = [(s.start, s.end) for i, s in enumerate(document.slices) if i not in keep]
    parts, at = [], 0
    for start, end in sorted([*spans, *document.unread]):
        if start >= at:
            parts.append(document.body[at:start])
            at = end
    return b"".join([*parts, document.body[at:]])


def alone(document: Document, index: int) -> bytes:
    """Give a feed that holds only the slice `index`, whatever is wrong with the rest."""
    item = document.slices[index]
    head = document.body[: document.slices[0].start]
    root = re.search(rb"<((?:[\w.-]+:)?(?:rss|feed|RDF))\b", head)
    tags = [TAG.match(head, m.start()) for m in (root, _open_channel(head)) if m]
    own = _affordable(document.body[item.start : item.end])
    closing = [b"</channel>"] * (len(tags) > 1) + [b"</%s>" % (root[1] if root else b"rss")]
    return b"\n".join([*(tag[0] for tag in tags if tag), own, *closing])


def _open_channel(head: bytes) -> re.Match[bytes] | None:
    """The channel that the items stand in; those of RSS 1.0 stand after it."""
    return None if b"</channel" in head else re.search(rb"<channel\b", head)


def _affordable(item: bytes) -> bytes:
    """An item that is no XML without the costly elements that are beyond their measure."""
    read = 0

    def kept(m: re.Match[bytes]) -> bytes:
        nonlocal read
        if not affordable(len(m[0]), read):
            return b""
        read += len(m[0])
        return m[0]

    return _COSTLY_TEXT.sub(kept, item)


def _refuse_part(source: str, body: bytes, headers: Mapping[str, str]) -> None:
    if not body.strip():
        raise UnreadableError(source, "the body is empty")
    length = headers.get("content-length", "")
    if length.isdigit() and "content-encoding" not in headers and len(body) < int(length):
        raise UnreadableError(source, f"truncated: Content-Length says {length} bytes, {len(body)} came")
    if _HTML_PAGE.match(body[:4096].replace(b"\x00", b"")):
        title = _HTML_TITLE.search(body[:65536])
        named = f" ({title[1].decode('utf-8', 'replace').strip()!r})" if title else ""
        raise UnreadableError(source, f"an HTML page{named} where a feed should be")


def _to_utf8(source: str, body: bytes, headers: Mapping[str, str]) -> tuple[bytes, str | None]:
    """Decode by feedparser's own rules (RFC 7303), so that it and we see the same characters."""
    notes: dict[str, object] = {}
    utf8 = convert_to_utf8(dict(headers), body.lstrip(), notes)
    if not notes.get("encoding") or not isinstance(utf8, bytes):
        raise UnreadableError(source, "its characters cannot be decoded by any encoding it declares")
    # a text type without charset is "us-ascii" by the letter, and every feed breaks that rule
    said = "charset" in headers.get("content-type", "").lower()
    overridden = type(notes.get("bozo_exception")).__name__ == "CharacterEncodingOverride" and said
    return utf8, str(notes["bozo_exception"]) if overridden else None


def _document(
    body: bytes,
    found: Found,
    *,
    repaired: tuple[int, ...] = (),
    overridden: str | None = None,
    fault: str | None = None,
) -> Document:
    twins: Counter[str] = Counter()
    slices = []
    for start, end in found.items:
        name = found.names.get(start) or name_of(found.context, body[start:end])
        slices.append(Slice(start, end, name, twins[name]))
        twins[name] += 1
    return Document(
        body=body,
        slices=tuple(slices),
        unread=tuple(found.unread),
        beyond=frozenset(found.beyond.union(n for n, (s, e) in enumerate(found.items) if e - s > MAX_SLICE)),
        repaired=repaired,
        fault=fault,
        overridden=overridden,
    )


def _by_tags(source: str, body: bytes, fault: str, repaired: tuple[int, ...], overridden: str | None) -> Document:
    spans = list(_tag_spans(body))
    if not spans:
        raise UnreadableError(source, f"malformed XML, and no item can be made out: {_what(fault)}")
    walk = Walk(source, body)
    with suppress(expat.ExpatError):  # a fault before the first item: the context is what came before the fault
        walk.parser.Parse(body[: spans[0][0]], False)  # noqa: FBT003
    found = Found(items=spans, unread=[], beyond=set(), context=walk.digest())
    return _document(body, found, repaired=repaired, overridden=overridden, fault=fault)


def _what(fault: str) -> str:
    """A fault without its place, which is another one at every poll: a reason that changes is said anew."""
    return fault.partition(": line ")[0]


def _tag_spans(body: bytes) -> Iterator[tuple[int, int]]:
    """Items by their tags alone; one that is never closed ends where the next begins, or at the root's end."""
    start = None
    for m in _ITEM_TAG.finditer(body):
        if m["close"] and start is not None:
            yield start, m.end()
            start = None
        elif not m["close"]:
            if start is not None:
                yield start, m.start()
            start = m.start()
    if start is not None:
        end = body.find(b"</channel", start)
        yield start, end if end >= 0 else max(m.start() for m in _ROOT_END.finditer(body))

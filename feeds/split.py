"""A feed's body cut into its items by byte offsets, each with its identity. Reads no item, and opens nothing.

The ladder: the body as strict XML; the same after `repair`; its item tags found as plain bytes, each then read alone
and leniently. What is no whole feed (an HTML page, an empty or truncated body, declared entities) is UnreadableError,
never an empty list. An identity is made from bytes alone, so no lenient parser has a say in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from xml.parsers import expat

import msgspec
from feedparser.encodings import convert_to_utf8

from feeds.repair import repair
from monitor.errors import UnreadableError

ITEMS = frozenset({"item", "entry"})
ROOTS = frozenset({"rss", "feed", "RDF"})
# Nothing of these is used, and several are how feedparser is made to hang (an author of 200 kB: feedparser#562)
UNREAD = frozenset(
    {"author", "contributor", "creator", "managingeditor", "webmaster", "publisher", "owner"}
    | {"category", "keywords", "subject", "source"}
)
_UNREAD_TEXT = re.compile(rb"<((?:[\w.-]+:)?(?i:%s))\b[^<>]*>[^<]*</\1\s*>" % "|".join(sorted(UNREAD)).encode())
MAX_DEPTH = 200
MAX_ATTRIBUTES = 200
MAX_ELEMENTS = 20_000
"""Within one item, what is not read left out: feedparser spends up to a tenth of a millisecond on each."""
MAX_SLICE = 8 * 1024 * 1024
_DEPTH_OF_ITEMS = (2, 3)
_XML = "http://www.w3.org/XML/1998/namespace"
_CONTEXT_ATTRIBUTES = frozenset({f"{_XML} base", f"{_XML} lang"})
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>")
_ITEM_TAG = re.compile(rb"<(?P<close>/?)(?P<name>item|entry)(?=[\s>])[^<>]*>")
# the comments are taken possessively: a comment may else run over the next one, in 2 to the power of n ways
_HTML_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
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
    """A body as UTF-8 and where its items stand. `unread` are elements nobody needs; `repaired` offsets of repairs.

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


def split(source: str, body: bytes, headers: Mapping[str, str]) -> Document:
    """Find the items of an RSS or Atom body. Raises UnreadableError when it is not the whole of a feed."""
    _refuse_part(source, body, headers)
    utf8, overridden = _to_utf8(source, body, headers)
    try:
        return _document(utf8, _walk(source, utf8), overridden=overridden)
    except expat.ExpatError as error:
        fault = str(error)
    if not _ROOT_END.search(utf8):
        raise UnreadableError(source, f"truncated, or no feed: the root's end tag is missing ({_what(fault)})")
    whole = utf8[: max(m.end() for m in _ROOT_END.finditer(utf8))]
    mended, places = repair(whole)
    try:
        return _document(mended, _walk(source, mended), repaired=tuple(places), overridden=overridden)
    except expat.ExpatError as error:
        return _by_tags(source, mended, str(error), tuple(places), overridden)


def cut(document: Document, keep: frozenset[int]) -> bytes:
    """Give the body with only the slices whose index is in `keep`, and without what nobody reads."""
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
    channel = b"</channel>" if re.search(rb"<channel\b", head) and b"</channel" not in head else b""
    own = _UNREAD_TEXT.sub(b"", document.body[item.start : item.end])
    return head + own + channel + b"</" + (root[1] if root else b"rss") + b">"


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


class _Walk:
    """Expat's handlers: byte offsets of items and of unread elements, and the context that gives items their meaning.

    The context is the root's namespaces, base and language and the channel's; nothing of it moves from poll to poll.
    """

    def __init__(self, source: str, body: bytes) -> None:
        self.source, self.body = source, body
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.items: list[tuple[int, int]] = []
        self.unread: list[tuple[int, int]] = []
        self.beyond: set[int] = set()
        self.context: list[object] = []
        self._depth = self._item_depth = self._unread_depth = self._start = self._unread_start = self._elements = 0
        p = self.parser
        p.StartElementHandler, p.EndElementHandler = self._open, self._close
        p.StartNamespaceDeclHandler = self._namespace
        p.EntityDeclHandler, p.SkippedEntityHandler = self._entity, self._skipped

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        local = name.rpartition(" ")[2]
        if self._item_depth:
            if depth == self._item_depth + 1 and local.lower() in UNREAD:
                self._skip(depth)
            self._elements += not self._unread_depth
        elif depth in _DEPTH_OF_ITEMS and local.lower() in ITEMS:
            self._item_depth, self._start, self._elements = depth, self.parser.CurrentByteIndex, 1
        else:
            self._outside(local, depth, attributes)
        if depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES or self._elements > MAX_ELEMENTS:
            self._too_much()

    def _too_much(self) -> None:
        if not self._item_depth:
            raise UnreadableError(self.source, "elements nested or attributed beyond what any feed needs")
        if not self._unread_depth:
            self.beyond.add(len(self.items))

    def _outside(self, local: str, depth: int, attributes: dict[str, str]) -> None:
        if depth == 1 and local not in ROOTS:
            raise UnreadableError(self.source, f"the root element is <{local}>, not a feed's")
        if depth in _DEPTH_OF_ITEMS and local.lower() in UNREAD and not self._unread_depth:
            self._skip(depth)
        if not self.items and (depth == 1 or local == "channel"):
            self.context.append((local, sorted((k, v) for k, v in attributes.items() if k in _CONTEXT_ATTRIBUTES)))
        if local == "language" and not self.items:
            self.parser.CharacterDataHandler = self.context.append

    def _skip(self, depth: int) -> None:
        self._unread_depth, self._unread_start = depth, self.parser.CurrentByteIndex

    def _close(self, name: str) -> None:  # noqa: ARG002 - expat has already seen that it matches
        self.parser.CharacterDataHandler = None
        depth, self._depth = self._depth, self._depth - 1
        if depth == self._unread_depth:
            self.unread.append((self._unread_start, self._end()))
            self._unread_depth = 0
        if depth == self._item_depth:
            self.items.append((self._start, self._end()))
            self._item_depth = self._elements = 0

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if self._depth == 0:
            self.context.append((prefix, uri))

    def _entity(self, name: str, *_: object) -> None:
        raise UnreadableError(self.source, f"it declares an entity ({name}); feeds do not need any, attacks do")

    def _skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's own signature
        if not is_parameter:
            raise expat.ExpatError(f"undefined entity {name}")

    def _end(self) -> int:
        tag = _TAG.match(self.body, self.parser.CurrentByteIndex)
        if tag is None:
            raise expat.ExpatError("a tag without an end")
        return tag.end()


def _walk(source: str, body: bytes) -> _Walk:
    walk = _Walk(source, body)
    walk.parser.Parse(body, True)  # noqa: FBT003
    return walk


def _document(
    body: bytes, walk: _Walk, *, repaired: tuple[int, ...] = (), overridden: str | None = None, fault: str | None = None
) -> Document:
    context = blake2b(repr(walk.context).encode(), digest_size=16).digest()
    twins: Counter[str] = Counter()
    slices = []
    for start, end in walk.items:
        name = blake2b(context + body[start:end], digest_size=16).hexdigest()
        slices.append(Slice(start, end, name, twins[name]))
        twins[name] += 1
    return Document(
        body=body,
        slices=tuple(slices),
        unread=tuple(walk.unread),
        beyond=frozenset(walk.beyond.union(i for i, (start, end) in enumerate(walk.items) if end - start > MAX_SLICE)),
        repaired=repaired,
        fault=fault,
        overridden=overridden,
    )


def _by_tags(source: str, body: bytes, fault: str, repaired: tuple[int, ...], overridden: str | None) -> Document:
    spans = list(_tag_spans(body))
    if not spans:
        raise UnreadableError(source, f"malformed XML, and no item can be made out: {_what(fault)}")
    walk = _Walk(source, body)
    with suppress(expat.ExpatError):  # a fault before the first item: the context is what came before the fault
        walk.parser.Parse(body[: spans[0][0]], False)  # noqa: FBT003
    walk.items, walk.unread, walk.beyond = spans, [], set()
    return _document(body, walk, repaired=repaired, overridden=overridden, fault=fault)


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

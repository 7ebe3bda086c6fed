"""One way through a feed's XML by expat: where its items stand, and what they stand in. Reads no item.

Declared entities are refused (UnreadableError), and so is a root that is no feed's. Expat itself reads no external
entity and stops amplification.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TypeAlias
from xml.parsers import expat

import msgspec

from feeds.repair import NOT_DECLARED
from monitor.errors import UnreadableError

ITEMS = frozenset({"item", "entry"})
ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
"""As local names in small letters; CDF's root is a channel."""
# How feedparser is made to hang: its time grows with the square of their length (feedparser#562) or their number
COSTLY = frozenset(
    {"author", "contributor", "creator", "managingeditor", "webmaster", "publisher", "owner"}
    | {"category", "keywords", "subject", "source"}
)
MAX_COSTLY = 1_000
MAX_COSTLY_TOGETHER = 8_000
"""Bytes of one costly element, and of all those of an item or of the channel: what is beyond is left unread."""
MAX_DEPTH = 200
MAX_ATTRIBUTES = 200
MAX_ELEMENTS = 20_000
"""Within one item, what is not read left out: feedparser spends up to a tenth of a millisecond on each."""
MAX_SLICE = 8 * 1024 * 1024
_DEPTH_OF_ITEMS = (2, 3)
_XML = "http://www.w3.org/XML/1998/namespace"
_CONTEXT_ATTRIBUTES = frozenset({f"{_XML} base", f"{_XML} lang"})
TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


Span: TypeAlias = tuple[int, int]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where in a body, and the context of it all. `names` are those of items by their starts, where known.

    `unread` are costly elements beyond what one needs, `beyond` indexes of items that nobody should read.
    """

    items: list[Span]
    unread: list[Span]
    beyond: set[int]
    context: bytes
    names: dict[int, str] = {}


def name_of(context: bytes, item: bytes) -> str:
    """An item's name: a hash of its bytes and of what gives them their meaning."""
    return blake2b(context + item, digest_size=16).hexdigest()


def affordable(length: int, before: int) -> bool:
    """Whether one more costly element of so many bytes is read, after `before` bytes of them."""
    return length <= MAX_COSTLY and before + length <= MAX_COSTLY_TOGETHER


class Walk:
    """Expat's handlers: byte offsets of items and of unread elements, and the context that gives items their meaning.

    The context is the root's namespaces, base and language and the channel's; nothing of it moves from poll to poll.
    `beyond` are indexes of items that have more of something than any needs. Give it the body, or the beginning of it.
    """

    def __init__(self, source: str, body: bytes) -> None:
        self.source, self.body = source, body
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.items: list[Span] = []
        self.unread: list[Span] = []
        self.beyond: set[int] = set()
        self.context: list[object] = []
        self._depth = self._item_depth = self._start = self._elements = 0
        self._costly_depth = self._costly_start = self._costly_elements = self._costly_bytes = self._channel_bytes = 0
        p = self.parser
        p.StartElementHandler, p.EndElementHandler = self._open, self._close
        p.StartNamespaceDeclHandler = self._namespace
        p.EntityDeclHandler, p.SkippedEntityHandler = self._entity, self._skipped

    @property
    def at_items(self) -> bool:
        """Whether an item may begin here."""
        return not (self._item_depth or self._costly_depth) and self._depth + 1 in _DEPTH_OF_ITEMS

    def digest(self) -> bytes:
        """The context so far as 16 bytes."""
        return blake2b(repr(self.context).encode(), digest_size=16).digest()

    def found(self) -> Found:
        """What was found."""
        return Found(items=self.items, unread=self.unread, beyond=self.beyond, context=self.digest())

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        local = name.rpartition(" ")[2]
        if self._costly_depth:
            self._costly_elements += 1
        elif self._item_depth:
            if depth == self._item_depth + 1 and local.lower() in COSTLY:
                self._begin_costly(depth)
            else:
                self._elements += 1
        elif depth in _DEPTH_OF_ITEMS and local.lower() in ITEMS:
            self._item_depth, self._start, self._elements = depth, self.parser.CurrentByteIndex, 1
            self._channel_bytes, self._costly_bytes = self._costly_bytes, 0
        else:
            self._outside(local, depth, attributes)
        if depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES or self._elements > MAX_ELEMENTS:
            self._too_much()

    def _too_much(self) -> None:
        if self._costly_depth:
            self._costly_elements = MAX_ELEMENTS
        elif self._item_depth:
            self.beyond.add(len(self.items))
        else:
            raise UnreadableError(self.source, "elements nested or attributed beyond what any feed needs")

    def _outside(self, local: str, depth: int, attributes: dict[str, str]) -> None:
        if depth == 1 and local.lower() not in ROOTS:
            raise UnreadableError(self.source, f"the root element is <{local}>, not a feed's")
        if depth in _DEPTH_OF_ITEMS and local.lower() in COSTLY:
            self._begin_costly(depth)
        if not self.items and (depth == 1 or local == "channel"):
            self.context.append((local, sorted((k, v) for k, v in attributes.items() if k in _CONTEXT_ATTRIBUTES)))
        if local == "language" and not self.items:
            self.parser.CharacterDataHandler = self.context.append

    def _begin_costly(self, depth: int) -> None:
        self._costly_depth, self._costly_start, self._costly_elements = depth, self.parser.CurrentByteIndex, 1

    def _end_costly(self) -> None:
        start, end = self._costly_start, self._end()
        self._costly_depth = 0
        if self._costly_elements >= MAX_ELEMENTS or not affordable(end - start, self._costly_bytes):
            self.unread.append((start, end))
        else:
            self._costly_bytes += end - start
            self._elements += self._costly_elements

    def _close(self, name: str) -> None:  # noqa: ARG002 - expat has already seen that it matches
        self.parser.CharacterDataHandler = None
        depth, self._depth = self._depth, self._depth - 1
        if depth == self._costly_depth:
            self._end_costly()
        if depth == self._item_depth:
            self.items.append((self._start, self._end()))
            self._item_depth = self._elements = 0
            self._costly_bytes = self._channel_bytes

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if self._depth == 0 and not (uri or "").startswith(NOT_DECLARED):
            self.context.append((prefix, uri))

    def _entity(self, name: str, *_: object) -> None:
        raise UnreadableError(self.source, f"it declares an entity ({name}); feeds do not need any, attacks do")

    def _skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's own signature
        if not is_parameter:
            raise expat.ExpatError(f"undefined entity {name}")

    def _end(self) -> int:
        tag = TAG.match(self.body, self.parser.CurrentByteIndex)
        if tag is None:
            raise expat.ExpatError("a tag without an end")
        return tag.end()


def walk_through(source: str, body: bytes) -> Found:
    """Walk through a whole body. Raises expat.ExpatError where it is no XML, UnreadableError where it is no feed."""
    walk = Walk(source, body)
    walk.parser.Parse(body, True)  # noqa: FBT003
    return walk.found()

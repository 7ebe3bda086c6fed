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

from monitor.errors import UnreadableError

ITEMS = frozenset({"item", "entry"})
ROOTS = frozenset({"rss", "feed", "RDF"})
# Nothing of these is used, and several are how feedparser is made to hang (an author of 200 kB: feedparser#562)
UNREAD = frozenset(
    {"author", "contributor", "creator", "managingeditor", "webmaster", "publisher", "owner"}
    | {"category", "keywords", "subject", "source"}
)
MAX_DEPTH = 200
MAX_ATTRIBUTES = 200
MAX_ELEMENTS = 20_000
"""Within one item, what is not read left out: feedparser spends up to a tenth of a millisecond on each."""
MAX_SLICE = 8 * 1024 * 1024
_DEPTH_OF_ITEMS = (2, 3)
_XML = "http://www.w3.org/XML/1998/namespace"
_CONTEXT_ATTRIBUTES = frozenset({f"{_XML} base", f"{_XML} lang"})
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


Span: TypeAlias = tuple[int, int]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where in a body, and the context of it all. `names` are those of items by their starts, where known.

    `unread` are elements that nobody needs, `beyond` indexes of items that nobody should read.
    """

    items: list[Span]
    unread: list[Span]
    beyond: set[int]
    context: bytes
    names: dict[int, str] = {}


def name_of(context: bytes, item: bytes) -> str:
    """An item's name: a hash of its bytes and of what gives them their meaning."""
    return blake2b(context + item, digest_size=16).hexdigest()


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
        self._depth = self._item_depth = self._unread_depth = self._start = self._unread_start = self._elements = 0
        p = self.parser
        p.StartElementHandler, p.EndElementHandler = self._open, self._close
        p.StartNamespaceDeclHandler = self._namespace
        p.EntityDeclHandler, p.SkippedEntityHandler = self._entity, self._skipped

    @property
    def at_items(self) -> bool:
        """Whether an item may begin here."""
        return not (self._item_depth or self._unread_depth) and self._depth + 1 in _DEPTH_OF_ITEMS

    def digest(self) -> bytes:
        """The context so far as 16 bytes."""
        return blake2b(repr(self.context).encode(), digest_size=16).digest()

    def found(self) -> Found:
        """What was found."""
        return Found(items=self.items, unread=self.unread, beyond=self.beyond, context=self.digest())

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


def walk_through(source: str, body: bytes) -> Found:
    """Walk through a whole body. Raises expat.ExpatError where it is no XML, UnreadableError where it is no feed."""
    walk = Walk(source, body)
    walk.parser.Parse(body, True)  # noqa: FBT003
    return walk.found()

"""Short words that a body declares for itself (`<!ENTITY id "tag:example.org,">`), put in where it uses them.

What could grow or reach out is refused (UnreadableError): an entity made of others, one with markup in it, one that
stands elsewhere, a long one. A declaration of a set of names that stands elsewhere (`%HTMLlat1;`) is left out and never
looked at: `repair` knows the names of HTML.
"""

from __future__ import annotations

import re
from contextlib import suppress
from xml.parsers import expat
from xml.sax.saxutils import escape

from monitor.errors import UnreadableError

MAX_WORDS = 64
"""Characters of one entity: an address, a prefix, a character."""
_HEAD = 65_536
MAX_GROWTH = 1024 * 1024
"""Bytes that a body may gain by all of them."""
_USES = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?P<name>[A-Za-z_][\w.-]{0,63});", re.DOTALL)


def written_out(source: str, utf8: bytes) -> bytes:
    """The body without the entities it declares and with their words; as it is where it declares none.

    Raises UnreadableError for declarations that are not such words. What is no XML so far is left to others.
    """
    if b"<!ENTITY" not in utf8[:_HEAD]:
        return utf8
    declared = _Declared(source)
    with suppress(_EndOfDoctype, expat.ExpatError):
        declared.parser.Parse(utf8, True)  # noqa: FBT003
    if declared.end < 0:
        return utf8
    after = utf8[utf8.index(b">", declared.end) + 1 :]
    return utf8[: utf8.rindex(b"<!DOCTYPE", 0, declared.start)] + _used(source, after, declared.words)


class _EndOfDoctype(Exception):  # noqa: N818 - no error: all that was wanted is known
    pass


class _Declared:
    """Expat's handlers for the document type alone."""

    def __init__(self, source: str) -> None:
        self.source, self.words = source, dict[str, str]()
        self.start = self.end = -1
        self.parser = p = expat.ParserCreate()
        p.StartDoctypeDeclHandler, p.EndDoctypeDeclHandler = self._begin, self._ended
        p.EntityDeclHandler, p.StartElementHandler = self._entity, self._root

    def _begin(self, *_: object) -> None:
        self.start = self.parser.CurrentByteIndex

    def _ended(self) -> None:
        self.end = self.parser.CurrentByteIndex
        raise _EndOfDoctype

    def _root(self, *_: object) -> None:
        raise _EndOfDoctype

    def _entity(self, name: str, is_parameter: int, words: str | None, *_: object) -> None:
        if is_parameter and words is None:
            return
        if is_parameter or words is None or len(words) > MAX_WORDS or re.search("[&<]", words):
            reason = f"it declares an entity ({name}) that is more than a few words; feeds do not need any, attacks do"
            raise UnreadableError(self.source, reason)
        self.words.setdefault(name, words)


def _used(source: str, body: bytes, words: dict[str, str]) -> bytes:
    encoded = {name.encode(): escape(text, {'"': "&quot;", "'": "&apos;"}).encode() for name, text in words.items()}
    room = MAX_GROWTH

    def written(m: re.Match[bytes]) -> bytes:
        nonlocal room
        found = encoded.get(m["name"] or b"", m[0])
        room -= len(found) - len(m[0])
        if room < 0:
            raise UnreadableError(source, f"the entities it declares would add more than {MAX_GROWTH} bytes to it")
        return found

    return _USES.sub(written, body)

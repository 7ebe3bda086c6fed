"""Reads a text that a wrong decoding damaged as it was meant, and shows every quote as it was received.

Only UTF-8 that was read as windows-1252 is mended, where the bytes give a character again; everything else stays.
"""

from __future__ import annotations

import re
from typing import cast

import msgspec

from monitor.domain.evidence import Quote
from monitor.domain.findings import Reading
from monitor.domain.items import Content, DocketEntry

_DAMAGED = re.compile(r"â€[^\w\s]|â€[œ˜\x80-\x9f]|â€|[ÂÃ][\x80-\xbf]|Ã[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_LOST = "”"
"""A closing mark whose last byte windows-1252 does not have, and which was dropped on the way."""


class Mended(msgspec.Struct, frozen=True):
    """A text as meant, and for each place in it (and its end) the place in the text as received."""

    text: str
    places: tuple[int, ...]


def damaged(content: Content) -> bool:
    """Whether any part of an item holds characters that a wrong decoding leaves."""
    title = "" if isinstance(content, DocketEntry) else content.title
    if content.text.isascii() and title.isascii():
        return False
    return bool(_DAMAGED.search(content.text) or _DAMAGED.search(title))


def mend_content(content: Content) -> tuple[Content, Mended]:
    """The item as meant, and its full text with its places as received."""
    text = mend(content.text)
    if isinstance(content, DocketEntry):
        return msgspec.structs.replace(content, text=text.text), text
    title = mend(content.title)
    behind = len(content.title) + 1
    whole = Mended(f"{title.text}\n{text.text}", (*title.places, *(p + behind for p in text.places)))
    return msgspec.structs.replace(content, title=title.text, text=text.text), whole


def mend(text: str) -> Mended:
    """One text, mended."""
    meant: list[str] = []
    places: list[int] = []
    start = 0
    for m in _DAMAGED.finditer(text):
        kept = text[start : m.start()]
        again = _decoded(m[0])
        meant += [kept, again]
        places += [*range(start, m.start()), *([m.start()] * len(again))]
        start = m.end()
    return Mended("".join([*meant, text[start:]]), (*places, *range(start, len(text) + 1)))


def _decoded(damage: str) -> str:
    """The character that some damage was; the damage itself where its bytes are none."""
    if damage == "â€":
        return _LOST
    try:
        found = b"".join(_byte(c) for c in damage).decode("utf-8")
    except UnicodeError:
        return damage
    return found if len(found) == 1 else damage


def _byte(character: str) -> bytes:
    """A character's byte in windows-1252; raises UnicodeError where it has none."""
    return bytes([ord(character)]) if "\x80" <= character <= "\x9f" else character.encode("windows-1252")


def as_received(reading: Reading, mended: Mended, received: str) -> Reading:
    """The reading of a mended text with its quotes as the text was received."""
    return cast("Reading", _moved(reading, mended.places, received))


def _moved(value: object, places: tuple[int, ...], received: str) -> object:
    if isinstance(value, Quote):
        start, end = places[value.start], places[value.end]
        return Quote(received[start:end], start, end)
    if isinstance(value, tuple):
        return tuple(_moved(v, places, received) for v in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: _moved(getattr(value, name), places, received) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    return value

"""Nearly-XML to XML: what courts and newsrooms send by mistake. Changes only what no XML parser accepts, says where."""

from __future__ import annotations

import html.entities
import re

_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_FAULTS = re.compile(
    # an ampersand in these is itself; one that is never closed runs to the end, so that nothing is searched for twice
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f]+)"
    rb"|&(?P<reference>#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?",
    re.DOTALL,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+")


def repair(utf8: bytes) -> tuple[bytes, list[int]]:
    """Drop control characters, escape stray ampersands, turn HTML's entity names into numbers.

    Takes and gives UTF-8. The second value holds the offsets, in what is given back, of each place that was changed.
    """
    kept: list[bytes] = []
    places: list[int] = []
    at = length = 0
    for m in _FAULTS.finditer(utf8):
        fixed = _fixed(m)
        if fixed == m[0]:
            continue
        kept += (utf8[at : m.start()], fixed)
        length += m.start() - at
        places.append(length)
        length += len(fixed)
        at = m.end()
    kept.append(utf8[at:])
    return b"".join(kept), places


def _fixed(m: re.Match[bytes]) -> bytes:
    if m["control"]:
        return b""
    if m[0].startswith(b"<"):
        return _CONTROLS.sub(b"", m[0])
    reference = m["reference"]
    if reference is None:
        return b"&amp;"
    if reference.startswith(b"#"):
        return m[0] if _is_xml_character(reference) else b""
    return m[0] if reference[:-1] in _XML_NAMES else _named(reference)


def _is_xml_character(reference: bytes) -> bool:
    """XML 1.0, production 2 (Char)."""
    digits = reference[1:-1]
    n = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    return n in (9, 10, 13) or 0x20 <= n <= 0xD7FF or 0xE000 <= n <= 0xFFFD or 0x10000 <= n <= 0x10FFFF


def _named(reference: bytes) -> bytes:
    characters = html.entities.html5.get(reference.decode("ascii"))
    return "".join(f"&#{ord(c)};" for c in characters).encode() if characters else b"&amp;" + reference

"""Nearly-XML to XML: what courts and newsrooms send by mistake. Changes only what no XML parser accepts, says where."""

from __future__ import annotations

import html.entities
import re

_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_FAULTS = re.compile(
    # an ampersand in these is itself; one that is never closed runs to the end, so that nothing is searched for twice
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f]+)"
    rb"|(?P<declaration>(?<!\A)<\?xml\s[^<>]{0,200}\?>)"  # it stands at the very beginning or nowhere
    rb"|&(?P<reference>#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?",
    re.DOTALL,
)
_ROOT = re.compile(rb"<[A-Za-z_][\w.:-]*")
_DECLARED = re.compile(rb"\sxmlns:([\w.-]+)\s*=")
_PREFIXED = re.compile(rb"<([A-Za-z_][\w.-]*):\w|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
_MAX_PREFIXES = 50
NOT_DECLARED = "urn:not-declared:"
"""How the namespaces begin that `with_prefixes` makes up: they give no item another meaning."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+")


def repair(utf8: bytes) -> tuple[bytes, list[int]]:
    """Drop control characters and late XML declarations, escape stray ampersands, turn HTML's names into numbers.

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


def with_prefixes(utf8: bytes) -> bytes:
    """Declare, at the root, the prefixes that are used and declared nowhere. Gives back what it is given if none is."""
    root = _ROOT.search(utf8)
    used = {prefix for found in _PREFIXED.findall(utf8) for prefix in found if prefix}
    lacking = sorted(used - set(_DECLARED.findall(utf8)) - {b"xml", b"xmlns"})
    if root is None or not lacking or len(lacking) > _MAX_PREFIXES:
        return utf8
    made_up = b"".join(b' xmlns:%s="%s%s"' % (prefix, NOT_DECLARED.encode(), prefix) for prefix in lacking)
    return utf8[: root.end()] + made_up + utf8[root.end() :]


def _fixed(m: re.Match[bytes]) -> bytes:
    if m["control"] or m["declaration"]:
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
    name = reference.decode("ascii")
    old = html.entities.name2codepoint.get(name[:-1])  # XHTML's sets, which these names come from in XML
    characters = chr(old) if old else html.entities.html5.get(name)
    return "".join(f"&#{ord(c)};" for c in characters).encode() if characters else b"&amp;" + reference

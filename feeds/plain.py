"""Markup to plain text, for titles, articles and mail. Keeps words; never markup, never a script."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_DROPPED = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "head"})
_BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form"  # noqa: SIM905
    " h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table tbody tfoot thead ul".split()
)
_LINES = frozenset({"br", "li", "tr", "caption", "option"})
_INLINE = frozenset(
    "a abbr acronym area audio b base basefont bdi bdo big body button canvas cite code col colgroup data"  # noqa: SIM905
    " datalist del dfn em embed font frame frameset html i img input ins kbd label legend link map mark menu meta"
    " meter nobr noframes noscript optgroup output param picture progress q rp rt ruby s samp select slot small"
    " source span strike strong sub sup td textarea th time title track tt u var video wbr".split()
)
_KNOWN = _DROPPED | _BLOCKS | _LINES | _INLINE
_LONE = re.compile(r"<(?![A-Za-z/!?])")
_OPENING = re.compile(
    r"<(?P<tag>/?(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<foreign>:[A-Za-z]+)?(?=[\s/>])|!--|!\[CDATA\[|!(?i:doctype)|[?])?"
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def unescape(text: str) -> str:
    """Decode character references that end in a semicolon; `AT&T` and `&copy 2025` stay as they are."""
    return _REFERENCE.sub(lambda m: html.unescape(m[0]), text)


def one_line(text: str) -> str:
    """Collapse white space (no-break spaces too) to single blanks."""
    return _BLANKS.sub(" ", text).strip()


def to_text(markup: str) -> str:
    """Turn HTML into plain text: paragraphs are set off by a blank line, scripts and styles are gone, entities decoded.

    Never raises, whatever it is given; takes time proportional to the length.
    """
    reader = _Reader()
    reader.feed(_only_tags(markup))
    reader.close()
    return reader.text()


def _only_tags(markup: str) -> str:
    """Escape every `<` that opens nothing: html.parser would search to the end for a tag that is not there."""
    text = _OPENING.sub(_tag_or_words, _LONE.sub("&lt;", _without_comments(markup)))
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def _tag_or_words(m: re.Match[str]) -> str:
    """Keep what names an element or makes a declaration; "<john@example.org>" and "5 <y" are words."""
    if m["tag"] and (not m["name"] or m["foreign"] or m["name"].lower() in _KNOWN):
        return m[0]
    return "&lt;" + m[0][1:]


def _without_comments(markup: str) -> str:
    kept, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        end = markup.find("-->", start + 4)
        if end < 0:  # an unclosed comment hides nothing: what follows it is kept as words
            kept.append(markup[at:start])
            return "".join(kept) + markup[start:].replace("<!--", " ")
        kept.append(markup[at:start])
        at = end + 3
    return "".join(kept) + markup[at:] if kept else markup


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._dropping = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._dropping:
            self._depth += tag == self._dropping
        elif tag in _DROPPED:
            self._dropping, self._depth = tag, 1
        else:
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dropping:
            self._depth -= 1
            self._dropping = tag if self._depth else ""
        elif tag not in _LINES:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._pieces.append(_BLANKS.sub(" ", data))

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data[6:])

    def _break(self, tag: str) -> None:
        if self._dropping:
            return
        if tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag in _LINES:
            self._pieces.append("\n")
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def text(self) -> str:
        lines = "".join(self._pieces).split("\n")
        joined = "\n".join(_BLANKS.sub(" ", line).strip() for line in lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip()

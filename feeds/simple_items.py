"""Items of RSS that are as simple as a court's: five plain elements. Reads those as feedparser would; leaves any other.

feedparser takes half a millisecond for an item, and a court's list has 1,500. What a simple item says is found by one
pattern, and is what feedparser finds, to the character (tests/feeds/test_simple_items.py asks it): ASCII alone, no
element twice, no attribute but the guid's, no address that it would write otherwise. What is not sure is its to read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from feeds.split import Document, Slice

_FIELD = re.compile(
    rb"\s*+<(?P<name>title|link|description|pubDate|guid|author|category)(?P<attribute> isPermaLink=(?P<quote>[\"'])"
    rb"(?P<permanent>true|false)(?P=quote))?\s*+>"
    rb"(?:\s*+<!\[CDATA\[(?P<cdata>(?:[^\]]|\](?!\]>))*+)\]\]>\s*+|(?P<text>[^<]*+))</(?P=name)\s*+>"
)
_UNUSED = frozenset({"author", "category"})
_OPEN, _CLOSE = re.compile(rb"<item\s*+>"), re.compile(rb"\s*+</item\s*+>\Z")
_SAME_JOINED = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:/[\w.~%+=,@!$*()/:-]*(?:\?[\w.~%+=,@!$*()/:&?-]+)?)?",
    re.ASCII,
)
"""Addresses that are the same after feedparser has joined them to any base."""
_RSS = re.compile(rb"<rss[\s>]")
_OTHER = re.compile(rb"<!DOCTYPE|xmlns\s*=|\bbase\s*=|<svg|<math", re.IGNORECASE)


def simple_items(document: Document, wanted: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What feedparser would make of those items, by their index, as far as it is used; without those it must be asked.

    Of a body that is not well-formed by itself it must be asked all.
    """
    if not wanted or document.fault is not None or document.repaired or not _is_plain(document):
        return {}
    read = {i: _fields(document.body, document.slices[i]) for i in wanted}
    return {i: fields for i, fields in read.items() if fields is not None}


def _is_plain(document: Document) -> bool:
    """Whether items mean what they look like: they stand in a channel of RSS, one after the other, and nothing before
    them gives a namespace or a base.
    """
    head = document.body[: document.slices[0].start]
    between = (document.body[a.end : b.start] for a, b in pairwise(document.slices))
    apart = all(not text or text.isspace() for text in between)
    in_channel = head.count(b"<channel") == 1 and b"</channel" not in head
    return apart and in_channel and _RSS.search(head) is not None and _OTHER.search(head) is None


def _fields(body: bytes, item: Slice) -> dict[str, Any] | None:
    raw = body[item.start : item.end]
    found = _texts(raw) if raw.isascii() and b"\r" not in raw else None
    if found is None:
        return None
    texts, permanent = found
    addresses = [texts.get("link", ""), texts.get("guid", "") if permanent else ""]
    if any(address and not _SAME_JOINED.fullmatch(address) for address in addresses):
        return None
    fields: dict[str, Any] = {"id": texts.get("guid"), "title": texts.get("title"), "published": texts.get("pubDate")}
    fields["link"] = texts.get("link", texts.get("guid") if permanent else None)
    if "description" in texts:
        fields["summary_detail"] = {"value": texts["description"], "type": "text/html"}
    return fields


def _texts(raw: bytes) -> tuple[dict[str, str], bool] | None:
    """The text of each element by its name, and whether the guid is an address."""
    opened = _OPEN.match(raw)
    at, texts, permanent = opened.end() if opened else 0, {}, True
    while at and _CLOSE.match(raw, at) is None:
        if (field := _FIELD.match(raw, at)) is None:
            return None
        name, text, at = field["name"].decode(), _text(field), field.end()
        if text is None or name in texts or (field["attribute"] and name != "guid"):
            return None
        permanent = permanent and field["permanent"] != b"false"
        if name not in _UNUSED:
            texts[name] = text
    return (texts, permanent) if at else None


def _text(field: re.Match[bytes]) -> str | None:
    if field["cdata"] is not None:
        return field["cdata"].decode("ascii").strip()
    text = html.unescape(field["text"].decode("ascii")) if b"&" in field["text"] else field["text"].decode("ascii")
    return text.strip() if text.isascii() else None

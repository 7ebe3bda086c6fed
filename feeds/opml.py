"""OPML (opml.org, 1.0 to 2.0): lists of feeds in and out. Reads no feed, and believes no list about who speaks.

A list from elsewhere proposes addresses. What kind of source an address is, and whose statements it holds, is for the
person who configures it; our own lists carry that in attributes of their own (`NAMESPACE`), for a person to accept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.parsers import expat

import msgspec

from feeds.model import SourceSpec
from feeds.plain import one_line
from monitor.errors import InputError

NAMESPACE = "https://showcause.example/opml"
"""Names our own attributes; nothing is at this address."""
MOST_BYTES = 5_000_000
MOST_FEEDS = 10_000
MOST_DEPTH = 50
LONGEST_URL = 2_000
LONGEST_TITLE = 200
_OWN = ("kind", "court", "speaker", "every")


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """One feed of a list. `kind`, `court`, `speaker` and `every` are what the list says, to be believed or not."""

    title: str
    url: str
    kind: str | None = None
    court: str | None = None
    speaker: str | None = None
    every: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """The feeds of a list in its order, each address once; `refused` are the others, each with its reason."""

    feeds: tuple[Outline, ...]
    refused: tuple[str, ...]


def read(body: bytes, name: str) -> Listed:
    """Read a list; `name` is for the errors. Declared entities and anything beyond a list's measure are refused.

    Raises InputError for what is not the whole of an OPML document.
    """
    if len(body) > MOST_BYTES:
        raise InputError(f"{name}: {len(body):,} bytes; a list of feeds has {MOST_BYTES:,} at most")
    walk = _Walk(name)
    try:
        walk.parser.Parse(body, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise InputError(f"{name}: no OPML: {error}") from None
    except (LookupError, ValueError) as error:  # an encoding that does not exist, or does not fit
        raise InputError(f"{name}: no OPML: its characters cannot be decoded ({error})") from None
    feeds, refused = {}, []
    for outline in walk.outlines:
        reason = _unfit(outline.url)
        if reason:
            refused.append(f"{outline.title or 'a feed without a title'}: {reason}")
        elif outline.url in feeds:
            refused.append(f"{outline.title}: {outline.url} is listed twice")
        else:
            feeds[outline.url] = outline
    return Listed(feeds=tuple(feeds.values()), refused=tuple(refused))


def write(specs: Iterable[SourceSpec], title: str, now: datetime) -> bytes:
    """Write sources as OPML 2.0, with what we know of each in our own attributes."""
    ET.register_namespace("showcause", NAMESPACE)
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "dateCreated").text = now.strftime("%a, %d %b %Y %H:%M:%S %z")
    body = ET.SubElement(root, "body")
    for spec in specs:
        own = {"kind": spec.kind, "court": spec.court, "speaker": spec.speaker, "every": f"{spec.every_seconds}s"}
        ET.SubElement(
            body,
            "outline",
            {
                "type": "rss",
                "text": spec.id,
                "xmlUrl": spec.url,
                **{f"{{{NAMESPACE}}}{key}": value for key, value in own.items() if value},
            },
        )
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


class _Walk:
    """Expat's handlers: outlines with an address, however deep in folders; nothing is fetched or expanded."""

    def __init__(self, name: str) -> None:
        self._name, self._depth = name, 0
        self.outlines: list[Outline] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._open, self._close
        self.parser.EntityDeclHandler = self._entity

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag.lower() != "opml":
            raise InputError(f"{self._name}: the root element is <{one_line(tag)[:40]}>, not <opml>")
        if self._depth > MOST_DEPTH:
            raise InputError(f"{self._name}: nested deeper than {MOST_DEPTH} levels")
        if tag.lower() == "outline":
            self.outlines.extend(_outline(attributes))
        if len(self.outlines) > MOST_FEEDS:
            raise InputError(f"{self._name}: more than {MOST_FEEDS:,} feeds")

    def _close(self, tag: str) -> None:  # noqa: ARG002 - expat has already seen that it matches
        self._depth -= 1

    def _entity(self, name: str, *_: object) -> None:
        raise InputError(f"{self._name}: it declares an entity ({one_line(name)[:40]}); lists of feeds need none")


def _outline(attributes: dict[str, str]) -> Iterator[Outline]:
    plain = {key.lower(): value for key, value in attributes.items()}
    if url := plain.get("xmlurl", "").strip():
        title = one_line(_printable(plain.get("title") or plain.get("text") or ""))[:LONGEST_TITLE]
        own = {key: one_line(_printable(attributes.get(f"{NAMESPACE} {key}", ""))) or None for key in _OWN}
        yield Outline(title=title, url=url, **own)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _unfit(url: str) -> str | None:
    """Why an address cannot be a source's; None where it can."""
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        return "its address is too long, or holds what no address holds"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"its address cannot be read: {url[:80]}"
    if parts.scheme.lower() not in ("http", "https") or not host:
        return f"its address is no web address: {url[:80]}"
    if parts.username or parts.password:
        return f"its address holds a password: {host}"
    return None

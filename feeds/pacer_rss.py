"""Kind `pacer-rss`: the public RSS feed of a federal court's CM/ECF. Gives the event's type, never an entry's text.

Gives: docket number and case name (title), short event type in brackets, document number where the event has one, the
minute of entry, and in the channel's description which types of event it carries at all.
Never gives: the text of an entry, the date of filing, sealed entries, and whatever types the court leaves out. So every
entry is a stub, and `entered_at` is when it was entered, not filed.
Known from: feeds of 13 courts (2018 and 2023, district, bankruptcy and appellate) and issues of juriscraper (224, 860,
2120), recap (409) and CourtListener (1390, 6872).
Quirks: the guid is not unique (events of one filing share it; E.D.N.Y. gives the page of the case); the blank after
the number may be missing; numbers may be bad (`5:18-~gr-00001`) and case names empty; `&amp;` is escaped twice;
bankruptcy puts `Type: … Chapter: … Trustee: …` before the type; appellate times are local, with zones that mail
libraries read as UTC.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from feeds.entries import Entry, read
from feeds.model import FeedItem, Parsed, Poll, Problem, SourceSpec
from feeds.plain import one_line, to_text, unescape
from feeds.times import court_zone, seen_moment
from monitor.domain.items import DocketEntry, aliases
from monitor.domain.vocabulary import SourceClass
from monitor.errors import InputError

NAME = "pacer-rss"
SOURCE_CLASS = SourceClass.DOCKET
EXTENSIONS = (".xml", ".rss")

# the serial has at most five digits, which tells it from a name that follows without a blank
_TITLE = re.compile(
    r"\s*(?P<number>(?:\d{1,2}:)?\d{2,4}-(?:~?[A-Za-z]{2,4}-)?\d{1,5}"
    r"(?:-(?:[A-Z]{1,4}|[a-z]{1,4}\d{0,2}|\d{1,3})(?![A-Za-z\d]))*)"
    r"\s*(?P<name>.*)",
    re.DOTALL,
)
_ANCHOR = re.compile(r"""<a\s[^<>]*?href\s*=\s*(["'])(?P<url>[^<>"']*)\1[^<>]*>(?P<text>[^<]*)</a>""", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
_GUID_SEQ = re.compile(r"DktRpt\.pl\?\d+(?:&(?:amp;)?|-)(?P<seq>\d+)\s*$")


class _Event(msgspec.Struct, frozen=True):
    """What the description says: the event's type, the document's number and address."""

    text: str
    number: int | None
    url: str | None
    seq: int | None


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll's new docket entries. Raises UnreadableError for a body that is not a whole feed.

    An entry whose number or time cannot be read is kept, with a Problem. Raises InputError when `spec` names no court.
    """
    if not spec.court:
        raise InputError(f"{spec.id}: a source of kind {NAME} needs a court")
    reading = read(poll, seen)
    zone = court_zone(spec.court)
    items, problems = [], list(reading.problems)
    for entry in reading.entries:
        item, faults = _item(spec.court, zone, entry, poll.polled_at)
        items.append(item)
        problems += [Problem(source=spec.id, item=item.item, reason=fault) for fault in faults]
    return Parsed(
        source=spec.id,
        source_class=SOURCE_CLASS,
        items=tuple(items),
        declared=one_line(reading.description) or None,
        problems=tuple(problems),
        shown=reading.shown,
        wishes=reading.wishes,
    )


def _item(court: str, zone: ZoneInfo | None, entry: Entry, polled_at: datetime) -> tuple[FeedItem, list[str]]:
    faults = list(entry.faults)
    event = _event(entry)
    number, name = _title(entry, faults)
    seq = event.seq if event.seq is not None else _guid_seq(entry.guid)
    content = DocketEntry(
        court=court,
        docket_number=number,
        case_name=name,
        text=event.text,
        entry_number=event.number,
        seq_no=seq,
        entered_at=_entered(entry, zone, polled_at, faults),
        stub=True,
        url=event.url or entry.link or None,
    )
    if not event.text:
        faults.append("no event type is given")
    names = aliases(content) if number else ()
    item = FeedItem(
        content=content,
        item=names[-1] if names else entry.guid or entry.link or entry.title,
        slice_hash=entry.slice.hash,
        ordinal=entry.slice.ordinal,
        raw=entry.raw,
        aliases=names,
        guid=entry.guid,
        date=entry.date,
        title=entry.title,
        body=entry.digest,
        loose_guid=_guid_seq(entry.guid) is None and "partId=" not in entry.guid,
    )
    return item, faults


def _title(entry: Entry, faults: list[str]) -> tuple[str, str]:
    title = unescape(entry.title)
    if m := _TITLE.match(title):
        return m["number"], one_line(m["name"])
    faults.append(f"no docket number in the title {title!r}")
    return "", one_line(title)


def _entered(entry: Entry, zone: ZoneInfo | None, polled_at: datetime, faults: list[str]) -> datetime | None:
    try:
        return seen_moment(entry.date, polled_at, zone)
    except InputError as error:
        faults.append(f"time of entry not known: {error}")
        return None


def _event(entry: Entry) -> _Event:
    """Read `[Order on Motion for TRO] (<a href="…de_seq_num=98">39</a>)`, with or without what stands around it."""
    anchor = _ANCHOR.search(entry.body)
    words = entry.body[: anchor.start()] if anchor else entry.body
    text = _in_brackets(words)
    if anchor is None:
        return _Event(text, None, None, None)
    number, url = anchor["text"].strip(), unescape(anchor["url"])
    seq = parse_qs(urlsplit(url).query).get("de_seq_num", [""])[0]
    return _Event(text, _int(number), url if url.startswith("http") else None, _int(seq))


def _in_brackets(words: str) -> str:
    """Give what the first bracket holds, brackets within it too; without one, the words as they are."""
    start, depth = words.find("["), 0
    for bracket in _BRACKET.finditer(words, start) if start >= 0 else ():
        depth += 1 if bracket[0] == "[" else -1
        if depth == 0:
            return one_line(to_text(words[start + 1 : bracket.start()]))
    return one_line(to_text(words.rstrip(" (")))


def _guid_seq(guid: str) -> int | None:
    m = _GUID_SEQ.search(guid)
    return int(m["seq"]) if m else None


def _int(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None

"""Kind `courtlistener-feed`: the Atom feed of one docket on CourtListener. Gives texts; never an hour, nor edits.

Gives: entry number, docket number and case name (title), the text of the entry or its document's short name, the date
of filing.
Never gives: the time of filing or of entry (the date stands as midnight, Pacific time), a sign that a text was edited,
and more than the 30 newest entries. CourtListener has only what somebody gave it: a docket may be days behind.
Known from: CourtListener's own source (cl/opinion_page/feeds.py, November 2026).
Quirks: an entry without a number is called "Minute entry from DATE"; a docket number may itself hold a comma.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime, time
from zoneinfo import ZoneInfo

from feeds.entries import Entry, read
from feeds.model import FeedItem, Parsed, Poll, Problem, SourceSpec
from feeds.plain import one_line, to_text
from feeds.times import court_zone, seen_moment
from monitor.domain.items import DocketEntry, aliases
from monitor.domain.vocabulary import SourceClass
from monitor.errors import InputError

NAME = "courtlistener-feed"
SOURCE_CLASS = SourceClass.DOCKET
EXTENSIONS = (".xml", ".atom")

_TITLE = re.compile(
    r"(?:Entry #(?P<number>\d{1,6})|Minute entry from [\w. ,-]+?) in (?P<name>.*?)(?:, (?P<docket>[^\s,][^,]*))?",
    re.DOTALL,
)
_PACIFIC = ZoneInfo("America/Los_Angeles")


def parse(spec: SourceSpec, poll: Poll, seen: Container[str] = ()) -> Parsed:
    """Read a poll's new entries. Raises UnreadableError for a body that is not a whole feed.

    An entry whose title or date cannot be read is kept, with a Problem. Raises InputError when `spec` names no court.
    """
    if not spec.court:
        raise InputError(f"{spec.id}: a source of kind {NAME} needs a court")
    reading = read(poll, seen)
    items, problems = [], list(reading.problems)
    for entry in reading.entries:
        item, faults = _item(spec.court, entry, poll.polled_at)
        items.append(item)
        problems += [Problem(source=spec.id, item=item.item, reason=fault) for fault in faults]
    return Parsed(
        source=spec.id,
        source_class=SOURCE_CLASS,
        items=tuple(items),
        problems=tuple(problems),
        shown=reading.shown,
        wishes=reading.wishes,
    )


def _item(court: str, entry: Entry, polled_at: datetime) -> tuple[FeedItem, list[str]]:
    faults = list(entry.faults)
    title = _TITLE.fullmatch(one_line(to_text(entry.title)))
    if title is None or not title["docket"]:
        faults.append(f"no docket number in the title {entry.title!r}")
    text = to_text(entry.body)
    filed = _filed(entry, court_zone(court), polled_at, faults)
    content = DocketEntry(
        court=court,
        docket_number=(title["docket"] or "") if title else "",
        case_name=title["name"] if title else one_line(to_text(entry.title)),
        text=text or one_line(to_text(entry.title)),
        entry_number=int(title["number"]) if title and title["number"] else None,
        filed_at=filed,
        date_only=("filed_at",) if filed else (),
        stub=not text,
        url=entry.link or None,
    )
    names = aliases(content) if content.docket_number else ()
    item = FeedItem(
        content=content,
        item=names[-1] if names else entry.link or entry.guid or entry.title,
        slice_hash=entry.slice.hash,
        ordinal=entry.slice.ordinal,
        raw=entry.raw,
        aliases=names,
        guid=entry.guid or entry.link,
        date=entry.date,
        title=entry.title,
        body=entry.digest,
    )
    return item, faults


def _filed(entry: Entry, zone: ZoneInfo | None, polled_at: datetime, faults: list[str]) -> datetime | None:
    """The day of filing at the court's clock: the feed's midnight is Pacific and means the day alone."""
    try:
        day = seen_moment(entry.date, polled_at, _PACIFIC).date()
    except InputError as error:
        faults.append(f"date of filing not known: {error}")
        return None
    return datetime.combine(day, time(), zone or _PACIFIC)

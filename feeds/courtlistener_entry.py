"""One docket entry as CourtListener's API and webhook write it, to an item. Guesses no docket, no hour and no number.

Gives: CourtListener's id of the entry (the same in both), its number, the full text where somebody has brought it in,
else only the short description of the document (a stub), the day of filing, often its minute by the court's clock.
Never gives: court and docket number (only CourtListener's id of the docket, so the configuration names them), when the
entry was entered (but for clerks who write "(Entered: 06/04/2026)" at its end), and whether `date_filed` came from a
docket or from a court's RSS feed, which has the day of entry instead (courtlistener#6872): it is kept as given.
Quirks: a text that comes later is sent by no webhook (courtlistener#7423), only the API shows it, as the same entry;
appellate courts without numbers get the id of the document for one, which is not taken for a number here.
Known from: CourtListener's API and webhook documentation (v4.4, webhook v2) and the issues named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import msgspec

from feeds.model import FeedItem, GivenDocket
from feeds.plain import one_line
from feeds.times import court_zone, on_every_calendar
from monitor.domain.items import DocketEntry, aliases
from monitor.errors import InputError

_ENTERED = re.compile(r"\(Entered: (?P<month>\d{2})/(?P<day>\d{2})/(?P<year>\d{4})\)$")
_DOCKET_ID = re.compile(r"/dockets/(\d{1,12})/$")
_PREFIX = "entry-"
_MOST_NUMBER = 1_000_000
_MOST_SEQ = 10**9


class _Document(msgspec.Struct, frozen=True):
    description: str | None = ""
    attachment_number: int | None = None
    absolute_url: str | None = None


class _Entry(msgspec.Struct, frozen=True):
    id: int
    docket: int | str
    date_created: datetime | None = None
    date_filed: str | None = None
    time_filed: str | None = None
    description: str | None = None
    entry_number: int | None = None
    pacer_sequence_number: int | None = None
    recap_documents: tuple[_Document, ...] = ()


_DECODER = msgspec.json.Decoder(_Entry)


def entry_item(raw: bytes, dockets: Mapping[int | None, GivenDocket], site: str) -> tuple[FeedItem, list[str]]:
    """Read one entry from its own bytes; gives what could not be used of it beside it.

    `dockets` are the known ones by CourtListener's id, `site` is where its pages are. Raises InputError for what is no
    entry, and for one of a docket that is not known.
    """
    try:
        entry = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"not a docket entry: {error}") from None
    docket = dockets.get(_docket_id(entry.docket)) or dockets.get(None)
    if docket is None:
        raise InputError(f"entry {entry.id} is of CourtListener's docket {entry.docket!r}, which is not configured")
    faults: list[str] = []
    return _item(entry, docket, raw, site, faults), faults


def number_of(item: FeedItem) -> int:
    """CourtListener's own number of an entry: they are given out in the order in which it came to know of them."""
    return int(item.slice_hash.removeprefix(_PREFIX))


def _docket_id(given: int | str) -> int:
    if isinstance(given, int):
        return given
    found = _DOCKET_ID.search(given)
    return int(found[1]) if found else -1


def _item(entry: _Entry, docket: GivenDocket, raw: bytes, site: str, faults: list[str]) -> FeedItem:
    text = one_line(entry.description or "")
    short = one_line("; ".join(_short(entry)))
    if not text and not short:
        faults.append("neither a text nor a short description is given")
    times, date_only = _times(entry, text, court_zone(docket.court), faults)
    content = DocketEntry(
        court=docket.court,
        docket_number=docket.docket_number,
        case_name=docket.case_name,
        text=text or short,
        entry_number=_number(entry.entry_number, _MOST_NUMBER),
        seq_no=_number(entry.pacer_sequence_number, _MOST_SEQ),
        filed_at=times.get("filed_at"),
        entered_at=times.get("entered_at"),
        date_only=date_only,
        stub=not text,
        url=_page(entry, site),
    )
    names = aliases(content)
    return FeedItem(
        content=content,
        item=names[0] if names else f"courtlistener/{entry.id}",
        slice_hash=f"{_PREFIX}{entry.id}",
        ordinal=0,
        raw=raw,
        aliases=names,
        given=True,
        had_since=entry.date_created if entry.date_created and entry.date_created.tzinfo else None,
    )


def _short(entry: _Entry) -> list[str]:
    """What the documents are called, without attachments; each name once."""
    main = (one_line(d.description or "") for d in entry.recap_documents if d.attachment_number is None)
    return list(dict.fromkeys(name for name in main if name))


def _number(given: int | None, most: int) -> int | None:
    return given if given is not None and 0 <= given < most else None


def _page(entry: _Entry, site: str) -> str | None:
    path = next((d.absolute_url for d in entry.recap_documents if d.absolute_url), None)
    return f"{site}{path}" if site and path and path.startswith("/") and not path.startswith("//") else None


def _times(
    entry: _Entry, text: str, zone: ZoneInfo | None, faults: list[str]
) -> tuple[dict[str, datetime], tuple[str, ...]]:
    """When filed and entered, by the court's clock, and of which of the two only the day is known."""
    times: dict[str, datetime] = {}
    days = []
    try:
        if entry.date_filed:
            minute = time.fromisoformat(entry.time_filed) if entry.time_filed else None
            times["filed_at"] = _placed(date.fromisoformat(entry.date_filed), minute, zone)
            days += [] if minute else ["filed_at"]
        else:
            faults.append("date of filing not known: none is given")
    except ValueError as error:
        faults.append(f"date of filing not known: {error}")
    if written := _ENTERED.search(text):
        try:
            day = date(int(written["year"]), int(written["month"]), int(written["day"]))
            times["entered_at"] = _placed(day, None, zone)
            days.append("entered_at")
        except ValueError:
            faults.append(f"date of entry not known: {written[0]!r}")
    return times, tuple(days)


def _placed(day: date, minute: time | None, zone: ZoneInfo | None) -> datetime:
    if zone is None:
        raise ValueError("the court's clock is not known")
    if minute is not None and minute.tzinfo is not None:
        raise ValueError(f"the time {minute} has a zone, and is none of the court's clock")
    found = datetime.combine(day, minute or time(), zone)
    if not on_every_calendar(found):
        raise ValueError(f"{day} is out of range")
    return found

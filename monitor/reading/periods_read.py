"""Periods as a docket entry states them ("within 48 hours", "at least 8 days before the hearing"), with their flat end.

What each rule of procedure makes of a period is not said here (monitor.deadlines.periods). One that runs from an event
which the entry does not date is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from monitor.domain.findings import Period
from monitor.domain.vocabulary import DocketKind
from monitor.reading.dates import END_OF_DAY
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.segment import Span
from monitor.reading.terms import number

_DUTY = Gated(
    r"\b(?:shall|must|file|report|reports|due|respond|notify|certify|submit|pay|required|directed|ordered|commanded"
    r"|to be|penalties|fines?)\b",
    re.IGNORECASE,
)
_PERIOD = Gated(
    r"\b(?:within|in|every(?= \S+(?: \(\d+\))? days)|no (?:later|more) than)\s(?P<n>\d{1,3}|two|three|five|seven|ten"
    r"|fourteen"
    r"|thirty)(?: \(\d{1,3}\))?\s(?:(?P<open>business|court|working) |calendar )?(?P<unit>days?|hours?)\b"
    r"(?! (?:before|prior to)\b)(?! (?:of|after|from|following) (?!(?:(?:the )?(?:date|entry|issuance"
    r"|filing) of )?(?:this|the (?:present|within|instant)) order"
    r"|(?:the )?(?:date|entry) hereof|today|entry\b))"
    r"|\b(?P<monthly>monthly)\b[^.;]{0,20}\breports?\b",
    re.IGNORECASE,
)
_BACK = Gated(
    r"\b(?:at least|no (?:later|less) than|not (?:later|less) than)\s(?P<n>\d{1,3}|two|three|five|seven|ten|fourteen"
    r"|thirty)(?: \(\d{1,3}\))?\s(?:(?P<open>business|court|working) |calendar )?(?P<unit>days?|hours?)"
    r" (?:before|prior to) (?:the |that |said )?(?:\w+ ){0,2}(?P<event>hearing|conference|trial|argument)\b",
    re.IGNORECASE,
)
"""A period counted back from something that the court has set."""
_BY_MAIL = Gated(r"\b(?:served|service|mailed)\b[^.;]{0,30}\bby (?:\S+ )?mail\b", re.IGNORECASE)


_NOT_SETTING = frozenset({DocketKind.MOTION, DocketKind.NOTICE, DocketKind.OTHER})


class Begin(NamedTuple):
    """What periods are counted from, at the court's clock: when the entry was filed, or a hearing that it sets."""

    moment: datetime
    zone: tzinfo
    hour_known: bool


class Stated(NamedTuple):
    """A period at `sentence`, its flat end, and where its words begin; a rhythm ("monthly reports") has no period."""

    sentence: Span
    at: int
    due_at: datetime
    date_only: bool
    period: Period | None


def stated_periods(entry: Entry, sentence: Span, kind: DocketKind, begin: Begin) -> Iterator[Stated]:
    """The periods of a sentence that run from the entry; none of a party's paper."""
    if kind in {DocketKind.MOTION, DocketKind.NOTICE, DocketKind.OTHER} or not _DUTY.search(
        entry.plain, sentence.start, sentence.end
    ):
        return
    for m in _PERIOD.finditer(entry.plain, sentence.start, sentence.end):
        if m["monthly"]:
            due = datetime.combine(begin.moment.date() + timedelta(days=30), END_OF_DAY, begin.zone)
            yield Stated(sentence, m.start(), due, date_only=True, period=None)
        else:
            yield from _ended(sentence, m, _period(entry, sentence, m, begin), begin.zone)


def counted_back(entry: Entry, kind: DocketKind, hearing: Begin) -> Iterator[Stated]:
    """The periods of an entry that run back from the hearing which it sets."""
    if kind in {DocketKind.MOTION, DocketKind.NOTICE}:
        return
    for sentence in entry.sentences:
        for m in _BACK.finditer(entry.plain, sentence.start, sentence.end):
            yield from _ended(sentence, m, _period(entry, sentence, m, hearing, before=True), hearing.zone)


def _ended(sentence: Span, m: re.Match[str], period: Period, zone: tzinfo) -> Iterator[Stated]:
    due_at = _flat(period, zone)
    if due_at is not None:
        yield Stated(sentence, m.start(), due_at, date_only=period.hours is None, period=period)


def _period(entry: Entry, sentence: Span, m: re.Match[str], begin: Begin, *, before: bool = False) -> Period:
    count, hours = number(m["n"]), m["unit"].lower().startswith("hour")
    return Period(
        counted_from=begin.moment,
        days=None if hours else count,
        hours=count if hours else None,
        court_days=bool(m["open"]) and not hours,
        before=before,
        by_mail=bool(_BY_MAIL.search(entry.plain, sentence.start, sentence.end)),
        hour_known=begin.hour_known,
    )


def _flat(period: Period, zone: tzinfo) -> datetime | None:
    """The end of a period as it is counted flat; None beyond the calendar."""
    begin = period.counted_from.astimezone(zone)
    way = -1 if period.before else 1
    try:
        if period.days is not None:
            return datetime.combine(begin.date() + timedelta(days=way * period.days), END_OF_DAY, zone)
        if not period.hour_known:
            begin = datetime.combine(begin.date(), END_OF_DAY, zone)
        return (begin.astimezone(UTC) + timedelta(hours=way * (period.hours or 0))).astimezone(zone)
    except OverflowError:
        return None

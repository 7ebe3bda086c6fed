"""When something about an action happened, by one account. Conflicting accounts are kept apart; none is chosen.

Only a sentence with a verb of doing (left, landed, was shut off, was paid) and an hour or a day gives a moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from monitor.domain.evidence import quote
from monitor.domain.findings import MomentRead
from monitor.reading.dates import When, bare_times, whens
from monitor.reading.rulebook import rules
from monitor.reading.segment import Span

_BEFORE = re.compile(r"\b(?:before|no later than|prior to)\s(?:about |around )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|since|as of|from)\s(?:about |around )?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|shortly (?:before|after)|just (?:before|after)"
    r"|some time (?:before|after))\s(?:at )?$",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b(?:until|due|deadline|by)\s(?:\w+ )?$", re.IGNORECASE)
_RANGE = re.compile(r"^\s?(?:and|to|-|–)\s?$")


def moments(text: str, spans: Sequence[Span], anchor: date, zone: tzinfo) -> list[MomentRead]:
    """The moments told in some sentences; an hour without a date is on the day last named before it, else on the
    anchor.
    """
    day, found = anchor, []
    for span in spans:
        times, day = _times(text, span, anchor, day)
        found += _of_sentence(text, span, times, zone)
    return found


def _times(text: str, span: Span, anchor: date, day: date) -> tuple[list[When], date]:
    """The dated hours of a sentence (or, where it names no hour, its days), and the day it leaves named."""
    dated = [w for w in whens(text, span.start, span.end, anchor, ahead=False) if w.day <= anchor]
    bare = bare_times(text, span.start, span.end, anchor, ahead=False)
    alone = [w for w in bare if not any(d.start <= w.start < d.end for d in dated)]
    named = sorted([*dated, *(w for w in alone if _names_day(text, w))], key=lambda w: w.start)
    found = []
    for when in sorted([*dated, *alone], key=lambda w: w.start):
        before = [w.day for w in named if w.start <= when.start]
        after = [w.day for w in named if 0 < w.start - when.end <= 24 and not w.clock]
        that = when.day if when in named else (after or before[-1:] or [day])[0]
        if when.clock and not _LIMIT.search(text, max(span.start, when.start - 24), when.start):
            found.append(When(when.start, when.end, that, when.clock))
    return (found or dated), (named[-1].day if named else day)


def _names_day(text: str, when: When) -> bool:
    return bool(re.search(r"day\b", text[when.start : when.end], re.IGNORECASE))


def _of_sentence(text: str, span: Span, times: Sequence[When], zone: tzinfo) -> list[MomentRead]:
    labels = [
        (m.start(), r.yields["label"]) for r in rules("moments") for m in r.pattern.finditer(text, span.start, span.end)
    ]
    if not labels or not times:
        return []
    whole = quote(text, span.start, span.end)
    read = []
    for when in times:
        ahead = [at for at in labels if at[0] < when.start]
        label = max(ahead)[1] if ahead else min(labels)[1]
        since, until = _bounds(text, span, when, zone)
        about = bool(_ABOUT.search(text, max(span.start, when.start - 30), when.start))
        read.append(MomentRead(label=label, quote=whole, since=since, until=until, about=about))
    return _joined(text, times, read)


def _bounds(text: str, span: Span, when: When, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    lead = max(span.start, when.start - 30)
    if when.clock is None:
        start = datetime.combine(when.day, datetime.min.time(), zone)
        return start, when.at(zone)
    at = when.at(zone)
    if text[when.start : when.end].lower().startswith("midnight"):
        at = datetime.combine(when.day + timedelta(days=1), datetime.min.time(), zone)
    if _BEFORE.search(text, lead, when.start):
        return None, at
    if _AFTER.search(text, lead, when.start):
        return at, None
    return at, at


def _joined(text: str, times: Sequence[When], read: list[MomentRead]) -> list[MomentRead]:
    """As in "Between 5:25 p.m. and 5:45 p.m." is one moment with two bounds."""
    if (
        len(times) == 2
        and "between" in text[max(0, times[0].start - 12) : times[0].start].lower()
        and _RANGE.match(text[times[0].end : times[1].start])
    ):
        first = read[0]
        return [
            MomentRead(label=first.label, quote=first.quote, since=first.since, until=read[1].until, about=first.about)
        ]
    return read

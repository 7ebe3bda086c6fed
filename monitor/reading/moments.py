"""When something about an action happened, by one account. Conflicting accounts are kept apart; none is chosen.

Only a sentence with a verb of doing (left, landed, was shut off, was paid) and an hour or a day gives a moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from monitor.domain.evidence import quote
from monitor.domain.findings import MomentRead
from monitor.reading.dates import When, bare_times, whens
from monitor.reading.rulebook import rules
from monitor.reading.segment import Span

_BEFORE = re.compile(r"\b(?:before|by|no later than|prior to|until)\s(?:about |around )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|since|as of|from)\s(?:about |around )?$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|shortly (?:before|after)|just (?:before|after)|some time (?:before|after))\s(?:at )?$", re.IGNORECASE)
_RANGE = re.compile(r"^\s?(?:and|to|-|–)\s?$")


def moments(text: str, spans: Sequence[Span], anchor: date, zone: tzinfo) -> list[MomentRead]:
    """The moments told in some sentences; an hour without a date is on the day last named, else on the anchor."""
    day, found = anchor, []
    for span in spans:
        dated = [w for w in whens(text, span.start, span.end, anchor, ahead=False) if w.day <= anchor]
        if dated:
            day = dated[-1].day
        timed = [w for w in dated if w.clock] or [w for w in bare_times(text, span.start, span.end, day, ahead=False) if w.clock]
        found += _of_sentence(text, span, timed or dated, zone)
    return found


def _of_sentence(text: str, span: Span, times: Sequence[When], zone: tzinfo) -> list[MomentRead]:
    labels = [(m.start(), rule.yields["label"]) for rule in rules("moments") if (m := rule.find(text, span.start, span.end))]
    if not labels or not times:
        return []
    whole = quote(text, span.start, span.end)
    read = []
    for when in times:
        label = min(labels, key=lambda at: abs(at[0] - when.start))[1]
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
    if _BEFORE.search(text, lead, when.start):
        return None, at
    if _AFTER.search(text, lead, when.start):
        return at, None
    return at, at


def _joined(text: str, times: Sequence[When], read: list[MomentRead]) -> list[MomentRead]:
    """"Between 5:25 p.m. and 5:45 p.m." is one moment with two bounds."""
    if len(times) == 2 and "between" in text[max(0, times[0].start - 12) : times[0].start].lower() and _RANGE.match(text[times[0].end : times[1].start]):
        first = read[0]
        return [MomentRead(label=first.label, quote=first.quote, since=first.since, until=read[1].until, about=first.about)]
    return read

"""Dates that a court puts off by so many days without saying which day that makes. It computes no date.

An order that is extended is no date that is: a sentence that speaks of a restraining order or an injunction is passed
over, and so is a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.evidence import quote
from monitor.domain.findings import ExtendedBy, Why
from monitor.domain.vocabulary import DocketKind
from monitor.reading.docket_parts import Entry
from monitor.reading.segment import Span
from monitor.reading.terms import number

_BY_THE_COURT = frozenset({DocketKind.ORDER, DocketKind.MINUTE_ORDER})
_LENGTH = (
    r"(?P<n>\d{1,3}|two|three|five|seven|ten|fourteen|thirty)(?: \(\d{1,3}\))?[ -]"
    r"(?:(?P<open>business|court|working)[ -]|calendar[ -])?(?P<unit>day|hour)s?"
)
_EXTENDED = (
    re.compile(
        r"\b(?:extended|enlarged|continued|postponed|moved back)\b[^.;]{0,30}?\b(?:by|for)\s"
        rf"(?:an additional |another |a further )?{_LENGTH}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_LENGTH} (?:extension|enlargement)\b", re.IGNORECASE),
)
_A_DATE = re.compile(
    r"\b(?:deadlines?|due|time|date|responses?|repl(?:y|ies)|opposition|answer|briefs?|reports?|briefing)\b",
    re.IGNORECASE,
)
_AN_ORDER = re.compile(r"\b(?:restraining order|TRO|injunction|stay|administrative stay)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:to|until|through|by) (?:and including )?(?:\w+day,? )?(?:\d{1,2}/\d{1,2}/|[A-Z][a-z]{2,8}\.? \d{1,2}\b)"
)
_REFUSED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|requests?|seeks?|moves? for)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(?P<side>defendants?|plaintiffs?)\b", re.IGNORECASE)
_WHY = Why(rule="deadline.extended_by", score=0.8)


def read_extended_by(entry: Entry, kind: DocketKind) -> tuple[ExtendedBy, ...]:
    """What an order puts off by so many days or hours, in its order."""
    if kind not in _BY_THE_COURT:
        return ()
    return tuple(found for sentence in entry.sentences for found in _of(entry, sentence))


def _of(entry: Entry, sentence: Span) -> Iterator[ExtendedBy]:
    words = sentence.of(entry.plain)
    if not _A_DATE.search(words) or any(p.search(words) for p in (_AN_ORDER, _DATED, _REFUSED)):
        return
    m = next((found for pattern in _EXTENDED if (found := pattern.search(words))), None)
    if m is None:
        return
    count, hours = number(m["n"]), m["unit"].lower() == "hour"
    sides = {side["side"].capitalize().rstrip("s") + "s" for side in _SIDE.finditer(words)}
    yield ExtendedBy(
        what=" ".join(words.split())[:600],
        quote=quote(entry.text, sentence.start, sentence.end),
        why=_WHY,
        days=None if hours else count,
        hours=count if hours else None,
        court_days=bool(m["open"]) and not hours,
        of=sides.pop() if len(sides) == 1 else None,
    )

"""What is particular to appeals: notices of appeal, and dispositions that name no order ("AFFIRMED IN PART").

A notice of appeal that names no order by number, date or kind appeals from nothing that could be found. A disposition
is read only from a court above the one whose orders are watched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.evidence import quote
from monitor.domain.findings import EffectRead, OrderRef, Why
from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.acts import Act, Setting
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.references import entries_named, references
from monitor.reading.segment import Span

_NOTICE = re.compile(
    r"^(?:(?!motion|order|transmission|transmittal"
    r"|response)[\w'’-]+ ){0,4}?notice of (?:[\w-]+ )?(?:cross[- ]?)?appeal\b",
    re.IGNORECASE,
)
_NO_APPEAL = re.compile(
    r"\b(?:withdraw\w*|voluntar\w+ dismiss\w*|extend\w*|transcript|of (?:bankruptcy|magistrate) judge)\b", re.IGNORECASE
)
_FROM = Gated(r"\b(?:from|as to|re:?|regarding|of|appeal(?:s|ing)?)\b", re.IGNORECASE)
_APPEALS = Why(rule="appeal.notice", score=0.9)


def notice_of_appeal(entry: Entry, setting: Setting) -> tuple[EffectRead, ...]:
    """The appeal of which an entry gives notice, where it says from which order."""
    notice = _NOTICE.match(entry.head_text)
    if notice is None or _NO_APPEAL.search(entry.head_text):
        return ()
    from_ = _FROM.search(entry.plain, entry.head.start + notice.end())
    if from_ is None:
        return ()
    region = Span(from_.start(), min(len(entry.plain), from_.start() + 400))
    by_number = entries_named(entry.text, region)
    refers = by_number or tuple(ref for ref in references(entry.text, region, setting.day) if ref.dated or ref.type)[:1]
    if not refers:
        return ()
    whole = entry.sentence_at(entry.head.start)
    return (
        EffectRead(
            effect=Effect.APPEALS,
            type=_appealed(refers),
            mode=None,
            quote=quote(entry.text, whole.start, whole.end),
            why=_APPEALS,
            refers=refers,
        ),
    )


def _appealed(refers: tuple[OrderRef, ...]) -> OrderType:
    return next((ref.type for ref in refers if ref.type), OrderType.OTHER)


_DISPOSED = Gated(r"(?-i:\b(?P<word>AFFIRM(?:ED|S)|VACAT(?:ED|ES)|REVERS(?:ED|ES))\b)(?P<part>,? (?i:in part)\b)?")
_NO_SUBJECT = re.compile(
    r"(?:\W|\b(?:and|we|therefore|accordingly|hereby|is|are|remanded|in part|case|for (?:the"
    r"|these) (?:\w+ )?reasons(?: stated)?"
    r"|unpublished|published|before:?)\b)*",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\W*(?:(?:filed|amended|per curiam|unpublished|published|summary|clerk) ){0,3}(?:opinion|memorandum"
    r"|judgment|order)\b"
    r"(?: disposition)?(?: filed)?[^()]{0,60}(?:\([^()]{0,200}\))?",
    re.IGNORECASE,
)
_OF = {"A": Effect.AFFIRMS, "V": Effect.VACATES, "R": Effect.VACATES}


def bare_dispositions(entry: Entry, clause: Span, setting: Setting) -> Iterator[Act]:
    """What a court above does to "the judgment" that its entry need not name: "AFFIRMED IN PART, VACATED IN PART"."""
    if not setting.acts_on_court:
        return
    head = _HEAD.match(entry.plain, clause.start, clause.end)
    last = head.end() if head else clause.start
    for m in _DISPOSED.finditer(entry.plain, last, clause.end):
        if not _NO_SUBJECT.fullmatch(entry.plain, last, m.start()):
            return
        last = m.end()
        yield Act(
            effect=_OF[m["word"][0]],
            type=OrderType.OTHER,
            at=Span(m.start(), m.end()),
            clause=clause,
            why=Why(rule="appeal.disposed", score=0.75),
            extent=Extent.PART if m["part"] else Extent.WHOLE,
        )

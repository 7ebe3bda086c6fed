"""Motions and rulings that know of each other by number alone. It resolves none: that is the state's work.

A motion says what it asks for; "ORDER granting 45" says only which motion. Each keeps what its own text says, so that
the two can be put together (monitor.state.completed) whichever was read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.evidence import quote
from monitor.domain.findings import AskedRead, RuledRead, Why
from monitor.domain.vocabulary import DocketKind, Effect, Extent, Mode
from monitor.reading.acts import Setting, not_done
from monitor.reading.docket_kind import COURT_KINDS, mode_of
from monitor.reading.docket_parts import Entry
from monitor.reading.references import references
from monitor.reading.rulebook import compiled
from monitor.reading.rulings import Ruled, asked_in, bare_rulings
from monitor.reading.segment import Span, clauses

_PARTS = re.compile(r",? and,? (?:for|to)\b|[;,] (?:for|to) |\bor,? in the alternative,?", re.IGNORECASE)
_WHY = Why(rule="ruling.motion_by_number", score=0.8)
_NUMBER = (
    r"(?:(?:Dkts?\.?|ECF|Docs?\.?|D\.E\.|Docket|Filing)\s?(?:Nos?\.?|Entry|#)?\s?)?[\[(#]?(?P<n>\d{1,4})[\])]?"
    r"(?![\w/:%.$-]*\d|[\w/:%$-]|,\d| (?:days?|hours?|pages?|years?|weeks?|months?|U\.?S))"
)
_NUMBERED = re.compile(
    r"(?:^|[\s(])(?:motions?|applications?|requests?|petitions?|letters?|papers?|re:?|on|and|,|&)?\s?" + _NUMBER,
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^[^.;]{0,120}?\b(?:re:?|on|regarding|as to)\s" + _NUMBER, re.IGNORECASE)
_NO_ENTRY = compiled(r"(?:\b(?:rules?|sections?|paragraphs?|title|chapter|counts?|part|case|<month>)|[§¶$])\W{0,2}$")
_DONE = Why(rule="ruling.order_by_number", score=0.8)
_DOING = {
    "enforcing": Effect.ISSUES,
    "clarifying": Effect.CLARIFIES,
    "vacating": Effect.VACATES,
    "dissolving": Effect.DISSOLVES,
    "discharging": Effect.DISSOLVES,
    "terminating": Effect.DISSOLVES,
    "modifying": Effect.MODIFIES,
    "amending": Effect.MODIFIES,
    "extending": Effect.EXTENDS,
}
_DOES = re.compile(
    rf"\b(?P<verb>{'|'.join(_DOING)})\s(?:(?:Dkts?\.?|ECF|Docs?\.?|Filing)\s?(?:Nos?\.?)?\s?)?\[?(?P<n>\d{{1,4}})\]?"
    r"(?!:?\d)(?=\s?(?:[.,:;(]|$)|\s(?P<part>in part|as to)\b)",
    re.IGNORECASE,
)
NEAR = 70
"""How far from a verb the number of what it rules on stands."""


def read_asks(entry: Entry, kind: DocketKind, setting: Setting) -> tuple[AskedRead, ...]:
    """What a motion asks a court to do about orders, part by part; nothing for any other paper."""
    if kind is not DocketKind.MOTION:
        return ()
    first = entry.sentence_at(entry.head.start)
    whole = Span(entry.head.start, max(entry.head.end, min(first.end, entry.head.end + NEAR)))
    found: list[AskedRead] = []
    for part in _parts(entry.plain, Span(whole.start, min(whole.end, first.end))):
        asked = asked_in(entry.plain, part)
        if asked and not any((f.grants, f.type) == (asked.grants[0], asked.grants[1]) for f in found):
            found.append(
                AskedRead(
                    grants=asked.grants[0],
                    type=asked.grants[1],
                    refused=asked.refused,
                    quote=quote(entry.text, part.start, part.end),
                    why=asked.why,
                    refers=references(entry.text, part, setting.day),
                )
            )
    return tuple(found)


def _parts(plain: str, whole: Span) -> Iterator[Span]:
    start = whole.start
    for m in _PARTS.finditer(plain, whole.start, whole.end):
        yield Span(start, m.start())
        start = m.start()
    yield Span(start, whole.end)


def read_ruled(entry: Entry, kind: DocketKind) -> tuple[RuledRead, ...]:
    """The rulings of a court's entry on motions of which it says no more than a number."""
    if kind not in COURT_KINDS or entry.marked_vacated:
        return ()
    mode = mode_of(entry, kind)
    about = _ABOUT.search(entry.head_text)
    head = int(about["n"]) if about else None
    parts = [clause for sentence in entry.sentences for clause in clauses(entry.plain, sentence)]
    done = (_done(entry, clause, m, mode) for clause in parts for m in _DOES.finditer(entry.plain, *_ends(clause)))
    found = (
        _ruled(entry, ruled, clause, mode, head) for clause in parts for ruled in bare_rulings(entry.plain, clause)
    )
    return tuple(dict.fromkeys(one for several in (found, done) for one in several if one is not None))


def _ends(clause: Span) -> tuple[int, int]:
    return clause.start, clause.end


def _done(entry: Entry, clause: Span, m: re.Match[str], mode: Mode) -> RuledRead | None:
    """What is done to an order that is named by number alone."""
    if not_done(entry.plain, clause, m.start()):
        return None
    return RuledRead(
        motions=(int(m["n"]),),
        granted=True,
        does=_DOING[m["verb"].lower()],
        quote=quote(entry.text, clause.start, clause.end),
        why=_DONE,
        mode=mode,
        extent=Extent.PART if m["part"] else Extent.WHOLE,
    )


def _ruled(entry: Entry, ruled: Ruled, clause: Span, mode: Mode, head: int | None) -> RuledRead | None:
    motions = tuple(dict.fromkeys(_numbers(entry.plain, ruled)))
    if not motions and ruled.bare and head is not None:
        motions = (head,)
    if not motions:
        return None
    return RuledRead(
        motions=motions,
        granted=ruled.granted,
        quote=quote(entry.text, clause.start, clause.end),
        why=_WHY,
        mode=mode,
        extent=Extent.PART if ruled.partly else Extent.WHOLE,
    )


def _numbers(plain: str, ruled: Ruled) -> Iterator[int]:
    region = ruled.region
    if ruled.ahead:
        start, end = region.start, min(region.end, region.start + NEAR)
    else:
        start, end = max(region.start, region.end - NEAR), region.end
    for m in _NUMBERED.finditer(plain, start, end):
        if not _NO_ENTRY.search(plain, max(start, m.start("n") - 16), m.start("n")):
            yield int(m["n"])

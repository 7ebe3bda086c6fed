"""Whose words a court's entry speaks in. What is not surely the court's own assertion is nobody's finding.

The guards are rules/voices.toml: who is recounted, what is supposed, refused, unproven, or was found at another time.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from monitor.domain.vocabulary import DocketKind
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.rulebook import rules
from monitor.reading.segment import Span

_DISCHARGING = Gated(r"\b(?:discharg|withdraw|vacat|satisf)\w+[^.;]{0,40}\bshow[- ]cause\b", re.IGNORECASE)
_MINUTES = re.compile(r"^\W{0,3}(?:[\w-]+ ){0,2}(?:minute entry|minutes|clerk.s notes|clerk order)\b", re.IGNORECASE)
_WRITTEN = frozenset({DocketKind.ORDER, DocketKind.OPINION, DocketKind.MINUTE_ORDER})
_THERE_IS = re.compile(r"\bthere (?:is|exists) probable cause\b", re.IGNORECASE)
_HAVING = re.compile(r"\bhaving (?:now |duly )?\w+", re.IGNORECASE)
"""What a participle gives as the ground ("the examiner having confirmed receipt, …") is no account of the rest."""
_VERB_NEAR = 24
"""How far into the words of a finding the verb of the court that makes it may reach ("HOLDS it in contempt")."""


class Voice(msgspec.Struct, frozen=True):
    """How an entry speaks: for which court, whether that is a court of appeals, and whether it `asserts` what it says.

    An order asserts; a clerk's minutes tell what was said, and an order to show cause asks.
    """

    by: str
    higher: bool = False
    asserts: bool = True


def voice_of(entry: Entry, kind: DocketKind, by: str, *, higher: bool) -> Voice:
    """How an entry of a court speaks."""
    asks = _has("asks", entry.plain) and not _DISCHARGING.search(entry.head_text)
    minutes = _MINUTES.search(entry.head_text) is not None
    return Voice(by, higher=higher, asserts=kind in _WRITTEN and not (asks or minutes or higher))


def recounts(plain: str, sentence: Span) -> bool:
    """Whether a sentence tells what somebody says; the one behind it may go on telling it."""
    return _has("recounted", sentence.of(plain))


def is_asserted(plain: str, clause: Span, words: Span, voice: Voice, *, needs: str, recounting: bool) -> bool:
    """Whether the words at a place are the court's own assertion.

    `needs`: "court" where it must say that it finds, "operative" where the words do it by themselves ("is adjudged in
    contempt"), "cause" where it is cause to believe and so
    a supposition by its nature, else it is enough that the entry asserts and nobody is being recounted.
    """
    said = _is_found(plain, clause, words, voice)
    title = plain.rfind(":", clause.start, said.start) if said else -1
    told = Span(title + 1, clause.end) if title >= 0 else clause  # a title may refuse, and the court find all the same
    before = _HAVING.sub("", plain[said.end if said else clause.start : words.end])
    if (needs != "cause" and _has("supposed", before)) or _has("recounted", before) or _refused(plain, told, words):
        return False
    if said:
        lead = plain[clause.start : said.start]
        return not (_has("recounted", lead) or _has("not_now", lead[-_VERB_NEAR:] + said.of(plain)))
    if voice.higher or needs == "court" or _has("spoken", before):
        return False
    if needs == "cause" and _THERE_IS.search(plain, clause.start, words.end):
        return not recounting  # an order to show cause says so itself
    return needs == "operative" or (voice.asserts and not recounting)


def is_not_found(plain: str, clause: Span, words: Span, voice: Voice) -> bool:
    """Whether the court says that it does not find it."""
    said = _is_found(plain, clause, words, voice)
    return said is not None and not _has("supposed", plain[said.end : words.end])


def _is_found(plain: str, clause: Span, words: Span, voice: Voice) -> Span | None:
    rule = _guards()["we_find" if voice.higher else "court_finds"]
    m = rule.search(plain, clause.start, min(clause.end, words.start + _VERB_NEAR))
    return Span(m.start(), m.end()) if m else None


def _refused(plain: str, clause: Span, words: Span) -> bool:
    return _has("denied", plain[clause.start : words.end]) or _has("unproven", plain[words.end : clause.end])


@cache
def _guards() -> dict[str, Gated]:
    return {rule.id.removeprefix("voice."): rule.pattern for rule in rules("voices")}


def _has(guard: str, words: str) -> bool:
    return _guards()[guard].search(words) is not None

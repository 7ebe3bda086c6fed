"""Which of several acts a text speaks of, by its own words: "the third flight", "the two earliest planes".

It reads ordinals, counts and paragraphs beside a noun for a thing done, and nothing else; "a third country" and "the
second order" say nothing of an act. A text that says nothing is not guessed about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.domain.evidence import Quote

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: place for place, word in enumerate(PLACES, start=1)}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ACT = (
    r"(?:flight|plane|aircraft|bus|convoy|vessel|ship|train|van|truck|removal|deportation|transfer|payment|instal?lment"
    r"|tranche|disbursement|shipment|delivery|closure|termination|layoff|firing|dismissal|eviction|demolition"
    r"|suspension|shut-?off|seizure|raid|arrest|group|batch|round|wave)(?:e?s)?"
)
"""Things that are done more than once, as filings and reports count them."""
_KIND = r"(?:(?!country|party|order)[a-z][\w-]+ ){0,2}?"
_ORDINAL = re.compile(
    rf"\b(?:(?P<ordinal>{'|'.join(_ORDINALS)}) {_KIND}{_ACT}\b"
    r"|the (?P<alone>first|second|third|fourth|fifth)(?= (?:was|were|left|departed|landed|took|had|has|did)\b))",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    rf"\b(?:(?P<a>{'|'.join(_COUNTS)}) (?:earliest|first)|(?:earliest|first) (?P<b>{'|'.join(_COUNTS)}))\b",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\b(?P<count>{'|'.join(_COUNTS)})(?! (?:earliest|first)) {_KIND}{_ACT}\b", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"(?:\b(?:paragraphs?|provisions?)|¶+)\s?\(?(?P<one>\d{1,3}(?:\([a-z]\))?|[a-h](?=[\W_]))\)?", re.IGNORECASE
)
_DIVIDES = re.compile(r"[;.!?]\s")


@dataclass(frozen=True, slots=True)
class Which:
    """Places in a row of acts (the third), how many (two flights), paragraphs of the order; all may be empty."""

    ordinals: frozenset[int] = frozenset()
    number: int | None = None
    paragraphs: frozenset[str] = frozenset()

    def joined(self, other: Which) -> Which:
        """Both together, as the acts that one action covers."""
        if other is NOT_SAID or other == self:
            return self
        return Which(self.ordinals | other.ordinals, self.number or other.number, self.paragraphs | other.paragraphs)


NOT_SAID = Which()


def which(text: str) -> Which:
    """What a stretch of text says of which acts it means."""
    ordinals = {_ORDINALS[(m["ordinal"] or m["alone"]).lower()] for m in _ORDINAL.finditer(text)}
    for m in _EARLIEST.finditer(text):
        ordinals |= set(range(1, _COUNTS[(m["a"] or m["b"]).lower()] + 1))
    counts = {_COUNTS[m["count"].lower()] for m in _COUNT.finditer(text)}
    paragraphs = frozenset(m["one"].lower() for m in _PARAGRAPH.finditer(text))
    if not (ordinals or counts or paragraphs):
        return NOT_SAID
    return Which(frozenset(ordinals), counts.pop() if len(counts) == 1 else None, paragraphs)


def apart(one: Which, other: Which) -> bool:
    """Whether the two say that they mean other acts: other places in the row, other paragraphs."""
    if one.ordinals and other.ordinals:
        return not one.ordinals & other.ordinals
    return bool(one.paragraphs and other.paragraphs) and not one.paragraphs & other.paragraphs


def alike(one: Which, other: Which) -> bool:
    """Whether the two say that they mean the same acts; "two flights" are those two of which the other has places."""
    if apart(one, other):
        return False
    if one.ordinals & other.ordinals or one.paragraphs & other.paragraphs:
        return True
    return any(len(a.ordinals) > 1 and len(a.ordinals) == b.number for a, b in ((one, other), (other, one)))


def contrasted(parts: Sequence[Which]) -> list[Which]:
    """What parts of one text mean beside each other: where it goes on to a third, its two are the first two."""
    first = min((min(part.ordinals) for part in parts if part.ordinals), default=0)
    return [
        replace(part, ordinals=frozenset(range(1, first)))
        if part.number is not None and not part.ordinals and part.number == first - 1
        else part
        for part in parts
    ]


def around(text: str, quote: Quote) -> str:
    """The quote with the words that lead to it, back to the last full stop or semicolon."""
    if text[quote.start : quote.end] != quote.text:
        return quote.text
    before = text[max(0, quote.start - 300) : quote.start]
    lead = before[max((m.end() for m in _DIVIDES.finditer(before)), default=0) :]
    return lead + quote.text

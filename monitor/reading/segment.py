"""Cuts a text into sentences, clauses and quoted spans, once, with their places. It understands nothing.

Every rule reads a clause or a sentence of at most LONGEST characters, so no pattern ever meets a long text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from monitor.reading.text import Text

LONGEST = 1200
"""A sentence longer than this (a list, a text without stops) is cut at white space."""

_STOP = re.compile(r"""[.!?]["'”’)\]]{0,3}(?=\s)|\n""")
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(\["“'])(?:[A-Z]|No|Nos|Dkt|Dkts|Doc|Docs|Ex|Exs|Decl|Mot|Def|Pl|v|vs|U\.S|U\.S\.C|S\.D|N\.D|E\.D|W\.D|D\.C
    |Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Gen|Lt|Capt|Col|Sgt|Hon|Jr|Sr|St|Fed|Civ|Crim|Cir|App|Dist|Dep't|Jan|Feb|Mar|Apr|Jun|Jul|Aug
    |Sept|Sep|Oct|Nov|Dec|et\ al|e\.g|i\.e|cf|pp|p|para|approx|(?:[A-Z]\.){1,4}[A-Z])\.$""",
    re.VERBOSE,
)
_COMPANY = re.compile(r"\b(?:Inc|Corp|Co|Cos|Ltd|Bros|Ass['’]n)\.$")
_IN_SMALL_LETTERS = re.compile(r"\s+[a-z]")
"""A company's name ends no sentence that goes on in small letters."""
_NEW_SUBJECT = re.compile(r"et al\. +(?:The|Defendants|Plaintiffs|Respondents|Movants|Petitioners)\b")
_TIME_MARK = re.compile(r"\b[ap]\.?\s?m\.$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s+(?:[a-z\d(\[]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Central|Mountain|Pacific|E[SD]T|P[SD]T"
    r"|C[SD]T|M[SD]T|AK[SD]T|HST)"
)
_CLAUSE = re.compile(r";\s+(?:and )?(?:\(\d{1,2}\) )?|(?<=that: )\(1\) |(?<=ORDER):\s+|\s+[—–]\s+|:\s+(?=[A-Z(])")
_QUOTED = re.compile(r'“[^“”\n]{1,800}”|"[^"\n]{1,800}"|â€œ[^\n]{1,800}?â€(?=[\s.,;:!?]|$)')


class Span(msgspec.Struct, frozen=True, gc=False):
    """`[start:end]` of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def holds(self, at: int) -> bool:
        """Whether a place lies inside."""
        return self.start <= at < self.end


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order; a line feed always ends one."""
    found: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0] != "\n" and _runs_on(text, stop.start() + 1, stop.end()):
            continue
        found += _trimmed(text, start, stop.end())
        start = stop.end()
    found += _trimmed(text, start, len(text))
    return tuple(found)


def _runs_on(text: str, dot: int, end: int) -> bool:
    before = text[max(0, dot - 12) : dot]
    if _TIME_MARK.search(before) or text[max(0, dot - 2) : dot] == "..":
        return bool(_GOES_ON.match(text, end)) and text[max(0, dot - 2) : dot] != ".."
    if _COMPANY.search(before) and _IN_SMALL_LETTERS.match(text, end):
        return True
    return (
        text[dot - 1] == "." and bool(_ABBREVIATION.search(before)) and not _NEW_SUBJECT.match(text, dot - 6, end + 14)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The parts of a sentence between semicolons, dashes, and a colon before a capital."""
    if not isinstance(text, Text):
        return _clauses(text, sentence)
    if sentence not in text.parts:
        text.parts[sentence] = _clauses(text, sentence)
    return text.parts[sentence]


def _clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    found: list[Span] = []
    start = sentence.start
    for cut in _CLAUSE.finditer(text, sentence.start, sentence.end):
        found += _trimmed(text, start, cut.start())
        start = cut.end()
    found += _trimmed(text, start, sentence.end)
    return tuple(found)


def quoted(text: str) -> tuple[Span, ...]:
    """The spans between quotation marks, marks left out; marks that were damaged by a wrong decoding count too."""
    return tuple(_inside(m) for m in _QUOTED.finditer(text))


def _inside(m: re.Match[str]) -> Span:
    head, tail = (3, 2) if m[0].startswith("â€œ") else (1, 1)
    return Span(m.start() + head, m.end() - tail)


_DOTTED = re.compile(
    r"\b(?:U\.S|D\.C|Nos?|M[rs]|Mrs|[DJS]r|St|Gov|Sen|Rep|[ap]\.m|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.(?= \S)"
)


def undotted(text: str) -> str:
    """The same text, place by place, without the stops of common abbreviations: rules read only up to a stop."""
    return _DOTTED.sub(lambda m: m[0].replace(".", "_"), text)

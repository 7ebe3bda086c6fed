"""Whether a position was seen before: the same words, or a report of what its speaker is already on record with.

A report adds where words were repeated, not a second voice. New words by the same side are a new position, and so are
the same words by somebody else.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.domain.items import NewsItem, full_text
from monitor.domain.sketch import likeness, sketch
from monitor.domain.vocabulary import ASKING, FINDING, Role, Side, Speech
from monitor.state.records import ActionRecord, PositionRecord
from monitor.state.respondents import is_whole_side, same_name

COPY = 0.69
"""Likeness from which two texts are one, reworded or cut (measured on syndicated copies: monitor.domain.sketch)."""
REPORTED_WITHIN = timedelta(days=3)
"""How long after an entry a report that the court asks, or finds, is taken for a report of that entry."""
_FEWEST = 4
"""Words that are few enough are anybody's."""
_BETWEEN = re.compile(r"[^a-z0-9]+")


def said_before(action: ActionRecord, position: PositionRecord) -> PositionRecord | None:
    """The position of the action that this one repeats or reports."""
    mine = sketch(position.read.quote.text)
    for other in action.positions:
        if other.read.stance is not position.read.stance:
            continue
        if same_name(other.read.actor, position.read.actor) and likeness(mine, sketch(other.read.quote.text)) >= COPY:
            return other
        if isinstance(position.seen.fact.content, NewsItem) and _is_report_of(position, other):
            return other
    return None


def _is_report_of(report: PositionRecord, known: PositionRecord) -> bool:
    """Whether a press report tells of what a court entered, or quotes what the same side said before."""
    if report.read.role is Role.COURT:
        entered = known.read.role is Role.COURT and known.seen.entry is not None
        asked = report.read.stance in ASKING | FINDING
        return entered and asked and report.seen.world - known.seen.world <= REPORTED_WITHIN
    if report.side is Side.OTHER or report.side is not known.side:
        return False
    if (
        report.read.speech is Speech.REPORTED
        and known.read.speech is Speech.DIRECT
        and is_whole_side(report.read.actor)
    ):
        return True  # "the defendants have said that they complied", when they have said so themselves
    words, content = _plain(report.read.quote.text), known.seen.fact.content
    own = "" if isinstance(content, NewsItem) else full_text(content)
    return any(_holds(_plain(text), words) for text in (known.read.quote.text, own))


def _holds(text: str, words: str) -> bool:
    """Whether a text has these words, one after another; a few are anybody's."""
    return len(words.split()) >= _FEWEST and f" {words} " in f" {text} "


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()

"""What an item tells of an action: its moments, its figures, and what it may be called. It judges nothing and names no
breach.

Conduct that is told with an hour or a number is an account of it, whoever takes a position. A number in a sentence that
tells of no act ("an order about two flights") is no figure of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

import msgspec

from monitor.domain.evidence import Quote
from monitor.domain.findings import ActionRead, FigureRead, PositionRead
from monitor.domain.vocabulary import Role
from monitor.reading.dates import DAY
from monitor.reading.figures import figures
from monitor.reading.moments import moments, tells_conduct
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span

MOST_FIGURES = 12
_CALLED = compiled(
    r"\b(?:(?P<kind>(?-i:[a-z]{4,})) )?(?P<noun>(?-i:flights?|removals?|deportations?|transfers?|closures?|shut-?offs?"
    r"|terminations?|layoffs?|firings?|payments?|evictions?|planes?|demolitions?|dismissals?|suspensions?)) "
    rf"(?:of|on) (?P<day>(?-i:{DAY}))"
)
_NO_KIND = re.compile(
    r"\w+(?:ed|ing|est)|about|over|from|were|that|with|three|four|five|many|some|these|those|other|into|such|most|more"
    r"|under|after|before|whose|which|first|second|third|last|illegal|unlawful",
)


def read_action(
    text: str,
    spans: Sequence[Span],
    told_at: tuple[datetime | None, tzinfo | None],
    positions: Sequence[PositionRead],
    *,
    disputed: bool = False,
) -> ActionRead | None:
    """The action as an item tells it, or None where it takes no position and tells no hour or number of an act.

    `told_at` is when the item was filed or published, and the clock of its hours. In a text that
    is `disputed`, or has positions, every number is an account of the conduct in dispute.
    """
    when, zone = told_at
    told = moments(text, spans, when.astimezone(zone).date(), zone) if when and zone else []
    counted = _distinct([*_counted(text, spans, anywhere=disputed or bool(positions))])
    quotes = [*(p.quote for p in positions), *(m.quote for m in told), *(f.quote for f in counted)]
    if not quotes:
        return None
    about = [p.respondent for p in positions if p.respondent and p.role is not Role.COURT]
    return ActionRead(
        what=_called(text, spans),
        quote=quotes[0],
        respondents=tuple(dict.fromkeys(about)),
        moments=tuple(told),
        figures=tuple(counted),
    )


def _counted(text: str, spans: Sequence[Span], *, anywhere: bool) -> Iterator[FigureRead]:
    """The figures of the sentences that tell of an act, or that follow one: "They flew out. 21 were said to be …"."""
    for before, span in zip((None, *spans), spans, strict=False):
        found = figures(text, span)
        if found and (anywhere or any(s and tells_conduct(text, s) for s in (span, before))):
            yield from found


def _distinct(found: Sequence[FigureRead]) -> list[FigureRead]:
    """A figure that headline and body both give, once, as the body has it."""
    last = {(f.label, f.value, f.bound, f.population): f for f in found}
    return list(last.values())[:MOST_FIGURES]


def _called(text: str, spans: Sequence[Span]) -> str:
    """A short noun phrase of the text for the act and its day ("removal flights of March 15"); empty where it has
    none.
    """
    for span in spans:
        for m in _CALLED.finditer(text, span.start, span.end):
            kind = m["kind"] if m["kind"] and not _NO_KIND.fullmatch(m["kind"]) else ""
            day = re.sub(r",? \d{4}$", "", m["day"])
            return f"{kind} {m['noun']} of {day}".strip()
    return ""


def grounded_in(action: ActionRead | None, text: str) -> ActionRead | None:
    """The action with only what stands in the text as received (a clerk's furniture was blanked before reading)."""
    if action is None or action.quote is None or not _stands(action.quote, text):
        return None
    moments_kept = tuple(m for m in action.moments if _stands(m.quote, text))
    figures_kept = tuple(f for f in action.figures if _stands(f.quote, text))
    return msgspec.structs.replace(action, moments=moments_kept, figures=figures_kept)


def _stands(words: Quote, text: str) -> bool:
    return text[words.start : words.end] == words.text

"""Numbers about an action, side by side. They disagree only within one label and population; none is preferred."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from monitor.domain.findings import FigureRead
from monitor.state.facts import ItemFact

_ABOUT = 0.1
"""How far from a number "about" that number may be."""
_PART = re.compile(
    r"\bof (?:the|them|these|those|its|their)\b|\b(?:first|last|earliest|latest|other|remaining)\b", re.IGNORECASE
)
"""A part of what another number counts ("two of the planes") disagrees with nothing."""
_DIGIT = re.compile(r"\d")
"""A number in words and without a population ("two planes") names the things spoken of; it does not count them all."""
_FAR = 2.0
"""Figures of one thing by different accounts stay within this factor; beyond it they are of different things."""


def disagreeing(figures: Sequence[tuple[FigureRead, ItemFact]]) -> frozenset[int]:
    """The places of the figures that cannot be right beside another item's ("over 200" and 238 can both be)."""
    return frozenset(
        place
        for (one, (a, mine)), (other, (b, theirs)) in combinations(enumerate(figures), 2)
        if mine.key != theirs.key and _comparable(a, b) and _apart(a, b)
        for place in (one, other)
    )


def of_other_things(mine: Iterable[FigureRead], theirs: Iterable[FigureRead]) -> bool:
    """Whether every pair that can be compared is far apart, so that the two accounts are of different actions."""
    theirs = tuple(theirs)
    pairs = [(a, b) for a in mine for b in theirs if _comparable(a, b)]
    return bool(pairs) and all(_far(a.value or 0.0, b.value or 0.0) for a, b in pairs)


def _comparable(a: FigureRead, b: FigureRead) -> bool:
    if a.value is None or b.value is None or _PART.search(a.quote.text) or _PART.search(b.quote.text):
        return False
    if a.population is None and not (_DIGIT.search(a.quote.text) and _DIGIT.search(b.quote.text)):
        return False
    return _plain(a.label) == _plain(b.label) and _plain(a.population) == _plain(b.population)


def _apart(a: FigureRead, b: FigureRead) -> bool:
    (low, high), (other_low, other_high) = _range(a), _range(b)
    return high < other_low or other_high < low


def _range(figure: FigureRead) -> tuple[float, float]:
    value = figure.value or 0.0
    match figure.bound:
        case "over":
            return value, float("inf")
        case "under":
            return float("-inf"), value
        case "about":
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
        case _:
            return value, value


def _far(a: float, b: float) -> bool:
    return max(a, b) > _FAR * min(a, b)


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())

"""Numbers about an action, side by side. They disagree only within one label and population; none is preferred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from monitor.domain.findings import FigureRead
from monitor.state.extent import Span, between

if TYPE_CHECKING:
    from monitor.state.records_action import FigureRecord

_ABOUT = 0.1
"""How far from a number "about" that number may be."""
_PART = re.compile(
    r"\bof (?:the|them|these|those|its|their)\b"
    r"|\b(?:first|last|earliest|latest|other|remaining|more|additional|further|another|newly)\b(?! than)",
    re.IGNORECASE,
)
"""A part of what another number counts ("two of the planes"), or what comes on top of it, disagrees with nothing."""
_DIGIT = re.compile(r"\d")
"""A number in words and without a population ("two planes") names the things spoken of; it does not count them all."""
FAR = 2.0
"""Counts of one thing by different accounts seen so far differ by less than a third (200 to 261 persons, 66 to 74
cases). A factor of two leaves room; counts further apart may be of different acts, and that is said as a doubt, never
assumed where a moment or the act itself ties the accounts together."""

ONE_TIME = timedelta(days=1)
"""Numbers told of times further apart count at different times; a total grows."""

Counted = tuple[str, str]
"""A label and a population, as they are compared."""
_Value = tuple[float, float, Span | None]
"""From, to, and the time of which it is told."""


def disagreeing(figures: Sequence[FigureRecord]) -> frozenset[int]:
    """The places of the figures that cannot be right beside another item's ("over 200" and 238 can both be).

    Compared is what has one label and population and is told of one time. A figure that its own source has corrected
    disagrees with nothing.
    """
    groups: dict[Counted, dict[_Value, list[int]]] = {}
    for place, figure in enumerate(figures):
        key = counted(figure.read)
        if key is not None and figure.superseded_by is None:
            groups.setdefault(key, {}).setdefault((*_range(figure.read), figure.extent), []).append(place)
    pairs = (pair for values in groups.values() for pair in combinations(values.items(), 2))
    apart = [(mine, theirs) for (one, mine), (other, theirs) in pairs if _apart(one, other)]
    return frozenset(place for pair in apart for place in _of_other_items(figures, *pair))


def _of_other_items(figures: Sequence[FigureRecord], mine: list[int], theirs: list[int]) -> Iterator[int]:
    """The places of either that stand beside another item's in the other."""
    for these, those in ((mine, theirs), (theirs, mine)):
        items = {figures[place].fact.key for place in those}
        yield from (place for place in these if items - {figures[place].fact.key})


def counted(figure: FigureRead) -> Counted | None:
    """By what label and population a figure can be compared with another; None for one that can be with none.

    A word ("some") is no number, and a part of what another counts disagrees with nothing.
    """
    if figure.value is None or _PART.search(figure.quote.text):
        return None
    if figure.population is None and not _DIGIT.search(figure.quote.text):
        return None
    return _plain(figure.label), _plain(figure.population)


def _apart(one: _Value, other: _Value) -> bool:
    (low, high, when), (other_low, other_high, other_when) = one, other
    gap = between(when, other_when)
    return (gap is None or gap <= ONE_TIME) and (high < other_low or other_high < low)


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


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())

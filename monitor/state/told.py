"""An item taken apart by the acts of which it speaks: a part for each act that its own words tell from the others.

An item whose words make no difference is one part. What cannot be given to one part by its words (an hour, a number of
a sentence about several acts) stays with the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.evidence import Quote
from monitor.domain.findings import FigureRead, FindingRead, MomentRead
from monitor.domain.items import full_text
from monitor.domain.vocabulary import DocketKind, Stance
from monitor.state.conduct import figures_told, moments_told
from monitor.state.extent import Span, span
from monitor.state.figures import Counted, counted
from monitor.state.memory import Memory
from monitor.state.positions import opens
from monitor.state.records import FOUND, Handle, Seen
from monitor.state.records_action import PositionRecord
from monitor.state.respondents import respondent_name
from monitor.state.subject import subject
from monitor.state.undo import Record
from monitor.state.which import NOT_SAID, Which, alike, apart, around, contrasted, which


@dataclass(slots=True, eq=False)
class Told(Record):
    """What an item says of one act: positions, moments, figures, whom it names, which of several acts it means."""

    seen: Seen
    positions: tuple[PositionRecord, ...] = ()
    moments: tuple[MomentRead, ...] = ()
    figures: tuple[FigureRead, ...] = ()
    respondents: tuple[str, ...] = ()
    which: Which = NOT_SAID
    subjects: frozenset[str] = frozenset()
    handles: tuple[Handle, ...] = ()
    """Of its positions, and of the item's account where that goes with them."""
    counts: tuple[tuple[Counted, float], ...] = ()
    """Its figures as they are compared."""
    extent: Span | None = None
    """From when to when it says that things happened."""
    complains: bool = True
    """It can be the first word about an act: it asks, alleges, concedes or tells of conduct. An answer only answers."""

    @property
    def moves(self) -> bool:
        """Whether it is a motion about compliance, which complains of something of its own."""
        return self.seen.fact.reading.kind is DocketKind.MOTION and any(map(opens, self.positions))

    def quotes(self) -> list[Quote]:
        """Its words: positions, moments, figures."""
        return [
            *(p.read.quote for p in self.positions),
            *(m.quote for m in self.moments),
            *(f.quote for f in self.figures),
        ]


def told_of(memory: Memory, seen: Seen, positions: Sequence[PositionRecord], *, account: bool = True) -> list[Told]:
    """The parts of an item that are about one order. The first has its moments and figures, unless a person parted
    these (`account`) from the positions.
    """
    text = full_text(seen.fact.content)
    groups = _grouped(positions, text)
    first, *others = groups or [(NOT_SAID, [])]
    rest = [_part(memory, seen, *group) for group in others]
    if not account:
        return [_part(memory, seen, *first), *rest]
    return [_first(memory, seen, first, text, alone=not others), *rest]


def told_of_finding(memory: Memory, seen: Seen, finding: FindingRead, number: int) -> Told:
    """What an item tells of the act that a court's finding in it is about."""
    text = full_text(seen.fact.content)
    reading = seen.fact.reading
    moments = moments_told(reading)
    names = (*(reading.action.respondents if reading.action else ()), finding.about)
    known = [name for name in _names(memory, names) if name.casefold() in memory.parties]
    return Told(
        seen=seen,
        moments=moments,
        extent=span(moments),
        respondents=tuple(known),
        which=which(around(text, finding.quote)),
        subjects=subject(finding.quote.text),
        handles=((seen.fact.key, FOUND + number),),
        complains=False,
    )


def _grouped(positions: Sequence[PositionRecord], text: str) -> list[tuple[Which, list[PositionRecord]]]:
    """Positions by the acts they mean; one that does not say stays with those before it."""
    groups: list[tuple[Which, list[PositionRecord]]] = []
    said = contrasted([which(around(text, p.read.quote)) for p in positions])
    for position, mine in zip(positions, said, strict=True):
        position.which = mine
        fitting = [n for n, (theirs, _) in enumerate(groups) if not apart(mine, theirs)]
        best = next((n for n in fitting if alike(mine, groups[n][0])), fitting[0] if fitting else None)
        if best is None:
            groups.append((mine, [position]))
        else:
            theirs, known = groups[best]
            groups[best] = theirs.joined(mine), [*known, position]
    return groups


def _first(memory: Memory, seen: Seen, group: tuple[Which, list[PositionRecord]], text: str, *, alone: bool) -> Told:
    mine, positions = group
    reading = seen.fact.reading
    moments, figures = moments_told(reading), figures_told(reading)
    if alone:
        quotes = [*(m.quote for m in moments), *(f.quote for f in figures)]
        for each in (which(around(text, quote)) for quote in quotes):
            mine = mine if apart(mine, each) else mine.joined(each)
    named = reading.action.respondents if reading.action else ()
    said = [*(p.read.quote.text for p in positions), *(m.quote.text for m in moments)]
    return Told(
        seen=seen,
        positions=tuple(positions),
        moments=moments,
        extent=span(moments),
        figures=figures,
        counts=tuple((key, f.value) for f in figures if (key := counted(f)) is not None and f.value is not None),
        respondents=_names(memory, [*named, *_concerned(positions)]),
        which=mine,
        subjects=subject(" ".join(said)),
        handles=(*(p.handle for p in positions), (seen.fact.key, 0)),
        complains=not positions or any(map(opens, positions)),
    )


def _part(memory: Memory, seen: Seen, mine: Which, positions: list[PositionRecord]) -> Told:
    return Told(
        seen=seen,
        positions=tuple(positions),
        respondents=_names(memory, _concerned(positions)),
        which=mine,
        subjects=subject(" ".join(p.read.quote.text for p in positions)),
        handles=tuple(p.handle for p in positions),
        complains=any(map(opens, positions)),
    )


def _concerned(positions: Sequence[PositionRecord]) -> list[str | None]:
    return [p.respondent for p in positions if p.read.stance is not Stance.NONE]


def _names(memory: Memory, names: Sequence[str | None]) -> tuple[str, ...]:
    known = [respondent_name(memory.parties, name) for name in names]
    return tuple(dict.fromkeys(name for name in known if name is not None))

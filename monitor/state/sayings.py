"""Whether a position was seen before: the same words, or a report of what its speaker is already on record with.

A report adds where words were repeated, not a second voice. New words by the same side are a new position, and so are
the same words by somebody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.domain.items import NewsItem, full_text
from monitor.domain.sketch import likeness
from monitor.domain.vocabulary import ASKING, FINDING, Role, Side, Speech, Stance
from monitor.state.reports import COPY, INDEXED
from monitor.state.respondents import is_whole_side, same_name
from monitor.state.undo import Record
from monitor.state.which import apart

if TYPE_CHECKING:
    from monitor.state.records import Seen
    from monitor.state.records_action import PositionRecord

REPORTED_WITHIN = timedelta(days=3)
"""How long after an entry a report that the court asks, or finds, is taken for a report of that entry."""
_SHARED = 0.3
"""So much of the hashes by which a text is found again a copy of it has, cut or reworded."""
_FEWEST = 4
"""Words that are few enough are anybody's."""
_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True, eq=False)
class Sayings(Record):
    """The different positions about an order, found again by stance and words and not one by one."""

    _by_hash: dict[tuple[Stance, int], list[PositionRecord]] = field(default_factory=dict)
    _by_court: dict[Stance, list[PositionRecord]] = field(default_factory=dict)
    _by_side: dict[tuple[Stance, Side], list[tuple[PositionRecord, tuple[str, ...]]]] = field(default_factory=dict)

    def add(self, position: PositionRecord) -> None:
        """Keep a position that was not seen before."""
        stance, content = position.read.stance, position.seen.fact.content
        for low in position.sketch.lows[:INDEXED]:
            self._by_hash.setdefault((stance, low), []).append(position)
        if position.read.role is Role.COURT and position.seen.entry is not None:
            self._by_court.setdefault(stance, []).append(position)
        if position.side is not Side.OTHER:
            own = () if isinstance(content, NewsItem) else (_plain(full_text(content)),)
            known = self._by_side.setdefault((stance, position.side), [])
            known.append((position, (_plain(position.read.quote.text), *own)))

    def known(self, position: PositionRecord) -> PositionRecord | None:
        """The position that this one repeats or reports; never one that says it means another act."""
        of_news = isinstance(position.seen.fact.content, NewsItem)
        found = (*self._same_words(position), *(self._reported(position) if of_news else ()))
        return next((other for other in found if _may_be_same(position, other)), None)

    def _same_words(self, position: PositionRecord) -> Iterator[PositionRecord]:
        """Those of which enough hashes are the same that they can be alike; every text shares some with others."""
        lows = position.sketch.lows
        shared = Counter(p for low in lows for p in self._by_hash.get((position.read.stance, low), ()))
        enough = min(len(lows), INDEXED) * _SHARED
        yield from (p for p, number in shared.items() if number >= enough and same_words(position, p))

    def _reported(self, report: PositionRecord) -> Iterator[PositionRecord]:
        """What a court entered lately, the last first; what the same side said, by its own words or as a paraphrase."""
        read = report.read
        if read.role is Role.COURT:
            entered = self._by_court.get(read.stance, ()) if read.stance in ASKING | FINDING else ()
            yield from (e for e in reversed(entered) if report.seen.world - e.seen.world <= REPORTED_WITHIN)
            return
        paraphrase = read.speech is Speech.REPORTED and is_whole_side(read.actor)
        words = _plain(read.quote.text).strip()
        for known, texts in self._by_side.get((read.stance, report.side), ()):
            if paraphrase and known.read.speech is Speech.DIRECT:
                yield known  # "the defendants have said that they complied", when they have said so themselves
            elif any(_holds(text, words) for text in texts):
                yield known


def same_words(one: PositionRecord, other: PositionRecord) -> bool:
    """Whether one speaker takes one stance in the same words."""
    if one.read.stance is not other.read.stance or not same_name(one.read.actor, other.read.actor):
        return False
    return likeness(one.sketch, other.sketch) >= COPY


def _may_be_same(position: PositionRecord, known: PositionRecord) -> bool:
    """Whether nothing says that the same words are about another act, another respondent, or a filing of their own.

    Two motions in the same words are two motions.
    """
    if _filed_apart(position.seen, known.seen) or apart(position.which, known.which):
        return False
    one, other = position.respondent, known.respondent
    return one is None or other is None or same_name(one, other)


def _filed_apart(one: Seen, other: Seen) -> bool:
    if one.entry is None or other.entry is None or one is other:
        return False
    return (
        one.docket != other.docket
        or one.entry.entry_number is None
        or (one.entry.entry_number != other.entry.entry_number)
    )


def _holds(text: str, words: str) -> bool:
    """Whether a text has these words, one after another; a few are anybody's."""
    return words.count(" ") + 1 >= _FEWEST and f" {words} " in text


def _plain(text: str) -> str:
    """The words alone, with a space at both ends."""
    return f" {_BETWEEN.sub(' ', text.casefold()).strip()} "

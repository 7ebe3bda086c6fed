"""The watched matters as a reader looks for them: by docket, and by the words without which a text is about none of
them. It decides nothing; what it leaves out could not have been found (matching.py).

Made once for a list, so that what an item costs does not grow with the number of matters watched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.domain.ids import normal_docket
from monitor.domain.matters import Matter
from monitor.reading.spelt import Wording


class LookedFor(NamedTuple):
    """How a matter is called: in texts, and by those who speak for it; where `always` it may be called otherwise."""

    in_texts: Sequence[Wording]
    by_speakers: Sequence[Wording]
    always: bool


class Watchlist:
    """Some matters in their order, found by docket key, by number or by a word."""

    def __init__(self, matters: Iterable[tuple[Matter, LookedFor]]) -> None:
        self._matters: list[Matter] = []
        self.by_id: dict[str, Matter] = {}
        self.by_docket: dict[str, list[Matter]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_speaker: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[str, list[int]] = defaultdict(list)
        self._always: set[int] = set()
        for matter, called in matters:
            self._add(matter, called)

    def _add(self, matter: Matter, called: LookedFor) -> None:
        n = len(self._matters)
        self._matters.append(matter)
        self.by_id.setdefault(matter.id, matter)
        for key in dict.fromkeys(matter.docket_keys):
            self.by_docket[key].append(matter)
        for number in {matter.docket_number, *(d.docket_number for d in matter.related_dockets)}:
            self._by_number[normal_docket(number)].append(n)
        for table, wordings in ((self._by_word, called.in_texts), (self._by_speaker, called.by_speakers)):
            for word in {_cue(one) for one in wordings}:
                table[word].append(n)
        if called.always:
            self._always.add(n)

    def near(self, words: Iterable[str], speakers_words: Iterable[str], numbers: Iterable[str]) -> list[Matter]:
        """The matters, in their order, that a text with these words and docket numbers may be about."""
        found = set(self._always)
        for table, said in ((self._by_word, words), (self._by_speaker, speakers_words), (self._by_number, numbers)):
            for word in table.keys() & set(said):
                found.update(table[word])
        return [self._matters[n] for n in sorted(found)]


_COMMON = frozenset(
    ["of", "the", "and", "for", "in", "on", "united", "states", "state", "department", "city", "county", "us", "board"]
)


def _cue(wording: Wording) -> str:
    """The word of a name that tells most."""
    return max(wording, key=lambda word: (word not in _COMMON, len(word), word))

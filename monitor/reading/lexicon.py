"""A table from words to the patterns that they may be part of: one look-up for a word says which of them to try.

It is made from what the patterns need (needs.py) as they are compiled, and holds nothing of any text. What it says of
a word is never too little: a pattern that it does not name cannot match by that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from monitor.reading.beginnings import Start
from monitor.reading.needs import Piece

MOST_WORDS = 50_000
"""So many words are remembered with what they are part of; then it is found out anew."""


class Places(NamedTuple):
    """What a word is part of: a bit for each group of pieces that it has one of, and by offset those of the starts."""

    pieces: int
    starts: tuple[tuple[int, int], ...]


class Lexicon(dict[str, Places]):
    """Gives for a word (lower case, 0 for every digit) its Places; `size` bits are given out so far."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0
        self.marks: dict[int, tuple[str, ...]] = {}
        """The marks ("§") with which a match may begin, by the bit of its starts."""
        self._groups: dict[frozenset[Piece], int] = {}
        self._begins: dict[frozenset[Start], int] = {}
        self._pieces: dict[tuple[str, bool, bool], int] = {}
        self._starts: dict[tuple[str, bool, bool], int] = {}

    def bit_of(self, group: frozenset[Piece]) -> int:
        """The bit that a word has where it has any piece of a group."""
        if group not in self._groups:
            self._groups[group] = self._given(self._pieces, group)
        return self._groups[group]

    def start_of(self, starts: frozenset[Start]) -> int:
        """The bit that a place in a word has where a match with these starts may begin."""
        if starts not in self._begins:
            bit = self._begins[starts] = self._given(self._starts, starts)
            self.marks[bit] = tuple(sorted(s.letters for s in starts if not s.letters.isalnum()))
        return self._begins[starts]

    def _given(self, table: dict[tuple[str, bool, bool], int], members: frozenset[Any]) -> int:
        bit = 1 << self.size
        self.size += 1
        for member in members:
            table[tuple(member)] = table.get(tuple(member), 0) | bit
        self.clear()
        return bit

    def __missing__(self, word: str) -> Places:
        if len(self) >= MOST_WORDS:
            self.clear()
        places = self[word] = Places(self._pieces_in(word), tuple(self._starts_in(word)))
        return places

    def _pieces_in(self, word: str) -> int:
        found = 0
        for at in range(len(word)):
            for bits in _each(self._pieces, word, at):
                found |= bits
        return found

    def _starts_in(self, word: str) -> Iterator[tuple[int, int]]:
        for at in range(len(word)):
            found = 0
            for bits in _each(self._starts, word, at):
                found |= bits
            if found:
                yield at, found


LONGEST_WORD = 40
"""Of a longer run of letters no more is looked at than so many from each place on: no pattern names a longer word."""


def _each(table: dict[tuple[str, bool, bool], int], word: str, at: int) -> Iterable[int]:
    """What a table has for the stretches of a word that begin at a place."""
    for end in range(at + 1, min(len(word), at + LONGEST_WORD) + 1):
        letters, whole = word[at:end], end == len(word)
        for begins in (False, True) if at == 0 else (False,):
            for ends in (False, True) if whole else (False,):
                yield table.get((letters, begins, ends), 0)


LEXICON = Lexicon()
"""Of all rules and patterns of the reader; those of watched matters have their own (watched.py)."""

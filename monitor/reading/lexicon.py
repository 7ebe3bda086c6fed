"""A table from words to the patterns that they may be part of: one look-up for a word says which of them to try.

It is made from what the patterns need (needs.py) as they are compiled, and holds nothing of any text. What it says of
a word is never too little: a pattern that it does not name cannot match by that word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from monitor.reading.beginnings import Start
from monitor.reading.needs import LONGEST, Piece

MOST_WORDS = 20_000
"""So many words are remembered with what they are part of; then it is found out anew."""


class Places(NamedTuple):
    """What a word is part of: a bit for each group of pieces that it has one of; by offset, the numbers of starts."""

    pieces: int
    starts: tuple[tuple[int, tuple[int, ...]], ...]


class Lexicon(dict[str, Places]):
    """Gives for a word (lower case, 0 for every digit) its Places; `size` bits and `begins` numbers are given out."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0
        self.marks: list[tuple[str, ...]] = [()]
        """The marks ("§") with which a match may begin, by the number of its starts; there is no number 0."""
        self._groups: dict[frozenset[Piece], int] = {}
        self._begins: dict[frozenset[Start], int] = {}
        self._pieces: dict[tuple[str, bool, bool], int] = {}
        self._starts: dict[tuple[str, bool, bool], set[int]] = {}

    @property
    def begins(self) -> int:
        """How many numbers of starts are given out."""
        return len(self._begins)

    def bit_of(self, group: frozenset[Piece]) -> int:
        """The bit that a word has where it has any piece of a group."""
        if group not in self._groups:
            bit = self._groups[group] = 1 << self.size
            self.size += 1
            for piece in group:
                self._pieces[piece] = self._pieces.get(piece, 0) | bit
            self.clear()
        return self._groups[group]

    def start_of(self, starts: frozenset[Start]) -> int:
        """The number of some starts, from 1 on."""
        if starts not in self._begins:
            number = self._begins[starts] = len(self._begins) + 1
            self.marks.append(tuple(sorted(s.letters for s in starts if not s.letters.isalnum())))
            for start in starts:
                self._starts.setdefault(start, set()).add(number)
            self.clear()
        return self._begins[starts]

    def __missing__(self, word: str) -> Places:
        if len(word) > LONG:
            return Places(self._pieces_of_long(word), tuple(sorted(self._starts_of_long(word).items())))
        if len(self) >= MOST_WORDS:
            self.clear()
        places = self[word] = Places(self._pieces_in(word), tuple(self._starts_in(word)))
        return places

    def _pieces_in(self, word: str) -> int:
        return reduce(or_, (bits for at in range(len(word)) for bits in _each(self._pieces, word, at)), 0)

    def _starts_in(self, word: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        for at in range(len(word)):
            found = set[int]().union(*_each(self._starts, word, at))
            if found:
                yield at, tuple(sorted(found))

    def _pieces_of_long(self, word: str) -> int:
        return reduce(or_, (bits for piece, bits in self._pieces.items() if any(_in_long(word, piece))), 0)

    def _starts_of_long(self, word: str) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for start, numbers in self._starts.items():
            for at in _in_long(word, start):
                found[at] = (*found.get(at, ()), *numbers)
        return found


_Of = TypeVar("_Of")
LONG = 120
"""A run of letters longer than this is no word: it is searched for each piece rather than looked up at each place."""


def _each(table: dict[tuple[str, bool, bool], _Of], word: str, at: int) -> Iterator[_Of]:
    """What a table has for the stretches of a word that begin at a place."""
    for end in range(at + 1, min(len(word), at + LONGEST) + 1):
        letters, whole = word[at:end], end == len(word)
        for begins in (False, True) if at == 0 else (False,):
            for ends in (False, True) if whole else (False,):
                if (letters, begins, ends) in table:
                    yield table[letters, begins, ends]


def _in_long(word: str, piece: tuple[str, bool, bool]) -> Iterator[int]:
    """Where some letters stand in a long run of them that neither begins nor ends with what must be a whole word."""
    letters, begins, ends = piece
    at = word.find(letters)
    while at >= 0 and not (begins and at):
        if not ends or at + len(letters) == len(word):
            yield at
        at = word.find(letters, at + 1)


LEXICON = Lexicon()
"""Of all rules and patterns of the reader; those of watched matters need none (spelt.py)."""

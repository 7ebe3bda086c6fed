"""A text with what its words are, found once: every pattern asks it whether and where it may match. It reads nothing.

It is the string itself, so that whatever takes a string takes it; a stretch cut out of it is a plain string again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Any

from monitor.reading.lexicon import LEXICON

_WORD = re.compile(r"[a-z0]+")
_DIGIT = re.compile(r"\d")
_DIGITS = str.maketrans("123456789", "000000000")
_LIKE_ASCII = str.maketrans({"İ": "i", "ſ": "s", "ı": "i"})
"""What `re` takes for letters of ASCII although lower case does not."""


def folded(text: str) -> str:
    """A text in lower case with 0 for every digit, letter for letter."""
    if text.isascii():
        return text.lower().translate(_DIGITS)
    return _DIGIT.sub("0", text.translate(_LIKE_ASCII).lower())


class Text(str):
    """A text that knows its words. What it was asked once it remembers."""

    __slots__ = ("__dict__",)
    _begins: int = 0
    """How many numbers of starts there were when the words were asked for theirs."""

    @cached_property
    def rules(self) -> dict[str, Sequence[Any]]:
        """By table, the rules that can find anything in it (rulebook.rules_for)."""
        return {}

    @cached_property
    def parts(self) -> dict[Any, tuple[Any, ...]]:
        """The clauses of its sentences, as they are asked for (segment.clauses)."""
        return {}

    @cached_property
    def _starts(self) -> dict[int, Sequence[int]]:
        return {}

    @cached_property
    def _stretches(self) -> dict[tuple[int, int], int]:
        return {}

    @cached_property
    def folded(self) -> str:
        """The text in lower case with 0 for every digit, letter for letter."""
        return folded(self)

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Its words, folded, each with the places where it stands."""
        found: dict[str, list[int]] = {}
        for m in _WORD.finditer(self.folded):
            word = m[0]
            if word in found:
                found[word].append(m.start())
            else:
                found[word] = [m.start()]
        return found

    @cached_property
    def pieces(self) -> int:
        """The bits of LEXICON that its words have; one that was given out later counts as had."""
        return reduce(or_, [LEXICON[word].pieces for word in self.words], -1 << LEXICON.size)

    def pieces_in(self, start: int, end: int) -> int:
        """The same of a stretch."""
        known = self._stretches.get((start, end))
        if known is None:
            words = set(_WORD.findall(self.folded, start, end))
            known = reduce(or_, [LEXICON[word].pieces for word in words], -1 << LEXICON.size)
            self._stretches[start, end] = known
        return known

    def starts(self, number: int) -> Sequence[int]:
        """The places, in order, where a match whose starts have this number may begin."""
        if self._begins != LEXICON.begins:
            self._begins, self._by_start = LEXICON.begins, self._by_starts()
            self._starts.clear()
        known = self._starts.get(number)
        if known is None:
            known = self._starts[number] = self._found(number)
        return known

    _by_start: Mapping[int, Sequence[Sequence[int]]] = {}

    def _found(self, number: int) -> Sequence[int]:
        found = self._by_start.get(number, ())
        marks = LEXICON.marks[number]
        if not marks and len(found) < 2:
            return found[0] if found else ()
        at_marks = (m.start() for mark in marks for m in re.finditer(re.escape(mark), self))
        return sorted([*chain.from_iterable(found), *at_marks])

    def _by_starts(self) -> dict[int, list[Sequence[int]]]:
        found: dict[int, list[Sequence[int]]] = defaultdict(list)
        for word, places in self.words.items():
            for offset, numbers in LEXICON[word].starts:
                at = [place + offset for place in places] if offset else places
                for number in numbers:
                    found[number].append(at)
        return found

    def cuts_word(self, end: int) -> bool:
        """Whether a stretch that ends here ends amid a word: what stands there may be taken for a whole one."""
        return 0 < end < len(self) and self.folded[end - 1 : end + 1].isalnum()


LONG = 10_000
"""Of texts longer than this only the last two are remembered: what is kept of one is many times as long."""


def text_of(text: str) -> Text:
    """A text with its words; the same one for the same text, while it is remembered."""
    if isinstance(text, Text):
        return text
    return _short(text) if len(text) <= LONG else _long(text)


@lru_cache(maxsize=256)
def _short(text: str) -> Text:
    return Text(text)


@lru_cache(maxsize=2)
def _long(text: str) -> Text:
    return Text(text)

"""A text with what its words are, found once: every pattern asks it whether and where it may match. It reads nothing.

It is the string itself, so that whatever takes a string takes it; a stretch cut out of it is a plain string again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_

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
    _known: int = 0
    """How many bits LEXICON had given out when the words with starts were looked up."""
    _words_by_starts: Sequence[tuple[int, list[int]]] = ()

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

    def starts(self, bit: int) -> Sequence[int]:
        """The places, in order, where a match whose starts have this bit may begin."""
        known = self._starts.get(bit)
        if known is None:
            known = self._starts[bit] = self._found(bit)
        return known

    def _found(self, bit: int) -> Sequence[int]:
        if self._known != LEXICON.size:
            self._known, self._words_by_starts = LEXICON.size, [*self._with_starts()]
        found = [at for bits, places in self._words_by_starts if bits & bit for at in places]
        for mark in LEXICON.marks[bit]:
            found += (m.start() for m in re.finditer(re.escape(mark), self))
        found.sort()
        return found

    def _with_starts(self) -> Iterator[tuple[int, list[int]]]:
        for word, places in self.words.items():
            for offset, bits in LEXICON[word].starts:
                yield bits, ([at + offset for at in places] if offset else places)

    def cuts_word(self, end: int) -> bool:
        """Whether a stretch that ends here ends amid a word: what stands there may be taken for a whole one."""
        return 0 < end < len(self) and self.folded[end - 1 : end + 1].isalnum()


def text_of(text: str) -> Text:
    """A text with its words; the same one for the same text, while it is remembered."""
    return text if text.__class__ is Text else _text_of(text)


@lru_cache(maxsize=256)
def _text_of(text: str) -> Text:
    return Text(text)

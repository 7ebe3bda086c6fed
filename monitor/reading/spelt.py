"""Names, captions and terms written out word by word, looked for by their words and tried only where one may begin.

They are of a watch list, not of the language, so they stand in no lexicon: a text knows where its words are (text.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from monitor.reading.text import Text, folded, text_of

_WORD = re.compile(r"[a-z0]+")
Wording = tuple[str, ...]


def wording(name: str) -> Wording:
    """The words of a name as a text has them (Text.words); none for a name that begins with another letter or a mark,
    since its first word would not stand where it begins.
    """
    low = folded(name)
    return tuple(_WORD.findall(low)) if _WORD.match(low) else ()


class Spelt:
    """A pattern of which every match holds, as whole words, all the words of one wording, and begins with its first.

    Where `at_first` is False it may begin anywhere; where `wordings` is None nothing is known of it. Nothing that the
    pattern finds is left out.
    """

    __slots__ = ("_compiled", "_firsts", "_flags", "at_first", "pattern", "wordings")

    def __init__(
        self, pattern: str, wordings: Iterable[Wording] | None, flags: int = re.IGNORECASE, *, at_first: bool = True
    ) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        kept = None if wordings is None else tuple(dict.fromkeys(wordings))
        self.wordings = None if kept is not None and () in kept else kept
        self._firsts = frozenset(one[0] for one in self.wordings or ())
        self.at_first = at_first

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried: of most names in a long list none ever is."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        places = self._places(text_of(text))
        if places is None:
            return self.compiled.search(text, pos)
        for at in places[bisect_left(places, pos) :]:
            found = self.compiled.match(text, at)
            if found:
                return found
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        places = self._places(text_of(text))
        if places is None:
            return self.compiled.finditer(text)
        return self._at(places, text) if places else iter(())

    def _at(self, places: Sequence[int], text: str) -> Iterator[re.Match[str]]:
        last = 0
        for at in places:
            found = self.compiled.match(text, at) if at >= last else None
            if found:
                last = found.end()
                yield found

    def _places(self, text: Text) -> Sequence[int] | None:
        """Where a match may begin; None for anywhere."""
        if self.wordings is None:
            return None
        words = text.words
        if self._firsts.isdisjoint(words):
            return ()
        told = [one for one in self.wordings if all(map(words.__contains__, one))]
        if not told or not self.at_first:
            return None if told else ()
        if len(told) == 1:
            return words[told[0][0]]
        return sorted({at for one in told for at in words[one[0]]})


NEVER = Spelt(r"(?!)", ())

"""A pattern behind a gate: it is tried only on a text whose words it needs, and only where a match of it may begin.

What a pattern finds is never changed: where nothing certain is known of it, or the interpreter does not show how it
parsed it, the gate stands open. docs/adr/20261122-gates-before-patterns.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from monitor.reading.lexicon import LEXICON
from monitor.reading.needs import needs
from monitor.reading.text import Text, text_of

SHORT = 24
"""A stretch shorter than this is searched at once: to ask what its words are would cost as much."""


class Gated:
    """A compiled pattern whose `search` and `finditer` first ask the text what its words are."""

    __slots__ = ("_compiled", "_first", "_match", "_search", "_start", "need", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Compile it; raises re.error for what is no pattern."""
        self._compiled = re.compile(pattern, flags)
        self._search = self._compiled.search
        self._match = self._compiled.match
        self.pattern = pattern
        needed = needs(pattern, flags)
        self.need = sum(map(LEXICON.bit_of, needed.groups))
        self._start = LEXICON.start_of(needed.starts) if needed.starts is not None else 0
        self._first = needed.first

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        size = len(text)
        end = size if endpos is None else endpos
        if self._first:
            return self._match(text, 0, end) if pos == 0 else None
        if end - pos < SHORT:
            return self._search(text, pos, end)
        known = text if text.__class__ is Text else text_of(text)
        if known.pieces & self.need != self.need:
            return self._search(text, pos, end) if end < size and known.cuts_word(end) else None
        places = self._places(known, pos, end)
        if places is None:
            return self._search(text, pos, end)
        for at in places:
            found = self._match(text, at, end)
            if found:
                return found
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        size = len(text)
        end = size if endpos is None else endpos
        if self._first or end - pos < SHORT:
            return self._compiled.finditer(text, pos, end)
        known = text if text.__class__ is Text else text_of(text)
        if known.pieces & self.need != self.need:
            return self._compiled.finditer(text, pos, end) if end < size and known.cuts_word(end) else iter(())
        places = self._places(known, pos, end)
        if places is None:
            return self._compiled.finditer(text, pos, end)
        return self._at(places, text, end) if places else iter(())

    def _places(self, text: Text, pos: int, end: int) -> Sequence[int] | None:
        """Where in a stretch a match may begin; None for anywhere."""
        if not self._start:
            return None if text.pieces_in(pos, end) & self.need == self.need else ()
        places = text.starts(self._start)
        if pos == 0 and end >= len(text):
            return places
        if text.cuts_word(end):
            return None
        return places[bisect_left(places, pos) : bisect_left(places, end)]

    def _at(self, places: Sequence[int], text: str, end: int) -> Iterator[re.Match[str]]:
        last = 0
        for at in places:
            found = self._match(text, at, end) if at >= last else None
            if found:
                last = found.end()
                yield found

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.match`, without the gate: it looks at one place only."""
        return self._match(text, pos, len(text) if endpos is None else endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`, without the gate."""
        return self._compiled.fullmatch(text, pos, len(text) if endpos is None else endpos)

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """As `re.Pattern.split`, without the gate."""
        return self._compiled.split(text, maxsplit)

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`, without the gate."""
        return self._compiled.sub(repl, text)

    def may_find(self, pieces: int) -> bool:
        """Whether it can find anything in a text or a stretch whose words have these bits (Text.pieces)."""
        return pieces & self.need == self.need

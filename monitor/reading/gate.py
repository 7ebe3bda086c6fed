"""A pattern behind a gate: words that every match must hold are looked for first, which costs a fraction of a search.

What a pattern finds is never changed: where no such words are known, or the interpreter does not show how it parsed
the pattern, the gate stands open. docs/adr/20261122-gates-before-patterns.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

SHORTEST = 3
"""A required piece shorter than this tells too little to be looked for."""
MOST_WAYS = 48
"""What can be written in more ways than this is not looked for."""
MOST_GROUPS = 3
_ASCII = 128
Ways = frozenset[str]
_Parsed: TypeAlias = Any
"""What the interpreter's own parser gives: it has no types that could be named."""


class Gated:
    """A compiled pattern whose `search` and `finditer` first look for what every match must hold, in lower case."""

    __slots__ = ("_compiled", "_marks", "groups", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Compile it; raises re.error for what is no pattern."""
        self._compiled = re.compile(pattern, flags)
        self.pattern = pattern
        self.groups = required(pattern, flags)
        self._marks = tuple(frozenset(map(_mark, group)) for group in self.groups)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        end = len(text) if endpos is None else endpos
        return self._compiled.search(text, pos, end) if self._may(text, pos, end) else None

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        end = len(text) if endpos is None else endpos
        return self._compiled.finditer(text, pos, end) if self._may(text, pos, end) else iter(())

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.match`, without the gate: it looks at one place only."""
        return self._compiled.match(text, pos, len(text) if endpos is None else endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`, without the gate."""
        return self._compiled.fullmatch(text, pos, len(text) if endpos is None else endpos)

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """As `re.Pattern.split`, without the gate."""
        return self._compiled.split(text, maxsplit)

    def sub(self, repl: str, text: str) -> str:
        """As `re.Pattern.sub`, without the gate."""
        return self._compiled.sub(repl, text)

    def may_find(self, text: str) -> bool:
        """Whether it can find anything in a text; where that is not certain, True."""
        return self._may(text, 0, len(text))

    def _may(self, text: str, pos: int, end: int) -> bool:
        threes = threes_of(text, pos, end)
        return not any(map(threes.isdisjoint, self._marks))


@lru_cache(maxsize=512)
def threes_of(text: str, pos: int, end: int) -> frozenset[str]:
    """Every three characters that follow each other in a stretch, in lower case; what `re` takes for s and i although
    it is none of ASCII's is taken for them here.
    """
    low = text[pos:end]
    if not low.isascii():
        low = low.replace("İ", "i").replace("ſ", "s").replace("ı", "i")
    low = low.lower()
    return frozenset(map("".join, zip(low, low[1:], low[2:], strict=False)))


_COMMON = "etaoinsrhldcumfpgwybvkxjqz"


def _mark(way: str) -> str:
    """The three characters of a piece that are the least common in English."""
    return max((way[i : i + 3] for i in range(len(way) - 2)), key=lambda three: (sum(map(_COMMON.find, three)), three))


def required(pattern: str, flags: int = 0) -> tuple[tuple[str, ...], ...]:
    """Groups of pieces in lower case: of each group every match holds at least one. Empty where nothing is certain."""
    if _parser is None:
        return ()
    found = _Required().of(_parser.parse(pattern, flags))
    best = sorted({_shortest(group) for group in found}, key=_worth)[:MOST_GROUPS]
    return tuple(tuple(sorted(group, key=lambda way: (len(way), way))) for group in best)


def _shortest(group: Ways) -> Ways:
    """Without what holds another way in it: where "breaches" is, "breach" is."""
    return frozenset(way for way in group if not any(other != way and other in way for other in group))


def _worth(group: Ways) -> tuple[float, str]:
    """The rarer the pieces the better: long ones, and few."""
    return (len(group) ** 0.5 / min(map(len, group)), "".join(sorted(group)))


class _Part(NamedTuple):
    """What a stretch of a pattern must hold: groups beside each other, and its whole words where it is nothing else."""

    groups: tuple[Ways, ...]
    whole: Ways | None


class _Required:
    """Reads the parsed pattern; every word of it that cannot be made sure of is passed over."""

    def of(self, parsed: Iterable[tuple[Any, Any]]) -> list[Ways]:
        """The groups of a sequence."""
        part = self._sequence(parsed)
        return [*part.groups, *([part.whole] if part.whole and _tells(part.whole) else [])]

    def _sequence(self, parsed: Iterable[tuple[Any, Any]]) -> _Part:
        groups: list[Ways] = []
        run: Ways = frozenset({""})
        pure = True
        for op, arg in parsed:
            part = self._one(op, arg)
            groups += part.groups
            joined = _joined(run, part.whole) if part.whole is not None else None
            if joined is not None:
                run = joined
                continue
            groups += [run] if _tells(run) else []
            pure = False
            run = part.whole if part.whole is not None else frozenset({""})
        if pure:
            return _Part(tuple(groups), run)
        return _Part((*groups, *([run] if _tells(run) else ())), None)

    def _one(self, op: _Parsed, arg: _Parsed) -> _Part:
        match str(op):
            case "LITERAL":
                found = _Part((), frozenset({chr(arg).lower()}) if arg < _ASCII else None)
            case "AT" | "ASSERT" | "ASSERT_NOT":
                found = _Part((), frozenset({""}))
            case "SUBPATTERN":
                found = self._sequence(arg[3])
            case "BRANCH":
                found = self._branch(arg[1])
            case "MAX_REPEAT" | "MIN_REPEAT":
                found = self._repeat(*arg)
            case "IN":
                found = _Part((), _letters(arg))
            case _:
                found = _Part((), None)
        return found

    def _branch(self, branches: Iterable[Any]) -> _Part:
        parts = [self._sequence(branch) for branch in branches]
        wholes = [part.whole for part in parts]
        if all(whole is not None for whole in wholes) and not any(part.groups for part in parts):
            whole = frozenset().union(*(w for w in wholes if w is not None))
            if len(whole) <= MOST_WAYS:
                return _Part((), whole)
        either = [self._best(part) for part in parts]
        if any(group is None for group in either):
            return _Part((), None)
        together: Ways = frozenset().union(*(group for group in either if group is not None))
        return _Part((together,) if len(together) <= 2 * MOST_WAYS else (), None)

    def _best(self, part: _Part) -> Ways | None:
        known = [*part.groups, *([part.whole] if part.whole and _tells(part.whole) else [])]
        return min(known, key=_worth) if known else None

    def _repeat(self, least: int, most: _Parsed, inner: _Parsed) -> _Part:
        part = self._sequence(inner)
        if least == most == 1:
            return part
        if least == 0:
            small = most == 1 and part.whole is not None and not part.groups and len(part.whole) <= 8
            return _Part((), frozenset({"", *(part.whole or ())})) if small else _Part((), None)
        return _Part((*part.groups, *([part.whole] if part.whole and _tells(part.whole) else ())), None)


def _joined(run: Ways, more: Ways) -> Ways | None:
    """Every way to go on; None where these are too many to be looked for."""
    if len(run) * len(more) > MOST_WAYS:
        return None
    return frozenset(a + b for a in run for b in more)


def _tells(ways: Ways) -> bool:
    return bool(ways) and min(map(len, ways)) >= SHORTEST


def _letters(members: _Parsed) -> Ways | None:
    plain = all(str(op) == "LITERAL" and code < _ASCII for op, code in members)
    found = {chr(code).lower() for _, code in members} if plain else set()
    return frozenset(found) if plain and len(found) <= 4 else None

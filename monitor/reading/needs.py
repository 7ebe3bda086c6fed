"""Reads off a pattern what every match of it holds, and with what it begins. It tries nothing and guesses nothing.

The source is the interpreter's own parse (`re._parser`), so no rule declares its triggers and none can declare wrong
ones. What the parse leaves open is left open here: a pattern of which nothing is certain needs nothing.
docs/adr/20261122-gates-before-patterns.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from monitor.reading.beginnings import Start, beginnings
from monitor.reading.ways import NOTHING, SINGLE, Parsed, Ways, written

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

SHORTEST = 3
"""A piece of a word shorter than this tells too little to be looked for; a whole word may be."""
LONGEST = 40
"""A longer run of letters is not looked for: no word is."""
MOST_WAYS = 64
"""What can be written in more ways than this is not looked for."""
MOST_GROUPS = 4
_RUN = re.compile(r"[a-z0]+")


class Piece(NamedTuple):
    """Letters of a word, in lower case and with 0 for every digit, and whether the word begins and ends with them."""

    letters: str
    begins: bool
    ends: bool


class Needs(NamedTuple):
    """Of each group of pieces every match holds one; `starts` are None where a match may begin with anything.

    `first` is for a pattern that matches at the very beginning of a text only.
    """

    groups: tuple[frozenset[Piece], ...] = ()
    starts: frozenset[Start] | None = None
    first: bool = False


def needs(pattern: str, flags: int = 0) -> Needs:
    """What a pattern needs; raises re.error for what is no pattern."""
    if _parser is None:
        return Needs()
    parsed = _parser.parse(pattern, flags)
    groups = {pieces for ways in _held(parsed) if (pieces := _pieces(ways)) is not None}
    starts, first = beginnings(parsed)
    return Needs(
        groups=tuple(sorted(groups, key=_worth)[:MOST_GROUPS]),
        starts=starts,
        first=first and not parsed.state.flags & re.MULTILINE,
    )


class _Part(NamedTuple):
    """What a stretch of a pattern must hold: groups beside each other, and all it can be where that is known."""

    groups: tuple[Ways, ...]
    whole: Ways | None


def _held(parsed: Iterable[tuple[Any, Any]]) -> list[Ways]:
    part = _sequence(parsed)
    return [*part.groups, *([part.whole] if part.whole else [])]


def _sequence(parsed: Iterable[tuple[Any, Any]]) -> _Part:
    groups: list[Ways] = []
    run: Ways = NOTHING
    pure = True
    for op, arg in parsed:
        part = _one(str(op), arg)
        groups += part.groups
        joined = _joined(run, part.whole) if part.whole is not None else None
        if joined is not None:
            run = joined
            continue
        groups.append(run)
        pure = False
        run = part.whole if part.whole is not None else NOTHING
    return _Part(tuple(groups), run) if pure else _Part((*groups, run), None)


def _one(op: str, arg: Parsed) -> _Part:
    if op in SINGLE:
        return _Part((), written(op, arg))
    match op:
        case "SUBPATTERN":
            found = _sequence(arg[3])
        case "ATOMIC_GROUP":
            found = _sequence(arg)
        case "BRANCH":
            found = _branch(arg[1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found = _repeat(*arg)
        case _:
            found = _Part((), None)
    return found


def _branch(branches: Iterable[Any]) -> _Part:
    parts = [_sequence(branch) for branch in branches]
    wholes = [part.whole for part in parts]
    if all(whole is not None for whole in wholes) and not any(part.groups for part in parts):
        whole = frozenset().union(*(w for w in wholes if w is not None))
        if len(whole) <= MOST_WAYS:
            return _Part((), whole)
    either = [_best(part) for part in parts]
    if any(ways is None for ways in either):
        return _Part((), None)
    together: Ways = frozenset().union(*(ways for ways in either if ways is not None))
    return _Part((together,) if len(together) <= 4 * MOST_WAYS else (), None)


def _best(part: _Part) -> Ways | None:
    known = [
        (pieces, ways)
        for ways in (*part.groups, *([part.whole] if part.whole else []))
        if (pieces := _pieces(ways)) is not None
    ]
    return min(known, key=lambda pair: _worth(pair[0]))[1] if known else None


def _repeat(least: int, most: Parsed, inner: Parsed) -> _Part:
    part = _sequence(inner)
    if least == most == 1:
        return part
    if least == 0:
        small = most == 1 and part.whole is not None and not part.groups and len(part.whole) <= 12
        return _Part((), frozenset({"", *(part.whole or ())})) if small else _Part((), None)
    return _Part((*part.groups, *([part.whole] if part.whole else ())), None)


def _joined(run: Ways, more: Ways) -> Ways | None:
    """Every way to go on; None where these are too many to be looked for."""
    if len(run) * len(more) > MOST_WAYS:
        return None
    return frozenset(a + b for a in run for b in more)


def _pieces(ways: Ways) -> frozenset[Piece] | None:
    """Of each way the piece that tells most; None where one has none, so that nothing is certain."""
    chosen = {_telling(way) for way in ways}
    if None in chosen:
        return None
    found = frozenset(piece for piece in chosen if piece is not None)
    return frozenset(p for p in found if not any(q is not p and _holds(p, q) for q in found))


def _telling(way: str) -> Piece | None:
    runs = [Piece(m[0], begins=m.start() > 0, ends=m.end() < len(way)) for m in _RUN.finditer(way)]
    known = (r for r in runs if len(r.letters) <= LONGEST)
    fit = [r for r in known if len(r.letters) >= SHORTEST or "0" in r.letters or (r.begins and r.ends)]
    return max(fit, key=lambda r: (len(r.letters) + r.begins + r.ends, r.letters), default=None)


def _holds(piece: Piece, other: Piece) -> bool:
    """Whether a word that has the one has the other too, so that it need not be looked for."""
    if other.begins and other.ends:
        return False
    if other.begins:
        return piece.begins and piece.letters.startswith(other.letters)
    if other.ends:
        return piece.ends and piece.letters.endswith(other.letters)
    return other.letters in piece.letters


def _worth(pieces: frozenset[Piece]) -> tuple[float, list[Piece]]:
    """The rarer the pieces the better: long ones, and few."""
    least = min((len(p.letters) + (p.begins and p.ends) - 2 * ("0" in p.letters) for p in pieces), default=99)
    return (len(pieces) ** 0.5 / max(least, 0.5), sorted(pieces))

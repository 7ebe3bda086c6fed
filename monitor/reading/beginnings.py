"""With what a match of a pattern begins, as far as that is certain: a word, a part of one, or a mark.

It reads the interpreter's own parse of a pattern; a beginning that is not known is "", and then nothing is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from monitor.reading.ways import BOUND, OTHER, SINGLE, Parsed, written

MOST = 400
"""What can begin in more ways than this is not followed further."""
FAR = 14
"""So far a beginning is followed: a word and what ends it."""
_RUN = re.compile(r"[a-z0]+")
_FIRST = "\2"
"""Stands in a beginning for the beginning of the text."""
_Way = tuple[str, bool]
"""The beginning of a way, and whether the way may go on with what stands next in the pattern."""
_UNKNOWN: frozenset[_Way] = frozenset({("", False)})


class Start(NamedTuple):
    """What a match begins with: a mark, or letters, at the beginning of a word where `bound`, whole where `ends`."""

    letters: str
    bound: bool
    ends: bool


def beginnings(parsed: Iterable[tuple[Any, Any]]) -> tuple[frozenset[Start] | None, bool]:
    """The starts, None where a match may begin with anything; and whether it begins only where the text does."""
    ways = _ways(parsed)
    found = {_start(way.replace(_FIRST, "")) for way, _ in ways}
    starts = None if None in found else frozenset(start for start in found if start is not None)
    return starts, all(way.startswith(_FIRST) for way, _ in ways)


def _start(way: str) -> Start | None:
    bare = way.lstrip(BOUND)
    run = _RUN.match(bare)
    if run:
        return Start(run[0], bound=way.startswith(BOUND), ends=run.end() < len(bare))
    if not bare or bare[0] == OTHER or bare[0].isspace():
        return None
    return Start(bare[0], bound=False, ends=False)


def _ways(parsed: Iterable[tuple[Any, Any]]) -> frozenset[_Way]:
    ways: set[_Way] = {("", True)}
    for op, arg in parsed:
        going = {way for way, goes_on in ways if goes_on and not _enough(way)}
        if not going:
            break
        more = _one(str(op), arg)
        if len(going) * len(more) > MOST:
            return frozenset((way, False) for way, _ in ways)
        stopped = {(way, False) for way, goes_on in ways if not goes_on or _enough(way)}
        ways = stopped | {(way + behind, goes_on) for way in going for behind, goes_on in more}
    return frozenset(ways)


def _enough(way: str) -> bool:
    """Whether a beginning is known as far as it is of use: to the end of its first word."""
    bare = way.lstrip(BOUND + _FIRST)
    run = _RUN.match(bare)
    return len(way) > FAR or (bool(bare) and (run is None or run.end() < len(bare)))


def _one(op: str, arg: Parsed) -> frozenset[_Way]:
    if op == "AT" and str(arg) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}:
        return frozenset({(_FIRST, True)})
    if op in SINGLE:
        ways = written(op, arg)
        return _UNKNOWN if ways is None else frozenset((way, True) for way in ways)
    match op:
        case "SUBPATTERN":
            found = _ways(arg[3])
        case "ATOMIC_GROUP":
            found = _ways(arg)
        case "BRANCH":
            found = frozenset().union(*map(_ways, arg[1]))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found = _repeated(*arg)
        case _:
            found = _UNKNOWN
    return found


def _repeated(least: int, most: Parsed, inner: Parsed) -> frozenset[_Way]:
    once = _ways(inner)
    found = once if most == 1 else frozenset((way, False) for way, _ in once)
    return found | {("", True)} if least == 0 else found

"""What one character of a pattern can be, as a text has it folded: in lower case, with 0 for every digit.

It reads the interpreter's own parse of a pattern. What is not known here is None: it can be anything.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Parsed: TypeAlias = Any
"""What the interpreter's own parser gives: it has no types that could be named."""
Ways = frozenset[str]
BOUND = "\0"
"""Stands in a way for the edge of a word."""
OTHER = "\1"
"""Stands in a way for a character that is none of a word."""
NOTHING: Ways = frozenset({""})
_ASCII = 128
_MOST = 10
"""A class of more characters than this is not looked for."""
_CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": OTHER, "CATEGORY_NOT_WORD": OTHER}
SINGLE = frozenset({"LITERAL", "IN", "AT", "ASSERT", "ASSERT_NOT"})
"""What stands for one character, or for none."""


def written(op: str, arg: Parsed) -> Ways | None:
    """The ways to write one character, or nothing at all; None where they are not known."""
    match op:
        case "LITERAL":
            return _character(arg)
        case "IN":
            return _members(arg)
        case "AT":
            return frozenset({BOUND}) if str(arg) == "AT_BOUNDARY" else NOTHING
        case _:
            return NOTHING


def _character(code: int) -> Ways | None:
    char = chr(code)
    if code >= _ASCII and char.lower() != char.upper():
        return None
    return frozenset({"0" if char.isdecimal() else char.lower()})


def _members(members: Parsed) -> Ways | None:
    found: set[str] = set()
    for op, arg in members:
        one = _member(str(op), arg)
        if one is None:
            return None
        found |= one
    return frozenset(found) if len(found) <= _MOST else None


def _member(op: str, arg: Parsed) -> Ways | None:
    if op == "LITERAL":
        return _character(arg)
    if op == "RANGE" and arg == (ord("0"), ord("9")):
        return frozenset({"0"})
    if op == "CATEGORY":
        return frozenset({_CATEGORIES[str(arg)]}) if str(arg) in _CATEGORIES else None
    return None

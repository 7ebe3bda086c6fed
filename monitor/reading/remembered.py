"""Keeps what was made of a watched matter or a party, for the very object: what is immutable need be made ready once.

To look something up by the object itself costs a hundredth of what it costs to hash and compare all that is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Of = TypeVar("Of")
Made = TypeVar("Made")
MOST = 8_192
"""So many are kept; then all are made anew."""


def remembered(make: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """A function of one immutable object, which makes its answer for that object once."""
    kept: dict[int, tuple[Of, Made]] = {}

    @wraps(make)
    def get(of: Of) -> Made:
        known = kept.get(id(of))
        if known is not None and known[0] is of:
            return known[1]
        if len(kept) >= MOST:
            kept.clear()
        made = make(of)
        kept[id(of)] = (of, made)  # the object is held, so that its id is nobody else's
        return made

    return get

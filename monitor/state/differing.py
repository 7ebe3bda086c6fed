"""What is not the same object in two rows of views: what nothing changed is the same in both, and is not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def differing(before: Sequence[_T], after: Sequence[_T]) -> tuple[list[_T], list[_T]]:
    """Those that are only in the first, and those that are only in the second, each in their order."""
    if before is after:
        return [], []
    pairs = [(was, now) for was, now in zip(before, after, strict=False) if was is not now]
    gone, come = [was for was, _ in pairs], [now for _, now in pairs]
    gone += before[len(after) :]
    come += after[len(before) :]
    moved = {*map(id, gone)} & {*map(id, come)}
    if not moved:
        return gone, come
    return [was for was in gone if id(was) not in moved], [now for now in come if id(now) not in moved]

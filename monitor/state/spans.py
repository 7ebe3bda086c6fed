"""Spans of time: clipped, joined, with parts taken out. Knows nothing of what they are spans of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

Span: TypeAlias = tuple[datetime, datetime]


def clipped(spans: Iterable[Span], since: datetime | None, until: datetime | None) -> list[Span]:
    """The parts of the spans between two moments, either of which may be open."""
    cut = ((max(s, since) if since else s, min(u, until) if until else u) for s, u in spans)
    return [(s, u) for s, u in cut if s <= u]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same times with as few spans as there can be, in order."""
    found: list[Span] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The spans with the holes taken out; the ends of a hole stay, and a hole of no length takes nothing out."""
    left = joined(spans)
    for since, until in joined((since, until) for since, until in holes if since < until):
        parts = ([(s, min(u, since)), (max(s, until), u)] if s < until and since < u else [(s, u)] for s, u in left)
        left = [(s, u) for part in parts for s, u in part if s <= u]
    return left

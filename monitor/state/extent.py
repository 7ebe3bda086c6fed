"""From when to when moments reach, and how far apart two stretches lie. An account without a bound says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from monitor.domain.findings import MomentRead

Span = tuple[datetime, datetime]
Bounds = tuple[datetime | None, datetime | None]
"""From and to as told; either may not be known."""


def span(moments: Iterable[MomentRead]) -> Span | None:
    """From the first known bound to the last; None where none is known."""
    return reach((m.since, m.until) for m in moments)


def reach(told: Iterable[Bounds]) -> Span | None:
    """From the first known bound of all to the last; None where none is known."""
    known = [at for bounds in told for at in bounds if at is not None]
    return (min(known), max(known)) if known else None


def between(mine: Span | None, theirs: Span | None) -> timedelta | None:
    """The time between two spans, zero when they touch; None when either is not known."""
    if mine is None or theirs is None:
        return None
    return max(mine[0] - theirs[1], theirs[0] - mine[1], timedelta(0))

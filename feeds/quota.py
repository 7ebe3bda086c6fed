"""How often a server may be asked by what it allows. Pure: the times of earlier questions are given; it asks nobody.

CourtListener counts in sliding windows, each from its own clock (Django REST framework's throttles): a question waits
a moment longer than the window, so that its clock and the way there make no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

MARGIN = timedelta(seconds=2)
LONGEST = timedelta(days=1) + MARGIN


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """The most questions in any minute, hour and day; what CourtListener allows without a further agreement."""

    per_minute: int = 5
    per_hour: int = 50
    per_day: int = 125

    def free_at(self, asked: Sequence[datetime], now: datetime) -> datetime:
        """When the next question may be asked; `asked` are the times of those before, in order. Now, or later."""
        free = now
        for window, most in self._windows():
            recent = [at for at in asked if at > now - window]
            if len(recent) >= most:
                free = max(free, recent[-most] + window)
        return free

    def _windows(self) -> tuple[tuple[timedelta, int], ...]:
        lengths = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
        return tuple(
            (length + MARGIN, most)
            for length, most in zip(lengths, (self.per_minute, self.per_hour, self.per_day), strict=True)
        )

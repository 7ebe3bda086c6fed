"""The days on which a court is open, in the direction of a count. It knows no closure that nobody recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from monitor.deadlines.legal_holidays import LegalHoliday, rule_6a6_holidays
from monitor.domain.courts import Court

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class CourtDays(msgspec.Struct, frozen=True):
    """A court's days for a period `after` an event, or before one; for an appeal with the court `below`."""

    court: Court
    after: bool = True
    below: Court | None = None

    def holiday(self, day: date) -> LegalHoliday | None:
        """The legal holiday on a day (Rule 6(a)(6))."""
        return rule_6a6_holidays(day, self.court, after=self.after, below=self.below)

    def open(self, day: date, *, closings: bool = False) -> bool:
        """Whether it is none of Saturday, Sunday and legal holiday; `closings` count executive closings too."""
        if day.weekday() >= _SATURDAY:
            return False
        holiday = self.holiday(day)
        return holiday is None or not (holiday.certain or closings)

    def next(self, day: date, *, closings: bool = False) -> date:
        """The next open day, going on in the direction of the count (Rule 6(a)(5)). OverflowError at time's edge."""
        day += self._step
        while not self.open(day, closings=closings):
            day += self._step
        return day

    def rolled(self, day: date, *, closings: bool = False) -> date:
        """The day itself where it is open, else the next open one (Rule 6(a)(1)(C))."""
        return day if self.open(day, closings=closings) else self.next(day, closings=closings)

    def passed(self, since: date, until: date) -> Iterator[tuple[date, LegalHoliday]]:
        """The holidays on weekdays from `since` up to, and without, `until`."""
        while since != until:
            holiday = self.holiday(since)
            if holiday is not None and since.weekday() < _SATURDAY:
                yield since, holiday
            since += self._step

    @property
    def _step(self) -> timedelta:
        return _ONE_DAY if self.after else -_ONE_DAY


def rule_6a5_next_day(day: date, court: Court, *, after: bool = True, below: Court | None = None) -> date:
    """The next court day: forward for a period measured after an event, backward for one measured before it.

    Executive closings are not counted as holidays here. Raises OverflowError at the edge of the calendar.
    """
    return CourtDays(court, after, below).next(day)

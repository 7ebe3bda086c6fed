"""Legal holidays as Federal Rule of Civil Procedure 6(a)(6) defines them. It knows of no office closed for snow."""

from __future__ import annotations

from datetime import date
from functools import cache

from monitor.domain.courts import Court

_CATEGORIES = ("public", "government")
"""`government` holds the days that a President gave federal offices off (9 January 2025, 26 December 2025)."""


def rule_6a6_legal_holiday(day: date, court: Court) -> str | None:
    """Name the legal holiday that falls on `day` for a period counted after an event; None for an ordinary day.

    Rule 6(a)(6): (A) days set aside by statute, (B) days declared by the President or Congress, (C) days declared by
    the state of the district court; Rule 81(d)(2) makes the District of Columbia and the territories states.
    """
    return _holidays(court.state, day.year).get(day)


@cache
def _holidays(state: str | None, year: int) -> dict[date, str]:
    import holidays  # on first use: most commands count no days

    return dict(holidays.country_holidays("US", subdiv=state, categories=_CATEGORIES, years=year).items())

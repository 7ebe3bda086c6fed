"""Which days are legal holidays for computing time, each with its paragraph. It knows of no office closed for snow.

Federal days come from the `holidays` library and are held against our own table in tests/law; a state's days are the
library's list for that state, by name, so that a reader can check them. A closing of the executive departments is named
with its order and marked as open: whether it is a legal holiday is for a court to say.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from monitor.domain.courts import Court

CLOSINGS = {
    date(2018, 12, 5): "Exec. Order 13852, 83 Fed. Reg. 62687",
    date(2018, 12, 24): "Exec. Order 13854, 83 Fed. Reg. 65481",
    date(2019, 12, 24): "Exec. Order 13900, 84 Fed. Reg. 69983",
    date(2020, 12, 24): "Exec. Order 13965, 85 Fed. Reg. 81337",
    date(2024, 12, 24): "Exec. Order 14129, 89 Fed. Reg. 104857",
    date(2025, 1, 9): "Exec. Order 14133, 90 Fed. Reg. 187",
    date(2025, 12, 24): "Exec. Order 14371",
    date(2025, 12, 26): "Exec. Order 14371",
}
"""Days on which the President closed the executive departments, since 2018.

Each order treats its day as a holiday "insofar as they relate to the pay and leave of employees of the United States".
Mashpee Wampanoag Tribal Council v. Norton, 336 F.3d 1094 (D.C. Cir. 2003), took such a day for a legal holiday;
elsewhere it is open.
"""
_JUNETEENTH_IN_THE_RULE = date(2023, 12, 1)


class LegalHoliday(msgspec.Struct, frozen=True, kw_only=True):
    """A day that may count as a legal holiday, and the paragraph by which.

    `certain` is False where the paragraph may or may not reach it (a closing of the executive departments).
    """

    name: str
    paragraph: str
    certain: bool = True


def rule_6a6_holidays(
    day: date, court: Court, *, after: bool = True, below: Court | None = None
) -> LegalHoliday | None:
    """Name the legal holiday that falls on `day` at `court`; None for an ordinary day.

    Rule 6(a)(6): (A) days set aside by statute, (B) days declared by the President or Congress, (C) days declared by
    the state where the district court is, only for a period measured `after` an event; Rule 81(d)(2) makes the District
    of Columbia a state. Fed. R. App. P. 26(a)(6)(C) also counts the state of the court `below`. The Supreme Court's
    Rule 30.1 counts the days of 5 U.S.C. 6103 alone.
    """
    statutory = _federal(day.year).get(day)
    if statutory:
        return LegalHoliday(name=statutory, paragraph=_federal_paragraph(statutory, day))
    if court.level == "supreme":
        return None
    if after and (found := _state_holiday(day, court, below)) is not None:
        return found
    if order := CLOSINGS.get(day) or _unlisted_closing(day):
        name = f"closing of the executive departments ({order})"
        return LegalHoliday(name=name, paragraph="(a)(6)(B)", certain=False)
    return None


def _state_holiday(day: date, court: Court, below: Court | None) -> LegalHoliday | None:
    for state in dict.fromkeys(c.state for c in (court, below) if c is not None and c.state):
        if name := _state(state, day.year).get(day):
            return LegalHoliday(name=f"{name} ({state})", paragraph="(a)(6)(C)")
    return None


def _federal_paragraph(name: str, day: date) -> str:
    """Juneteenth was declared by Congress in 2021 (Pub. L. 117-17) and named in the rule from 1 December 2023 on."""
    by_congress = name.startswith("Juneteenth") and day < _JUNETEENTH_IN_THE_RULE
    return "(a)(6)(B)" if by_congress else "(a)(6)(A)"


@cache
def _federal(year: int) -> dict[date, str]:
    """With the days on which they are observed: Friday for a Saturday, Monday for a Sunday (5 U.S.C. 6103(b))."""
    return _library(None, "public", year)


@cache
def _state(state: str, year: int) -> dict[date, str]:
    """What the state has besides: the library leaves out federal days that a state does not keep, and the rule not."""
    return _library(state, "public", year)


@cache
def _closings(year: int) -> dict[date, str]:
    return _library(None, "government", year)


def _unlisted_closing(day: date) -> str | None:
    """A closing that the library knows and our table does not have yet."""
    return "by an executive order that is not in our table" if day in _closings(day.year) else None


def _library(state: str | None, category: str, year: int) -> dict[date, str]:
    import holidays  # on first use: most commands count no days

    return dict(holidays.country_holidays("US", subdiv=state, categories=(category,), years=year).items())

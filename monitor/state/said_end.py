"""The day that an order's own words name as its end, where no term was read of them. It corrects none.

A slip of the clerk's ("through 02/31/2026", a year too early) is read as no term; what the rules give where a text is
silent is then not to be shown for it.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_END = re.compile(
    r"\b(?:through|until|expires?(?: on)?)\s+(?:and including\s+)?"
    rf"(?P<said>(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})|({_MONTHS})\s+(\d{{1,2}}),\s+(\d{{4}}))\b",
    re.IGNORECASE,
)


def impossible_end(text: str, set_on: date) -> str | None:
    """Why the day that a text of `set_on` names as an end cannot be one; None where it can, or where it names none."""
    found = _END.search(text)
    if found is None:
        return None
    said, month, day, year, name, of_month, of_year = found.groups()
    try:
        if name:
            end = date(int(of_year), _MONTHS.split("|").index(name.capitalize()) + 1, int(of_month))
        else:
            end = date(int(year), int(month), int(day))
    except ValueError:
        return f"the end it sets, {said}, is no day of the calendar"
    return f"the end it sets, {end}, lies before its own day, {set_on}" if end < set_on else None

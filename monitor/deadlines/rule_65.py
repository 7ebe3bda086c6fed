"""Federal Rule of Civil Procedure 65(b)(2): when a temporary restraining order issued without notice lapses.

It gives dates; whether the paragraph applies at all (an order issued on notice is outside it) is not decided here.
"""

from __future__ import annotations

from datetime import date

import msgspec

from monitor.deadlines.rule_6 import ComputedDay, rule_6a1_days
from monitor.domain.courts import Court
from monitor.domain.vocabulary import LapseReading

RULE_65B2_DAYS = 14
_RULES = "Fed. R. Civ. P. "
_RULE = f"{_RULES}65(b)(2)"


def rule_65b2_lapse(entered: date, court: Court, days: int = RULE_65B2_DAYS) -> tuple[ComputedDay, ...]:
    """Count from entry to the lapse, at most 14 days; every reading, for it is open whether Rule 6 rolls it.

    The trap: entered on Saturday 15 March 2025, 14 days end on Saturday 29 March, rolled on Monday 31 March.
    """
    return _citing(_RULE, rule_6a1_days(entered, days, court))


def rule_65b2_like_period(lapse: date, court: Court, days: int = RULE_65B2_DAYS) -> tuple[ComputedDay, ...]:
    """Count an extension "for a like period" from the lapse that it puts off."""
    return _citing(f"{_RULE}, extended for a like period", rule_6a1_days(lapse, days, court))


def _citing(rule: str, counted: tuple[ComputedDay, ...]) -> tuple[ComputedDay, ...]:
    """The flat count rests on this rule alone, the others on Rule 6 with it."""
    return tuple(
        msgspec.structs.replace(
            c, rule=rule if c.reading is LapseReading.FLAT else f"{rule}, read with {c.rule.removeprefix(_RULES)}"
        )
        for c in counted
    )

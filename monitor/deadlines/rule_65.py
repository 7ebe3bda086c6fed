"""Federal Rule of Civil Procedure 65(b)(2): when a temporary restraining order issued without notice lapses.

It gives dates; whether the paragraph applies at all (an order issued on notice is outside it) is not decided here.
"""

from __future__ import annotations

from datetime import date

from monitor.deadlines.rule_6 import DayCount, rule_6a1_days
from monitor.domain.courts import Court

RULE_65B2_DAYS = 14
_RULE = "Fed. R. Civ. P. 65(b)(2)"


def rule_65b2_lapse(entered: date, court: Court, days: int = RULE_65B2_DAYS) -> DayCount:
    """Count from entry to the lapse, at most 14 days; both readings, for it is open whether Rule 6 rolls it.

    The trap: entered on Saturday 15 March 2025, 14 days end on Saturday 29 March, rolled on Monday 31 March.
    """
    counted = rule_6a1_days(entered, days, court)
    return DayCount(
        flat=counted.flat, rolled=counted.rolled, flat_rule=_RULE, rolled_rule=f"{_RULE}, read with 6(a)(1)(C)"
    )


def rule_65b2_like_period(lapse: date, court: Court, days: int = RULE_65B2_DAYS) -> DayCount:
    """Count an extension "for a like period" from the lapse that it puts off."""
    counted = rule_6a1_days(lapse, days, court)
    rule = f"{_RULE}, extended for a like period"
    return DayCount(
        flat=counted.flat, rolled=counted.rolled, flat_rule=rule, rolled_rule=f"{rule}, read with 6(a)(1)(C)"
    )

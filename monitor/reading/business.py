"""The ordinary business of a docket that is worded like the fate of an order. It says which are no effects.

A bankruptcy's automatic stay, a case or its deadlines stayed, an order of dismissal or of reference vacated, bail and
sentences modified: courts grant, stay, vacate and modify all of these, and none binds a party in what a case is about.
Patterns: rules/business.toml.
"""

from __future__ import annotations

from monitor.domain.vocabulary import Effect, OrderType
from monitor.reading.acts import Act, Setting
from monitor.reading.rulebook import rules_for
from monitor.reading.segment import Span

_STAYS = frozenset({OrderType.STAY_PENDING_APPEAL, OrderType.ADMINISTRATIVE_STAY})
_BEFORE, _BEHIND = 70, 130
"""How far around an act the words stand that describe the paper which it is done to."""


def is_business(plain: str, act: Act, setting: Setting) -> bool:
    """Whether what was read as done to an order is done to the business of the docket."""
    if act.effect is Effect.ISSUES:
        return False
    before = 0 if act.why.rule.startswith("relief.") else _BEFORE  # a motion ruled on stands behind the title
    near = Span(max(act.clause.start, act.at.start - before), min(act.clause.end, act.at.end + _BEHIND))
    if act.type in _STAYS:
        return _says("stay", plain, near) or _stays_the_case(plain, act, setting)
    return act.type is OrderType.OTHER and _says("paper", plain, near)


def _stays_the_case(plain: str, act: Act, setting: Setting) -> bool:
    """Whether an entry that names no order or appeal where it stays says that it stays the case."""
    whole = Span(0, len(plain))
    if _says("names_order", plain, act.clause):
        return False
    return setting.bankruptcy or _says("case_stayed", plain, whole)


def _says(what: str, plain: str, where: Span) -> bool:
    return any(
        rule.find(plain, where.start, where.end)
        for rule in rules_for("business", plain, where.start, where.end)
        if rule.yields["is"] == what
    )

"""When an order lapses by time, under every reading, from the words that fix its term. It reads no clock.

A date the court fixed is shown as fixed. A period is counted from entry, flat and rolled off a weekend or holiday. Only
where the text fixes nothing does Rule 65(b)(2) give a restraining order 14 days, if the rule applies to it at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from monitor.deadlines.rule_6 import ComputedDay, rule_6a1_days, rule_6a2_hours, rule_6a4_day_ends
from monitor.deadlines.rule_65 import rule_65b2_lapse, rule_65b2_like_period
from monitor.domain.courts import COURTS, Court
from monitor.domain.findings import EffectRead
from monitor.domain.vocabulary import LapseReading, OrderType
from monitor.state.records import LapseRecord, OrderRecord
from monitor.state.said_end import impossible_end
from monitor.state.world import local, plausible

_AS_SET = "as set by the court"
_LONGEST = 36_525
"""No court sets a term of more than a hundred years in days; such a number is misread."""
_LAST = 2200


def fixes_term(effect: EffectRead) -> bool:
    """Whether the text says how long the order lasts."""
    return (
        effect.lapses_on is not None
        or effect.lapses_at is not None
        or effect.lasts_days is not None
        or effect.lasts_hours is not None
        or effect.until_condition is not None
    )


def lapses_of(order: OrderRecord, effect: EffectRead) -> list[LapseRecord]:
    """The lapses of an order whose term `effect` fixes, counted from its entry; none where no entry is known."""
    court = COURTS.get(order.court)
    if court is None or (order.entered_at is not None and impossible_term(effect, order.entered_at, order)):
        return []
    fixed = _fixed(effect, court)
    if order.entered_at is None:
        return [fixed] if fixed and plausible(fixed.on) else []
    entered = local(order.entered_at, court.zone)
    if fixed is not None:
        return [fixed, *_at_most(order, effect, entered, court, fixed.on)]
    return _counted(order, effect, entered, court)


def extended_lapses(order: OrderRecord, effect: EffectRead, at: datetime) -> list[LapseRecord]:
    """The lapses after an extension at `at`: as fixed, as many days more, or (bare, of a TRO) for a like period.

    Until a condition: none. A period runs on from the lapse that it puts off, or from entry where none was known. An
    order may be extended before it lapses (Rule 65(b)(2)): where every reading had passed, those stand beside the new.
    """
    court = COURTS.get(order.court)
    if court is None:
        return []
    running = [lapse for lapse in order.lapses if not lapse.passed]
    timed = [lapse for lapse in running if lapse.reading is not LapseReading.CONDITION]
    passed = [lapse for lapse in order.lapses if lapse.passed]
    if timed and all(_arrived_by(lapse, at, court) for lapse in timed):
        for lapse in timed:
            lapse.arrived = lapse.passed = True
        passed += timed
    return [*passed, *_more(order, effect, next((lapse.on for lapse in timed), None), court)]


def impossible_term(effect: EffectRead, at: datetime, order: OrderRecord) -> str | None:
    """Why a term cannot be: it ends before the entry that sets it, or on no day of the calendar; None where it can."""
    court = COURTS.get(order.court)
    if court is None:
        return None
    fixed, set_on = _fixed(effect, court), local(at, court.zone).date()
    if fixed is not None and not plausible(fixed.on):
        return f"the end it sets, {fixed.on}, cannot be"
    if fixed is not None and fixed.on < set_on:
        return f"the end it sets, {fixed.on}, lies before its own day, {set_on}"
    if not fixes_term(effect) and (wrong := impossible_end(effect.quote.text, set_on)):
        return wrong
    days = (effect.lasts_days or 0) + (effect.lasts_hours or 0) // 24
    counted_from = max((set_on, *(lapse.on for lapse in order.lapses)))
    return "the end it sets lies beyond the calendar" if days > _LONGEST or counted_from.year > _LAST else None


def _more(order: OrderRecord, effect: EffectRead, before: date | None, court: Court) -> list[LapseRecord]:
    if (fixed := _fixed(effect, court)) is not None:
        return [fixed]
    if before is None or effect.lasts_hours is not None:
        return []
    if effect.lasts_days is not None:
        return _as_set_days(rule_6a1_days(before, effect.lasts_days, court))
    if effect.until_condition is None and order.type is OrderType.TRO:
        return _days(rule_65b2_like_period(before, court), if_applies=True)
    return []


def _arrived_by(lapse: LapseRecord, at: datetime, court: Court) -> bool:
    return lapse.arrived or arrives_at(lapse.on, lapse.at, court) <= at


def arrives_at(on: date, at: datetime | None, court: Court) -> datetime:
    """The instant of a lapse: its hour where there is one, else the end of that day at the court's clock."""
    return at if at is not None else rule_6a4_day_ends(on, court)


def _counted(order: OrderRecord, effect: EffectRead, entered: datetime, court: Court) -> list[LapseRecord]:
    if effect.lasts_hours is not None and not order.entered_date_only:
        return [
            LapseRecord(c.reading, c.at.date(), c.at, _as_set(c.rule), c.if_applies)
            for c in rule_6a2_hours(entered, effect.lasts_hours, court)
        ]
    if effect.lasts_days is not None:
        return _as_set_days(rule_6a1_days(entered.date(), effect.lasts_days, court))
    if effect.until_condition is None and effect.lasts_hours is None and order.type is OrderType.TRO:
        return _days(rule_65b2_lapse(entered.date(), court), if_applies=effect.without_notice is not True)
    return _at_most(order, effect, entered, court, date.max)


def _at_most(order: OrderRecord, effect: EffectRead, entered: datetime, court: Court, on: date) -> list[LapseRecord]:
    """The rule's own limit where the text says that there was no notice and sets an end beyond it, or none by date.

    A longer time may have been consented to: the limit is shown if it applies.
    """
    if order.type is not OrderType.TRO or effect.without_notice is not True:
        return []
    limit = rule_65b2_lapse(entered.date(), court)
    return _days(limit, if_applies=True) if all(on > counted.on for counted in limit) else []


def _fixed(effect: EffectRead, court: Court) -> LapseRecord | None:
    if effect.lapses_at is not None:
        at = local(effect.lapses_at, court.zone)
        return LapseRecord(LapseReading.FIXED, at.date(), at, _AS_SET, if_applies=False)
    if effect.lapses_on is not None:
        return LapseRecord(LapseReading.FIXED, effect.lapses_on, None, _AS_SET, if_applies=False)
    return None


def _as_set(rule: str) -> str:
    return f"{_AS_SET}, counted by {rule}"


def _as_set_days(counted: Iterable[ComputedDay]) -> list[LapseRecord]:
    return [LapseRecord(c.reading, c.on, None, _as_set(c.rule), c.if_applies) for c in counted]


def _days(counted: Iterable[ComputedDay], *, if_applies: bool) -> list[LapseRecord]:
    return [LapseRecord(c.reading, c.on, None, c.rule, if_applies or c.if_applies) for c in counted]

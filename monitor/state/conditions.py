"""Conditions on which an order ends, once a ruling meets them: until the motion is decided, pending appeal.

A condition met is shown as a lapse with the rule, or the words, that it rests on. Where only a rule of law, and not the
order's own words, says so, it is marked as open (`if_applies`), and the order's lapse is disputed until a court speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.courts import COURTS
from monitor.domain.vocabulary import DocketKind, Effect, LapseReading, OrderType
from monitor.state.lifecycle import is_live
from monitor.state.link import is_higher
from monitor.state.memory import Memory
from monitor.state.records import LapseRecord, OrderRecord, Seen
from monitor.state.world import local

_HOLDS_UNTIL = {
    OrderType.STAY_PENDING_APPEAL: (OrderType.ADMINISTRATIVE_STAY,),
    OrderType.PRELIMINARY_INJUNCTION: (OrderType.TRO,),
    OrderType.PERMANENT_INJUNCTION: (OrderType.PRELIMINARY_INJUNCTION,),
}
"""What holds the time until a ruling of another type."""
_RULES = frozenset({Effect.ISSUES, Effect.STAYS, Effect.DENIES_RELIEF})
_ON_THE_MOTION = re.compile(r"\b(?:motion|application|petition|consideration|request)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\bfurther order\b", re.IGNORECASE)
_ON_THE_INJUNCTION = re.compile(r"\bpreliminary injunction\b|\bPI\b", re.IGNORECASE)
_MOTIONS = r"(?:the|this|that|its)(?: pending| underlying)? (?:motions?|applications?)"
_THE_RULING = re.compile(
    r"(?:(?:the|this|a|its) )?(?:court(?:['’]s)? )?"
    rf"(?:ruling|rul(?:es|ed)|decision|deci(?:des|ded)|resolution|disposition)(?: (?:on|of|upon) {_MOTIONS})?"
    rf"|{_MOTIONS} (?:is|are|has been|have been) (?:decided|resolved|determined|ruled (?:on|upon))",
    re.IGNORECASE,
)
"""Words that wait for a ruling and do not say on what: of a restraint that is the one on the injunction."""
_HEARING_ONLY = re.compile(r"\bhearing\b(?!.*\b(?:ru|resol|deci|dispos|determin))", re.IGNORECASE)
_APPEAL = re.compile(r"\b(?:appeals?|mandate|review)\b", re.IGNORECASE)
_BEYOND_APPEAL = re.compile(r"\bcertiorari\b|\bSupreme Court\b", re.IGNORECASE)
_SERVES = (
    "a temporary restraining order serves until an injunction can be heard, and no longer (Granny Goose Foods, Inc. v. "
    "Teamsters, 415 U.S. 423, 439 (1974)), if this injunction takes its place"
)
_MERGES = (
    "a preliminary injunction ends with the final judgment (U.S. Philips Corp. v. KBC Bank N.V., 590 F.3d 1091, 1093 "
    "(9th Cir. 2010)), if this is the final judgment"
)


def meet_conditions(memory: Memory, seen: Seen) -> None:
    """Note the orders whose condition an entry meets, as the entry was read and linked."""
    if seen.entry is None:
        return
    if seen.fact.reading.kind is DocketKind.MANDATE:
        for order in memory.orders_of(OrderType.STAY_PENDING_APPEAL):
            if is_live(order):
                _on_mandate(memory, order, seen)
    for effect, target in zip(seen.fact.reading.effects, seen.targets, strict=False):
        if effect.effect not in _RULES:
            continue
        for order in memory.orders_of(*_HOLDS_UNTIL.get(effect.type, ())):
            if order not in seen.founded and is_live(order) and order.entered_at is not None:
                for words, open_ in _met(order, seen, effect.effect, effect.type, target):
                    _meet(memory, order, seen, words, if_applies=open_)


def _met(
    order: OrderRecord, seen: Seen, what: Effect, kind: OrderType, target: OrderRecord | None
) -> Iterator[tuple[str, bool]]:
    """The words or rule by which the ruling ends the order, and whether that is open."""
    until = _until(order)
    if order.type is OrderType.ADMINISTRATIVE_STAY and kind is OrderType.STAY_PENDING_APPEAL:
        if order.court == seen.acting and (target in order.acts_on or not order.acts_on):
            yield from _administrative(until, what)
    elif order.docket != seen.docket or is_higher(seen.acting):
        return
    elif (order.type, kind) == (OrderType.TRO, OrderType.PRELIMINARY_INJUNCTION):
        yield from _restraint(until, what)
    elif (order.type, kind, what) == (OrderType.PRELIMINARY_INJUNCTION, OrderType.PERMANENT_INJUNCTION, Effect.ISSUES):
        yield _MERGES, True


def _restraint(until: str, what: Effect) -> Iterator[tuple[str, bool]]:
    """A temporary restraining order holds the time until the court decides on an injunction."""
    named = _ON_THE_INJUNCTION.search(until) or _THE_RULING.fullmatch(until)
    if named and not _HEARING_ONLY.search(until):
        yield _as_set(until), False
    elif what is Effect.ISSUES:
        yield _SERVES, True


def _administrative(until: str, what: Effect) -> Iterator[tuple[str, bool]]:
    """An administrative stay holds the time in which the court decides on a stay pending appeal."""
    rule = "an administrative stay lasts until the court rules on the stay asked for"
    certain = what is not Effect.DENIES_RELIEF or _ON_THE_MOTION.search(until) is not None
    if certain or not until or _FURTHER.search(until):
        yield _as_set(until) or rule, not certain


def _on_mandate(memory: Memory, stay: OrderRecord, mandate: Seen) -> None:
    """A stay pending appeal lasts as long as the appeal; one that reaches to certiorari, longer."""
    until = _until(stay)
    if _BEYOND_APPEAL.search(until) or stay.court == "scotus" or mandate.acting == "scotus":
        return
    if is_higher(mandate.court) and is_higher(stay.court) and stay.docket != mandate.docket:
        return
    rule = _as_set(until) or "a stay pending appeal ends with the appeal (Fed. R. App. P. 8, 41)"
    another = stay.docket != mandate.docket and len(_appeals(memory)) > 1
    _meet(memory, stay, mandate, rule, if_applies=another or (bool(until) and not _APPEAL.search(until)))


def _appeals(memory: Memory) -> list[str]:
    courts = ((key, COURTS.get(key.split("/", 1)[0])) for key in memory.matter.docket_keys)
    return [key for key, court in courts if court is not None and court.level == "appellate"]


def _as_set(until: str) -> str:
    return f"as set by the court: “{until}”" if until else ""


def _until(order: OrderRecord) -> str:
    return (order.term.until_condition if order.term else None) or ""


def _meet(memory: Memory, order: OrderRecord, seen: Seen, rule: str, *, if_applies: bool) -> None:
    if any(lapse.met_by is seen for lapse in order.lapses):
        return
    at = local(seen.world, memory.zone)
    met = LapseRecord(LapseReading.CONDITION, at.date(), at, rule, if_applies, arrived=True, met_by=seen)
    order.lapses = [*order.lapses, met]
    order.touch()

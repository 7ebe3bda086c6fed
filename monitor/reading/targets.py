"""Which order an effect acts on, as the entry refers to it. It resolves nothing: that is the state's work.

An entry of a court above acts on the order of the court below; "the judgment" that the Supreme Court vacates, and the
one that a court of appeals sets aside on rehearing, is the judgment of the court of appeals.
"""

from __future__ import annotations

import re

import msgspec

from monitor.domain.evidence import quote
from monitor.domain.findings import OrderRef
from monitor.domain.vocabulary import Effect, OrderType
from monitor.reading.acts import Act, Setting
from monitor.reading.dates import DAY, day_of
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.references import motions_named, oral_order_followed, references
from monitor.reading.segment import Span

REFERRING = frozenset(
    {OrderType.COMPLIANCE_ORDER, OrderType.SHOW_CAUSE, OrderType.CONTEMPT_FINDING, OrderType.DISCOVERY, OrderType.OTHER}
)
"""Orders about an order: issued, they name the one that they are about."""
UNNAMED = frozenset(
    {
        Effect.DENIES_RELIEF,
        Effect.DISSOLVES,
        Effect.CLARIFIES,
        Effect.EXTENDS,
        Effect.MODIFIES,
        Effect.VACATES,
        Effect.AFFIRMS,
        Effect.REINSTATES,
    }
)
"""What may be done to an order that the ruling itself does not name, but by its motion or elsewhere in the entry."""
_STAYS = frozenset({OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL})
_JUDGMENT = Gated(r"\b(?:judgments?|opinions?|decisions?|dispositions?|memorandum)\b", re.IGNORECASE)
_BELOW = Gated(r"\b(?:district|bankruptcy|trial|tax) (?:court|judge)\b", re.IGNORECASE)
_OWN = Gated(r"\ben banc\b|\brehear\w*|\bpanel\b|\bour (?:prior|earlier)\b|\bwithdrawn\b", re.IGNORECASE)
_STAY_OF = Gated(
    r"\b(?P<kind>administrative |temporary |interim )?stay\b (?:order )?(?:\w+ ){0,2}?(?:entered|granted|issued"
    r"|imposed|ordered)"
    rf"\b by (?:the )?[^.,;]{{0,40}}?(?:court of appeals|circuit)\b(?:[^.,;]{{0,60}}? (?:on"
    rf"|dated) (?P<day>(?-i:{DAY})))?",
    re.IGNORECASE,
)


def acts_on_judgment(plain: str, act: Act, setting: Setting) -> bool:
    """Whether an act of a court above is on a judgment of a court of appeals, not on an order of the court below."""
    if setting.judged_by is None:
        return False
    if act.effect is Effect.REHEARS:
        return True
    if act.effect not in {Effect.VACATES, Effect.AFFIRMS} or _BELOW.search(plain, act.clause.start, act.clause.end):
        return False
    named = act.type is OrderType.OTHER and _JUDGMENT.search(plain, act.at.start, act.at.end)
    return bool(named) and (setting.above == "scotus" or bool(_OWN.search(plain)))


def refers(entry: Entry, act: Act, whole: Span, setting: Setting) -> tuple[OrderRef, ...]:
    """The references of one effect, the most telling first."""
    oral = oral_order_followed(entry.text, setting.day)
    if act.effect is Effect.REQUESTS:
        found = references(entry.text, act.clause, setting.day) if act.type in REFERRING | _STAYS else ()
        return tuple(ref for ref in found if ref.entry_number or ref.dated)
    if act.effect is Effect.ISSUES and act.type not in REFERRING:
        return (oral,) if oral else ()
    if acts_on_judgment(entry.plain, act, setting):
        return _judgment(entry, act, setting)
    if act.effect in {Effect.STAYS, Effect.LIFTS_STAY} and (stay := _stay_above(entry, act, setting)):
        return (stay,)
    found = _of_orders(entry, act, whole, setting)
    if setting.acts_on_court:
        found = tuple(msgspec.structs.replace(ref, court=setting.acts_on_court) for ref in found)
        found = found or (OrderRef(court=setting.acts_on_court),)
    return (oral, *found) if oral else found


def _of_orders(entry: Entry, act: Act, whole: Span, setting: Setting) -> tuple[OrderRef, ...]:
    found = references(entry.text, whole, setting.day)
    if not any(ref.entry_number or ref.dated for ref in found):
        elsewhere = references(entry.text, Span(0, len(entry.text)), setting.day)
        found = (*(r for r in elsewhere if r not in found and (not found or r.type is act.type)), *found)[:3]
    found = tuple(sorted(found, key=lambda ref: ref.type is not act.type))
    if act.effect is Effect.REINSTATES and act.type is not OrderType.OTHER:
        return tuple(ref for ref in found if ref.type is act.type)  # not the order that had ended it
    if act.effect in UNNAMED:
        found = (*found, *motions_named(entry.text, act.clause))[:4]
    return found


def _judgment(entry: Entry, act: Act, setting: Setting) -> tuple[OrderRef, ...]:
    """The judgment by its date, or as the last one of the court that gave it."""
    named = _JUDGMENT.search(entry.plain, act.at.start, act.at.end)
    words = quote(entry.text, named.start(), named.end()) if named else None
    where = Span(0, len(entry.text)) if act.effect is Effect.REHEARS else act.clause
    found = [ref for ref in references(entry.text, where, setting.day) if ref.dated]
    return tuple(msgspec.structs.replace(ref, court=setting.judged_by) for ref in found) or (
        OrderRef(court=setting.judged_by, quote=words),
    )


def _stay_above(entry: Entry, act: Act, setting: Setting) -> OrderRef | None:
    """The stay of a court of appeals that the Supreme Court stays or lifts."""
    m = _STAY_OF.search(entry.plain, act.clause.start, act.clause.end) if setting.above == "scotus" else None
    if m is None:
        return None
    kind = OrderType.ADMINISTRATIVE_STAY if m["kind"] else OrderType.STAY_PENDING_APPEAL
    day = day_of(m["day"], setting.day, ahead=False) if m["day"] and setting.day else None
    return OrderRef(dated=day, type=kind, court=setting.judged_by, quote=quote(entry.text, m.start(), m.end()))

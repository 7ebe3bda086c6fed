"""Which order a text refers to: by entry number, date, type or court. Not found is unresolved, with a reason.

References are tried in the order the reader gives them, the most telling first. A reference that names one order
exactly (entry number of an order, date) and finds nothing is never replaced by a vaguer one: a stay of an order
that was never seen is not a stay of the one that was. A vague one ("the TRO") means the most recent live order of
its kind, then the most recent one: what was done under an order can be spoken of after its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from monitor.domain.courts import COURTS
from monitor.domain.findings import OrderRef
from monitor.domain.ids import docket_key
from monitor.domain.vocabulary import Effect, OrderType
from monitor.state.lifecycle import STAY_TYPES, is_live
from monitor.state.memory import Memory, described
from monitor.state.records import OrderRecord, Seen

ENTERED_LATE = timedelta(days=3)
"""An order is called by the day it bears; it may be entered this much later."""
PRIMARY = frozenset(
    {
        OrderType.TRO,
        OrderType.PRELIMINARY_INJUNCTION,
        OrderType.PERMANENT_INJUNCTION,
        OrderType.CONSENT_DECREE,
    }
)
"""Orders that give relief; "the order", when nothing more is said, is one of these if there is one."""
_INJUNCTIONS = frozenset({OrderType.PRELIMINARY_INJUNCTION, OrderType.PERMANENT_INJUNCTION})
_KIND_SAID = re.compile(r"\b(?:preliminary|permanent|PI)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:orders|injunctions|decrees|stays|TROs)\b", re.IGNORECASE)


class Linked(NamedTuple):
    """The orders meant, most recent last; none, with the reason. `rivals`: others that the words fit as well."""

    orders: tuple[OrderRecord, ...]
    why_not: str = ""
    rivals: tuple[OrderRecord, ...] = ()


Chooser = Callable[[], Linked]


def orders_meant(memory: Memory, seen: Seen, refs: Sequence[OrderRef], otherwise: Chooser) -> Linked:
    """The orders that references in an item mean; `otherwise` chooses when none says anything that can be followed."""
    failed: list[str] = []
    ours = [ref for ref in refs if _is_ours(memory, seen, ref)]
    for ref in ours if any(ref.docket_number for ref in ours) else refs:
        linked = _meant(memory, seen, ref)
        if linked is None:
            continue
        if linked.orders and not (failed and is_vague(ref)):
            return linked
        if linked.why_not:
            failed.append(linked.why_not)
    return Linked((), "; ".join(dict.fromkeys(failed))) if failed else otherwise()


def followed(memory: Memory, refs: Sequence[OrderRef]) -> list[OrderRef]:
    """The references by which conduct is tied to an order, without a bare "the injunction" where none was ever issued.

    A temporary restraining order enjoins too, and is spoken of so. What is *done* to an injunction is not taken for
    something done to a restraining order: only what is said of conduct is followed in this way.
    """
    if any(o.issued for o in memory.orders_of(*_INJUNCTIONS)):
        return list(refs)
    return [ref for ref in refs if not _is_bare_injunction(ref)]


def _is_bare_injunction(ref: OrderRef) -> bool:
    said = ref.quote.text if ref.quote is not None else ""
    return ref.type in _INJUNCTIONS and is_vague(ref) and bool(said) and not _KIND_SAID.search(said)


def is_plural(ref: OrderRef) -> bool:
    """Whether the text names several orders."""
    return ref.plural or (ref.quote is not None and _PLURAL.search(ref.quote.text) is not None)


def numbered(memory: Memory, seen: Seen, ref: OrderRef) -> Sequence[Seen]:
    """The items of the entry a reference numbers: of the docket named, else of the item's own, else of the main one."""
    if ref.entry_number is None:
        return ()
    for docket in _dockets(memory, seen, ref):
        if found := memory.entries(docket, ref.entry_number):
            return found
    return ()


def latest(orders: Sequence[OrderRecord], what: str, *, several: bool = False) -> Linked:
    """The most recent live order of these (all live ones for a plural), else the most recent that was ever issued."""
    issued = [o for o in orders if o.issued]
    live = [o for o in issued if is_live(o)]
    if several and live:
        return Linked(tuple(live))
    if live:
        return Linked((live[-1],), rivals=_rivals(live[:-1], live[-1]))
    return Linked((issued[-1],)) if issued else Linked((), f"no {what} has been seen")


def _rivals(orders: Iterable[OrderRecord], last: OrderRecord) -> tuple[OrderRecord, ...]:
    """Those that words that fit the last fit as well: orders of its kind and docket, entered if that one was."""
    alike = [o for o in orders if o.type is last.type and (o.entered_at is not None or last.entered_at is None)]
    dockets = last.dockets
    return tuple([o for o in alike if any(map(o.is_in, dockets))])


def latest_of_type(
    memory: Memory, seen: Seen, kind: OrderType, *, several: bool = False, court: str | None = None
) -> Linked:
    """The most recent order of a type that the item can act on; an injunction of the other kind where there is none."""
    found = [o for o in _nearest(seen, _reached(seen, memory.orders_of(kind), kind, court), kind) if o.issued]
    if not found and kind in _INJUNCTIONS:
        found = _reached(seen, memory.orders_of(*_INJUNCTIONS), kind, court)
    return latest(found, described(kind), several=several)


def latest_relief(memory: Memory, seen: Seen, *, several: bool = False, court: str | None = None) -> Linked:
    """The most recent order that gives relief; where there is none, any other order that is not a stay.

    What is entered in one of several dockets means that docket's own order, where it has one that binds anybody.
    """
    if reviewed := _under_review(memory, seen, court):
        return Linked((reviewed,))
    primary = _reached(seen, memory.orders_of(*PRIMARY), None, court)
    relief = _nearest(seen, [o for o in primary if o.issued])
    if seen.entry is not None and len(memory.matter.docket_keys) > 1:
        others = _reached(seen, memory.orders, None, court)
        own = [o for o in others if o.issued and (o.type in PRIMARY or o.obligations) and o.is_in(seen.docket)]
        own = [o for o in own if o.type not in STAY_TYPES]
        relief = [o for o in own if o.type in PRIMARY] or own or relief
    if not relief:
        relief = [o for o in _reached(seen, memory.orders, None, court) if o.type not in STAY_TYPES]
    return latest(relief, "order", several=several)


def _under_review(memory: Memory, seen: Seen, court: str | None) -> OrderRecord | None:
    """The order that an appeal is about: what its docket acted on before, else what was last appealed from."""
    if seen.entry is None or not is_higher(seen.court):
        return None
    below = [o for o in memory.orders if o.issued and (o.court == court if court else not is_higher(o.court))]
    lines = [line for order in below for line in order.history if line.on is order and line.seen is not seen]
    here = [line for line in lines if line.seen.docket == seen.docket]
    told = here or [line for line in lines if line.effect.effect is Effect.APPEALS]
    last = max(told, key=lambda line: line.seen.world, default=None)
    return last.order if last is not None else None


def _nearest(seen: Seen, orders: list[OrderRecord], kind: OrderType | None = None) -> list[OrderRecord]:
    """Of member cases' orders those of the docket that speaks, where it has a live one of the kind."""
    if seen.entry is None or kind in STAY_TYPES:
        return orders
    own = [o for o in orders if o.is_in(seen.docket)]
    return own if any(o.issued and is_live(o) for o in own) else orders


def is_vague(ref: OrderRef) -> bool:
    """Whether it names no order exactly, by entry number or date."""
    return ref.entry_number is None and ref.dated is None


def _meant(memory: Memory, seen: Seen, ref: OrderRef) -> Linked | None:
    """What one reference means; None where it says nothing that can be followed."""
    if not _is_ours(memory, seen, ref):
        return Linked((), f"{ref.docket_number} is another case")
    if ref.entry_number is not None:
        return _by_number(memory, seen, ref)
    if ref.dated is not None:
        return _by_date(memory, seen, ref)
    return _by_kind(memory, seen, ref)


def _by_kind(memory: Memory, seen: Seen, ref: OrderRef) -> Linked | None:
    several = is_plural(ref)
    if ref.type is not None and ref.type is not OrderType.OTHER:
        return latest_of_type(memory, seen, ref.type, several=several, court=_court(ref))
    if _court(ref) is not None:
        return latest_relief(memory, seen, several=several, court=_court(ref))
    if ref.type is None and ref.docket_number is None and ref.quote is not None and seen.founded:
        return Linked((seen.founded[-1],))
    return latest_relief(memory, seen, several=True) if several else None


def _by_number(memory: Memory, seen: Seen, ref: OrderRef) -> Linked | None:
    found = numbered(memory, seen, ref)
    if not found:
        if ref.dated is not None:
            return _by_date(memory, seen, ref)
        what = f"entry {ref.entry_number}" + (f" ({described(ref.type)})" if ref.type else "")
        return Linked((), f"{what} has not been seen") if ref.type else None  # an unseen motion leads nowhere
    orders = _called(ref, [o for item in found for o in item.founded if o.issued])
    if orders:
        return Linked(tuple(orders)) if is_plural(ref) else Linked((orders[0],))
    acted = [to for item in found for o in item.targets if o is not None for to in ([o] if o.issued else o.acts_on)]
    spoken = [a.order for item in found for a in item.actions if a is not None]
    through = acted or spoken  # a motion leads to the order it is about
    return Linked((through[-1],)) if through else None


def _by_date(memory: Memory, seen: Seen, ref: OrderRef) -> Linked:
    day = ref.dated
    within = [o for o in memory.orders if o.issued and _reaches(seen, o, ref.type or o.type, _court(ref))]
    if ref.type is not None and ref.type is not OrderType.OTHER:
        within = [o for o in within if o.type is ref.type or {o.type, ref.type} <= _INJUNCTIONS]
    exact = _called(ref, [o for o in within if day in o.days])
    if exact:
        return latest(exact, "order", several=is_plural(ref))
    near = [o for o in within if day is not None and any(day < d <= day + ENTERED_LATE for d in o.days)]
    if len(near) == 1:
        return Linked((near[0],))
    kind = described(ref.type) if ref.type else "order"
    return Linked((), f"no {kind} of {day} has been seen")


def _called(ref: OrderRef, orders: list[OrderRecord]) -> list[OrderRecord]:
    """Of one entry's or day's orders those of the type named; an order and the stay of it are then told apart."""
    typed = [o for o in orders if o.type is ref.type]
    return typed or [o for o in orders if o.type not in STAY_TYPES] or orders


def _dockets(memory: Memory, seen: Seen, ref: OrderRef) -> list[str]:
    court = _court(ref)
    if ref.docket_number is not None:
        return [docket_key(court or seen.court, ref.docket_number)]
    if court is not None:
        return [key for key in memory.matter.docket_keys if key.startswith(f"{court}/")]
    return [seen.docket, memory.matter.id]


def _is_ours(memory: Memory, seen: Seen, ref: OrderRef) -> bool:
    """Whether the reference names no docket, or one of the matter's."""
    return ref.docket_number is None or bool(set(_dockets(memory, seen, ref)) & set(memory.matter.docket_keys))


def _court(ref: OrderRef) -> str | None:
    known = COURTS.get(ref.court.lower()) if ref.court else None
    return known.id if known else None


def _reaches(seen: Seen, order: OrderRecord, kind: OrderType | None, court: str | None) -> bool:
    """Whether the item can mean the order: of the court named; a higher court means the one below, not itself."""
    if court is not None:
        return order.court == court
    if kind in STAY_TYPES or seen.entry is None:
        return True
    return not is_higher(seen.court) or not is_higher(order.court)


def _reached(seen: Seen, orders: list[OrderRecord], kind: OrderType | None, court: str | None) -> list[OrderRecord]:
    """Those of the orders that the item can mean: all, where neither a court is named nor a higher one speaks."""
    if court is None and (kind in STAY_TYPES or seen.entry is None or not is_higher(seen.court)):
        return orders
    return [o for o in orders if _reaches(seen, o, kind, court)]


def is_higher(court: str) -> bool:
    """Whether it is a court of appeals or the Supreme Court."""
    known = COURTS.get(court)
    return known is not None and known.level in {"appellate", "supreme"}

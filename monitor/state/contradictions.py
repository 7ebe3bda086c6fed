"""What the record says that cannot both be so: an extension of a vacated order, a second vacatur. It settles nothing.

A court may do anything and it is all recorded. What cannot be carried out as the order then stood stays in the history
with the reason and changes nothing; what can, but sits ill with what was seen before, is carried out and remarked on.
"""

from __future__ import annotations

from monitor.domain.vocabulary import Effect, Extent, OrderStatus
from monitor.state.lifecycle import ENDED, NEVER_ISSUED, grounds_of, status_of
from monitor.state.records import Done, OrderRecord

_NEEDS_LIFE = frozenset({Effect.EXTENDS, Effect.MODIFIES, Effect.CONVERTS, Effect.EXPIRES})
"""An order not in effect cannot be modified (U.S. Philips Corp. v. KBC Bank N.V., 590 F.3d 1091 (9th Cir. 2010)),
nor extended (Fed. R. Civ. P. 65(b)(2): "before that time").
"""
_ODD_AFTER_END = frozenset({Effect.VACATES, Effect.DISSOLVES, Effect.AFFIRMS, Effect.STAYS, Effect.LIFTS_STAY})
_VERBS = {
    Effect.EXTENDS: "extends",
    Effect.MODIFIES: "modifies",
    Effect.CONVERTS: "converts",
    Effect.EXPIRES: "notes the lapse of",
    Effect.VACATES: "vacates",
    Effect.DISSOLVES: "dissolves",
    Effect.AFFIRMS: "affirms",
    Effect.STAYS: "stays",
    Effect.LIFTS_STAY: "ends",
}


def bar(order: OrderRecord, done: Done) -> str | None:
    """Why the line cannot be carried out as the order stands, or None."""
    if done.copy_of is not None:
        return None
    what, status = done.effect.effect, status_of(order)
    if what is Effect.REINSTATES and (status not in ENDED | {OrderStatus.LAPSE_DISPUTED}):
        return f"{done.seen.fact.item}: reinstates an order that was not seen to have ended"
    if what not in _NEEDS_LIFE or status not in ENDED or _ran_out_only(order, what, status):
        return None
    return _after_end(order, done)


def remark(order: OrderRecord, done: Done) -> str | None:
    """What sits ill with what was seen before, or None."""
    if done.effect.effect not in _ODD_AFTER_END or done.copy_of is not None or done.by_then is not None:
        return None  # a clerk who marks an entry as vacated tells of a vacatur that may have been seen
    if status_of(order) not in ENDED - {OrderStatus.LAPSED} or done.effect.extent is Extent.PART:
        return None
    ended = grounds_of(order)[0].done
    return None if ended is not None and ended.by == done.by else _after_end(order, done)


def _ran_out_only(order: OrderRecord, what: Effect, status: OrderStatus) -> bool:
    """Whether only its time had run out: a late extension is shown beside the lapse, and a lapse may be noted."""
    if status is not OrderStatus.LAPSED:
        return False
    return what in {Effect.EXPIRES, Effect.CONVERTS} or (
        grounds_of(order)[0].lapse is not None and what is Effect.EXTENDS
    )


def _after_end(order: OrderRecord, done: Done) -> str:
    ground = grounds_of(order)[0]
    verb = _VERBS[done.effect.effect]
    status = ground.status.value.replace("_", " ")
    if ground.status in NEVER_ISSUED or ground.done is None:
        return f"{done.seen.fact.item}: {verb} an order that had {status}"
    had = "lapsed" if ground.status is OrderStatus.LAPSED else f"been {status}"
    return f"{done.seen.fact.item}: {verb} an order that had {had} on {ground.done.seen.day} ({ground.done.by})"

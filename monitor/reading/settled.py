"""One thing done is told once, though titles, rulings, verbs and clauses each tell it. Nothing is added here.

What another act already says is left out: an extension beside a conversion, a second decree beside its modification,
a writ of mandamus beside the vacatur that it commands.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.acts import Act, names_part

_Done = tuple[Effect, OrderType]
_CHANGED_NOT_ISSUED = frozenset({OrderType.CONSENT_DECREE, OrderType.PERMANENT_INJUNCTION})
"""Of these the entry that changes or ends one gives no second one, whatever it enters or approves."""
_UNDOES = frozenset({Effect.VACATES, Effect.DISSOLVES, Effect.STAYS, Effect.MODIFIES})
"""What a writ of mandamus does to the order below, which then is no order of its own."""
_SAID_BY = {
    Effect.REINSTATES: frozenset({Effect.LIFTS_STAY}),
    Effect.VACATES: frozenset({Effect.LIFTS_STAY, Effect.REHEARS, Effect.REINSTATES}),
}
"""What says more of the same: the end of a stay than that its order is back, a rehearing than a judgment vacated."""
_OUTLIVED = frozenset({Effect.CONVERTS, Effect.ISSUES, Effect.EXPIRES})


def settle(plain: str, acts: Sequence[Act]) -> list[Act]:
    """Tell each thing done once: the surest rule for an effect on a kind of order, a named kind before OTHER; of what
    is done to a part, the words that say to which.
    """
    best: dict[_Done, Act] = {}
    for act in acts:
        known = best.get((act.effect, act.type))
        best[act.effect, act.type] = act if known is None else _surer(plain, known, act)
    named = {a.effect for a in best.values() if a.type is not OrderType.OTHER}
    kept = [a for a in best.values() if a.type is not OrderType.OTHER or a.effect not in named]
    has = {(a.effect, a.type) for a in kept}
    return [a for a in kept if not _covered(a, has)]


def _surer(plain: str, known: Act, act: Act) -> Act:
    surest = act if act.why.score > known.why.score else known
    if Extent.PART not in {act.extent, known.extent}:
        return surest
    telling = next((a for a in (known, act) if names_part(plain, a.clause)), surest)
    return msgspec.structs.replace(telling, extent=Extent.PART)


def _covered(act: Act, has: set[_Done]) -> bool:
    """Whether another act already says it."""
    effects = {effect for effect, _ in has}
    match act.effect:
        case Effect.DENIES_RELIEF:  # what is refused of a motion granted in part
            as_to_one = act.why.rule == "effect.denies.contempt_as_to"
            return not as_to_one and bool(has & {(Effect.ISSUES, act.type), (Effect.STAYS, act.type)})
        case Effect.ISSUES:
            return _issued_otherwise(act, has)
        case Effect.STAYS:
            instead = {(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY), (Effect.LIFTS_STAY, act.type)}
            return act.type is OrderType.STAY_PENDING_APPEAL and bool(has & instead)
        case Effect.EXTENDS | Effect.CLARIFIES:
            return any(effect in _OUTLIVED and kind is act.type for effect, kind in has)
        case Effect.REINSTATES | Effect.VACATES:
            unnamed = act.effect is Effect.REINSTATES or act.type is OrderType.OTHER
            return unnamed and bool(effects & _SAID_BY[act.effect])
        case _:
            return False


def _issued_otherwise(act: Act, has: set[_Done]) -> bool:
    if act.why.rule == "relief.command":
        return any(effect in _UNDOES for effect, _ in has)
    if act.type in _CHANGED_NOT_ISSUED and act.why.rule != "head.consent_decree":
        return bool(has & {(Effect.MODIFIES, act.type), (Effect.DISSOLVES, act.type)})
    held_in = {OrderType.COMPLIANCE_ORDER: OrderType.CONTEMPT_FINDING, OrderType.DISCOVERY: OrderType.SHOW_CAUSE}
    return (Effect.ISSUES, held_in.get(act.type)) in has

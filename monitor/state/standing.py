"""What courts found, and what later became of the finding. Vacating an order leaves every finding about it standing.

A finding falls only with what made it: an entry that acts on the order of the same entry, or on the finding itself.
Its standing is derived, as an order's status is: a stay that lapsed, was lifted or is itself stayed stays nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import Effect, Extent, FindingKind, OrderType, Standing
from monitor.state.lifecycle import STAY_TYPES, operates, stays_part
from monitor.state.link import numbered
from monitor.state.memory import Memory
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen

PRECEDENCE = (
    Standing.VACATED,
    Standing.REVERSED,
    Standing.PURGED,
    Standing.STAYED,
    Standing.VACATED_IN_PART,
    Standing.AFFIRMED,
    Standing.AFFIRMED_IN_PART,
    Standing.STANDING,
)
"""The first that applies is the standing; of what ended it, what came first."""
OVER = frozenset({Standing.VACATED, Standing.REVERSED, Standing.PURGED})

_CONTEMPT = frozenset({FindingKind.PROBABLE_CAUSE, FindingKind.CIVIL_CONTEMPT, FindingKind.CRIMINAL_CONTEMPT})
_MADE_BY = frozenset({OrderType.CONTEMPT_FINDING, OrderType.COMPLIANCE_ORDER, OrderType.SHOW_CAUSE, OrderType.OTHER})
"""Orders that rest on a finding made beside them; a finding in the entry of an injunction does not fall with it."""
_ACTING = frozenset(
    {
        Effect.AFFIRMS,
        Effect.STAYS,
        Effect.LIFTS_STAY,
        Effect.VACATES,
        Effect.DISSOLVES,
        Effect.APPEALS,
        Effect.REINSTATES,
    }
)


def findings_meant(
    memory: Memory, seen: Seen, effect: EffectRead, orders: Sequence[OrderRecord]
) -> list[FindingRecord]:
    """The findings that an effect acts on: those made with the orders acted on, else those its references name."""
    if effect.effect not in _ACTING:
        return []
    acted_on = [o for o in orders if o.type in _MADE_BY]
    made = [f for f in memory.findings if any(o in f.made_in for o in acted_on)]
    if effect.effect is Effect.DISSOLVES:
        return [f for f in made or _named(memory, seen, effect) if f.read.kind is FindingKind.CIVIL_CONTEMPT]
    if made or (orders and effect.type is not OrderType.CONTEMPT_FINDING):
        return made
    return _named(memory, seen, effect)


def standing_of(finding: FindingRecord) -> Standing:
    """The first of `PRECEDENCE` that applies; a finding that is over stays over until what ended it is taken back."""
    lines = [done for done in finding.history if done.in_effect]
    applying = [standing for done in lines for standing in _becomes(done)]
    over = next((standing for standing in applying if standing in OVER), None)
    if over is not None:
        return over
    if any(operates(stay) and not stays_part(stay) for stay in finding.stays):
        return Standing.STAYED
    return min(applying, key=PRECEDENCE.index, default=Standing.STANDING)


def _becomes(done: Done) -> Iterator[Standing]:
    effect = done.effect
    whole = effect.extent is Extent.WHOLE
    match effect.effect:
        case Effect.AFFIRMS:
            yield Standing.AFFIRMED if whole else Standing.AFFIRMED_IN_PART
        case Effect.VACATES if not whole:
            yield Standing.VACATED_IN_PART
        case Effect.VACATES:
            yield Standing.REVERSED if effect.reversal else Standing.VACATED
        case Effect.DISSOLVES if whole:
            yield Standing.PURGED
        case _:
            pass


def _named(memory: Memory, seen: Seen, effect: EffectRead) -> list[FindingRecord]:
    """Findings of the entry or day referred to; of a contempt finding so called, the last one."""
    for ref in effect.refers:
        found = [f for f in memory.findings if _is_meant(memory, seen, ref, f, effect)]
        if found:
            return found
    if effect.type is not OrderType.CONTEMPT_FINDING or any(r.entry_number or r.dated for r in effect.refers):
        return []
    contempt = [f for f in memory.findings if f.read.kind in _CONTEMPT and f.seen is not seen]
    return contempt[-1:]


def _is_meant(memory: Memory, seen: Seen, ref: OrderRef, finding: FindingRecord, effect: EffectRead) -> bool:
    if finding.seen is seen or not _may_be_of_type(effect, finding):
        return False
    if ref.entry_number is not None:
        return finding.seen in numbered(memory, seen, ref)
    return ref.dated is not None and ref.dated == finding.seen.day


def _may_be_of_type(effect: EffectRead, finding: FindingRecord) -> bool:
    """Whether the words leave room for the finding: vacating the injunction of that day is not about a finding."""
    if effect.type is OrderType.CONTEMPT_FINDING:
        return finding.read.kind in _CONTEMPT
    return effect.type in _MADE_BY or effect.type in STAY_TYPES

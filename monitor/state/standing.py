"""What courts found, and what later became of the finding. Vacating an order leaves every finding about it standing.

A finding falls only with what made it: an entry that acts on the order of the same entry, or on the finding itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import Effect, Extent, FindingKind, OrderType, Standing
from monitor.state.lifecycle import STAY_TYPES
from monitor.state.link import numbered
from monitor.state.memory import Memory
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen

_CONTEMPT = frozenset({FindingKind.PROBABLE_CAUSE, FindingKind.CIVIL_CONTEMPT, FindingKind.CRIMINAL_CONTEMPT})
_MADE_BY = frozenset({OrderType.CONTEMPT_FINDING, OrderType.COMPLIANCE_ORDER, OrderType.SHOW_CAUSE, OrderType.OTHER})
"""Orders that rest on a finding made beside them; a finding in the entry of an injunction does not fall with it."""
_BECOMES = {
    Effect.AFFIRMS: Standing.AFFIRMED,
    Effect.STAYS: Standing.STAYED,
    Effect.LIFTS_STAY: Standing.STANDING,
    Effect.VACATES: Standing.VACATED,
    Effect.DISSOLVES: Standing.PURGED,
}
_OVER = frozenset({Standing.VACATED, Standing.REVERSED, Standing.PURGED})


def findings_meant(
    memory: Memory, seen: Seen, effect: EffectRead, orders: Sequence[OrderRecord]
) -> list[FindingRecord]:
    """The findings that an effect acts on: those made with the orders acted on, else those its references name."""
    if effect.effect not in _BECOMES:
        return []
    acted_on = [o for o in orders if o.type in _MADE_BY]
    made = [f for f in memory.findings if any(o in f.made_in for o in acted_on)]
    if made or (orders and effect.type is not OrderType.CONTEMPT_FINDING):
        return made
    return _named(memory, seen, effect)


def change_standing(done: Done) -> None:
    """Carry an effect on a finding out; a finding that is over stays over."""
    finding = done.on
    if not isinstance(finding, FindingRecord):
        return
    if finding.standing in _OVER or done.effect.extent is Extent.PART:
        return
    becomes = Standing.REVERSED if done.effect.reversal else _BECOMES.get(done.effect.effect)
    if becomes is not None:
        finding.standing = becomes


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

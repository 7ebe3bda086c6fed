"""What is done to a judgment of a court above, and through it to the orders it acted on. It names no order itself.

A grant of rehearing en banc sets the panel's judgment aside (Fed. R. App. P. 40, before December 2024 Rule 35; by local
rule or by the order itself), and the Supreme Court's "judgment vacated and remanded" is about the judgment of the
court of appeals: the order below then stands as if that judgment had not been given.
"""

from __future__ import annotations

from monitor.domain.courts import COURTS
from monitor.domain.findings import EffectRead, OrderRef
from monitor.domain.vocabulary import Effect, OrderType
from monitor.state.link import is_higher, numbered
from monitor.state.memory import Memory
from monitor.state.records import Done, OrderRecord, Seen
from monitor.state.taking_effect import DISPOSING, recall, record

_ON_RULINGS = frozenset({Effect.VACATES, Effect.AFFIRMS, Effect.REHEARS})


def names_ruling(effect: EffectRead) -> bool:
    """Whether the text names a judgment of a court above: rehearing does; else a reference to that court."""
    named = any(ref.court is not None and is_higher(ref.court.lower()) for ref in effect.refers)
    return effect.effect is Effect.REHEARS or (_may_be(effect) and named)


def rulings_meant(memory: Memory, seen: Seen, effect: EffectRead) -> list[Seen]:
    """The judgments that an entry acts on, by date, number or court; on rehearing the last of that appeal."""
    if not _may_be(effect) or not is_higher(seen.acting):
        return []
    rulings = [r for r in _rulings(memory) if r is not seen and _is_below(seen, r)]
    for ref in effect.refers:
        if found := [r for r in rulings if _is_meant(memory, seen, ref, r)]:
            return found if ref.dated or ref.entry_number is not None else _last(found)
    if effect.effect is Effect.REHEARS and not any(r.dated or r.entry_number for r in effect.refers):
        return _last([r for r in rulings if r.docket == seen.docket]) or _last(rulings)
    return []


def act_on_rulings(memory: Memory, seen: Seen, effect: EffectRead, rulings: list[Seen]) -> OrderRecord | None:
    """Do it to every order and finding that those judgments acted on."""
    about: OrderRecord | None = None
    for ruling in rulings:
        for order in {id(line.order): line.order for line in _lines(ruling)}.values():
            record(memory, Done(seen, effect, order, ruling, seen.acting))
            about = order or about
    return about


def recall_mandates(memory: Memory, seen: Seen, effect: EffectRead) -> OrderRecord | None:
    """Take back what the court's mandate carried out; of several, what its last one did."""
    carried = [line for r in _rulings(memory) for line in r.done if line.mandate is not None and line.by == seen.acting]
    last = max((line.mandate for line in carried if line.mandate), key=lambda m: m.world, default=None)
    if last is None:
        reason = f"none of {seen.acting} was seen to carry anything out"
        memory.unresolved.append(f"{seen.fact.item}: recalls a mandate: {reason}")
        return None
    about: OrderRecord | None = None
    for line in recall(memory, last):
        record(memory, Done(seen, effect, line.order, line.seen, seen.acting))
        about = line.order or about
    return about


def _may_be(effect: EffectRead) -> bool:
    return effect.effect in _ON_RULINGS and (effect.type is OrderType.OTHER or effect.effect is Effect.REHEARS)


def _rulings(memory: Memory) -> list[Seen]:
    return [seen for seen in memory.seen.values() if is_higher(seen.acting) and _lines(seen)]


def _lines(ruling: Seen) -> list[Done]:
    return [line for line in ruling.done if line.effect.effect in DISPOSING and not isinstance(line.on, Seen)]


def _is_below(seen: Seen, ruling: Seen) -> bool:
    """Whether the court can take the judgment back: its own, or for the Supreme Court any court of appeals'."""
    if seen.acting != "scotus":
        return ruling.acting == seen.acting
    court = COURTS.get(ruling.acting)
    return court is not None and court.level == "appellate"


def _is_meant(memory: Memory, seen: Seen, ref: OrderRef, ruling: Seen) -> bool:
    court = ref.court.lower() if ref.court else None
    if court is not None and court != ruling.acting:
        return False
    if ref.entry_number is not None:
        return ruling in numbered(memory, seen, ref)
    return ref.dated == ruling.day if ref.dated is not None else court is not None


def _last(rulings: list[Seen]) -> list[Seen]:
    """The last judgment: an opinion and its judgment, of one appeal and day, are one."""
    return [r for r in rulings if (r.docket, r.day) == (rulings[-1].docket, rulings[-1].day)]

"""When what an entry did takes effect, and what takes it back. It decides nothing about which order was meant.

An appellate opinion takes effect on its mandate (Fed. R. App. P. 41), a Supreme Court opinion on its certified
judgment (Sup. Ct. R. 45), unless the text says otherwise. Stays, refusals, orders, and the Supreme Court's
dispositions of emergency applications act at once. Until then a grant of rehearing leaves nothing to carry out
(Fed. R. App. P. 40), and a recall of the mandate puts off again what it had carried out.
"""

from __future__ import annotations

import re
from datetime import datetime

from monitor.domain.courts import COURTS
from monitor.domain.findings import EffectRead
from monitor.domain.vocabulary import DocketKind, Effect, Extent, Mode
from monitor.state.contradictions import bar, remark
from monitor.state.lapses import extended_lapses, fixes_term, impossible_term, lapses_of
from monitor.state.lifecycle import NEVER_ISSUED, STAY_TYPES, endings, status_of
from monitor.state.link import is_higher
from monitor.state.memory import Memory
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen
from monitor.state.same_entry import copied
from monitor.state.world import dated, given_at

DISPOSING = frozenset(
    {Effect.AFFIRMS, Effect.VACATES, Effect.DISSOLVES, Effect.MODIFIES, Effect.CONVERTS, Effect.REINSTATES}
)
"""What a judgment on appeal does; rehearing and vacatur of that judgment take these back, and no stay or refusal."""
_APPLICATION = re.compile(r"\d\da\d+")


def record(memory: Memory, done: Done) -> None:
    """Write the line into the histories it belongs to, and carry it out unless it awaits a mandate."""
    if done.order is not None:
        done.copy_of = copied(done, done.order.history)
        done.order.history.append(done)
    if isinstance(done.on, FindingRecord):
        done.on.history.append(done)
    done.seen.done = (*done.seen.done, done)
    if awaits_mandate(done.seen, done.effect):
        memory.awaiting.append(done)
        _touch(done)
    else:
        _carry_out(done, _done_at(done))


def carry_out_mandates(memory: Memory, seen: Seen) -> None:
    """On a mandate: what opinions of that appeal did takes effect; docketed below, what awaits one of that court."""
    if seen.fact.reading.kind is not DocketKind.MANDATE:
        return
    waiting, memory.awaiting = memory.awaiting, []
    for done in waiting:
        if not _is_carried_by(done, seen):
            memory.awaiting.append(done)
        else:
            done.mandate = seen
            _carry_out(done, seen.world)


def recall(memory: Memory, mandate: Seen) -> list[Done]:
    """Put off again what a mandate carried out, and take back that stays ended with it; gives the lines put off."""
    lines = [line for seen in memory.seen.values() for line in seen.done if line.mandate is mandate]
    for line in lines:
        line.effective_at = line.mandate = None
        memory.awaiting.append(line)
        _touch(line)
    for order in memory.orders:
        if any(lapse.met_by is mandate for lapse in order.lapses):
            order.lapses = [lapse for lapse in order.lapses if lapse.met_by is not mandate]
            order.touch()
    return lines


def awaits_mandate(seen: Seen, effect: EffectRead) -> bool:
    """Whether it is the judgment of a court above, by opinion, that its mandate has yet to carry out."""
    if seen.fact.reading.kind is not DocketKind.OPINION or not is_higher(seen.acting):
        return False
    if effect.effect not in DISPOSING or effect.type in STAY_TYPES or effect.forthwith:
        return False
    return seen.acting != "scotus" or (seen.court == "scotus" and _APPLICATION.search(seen.docket) is None)


def _is_carried_by(done: Done, mandate: Seen) -> bool:
    if is_higher(mandate.court):
        return mandate.docket == done.seen.docket or (not is_higher(done.seen.court) and done.by == mandate.court)
    if is_higher(mandate.acting):
        return done.by == mandate.acting
    court = COURTS.get(done.by)
    return court is not None and court.level == "appellate"


def _done_at(done: Done) -> datetime:
    """When an entry did it: an oral ruling when it was given, anything written when it was entered, else filed."""
    content = done.seen.entry
    if done.by_then is not None:
        return done.by_then
    if content is None or done.effect.mode is Mode.ORAL:
        return given_at(done.seen.fact, done.effect) or done.seen.world
    return dated(done.seen.fact, content)


def _carry_out(done: Done, at: datetime) -> None:
    order, effect = done.order, done.effect
    if isinstance(done.on, OrderRecord) and done.on is order:
        done.unresolved = bar(order, done)
        said = done.unresolved or remark(order, done)
        order.unresolved += [said] if said else []
    done.effective_at = at
    if done.unresolved is None and effect.extent is Extent.WHOLE:
        _take_back(done)
    if done.unresolved is None and order is not None and done.on is order and done.copy_of is None:
        _change_terms(order, done, at)
    _touch(done)


def _change_terms(order: OrderRecord, done: Done, at: datetime) -> None:
    effect = done.effect
    fixes = effect.effect is Effect.EXTENDS or (effect.effect is Effect.MODIFIES and fixes_term(effect))
    if not fixes:
        return
    if wrong := impossible_term(effect, at, order):
        order.unresolved.append(f"{done.seen.fact.item}: {wrong}")
    elif effect.effect is Effect.EXTENDS:
        order.lapses = extended_lapses(order, effect, at)
    else:
        order.term, order.lapses = effect, lapses_of(order, effect)


def _take_back(done: Done) -> None:
    """Rehearing, or vacatur of a ruling: what that ruling did. Reinstatement: what ended the order or the finding."""
    on, order, what = done.on, done.order, done.effect.effect
    undone: list[Done] = []
    if isinstance(on, Seen) and what in {Effect.VACATES, Effect.REHEARS}:
        undone = [line for line in on.done if line.order is order and line.effect.effect in DISPOSING]
    elif what is Effect.REINSTATES and isinstance(on, FindingRecord):
        undone = [line for line in on.history if line.effect.effect in {Effect.VACATES, Effect.DISSOLVES}]
    elif what is Effect.REINSTATES and isinstance(on, OrderRecord):
        undone = endings(on)
        on.lapses = [lapse for lapse in on.lapses if not lapse.arrived]
    elif what is Effect.VACATES and isinstance(on, OrderRecord) and status_of(on) in NEVER_ISSUED:
        undone = [line for line in on.history if line.on is on and line.effect.effect is Effect.DENIES_RELIEF]
        on.denied = False  # its denial was vacated or reversed: the request is open again
    for line in undone:
        line.undone_by = line.undone_by or done
        _touch(line)


def _touch(done: Done) -> None:
    if done.order is not None:
        done.order.touch()

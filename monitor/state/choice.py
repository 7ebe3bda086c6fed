"""Chooses the action that an item is about, says by what, and keeps a doubt where the texts leave one. It joins nothing
for certain that a text does not tie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from monitor.domain.findings import OrderRef
from monitor.domain.vocabulary import DoubtKind, Placed
from monitor.state.fit import OPEN_FOR, Fit, fit
from monitor.state.link import numbered
from monitor.state.memory import Memory
from monitor.state.parting import was_parted
from monitor.state.records import OrderRecord, Seen
from monitor.state.records_action import ActionRecord, DoubtRecord, Placing
from monitor.state.told import Told, told_of
from monitor.state.which import apart

OPEN = frozenset({Placed.RESPONDENT, Placed.FIGURE, Placed.DAY, Placed.SUBJECT, Placed.ONLY, Placed.LAST})
"""Ties that another action may have as well."""


class Choice(NamedTuple):
    """The action chosen, or None for a new one; why; what leaves a doubt, and which actions it is about."""

    action: ActionRecord | None
    by: Placed
    strength: int = 0
    doubt: DoubtKind | None = None
    reason: str = ""
    others: tuple[ActionRecord, ...] = ()
    could_be: tuple[ActionRecord, ...] = ()
    """Other actions that it may just as well be about."""


class _Candidate(NamedTuple):
    action: ActionRecord
    fit: Fit


def choose(
    memory: Memory, order: OrderRecord, told: Told, refs: Iterable[OrderRef], known: Collection[ActionRecord] = ()
) -> Choice:
    """The action under an order that a part of an item is about; `known` are those that have its words already.

    What refers to an entry is about the action of that entry; what is of one filing is about one action. Else the
    action to which most ties it, and of those to which as much does the one spoken of last. Never one from which a
    person parted it.
    """
    open_to = [action for action in order.actions if not was_parted(memory, action, told.handles)]
    if (named := _referred_to(memory, order, told, refs)) in open_to:
        return Choice(named, Placed.REFERENCE)
    judged = [_Candidate(action, fit(told, action)) for action in open_to]
    taken = [c for c in judged if not c.fit.apart]
    if spoken := [c for c in taken if c.action in known]:
        return _chosen(spoken[:1], Placed.WORDS)
    if taken:
        return _chosen(taken, None)
    near = [c for c in judged if c.fit.open]
    if not near:
        return Choice(None, Placed.OPENED)
    others = tuple(c.action for c in near)
    return Choice(None, Placed.OPENED, doubt=DoubtKind.MAY_BE_ONE, reason=near[-1].fit.apart, others=others)


def may_be_about(memory: Memory, seen: Seen, order: OrderRecord) -> bool:
    """Whether an item can be about an action under the order."""
    told = told_of(memory, seen, ())[0]
    return any(not fit(told, action).apart for action in order.actions)


def placed(order: OrderRecord, told: Told, action: ActionRecord, choice: Choice, *, says: bool = True) -> Placing:
    """Why a part is in its action, kept where somebody says something in it (`says`) that may be of another too."""
    placing = Placing(choice.by, choice.strength, told, action)
    if choice.by in OPEN:
        placing.others += choice.could_be
        order.unsaid += [placing] if says else []
    return placing


def may_be_about_this_too(memory: Memory, order: OrderRecord, opened: ActionRecord) -> None:
    """What was said lately and did not say which act was meant may be about one told of only now, unless a person
    said that it is not.

    Said longer before than an action stays open without being named, it is not taken to be.
    """
    for placing in reversed(order.unsaid):
        if opened.last_at is not None and opened.last_at - placing.told.seen.world > OPEN_FOR:
            return
        if placing.action is opened or was_parted(memory, opened, placing.told.handles):
            continue
        found = fit(placing.told, opened)
        if not found.apart and not found.doubt and found.strength >= placing.strength:
            placing.others.append(opened)


def note_doubts(order: OrderRecord, told: Told, action: ActionRecord, choice: Choice) -> None:
    """Keep what a person may settle about a choice."""
    if choice.doubt is not None:
        order.doubts.append(
            DoubtRecord(kind=choice.doubt, told=told, action=action, others=choice.others, reason=choice.reason)
        )


def _referred_to(memory: Memory, order: OrderRecord, told: Told, refs: Iterable[OrderRef]) -> ActionRecord | None:
    seen, entry = told.seen, told.seen.entry
    items = [item for ref in refs for item in numbered(memory, seen, ref)]
    if entry is not None and entry.entry_number is not None:
        items += [item for item in memory.entries(seen.docket, entry.entry_number) if item is not seen]
    found = (memory.action_of(order, [item]) for item in items)
    return next((a for a in found if a is not None and not apart(told.which, a.outline.which)), None)


def _chosen(taken: Sequence[_Candidate], by: Placed | None) -> Choice:
    rank = max((c.fit.strength, len(c.fit.ties)) for c in taken)
    best = [c for c in taken if (c.fit.strength, len(c.fit.ties)) == rank]
    last = max(best, key=lambda c: c.action.last_at.timestamp() if c.action.last_at else 0.0)
    tie = last.fit.ties[0] if last.fit.ties else Placed.ONLY
    alike = tuple(c.action for c in taken if c is not last and c.fit.strength >= rank[0] and not c.fit.doubt)
    choice = Choice(last.action, by or (tie if len(best) == 1 else Placed.LAST), rank[0], could_be=alike)
    if len(best) == 1 and last.fit.doubt:
        return choice._replace(doubt=DoubtKind.MAY_BE_TWO, reason=last.fit.doubt)
    return choice

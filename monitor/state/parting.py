"""What a person said of actions, as far as placing follows it. Where nobody said anything it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.state.memory import Memory
from monitor.state.records import Handle, OrderRecord, Seen
from monitor.state.records_action import ActionRecord, PositionRecord


class Group(NamedTuple):
    """Parts of what one item says about one order that nobody said are apart; `decided` is the action they are of.

    `handles` has the item's ordinal 0 where what the item tells (its moments and figures) goes with these positions.
    """

    decided: ActionRecord | None
    handles: list[Handle]
    positions: list[PositionRecord]


def as_parted(memory: Memory, seen: Seen, order: OrderRecord, positions: Sequence[PositionRecord]) -> list[Group]:
    """What one item says about one order, by actions: one group, unless a person said otherwise."""
    account = (seen.fact.key, 0)
    said = {account: [], **{p.handle: [p] for p in positions}}
    decided = {handle: decided_for(memory, order, [handle]) for handle in said}
    groups: list[Group] = []
    for handle in sorted(said, key=lambda h: (decided[h] is None, h == account)):
        action = decided[handle]
        fits = (g for g in groups if action in {None, g.decided} and not _apart(memory, [handle], _with(g)))
        group = next(fits, None)
        if group is None:
            groups.append(group := Group(action, [], []))
        group.handles.append(handle)
        group.positions.extend(said[handle])
    return groups


def _with(group: Group) -> list[Handle]:
    """The group's handles and those of the action they are of."""
    return [*group.handles, *(group.decided.handles if group.decided is not None else ())]


def decided_for(memory: Memory, order: OrderRecord, handles: Iterable[Handle]) -> ActionRecord | None:
    """The action under this order that a person said one of the handles is of, where it has been seen."""
    for handle in handles:
        for other in memory.action_links.together(handle) - {handle}:
            action = memory.action(other)
            if action is not None and action.order is order:
                return action
    return None


def was_parted(memory: Memory, action: ActionRecord, handles: Iterable[Handle]) -> bool:
    """Whether a person said that any of these is not of the action."""
    return _apart(memory, handles, action.handles)


def was_joined(memory: Memory, mine: Iterable[Handle], theirs: Iterable[Handle]) -> bool:
    """Whether a person said that any of mine is one with any of theirs."""
    others = set(theirs)
    return any(others & memory.action_links.together(handle) for handle in mine)


def is_expected(memory: Memory, handles: Iterable[Handle]) -> bool:
    """Whether a person said that any of these is one with what an item not seen yet says or tells."""
    others = (other for handle in handles for other in memory.action_links.together(handle))
    return any(other[0] not in memory.seen for other in others)


def _apart(memory: Memory, mine: Iterable[Handle], theirs: Iterable[Handle]) -> bool:
    return memory.action_links.parted(mine, theirs)

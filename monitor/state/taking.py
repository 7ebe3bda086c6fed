"""Puts a part of an item into its action, with what waited for it. Which action that is was chosen before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monitor.domain.vocabulary import Placed
from monitor.state.account import take_account
from monitor.state.choice import OPEN, Choice, may_be_about_this_too, note_doubts, placed
from monitor.state.fit import fit
from monitor.state.memory import Memory
from monitor.state.parting import decided_for, is_expected, was_joined, was_parted
from monitor.state.records import FindingRecord, Handle, OrderRecord
from monitor.state.records_action import ActionRecord, Placing, PositionRecord
from monitor.state.sayings import same_words
from monitor.state.told import Told
from monitor.state.which import apart


def put(memory: Memory, order: OrderRecord, told: Told, choice: Choice) -> None:
    """Put a part of an item into the action chosen, or into a new one, with the answers that waited for that."""
    action = choice.action or _opened(order)
    placing = placed(order, told, action, choice, says=bool(told.positions))
    told.seen.placing = told.seen.placing or placing
    said = _take_account(memory, action, told)
    if choice.action is None:
        _take_in(memory, action, told.handles)
    _take_positions(action, placing, said)
    note_doubts(order, told, action, choice)
    if choice.action is None:
        may_be_about_this_too(memory, order, action)
    elif order.loose:
        _take_in(memory, action, told.handles, only_joined=True)


def put_finding(memory: Memory, order: OrderRecord, finding: FindingRecord, told: Told, choice: Choice) -> None:
    """Put a court's finding into the action chosen, or into a new one: nobody in particular is charged by it alone."""
    action = choice.action or _opened(order)
    finding.action, finding.placing = action, placed(order, told, action, choice)
    action.findings.append(finding)
    take_account(memory, action, told)
    note_doubts(order, told, action, choice)
    if choice.action is None:
        action.handles += told.handles
        action.of_all = True
        _take_in(memory, action, told.handles)
        may_be_about_this_too(memory, order, action)


def waits_for_another(memory: Memory, told: Told, choice: Choice) -> bool:
    """Whether a person said that a part, whose own words do not say which act, is one with what is not yet seen.

    It then belongs where that will be, and is not to draw that into the action it would be put into for want of words.
    """
    return bool(told.positions) and choice.by in OPEN and is_expected(memory, told.handles)


def action_of(position: PositionRecord) -> ActionRecord:
    """The action that a position was put into. Raises LookupError for one that is in none."""
    action = position.seen.actions[position.handle[1] - 1]
    if action is None:
        raise LookupError(f"a position of {position.seen.fact.item} was said to be known and is in no action")
    return action


def _opened(order: OrderRecord) -> ActionRecord:
    action = ActionRecord(order=order)
    order.actions.append(action)
    return action


def _take_in(memory: Memory, action: ActionRecord, with_: Iterable[Handle], *, only_joined: bool = False) -> None:
    """Answers given before anybody was seen to ask: they answer what is asked now, if they can be about it.

    `only_joined`: of what waits, only what a person said is one with this.
    """
    order, begun = action.order, [*action.handles, *with_]
    waiting, order.loose = order.loose, []
    for told in waiting:
        found, joined = fit(told, action), was_joined(memory, told.handles, begun)
        of_another = only_joined or found.apart or (found.doubt and not found.ties)
        waits = of_another or memory.action_links.parted(told.handles, begun) or is_expected(memory, told.handles)
        if waits and not joined:
            order.loose.append(told)
            continue
        said = _take_account(memory, action, told)
        by = Placed.PERSON if joined else next(iter(found.ties), Placed.ONLY)
        _take_positions(action, placed(order, told, action, Choice(action, by, found.strength)), said)


def _take_account(memory: Memory, action: ActionRecord, told: Told) -> dict[Handle, PositionRecord | None]:
    """Take in what a part tells; gives the position that each of its positions repeats."""
    said = {position.handle: _known(memory, action, position) for position in told.positions}
    take_account(memory, action, told, repeats=bool(said) and None not in said.values())
    return said


def _take_positions(action: ActionRecord, placing: Placing, said: Mapping[Handle, PositionRecord | None]) -> None:
    """Put the positions of a part into an action; what was `said` before stays with the words that it repeats."""
    new: list[PositionRecord] = []
    for position in placing.told.positions:
        known = said[position.handle] or next((other for other in new if same_words(position, other)), None)
        if known is None:
            new.append(position)
            position.placing = placing
            action.positions.append(position)
            action.order.sayings.add(position)
        elif known.seen is not position.seen:
            known.variants.append(position.seen.fact.item)
        where = action if known is None else action_of(known)
        _say_where(position, where)
        where.handles.append(position.handle)


def _say_where(position: PositionRecord, action: ActionRecord) -> None:
    seen, place = position.seen, position.handle[1] - 1
    seen.actions = (*seen.actions[:place], action, *seen.actions[place + 1 :])


def _known(memory: Memory, action: ActionRecord, position: PositionRecord) -> PositionRecord | None:
    """The position whose words this one repeats, unless it, or a person, says that the two are of other actions."""
    known = action.order.sayings.known(position)
    where = action_of(known) if known is not None else action
    if apart(position.which, where.outline.which):
        return None
    decided = decided_for(memory, action.order, [position.handle])
    return None if decided not in {None, where} or was_parted(memory, where, [position.handle]) else known

"""What is read otherwise, in words: what made the difference, what it was and what it is now. Never told as news.

A person's decision is about our reading. No line here says what happened in the world, or who is right.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from monitor.domain.vocabulary import ActionStatus, DeadlineStatus, FindingKind, OrderStatus, Stance, Standing
from monitor.present.times import stamp
from monitor.present.words import clip, label, one_line, sentence
from monitor.state.change import ChangeKind
from projections.because import Because, What

_CODES: tuple[type[StrEnum], ...] = (OrderStatus, Stance, ActionStatus, FindingKind, Standing, DeadlineStatus)
_APPEARS = {
    ChangeKind.ORDER_ISSUED: "an order, {}",
    ChangeKind.ASKED: "a question: {}",
    ChangeKind.ALLEGED: "an allegation: {}",
    ChangeKind.ANSWERED: "an answer: {}",
    ChangeKind.CONCEDED: "a concession: {}",
    ChangeKind.CONTESTED: "an action that is {}",
    ChangeKind.FINDING: "a court’s finding of {}",
    ChangeKind.DEADLINE_SET: "a date: {}",
    ChangeKind.FIGURE_CONFLICT: "figures that disagree",
}

ONLY_READ = frozenset({ChangeKind.NO_LONGER_READ, ChangeKind.READ_OTHERWISE, ChangeKind.JOINED, ChangeKind.PARTED})
"""Kinds that never come from the world."""
_NO_LONGER = {
    ActionStatus.CONTESTED.value: "It is no longer read as contested.",
    ChangeKind.FIGURE_CONFLICT.value: "Its figures are no longer read as disagreeing.",
}


def change_line(kind: ChangeKind, before: str | None, after: str | None, item: str | None) -> str:
    """One difference, as a sentence: what was read and is not, what is read now, what is one or two."""
    where = f" ({clip(item, 80)})" if item else ""
    if kind is ChangeKind.NO_LONGER_READ:
        return _NO_LONGER.get(before or "") or f"No longer counted{where}: {difference(kind, before, after)}."
    if kind in {ChangeKind.JOINED, ChangeKind.PARTED}:
        return f"{difference(kind, before, after)}."
    if kind in _APPEARS:
        return f"Now counted{where}: {_APPEARS[kind].format(_code(after))}."
    return f"{sentence(kind.replace('_', ' '))}{where}: {difference(kind, before, after)}."


def difference(kind: ChangeKind, before: str | None, after: str | None) -> str:
    """The difference alone: what counted, what it was and is, what is part of what."""
    if kind is ChangeKind.NO_LONGER_READ:
        return _code(before)
    if kind in {ChangeKind.JOINED, ChangeKind.PARTED}:
        verb = "is now part of" if kind is ChangeKind.JOINED else "is no longer part of"
        return f"{clip(before or 'one', 80)} {verb} {clip(after or 'the other', 80)}"
    return f"it was {_code(before)}, it is {_code(after)}"


def because_line(because: Because) -> str:
    """Who or what made the difference, with the reason that was given."""
    by, item = clip(because.by, 80), clip(because.item, 80) if because.item else "the item"
    reason = f" Reason given: {one_line(because.reason).rstrip('.')}." if because.reason else ""
    return {
        What.CONFIRMED: f"{by} confirmed what the program had read in {item}.",
        What.CORRECTED: f"{by} corrected how {item} is read.",
        What.REJECTED: f"{by} decided that {item} says nothing about a matter watched here.",
        What.JOINED: f"{by} decided that two are one.",
        What.PARTED: f"{by} decided that they are not one.",
        What.REREAD: f"{item} was read again, by {by}.",
        What.REVISED: f"{by} shows other words for {item}, which were read anew.",
        What.AMENDED: "What is watched for in this matter was changed.",
    }[because.what] + reason


def _code(value: str | None) -> str:
    """A code of the vocabulary in words; a time at its own offset; anything else as it stands."""
    if value is None:
        return "nothing"
    for kind in _CODES:
        if value in set(kind):
            return label(kind(value))
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return clip(value.replace("_", " "), 120)
    return stamp(moment, moment.tzinfo) if moment.tzinfo else value

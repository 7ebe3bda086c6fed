"""Where an action stands, from positions alone and for each respondent. It weighs nobody's word and finds nothing."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.vocabulary import (
    ALLEGING,
    ANSWERING,
    ASKING,
    CONCEDING,
    FINDING,
    ActionStatus,
    Role,
    Side,
    Speech,
)
from monitor.state.records import ActionRecord, PositionRecord
from monitor.state.respondents import same_name

_RISING = (ActionStatus.REPORTED, ActionStatus.QUESTIONED, ActionStatus.ALLEGED, ActionStatus.CONTESTED)

OPENING = ASKING | ALLEGING | CONCEDING | FINDING
"""Stances that can be the first word about an action."""


def opens(position: PositionRecord) -> bool:
    """Whether it can be the first word about an action: a question, an allegation, an admission, a reported finding.

    An answer to nothing that was asked or alleged opens none; it waits for what it answers.
    """
    return position.read.stance in OPENING


def statuses(action: ActionRecord) -> list[tuple[str, ActionStatus]]:
    """The status for each respondent that somebody named."""
    return [(name, _status([p for p in action.positions if _concerns(p, name)])) for name in action.respondents]


def overall(action: ActionRecord) -> ActionStatus:
    """The furthest that the action has come; conceded only when every respondent concedes."""
    each = [status for _, status in statuses(action)] or [_status(action.positions)]
    open_ones = [status for status in each if status is not ActionStatus.CONCEDED]
    return max(open_ones, key=_RISING.index) if open_ones else ActionStatus.CONCEDED


def is_allegation(position: PositionRecord) -> bool:
    """Whether somebody other than the press alleges a breach, or moves to have the order enforced."""
    return position.read.stance in ALLEGING and position.read.role is not Role.PRESS


def is_answer(position: PositionRecord) -> bool:
    """Whether the bound side answers: by denial, excuse, partial compliance or defiance."""
    return position.read.stance in ANSWERING and position.side is Side.BOUND


def is_concession(position: PositionRecord) -> bool:
    """Whether the bound side says in its own words that the order was not complied with; hearsay concedes nothing."""
    return position.read.stance in CONCEDING and position.side is Side.BOUND and position.read.speech is Speech.DIRECT


def _status(positions: Sequence[PositionRecord]) -> ActionStatus:
    alleged = any(is_allegation(p) for p in positions)
    charged = alleged or any(p.show_cause for p in positions)
    if any(is_concession(p) for p in positions):
        return ActionStatus.CONCEDED
    if charged and any(is_answer(p) for p in positions):
        return ActionStatus.CONTESTED
    if alleged:
        return ActionStatus.ALLEGED
    asked = any(p.read.stance in ASKING and p.read.role is not Role.PRESS for p in positions)
    return ActionStatus.QUESTIONED if asked else ActionStatus.REPORTED


def _concerns(position: PositionRecord, respondent: str) -> bool:
    return position.respondent is None or same_name(position.respondent, respondent)

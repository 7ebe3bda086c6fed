"""Where an action stands, from positions and findings alone and for each respondent. It weighs nobody's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.domain.vocabulary import (
    ALLEGING,
    ANSWERING,
    ASKING,
    CONCEDING,
    FINDING,
    ActionStatus,
    FindingKind,
    Role,
    Side,
    Speech,
    Stance,
    Standing,
)
from monitor.state.records import FindingRecord
from monitor.state.records_action import ActionRecord, PositionRecord
from monitor.state.respondents import same_name
from monitor.state.standing import standing_of

_RISING = (ActionStatus.REPORTED, ActionStatus.QUESTIONED, ActionStatus.ALLEGED, ActionStatus.CONTESTED)
_CHARGING = frozenset(
    {FindingKind.PROBABLE_CAUSE, FindingKind.NONCOMPLIANCE, FindingKind.CIVIL_CONTEMPT, FindingKind.CRIMINAL_CONTEMPT}
)
_GONE = frozenset({Standing.VACATED, Standing.REVERSED})
_TAKES_BACK = frozenset({Stance.DENIES_BREACH, Stance.ASSERTS_COMPLIANCE})

OPENING = ASKING | ALLEGING | CONCEDING | FINDING
"""Stances that can be the first word about an action."""


def opens(position: PositionRecord) -> bool:
    """Whether it can be the first word about an action: a question, an allegation, an admission, a reported finding.

    An answer to nothing that was asked or alleged opens none; it waits for what it answers.
    """
    return position.read.stance in OPENING


def statuses(action: ActionRecord) -> list[tuple[str, ActionStatus]]:
    """The status for each respondent that somebody named."""
    found = _charges(action.findings)
    return [(name, _status(concerning(action, name), found=found)) for name in action.respondents]


def overall(action: ActionRecord) -> ActionStatus:
    """The furthest that the action has come; conceded only when everybody charged concedes.

    Where somebody charges the bound side as a whole, what one respondent says is not said for the rest of it.
    """
    found = _charges(action.findings)
    each = [status for _, status in statuses(action)]
    whole = [p for p in action.positions if p.respondent is None]
    if not each or found or any(is_charge(p) for p in whole):
        each.append(_status(whole if each else action.positions, found=found))
    open_ones = [status for status in each if status is not ActionStatus.CONCEDED]
    return max(open_ones, key=_RISING.index) if open_ones else ActionStatus.CONCEDED


def concerning(action: ActionRecord, respondent: str) -> list[PositionRecord]:
    """The positions about a respondent: about it by name, or about the bound side as a whole."""
    return [p for p in action.positions if p.respondent is None or same_name(p.respondent, respondent)]


def is_allegation(position: PositionRecord) -> bool:
    """Whether somebody other than the press alleges a breach, or moves to have the order enforced."""
    return position.read.stance in ALLEGING and position.read.role is not Role.PRESS


def is_charge(position: PositionRecord) -> bool:
    """Whether it is an allegation, or an order to show cause about compliance."""
    return is_allegation(position) or position.show_cause


def is_answer(position: PositionRecord) -> bool:
    """Whether the bound side answers: by denial, excuse, partial compliance or defiance."""
    return position.read.stance in ANSWERING and position.side is Side.BOUND


def is_concession(position: PositionRecord) -> bool:
    """Whether the bound side says in its own words that the order was not complied with; hearsay concedes nothing."""
    return position.read.stance in CONCEDING and position.side is Side.BOUND and position.read.speech is Speech.DIRECT


def _charges(findings: Iterable[FindingRecord]) -> bool:
    return any(f.read.kind in _CHARGING and standing_of(f) not in _GONE for f in findings)


def _status(positions: Sequence[PositionRecord], *, found: bool) -> ActionStatus:
    alleged = any(is_allegation(p) for p in positions)
    charged = found or any(is_charge(p) for p in positions)
    if _concedes(positions):
        return ActionStatus.CONCEDED
    if charged and any(is_answer(p) for p in positions):
        return ActionStatus.CONTESTED
    if alleged:
        return ActionStatus.ALLEGED
    asked = any(p.read.stance in ASKING and p.read.role is not Role.PRESS for p in positions)
    return ActionStatus.QUESTIONED if asked else ActionStatus.REPORTED


def _concedes(positions: Sequence[PositionRecord]) -> bool:
    """Whether it is conceded, and the one who conceded has not denied it since in words of its own."""
    conceded = [p for p in positions if is_concession(p)]
    return any(not any(_takes_back(later, p) for later in positions) for p in conceded)


def _takes_back(later: PositionRecord, conceded: PositionRecord) -> bool:
    since = later.seen is not conceded.seen and (later.said_at or later.seen.world) > (
        conceded.said_at or conceded.seen.world
    )
    own = later.read.speech is Speech.DIRECT and same_name(later.read.actor, conceded.read.actor)
    return since and own and later.read.stance in _TAKES_BACK

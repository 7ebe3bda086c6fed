"""A speaker who says another thing than before, and two voices of one side that do not agree. Both stay on record.

Only what cannot both be so is told: that the order was kept, that it was kept in part, that it was not or will not be.
A further ground ("and it does not bind us") changes nothing that was said. Which of the two is right is not ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.vocabulary import Side, Speech, Stance
from monitor.state.records import Handle
from monitor.state.records_action import PositionRecord
from monitor.state.respondents import same_name

_KEPT, _PARTLY, _NOT_KEPT = range(3)
_SAYS = {
    Stance.DENIES_BREACH: _KEPT,
    Stance.ASSERTS_COMPLIANCE: _KEPT,
    Stance.REPORTS_COMPLIANCE: _KEPT,
    Stance.COMPLIED_IN_PART: _PARTLY,
    Stance.ADMITS_BREACH: _NOT_KEPT,
    Stance.DEFIES: _NOT_KEPT,
    Stance.IMPOSSIBLE: _NOT_KEPT,
}
"""What an answer says of whether the order was kept; grounds that leave that open, or silence, say neither."""


class Shift(NamedTuple):
    """What the same speaker said otherwise before, and what other voices of the bound side say otherwise."""

    before: PositionRecord | None = None
    at_odds: tuple[PositionRecord, ...] = ()


NO_SHIFT = Shift()


def shifts_in(positions: Sequence[PositionRecord]) -> dict[Handle, Shift]:
    """For each position of an action that cannot stand beside another, which that is; in the order said.

    Only a speaker's own words count: a paraphrase is the press's.
    """
    telling = [p for p in positions if p.read.stance in _SAYS and p.read.speech is Speech.DIRECT]
    if len({_SAYS[p.read.stance] for p in telling}) < 2:
        return {}
    return {p.handle: Shift(_before(p, telling), _at_odds(p, telling)) for p in telling}


def _before(position: PositionRecord, telling: Sequence[PositionRecord]) -> PositionRecord | None:
    """The last thing that the same speaker said before of the same act, where it cannot stand beside this one."""
    own = [p for p in telling if _is_same_voice(p, position) and _is_earlier(p, position)]
    return own[-1] if own and _differ(own[-1], position) else None


def _at_odds(position: PositionRecord, telling: Sequence[PositionRecord]) -> tuple[PositionRecord, ...]:
    """What another voice of the bound side says of the same respondent that cannot stand beside this position."""
    if position.side is not Side.BOUND:
        return ()
    return tuple(
        other
        for other in telling
        if other.side is Side.BOUND
        and _differ(other, position)
        and not same_name(other.read.actor, position.read.actor)
        and _may_be_same_respondent(other, position)
    )


def _differ(one: PositionRecord, other: PositionRecord) -> bool:
    return _SAYS[one.read.stance] != _SAYS[other.read.stance]


def _is_same_voice(one: PositionRecord, other: PositionRecord) -> bool:
    return one.side is other.side and same_name(one.read.actor, other.read.actor)


def _is_earlier(one: PositionRecord, other: PositionRecord) -> bool:
    return one.seen is not other.seen and (one.said_at or one.seen.world) <= (other.said_at or other.seen.world)


def _may_be_same_respondent(one: PositionRecord, other: PositionRecord) -> bool:
    if one.respondent is None or other.respondent is None:
        return True
    return same_name(one.respondent, other.respondent)

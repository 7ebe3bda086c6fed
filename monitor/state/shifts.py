"""A speaker who says another thing than before, and two voices of one side that do not agree. Both stay on record.

Only what cannot both be so is told: that the order was kept, that it was kept in part, that it was not or will not be.
A further ground ("and it does not bind us") changes nothing that was said. Which of the two is right is not ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.vocabulary import Side, Speech, Stance
from monitor.state.records import PositionRecord
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


def changed_from(position: PositionRecord, before: Sequence[PositionRecord]) -> PositionRecord | None:
    """The last thing that the same speaker said before of the same act, where it cannot stand beside this one.

    Only the speaker's own words count: a paraphrase is the press's. Nothing changed where the speaker had said both.
    """
    mine = _SAYS.get(position.read.stance)
    own = [p for p in before if _is_same_voice(p, position) and p.read.stance in _SAYS and _is_earlier(p, position)]
    if mine is None or position.read.speech is not Speech.DIRECT or not own:
        return None
    return own[-1] if _SAYS[own[-1].read.stance] != mine else None


def at_odds(position: PositionRecord, others: Sequence[PositionRecord]) -> list[PositionRecord]:
    """What another voice of the bound side says of the same respondent that cannot stand beside this position."""
    mine = _SAYS.get(position.read.stance)
    if mine is None or position.side is not Side.BOUND or position.read.speech is not Speech.DIRECT:
        return []
    return [
        other
        for other in others
        if other.side is Side.BOUND
        and other.read.speech is Speech.DIRECT
        and _SAYS.get(other.read.stance, mine) != mine
        and not same_name(other.read.actor, position.read.actor)
        and _may_be_same_respondent(other, position)
    ]


def _is_same_voice(one: PositionRecord, other: PositionRecord) -> bool:
    return one.side is other.side and one.read.speech is Speech.DIRECT and same_name(one.read.actor, other.read.actor)


def _is_earlier(one: PositionRecord, other: PositionRecord) -> bool:
    return one.seen is not other.seen and (one.said_at or one.seen.world) <= (other.said_at or other.seen.world)


def _may_be_same_respondent(one: PositionRecord, other: PositionRecord) -> bool:
    if one.respondent is None or other.respondent is None:
        return True
    return same_name(one.respondent, other.respondent)

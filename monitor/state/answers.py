"""Who was asked or charged, and who answered where and when. A word to the press is no answer in court; neither is
counted as the truth of anything. No clock: how long an answer has been waited for is for whoever knows the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.domain.vocabulary import ALLEGING, ASKING, CONCEDING, Role, Side, Speech, Stance, Venue
from monitor.state.positions import is_answer
from monitor.state.records import FindingRecord
from monitor.state.records_action import PositionRecord
from monitor.state.view_action import AnswersView

_IN_COURT = frozenset({Venue.FILING, Venue.HEARING})


def answers_to(positions: Sequence[PositionRecord], findings: Sequence[FindingRecord]) -> AnswersView | None:
    """When it was last asked or alleged, last answered in court and elsewhere; None where nothing was asked.

    A finding may be the first that is said of an act, but asks nothing: who has answered owes it no further answer.
    """
    asked = [_at(p) for p in positions if _asks(p)]
    charged = asked + [f.seen.world for f in findings]
    answered = [p for p in positions if _answers(p)]
    in_court = [_at(p) for p in answered if p.read.venue in _IN_COURT]
    last = max(in_court, default=None)
    if not charged:
        return None
    return AnswersView(
        asked_at=max(charged),
        in_court_at=last,
        elsewhere_at=_last(_at(p) for p in answered if p.read.venue not in _IN_COURT),
        declined_at=_last(_at(p) for p in positions if p.read.stance is Stance.DECLINES_TO_ANSWER and _is_bound(p)),
        unanswered_since=min((at for at in asked if at > last) if last else charged, default=None),
    )


def _asks(position: PositionRecord) -> bool:
    return position.read.stance in ASKING | ALLEGING and position.read.role is not Role.PRESS


def _answers(position: PositionRecord) -> bool:
    """In the speaker's own words: what the press says that somebody answered is no answer of theirs."""
    conceding = position.read.stance in CONCEDING and _is_bound(position)
    return position.read.speech is Speech.DIRECT and (is_answer(position) or conceding)


def _is_bound(position: PositionRecord) -> bool:
    return position.side is Side.BOUND


def _at(position: PositionRecord) -> datetime:
    return position.said_at or position.seen.world


def _last(times: Iterable[datetime]) -> datetime | None:
    return max(times, default=None)

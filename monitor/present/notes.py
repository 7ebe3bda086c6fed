"""What stands beside the two sides of an action: each respondent's own answer, a change of position, an open question.

Every line is made from the view and weighs nothing; an answer to the press is never called one in court.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from monitor.domain.vocabulary import ALLEGING, ANSWERING, ASKING, CONCEDING, Role
from monitor.present.times import at
from monitor.present.words import clip, count, does, label, quoted, sentence
from monitor.state.view import OrderView
from monitor.state.view_action import ActionView, AnswersView, PositionView, RespondentView

_MOST = 12


def respondent_lines(action: ActionView, zone: tzinfo) -> list[str]:
    """A line for each respondent, since one's admission is not everyone's; none where nobody is named."""
    shown = [_respondent(one, zone) for one in action.respondents[:_MOST]]
    rest = len(action.respondents) - len(shown)
    return [*shown, *([f"{count(rest, 'more respondent')} in the record."] if rest else [])]


def note_lines(order: OrderView, action: ActionView, zone: tzinfo) -> list[str]:
    """What a reader must know beside the two sides, in full sentences."""
    spoken = _elsewhere(action.answers, zone) if action.answers and not action.respondents else ""
    found = [spoken, *_changed(action, zone), *_at_odds(action, zone), *_unsaid(order, action), *_corrected(action)]
    return [line for line in found if line]


def _respondent(one: RespondentView, zone: tzinfo) -> str:
    grounds = f"; it {', '.join(label(stance) for stance in one.grounds)}" if one.grounds else ""
    waits = _elsewhere(one.answers, zone) if one.answers else ""
    return f"{sentence(clip(one.name, 80))}: {label(one.status)}{grounds}." + (f" {waits}" if waits else "")


def _elsewhere(answers: AnswersView, zone: tzinfo) -> str:
    """Since when no answer in court was seen to what was asked or alleged, and what was said or refused meanwhile."""
    if answers.unanswered_since is None:
        return ""
    parts = [f"No answer in court seen to what was asked or alleged on {_day(answers.unanswered_since, zone)}"]
    for moment, words in ((answers.declined_at, "declined to answer"), (answers.elsewhere_at, "answered out of court")):
        if moment is not None and moment >= answers.unanswered_since:
            parts.append(f"{words} on {_day(moment, zone)}")
    return "; ".join(parts) + "."


def _changed(action: ActionView, zone: tzinfo) -> Iterator[str]:
    known = {position.id: position for position in action.positions}
    for later in action.positions:
        before = known.get(later.changed_from or "")
        if before is not None:
            yield sentence(
                f"{does(later)} ({_said(later, zone)}); before: {label(before.stance)} ({_said(before, zone)})."
            )


def _at_odds(action: ActionView, zone: tzinfo) -> Iterator[str]:
    """Each pair of voices once, the later one first."""
    known = {position.id: position for position in action.positions}
    for later in action.positions:
        others = [known[one] for one in later.at_odds_with if one in known]
        earlier = [one for one in others if action.positions.index(one) < action.positions.index(later)]
        if earlier:
            one = earlier[-1]
            yield (
                f"Two voices of the bound side: {does(later)} ({_said(later, zone)}); {does(one)} ({_said(one, zone)})."
            )


def _unsaid(order: OrderView, action: ActionView) -> Iterator[str]:
    """What may as well be about another act, seen from both."""
    named = {one.id: clip(one.what, 80) for one in order.actions}
    here = [p for p in action.positions if p.could_be]
    if here:
        where = list(dict.fromkeys(named.get(one, one) for p in here for one in p.could_be))
        yield f"{_counted(here)} not say which act is meant; it may be: {'; '.join(where)}."
    for other in order.actions:
        there = [p for p in other.positions if action.id in p.could_be]
        if there:
            yield f"{_counted(there)} not say which act is meant and may be about this; see: {clip(other.what, 80)}."


def _counted(positions: Sequence[PositionView]) -> str:
    asked = sum(p.stance in ASKING | ALLEGING and p.role is not Role.PRESS for p in positions)
    answered = sum(p.stance in ANSWERING | CONCEDING for p in positions)
    rest = len(positions) - asked - answered
    words = ((asked, "question or allegation", "questions or allegations"), (answered, "answer", "answers"))
    parts = [count(number, one, many) for number, one, many in words if number]
    parts += [count(rest, "other saying")] if rest else []
    return f"{' and '.join(parts)} {'does' if len(positions) == 1 else 'do'}"


def _corrected(action: ActionView) -> Iterator[str]:
    gone = [f for f in action.figures if f.superseded_by]
    for figure in gone:
        yield f"{quoted(figure.text, 200)} ({clip(figure.source, 60)}) was corrected by the same source since."


def _said(position: PositionView, zone: tzinfo) -> str:
    day = _day(position.said_at, zone) if position.said_at else "no date seen"
    return f"{label(position.venue)}, {day}"


def _day(moment: datetime, zone: tzinfo) -> str:
    local = at(moment, zone)
    return f"{local.day} {local:%B %Y}"

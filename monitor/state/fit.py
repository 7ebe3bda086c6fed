"""Whether what an item tells is of an action: what ties the two, what tells them apart, and what leaves it open.

Only what the texts say counts: which act, when, who, how many, what was done. Where they say nothing, nothing is
assumed silently: the answer then says so (docs/adr/20261121-one-act-or-two.md).
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from monitor.domain.vocabulary import Placed
from monitor.state.extent import between, reach
from monitor.state.figures import FAR
from monitor.state.records_action import ActionRecord
from monitor.state.respondents import same_name
from monitor.state.told import Told
from monitor.state.which import NOT_SAID, alike, apart

ANOTHER_TIME = timedelta(hours=12)
"""Accounts of one departure or payment differ by minutes or hours; half a day apart it is told of a second time."""
ONE_NIGHT = timedelta(days=1)
"""Stages of one act (left, landed, handed over) follow each other within a day."""
ONE_ACT = timedelta(days=3)
"""Between a day and a weekend apart they may still be stages of one act; beyond that they are told as two."""
OPEN_FOR = timedelta(days=60)
"""Silence after which a new complaint that names nothing of the old one is not taken for it."""
_STRENGTH = {
    Placed.WHICH: 4,
    Placed.MOMENT: 3,
    Placed.RESPONDENT: 2,
    Placed.FIGURE: 2,
    Placed.SUBJECT: 1,
    Placed.DAY: 1,
}


class Fit(NamedTuple):
    """`ties` are what the texts share, the most telling first. `apart` is why it is of another act; with `open` that is
    not certain. `doubt` is why it may be of another act although it is taken for this one.
    """

    ties: tuple[Placed, ...] = ()
    apart: str = ""
    open: bool = False
    doubt: str = ""

    @property
    def strength(self) -> int:
        """How telling its best tie is; 0 where nothing ties the two."""
        return max((_STRENGTH[tie] for tie in self.ties), default=0)


_LONG_APART = Fit(apart="it tells of something else, days apart")
_ANOTHER = Fit(apart="it says which act it means, and that is another")
_TOO_EARLY = Fit(apart="it was said before the act")
_ALL_BEFORE = Fit(apart="the act was after everything said of the other")
_OTHERS = Fit(apart="it names other respondents")


def fit(told: Told, action: ActionRecord) -> Fit:
    """What speaks for and against their being about one act."""
    gap = between(told.extent, action.outline.extent)
    if (other := _certainly_other(told, action, gap)) is not None:
        return other
    ties = _ties(told, action, gap)
    strong = Placed.WHICH in ties or Placed.MOMENT in ties
    if not strong and _of_others(told, action):
        return _OTHERS
    why = _against(told, action, gap, ties)
    if why and told.complains and not strong:
        return Fit(apart=why, open=True)
    return Fit(ties, doubt=why)


def _certainly_other(told: Told, action: ActionRecord, gap: timedelta | None) -> Fit | None:
    if gap is not None and gap > ONE_ACT:
        return _LONG_APART
    if told.which is not NOT_SAID and apart(told.which, action.outline.which):
        return _ANOTHER
    mine, theirs = told.extent, action.outline.extent
    if mine is None and theirs is not None and told.seen.world < theirs[0]:
        return _TOO_EARLY
    if mine is not None and theirs is None and told.complains and action.last_at and action.last_at < mine[0]:
        return _ALL_BEFORE
    return None


def _ties(told: Told, action: ActionRecord, gap: timedelta | None) -> tuple[Placed, ...]:
    outline = action.outline
    found = (
        (Placed.WHICH, told.which is not NOT_SAID and alike(told.which, outline.which)),
        (Placed.MOMENT, bool(told.moments) and _one_moment(told, action)),
        (Placed.RESPONDENT, any(same_name(a, b) for a in told.respondents for b in action.respondents)),
        (Placed.FIGURE, bool(told.counts) and _one_figure(told, action)),
        (Placed.SUBJECT, len(told.subjects & outline.subjects) > 1),
        (Placed.DAY, gap is not None and gap <= ONE_NIGHT),
    )
    return tuple([tie for tie, holds in found if holds])


def _against(told: Told, action: ActionRecord, gap: timedelta | None, ties: tuple[Placed, ...]) -> str:
    """What speaks against it though it is not certain; where a moment or the act is the same, no hour does."""
    if Placed.WHICH in ties or Placed.MOMENT in ties:
        return _other_size(told, action)
    if gap is not None and gap > ONE_NIGHT:
        return f"it tells of something {_days(gap)} apart"
    if gap is not None and _another_time(told, action):
        return "it tells of the same thing at another time"
    return _other_size(told, action) or ("" if ties else _says_nothing(told, action, gap))


def _says_nothing(told: Told, action: ActionRecord, gap: timedelta | None) -> str:
    """Why something that ties nothing to the action may be about another act."""
    silence = abs(told.seen.world - action.last_at) if action.last_at else timedelta(0)
    if gap is None and silence > OPEN_FOR:
        return f"nothing was said for {_days(silence)}, and it names nothing of what was said before"
    if told.moves and action.moved_on - {told.seen.day}:
        return "it is another motion and names nothing of the earlier one"
    return ""


def _of_others(told: Told, action: ActionRecord) -> bool:
    """Whether both name respondents and none is the same; what charges nobody in particular is about all."""
    if not told.respondents or not action.respondents or action.of_all:
        return False
    return not any(same_name(mine, theirs) for mine in told.respondents for theirs in action.respondents)


def _one_moment(told: Told, action: ActionRecord) -> bool:
    """Whether both tell of one moment: the same label, the same bounds. A day is shared by much that was done on it."""
    return any(
        (m.since, m.until) in action.outline.moments.get(m.label.casefold(), ())
        for m in told.moments
        if m.since is None or m.until is None or m.until - m.since < ANOTHER_TIME
    )


def _another_time(told: Told, action: ActionRecord) -> bool:
    """Whether every moment that both have a label for is told half a day or more apart."""
    gaps = []
    for moment in told.moments:
        known = action.outline.moments.get(moment.label.casefold(), ())
        mine = reach(((moment.since, moment.until),))
        apart_by = [gap for bounds in known if (gap := between(mine, reach((bounds,)))) is not None]
        gaps += [min(apart_by)] if apart_by else []
    return bool(gaps) and min(gaps) >= ANOTHER_TIME


def _one_figure(told: Told, action: ActionRecord) -> bool:
    ranges = ((value, action.outline.figures.get(key)) for key, value in told.counts)
    return any(known is not None and known[0] <= value <= known[1] for value, known in ranges)


def _other_size(told: Told, action: ActionRecord) -> str:
    """That every number of what both count is far from the other's."""
    known = ((value, action.outline.figures[key]) for key, value in told.counts if key in action.outline.figures)
    far = [value > FAR * high or value * FAR < low for value, (low, high) in known]
    return "its numbers are of another size" if far and all(far) else ""


def _days(gap: timedelta) -> str:
    days = round(gap / timedelta(days=1))
    return "1 day" if days == 1 else f"{days} days"

"""The accounts of an action's moments as table and picture show them: those that agree stand together.

It prefers no account. One that gives the day alone is left out, and counted, where another gives an hour: it could only
be shown as a whole day, before and after everything.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from monitor.state.view_action import ActionView, MomentView

_MOST_OF_A_DAY = timedelta(hours=20)


class Account(msgspec.Struct, frozen=True):
    """A moment, and the places in `ActionView.moments` of all that tell it alike."""

    moment: MomentView
    places: tuple[int, ...]


def accounts(action: ActionView) -> tuple[list[Account], int]:
    """Give what is shown, in order of time, and how many accounts are left out because they give the day alone."""
    timed = any(_has_hour(moment) for moment in action.moments)
    shown = [place for place, moment in enumerate(action.moments) if not (timed and _day_alone(moment))]
    alike: dict[tuple[str, bool, datetime | None, datetime | None], list[int]] = {}
    for place in shown:
        moment = action.moments[place]
        alike.setdefault((moment.label.casefold(), moment.about, moment.since, moment.until), []).append(place)
    found = [Account(action.moments[places[0]], tuple(places)) for places in alike.values()]
    return sorted(found, key=lambda a: _start(a.moment)), len(action.moments) - len(shown)


def _day_alone(moment: MomentView) -> bool:
    """Whether it says no more than the day: that is kept as bounds a day apart."""
    return bool(moment.since and moment.until and moment.until - moment.since > _MOST_OF_A_DAY)


def _has_hour(moment: MomentView) -> bool:
    return (moment.since or moment.until) is not None and not _day_alone(moment)


def _start(moment: MomentView) -> float:
    known = moment.since or moment.until
    return known.timestamp() if known else float("inf")

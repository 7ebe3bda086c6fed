"""Whether two entries of different dockets are one order, or tell of one act. Where it cannot tell, it says so.

A court that decides member cases together enters one order in each docket; what a higher court does is docketed above
and, with its certified copy, below. Told by court, day, kind and the likeness of the texts; a judge named differently,
or other people protected, makes two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from enum import Enum

from monitor.domain.sketch import likeness, sketch
from monitor.state.link import is_higher
from monitor.state.records import Done, OrderRecord, Seen

ENTERED_TOGETHER = timedelta(days=1)
"""One order is entered in the dockets of member cases on one day, or the next."""
DOCKETED_BELOW = timedelta(days=21)
"""A certified copy of what a higher court did is docketed below within so long."""
ALIKE = 0.6
"""From this likeness on two texts are one order's; one docket's number more or less does not matter."""
RATHER_ALIKE = 0.3
"""From this likeness on it cannot be told."""
_JUDGE = re.compile(r"\bJudge (?:[A-Z][\w.'’-]* )*([A-Z][\w'’-]+)")


class Sameness(Enum):
    """Whether two entries are one order's."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def sameness(order: OrderRecord, seen: Seen) -> Sameness:
    """Whether an entry of another docket is this order's too."""
    if order.court != seen.acting or not order.entries or seen.docket in order.dockets:
        return Sameness.OTHER
    return max((_sameness(entry, seen) for entry in order.entries), key=_SURENESS.index)


def is_same_act(one: Seen, other: Seen) -> bool:
    """Whether two entries of different dockets tell of one act of one court."""
    return _sameness(one, other) is Sameness.SAME


def copied(done: Done, before: Iterable[Done]) -> Done | None:
    """Of the lines before it that of which this one is a copy: the same act by the same court, in another docket."""
    for other in before:
        same = (other.effect.effect, other.effect.extent, other.by) == (done.effect.effect, done.effect.extent, done.by)
        if same and other.on is done.on and _sameness(other.seen, done.seen) is Sameness.SAME:
            return other
    return None


_SURENESS = (Sameness.OTHER, Sameness.UNSURE, Sameness.SAME)


def _sameness(one: Seen, other: Seen) -> Sameness:
    if one.docket == other.docket or one.acting != other.acting:
        return Sameness.OTHER
    apart = abs(one.day - other.day)
    if is_higher(one.acting) and is_higher(one.court) is not is_higher(other.court):
        return Sameness.SAME if apart <= DOCKETED_BELOW else Sameness.OTHER
    if apart > ENTERED_TOGETHER or _judges(one, other):
        return Sameness.OTHER
    alike = likeness(sketch(_text(one)), sketch(_text(other)))
    if alike >= ALIKE:
        return Sameness.SAME
    return Sameness.UNSURE if alike >= RATHER_ALIKE else Sameness.OTHER


def _judges(one: Seen, other: Seen) -> bool:
    """Whether both name their judge and name another."""
    mine, theirs = set(_JUDGE.findall(_text(one))), set(_JUDGE.findall(_text(other)))
    return bool(mine) and bool(theirs) and not mine & theirs


def _text(seen: Seen) -> str:
    return seen.entry.text if seen.entry is not None else ""

"""What a source no longer shows, beside what it did and said. Undoes nothing; says of nobody that they took it down.

That an entry vanishes from a feed is no act of a court: an order it issued stands until an entry says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.state.facts import Withdrawal
from monitor.state.records import OrderRecord, Seen
from monitor.state.shower import Shower
from monitor.state.view import WithdrawnView


def show_withdrawn(shower: Shower, order: OrderRecord, withdrawn: Sequence[Seen]) -> tuple[WithdrawnView, ...]:
    """The items that an order rests on and a source no longer shows, once for each such source."""
    if not withdrawn:
        return ()
    about = {id(seen) for seen in _about(order)}
    return tuple(
        WithdrawnView(
            item=seen.fact.item,
            entry_number=seen.entry.entry_number if seen.entry else None,
            effects=tuple(dict.fromkeys(done.effect.effect for done in order.history if done.seen is seen)),
            source=copy.source,
            last_shown=_known(shower, copy.last_shown),
            gone_since=_known(shower, copy.gone_since),
            also_from=seen.fact.also_from,
        )
        for seen in withdrawn
        if id(seen) in about
        for copy in seen.fact.withdrawn
    )


def gone_words(shower: Shower, withdrawn: Sequence[Seen]) -> tuple[str, ...]:
    """A line for each item that no source shows any more, for a person to look at."""
    if not withdrawn:
        return ()
    gone = (seen for seen in withdrawn if seen.fact.gone_since is not None)
    return tuple(f"{seen.fact.item}: {_words(shower, copy)}" for seen in gone for copy in seen.fact.withdrawn)


def _words(shower: Shower, copy: Withdrawal) -> str:
    since, last = (f"{_known(shower, moment):%Y-%m-%d %H:%M %Z}" for moment in (copy.gone_since, copy.last_shown))
    return f"no longer shown by {copy.source} since {since}; last seen {last}; what it did stands as recorded"


def _about(order: OrderRecord) -> Iterable[Seen]:
    """The items that did something to the order, speak of it, find something about it or set a date under it."""
    yield from (done.seen for done in order.history)
    yield from (finding.seen for finding in order.findings)
    yield from (deadline.seen for deadline in order.deadlines)
    yield from (told.seen for told in order.loose)
    for action in order.actions:
        yield from action.begun
        yield from (position.seen for position in action.positions)


def _known(shower: Shower, moment: datetime) -> datetime:
    shown = shower.time(moment)
    return moment if shown is None else shown

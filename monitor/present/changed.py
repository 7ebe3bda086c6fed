"""A change of the state in words, as a list of changes shows it: what was so before, what is so now. Weighs none.

The order is the one known after the change; where the change is of something no longer there, its codes' words must do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from enum import StrEnum

from monitor.domain.ids import key_of
from monitor.domain.vocabulary import DeadlineStatus, FindingKind, LapseReading, OrderStatus, Standing
from monitor.present.lanes import positions_of
from monitor.present.revised import ONLY_READ, difference
from monitor.present.sides import called
from monitor.present.tags import TAGS
from monitor.present.times import at, clock, day, hour_seen
from monitor.present.words import does, label, quoted
from monitor.state.change import Change, ChangeKind
from monitor.state.view import OrderView
from monitor.state.view_action import PositionView

_CODES: dict[ChangeKind, type[StrEnum]] = {
    ChangeKind.ORDER_ISSUED: OrderStatus,
    ChangeKind.STATUS_CHANGED: OrderStatus,
    ChangeKind.FINDING: FindingKind,
    ChangeKind.FINDING_STANDING_CHANGED: Standing,
    ChangeKind.DEADLINE_MOVED: DeadlineStatus,
    ChangeKind.DEADLINE_CHANGED: DeadlineStatus,
}
_SPOKEN = frozenset({ChangeKind.ASKED, ChangeKind.ALLEGED, ChangeKind.ANSWERED, ChangeKind.CONCEDED})
_TERMS = frozenset({ChangeKind.ORDER_EXTENDED, ChangeKind.LAPSES_CHANGED})
_OF_ACTIONS = frozenset({ChangeKind.CONTESTED, ChangeKind.FIGURE_CONFLICT})


def change_words(change: Change, order: OrderView | None, *, zone: tzinfo, as_of: datetime) -> str:
    """`Status changed: in force, now lapsed`; `Alleged: the plaintiffs allege a breach`."""
    detail = _detail(change, order, zone, as_of)
    return f"{TAGS[change.kind].word}: {detail}" if detail else TAGS[change.kind].word


def _detail(change: Change, order: OrderView | None, zone: tzinfo, as_of: datetime) -> str:
    kind = change.kind
    if kind in _SPOKEN:
        said = _position(change, order)
        return does(said) if said else ""
    if kind in ONLY_READ and (change.before or change.after):
        return difference(kind, change.before, change.after)
    if kind in _TERMS:
        return _turned(change, lambda text: _terms(text, as_of))
    if kind in _OF_ACTIONS:
        actions = order.actions if order else ()
        return next((called(action) for action in actions if change.action in {action.id, *action.aliases}), "")
    if kind is ChangeKind.DEADLINE_SET:
        return _due(change, order, zone, as_of)
    codes = _CODES.get(kind)
    turned = _turned(change, lambda text: _word(codes, text)) if codes else ""
    what = _due_what(change, order) if kind in {ChangeKind.DEADLINE_MOVED, ChangeKind.DEADLINE_CHANGED} else ""
    return ": ".join(part for part in (what, turned) if part)


def _turned(change: Change, words: Callable[[str], str]) -> str:
    """`before, now after`; the one alone where the other is not known."""
    before, after = (words(text) if text else "" for text in (change.before, change.after))
    return f"{before}, now {after}" if before and after else before or after


def _word(codes: type[StrEnum] | None, text: str) -> str:
    return label(codes(text)) if codes is not None and text in set(codes) else text


def _terms(text: str, as_of: datetime) -> str:
    """`flat 2025-03-29, rolled 2025-03-31` in words."""
    return " and ".join(_term(part, as_of) for part in text.split(", "))


def _term(part: str, as_of: datetime) -> str:
    reading, _, on = part.partition(" ")
    lapses = date.fromisoformat(on)
    return f"{day(lapses, year=lapses.year != as_of.year)} ({_word(LapseReading, reading)})"


def _due(change: Change, order: OrderView | None, zone: tzinfo, as_of: datetime) -> str:
    local = at(datetime.fromisoformat(change.after), zone) if change.after else None
    if local is None:
        return _due_what(change, order)
    hour = f", {clock(local, zone)}" if hour_seen(local, zone) else ""
    due = f"due {day(local, year=local.year != at(as_of, zone).year)}{hour}"
    return ", ".join(part for part in (_due_what(change, order), due) if part)


def _due_what(change: Change, order: OrderView | None) -> str:
    """What is due, in its source's words, where the order still has that date."""
    for deadline in order.deadlines if order else ():
        named = key_of(change.kind, deadline.id)
        if change.key == named or change.key.startswith(f"{named}|"):
            return quoted(deadline.what, 120)
    return ""


def _position(change: Change, order: OrderView | None) -> PositionView | None:
    said = positions_of(order) if order else ()
    return next((p for p in said if key_of(change.kind, p.id) == change.key), None)

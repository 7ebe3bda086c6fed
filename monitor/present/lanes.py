"""What stands in each lane of the life chart: marks and their words, from an order's view. Draws nothing, weighs
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from monitor.domain.vocabulary import ALLEGING, ANSWERING, ASKING, Effect, Extent, Mode, Role, Side, Speech, Stance
from monitor.present.axis import Axis
from monitor.present.naming import cite, due_state, finding_line
from monitor.present.place import Pin
from monitor.present.sides import called
from monitor.present.spans import acts_on_finding, lapse_moment
from monitor.present.times import at, day
from monitor.present.words import does, label, quoted
from monitor.state.view import OrderView
from monitor.state.view_action import ActionView, FindingView, PositionView


def mark_of(position: PositionView) -> str:
    """The mark of a position: what it does decides the shape, who does it the ink (a court is not a side)."""
    if position.stance in ASKING:
        return "court-asks" if position.role is Role.COURT else "asks"
    if position.stance in ALLEGING:
        return "alleges"
    if position.stance is Stance.ADMITS_ACT:
        return "grants"
    answers = position.stance in ANSWERING or position.stance in {Stance.ADMITS_BREACH, Stance.DECLINES_TO_ANSWER}
    return "answers" if answers else "reported"


def moments_of(order: OrderView, zone: tzinfo) -> list[datetime]:
    """Every moment the life chart has to hold, at the court's clock."""
    found: list[datetime | None] = [order.pronounced_at, order.entered_at, order.noticed_at]
    found += [entry.effective_at for entry in order.history]
    found += [finding.at for finding in order.findings]
    found += [deadline.due_at for deadline in order.deadlines]
    found += [position.said_at for position in positions_of(order)]
    for action in order.actions:
        found += [bound for moment in action.moments for bound in (moment.since, moment.until)]
        found += [finding.at for finding in action.findings]
    found += [lapse_moment(lapse, zone) for lapse in order.lapses]
    return [at(moment, zone) for moment in found if moment is not None]


def positions_of(order: OrderView) -> Iterator[PositionView]:
    """Every position, those about an action first."""
    for action in order.actions:
        yield from action.positions
    yield from order.positions


def findings_of(order: OrderView) -> list[FindingView]:
    """Every finding once, whether it stands at the order or at an action."""
    return list({f.id: f for f in (*order.findings, *(f for a in order.actions for f in a.findings))}.values())


def court_pins(order: OrderView, axis: Axis) -> list[Pin]:
    """What courts did to the order and what they asked."""
    pins = []
    for entry in order.history:
        if entry.effective_at is None:
            continue
        by = "" if entry.by.lower() == (order.court or order.matter.court).lower() else f", {cite(entry.by)}"
        words = label(entry.effect) + (" in part" if entry.extent is Extent.PART else "") + by
        words += " (a finding)" if acts_on_finding(order, entry) else ""
        mark = "spoken" if entry.mode is Mode.ORAL else "entered"
        pins.append(_pin(axis, entry.effective_at, words, "asks" if entry.effect is Effect.REQUESTS else mark))
    asked = (p for p in positions_of(order) if p.role is Role.COURT)
    return [*pins, *(_pin(axis, p.said_at, label(p.stance), mark_of(p)) for p in asked if p.said_at)]


def side_pins(order: OrderView, axis: Axis, side: Side) -> list[Pin]:
    """What one side said about compliance; a court is no side, and no position is nothing to draw."""
    return [
        _pin(axis, p.said_at, does(p) + (" (reported)" if p.speech is Speech.REPORTED else ""), mark_of(p))
        for p in positions_of(order)
        if p.said_at and p.side is side and p.role is not Role.COURT and p.stance is not Stance.NONE
    ]


def finding_pins(order: OrderView, axis: Axis) -> list[Pin]:
    """What courts found."""
    return [_pin(axis, finding.at, finding_line(finding), "finding") for finding in findings_of(order) if finding.at]


def due_pins(order: OrderView, axis: Axis, as_of: datetime) -> list[Pin]:
    """What is or was due."""
    return [_pin(axis, d.due_at, f"{quoted(d.what, 60)}: {due_state(d, as_of)}", "due") for d in order.deadlines]


def action_pin(action: ActionView, axis: Axis, right: float) -> Pin:
    """An action from its first to its last known moment; without one it has no mark and no place in time."""
    bounds = [b for moment in action.moments for b in (moment.since, moment.until) if b]
    tag, what = label(action.status), called(action)
    if not bounds:
        return Pin(x=axis.left, text=f"no moment seen: {what}", mark="", tag=tag)
    x, end = axis.clamp(min(bounds)), axis.clamp(max(bounds))
    return Pin(x=min(x, right - 6), end=min(max(end, x + 6), right), text=what, mark="act", tag=tag)


def _pin(axis: Axis, moment: datetime, words: str, mark: str) -> Pin:
    local = at(moment, axis.zone)
    date = str(local.day) if axis.days <= 31 else day(local, year=axis.years)
    return Pin(x=axis.clamp(moment), text=f"{date} {words}", mark=mark)

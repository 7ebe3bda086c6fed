"""What a reader must know beside a status, in words of ours: what it does not say. It adds no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.domain.vocabulary import Effect, Extent, LapseReading, OrderStatus
from monitor.state.lifecycle import ENDED
from monitor.state.view import GroundView, LapseView
from monitor.state.view_action import ActionView, FindingView, HistoryView

_HAD = {
    OrderStatus.VACATED: "was vacated",
    OrderStatus.DISSOLVED: "was dissolved",
    OrderStatus.CONVERTED: "was converted into another order",
    OrderStatus.LAPSED: "has lapsed",
}


def notes_on(
    status: OrderStatus,
    grounds: Sequence[GroundView],
    history: Sequence[HistoryView],
    lapses: Sequence[LapseView],
    actions: Sequence[ActionView],
    findings: Sequence[FindingView],
) -> Iterator[str]:
    """The notes, the weightiest first."""
    yield from _left_standing(status, actions, findings)
    yield from _unseen_end(status, grounds, lapses)
    yield from _brought_back(status, history)
    yield from _extended_late(history, lapses)


def _left_standing(
    status: OrderStatus, actions: Sequence[ActionView], findings: Sequence[FindingView]
) -> Iterator[str]:
    """An order that ended answers nothing that was alleged or found about the time before."""
    if status not in ENDED or not (actions or findings):
        return
    said = [_count(len(actions), "account of conduct", "accounts of conduct")] if actions else []
    said += [f"{_count(len(findings), 'finding')} ({_standings(findings)})"] if findings else []
    yield (
        f"The order {_HAD[status]}. That by itself answers nothing that was alleged, and ends nothing that was found, "
        f"about the time before: {' and '.join(said)}."
    )


def _unseen_end(status: OrderStatus, grounds: Sequence[GroundView], lapses: Sequence[LapseView]) -> Iterator[str]:
    """A lapse is our counting of time unless an entry says so."""
    if status in {OrderStatus.LAPSED, OrderStatus.LAPSE_DISPUTED} and not any(
        ground.item for ground in grounds if ground.status is status
    ):
        readings = [lapse for lapse in lapses if lapse.arrived]
        days = ", ".join(f"{lapse.reading.value} {lapse.on}" for lapse in readings)
        yield f"No entry seen says that the order ended: its time ran out by count ({days})."
    elif status is OrderStatus.LAPSE_DISPUTED and any(lapse.reading is LapseReading.CONDITION for lapse in lapses):
        yield "What the order was to last until has come; no entry seen says that the order ended."


def _brought_back(status: OrderStatus, history: Sequence[HistoryView]) -> Iterator[str]:
    """An end that was taken back leaves open what binds in between."""
    back = [line for line in history if line.undone_by and line.effect in {Effect.VACATES, Effect.DISSOLVES}]
    if back and status not in ENDED:
        yield (
            f"What ended the order (item {back[-1].item}) was taken back (item {back[-1].undone_by}). Whether it bound "
            "in between, and from when it binds again, is a question of law."
        )


def _extended_late(history: Sequence[HistoryView], lapses: Sequence[LapseView]) -> Iterator[str]:
    """Rule 65(b)(2) allows an extension before the time has run."""
    if not any(line.effect is Effect.EXTENDS and line.extent is Extent.WHOLE for line in history):
        return
    if any(lapse.passed for lapse in lapses):
        yield (
            "It was extended after its time had run out under every reading shown; Rule 65(b)(2) speaks of extension "
            "before that. Whether it could be extended is a question of law."
        )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _standings(findings: Sequence[FindingView]) -> str:
    return ", ".join(dict.fromkeys(finding.standing.value.replace("_", " ") for finding in findings))

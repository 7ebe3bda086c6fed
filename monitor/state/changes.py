"""What changed between two states of a matter, each change with a key that is always the same, so that it is told once.

It compares what is shown and nothing else; whether a change is news or a better reading is for the one who tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from monitor.domain.ids import docket_key, key_of
from monitor.domain.vocabulary import (
    ALLEGING,
    ANSWERING,
    ASKING,
    CONCEDING,
    ActionStatus,
    DeadlineStatus,
    Effect,
    Role,
    Side,
    Speech,
)
from monitor.state.change import Change, ChangeKind
from monitor.state.differing import differing
from monitor.state.lifecycle import NEVER_ISSUED
from monitor.state.view import DeadlineView, MatterState, OrderView, WithdrawnView
from monitor.state.view_action import ActionView, FindingView, PositionView

_ISSUING = frozenset({Effect.ISSUES, Effect.STAYS})


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """A change before it has its place in the log."""

    kind: ChangeKind
    handle: tuple[str, ...]
    order: str | None = None
    action: str | None = None
    before: str | None = None
    after: str | None = None
    item: str | None = None
    said_at: datetime | None = None


def diff(before: MatterState | None, after: MatterState) -> tuple[Change, ...]:
    """Every change from `before` (None: nothing was known) to `after`, orders first, then what is said of them."""
    if before is not None and before.orders is after.orders and before.deadlines is after.deadlines:
        return ()
    told: list[_Told] = []
    for old, order in _changed(before.orders if before else (), after.orders):
        told += _of_order(old, order)
    told += _of_deadlines(before.deadlines if before else (), after.deadlines, None)
    matter = docket_key(after.matter.court, after.matter.docket_number)
    return tuple(
        Change(
            key=key_of(t.kind, *t.handle),
            matter=matter,
            order=t.order,
            action=t.action,
            kind=t.kind,
            before=t.before,
            after=t.after,
            item=t.item,
            seq=after.seq,
            said_at=t.said_at,
        )
        for t in told
    )


def _changed(
    before: tuple[OrderView, ...], after: tuple[OrderView, ...]
) -> Iterator[tuple[OrderView | None, OrderView]]:
    """The orders that the fold did not leave alone (those have the same view), each with what it was before."""
    gone, come = differing(before, after)
    known = {name: order for order in gone for name in (order.id, *order.aliases)}
    for order in come:
        yield next((known[name] for name in (order.id, *order.aliases) if name in known), None), order


def _of_order(old: OrderView | None, new: OrderView) -> Iterator[_Told]:
    yield from _of_status(old, new)
    if old is not None:
        yield from _of_term(old, new)
    yield from _of_findings(old, new)
    spoken = {p.id for p in _positions(old)} if old else set()
    for action in new.actions:
        yield from _of_action(old, new, action, spoken)
    yield from _of_positions(new, None, new.positions, spoken)
    yield from _of_deadlines(old.deadlines if old else (), new.deadlines, new.id)
    yield from _of_withdrawn(old, new)


def _of_withdrawn(old: OrderView | None, new: OrderView) -> Iterator[_Told]:
    """What a source no longer shows of what the order rests on, or shows again."""
    known, now = ({_gone(w): w for w in order.withdrawn} if order else {} for order in (old, new))
    for kind, handles in ((ChangeKind.WITHDRAWN, now.keys() - known), (ChangeKind.SHOWN_AGAIN, known.keys() - now)):
        for handle in sorted(handles):
            told = now.get(handle) or known[handle]
            since = told.gone_since if kind is ChangeKind.WITHDRAWN else None
            yield _Told(kind=kind, handle=(new.id, *handle), order=new.id, item=told.item, said_at=since)


def _gone(withdrawn: WithdrawnView) -> tuple[str, str, str]:
    return withdrawn.item, withdrawn.source, withdrawn.gone_since.isoformat()


def _of_status(old: OrderView | None, new: OrderView) -> Iterator[_Told]:
    was = old.status if old else None
    if was is new.status:
        return
    cause = new.history[-1] if new.history else None
    if began := new.status not in NEVER_ISSUED and (was is None or was in NEVER_ISSUED):
        cause = next((h for h in new.history if h.effect in _ISSUING), cause)
    yield _Told(
        kind=ChangeKind.ORDER_ISSUED if began else ChangeKind.STATUS_CHANGED,
        handle=(new.id,) if began else (new.id, was or "", new.status, cause.item if cause else ""),
        order=new.id,
        before=was,
        after=new.status,
        item=cause.item if cause else None,
        said_at=cause.effective_at if cause else None,
    )


def _of_term(old: OrderView, new: OrderView) -> Iterator[_Told]:
    """The order was extended, or the days on which it lapses are others for another reason."""
    was, now = (", ".join(f"{lapse.reading} {lapse.on}" for lapse in order.lapses) for order in (old, new))
    extended = [h for h in new.history if h.effect is Effect.EXTENDS and h.effective_at is not None]
    if len(extended) > sum(h.effect is Effect.EXTENDS and h.effective_at is not None for h in old.history):
        told = extended[-1]
        yield _Told(
            kind=ChangeKind.ORDER_EXTENDED,
            handle=(new.id, told.item),
            order=new.id,
            before=was or None,
            after=now or None,
            item=told.item,
            said_at=told.effective_at,
        )
    elif was != now:
        yield _Told(
            kind=ChangeKind.LAPSES_CHANGED,
            handle=(new.id, now),
            order=new.id,
            before=was or None,
            after=now or None,
            item=new.history[-1].item if new.history else None,
        )


def _of_findings(old: OrderView | None, new: OrderView) -> Iterator[_Told]:
    known = {finding.id: finding for finding in old.findings} if old else {}
    for finding in new.findings:
        was = known.get(finding.id)
        if was is None:
            yield _of_finding(ChangeKind.FINDING, finding, (finding.id,), None, finding.kind)
        elif was.standing is not finding.standing:
            handle = (finding.id, finding.standing)
            yield _of_finding(
                ChangeKind.FINDING_STANDING_CHANGED, finding, handle, was.standing.value, finding.standing.value
            )


def _of_finding(
    kind: ChangeKind, finding: FindingView, handle: tuple[str, ...], before: str | None, after: str
) -> _Told:
    return _Told(
        kind=kind, handle=handle, order=finding.order, before=before, after=after, item=finding.item, said_at=finding.at
    )


def _of_action(old: OrderView | None, order: OrderView, action: ActionView, spoken: set[str]) -> Iterator[_Told]:
    yield from _of_positions(order, action, action.positions, spoken)
    names = {action.id, *action.aliases}
    was = next((a for a in (old.actions if old else ()) if names & {a.id, *a.aliases}), None)
    last = action.positions[-1] if action.positions else None
    if action.status is ActionStatus.CONTESTED and (was is None or was.status is not ActionStatus.CONTESTED):
        yield _Told(
            kind=ChangeKind.CONTESTED,
            handle=(action.id,),
            order=order.id,
            action=action.id,
            before=was.status if was else None,
            after=action.status,
            item=last.item if last else None,
            said_at=last.said_at if last else None,
        )
    if action.figures_conflict and not (was and was.figures_conflict):
        yield _Told(
            kind=ChangeKind.FIGURE_CONFLICT,
            handle=(action.id,),
            order=order.id,
            action=action.id,
            item=action.figures[-1].item,
        )


def _of_positions(
    order: OrderView, action: ActionView | None, positions: tuple[PositionView, ...], spoken: set[str]
) -> Iterator[_Told]:
    """Each position not seen before that asks, alleges, answers or concedes."""
    for position in positions:
        kind = _kind_of(position)
        if kind is not None and position.id not in spoken:
            yield _Told(
                kind=kind,
                handle=(position.id,),
                order=order.id,
                action=action.id if action else None,
                after=position.stance,
                item=position.item,
                said_at=position.said_at,
            )


def _kind_of(position: PositionView) -> ChangeKind | None:
    if position.role is Role.PRESS:
        return None
    if position.stance in ASKING:
        return ChangeKind.ASKED
    if position.stance in ALLEGING:
        return ChangeKind.ALLEGED
    if position.side is not Side.BOUND:
        return None
    if position.stance in CONCEDING:
        return ChangeKind.CONCEDED if position.speech is Speech.DIRECT else None
    return ChangeKind.ANSWERED if position.stance in ANSWERING else None


def _positions(order: OrderView) -> Iterator[PositionView]:
    yield from order.positions
    for action in order.actions:
        yield from action.positions


def _of_deadlines(old: tuple[DeadlineView, ...], new: tuple[DeadlineView, ...], order: str | None) -> Iterator[_Told]:
    gone, come = differing(old, new)
    known = {deadline.id: deadline for deadline in gone}
    for deadline in come:
        was = known.get(deadline.id)
        if was is None:
            yield _Told(
                kind=ChangeKind.DEADLINE_SET,
                handle=(deadline.id,),
                order=order,
                after=deadline.due_at.isoformat(),
                item=deadline.set_by,
            )
        elif was.status is not deadline.status:
            moved = deadline.status is DeadlineStatus.MOVED
            yield _Told(
                kind=ChangeKind.DEADLINE_MOVED if moved else ChangeKind.DEADLINE_CHANGED,
                handle=(deadline.id, was.status, deadline.status),
                order=order,
                before=was.status,
                after=deadline.status,
                item=deadline.met_by or deadline.set_by,
            )

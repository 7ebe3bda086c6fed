"""Which changes a subscriber is told, when, and in which mail. Pure: no store, no clock, no mail server.

A change is told once to a subscriber. Only what came in live goes out at once; what was there before watching began
or was
filled in later alarms nobody; what only a newer reading changed is told once a day, as a revised reading, never as
news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

import msgspec

from monitor.domain.ids import key_of
from monitor.domain.vocabulary import Occasion
from monitor.present.digest import DigestContent, Silence, Story
from monitor.present.stories import Told
from monitor.present.words import clip
from monitor.state.change import Change, ChangeKind
from monitor.state.view import OrderView
from projections.because import Because

_OF_AN_ORDER = frozenset({ChangeKind.ORDER_ISSUED, ChangeKind.STATUS_CHANGED})
_TOLD_DAILY = frozenset({Occasion.LIVE, Occasion.REREAD})


class Schedule(StrEnum):
    """When a subscriber wants mail: disputes and findings at once and the rest once a day, or everything once a day."""

    IMMEDIATE = "immediate"
    DAILY = "daily"


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """What one subscriber gets. `follows` holds matter ids, empty for all; only what later events than
    the log position `since` changed is told. No clock has a part in that: one may be set back.
    """

    pseudonym: str
    schedule: Schedule
    follows: tuple[str, ...]
    since: int


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded change (monitor.state.changes) with why and when its cause came in."""

    key: str
    matter: str
    order: str | None
    kind: ChangeKind
    seq: int
    occasion: Occasion
    recorded_at: datetime
    action: str | None = None
    before: str | None = None
    after: str | None = None
    item: str | None = None
    said_at: datetime | None = None
    undoes: str | None = None
    because: Because | None = None


def row_of(change: Change, *, occasion: Occasion, recorded_at: datetime) -> ChangeRow:
    """A change as it is chosen from: with the occasion and the time of the event that made it."""
    return ChangeRow(occasion=occasion, recorded_at=recorded_at, **msgspec.structs.asdict(change))


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What one mail tells one subscriber. `period` is stable: it and the pseudonym name the mail for good."""

    pseudonym: str
    schedule: Schedule
    period: str
    changes: tuple[ChangeRow, ...]


def immediate_due(subscription: Subscription, changes: Iterable[ChangeRow], told: Collection[str]) -> list[Parcel]:
    """The alerts to send now: one for each action, or for an order where the change names no action, in record order.

    `told` holds the keys already told to this subscriber. The period of an alert is the key of its first change.
    """
    if subscription.schedule is not Schedule.IMMEDIATE:
        return []
    groups: dict[tuple[str, str | None, str | None], list[ChangeRow]] = {}
    for change in _wanted(subscription, changes, told):
        if change.occasion is Occasion.LIVE and change.kind.immediate:
            groups.setdefault((change.matter, change.order, change.action), []).append(change)
    return [
        Parcel(pseudonym=subscription.pseudonym, schedule=Schedule.IMMEDIATE, period=group[0].key, changes=tuple(group))
        for group in groups.values()
    ]


def daily_due(now: datetime, zone: tzinfo, at: time, last_period: str | None) -> str | None:
    """The day whose digest is due at `now`, as an ISO date, or None. Days missed are not repeated: the next holds them.

    A digest is due from `at` of the reader's clock on; where a clock change skips that time, from the next
    one.
    Before the first digest nothing of an earlier day is due.
    """
    today = now.astimezone(zone).date()
    if now >= period_end(today.isoformat(), zone, at):
        due = today
    elif last_period is None:
        return None
    else:
        due = today - timedelta(days=1)
    return due.isoformat() if last_period is None or due.isoformat() > last_period else None


def period_end(period: str, zone: tzinfo, at: time) -> datetime:
    """The moment a day's digest closes: what is recorded later belongs to the next one, so a late run sends the
    same.
    """
    return datetime.combine(date.fromisoformat(period), at, tzinfo=zone)


def daily(
    subscription: Subscription, changes: Iterable[ChangeRow], told: Collection[str], period: str, closes: datetime
) -> Parcel | None:
    """The day's digest of what was recorded until `closes` (aware) and not yet told; None on a quiet day."""
    rows = tuple(
        change
        for change in _wanted(subscription, changes, told)
        if change.occasion in _TOLD_DAILY and change.recorded_at <= closes
    )
    if not rows:
        return None
    return Parcel(pseudonym=subscription.pseudonym, schedule=Schedule.DAILY, period=period, changes=rows)


def _wanted(subscription: Subscription, changes: Iterable[ChangeRow], told: Collection[str]) -> list[ChangeRow]:
    seen = set(told)
    wanted = []
    for change in sorted(changes, key=lambda c: (c.seq, c.key)):
        follows = not subscription.follows or change.matter in subscription.follows
        if follows and change.order is not None and change.key not in seen and change.seq > subscription.since:
            seen.add(change.key)
            wanted.append(change)
    return _without_taken_back(wanted)


def _without_taken_back(changes: list[ChangeRow]) -> list[ChangeRow]:
    """The changes without what was read, not yet told, and is no longer read: nobody has to hear of either."""
    undone = {c.undoes for c in changes if c.undoes} & {c.key for c in changes}
    gone = {c.order for c in changes if c.undoes == key_of(ChangeKind.ORDER_ISSUED, c.order)}
    made = {c.order for c in changes if c.kind in _OF_AN_ORDER and c.before is None} & gone
    return [c for c in changes if c.order not in made and c.key not in undone and c.undoes not in undone]


def content_of(
    parcel: Parcel,
    orders: Mapping[str, OrderView],
    *,
    zone: tzinfo,
    as_of: datetime,
    seq: int,
    why: str,
    base_url: str | None = None,
    example: str | None = None,
    followed: int = 0,
    since: datetime | None = None,
    silent: tuple[Silence, ...] = (),
    acting: Mapping[str, tuple[OrderView, ...]] = MappingProxyType({}),
    gone: Mapping[str, OrderView] = MappingProxyType({}),
) -> DigestContent | None:
    """What the mail says, from the views at log position `seq`; None where none of its orders is known any more.

    `orders` maps an id or an alias to its view, `acting` an id to the orders that act on it (for alerts: a digest has
    them in stories of their own). An action that a newer reading no longer has is told at its order. `gone` maps ids
    that no reading makes any more to what they were. What is only read otherwise stands in stories of its own.
    """
    groups: dict[tuple[str, str | None, bool], list[ChangeRow]] = {}
    views: dict[str, OrderView] = {}
    for change in parcel.changes:
        view = (orders.get(change.order) or gone.get(change.order)) if change.order else None
        if view is not None:
            views[view.id] = view
            action = _present_action(view, change.action) if view.id not in gone else None
            groups.setdefault((view.id, action, change.occasion is Occasion.REREAD), []).append(change)
    if not groups:
        return None
    alert = parcel.schedule is Schedule.IMMEDIATE
    stories = tuple(
        Story(
            order=views[order],
            action=action,
            changes=tuple(map(_told, group)),
            acting=acting.get(order, ()) if alert else (),
            gone=order in gone,
        )
        for (order, action, _), group in groups.items()
    )
    return DigestContent(
        daily=not alert,
        stories=stories[:1] if alert else stories,
        zone=zone,
        as_of=as_of,
        seq=seq,
        why=why,
        base_url=base_url,
        example=example,
        followed=followed,
        since=since,
        silent=silent,
    )


def _present_action(view: OrderView, action: str | None) -> str | None:
    return next((a.id for a in view.actions if action is not None and action in (a.id, *a.aliases)), None)


def _told(change: ChangeRow) -> Told:
    revised = change.occasion is Occasion.REREAD
    return Told(
        key=change.key,
        kind=change.kind,
        before=change.before,
        after=change.after,
        item=change.item,
        revised=revised,
        because=change.because,
    )


def why_words(subscription: Subscription, captions: Mapping[str, str], at: time) -> str:
    """Why a subscriber gets mail, in a sentence: what is followed and how often. `captions` names matters by id."""
    named = [clip(captions.get(matter, matter), 80) for matter in subscription.follows]
    if len(named) > 3:
        named = [*named[:2], f"{len(named) - 2} other matters"]
    follows = ", ".join(named) if named else "every matter watched here"
    if subscription.schedule is Schedule.IMMEDIATE:
        often = f"disputes and findings at once, everything else once a day at {at:%H:%M}"
    else:
        often = f"once a day at {at:%H:%M}"
    return f"You get this because you follow {follows}: {often}."

"""Sends subscribers what changed: stored and recorded as prepared before it goes, its outcome recorded after.

A mail without an outcome goes again, from its stored words and under the same Message-ID. No address enters the record.
While the mail server takes nothing, nothing is prepared: what changes meanwhile is told together when it is back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

import msgspec

from monitor.application.dispatch import Dispatch, due_at, server_due_at
from monitor.application.mailing import DeliveryReport, MailSettings, StoredMail
from monitor.domain.events import DigestPrepared
from monitor.domain.ids import key_of
from monitor.errors import NotFoundError
from monitor.ledger.store import Capture, Draft, Ledger
from monitor.present.digest import DigestContent, RenderedMail, Silence, render_digest
from monitor.state.change import ChangeKind
from monitor.state.view import OrderView
from notify import digest, message
from notify.digest import ChangeRow, Parcel, Schedule, Subscription
from notify.store import PeopleStore, Subscriber
from notify.transport import Transport
from projections import as_of, changes, digests, matters, orders
from projections.changes import RecordedChange
from projections.store import Views

_MEDIA_TYPE = "application/vnd.showcause.mail+json"


class _Look(NamedTuple):
    """The newest change, marks of both stores, and the newest day whose digest has closed."""

    change: int
    views: int
    people: tuple[int, int]
    day: str | None


class Delivery:
    """One delivery after another over the same stores. `catch_up` brings the views to the head of the record.

    `silent` gives the sources that do not answer well at a moment, so that each mail can say what may be missing.
    """

    def __init__(
        self,
        ledger: Ledger,
        views: Views,
        people: PeopleStore,
        transport: Transport,
        settings: MailSettings,
        catch_up: Callable[[], object],
        silent: Callable[[datetime], tuple[Silence, ...]] = lambda _: (),
    ) -> None:
        self._ledger, self._views, self._people, self._transport = ledger, views, people, transport
        self._settings, self._catch_up, self._silent = settings, catch_up, silent
        self._started = False
        self._looked: _Look | None = None

    def run(self, now: datetime, stopping: Callable[[], bool] = lambda: False) -> DeliveryReport:
        """Send the mails that wait and are due, then every subscriber's alerts, then the day's digests that are due.

        One process at a time does this. `stopping` is asked before each mail; once true the rest waits for the next
        run. Raises LedgerError or OSError when a store or the outbox cannot be written; what was prepared goes next.
        """
        report = DeliveryReport()
        with self._people.turn() as mine:
            if not mine:
                report.stopped = "another process is sending"
                return report
            self._catch_up()
            report.stopped = self._still_down(now)
            if report.stopped is None:
                dispatch = Dispatch(self._ledger, self._people, self._transport, self._settings, now, report)
                with self._transport:
                    self._send_due(dispatch, now, stopping, report)
        return report

    def _still_down(self, now: datetime) -> str | None:
        """Why the mail server is not tried yet. A new start always tries it: the trouble may have been repaired."""
        first, self._started = not self._started, True
        trouble = digests.server_trouble(self._views)
        if first or trouble is None or self._transport.repeatable or now >= server_due_at(trouble):
            return None
        again = server_due_at(trouble).isoformat(timespec="minutes")
        return f"the mail server took nothing, {trouble.failures} times in a row; it is tried again at {again}"

    def _send_due(
        self, dispatch: Dispatch, now: datetime, stopping: Callable[[], bool], report: DeliveryReport
    ) -> None:
        waiting, look = digests.waiting(self._views), self._look(now)
        if not waiting and look == self._looked:
            return
        people = {person.pseudonym: person for person in self._people.subscribers()}
        for mail in waiting:
            if report.stopped or stopping():
                return
            _try(dispatch, mail, people.get(mail.event.subscriber), now, report)
        for person in people.values():
            if person.suppressed is None:
                for parcel in self._due(person.subscription, now):
                    if report.stopped or stopping():
                        return
                    if person.pseudonym not in report.suppressed:
                        self._prepare_and_send(dispatch, parcel, person, now)
        self._looked = look

    def _look(self, now: datetime) -> _Look:
        """All that what is due rests on: where none of it changed since every subscriber was considered, nothing is.

        Taken before they are: what changes meanwhile makes the next look another one.
        """
        day = digest.daily_due(now, self._settings.zone, self._settings.daily_at, "")
        return _Look(changes.head(self._views), self._views.version(), self._people.version(), day)

    def preview(self, subscription: Subscription, now: datetime) -> list[RenderedMail]:
        """The mails that the subscriber would get now, the daily one with all not yet told. Records nothing."""
        rows = self._rows(subscription)
        parcels = digest.immediate_due(subscription, rows, ())
        told = {change.key for parcel in parcels for change in parcel.changes}
        if rest := digest.daily(subscription, rows, told, now.date().isoformat(), now):
            parcels.append(rest)
        made = (self._content(parcel, subscription, now) for parcel in parcels)
        return [render_digest(content) for content in made if content is not None]

    def _rows(self, subscription: Subscription) -> list[ChangeRow]:
        told = digests.untold(self._views, subscription.pseudonym, subscription.since)
        return [_row(change) for change in told]

    def _due(self, subscription: Subscription, now: datetime) -> list[Parcel]:
        rows = self._rows(subscription)
        parcels = digest.immediate_due(subscription, rows, ())
        told = {change.key for parcel in parcels for change in parcel.changes}
        zone, at = self._settings.zone, self._settings.daily_at
        last = digests.last_period(self._views, subscription.pseudonym, Schedule.DAILY)
        if period := digest.daily_due(now, zone, at, last):
            closes = digest.period_end(period, zone, at)
            if parcel := digest.daily(subscription, rows, told, period, closes):
                parcels.append(parcel)
        return parcels

    def _content(self, parcel: Parcel, subscription: Subscription, now: datetime) -> DigestContent | None:
        known = matters.recorded(self._views)
        captions = {ident: matter.matter.caption for ident, matter in known.items()}
        views = self._views_of(parcel)
        gone = self._gone(parcel, views)
        return digest.content_of(
            parcel,
            views,
            zone=self._settings.zone,
            as_of=now,
            seq=self._views.position(),
            why=digest.why_words(subscription, captions, self._settings.daily_at),
            base_url=self._settings.base_url,
            example=self._settings.example,
            followed=orders.count(self._views, subscription.follows),
            silent=self._silent(now),
            gone=gone,
            acting={view.id: orders.acting_on(self._views, view) for view in views.values()},
        )

    def _views_of(self, parcel: Parcel) -> dict[str, OrderView]:
        found = {}
        for handle in {change.order for change in parcel.changes if change.order}:
            view = orders.find(self._views, handle)
            if view is not None:
                found[handle] = view
        return found

    def _gone(self, parcel: Parcel, views: Mapping[str, OrderView]) -> dict[str, OrderView]:
        """What the orders were that a newer reading, or a person's decision, took away."""
        found = {}
        for change in parcel.changes:
            if change.kind is ChangeKind.NO_LONGER_READ and change.order and change.order not in views:
                with suppress(NotFoundError):  # its matter is not watched any more, so there is nothing to say of it
                    found[change.order] = as_of.order_at(self._views, change.seq - 1, change.order)
        return found

    def _prepare_and_send(self, dispatch: Dispatch, parcel: Parcel, person: Subscriber, now: datetime) -> None:
        content = self._content(parcel, person.subscription, now)
        if content is None:
            return
        mail = render_digest(content)
        stored = StoredMail(
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            order=None if content.daily else content.stories[0].order.id,
            title="daily digest" if content.daily else content.stories[0].changes[-1].kind.replace("_", " "),
        )
        body = msgspec.json.encode(stored)
        capture = Capture(digest=hashlib.sha256(body).hexdigest(), media_type=_MEDIA_TYPE, body=body)
        key = key_of("digest", parcel.pseudonym, parcel.schedule, parcel.period)
        host = message.sender_address(self._settings.sender).domain.lower()
        event = DigestPrepared(
            subscriber=parcel.pseudonym,
            schedule=parcel.schedule,
            period=parcel.period,
            changes=tuple(change.key for change in parcel.changes),
            subject=mail.subject,
            message_id=message.message_id(key, host),
            capture=capture.digest,
            based_on=content.seq,
        )
        if self._ledger.append([Draft(event=event, captures=(capture,))], now)[0] is not None:
            dispatch.hand_over(digests.Waiting(event=event, recorded_at=now), person)


def _try(
    dispatch: Dispatch, mail: digests.Waiting, person: Subscriber | None, now: datetime, report: DeliveryReport
) -> None:
    """Try a waiting mail if it is due; one that nobody is to get any more is closed."""
    if person is None:
        dispatch.give_up(mail, "not tried: the address was erased")
    elif person.suppressed or person.pseudonym in report.suppressed:
        dispatch.give_up(mail, "not tried: the address was refused for good")
    elif now >= due_at(mail):
        dispatch.hand_over(mail, person)


def _row(recorded: RecordedChange) -> ChangeRow:
    change = recorded.change
    return ChangeRow(
        key=change.key,
        matter=change.matter,
        order=change.order or "",
        kind=change.kind,
        seq=recorded.seq,
        occasion=recorded.occasion,
        recorded_at=recorded.recorded_at,
        action=change.action,
        before=change.before,
        after=change.after,
        item=change.item,
        said_at=change.said_at,
        undoes=change.undoes,
        because=recorded.because,
    )

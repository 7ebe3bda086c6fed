"""Sends subscribers what changed: stored and recorded as prepared before it goes, recorded as sent after.

A mail prepared and not known to be sent goes once more, from its stored words and under the same Message-ID. No address
enters the record.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, time, tzinfo
from pathlib import Path

import msgspec

from monitor.domain.events import DigestPrepared, DigestSent
from monitor.domain.ids import key_of
from monitor.errors import LedgerError
from monitor.ledger.store import Capture, Draft, Ledger
from monitor.present.digest import DigestContent, RenderedMail, render_digest
from monitor.state.view import OrderView
from notify import digest, message, outbox
from notify.digest import ChangeRow, Parcel, Schedule, Subscription
from notify.store import PeopleStore, Subscriber
from projections import digests, matters, orders
from projections.changes import RecordedChange
from projections.store import Views

_MEDIA_TYPE = "application/vnd.showcause.mail+json"


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How mail is made: at whose clock, from whom, to which folder. `example` marks mail that is not live."""

    zone: tzinfo
    daily_at: time
    sender: str
    folder: Path
    base_url: str | None = None
    contact: str | None = None
    example: str | None = None


class StoredMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail's whole content as stored in the record: words, no address. `order` threads it; `title` names its file."""

    subject: str
    text: str
    html: str
    order: str | None
    title: str


class DeliveryReport(msgspec.Struct, kw_only=True):
    """Mails that went out now, by what they were."""

    alerts: int = 0
    dailies: int = 0
    files: list[str] = []


class Delivery:
    """One delivery after another over the same stores; the views must be up to date when it runs."""

    def __init__(self, ledger: Ledger, views: Views, people: PeopleStore, settings: MailSettings) -> None:
        self._ledger, self._views, self._people, self._settings = ledger, views, people, settings

    def run(self, now: datetime) -> DeliveryReport:
        """Send what a crash left unsent, then every subscriber's alerts, then the day's digests that are due.

        Raises LedgerError or OSError when a store or the outbox cannot be written; what was prepared goes next time.
        """
        report = DeliveryReport()
        people = {person.pseudonym: person for person in self._people.subscribers()}
        for prepared in digests.unsent(self._views):
            if prepared.event.subscriber in people:
                self._send(prepared.event, prepared.recorded_at, people[prepared.event.subscriber], now, report)
        for person in people.values():
            for parcel in self._due(person.subscription, now):
                self._prepare_and_send(parcel, person, now, report)
        return report

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
        told = digests.untold(self._views, subscription.pseudonym, subscription.created_at)
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
        )

    def _views_of(self, parcel: Parcel) -> dict[str, OrderView]:
        found = {}
        for handle in {change.order for change in parcel.changes if change.order}:
            view = orders.find(self._views, handle)
            if view is not None:
                found[handle] = view
        return found

    def _prepare_and_send(self, parcel: Parcel, person: Subscriber, now: datetime, report: DeliveryReport) -> None:
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
            self._send(event, now, person, now, report)

    def _send(
        self, event: DigestPrepared, prepared_at: datetime, person: Subscriber, now: datetime, report: DeliveryReport
    ) -> None:
        body = self._ledger.capture(event.capture)
        if body is None:
            raise LedgerError(f"digest {event.key}: its stored words ({event.capture}) are gone; run `audit verify`")
        stored = msgspec.json.decode(body, type=StoredMail)
        mail = RenderedMail(subject=stored.subject, text=stored.text, html=stored.html)
        composed = message.compose(
            mail,
            sender=self._settings.sender,
            to=str(person.email),
            digest=event.key,
            date=prepared_at.astimezone(self._settings.zone),
            order=stored.order,
            contact=self._settings.contact,
        )
        number = self._people.outgoing(event.key, person.pseudonym, now).number
        path = outbox.write(self._settings.folder, number, stored.title, composed)
        self._people.sent(event.key, now, path.name)
        sent = DigestSent(digest=event.key, attempt=1, via="outbox")
        self._ledger.append([Draft(event=sent, cause=event.key)], now)
        report.alerts += event.schedule == Schedule.IMMEDIATE
        report.dailies += event.schedule == Schedule.DAILY
        report.files.append(str(path))


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
    )

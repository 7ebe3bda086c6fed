"""Hands one prepared mail over and records how that ended, before the next. It decides nothing about what mails say.

An attempt that began and has no outcome in the record was cut off, by a kill or a full disk: the mail may have arrived.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.application.mailing import DeliveryReport, MailSettings, StoredMail
from monitor.domain.events import DigestFailed, DigestPrepared, DigestSent, DigestUncertain, Event
from monitor.errors import LedgerError
from monitor.ledger.store import Draft, Ledger
from monitor.present.digest import RenderedMail
from notify import message, retry
from notify.digest import Schedule
from notify.replies import without_addresses
from notify.store import PeopleStore, Subscriber
from notify.transport import Failed, Letter, Sent, Transport, Unavailable, Uncertain
from projections.digests import ENOUGH, ServerTrouble, Waiting

_CUT_OFF = "the program ended while the mail was handed over"


def due_at(mail: Waiting) -> datetime:
    """When a waiting mail is to be tried: one never tried, since it was prepared."""
    if mail.tried_at is None:
        return mail.recorded_at
    return mail.tried_at + retry.wait(mail.refusals + mail.uncertain)


def server_due_at(trouble: ServerTrouble) -> datetime:
    """When a server that took nothing is to be tried again."""
    return trouble.failed_at + retry.server_wait(trouble.failures)


class Dispatch:
    """One run at `now` over a transport: tries mails, one after another, and counts them in `report`."""

    def __init__(
        self,
        ledger: Ledger,
        people: PeopleStore,
        transport: Transport,
        settings: MailSettings,
        now: datetime,
        report: DeliveryReport,
    ) -> None:
        self._ledger, self._people, self._transport, self._settings = ledger, people, transport, settings
        self._now, self._report = now, report

    def hand_over(self, mail: Waiting, person: Subscriber) -> None:
        """Try a mail once, and record the outcome.

        Raises LedgerError or OSError when that cannot be written: the mail is then uncertain.
        """
        with self._people.one_write():
            row = self._people.outgoing(mail.event.key, person.pseudonym, self._now)
            if row.begun > mail.attempts:
                mail = self._cut_off(mail, row.begun)
                if mail.uncertain >= ENOUGH:
                    return
            attempt = mail.attempts + 1
            if not self._transport.repeatable:
                self._people.begin(mail.event.key, attempt)
        match self._transport.send(self._letter(mail, person, row.number)):
            case Sent() as sent:
                self._sent(mail, attempt, sent)
            case Failed() as failed:
                self._failed(mail, attempt, failed, person)
            case Uncertain(reason=reason):
                self._uncertain(mail, attempt, reason)
            case Unavailable() as trouble:
                self._unavailable(mail, attempt, trouble)

    def give_up(self, mail: Waiting, reason: str) -> None:
        """Record that a mail is not tried any more, without trying it."""
        key = mail.event.key
        self._record(mail, DigestFailed(digest=key, attempt=mail.attempts + 1, reason=reason, permanent=True))

    def _cut_off(self, mail: Waiting, begun: int) -> Waiting:
        self._uncertain(mail, begun, _CUT_OFF)
        return msgspec.structs.replace(mail, attempts=begun, uncertain=mail.uncertain + 1)

    def _sent(self, mail: Waiting, attempt: int, sent: Sent) -> None:
        key = mail.event.key
        self._record(mail, DigestSent(digest=key, attempt=attempt, via=self._transport.via))
        self._people.sent(key, self._now, sent.file.name if sent.file else None, sent.reply or None)
        self._report.alerts += mail.event.schedule == Schedule.IMMEDIATE
        self._report.dailies += mail.event.schedule == Schedule.DAILY
        self._report.files.extend([str(sent.file)] if sent.file else [])

    def _uncertain(self, mail: Waiting, attempt: int, reason: str) -> None:
        self._record(mail, DigestUncertain(digest=mail.event.key, attempt=attempt, reason=reason))
        self._report.uncertain += 1
        last = mail.uncertain + 1 >= ENOUGH
        self._report.problems.append(_line(mail, f"{reason}; {'counts as handed over' if last else 'goes once more'}"))

    def _unavailable(self, mail: Waiting, attempt: int, trouble: Unavailable) -> None:
        key, reason = mail.event.key, trouble.reason
        self._record(mail, DigestFailed(digest=key, attempt=attempt, reason=reason, permanent=False, server=True))
        words = without_addresses(trouble.reply)
        self._report.stopped = f"{reason} ({words})" if words else reason

    def _failed(self, mail: Waiting, attempt: int, failed: Failed, person: Subscriber) -> None:
        key = mail.event.key
        first = mail.refused_at or self._now
        spent = not failed.permanent and retry.given_up(first, mail.refusals + 1, self._now)
        permanent = failed.permanent or spent
        reason = f"{failed.reason}; given up after {retry.GIVE_UP.days} days" if spent else failed.reason
        self._record(mail, DigestFailed(digest=key, attempt=attempt, reason=reason, permanent=permanent))
        self._people.answered(key, failed.reply)
        self._report.refused += permanent
        self._report.delayed += not permanent
        self._report.problems.append(_line(mail, reason if permanent else f"{reason}; tried again later"))
        if failed.recipient:
            self._people.suppress(person.pseudonym, failed.reply or failed.reason, self._now)
            self._report.suppressed.append(person.pseudonym)

    def _record(self, mail: Waiting, event: Event) -> None:
        self._ledger.append([Draft(event=event, cause=mail.event.key)], self._now)

    def _letter(self, mail: Waiting, person: Subscriber, number: int) -> Letter:
        stored = self._stored(mail.event)
        composed = message.compose(
            RenderedMail(subject=stored.subject, text=stored.text, html=stored.html),
            sender=self._settings.sender,
            to=str(person.email),
            digest=mail.event.key,
            date=mail.recorded_at.astimezone(self._settings.zone),
            order=stored.order,
            contact=self._settings.contact,
        )
        return Letter(message=composed, to=str(person.email), number=number, title=stored.title)

    def _stored(self, event: DigestPrepared) -> StoredMail:
        body = self._ledger.capture(event.capture)
        if body is None:
            raise LedgerError(f"digest {event.key}: its stored words ({event.capture}) are gone; run `audit verify`")
        return msgspec.json.decode(body, type=StoredMail)


def _line(mail: Waiting, what: str) -> str:
    return f"mail {mail.event.message_id} to subscriber {mail.event.subscriber}: {what}"

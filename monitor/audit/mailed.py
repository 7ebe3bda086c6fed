"""What had been mailed by a log position: each mail, what it told and how handing it over went. It knows no address.

It reads the record alone: whom a pseudonym stands for is in people.db, which can forget it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from monitor.domain.events import DigestFailed, DigestPrepared, DigestSent, DigestUncertain
from monitor.ledger.store import Entry


class Outcome(StrEnum):
    """How it went by the position asked about. `prepared`: not handed over yet; `uncertain`: it may have arrived."""

    PREPARED = "prepared"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to one subscriber, by pseudonym. `changes` are the keys it told; `capture` names its stored words.

    `seq` and `prepared_at` are those of `digest.prepared`, `outcome_seq` and `outcome_at` of the newest outcome.
    """

    digest: str
    subscriber: str
    schedule: str
    period: str
    subject: str
    seq: int
    prepared_at: datetime
    based_on: int
    outcome: Outcome
    outcome_seq: int | None
    outcome_at: datetime | None
    via: str | None
    changes: tuple[str, ...]
    capture: str


class Mailed:
    """The mails as events are taken in one after another."""

    def __init__(self) -> None:
        self._mails: dict[str, Mail] = {}

    def take(self, entry: Entry) -> None:
        """Take the next event in; one that is not about a mail changes nothing."""
        match entry.event:
            case DigestPrepared() as event:
                self._mails.setdefault(entry.key, _prepared(entry, event))
            case DigestSent(digest=digest, via=via):
                self._ended(entry, digest, Outcome.SENT, via)
            case DigestUncertain(digest=digest):
                self._ended(entry, digest, Outcome.UNCERTAIN)
            case DigestFailed(digest=digest, permanent=permanent):
                self._ended(entry, digest, Outcome.FAILED if permanent else Outcome.PREPARED)

    def mails(self) -> tuple[Mail, ...]:
        """Every mail prepared so far, in order."""
        return tuple(self._mails.values())

    def _ended(self, entry: Entry, digest: str, outcome: Outcome, via: str | None = None) -> None:
        mail = self._mails.get(digest)
        if mail is not None:
            self._mails[digest] = msgspec.structs.replace(
                mail, outcome=outcome, outcome_seq=entry.seq, outcome_at=entry.recorded_at, via=via
            )


def _prepared(entry: Entry, event: DigestPrepared) -> Mail:
    return Mail(
        digest=entry.key,
        subscriber=event.subscriber,
        schedule=event.schedule,
        period=event.period,
        subject=event.subject,
        seq=entry.seq,
        prepared_at=entry.recorded_at,
        based_on=event.based_on,
        outcome=Outcome.PREPARED,
        outcome_seq=None,
        outcome_at=None,
        via=None,
        changes=event.changes,
        capture=event.capture,
    )

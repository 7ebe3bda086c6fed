"""What the record holds: immutable, past tense, of one voice each. There is no event for a violation, on purpose.

An event is a body; its number (`seq`), time and cause belong to the ledger. Stored names and versions are frozen in
tests/monitor/domain/frozen_events.txt; old versions stay readable through monitor.ledger.upcasters.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, TypeAlias

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.ids import key_of
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import LapseReading, Occasion, SourceClass


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body with a stored `name` and `version`, and a key: appending the same key twice appends once."""

    name: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def key(self) -> str:
        """The event's natural key."""
        raise NotImplementedError


class _Observed(Event, frozen=True, kw_only=True):
    """A source said something. `item` is its id as the source or giver gave it; `identity` tells twins apart.

    `identity` is (slice hash, ordinal of the identical twin) for feeds and the giver's id for JSON Lines.
    `polled_at` is when our fetcher saw it; `capture` names the stored bytes it was read from (`ledger.captures`).
    """

    source: str
    item: str
    identity: str
    occasion: Occasion
    polled_at: datetime
    capture: str | None = None

    @property
    def key(self) -> str:
        return key_of("item", self.source, self.identity)


class DocketEntryObserved(_Observed, frozen=True, kw_only=True):
    """A docket source showed an entry."""

    name = "docket_entry.observed"
    content: DocketEntry


class StatementObserved(_Observed, frozen=True, kw_only=True):
    """An official's own source published something."""

    name = "statement.observed"
    content: Statement


class NewsItemObserved(_Observed, frozen=True, kw_only=True):
    """An outlet published something."""

    name = "news_item.observed"
    content: NewsItem


class ItemRevised(Event, frozen=True, kw_only=True):
    """A source now shows other content for an item it showed before; the earlier content stays in the record.

    `of` is the key of the item's Observed event; `revision` counts from 1 (the observation itself is revision 0).
    """

    name = "item.revised"
    of: str
    revision: int
    source: str
    occasion: Occasion
    polled_at: datetime
    content: DocketEntry | Statement | NewsItem
    content_hash: str
    capture: str | None = None

    @property
    def key(self) -> str:
        return key_of("revision", self.of, self.revision, self.content_hash)


class ItemWithdrawn(Event, frozen=True, kw_only=True):
    """A source no longer shows an item, while it shows older and newer ones. It does not say why, nor by whose hand.

    `last_shown` is the last good poll with it, `gone_since` the first without it, `polled_at` the one that made sure.
    """

    name = "item.withdrawn"
    of: str
    source: str
    revision: int
    last_shown: datetime
    gone_since: datetime
    polled_at: datetime

    @property
    def key(self) -> str:
        return key_of("withdrawn", self.of, self.gone_since.isoformat())


class ItemShownAgain(Event, frozen=True, kw_only=True):
    """A source shows an item again, as it was, after it no longer did. What it did meanwhile was never undone."""

    name = "item.shown_again"
    of: str
    source: str
    polled_at: datetime

    @property
    def key(self) -> str:
        return key_of("shown-again", self.of, self.polled_at.isoformat())


class CoverageDeclared(Event, frozen=True, kw_only=True):
    """A source was polled well for the first time, or says anew what it carries (PACER: `Docket entries of type: …`).

    That a source has one is what makes later items `live`: the first good poll is the baseline.
    """

    name = "coverage.declared"
    source: str
    source_class: SourceClass
    declared: str | None
    polled_at: datetime

    @property
    def key(self) -> str:
        return key_of("coverage", self.source, self.declared or "", self.polled_at.isoformat())


class CoverageGapObserved(Event, frozen=True, kw_only=True):
    """A poll showed nothing of what the last good one had shown: in between, items may have come and gone unseen.

    It says what we could not see, never that something was there. `shown` is how many items the poll after it had;
    `court` whose docket the source shows, None for news and statements.
    """

    name = "coverage.gap_observed"
    source: str
    court: str | None
    since: datetime
    until: datetime
    shown: int

    @property
    def key(self) -> str:
        return key_of("gap", self.source, self.until.isoformat())


class ItemRead(Event, frozen=True, kw_only=True):
    """Our reader understood one revision of one item, given the watched matters of that moment.

    `round` counts up where just that had been read before and otherwise since (matters amended and amended back).
    """

    name = "item.read"
    of: str
    revision: int
    occasion: Occasion
    matters_revision: str
    reading: Reading
    round: int = 0

    @property
    def key(self) -> str:
        more = (self.round,) if self.round else ()
        return key_of("read", self.of, self.revision, self.reading.reader, self.matters_revision, *more)


class MatterWatched(Event, frozen=True, kw_only=True):
    """The configuration began to watch a matter, or watches it again after retiring it (`round` counts from 1)."""

    name = "matter.watched"
    matter: Matter
    content_hash: str
    round: int = 1

    @property
    def key(self) -> str:
        return key_of("matter", self.matter.id, self.round, self.content_hash)


class MatterAmended(Event, frozen=True, kw_only=True):
    """The configuration of a watched matter changed; `revision` counts its amendments from 1."""

    name = "matter.amended"
    matter: Matter
    content_hash: str
    revision: int

    @property
    def key(self) -> str:
        return key_of("matter-amended", self.matter.id, self.revision, self.content_hash)


class MatterRetired(Event, frozen=True, kw_only=True):
    """The configuration no longer has the matter; what was recorded of it stays. `round` is the one that ended."""

    name = "matter.retired"
    matter_id: str
    round: int

    @property
    def key(self) -> str:
        return key_of("matter-retired", self.matter_id, self.round)


class LapseArrived(Event, frozen=True, kw_only=True):
    """Under one reading, the time at which an order lapses has come. It does not say that the order has lapsed.

    `shared`: the order is of another docket than the matter's own, so other matters may have it too, each in its state.
    """

    name = "lapse.arrived"
    matter_id: str
    order: str
    reading: LapseReading
    at: datetime
    shared: bool = False

    @property
    def key(self) -> str:
        told_of = (self.matter_id,) if self.shared else ()
        return key_of("lapse", self.order, self.reading, self.at.isoformat(), *told_of)


class DeadlineArrived(Event, frozen=True, kw_only=True):
    """The time by which something was due has come. It does not say that anything was or was not done.

    `shared`: it was set on another docket than the matter's own, so other matters may have it too.
    """

    name = "deadline.arrived"
    matter_id: str
    deadline: str
    at: datetime
    shared: bool = False

    @property
    def key(self) -> str:
        told_of = (self.matter_id,) if self.shared else ()
        return key_of("deadline", self.deadline, self.at.isoformat(), *told_of)


class DigestPrepared(Event, frozen=True, kw_only=True):
    """A mail's whole content was fixed and stored (`capture`), without any address; `subscriber` is a pseudonym.

    `period` is the day of a daily digest or the change that an immediate one tells; `changes` are the keys told.
    `based_on` is the last `seq` the content rests on.
    """

    name = "digest.prepared"
    subscriber: str
    schedule: str
    period: str
    changes: tuple[str, ...]
    subject: str
    message_id: str
    capture: str
    based_on: int

    @property
    def key(self) -> str:
        return key_of("digest", self.subscriber, self.schedule, self.period)


class DigestSent(Event, frozen=True, kw_only=True):
    """A prepared mail was handed over: to a mail server, or as a file in the outbox."""

    name = "digest.sent"
    digest: str
    attempt: int
    via: str

    @property
    def key(self) -> str:
        return key_of("digest-sent", self.digest, self.attempt)


class DigestFailed(Event, frozen=True, kw_only=True):
    """An attempt to hand a mail over failed, and nobody has it. `attempt` counts from 1 over all outcomes of the mail.

    `reason` is in our words with the server's codes, without any address. `permanent`: it is not tried again. `server`:
    no mail could be handed over at all, so this is held against no mail.
    """

    name = "digest.failed"
    digest: str
    attempt: int
    reason: str
    permanent: bool
    server: bool = False

    @property
    def key(self) -> str:
        return key_of("digest-failed", self.digest, self.attempt)


class DigestUncertain(Event, frozen=True, kw_only=True):
    """An attempt to hand a mail over was cut off: it may have arrived. It goes once more, under the same Message-ID.

    The second one of a mail is the last: the mail counts as handed over, and the record says that this is not known.
    """

    name = "digest.uncertain"
    digest: str
    attempt: int
    reason: str

    @property
    def key(self) -> str:
        return key_of("digest-uncertain", self.digest, self.attempt)


AnyObserved: TypeAlias = DocketEntryObserved | StatementObserved | NewsItemObserved

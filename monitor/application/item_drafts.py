"""What one poll brings, item by item, as drafts of events: new, edited, gone or shown again. Writes nothing.

An item is left out where no watched matter is concerned, unless the source is told to keep everything; of one that was
redacted nothing more is drafted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from feeds.kinds import kind
from feeds.memory import Memory
from feeds.model import FeedItem, Poll, Problem, SourceSpec
from feeds.seen import Seen as Remembered
from monitor.application.drafts import Seen, Watch, capture_of, first_drafts, revised_drafts
from monitor.application.given import is_history, is_stub, latest, revises
from monitor.domain.events import (
    CoverageDeclared,
    CoverageGapObserved,
    ItemRevised,
    ItemShownAgain,
    ItemWithdrawn,
)
from monitor.domain.ids import key_of
from monitor.domain.vocabulary import Occasion
from monitor.ledger.records import Erased
from monitor.ledger.store import Draft, Entry, Ledger
from projections.item import content_hash


class PollReport(msgspec.Struct, kw_only=True):
    """What became of one poll. `unwatched` counts items left out because no watched matter is concerned, `withdrawn`
    recorded ones that the source surely no longer shows.

    `unreadable` is why nothing of it could be read; it is then among the problems too. `traceback` comes with it where
    the fault is ours.
    """

    source: str
    name: str
    observed: int = 0
    revised: int = 0
    unchanged: int = 0
    unwatched: int = 0
    withdrawn: int = 0
    problems: list[Problem] = []
    unreadable: str | None = None
    traceback: str | None = None


class Pending(msgspec.Struct, frozen=True):
    """A poll on its way into the record; `history` of a page of what was long there.

    `known` are the entries that the record has of its items, and of those that its source showed before, by key.
    """

    spec: SourceSpec
    poll: Poll
    baseline: bool
    report: PollReport
    known: Mapping[str, Entry] = {}
    gap: CoverageGapObserved | None = None
    history: bool = False


class ItemDrafts:
    """Drafts over the record as it stands. `newly` are matters watched for the first time, `polled` sources asked."""

    def __init__(
        self, ledger: Ledger, memory: Memory, watched: Watch, newly: Collection[str], polled: Collection[str]
    ) -> None:
        self._ledger, self._memory, self._watched = ledger, memory, watched
        self._newly, self._polled = frozenset(newly), polled

    def withdrawn(self, pending: Pending, gone: Remembered) -> list[Draft]:
        """The drafts of an item that the source surely shows no longer."""
        if gone.of not in pending.known or gone.gone_since is None or gone.last_shown is None:
            return []  # no watched matter was concerned, so it was never recorded
        pending.report.withdrawn += 1
        event = ItemWithdrawn(
            of=gone.of,
            source=pending.spec.id,
            revision=gone.revision,
            last_shown=gone.last_shown,
            gone_since=gone.gone_since,
            polled_at=pending.poll.polled_at,
        )
        return [Draft(event=event, cause=gone.of)]

    def _back(self, pending: Pending, of: str) -> list[Draft]:
        """An item of the record that the last poll did not show: news only where it was said to be gone."""
        last = self._ledger.newest_about(of, (ItemWithdrawn.name, ItemShownAgain.name, ItemRevised.name))
        if last is None or not isinstance(last.event, ItemWithdrawn):
            pending.report.unchanged += 1
            return []
        event = ItemShownAgain(of=of, source=pending.spec.id, polled_at=pending.poll.polled_at)
        return [Draft(event=event, cause=last.key)]

    def new(self, pending: Pending, item: FeedItem) -> list[Draft]:
        """The drafts of an item that the last poll did not show; none of what is known, redacted or not watched."""
        key = item_key(pending.spec, item)
        first = pending.known.get(key)
        if first is not None and isinstance(first.event, Erased):
            pending.report.unchanged += 1
            return []
        if first is not None:
            return self._given_again(pending, first, item) if item.given else self._back(pending, key)
        if not self._watched.possible(item.content) and not pending.spec.record_all:  # nor would its reading
            pending.report.unwatched += 1
            return []
        reading = self._watched.read(item.content)
        # weak matches too: those are for a person to decide, so they are kept
        matters = frozenset(concern.matter for concern in reading.concerns)
        if not matters and not pending.spec.record_all:
            pending.report.unwatched += 1
            return []
        pending.report.observed += 1
        seen = self._seen(pending, item, self._occasion(pending, matters, item))
        return list(first_drafts(seen, item.content, self._watched, reading))

    def _given_again(self, pending: Pending, first: Entry, item: FeedItem) -> list[Draft]:
        known = latest(self._ledger, first)
        if revises(known.content, item.content):
            late = pending.history or (is_stub(known.content) and self._is_history(pending, item))
            occasion = Occasion.BACKFILL if late else None
            return self.revised(pending, first.key, known.revision + 1, item, occasion)
        pending.report.unchanged += 1
        return []

    def revised(
        self, pending: Pending, of: str, revision: int, item: FeedItem, occasion: Occasion | None = None
    ) -> list[Draft]:
        """The drafts of an item that is shown with other content than before."""
        if of not in pending.known:  # its former self was left out; the edit may concern a watched matter
            return self.new(pending, item)
        occasion = occasion or (Occasion.BASELINE if pending.baseline else Occasion.LIVE)
        seen = self._seen(pending, item, occasion)
        digest = content_hash(item.content)
        pending.report.revised += 1
        return list(revised_drafts(of, revision, seen, item.content, digest, self._watched))

    def _occasion(self, pending: Pending, matters: frozenset[str], item: FeedItem) -> Occasion:
        first = pending.spec.id not in self._polled and not pending.poll.delivered  # a mail shows nothing earlier
        known_late = first and bool(matters) and matters <= self._newly
        if pending.history:
            return Occasion.BACKFILL
        if pending.baseline or known_late:
            return Occasion.BASELINE
        return Occasion.BACKFILL if item.given and self._is_history(pending, item) else Occasion.LIVE

    def _is_history(self, pending: Pending, item: FeedItem) -> bool:
        if pending.poll.delivered:
            return is_history(item, mailbox_since(self._ledger, self._memory, pending.spec, pending.poll.polled_at))
        first = self._ledger.first(CoverageDeclared.name, pending.spec.id)
        return (
            first is not None and isinstance(first.event, CoverageDeclared) and is_history(item, first.event.polled_at)
        )

    def _seen(self, pending: Pending, item: FeedItem, occasion: Occasion) -> Seen:
        return Seen(
            source=pending.spec.id,
            item=item.item,
            identity=item.identity,
            occasion=occasion,
            polled_at=pending.poll.polled_at,
            capture=capture_of(item.raw, item.media_type or kind(pending.spec.kind).media_type),
        )


def mailbox_since(ledger: Ledger, memory: Memory, spec: SourceSpec, now: datetime) -> datetime:
    """Since when a mailbox is watched: what was delivered before that is its baseline.

    To be asked before its first mail comes. Where the memory was lost, the record knows its first mail.
    """
    last = ledger.last(CoverageDeclared.name, spec.id)
    declared = last.event if last else None
    since = declared.polled_at if isinstance(declared, CoverageDeclared) else now
    return memory.mailbox_since(spec.id, since)


def item_key(spec: SourceSpec, item: FeedItem) -> str:
    """The key of the item's event."""
    return key_of("item", spec.id, item.identity)

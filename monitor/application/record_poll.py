"""Records one poll of one source: what is new, edited or no longer shown, what it says it carries. In one transaction.

The class of what it records is the source's, from configuration. A court-wide feed leaves out unwatched matters
unless it is told to keep them; that is counted, never silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from feeds.measure import measured, unchanged
from feeds.memory import Memory
from feeds.memory_pages import Page
from feeds.model import Parsed, Poll, Problem, SourceSpec
from feeds.parsing.results import Result, Unparsed, parse_here
from feeds.revisions import Comparison, compare, next_window
from feeds.seen import Seen as Remembered
from feeds.withdrawals import Judged, judge
from monitor.application.drafts import Watch
from monitor.application.extending import closing, extension, mark_of, patience
from monitor.application.item_drafts import ItemDrafts, Pending, PollReport, item_key, mailbox_since
from monitor.domain.events import (
    CoverageDeclared,
    CoverageGapObserved,
    ItemRevised,
    NewsItemObserved,
    StatementObserved,
)
from monitor.domain.polled import CoverageExtended, SourceMoved
from monitor.domain.vocabulary import SourceClass
from monitor.errors import UnreadableError
from monitor.ledger.store import Draft, Entry, Ledger


class PollRecorder:
    """Writes polls into the record, the ledger first and the poll memory after it.

    `newly` are matters watched for the first time in this run: what a source already showed of them is a baseline.
    """

    def __init__(self, ledger: Ledger, memory: Memory, watched: Watch, newly: Collection[str] = ()) -> None:
        self._ledger, self._memory = ledger, memory
        self._newly = frozenset(newly)
        self._polled: set[str] = set()
        self._items = ItemDrafts(ledger, memory, watched, newly, self._polled)

    def record(self, spec: SourceSpec, poll: Poll, now: datetime, parsed: Result | None = None) -> PollReport:
        """Record a poll; an unreadable one is a problem in the report and in the source's health, and changes no more.

        `parsed` is what another process read of it, without the items that the memory then held; None: it is read here.
        Raises LedgerError when the record cannot be written; the memory then still stands at the poll before.
        """
        report = PollReport(source=spec.id, name=poll.name)
        if parsed is None:
            parsed = parse_here(spec, poll, self._memory.windows.seen(spec.id))
        if isinstance(parsed, Unparsed):
            report.traceback = parsed.traceback
            return self._unreadable(spec, poll, report, parsed.reason)
        report.problems += parsed.problems
        if parsed.window and parsed.shown and not parsed.items and self._memory.windows.shows(spec.id, parsed.shown):
            return self._same_again(Pending(spec, poll, baseline=False, report=report), parsed, now)
        previous = self._memory.windows.last(spec.id)
        comparison = compare(previous, parsed)
        judged = self._judged(spec, poll, parsed, comparison)
        pending = Pending(
            spec=spec,
            poll=poll,
            baseline=self._is_baseline(spec, poll, now),
            report=report,
            known=self._known(spec, comparison, judged),
            gap=self._gap(spec, poll, previous, parsed, comparison),
        )
        extended = self._extended(spec, poll.polled_at)
        self._append(pending, parsed, comparison, judged, extended, now)
        window = next_window(previous, parsed, comparison, lambda item: item_key(spec, item), judged.missing)
        self._memory.remember(spec.id, poll.name, poll.polled_at, window, previous)
        self._measure(poll, parsed, previous, window)
        if extended is not None:
            self._memory.tallies.begin(spec.id, extended.until)
        self._polled.add(spec.id)
        if parsed.shown:
            report.unchanged += len(parsed.shown) - len(comparison.new) - len(comparison.revised)
        return report

    def _same_again(self, pending: Pending, parsed: Parsed, now: datetime) -> PollReport:
        """Record a poll that showed what the last one did, item for item: most polls of most sources."""
        spec, poll = pending.spec, pending.poll
        extended = self._extended(spec, poll.polled_at)
        drafts = self._coverage(pending, parsed) + ([Draft(event=extended)] if extended else [])
        if drafts:
            self._ledger.append(drafts, now)
        self._memory.unchanged(spec.id, poll.polled_at, poll.name)
        before = self._memory.measured(spec.id)
        self._memory.keep_measured(spec.id, unchanged(before, poll.polled_at, parsed.wishes))
        if extended is not None:
            self._memory.tallies.begin(spec.id, extended.until)
        self._polled.add(spec.id)
        pending.report.unchanged += len(parsed.shown)
        return pending.report

    def record_history(self, spec: SourceSpec, poll: Poll, now: datetime) -> PollReport:
        """Record one page of what a source had before: filled in later, news to nobody, no look at the source.

        Raises UnreadableError for what is no such page, LedgerError when the record cannot be written.
        """
        report = PollReport(source=spec.id, name=poll.name)
        parsed = parse_here(spec, poll, frozenset())
        if isinstance(parsed, Unparsed):
            raise UnreadableError(spec.id, parsed.reason)
        report.problems += parsed.problems
        known = self._ledger.by_keys([item_key(spec, item) for item in parsed.items])
        pending = Pending(spec, poll, baseline=False, report=report, known=known, history=True)
        drafts = [draft for item in reversed(parsed.items) for draft in self._items.new(pending, item)]
        if drafts:
            self._ledger.append(drafts, now)
        return report

    def _measure(
        self, poll: Poll, parsed: Parsed, previous: Sequence[Remembered], window: Sequence[Remembered]
    ) -> None:
        """Keep how far back the poll reached; one that shows nothing again (mail) reaches nowhere."""
        if parsed.window:
            then, now = ([seen for seen in items if seen.last_shown is None] for items in (previous, window))
            before = self._memory.measured(poll.source)
            self._memory.keep_measured(poll.source, measured(before, then, now, poll.polled_at, parsed.wishes))

    def confirm(self, spec: SourceSpec, at: datetime, now: datetime) -> None:
        """Record a good poll that showed nothing new (304), as far as the record is to be told of it.

        To be called before the poll memory notes it. Raises LedgerError when the record cannot be written.
        """
        extended = self._extended(spec, at)
        if extended is not None:
            self._ledger.append([Draft(event=extended)], now)
            self._memory.tallies.begin(spec.id, extended.until)
        self._polled.add(spec.id)

    def moved(self, spec: SourceSpec, *, asked: str, to: str, polls: int, polled_at: datetime, now: datetime) -> None:
        """Record that a source has moved for good, once for each place it moves to. Raises LedgerError."""
        last = self._ledger.last(SourceMoved.name, spec.id)
        known = last.event if last is not None else None
        if not isinstance(known, SourceMoved) or (known.asked, known.to) != (asked, to):
            event = SourceMoved(source=spec.id, asked=asked, to=to, polls=polls, polled_at=polled_at)
            self._ledger.append([Draft(event=event)], now)

    def close_silent(self, specs: Iterable[SourceSpec], now: datetime) -> None:
        """Tell the record until when the sources that have fallen silent were looked at. Raises LedgerError."""
        ends = self._memory.tallies.ends()  # of all at once: this is asked at every tick
        silent = (s for s in specs if s.id in ends and now - ends[s.id] > patience(s.every_seconds))
        ended = (closing(spec, self._memory, mark_of(self._ledger, spec.id), now) for spec in silent)
        for event in filter(None, ended):
            self._ledger.append([Draft(event=event)], now)
            self._memory.tallies.begin(event.source, event.until)

    def _extended(self, spec: SourceSpec, at: datetime) -> CoverageExtended | None:
        """What the record is told at this good poll; at once where matters are newly watched: theirs begins here."""
        newly = bool(self._newly) and spec.id not in self._polled
        return extension(spec, self._memory.tallies.tally(spec.id), mark_of(self._ledger, spec.id), at, now=newly)

    def _unreadable(self, spec: SourceSpec, poll: Poll, report: PollReport, reason: str) -> PollReport:
        report.unreadable = reason
        report.problems.append(Problem(source=spec.id, item=poll.name, reason=reason))
        self._memory.failed(spec.id, poll.name, poll.polled_at, reason)
        return report

    def mailbox_since(self, spec: SourceSpec, now: datetime) -> datetime:
        """Since when a mailbox is watched; to be asked before its first mail comes."""
        return mailbox_since(self._ledger, self._memory, spec, now)

    def _is_baseline(self, spec: SourceSpec, poll: Poll, now: datetime) -> bool:
        if poll.delivered:
            return poll.polled_at <= self.mailbox_since(spec, now)
        return self._ledger.last(CoverageDeclared.name, spec.id) is None

    def _append(
        self,
        pending: Pending,
        parsed: Parsed,
        comparison: Comparison,
        judged: Judged,
        extended: CoverageExtended | None,
        now: datetime,
    ) -> None:
        drafts = self._coverage(pending, parsed)
        drafts += [Draft(event=extended)] if extended else []
        drafts += [Draft(event=pending.gap)] if pending.gap else []
        for item in reversed(comparison.new):  # feeds show the newest first; the record goes forward
            drafts += self._items.new(pending, item)
        for old, item in comparison.revised:
            drafts += self._items.revised(pending, old.of, old.revision + 1, item)
        for gone in judged.withdrawn:
            drafts += self._items.withdrawn(pending, gone)
        if drafts:
            self._ledger.append(drafts, now)
            self._want_pages(pending, drafts)

    def _want_pages(self, pending: Pending, drafts: Sequence[Draft]) -> None:
        """Have the page of each recorded item read, where its source is read so; again when the item was edited."""
        if not (pending.spec.full_text and pending.spec.fetched):  # a recording is read as it was, without the world
            return
        for draft in drafts:
            event = draft.event
            if isinstance(event, StatementObserved | NewsItemObserved | ItemRevised) and event.content.url:
                of = event.of if isinstance(event, ItemRevised) else event.key
                due = pending.poll.polled_at
                self._memory.pages.keep(Page(source=pending.spec.id, of=of, url=event.content.url, due=due))

    def _known(self, spec: SourceSpec, comparison: Comparison, judged: Judged) -> dict[str, Entry]:
        """What the record has of all that is to be recorded of a poll, asked for at once."""
        came = [*comparison.new, *(item for _, item in comparison.revised)]
        before = [*(old for old, _ in comparison.revised), *judged.withdrawn]
        return self._ledger.by_keys([*(item_key(spec, item) for item in came), *(seen.of for seen in before)])

    def _judged(self, spec: SourceSpec, poll: Poll, parsed: Parsed, comparison: Comparison) -> Judged:
        """What the source no longer shows; nothing for news, whose pages are edited lists and not windows."""
        if parsed.source_class is SourceClass.NEWS:
            return Judged()
        last = self._ledger.last(CoverageDeclared.name, spec.id) if comparison.vanished else None
        steady = last is None or not isinstance(last.event, CoverageDeclared) or last.event.declared == parsed.declared
        return judge(comparison, poll.polled_at, self._memory.health(spec.id).last_good_poll, steady=steady)

    def _gap(
        self, spec: SourceSpec, poll: Poll, previous: Sequence[Remembered], parsed: Parsed, comparison: Comparison
    ) -> CoverageGapObserved | None:
        """Whether nothing links this poll with the last good one, as an event; empty polls and mail link nothing."""
        linked = {seen.identity for seen in previous}.intersection(parsed.shown)
        if not (parsed.window and previous and parsed.shown) or linked or comparison.revised or comparison.unchanged:
            return None
        since = self._memory.health(poll.source).last_good_poll
        if since is None or since >= poll.polled_at:
            return None
        return CoverageGapObserved(
            source=poll.source, court=spec.court, since=since, until=poll.polled_at, shown=len(parsed.shown)
        )

    def _coverage(self, pending: Pending, parsed: Parsed) -> list[Draft]:
        """What the source says it carries, at its first good poll and whenever it says so anew."""
        last = self._ledger.last(CoverageDeclared.name, pending.spec.id)
        if last is not None and isinstance(last.event, CoverageDeclared):
            known = last.event
            if known.declared == parsed.declared or pending.poll.polled_at <= known.polled_at:
                return []
        event = CoverageDeclared(
            source=pending.spec.id,
            source_class=parsed.source_class,
            declared=parsed.declared,
            polled_at=pending.poll.polled_at,
        )
        return [Draft(event=event)]

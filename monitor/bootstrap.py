"""Puts the rooms together from a configuration: the one place that knows files, configuration and clock at once.

It decides nothing. The command line and the tests get an `App` from here.
"""

from __future__ import annotations

import heapq
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from feeds.kinds import kind
from feeds.memory import Memory
from feeds.memory_pages import Page
from feeds.model import Poll, SourceSpec
from feeds.quota import Quota
from feeds.recordings import is_mailbox, polls
from monitor.application import clock as clock_events
from monitor.application.backup import About, write_backup
from monitor.application.deliver import Delivery
from monitor.application.desk import ReviewDesk
from monitor.application.drafts import watch
from monitor.application.full_text import record_full_text
from monitor.application.health import health, silences
from monitor.application.ingest_lines import IngestReport, LineIngest
from monitor.application.item_drafts import PollReport
from monitor.application.looking import Looks, last_look
from monitor.application.mailing import DeliveryReport
from monitor.application.receive import Receiver
from monitor.application.record_poll import PollRecorder
from monitor.application.watching import record_matters
from monitor.audit.redact import Redactor
from monitor.bootstrap_mail import mail_settings, transport
from monitor.bootstrap_questions import Questions
from monitor.bootstrap_specs import source_specs
from monitor.clock import Clock, system_clock
from monitor.config import Config
from monitor.credentials import secret
from monitor.domain.vocabulary import Occasion
from monitor.errors import InputError, ShowcauseError
from monitor.ledger.store import open_ledger
from monitor.present.digest import RenderedMail, Silence
from notify.digest import Schedule, Subscription
from notify.outbox import remove
from notify.store import PeopleStore
from projections import items, matters
from projections.runner import Progress, Runner, open_views, rebuild

if TYPE_CHECKING:
    from feeds.fetch.source_worker import SourceWorker
    from feeds.parsing.results import Result
    from monitor.application.backfill import Filled

WEBHOOK_SECRET = "SHOWCAUSE_WEBHOOK_SECRET"  # noqa: S105 -- the name of a variable
WEBHOOK_CREDENTIAL = "webhook-secret"
_EVERYTHING = Subscription(pseudonym="", schedule=Schedule.DAILY, follows=(), since=0)


class RebuildReport(msgspec.Struct, frozen=True):
    """How many events were folded, in how many seconds."""

    events: int
    seconds: float


class Plan(NamedTuple):
    """A checked configuration that nothing was opened for yet, and what a long-lived process asks of it."""

    config: Config

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that one process at a time may keep up to date: the data folder, and the record's if another."""
        folders = {self.config.monitor.data_dir: None, self.config.database_dir: None}
        return tuple(folders)

    @property
    def tick_seconds(self) -> int:
        """How often to look what is due."""
        return self.config.daemon.tick_seconds

    @property
    def health_port(self) -> int:
        """The port on loopback for health and metrics; 0 for none."""
        return self.config.daemon.health_port

    def open(self, clock: Clock, newly: Collection[str] = ()) -> App:
        """Open the program, as `open_app` does."""
        return open_app(self.config, clock=clock, newly=newly)


class TickReport(msgspec.Struct, frozen=True):
    """What one tick did: times that arrived, mails that went out."""

    arrived: int
    delivered: DeliveryReport


class App(Questions):
    """The program over one data directory. Use it as a context manager: it holds files open."""

    def __init__(self, config: Config, clock: Clock, example: str | None) -> None:
        self.config = config
        folder = config.database_dir
        try:
            folder.mkdir(parents=True, exist_ok=True)
            config.monitor.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ShowcauseError(f"{folder}: the data folder cannot be made: {error.strerror}") from error
        stores = open_ledger(folder / "ledger.db"), open_views(folder / "views.db"), Memory(folder / "feeds.db")
        own_hosts = [host.lower() for host in config.fetch.allow_hosts]
        super().__init__(stores, source_specs(config), own_hosts, clock)
        self.people = PeopleStore(folder / "people.db", lambda: secrets.token_hex(8))
        self.people.place(self.ledger.seq_at)
        self.watched = watch(config.matters())
        mail, settings = transport(config, example, os.environ), mail_settings(config, example)
        self._delivery = Delivery(self.ledger, self.views, self.people, mail, settings, self.catch_up, self._silent)
        self._recorder = PollRecorder(self.ledger, self.memory, self.watched)

    def begin(self, newly: Collection[str] = ()) -> None:
        """Write what the configuration says anew into the record. Raises LedgerError when it cannot be written.

        `newly` are matters to be treated as watched for the first time although another process has recorded them.
        """
        self.catch_up()
        self.redactor.go_on(self.clock())
        known = matters.recorded(self.views)
        new = {m.id for m in self.watched.matters if m.id not in known or not known[m.id].watched}
        if record_matters(self.ledger, self.watched.matters, known, self.clock()) or newly:
            self.memory.forget_windows()  # what was left out as unwatched may now be watched
        newly = new.union(newly)
        self._recorder = PollRecorder(self.ledger, self.memory, self.watched, newly)
        self.catch_up()

    def record(self, spec: SourceSpec, poll: Poll, parsed: Result | None = None) -> PollReport:
        """Record one poll of one source: as a parse worker read it, or else read here."""
        return self._recorder.record(spec, poll, self.clock(), parsed)

    def watch_mailbox(self, spec: SourceSpec) -> None:
        """Note, at the first look, since when a mailbox is watched: what came before is its baseline."""
        self._recorder.mailbox_since(spec, self.clock())

    def record_full_text(self, spec: SourceSpec, page: Page, poll: Poll, text: str) -> bool:
        """Record the text of an item's page; False where it says no more than the item does."""
        return record_full_text(self.ledger, self.memory, self.watched, spec, page, poll, text, self.clock())

    def confirm(self, spec: SourceSpec, at: datetime) -> None:
        """Record a good poll of one source that showed nothing new."""
        self._recorder.confirm(spec, at, self.clock())

    def moved(self, spec: SourceSpec, *, asked: str, to: str, polls: int, polled_at: datetime) -> None:
        """Record that a source has moved for good, if the record does not say so yet; both addresses masked."""
        self._recorder.moved(spec, asked=asked, to=to, polls=polls, polled_at=polled_at, now=self.clock())

    def unread(
        self, specs: Iterable[SourceSpec], failed: Callable[[SourceSpec, str], object]
    ) -> Iterator[tuple[SourceSpec, Poll]]:
        """Every recorded poll and delivered mail of these sources not yet read, in order of time.

        A source whose folder cannot be read ends there, with the reason to `failed`; the others go on.
        """
        streams = [self._unread(spec, failed) for spec in specs]
        yield from heapq.merge(*streams, key=lambda pair: pair[1].polled_at)

    def _unread(
        self, spec: SourceSpec, failed: Callable[[SourceSpec, str], object]
    ) -> Iterator[tuple[SourceSpec, Poll]]:
        if is_mailbox(spec):
            self.watch_mailbox(spec)
        try:
            for poll in polls(spec, lambda name: self.memory.consumed(spec.id, name)):
                yield spec, poll
        except (InputError, OSError) as error:
            failed(spec, str(error))

    def ingest_lines(
        self, lines: Iterable[str], source: str, occasion: Occasion, progress: Progress | None = None
    ) -> IngestReport:
        """Record items given as JSON Lines."""
        self.catch_up()
        intake = LineIngest(self.ledger, self.watched, lambda key: items.current(self.views, key), self.clock)
        return intake.run(lines, source, occasion, progress)

    def backfill(self, source: str, heard: Callable[[int, int | None], None], *, wait: bool, anew: bool) -> Filled:
        """Fill in the history of a docket's list, as far as its server's limits allow, or `wait` for them.

        Raises InputError for a source that is no such list, LedgerError and StoreError.
        """
        from monitor.application.backfill import Backfill, Means  # only who fills in pays for the import

        spec = next((spec for spec in self.specs if spec.id == source), None)
        if spec is None or not (spec.fetched and kind(spec.kind).paged):
            lists = ", ".join(s.id for s in self.specs if s.fetched and kind(s.kind).paged) or "none"
            raise InputError(f"{source!r} is no source whose history can be filled in (those are: {lists})")
        worker = self.source_worker()
        try:
            means = Means(
                ask=lambda request, now: worker.submit(request, now).result(),
                clock=self.clock,
                pause=time.sleep,
                quota=self.quota,
                wait=wait,
            )
            return Backfill(spec, self.memory, self._recorder, means, heard).run(anew=anew)
        finally:
            worker.close()

    def source_worker(self) -> SourceWorker:
        """Start what asks sources, as `monitor.bootstrap_sources.source_worker` does. The caller closes it."""
        from monitor.bootstrap_sources import source_worker  # only who fetches pays for the import

        return source_worker(self.config, self.specs, os.environ)

    def receiver(self, clock: Clock) -> Receiver:
        """What records deliveries beside the tick, at a clock of its own. The caller closes it."""
        kept = self.config.monitor.data_dir / "kept"
        return Receiver(self.config.database_dir, kept, self.specs, self.watched, clock)

    def webhook_secret(self) -> str | None:
        """What the address of a webhook ends in. Raises ShowcauseError for a credential that cannot be read."""
        return secret(os.environ, WEBHOOK_SECRET, WEBHOOK_CREDENTIAL)

    @property
    def quota(self) -> Quota:
        """The limits of CourtListener's API as agreed on."""
        limits = self.config.courtlistener
        return Quota(per_minute=limits.per_minute, per_hour=limits.per_hour, per_day=limits.per_day)

    def tick(self, stopping: Callable[[], bool] = lambda: False) -> TickReport:
        """Do what is due at the clock's time: say which times have come, send what is to be told.

        `stopping` is asked before each mail; once true the rest waits for the next tick.
        """
        self._recorder.close_silent(self.specs, self.clock())
        arrived = self.say_times()
        report = self._delivery.run(self.clock(), stopping)
        self.catch_up()
        return TickReport(arrived=arrived, delivered=report)

    def say_times(self) -> int:
        """Say in the record which lapses and deadlines have come at the clock's time; gives how many are new."""
        self.catch_up()
        arrived = 0
        while new := clock_events.record_arrivals(self.ledger, self.views, self.clock(), self._looked):
            arrived += new
            self.catch_up()
        return arrived

    def _looked(self, matter: str, docket: str) -> datetime | None:
        return last_look(Looks(self.specs, self.memory, self.ledger, self.views), matter, docket)

    def backup(self, target: Path, beat: Callable[[int], object]) -> About:
        """Write the record, the people and the poll memory into one new file, also while the daemon runs.

        Raises ShowcauseError.
        """
        return write_backup(self.config.database_dir, target, self.clock(), version("showcause"), beat)

    @property
    def desk(self) -> ReviewDesk:
        """Where a person decides about readings, orders and actions."""
        return ReviewDesk(self.ledger, self.views, self.watched, self.catch_up, self.clock)

    def rebuild(self, progress: Progress | None = None) -> RebuildReport:
        """Fold the whole record into new views and take those over."""
        started = time.perf_counter()
        events = rebuild(self.ledger, self.views, progress)
        self._runner = Runner(self.ledger, self.views)
        return RebuildReport(events, time.perf_counter() - started)

    @property
    def redactor(self) -> Redactor:
        """Where an item's words are taken out, as a court or the law requires."""
        return Redactor(self.ledger, self.views, self.catch_up, self._forget)

    def _forget(self, item: str, mails: Collection[str]) -> None:
        self.memory.windows.forget_words(item)
        remove(self.config.monitor.data_dir / "outbox", self.people.files(mails))

    def _silent(self, now: datetime) -> tuple[Silence, ...]:
        courts = {key.partition("/")[0] for matter in self.watched.matters for key in matter.docket_keys}
        return silences(health(self.specs, self.memory, self.views, now, self.own_hosts), courts)

    def digest_preview(self, subscriber: str | None = None) -> list[RenderedMail]:
        """The mails that a subscriber (address or pseudonym) would get now; without one, somebody new who follows all.

        Sends nothing. Raises NotFoundError for a subscriber there is not.
        """
        self.catch_up()
        wanted = self.people.find(subscriber).subscription if subscriber else _EVERYTHING
        return self._delivery.preview(wanted, self.clock())

    def close(self) -> None:
        """Close every file."""
        for store in (self.memory, self.people, self.views, self.ledger):
            store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_app(
    config: Config,
    *,
    clock: Clock = system_clock,
    read_only: bool = False,
    example: str | None = None,
    newly: Collection[str] = (),
) -> App:
    """Open the program over the configuration's data folder; `read_only` leaves the record as it is.

    `newly` as for `App.begin`. Raises LedgerError, ProjectionError or ShowcauseError when a store cannot be opened.
    """
    app = App(config, clock, example)
    if not read_only:
        try:
            app.begin(newly)
        except BaseException:
            app.close()
            raise
    return app

"""One tick: ask the sources that are due, record what came, bring the views up to date, tell who is to be told.

The time is given; nothing here reads a clock, sleeps or starts a thread. What goes wrong in one place is said, counted
and stops nothing else: the next tick tries again.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from feeds.fetch.masking import masked
from feeds.fetch.moves import Move
from feeds.fetch.outcomes import Delivered, Failed, Fetched, NotModified, Outcome, mail_poll, unreadable
from feeds.model import Poll, SourceSpec
from feeds.parsing.results import Result
from feeds.parsing.worker import ParseWorker
from monitor.application.item_drafts import PollReport
from monitor.bootstrap import App, TickReport
from monitor.daemon.arena import give_back
from monitor.daemon.faults import Faults
from monitor.daemon.live import LiveSources, Reading
from monitor.daemon.local import LocalSources
from monitor.daemon.logs import say
from monitor.daemon.pages import Pages
from monitor.daemon.troubles import Troubles
from monitor.errors import ShowcauseError, UnreadableError

OF_A_SOURCE = ("source ", "record ", "address of ")
"""What stands before the id of a source in where a trouble of it is."""


class HeldClock:
    """A clock that shows the time of the tick under way, so that all of it happens at one time."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Give the time of the tick."""
        return self._now

    def set(self, now: datetime) -> None:
        """Set the time; it may go back, as the machine's does."""
        self._now = now.astimezone(UTC)


class Tick(msgspec.Struct, kw_only=True):
    """What one tick did. `told` is None where mail and times could not be seen to."""

    asked: list[str] = []
    polls: list[PollReport] = []
    unchanged: list[str] = []
    told: TickReport | None = None


class Ticker:
    """Ticks over one open application.

    `troubles` and `counts` outlive it. `stopping` says that the process is to end: what is not begun is then left for
    the next start. `beat` is called as work goes on.
    """

    def __init__(
        self,
        app: App,
        clock: HeldClock,
        *,
        jitter: Callable[[], float],
        troubles: Troubles,
        counts: Counter[tuple[str, str]],
        stopping: Callable[[], bool] = lambda: False,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self.app, self.troubles, self.counts = app, troubles, counts
        self._clock, self._stopping, self._beat = clock, stopping, beat
        self._parser, self._faults = ParseWorker(), Faults()
        self.live = LiveSources(
            app.specs, app.memory, app.source_worker, self._parser, jitter, app.quota, app.own_hosts
        )
        self.local = LocalSources(app.specs)
        self.pages = Pages(app.specs, app.memory, self.live.fetch, app.record_full_text)

    def tick(self, now: datetime, *, early: bool = False, ask: bool = True) -> Tick:
        """Do all that is due at `now`; `early` asks well sources before their time. Fetches come in by a later tick.

        With `ask` False nobody is asked anything; what is under way still comes in.
        """
        self._clock.set(now)
        done = Tick(asked=self.live.ask(now, early=early) if ask else [])
        self.collect(now, done)
        self._guarded("full texts", lambda: self._read_pages(now))
        self._guarded("recordings", lambda: self._read_local(now, done))
        if not self._stopping():
            self._guarded("views and mail", lambda: self._tell(done))
        self._say(done)
        if done.polls and not self.busy():
            give_back()
        return done

    def collect(self, now: datetime, done: Tick) -> None:
        """Record every fetch that has come. One that the record does not take now stays, and is not fetched again."""
        for spec, outcome, reading in self.live.arrived(now):
            if self._stopping():
                return
            self._guarded(
                f"record {spec.id}",
                lambda s=spec, o=outcome, r=reading: self._settle(s, o, r, now, done),  # type: ignore[misc]
            )
            self._beat()

    def close(self) -> None:
        """Drop what is under way. The application stays open."""
        self.pages.close()
        self.live.close()
        self._parser.close()

    def busy(self) -> bool:
        """Whether anything that was asked for has not been handed over yet."""
        return self.live.busy() or self.pages.busy()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for what is under way, or so long."""
        self.live.wait(seconds)
        self.pages.wait(seconds)

    def _read_pages(self, now: datetime) -> None:
        if self._stopping():
            return
        for page in self.pages.tick(now):
            self.counts["pages", "unread" if page.reason else "read"] += 1
            if page.reason:
                say(logging.INFO, "full text not read", source=page.source, page=page.url, reason=page.reason)
            else:
                say(logging.INFO, "full text recorded", source=page.source, page=page.url)

    def _settle(self, spec: SourceSpec, outcome: Outcome, reading: Reading | None, now: datetime, done: Tick) -> None:
        if isinstance(outcome, Fetched) and reading is not None:
            report = self._record(spec, reading.poll, done, reading.result.result())
            if report.unreadable is not None:
                outcome = unreadable(outcome, UnreadableError(spec.id, report.unreadable))
        elif isinstance(outcome, NotModified):
            self.app.confirm(spec, now)
            done.unchanged.append(spec.id)
        elif isinstance(outcome, Delivered):
            self._take_in(spec, outcome, now, done)
        health = self.live.settle(spec, outcome, now)
        self.counts["polls", _kind(outcome)] += 1
        if isinstance(outcome, Fetched | NotModified | Delivered):
            self.troubles.over(_of(spec))
        else:
            self.troubles.met(_of(spec), outcome.reason, next_poll=health.next_poll, why=health.why)
        self._say_moved(spec, health.move, now)

    def _take_in(self, spec: SourceSpec, box: Delivered, now: datetime, done: Tick) -> None:
        """Record the mails of a look; one that is no notice is named once, since it is never read again."""
        self.app.watch_mailbox(spec)
        for reason in box.passed:
            say(logging.WARNING, "mail passed over", source=spec.id, reason=reason)
        for letter in box.letters:
            poll = mail_poll(box, letter, now)
            parsed = self._parser.submit(spec, poll, self.app.memory.windows.seen(spec.id)).result()
            report = self._record(spec, poll, done, parsed)
            if report.unreadable is not None:
                say(logging.WARNING, "mail passed over", source=spec.id, reason=report.unreadable)
            self._beat()
        self.app.confirm(spec, now)
        done.unchanged += [] if box.letters else [spec.id]

    def _say_moved(self, spec: SourceSpec, move: Move | None, now: datetime) -> None:
        if move is None or not move.confirmed:
            self.troubles.over(f"address of {spec.id}")
            return
        self.app.moved(spec, asked=masked(spec.url), to=masked(move.to), polls=move.polls, polled_at=now)
        self.troubles.met(f"address of {spec.id}", f"moved for good to {masked(move.to)}: change its url")

    def _record(self, spec: SourceSpec, poll: Poll, done: Tick, parsed: Result | None) -> PollReport:
        report = self.app.record(spec, poll, parsed)
        done.polls.append(report)
        if report.traceback:
            say(logging.ERROR, "parser failed", source=spec.id, poll=poll.name, traceback=report.traceback)
        if report.unreadable is None:
            self._faults.met(spec.id, report.problems)
        return report

    def _read_local(self, now: datetime, done: Tick) -> None:
        """Record what is new in folders, in the order of its times across them all."""
        failed: set[str] = set()

        def cannot(spec: SourceSpec, reason: str) -> None:
            failed.add(spec.id)
            self.local.failed(spec, now)
            self.app.memory.failed(spec.id, spec.url, now, reason)
            self.troubles.met(_of(spec), reason)

        for spec, poll in self.app.unread(self.local.to_read(now), cannot):
            if self._stopping():
                return
            # a poll that cannot be recorded now holds up those after it, or they would be recorded out of order
            if spec.id not in failed and not self._guarded(
                f"record {spec.id}",
                lambda s=spec, p=poll: self._record_local(s, p, done),  # type: ignore[misc]
            ):
                failed.add(spec.id)
                self.local.failed(spec, now)
            self._beat()

    def _record_local(self, spec: SourceSpec, poll: Poll, done: Tick) -> None:
        parsed = None
        if poll.delivered:  # anybody's words, where a recording is the operator's own file
            parsed = self._parser.submit(spec, poll, self.app.memory.windows.seen(spec.id)).result()
        report = self._record(spec, poll, done, parsed)
        if report.unreadable is None:
            self.troubles.over(_of(spec))
        else:
            self.troubles.met(_of(spec), f"{spec.id}: {poll.name}: {report.unreadable}")

    def _tell(self, done: Tick) -> None:
        done.told = self.app.tick(self._beat_or_stop)
        mails = done.told.delivered
        for problem in mails.problems:
            say(logging.WARNING, "mail", problem=problem)
        if mails.stopped is None:
            self.troubles.over("mail server")
        else:
            self.troubles.met("mail server", mails.stopped)

    def _beat_or_stop(self) -> bool:
        self._beat()
        return self._stopping()

    def _guarded(self, where: str, work: Callable[[], None]) -> bool:
        """Do some work; what it raises is a trouble that lasts until it next goes well."""
        try:
            work()
        except (ShowcauseError, OSError) as error:
            self.troubles.met(where, str(error))
        except Exception as error:  # noqa: BLE001 - logged with its traceback, and the process is not ready while it lasts
            self.troubles.met(where, f"{type(error).__name__}: {error}", exc_info=True)
        else:
            self.troubles.over(where)
            return True
        return False

    def _say(self, done: Tick) -> None:
        for report in done.polls:
            self.counts["items", "observed"] += report.observed
            self.counts["items", "revised"] += report.revised
            if report.observed or report.revised:
                say(logging.INFO, "recorded", source=report.source, poll=report.name, observed=report.observed,
                    revised=report.revised)  # fmt: skip
        if done.told is not None:
            self._say_told(done.told)

    def _say_told(self, told: TickReport) -> None:
        mails = told.delivered
        handed = {"alert": mails.alerts, "daily": mails.dailies, "delayed": mails.delayed, "refused": mails.refused,
                  "uncertain": mails.uncertain}  # fmt: skip
        for kind, number in handed.items():
            self.counts["mails", kind] += number
        if told.arrived or any(handed.values()):
            done = {name: number for name, number in handed.items() if number}
            say(logging.INFO, "told", arrived=told.arrived, mails=done or None)


def _of(spec: SourceSpec) -> str:
    return f"source {spec.id}"


def _kind(outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        return outcome.kind.value
    return _KINDS.get(type(outcome), "refused")


_KINDS = {Fetched: "fetched", NotModified: "not_modified", Delivered: "mailbox"}

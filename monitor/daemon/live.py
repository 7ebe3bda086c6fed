"""The sources that are asked over the network: asks those that are due, has read what came, and hands it over.

Records no item.

Fetching runs beside the tick, on the fetch worker's own thread, and reading in processes of its own; everything here is
called from the tick's thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, wait
from datetime import datetime, timedelta
from typing import Any

import msgspec

from feeds.fetch.addresses import host_of
from feeds.fetch.backoff import PollHealth, after_poll, due, holds_after
from feeds.fetch.outcomes import Fetched, FetchRequest, Outcome, as_poll
from feeds.fetch.pages import MORE
from feeds.fetch.polling import keep, recall, request
from feeds.fetch.source_worker import SourceWorker
from feeds.kinds import kind
from feeds.memory import Memory
from feeds.model import Poll, SourceSpec
from feeds.parsing.results import Result
from feeds.parsing.worker import ParseWorker
from feeds.quota import Quota
from feeds.sameness import digest_of, keep_reading, same_reading
from feeds.schedule import pace_of

LIMIT = "the limit of questions to this server is reached"
AT_ONCE = 16
"""So many sources are asked at once, those whose bodies wait to be recorded included."""
SLOW = timedelta(seconds=10)
"""Who has not answered in this time leaves room for another."""
READ_AHEAD = 4
"""So many bodies are given to be read before what was read of them is settled."""
READ_SECONDS = 2.0
"""How long a tick waits for what it gave to be read; what takes longer is recorded by a later tick."""


class Reading(msgspec.Struct, frozen=True):
    """A body that is being read without the items of a window, and what will come of it.

    `window` is the name that the window had in the memory, `digest` the body's.
    """

    poll: Poll
    digest: bytes
    window: bytes | None
    result: Future[Result]


class LiveSources:
    """The fetched sources of one configuration. `worker` starts the fetching, and is called when first needed.

    `own` are servers of the operator's ("host:port"), which may be asked as often as is configured.
    """

    def __init__(
        self,
        specs: Iterable[SourceSpec],
        memory: Memory,
        worker: Callable[[], SourceWorker],
        parser: ParseWorker,
        jitter: Callable[[], float],
        quota: Quota,
        own: Collection[str] = (),
    ) -> None:
        self._specs = {spec.id: spec for spec in specs if spec.fetched}
        self._memory, self._start, self._parser, self._jitter = memory, worker, parser, jitter
        self._quota, self._own = quota, own
        self._worker: SourceWorker | None = None
        self._health = {spec.id: recall(memory, spec) for spec in self._specs.values()}
        self._holds = memory.fetches.holds()
        self._queue: deque[SourceSpec] = deque()
        self._begun: dict[str, datetime] = {}
        self._asked: dict[str, Future[Outcome]] = {}
        self._readings: dict[str, Reading] = {}
        self._handed: set[str] = set()

    def ask(self, now: datetime, *, early: bool = False) -> list[str]:
        """Start fetching what is due; gives the ids. One that is under way is not asked again.

        Of many some wait until what has come is settled. `early` asks before their time those that are well;
        who fails, or asked us to wait, keeps its back-off.
        """
        wanted = [spec for spec in self._left() if self._due(spec, now, early) and self._allowed(spec, now)]
        self._queue.extend(wanted)
        self._start_some(now)
        return [spec.id for spec in wanted]

    def _left(self) -> list[SourceSpec]:
        """The sources that are neither under way nor about to be."""
        queued = {spec.id for spec in self._queue}
        return [spec for spec in self._specs.values() if spec.id not in self._asked and spec.id not in queued]

    def _start_some(self, now: datetime) -> None:
        """Start as many as there is room for: what has come and is not settled is all in memory. Who is slow holds
        nobody up for long.
        """
        lately = {ident for ident, begun in self._begun.items() if abs(now - begun) < SLOW}
        room = AT_ONCE - sum(future.done() or ident in lately for ident, future in self._asked.items())
        while self._queue and room > 0:
            spec = self._queue.popleft()
            if self._worker is None:
                self._worker = self._start()
            self._asked[spec.id] = self._worker.submit(request(self._memory, spec), now)
            self._begun[spec.id] = now
            room -= 1

    def _allowed(self, spec: SourceSpec, now: datetime) -> bool:
        """Whether the server's limit leaves a question to a list in pages; where not, it waits until one is free."""
        if not kind(spec.kind).paged:
            return True
        free = self._memory.places.spend(host_of(spec.url), now, self._quota)
        if free is not None:
            health = self._health[spec.id]
            self._health[spec.id] = msgspec.structs.replace(health, next_poll=free, polled_at=now, why=LIMIT)
        return free is None

    def fetch(self, request: FetchRequest, now: datetime) -> Future[Outcome]:
        """Fetch what belongs to a source and is not its feed, under the same guard and in turn with the rest."""
        if self._worker is None:
            self._worker = self._start()
        return self._worker.submit(request, now)

    def _due(self, spec: SourceSpec, now: datetime, early: bool) -> bool:  # noqa: FBT001
        health, held = self._health[spec.id], self._holds.get(host_of(spec.url))
        if early and not health.failures:
            return held is None or now >= held
        return due(health, now, held)

    def waiting(self, now: datetime) -> list[tuple[SourceSpec, PollHealth]]:
        """The sources that are not due yet and not under way, with why they wait."""
        return [(spec, self._health[spec.id]) for spec in self._left() if not self._due(spec, now, early=True)]

    def arrived(self, now: datetime) -> Iterator[tuple[SourceSpec, Outcome, Reading | None]]:
        """What has come, a body with what was read of it, and is not settled yet; given again until it is.

        `now` is when a body counts as polled. One that could not be given to a process, or was read against a window
        that another command has forgotten meanwhile, is read anew for a later call. A few are read ahead of what is
        settled: what is read of a whole list takes ten times the room of its body.
        """
        came = [ident for ident, future in self._asked.items() if future.done()]
        came.sort(key=lambda ident: isinstance(self._asked[ident].result(), Fetched))  # who waits for no reader first
        for first in range(0, len(came), READ_AHEAD):
            some = [(ident, self._asked[ident].result()) for ident in came[first : first + READ_AHEAD]]
            begun = [self._read(ident, body, now) for ident, body in some if isinstance(body, Fetched)]
            late = wait([reading.result for reading in begun if reading is not None], timeout=READ_SECONDS).not_done
            yield from self._whole(some)
            if late:
                break
        self._start_some(now)

    def _whole(self, came: list[tuple[str, Outcome]]) -> Iterator[tuple[SourceSpec, Outcome, Reading | None]]:
        for ident, outcome in came:
            reading = self._done(ident)
            if reading is not None or not isinstance(outcome, Fetched):
                self._handed.add(ident)
                yield self._specs[ident], outcome, reading

    def _read(self, ident: str, body: Fetched, now: datetime) -> Reading | None:
        """Have a body read; None where it is under way already."""
        if ident in self._readings:
            return None
        poll, spec = as_poll(body, now), self._specs[ident]
        digest = digest_of(spec, poll)
        window = self._memory.windows.name(ident)  # before its items: should they change meanwhile, this is stale
        found = _given(same_reading(self._memory, spec, digest))
        found = found or self._parser.submit(spec, poll, self._memory.windows.seen(ident))
        self._readings[ident] = Reading(poll, digest, window, found)
        return self._readings[ident]

    def _done(self, ident: str) -> Reading | None:
        reading = self._readings.get(ident)
        if reading is None or not reading.result.done():
            return None
        failed = reading.result.exception() is not None
        stale = reading.window != self._memory.windows.name(ident)
        if failed or stale:
            del self._readings[ident]
        return None if stale else reading

    def settle(self, spec: SourceSpec, outcome: Outcome, now: datetime) -> PollHealth:
        """Remember what came of a poll and plan the next. The record must hold by now what it brought."""
        asked = pace_of(spec, self._memory.measured(spec.id), now, self._own)
        planned = after_poll(self._health[spec.id], now, spec, outcome, self._jitter(), asked)
        health = keep(self._memory, spec, planned, outcome, now)
        if isinstance(outcome, Fetched) and (reading := self._readings.get(spec.id)):
            keep_reading(self._memory, spec, reading.digest, reading.result.result())
        holds = holds_after(self._holds, outcome, now)
        if holds != self._holds:
            self._memory.fetches.keep_holds(holds)
        self._health[spec.id], self._holds = health, holds
        del self._asked[spec.id], self._begun[spec.id]
        self._readings.pop(spec.id, None)
        self._handed.discard(spec.id)
        return health

    def health(self) -> dict[str, PollHealth]:
        """How the polls of each source went."""
        return dict(self._health)

    def more(self, now: datetime) -> bool:
        """Whether a source that was asked has more to give at once: a list in pages, a large mailbox."""
        return any(self._health[spec.id].why == MORE and self._due(spec, now, early=False) for spec in self._left())

    def busy(self) -> bool:
        """Whether anything asked has not been handed over yet."""
        return bool(self._queue) or any(ident not in self._handed for ident in self._asked)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what is being fetched or read has come, or so long. Each has its own end."""
        wait(self._under_way(), timeout=seconds)

    def _under_way(self) -> list[Future[Any]]:
        return [*self._asked.values(), *(reading.result for reading in self._readings.values())]

    def close(self) -> None:
        """Drop what is under way, as if it had never been asked."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        self._queue.clear()
        self._begun.clear()
        self._asked.clear()
        self._readings.clear()
        self._handed.clear()


def _given(result: Result | None) -> Future[Result] | None:
    """What is known already, as what will come."""
    if result is None:
        return None
    given: Future[Result] = Future()
    given.set_result(result)
    return given

"""The sources that are fetched over HTTP: asks those that are due and hands over what came. Records no item.

Fetching runs beside the tick, on the fetch worker's own thread; everything here is called from the tick's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from datetime import datetime

from feeds.fetch.addresses import host_of
from feeds.fetch.backoff import PollHealth, after_poll, due, holds_after
from feeds.fetch.outcomes import Outcome
from feeds.fetch.polling import keep, recall, request
from feeds.fetch.worker import FetchWorker
from feeds.memory import Memory
from feeds.model import SourceSpec


class LiveSources:
    """The fetched sources of one configuration. `worker` starts the fetching, and is called when first needed."""

    def __init__(
        self,
        specs: Iterable[SourceSpec],
        memory: Memory,
        worker: Callable[[], FetchWorker],
        jitter: Callable[[], float],
    ) -> None:
        self._specs = {spec.id: spec for spec in specs if spec.fetched}
        self._memory, self._start, self._jitter = memory, worker, jitter
        self._worker: FetchWorker | None = None
        self._health = {spec.id: recall(memory, spec) for spec in self._specs.values()}
        self._holds = memory.holds()
        self._asked: dict[str, Future[Outcome]] = {}

    def ask(self, now: datetime, *, early: bool = False) -> list[str]:
        """Start fetching what is due; gives the ids. One that is under way is not asked again.

        `early` asks before their time those that are well; who fails, or asked us to wait, keeps its back-off.
        """
        wanted = [spec for spec in self._specs.values() if spec.id not in self._asked and self._due(spec, now, early)]
        for spec in wanted:
            if self._worker is None:
                self._worker = self._start()
            self._asked[spec.id] = self._worker.submit(request(self._memory, spec), now)
        return [spec.id for spec in wanted]

    def _due(self, spec: SourceSpec, now: datetime, early: bool) -> bool:  # noqa: FBT001
        health, held = self._health[spec.id], self._holds.get(host_of(spec.url))
        if early and not health.failures:
            return held is None or now >= held
        return due(health, now, held)

    def waiting(self, now: datetime) -> list[tuple[SourceSpec, PollHealth]]:
        """The sources that are not due yet and not under way, with why they wait."""
        left = (spec for spec in self._specs.values() if spec.id not in self._asked)
        return [(spec, self._health[spec.id]) for spec in left if not self._due(spec, now, early=True)]

    def arrived(self) -> list[tuple[SourceSpec, Outcome]]:
        """What has come and is not settled yet; given again until it is."""
        done = [(self._specs[ident], future) for ident, future in self._asked.items() if future.done()]
        return [(spec, future.result()) for spec, future in done]

    def settle(self, spec: SourceSpec, outcome: Outcome, now: datetime) -> PollHealth:
        """Remember what came of a poll and plan the next. The record must hold by now what it brought."""
        health = after_poll(self._health[spec.id], now, spec, outcome, self._jitter())
        keep(self._memory, spec, health, outcome, now)
        holds = holds_after(self._holds, outcome, now)
        if holds != self._holds:
            self._memory.keep_holds(holds)
        self._health[spec.id], self._holds = health, holds
        del self._asked[spec.id]
        return health

    def health(self) -> dict[str, PollHealth]:
        """How the polls of each source went."""
        return dict(self._health)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until all that is under way has come, or so long. Each fetch has its own end."""
        wait(self._asked.values(), timeout=seconds)

    def close(self) -> None:
        """Drop what is under way, as if it had never been asked."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        self._asked.clear()

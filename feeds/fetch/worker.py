"""Fetching beside a program that does not speak asyncio: one thread, one event loop, many exchanges. Records nothing.

Requests go in from any thread and come back as futures, so that one slow source holds up no other and a stop waits for
none.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Collection
from concurrent.futures import Future
from datetime import datetime
from types import TracebackType
from typing import Self

from feeds.fetch.addresses import host_of, origin_of
from feeds.fetch.client import DEFAULT_LIMITS, Client
from feeds.fetch.guard import Guard
from feeds.fetch.limits import Limits
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import Failed, FailureKind, FetchRequest, Outcome, RetryAfter, RetryScope
from feeds.fetch.politeness import Politeness, Turns
from feeds.fetch.proxy import Proxy
from feeds.fetch.resolve import Resolver, system_resolver

DEFAULT_POLITENESS = Politeness()


class FetchWorker:
    """Holds the loop, the client and the turns; one for the life of a process. Takes nothing more once closed.

    `own` are servers of the operator's own ("host:port"): no politeness is owed to them, and no gap is kept.
    """

    def __init__(
        self,
        agent: str,
        *,
        guard: Guard,
        limits: Limits = DEFAULT_LIMITS,
        politeness: Politeness = DEFAULT_POLITENESS,
        own: Collection[str] = (),
        resolve: Resolver = system_resolver,
        ssl_context: ssl.SSLContext | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        self._client = Client(agent, guard=guard, limits=limits, resolve=resolve, ssl_context=ssl_context, proxy=proxy)
        self._turns = Turns(politeness)
        self._own = own
        self._left_alone: dict[str, RetryAfter] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._under_way: set[Future[Outcome]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, request: FetchRequest, now: datetime) -> Future[Outcome]:
        """Starts a fetch as soon as it is polite to; the future ends with an outcome, or cancelled by `close`.

        Raises RuntimeError after `close`.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("the fetch worker is closed")
            future = asyncio.run_coroutine_threadsafe(self._fetch(request, now), self._loop)
            self._under_way.add(future)
            future.add_done_callback(self._under_way.discard)
            return future

    def close(self) -> None:
        """Cancels what is under way, as if it had never been asked, and ends the thread. May be called twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        asyncio.run_coroutine_threadsafe(self._cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _fetch(self, request: FetchRequest, now: datetime) -> Outcome:
        own, host = origin_of(request.url) in self._own, host_of(request.url)
        async with self._turns.own_turn() if own else self._turns.turn(host):
            wish = self._left_alone.get(host)
            if wish is not None and now < wish.at:
                return _not_asked(request, wish)
            outcome = await self._client.fetch(request, now)
            self._heed(outcome)  # before the turn is over
            return outcome

    def _heed(self, outcome: Outcome) -> None:
        """A 429 is for those too that were due at the same moment and still wait for their turn at that host."""
        wish = outcome.retry_after if isinstance(outcome, Failed) else None
        if wish is not None and wish.scope is RetryScope.HOST:
            self._left_alone[wish.host] = wish

    async def _cancel_all(self) -> None:
        # only the fetches themselves: the transport's own tasks must be ended by the transport, begun or not
        for future in tuple(self._under_way):
            future.cancel()
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(tasks)
        await self._client.aclose()


def _not_asked(request: FetchRequest, wish: RetryAfter) -> Failed:
    return Failed(
        source=request.source,
        kind=FailureKind.THROTTLED,
        reason=f"{request.source}: {masked(request.url)}: not asked: the host wants to be left alone (429)",
        retry_after=wish,
    )

"""Taking turns: how many requests run at once, to one host and in all, and the gap between two to one host. Drops none.

A turn is for the host a source names. Redirects within an exchange are part of it and wait for no second turn: two
exchanges each waiting for the other's host would never end.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec


class Politeness(msgspec.Struct, frozen=True, kw_only=True):
    """`gap_seconds` lie between the starts of two requests to one host; at most `per_host` and `in_all` run at once."""

    gap_seconds: float = 2.0
    per_host: int = 1
    in_all: int = 6


class Turns:
    """The turns of one event loop."""

    def __init__(self, rules: Politeness, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rules, self._monotonic = rules, monotonic
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(rules.per_host))
        self._all = asyncio.Semaphore(rules.in_all)
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn at `host`, in the order of asking, and holds it. Waiting for one host delays no other."""
        async with self._hosts[host]:
            await asyncio.sleep(self._reserve(host))
            async with self._all:
                yield

    @asynccontextmanager
    async def own_turn(self) -> AsyncIterator[None]:
        """Wait for a turn at a server of the operator's own: only the number in all counts, no host and no gap."""
        async with self._all:
            yield

    def _reserve(self, host: str) -> float:
        """Takes the next free start at a host; seconds until then."""
        now = self._monotonic()
        start = max(now, self._free_at.get(host, now))
        self._free_at[host] = start + self._rules.gap_seconds
        return start - now

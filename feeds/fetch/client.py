"""One conditional GET, with all that may go wrong turned into an outcome. Keeps nothing between two calls, no cookies.

It speaks through httpx2's transport and not through its client: that one keeps cookies, may read proxies and passwords
from the environment, and logs every address with its query.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx2

from feeds.fetch import redirects, statuses
from feeds.fetch.body import read_body
from feeds.fetch.faults import ExchangeError, GuardRefusedError, describe
from feeds.fetch.guard import Guard
from feeds.fetch.limits import Limits
from feeds.fetch.network import GuardedBackend, GuardedTransport
from feeds.fetch.outcomes import FailureKind, FetchRequest, Outcome
from feeds.fetch.proxy import Proxy
from feeds.fetch.resolve import Resolver, system_resolver
from feeds.fetch.trail import Trail
from monitor.errors import InputError

DEFAULT_LIMITS = Limits()
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)


def user_agent(version: str, contact: str) -> str:
    """Who we are and whom to write to. Raises InputError for a contact that does not fit a header."""
    if not contact or not (contact.isascii() and contact.isprintable()):
        raise InputError(f"monitor.contact: {contact!r} cannot stand in a User-Agent: plain printable ASCII only")
    return f"showcause/{version} (monitor of court orders; contact {contact})"


class Client:
    """Fetches on the running event loop, many at once if asked. Politeness towards hosts is not its business.

    `ssl_context` replaces the system's trust store; `resolve` and `monotonic` (seconds) replace the machine's.
    """

    def __init__(
        self,
        agent: str,
        *,
        guard: Guard,
        limits: Limits = DEFAULT_LIMITS,
        resolve: Resolver = system_resolver,
        ssl_context: ssl.SSLContext | None = None,
        proxy: Proxy | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agent, self._limits, self._monotonic = agent, limits, monotonic
        context = ssl_context or httpx2.create_ssl_context(trust_env=False)
        self._transport = GuardedTransport(GuardedBackend(guard, resolve, proxy), context)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes what is still open."""
        await self._transport.aclose()

    async def fetch(self, request: FetchRequest, now: datetime) -> Outcome:
        """What came of one GET, redirects included. Raises nothing that the network or the server can bring about.

        `now` (aware) is what a Retry-After in seconds counts from.
        """
        trail = Trail(request)
        try:
            async with asyncio.timeout(self._limits.deadline_seconds):
                return await self._follow(trail, now)
        except GuardRefusedError as error:
            return trail.refused(error)
        except TimeoutError:
            words = f"not done within {self._limits.deadline_seconds:g} s"
            return trail.failed(ExchangeError(FailureKind.TIMEOUT, words))
        except ExchangeError as error:
            return trail.failed(error)
        except httpx2.HTTPError as error:
            return trail.failed(describe(error))

    async def _follow(self, trail: Trail, now: datetime) -> Outcome:
        trail.start()
        while True:
            response = await self._transport.handle_async_request(self._request(trail))
            async with aclosing(response):
                if response.status_code not in redirects.STATUSES:
                    return await self._answer(trail, response, now)
            location = _location(_headers(response).get("location"))
            target = redirects.next_address(trail.current, location, trail.visited, self._limits.max_redirects)
            trail.go(response.status_code, target)

    def _request(self, trail: Trail) -> httpx2.Request:
        headers = [
            (b"User-Agent", self._agent.encode("ascii")),
            (b"Accept", ACCEPT.encode("ascii")),
            (b"Accept-Encoding", b"gzip"),
            (b"Connection", b"close"),
            *trail.own_headers(),
        ]
        extensions = {"timeout": self._limits.timeouts()}
        return httpx2.Request("GET", trail.current, headers=headers, extensions=extensions)

    async def _answer(self, trail: Trail, response: httpx2.Response, now: datetime) -> Outcome:
        status, headers = response.status_code, _headers(response)
        validators = trail.validators()
        if status == statuses.NOT_MODIFIED and validators is not None:
            return trail.not_modified(headers, validators)
        if status not in statuses.SUCCESS:
            raise statuses.failure(status, headers.get("retry-after"), trail.current.host, now)
        encoding = headers.get("content-encoding", "")
        async with aclosing(response.aiter_raw()) as chunks:
            body = await read_body(chunks, encoding, self._limits, self._monotonic)
        return trail.fetched(status, headers, body)


def _headers(response: httpx2.Response) -> dict[str, str]:
    """Lower-case names, a repeated header joined (RFC 9110, 5.2); without Set-Cookie, a secret nobody here needs."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name != "set-cookie":
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _location(value: str | None) -> str | None:
    """Servers send UTF-8 here although nothing allows it; what is not UTF-8 stays Latin-1."""
    if value is None:
        return None
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value

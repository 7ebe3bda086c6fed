"""One conditional GET, with all that may go wrong turned into an outcome. Keeps nothing between two calls, no cookies.

It speaks through httpx2's transport and not through its client: that one keeps cookies, may read proxies and passwords
from the environment, and logs every address with its query.
"""

from __future__ import annotations

import asyncio
import base64
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
from feeds.fetch.masking import masked
from feeds.fetch.network import GuardedBackend, GuardedTransport
from feeds.fetch.outcomes import (
    Failed,
    FailureKind,
    Fetched,
    FetchRequest,
    Hop,
    NotModified,
    Outcome,
    Refused,
    Validators,
)
from feeds.fetch.resolve import Resolver, system_resolver
from monitor.errors import InputError

DEFAULT_LIMITS = Limits()
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


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
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agent, self._limits, self._monotonic = agent, limits, monotonic
        context = ssl_context or httpx2.create_ssl_context(trust_env=False)
        self._transport = GuardedTransport(GuardedBackend(guard, resolve), context)

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
        trail = _Trail(request)
        try:
            async with asyncio.timeout(self._limits.deadline_seconds):
                return await self._follow(trail, now)
        except GuardRefusedError as error:
            return Refused(source=request.source, reason=trail.reason(str(error)), hops=tuple(trail.hops))
        except TimeoutError:
            words = f"not done within {self._limits.deadline_seconds:g} s"
            return trail.failed(ExchangeError(FailureKind.TIMEOUT, words))
        except ExchangeError as error:
            return trail.failed(error)
        except httpx2.HTTPError as error:
            return trail.failed(describe(error))

    async def _follow(self, trail: _Trail, now: datetime) -> Outcome:
        trail.start()
        while True:
            response = await self._transport.handle_async_request(self._request(trail))
            async with aclosing(response):
                if response.status_code not in redirects.STATUSES:
                    return await self._answer(trail, response, now)
            location = _location(_headers(response).get("location"))
            target = redirects.next_address(trail.current, location, trail.visited, self._limits.max_redirects)
            trail.go(response.status_code, target)

    def _request(self, trail: _Trail) -> httpx2.Request:
        headers = [
            (b"User-Agent", self._agent.encode("ascii")),
            (b"Accept", ACCEPT.encode("ascii")),
            (b"Accept-Encoding", b"gzip"),
            (b"Connection", b"close"),
            *trail.own_headers(),
        ]
        extensions = {"timeout": self._limits.timeouts()}
        return httpx2.Request("GET", trail.current, headers=headers, extensions=extensions)

    async def _answer(self, trail: _Trail, response: httpx2.Response, now: datetime) -> Outcome:
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


class _Trail:
    """Where one exchange has got to, and what may be said to the server it is with now."""

    def __init__(self, request: FetchRequest) -> None:
        self._request = request
        self._authorization: str | None = None
        self.visited: list[str] = []
        self.hops: list[Hop] = []

    def start(self) -> None:
        address = redirects.parse_address(self._request.url)
        self._authorization = self._request.authorization or _basic(address)
        self.current = address.copy_with(userinfo=b"")
        self.visited.append(str(self.current))

    def go(self, status: int, target: httpx2.URL) -> None:
        if not redirects.same_origin(self.current, target):
            self._authorization = None  # for good: a way back to the origin was another server's idea
        self.hops.append(Hop(status=status, url=masked(str(self.current)), to=masked(str(target))))
        self.current = target
        self.visited.append(str(target))

    def validators(self) -> Validators | None:
        """Those that the current address gave, if there are any to send."""
        held = self._request.validators
        if held is None or held.url != str(self.current) or not (held.etag or held.last_modified):
            return None
        return held

    def own_headers(self) -> list[tuple[bytes, bytes]]:
        held = self.validators()
        pairs = (
            (b"Authorization", self._authorization),
            (b"If-None-Match", held and held.etag),
            (b"If-Modified-Since", held and held.last_modified),
        )
        # Latin-1 both ways: the bytes of a validator go back as they came.
        return [(name, value.encode("latin-1")) for name, value in pairs if value]

    def fetched(self, status: int, headers: dict[str, str], body: bytes) -> Fetched:
        url = str(self.current)
        return Fetched(
            source=self._request.source,
            asked=self._request.url,
            url=url,
            status=status,
            headers=headers,
            body=body,
            validators=Validators(url=url, etag=headers.get("etag"), last_modified=headers.get("last-modified")),
            hops=tuple(self.hops),
            moved_to=redirects.moved_to(self.hops, self.current),
        )

    def not_modified(self, headers: dict[str, str], held: Validators) -> NotModified:
        return NotModified(
            source=self._request.source,
            url=str(self.current),
            validators=Validators(
                url=held.url,
                etag=headers.get("etag", held.etag),
                last_modified=headers.get("last-modified", held.last_modified),
            ),
            hops=tuple(self.hops),
            moved_to=redirects.moved_to(self.hops, self.current),
        )

    def failed(self, error: ExchangeError) -> Failed:
        return Failed(
            source=self._request.source,
            kind=error.kind,
            reason=self.reason(error.words),
            status=error.status,
            retry_after=error.retry_after,
            hops=tuple(self.hops),
        )

    def reason(self, words: str) -> str:
        place = self.visited[-1] if self.visited else self._request.url
        return f"{self._request.source}: {masked(place)}: {words}"


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


def _basic(address: httpx2.URL) -> str | None:
    if not address.userinfo:
        return None
    pair = f"{address.username}:{address.password}".encode()
    return f"Basic {base64.b64encode(pair).decode('ascii')}"

"""Connections for the client: one resolution, every address checked, and the checked address is the one dialled.

Refuses before any packet leaves for a host, port or address the guard does not admit. Only this layer sees the address:
the Host header and the TLS name stay the name, so a second answer of the name server (DNS rebinding) has no effect.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Sequence

import httpcore2
import httpx2

from feeds.fetch.faults import ExchangeError
from feeds.fetch.guard import Guard
from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import FailureKind
from feeds.fetch.proxy import Proxy, tunnel
from feeds.fetch.resolve import Resolver

MOST_ADDRESSES = 4


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Dials checked addresses, and nothing else; through `proxy`, if there is one, all but those the guard exempts."""

    def __init__(self, guard: Guard, resolve: Resolver, proxy: Proxy | None = None) -> None:
        self._guard, self._resolve, self._proxy = guard, resolve, proxy
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore2's)
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to the first address that answers. Raises GuardRefusedError, ExchangeError (no such name)."""
        self._guard.admit(host, port)
        addresses = await self._addresses(host, port, timeout)
        self._guard.check(host, port, addresses)
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                if self._proxy is None or self._guard.exempts(host, port):
                    return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
                return await self._through(self._proxy, address, port, timeout)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or ExchangeError(FailureKind.DNS, f"{host} has no address")

    async def _through(
        self,
        proxy: Proxy,
        address: str,
        port: int,
        seconds: float | None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            stream = await self._inner.connect_tcp(proxy.host, proxy.port, seconds)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            words = f"the proxy {proxy.host}:{proxy.port} cannot be reached"
            raise ExchangeError(FailureKind.CONNECTION, words) from error
        return await tunnel(stream, proxy, address, port, seconds)

    async def sleep(self, seconds: float) -> None:
        """For the pool's own use."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(seconds):
                return await self._resolve(host, port)
        except TimeoutError as error:
            raise ExchangeError(FailureKind.DNS, f"no answer in time about the name {host}") from error
        except OSError as error:
            raise ExchangeError(FailureKind.DNS, f"{host}: {one_line(error.strerror or str(error))}") from error


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """httpx2's transport over a pool that dials through the guard; HTTP/1.1, no retries, no kept connections.

    A connection serves one exchange: each is resolved and checked anew, and no bytes left over from one answer can be
    taken for the next. Should httpx2 rename its pool, requests fail; none goes out unguarded.
    """

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=None,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=backend,
        )

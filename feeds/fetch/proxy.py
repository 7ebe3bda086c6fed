"""An HTTP proxy, asked for a tunnel to an address that the guard has checked. It is never told a name to look up.

What a proxy resolves, nobody here can check; and a name resolved here and again there may be two places (rebinding). So
the name is resolved here, and the tunnel (CONNECT, RFC 9110, 9.3.6) goes to the address, for http as for https: with
the address in a plain request the Host header could not stay the name (RFC 9112, 3.2.2). TLS is for the name, end to
end. A proxy that allows tunnels to port 443 alone serves https sources alone.
"""

from __future__ import annotations

import base64
import re

import httpcore2
import msgspec

from feeds.fetch.addresses import read_address
from feeds.fetch.faults import ExchangeError
from feeds.fetch.outcomes import FailureKind
from monitor.errors import InputError

MOST_HEAD = 16 * 1024
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")
_OURS = {403: "refuses to reach {to} (403)", 407: "wants a login, or another one (407)"}


class Proxy(msgspec.Struct, frozen=True, kw_only=True):
    """Where the proxy is, as the operator configured it, so no rule of the guard is for it. `login`: USER:PASSWORD."""

    host: str
    port: int
    login: str | None = None

    def __repr__(self) -> str:
        """Host and port alone."""
        return f"Proxy({self.host}:{self.port})"

    def request(self, to: str) -> bytes:
        """The request for a tunnel."""
        lines = [f"CONNECT {to} HTTP/1.1", f"Host: {to}"]
        if self.login is not None:
            coded = base64.b64encode(self.login.encode()).decode("ascii")
            lines.append(f"Proxy-Authorization: Basic {coded}")
        return "\r\n".join([*lines, "", ""]).encode("ascii")


def proxy_at(url: str, password: str | None = None) -> Proxy:
    """The proxy of an address such as "http://user@proxy.example.org:3128".

    Raises InputError for an address that is none, is not http, or holds a password.
    """
    parsed = read_address(url)
    if parsed is None or parsed.scheme != "http" or not parsed.host or parsed.path not in ("", "/") or parsed.query:
        raise InputError('the proxy must be an address such as "http://proxy.example.org:3128"')
    if parsed.password:
        raise InputError("the proxy's password must not stand in its address")
    login = f"{parsed.username}:{password or ''}" if parsed.username else None
    return Proxy(host=parsed.host, port=parsed.port or 80, login=login)


async def tunnel(
    stream: httpcore2.AsyncNetworkStream, proxy: Proxy, address: str, port: int, seconds: float | None
) -> httpcore2.AsyncNetworkStream:
    """Ask for a tunnel over a connection to the proxy; closes it where there is none.

    Raises httpcore2.ConnectError where the proxy could not reach the address, so that another may be tried, and
    ExchangeError where it does not want to, or is no proxy.
    """
    to = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    try:
        await stream.write(proxy.request(to), seconds)
        _judge(await _head(stream, seconds), proxy, to)
    except BaseException:
        await stream.aclose()
        raise
    return stream


async def _head(stream: httpcore2.AsyncNetworkStream, seconds: float | None) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        chunk = await stream.read(4096, seconds)
        head += chunk
        if not chunk or len(head) > MOST_HEAD:
            return b""
    return head


def _judge(head: bytes, proxy: Proxy, to: str) -> None:
    found = _STATUS.match(head)
    status = int(found[1]) if found else 0
    if status in _OURS:
        raise _failed(proxy, _OURS[status].format(to=to))
    if status >= 300:
        raise httpcore2.ConnectError(f"the proxy {proxy.host}:{proxy.port} gives no connection ({status})")
    # nothing may follow the head: behind it a server waits for us to speak
    if status < 200 or not head.endswith(b"\r\n\r\n"):
        raise _failed(proxy, "does not answer as a proxy does")


def _failed(proxy: Proxy, words: str) -> ExchangeError:
    return ExchangeError(FailureKind.CONNECTION, f"the proxy {proxy.host}:{proxy.port} {words}")

"""Redirects followed by hand: where one leads, or why we do not go. Sends nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import httpx2

from feeds.fetch.addresses import read_address
from feeds.fetch.faults import ExchangeError, GuardRefusedError
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import FailureKind, Hop

STATUSES = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


def parse_address(url: str) -> httpx2.URL:
    """An address we may ask. Raises GuardRefusedError for one that cannot be read, is not http(s), or has no host."""
    parsed = read_address(url)
    if parsed is None:
        raise GuardRefusedError("the address cannot be read")
    if parsed.scheme not in ("http", "https"):
        raise GuardRefusedError(f"the scheme {parsed.scheme!r} is not fetched from")
    if not parsed.host:
        raise GuardRefusedError("the address has no host")
    return parsed.copy_with(fragment=None)


def next_address(current: httpx2.URL, location: str | None, visited: Collection[str], most: int) -> httpx2.URL:
    """Where a redirect leads. `visited` are the addresses asked so far, the current one included.

    Raises GuardRefusedError: not http(s), from https to http, with a password in it, back to where we were, or one too
    many; ExchangeError when it leads nowhere.
    """
    if not location:
        raise ExchangeError(FailureKind.PROTOCOL, "a redirect that leads nowhere")
    joined = read_address(location, current)
    if joined is None:
        raise GuardRefusedError("a redirect to an address that cannot be read")
    target = parse_address(str(joined))
    if current.scheme == "https" and target.scheme == "http":
        raise GuardRefusedError(f"a redirect from https to http: {masked(str(joined))}")
    if target.userinfo:
        raise GuardRefusedError(f"a redirect with a password in it: {masked(str(joined))}")
    if str(target) in visited:
        raise GuardRefusedError(f"a redirect back to {masked(str(joined))}")
    if len(visited) > most:
        raise GuardRefusedError(f"more than {most} redirects")
    return target


def same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Scheme, host and port alike (RFC 6454)."""
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)


def moved_to(hops: Sequence[Hop], final: httpx2.URL) -> str | None:
    """The final address when every hop on the way was permanent, else None; one such poll is not yet a move."""
    return str(final) if hops and all(hop.status in PERMANENT for hop in hops) else None

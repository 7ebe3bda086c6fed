"""Addresses as text turned into addresses, or into nothing. Judges none."""

from __future__ import annotations

import httpx2

_PORTS = {"http": 80, "https": 443}


def read_address(text: str, base: httpx2.URL | None = None) -> httpx2.URL | None:
    """The address, relative to `base` if given; None for text that is no address, whatever is wrong with it."""
    try:
        return httpx2.URL(text) if base is None else base.join(text)
    except (httpx2.InvalidURL, UnicodeError):  # a lone surrogate is not reported as an invalid address
        return None


def host_of(url: str) -> str:
    """The host a source's address names, as turns and holds count it; empty for an address that cannot be read."""
    address = read_address(url)
    return "" if address is None else address.host


def origin_of(url: str) -> str:
    """Host and port as `[fetch] allow_hosts` writes them ("[::1]:8080"); empty for an address that cannot be read."""
    address = read_address(url)
    if address is None or not address.host:
        return ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port or _PORTS.get(address.scheme, 0)}".lower()

"""Addresses as text turned into addresses, or into nothing. Judges none."""

from __future__ import annotations

import httpx2


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

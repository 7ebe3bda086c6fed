"""Somebody named in a text, at its place. It holds what was found and finds nothing."""

from __future__ import annotations

import msgspec

from monitor.domain.vocabulary import Role


class Named(msgspec.Struct, frozen=True, gc=False):
    """Somebody named at `[start:end]`; `canonical` is the configured name, or the words themselves.

    `party` is the configured party whose name or alias it is, empty for the register's own words.
    """

    start: int
    end: int
    text: str
    canonical: str
    role: Role
    party: str = ""

"""Which litigation a view is of, and what all views are."""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A view: plain data, which nothing changes once it is made."""


class MatterView(View, frozen=True, kw_only=True):
    """Which litigation."""

    court: str
    docket_number: str
    caption: str

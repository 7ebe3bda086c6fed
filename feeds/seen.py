"""An item as the poll memory holds it: what tells it from others and pairs it with an edit of itself. Holds no text."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the last poll: its identity there, what pairs it, and the record's name for it.

    `of` is the key of its Observed event, `revision` the number of its latest revision (0: as first observed). One that
    vanished is remembered in its place (feeds.withdrawals): `absent` counts the sure polls without it, `gone_since` is
    the first poll without it, `last_shown` the last with it, `newer` names the item that then stood above it.
    """

    identity: str
    item: str
    of: str
    revision: int = 0
    guid: str = ""
    date: str = ""
    title: str = ""
    body: str = ""
    loose_guid: bool = False
    absent: int = 0
    gone_since: datetime | None = None
    last_shown: datetime | None = None
    newer: str = ""

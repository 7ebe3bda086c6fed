"""One change of a matter, and the kinds there are. It is made by `changes`; whether it is news is for who tells it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class ChangeKind(StrEnum):
    """What happened. The immediate ones never wait for the other side to speak."""

    ORDER_ISSUED = "order_issued"
    STATUS_CHANGED = "status_changed"
    ORDER_EXTENDED = "order_extended"
    LAPSES_CHANGED = "lapses_changed"
    ASKED = "asked"
    ALLEGED = "alleged"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    CONTESTED = "contested"
    FINDING = "finding"
    FINDING_STANDING_CHANGED = "finding_standing_changed"
    DEADLINE_SET = "deadline_set"
    DEADLINE_MOVED = "deadline_moved"
    DEADLINE_CHANGED = "deadline_changed"
    FIGURE_CONFLICT = "figure_conflict"
    WITHDRAWN = "withdrawn"
    SHOWN_AGAIN = "shown_again"
    NO_LONGER_READ = "no_longer_read"
    READ_OTHERWISE = "read_otherwise"
    JOINED = "joined"
    PARTED = "parted"

    @property
    def immediate(self) -> bool:
        """Whether it may go out at once; the others wait for the daily mail."""
        return self in _IMMEDIATE


_IMMEDIATE = frozenset(
    {
        ChangeKind.ASKED,
        ChangeKind.ALLEGED,
        ChangeKind.ANSWERED,
        ChangeKind.CONCEDED,
        ChangeKind.CONTESTED,
        ChangeKind.FINDING,
    }
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change. `key` is made of a handle and the transition; `seq` is the log position of the state after it.

    `before` and `after` are codes of the vocabulary (a status, a standing, a stance, a date), or None. `undoes` is the
    key of the change that said what is now no longer read.
    """

    key: str
    matter: str
    order: str | None
    action: str | None
    kind: ChangeKind
    before: str | None
    after: str | None
    item: str | None
    seq: int
    said_at: datetime | None
    undoes: str | None = None

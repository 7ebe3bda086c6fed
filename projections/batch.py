"""What a stretch of the log comes to, the one thing that every read model is given. It says nothing of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Entry
from monitor.state.change import Change
from monitor.state.facts import Fact
from monitor.state.view import MatterState
from projections.because import Because
from projections.item import Item


class Made(NamedTuple):
    """A fact of a matter as the entry `seq` made it, and how what changes by it is to be told."""

    matter: str
    seq: int
    recorded_at: datetime
    occasion: Occasion
    fact: Fact
    because: Because | None = None


class Told(NamedTuple):
    """What one entry changed in one matter; `because` is None where something happened in the world."""

    matter: str
    seq: int
    recorded_at: datetime
    occasion: Occasion
    changes: tuple[Change, ...]
    because: Because | None = None


class Shown(NamedTuple):
    """A matter's state as its rows have it (None: it has none) and as it is now, both without coverage in the orders.

    An order that nothing changed is the same object in both.
    """

    before: MatterState | None
    after: MatterState


class Batch(NamedTuple):
    """Entries in the order of the log, and all that follows from them."""

    entries: Sequence[Entry] = ()
    items: Sequence[Item] = ()
    """Each item that is new or otherwise than before, once, as it is now."""
    aliases: Sequence[tuple[str, str]] = ()
    """Names that items got, each with the item's key."""
    facts: Sequence[Made] = ()
    told: Sequence[Told] = ()
    states: Mapping[str, Shown] = {}
    """The states of the matters that the entries touched."""


class Model(Protocol):
    """A read model: a module with its tables and the one function that keeps their rows.

    Raising VERSION builds the views anew. `apply` is called once for each batch, within the transaction that moves the
    position; it reads no clock and no other model's rows but those of models listed before it.
    """

    @property
    def NAME(self) -> str:  # noqa: N802
        """Its name in the shape of the views."""

    @property
    def VERSION(self) -> int:  # noqa: N802
        """The version of its tables and of what stands in them."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802
        """The statements that make its tables and indexes, each `IF NOT EXISTS`."""

    def apply(self, tx: sqlite3.Connection, batch: Batch) -> None:
        """Write what the batch changes."""

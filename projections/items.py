"""Read model: every recorded item as it now stands, by key and by the names it shares with other sources' copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from monitor.domain.items import aliases
from projections.batch import Batch
from projections.item import Item
from projections.store import Views

NAME, VERSION = "items", 4
TABLES = (
    "CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL,"
    " seq INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS item_aliases (alias TEXT NOT NULL, key TEXT NOT NULL,"
    " PRIMARY KEY (alias, key)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS items_by_source ON items (source)",
    "CREATE INDEX IF NOT EXISTS items_by_item ON items (item)",
)
_DECODER = msgspec.json.Decoder(Item)


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write the items that changed, and every name that one has had."""
    tx.executemany(
        "INSERT OR REPLACE INTO items (key, item, source, seq, body) VALUES (?, ?, ?, ?, ?)",
        [(item.key, item.item, item.source, item.seq, msgspec.json.encode(item)) for item in batch.items],
    )
    tx.executemany("INSERT OR IGNORE INTO item_aliases (alias, key) VALUES (?, ?)", batch.aliases)


class HeldItems:
    """Items in memory, over the rows of a views database where one is given. `held` are those put; no row is written.

    What `get` gives may be changed, and is then to be `put`.
    """

    def __init__(self, rows: sqlite3.Connection | None = None) -> None:
        self._rows = rows
        self.held: dict[str, Item] = {}
        self._names: dict[str, dict[str, None]] = {}

    @property
    def aliases(self) -> list[tuple[str, str]]:
        """The names of the items put, each with a key."""
        return [(alias, key) for alias, keys in self._names.items() for key in keys]

    def get(self, key: str) -> Item | None:
        """The item with this key."""
        item = self.held.get(key)
        if item is None and self._rows is not None:
            row = self._rows.execute("SELECT body FROM items WHERE key = ?", (key,)).fetchone()
            item = _DECODER.decode(row[0]) if row else None
        return item

    def put(self, item: Item) -> None:
        """Keep it, and every name it has had."""
        self.held[item.key] = item
        for alias in aliases(item.content):
            self._names.setdefault(alias, {})[item.key] = None

    def sharing(self, alias: str) -> Iterable[Item]:
        """Items that carry the alias, by key."""
        keys = set(self._names.get(alias, ()))
        if self._rows is not None:
            keys.update(key for (key,) in self._rows.execute("SELECT key FROM item_aliases WHERE alias = ?", (alias,)))
        found = (self.get(key) for key in sorted(keys))
        return [item for item in found if item is not None]


def counts(views: Views) -> dict[str, int]:
    """How many items each source has given."""
    return dict(views.rows("SELECT source, count(*) FROM items GROUP BY source"))


def called(views: Views, item: str, source: str | None = None) -> list[Item]:
    """Items with this id as their givers or sources gave it; of one source where that is named."""
    return called_in(views.connection, item, source)


def called_in(tx: sqlite3.Connection, item: str, source: str | None = None) -> list[Item]:
    """The same, within a transaction."""
    rows = tx.execute(
        "SELECT body FROM items WHERE item = ?1 AND (?2 IS NULL OR source = ?2) ORDER BY seq, key", (item, source)
    ).fetchall()
    return [_DECODER.decode(body) for (body,) in rows]


def sharing_with(views: Views, item: Item) -> list[Item]:
    """Other items that have a name in common with one: copies of the filing, or siblings under its number."""
    held = HeldItems(views.connection)
    found = {other.key: other for alias in aliases(item.content) for other in held.sharing(alias)}
    return [other for key, other in sorted(found.items()) if key != item.key]


def keys(views: Views) -> list[str]:
    """The keys of all items."""
    return [key for (key,) in views.rows("SELECT key FROM items ORDER BY seq, key")]


def current(views: Views, key: str) -> Item | None:
    """The item with this key, as the views have it."""
    return HeldItems(views.connection).get(key)

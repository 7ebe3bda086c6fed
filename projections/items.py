"""Read model: every recorded item as it now stands, by key and by the names it shares with other sources' copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from monitor.domain.items import aliases
from projections.facts import Item
from projections.store import Views

NAME, VERSION = "items", 3
TABLES = (
    "CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL,"
    " seq INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS item_aliases (alias TEXT NOT NULL, key TEXT NOT NULL,"
    " PRIMARY KEY (alias, key)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS items_by_source ON items (source)",
    "CREATE INDEX IF NOT EXISTS items_by_item ON items (item)",
)
_DECODER = msgspec.json.Decoder(Item)


class StoredItems:
    """Items in the views database, within the runner's transaction."""

    def __init__(self, tx: sqlite3.Connection) -> None:
        self._tx = tx

    def get(self, key: str) -> Item | None:
        """The item with this key."""
        row = self._tx.execute("SELECT body FROM items WHERE key = ?", (key,)).fetchone()
        return _DECODER.decode(row[0]) if row else None

    def put(self, item: Item) -> None:
        """Keep it, and every name it has had."""
        self._tx.execute(
            "INSERT OR REPLACE INTO items (key, item, source, seq, body) VALUES (?, ?, ?, ?, ?)",
            (item.key, item.item, item.source, item.seq, msgspec.json.encode(item)),
        )
        names = [(alias, item.key) for alias in aliases(item.content)]
        self._tx.executemany("INSERT OR IGNORE INTO item_aliases (alias, key) VALUES (?, ?)", names)

    def sharing(self, alias: str) -> Iterable[Item]:
        """Items that carry the alias."""
        rows = self._tx.execute(
            "SELECT body FROM item_aliases JOIN items USING (key) WHERE alias = ? ORDER BY key", (alias,)
        ).fetchall()
        return [_DECODER.decode(body) for (body,) in rows]


class HeldItems:
    """Items in memory, for a fold that leaves no trace (`--as-of`, `read`)."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._aliases: dict[str, set[str]] = {}

    def get(self, key: str) -> Item | None:
        """The item with this key."""
        return self._items.get(key)

    def put(self, item: Item) -> None:
        """Keep it, and every name it has had."""
        self._items[item.key] = item
        for alias in aliases(item.content):
            self._aliases.setdefault(alias, set()).add(item.key)

    def sharing(self, alias: str) -> Iterable[Item]:
        """Items that carry the alias."""
        return [self._items[key] for key in sorted(self._aliases.get(alias, ()))]


def counts(views: Views) -> dict[str, int]:
    """How many items each source has given."""
    return dict(views.rows("SELECT source, count(*) FROM items GROUP BY source"))


def current(views: Views, key: str) -> Item | None:
    """The item with this key, as the views have it."""
    return StoredItems(views.connection).get(key)

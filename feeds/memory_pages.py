"""The pages of recorded items that are still to be read: a part of the poll memory. It reads none.

Every method raises StoreError as the memory's do.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    source TEXT NOT NULL, of TEXT NOT NULL, url TEXT NOT NULL, tries INTEGER NOT NULL, due TEXT NOT NULL,
    PRIMARY KEY (source, of)) WITHOUT ROWID;
"""
NAMES = ("pages",)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an item (`of`, its key in the record) that is still to be read; `due` is when it is asked next."""

    source: str
    of: str
    url: str
    due: datetime
    tries: int = 0


class Pages:
    """Over the poll memory's own connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def keep(self, page: Page) -> None:
        """Remember a page that is to be read, in place of what was remembered of the item's."""
        row = (page.source, page.of, page.url, page.tries, page.due.isoformat())
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row)

    def drop(self, page: Page) -> None:
        """Forget a page: it was read, or never will be."""
        with self._db:
            self._db.execute("DELETE FROM pages WHERE source = ? AND of = ?", (page.source, page.of))

    def all(self) -> list[Page]:
        """Give the pages that are to be read, the one due first at first."""
        rows = self._db.execute("SELECT source, of, url, tries, due FROM pages")
        found = [Page(source=s, of=o, url=u, tries=t, due=datetime.fromisoformat(d)) for s, o, u, t, d in rows]
        return sorted(found, key=lambda page: page.due)

"""Connections to ledger.db over the eventsourcing library: durable, and never a write that waits half-way for a lock.

The library begins transactions deferred; one that reads first then fails at once when another process has committed in
between. A writer here takes the lock before it reads (BEGIN IMMEDIATE), so the last `seq` it sees is the last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from monitor.ledger.schema import prepare

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged commits on power loss
    "PRAGMA secure_delete = ON",  # what is erased by order of a court must not stay in free pages
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        except BaseException:
            self.connection.rollback()  # a COMMIT that failed may leave the transaction open
            raise


class _Connection(SQLiteConnection):
    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Pool(SQLiteConnectionPool):
    def __init__(self, path: Path, wait: float) -> None:
        super().__init__(db_name=str(path), pool_timeout=wait)
        self._wait = wait

    def _create_connection(self) -> SQLiteConnection:
        return _Connection(sqlite_conn=connect(Path(self.db_name), self._wait), max_age=self.max_age)


class LedgerDatastore(SQLiteDatastore):
    """The library's datastore for one ledger file; `wait` is how many seconds to wait for another writer."""

    def __init__(self, path: Path, wait: float) -> None:
        super().__init__(str(path))
        self.pool = _Pool(path, wait)


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Open ledger.db, making its tables in an empty file.

    Raises LedgerError for a file that is not ours or too new; sqlite3.Error when it cannot be used at all.
    """
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row  # the library reads columns by name
    return connection

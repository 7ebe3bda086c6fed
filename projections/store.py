"""views.db: the connection, its transaction and its position. Disposable: `rebuild` gives the same rows again.

Holds no logic of any view; each read model's tables stand in its own module and are listed in `projections.models`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitor.errors import ProjectionError
from monitor.sqlite_faults import connect, is_unusable

_POSITION = (
    "CREATE TABLE IF NOT EXISTS position"
    " (id INTEGER PRIMARY KEY CHECK (id = 1), shape TEXT NOT NULL, seq INTEGER NOT NULL)"
)


class Views:
    """A views database. `shape` names the read models and their versions; another shape empties the tables first."""

    def __init__(self, path: Path, shape: str, tables: Sequence[str]) -> None:
        self.path = path
        self._shape, self._tables = shape, tables
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = connect(path, ProjectionError, timeout=10, check_same_thread=False)
            self.connection.execute("PRAGMA journal_mode=WAL")
            # a lost view costs a rebuild, so it need not wait for the disk
            self.connection.execute("PRAGMA synchronous=NORMAL")
            self._prepare()
        except OSError as error:
            raise ProjectionError(f"{path}: its folder cannot be made: {error.strerror}") from error
        except ProjectionError as error:
            if is_unusable(error.__cause__):
                raise ProjectionError(f"{error}; delete the file and run `rebuild`") from error
            raise

    def _prepare(self) -> None:
        with self.transaction() as tx:
            tx.execute(_POSITION)
            row = tx.execute("SELECT shape FROM position").fetchone()
            if row is None or row[0] != self._shape:
                self._empty(tx)
            for statement in self._tables:
                tx.execute(statement)

    def _empty(self, tx: sqlite3.Connection) -> None:
        known = tx.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'position'").fetchall()
        for (name,) in known:
            tx.execute(f'DROP TABLE IF EXISTS "{name}"')  # a full-text index takes its own tables with it
        tx.execute("INSERT OR REPLACE INTO position (id, shape, seq) VALUES (1, ?, 0)", (self._shape,))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a write transaction: all of it or nothing.

        Raises ProjectionError when the database refuses; an exception of the caller rolls back and passes on.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.rollback()
            raise

    def position(self) -> int:
        """The last log position that the rows rest on."""
        return int(self.connection.execute("SELECT seq FROM position").fetchone()[0])

    def advance(self, tx: sqlite3.Connection, at: int, to: int) -> bool:
        """Move the position from `at` to `to`; False when another runner was quicker: nothing is then to be written."""
        return tx.execute("UPDATE position SET seq = ? WHERE seq = ?", (to, at)).rowcount == 1

    def version(self) -> int:
        """A mark that is another one after any other connection has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read rows."""
        return self.connection.execute(sql, values).fetchall()

    def replace_with(self, other: Views) -> None:
        """Take over every row of another views database, in one transaction, under the feet of readers."""
        other.connection.backup(self.connection)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

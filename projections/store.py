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
    """A views database. `shape` names the read models and their versions; rows of another shape are left to others.

    Such a file is `outdated`: its rows are to be built anew, beside it, and taken over. With `alone` no other
    connection can use the file at all while this one has it open.
    """

    def __init__(self, path: Path, shape: str, tables: Sequence[str], *, alone: bool = False) -> None:
        self.path = path
        self._shape, self._tables = shape, tables
        self._ours = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open(alone=alone)
            self._prepare()
        except OSError as error:
            raise ProjectionError(f"{path}: its folder cannot be made: {error.strerror}") from error
        except ProjectionError as error:
            if is_unusable(error.__cause__):
                raise ProjectionError(f"{error}; delete the file and run `rebuild`") from error
            raise

    def _open(self, *, alone: bool) -> None:
        # one that takes over new rows holds the lock for as long as it takes to copy them
        wait = 0.5 if alone else 60.0
        self.connection = connect(self.path, ProjectionError, timeout=wait, check_same_thread=False)
        if alone:
            self.connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        self.connection.execute("PRAGMA journal_mode=WAL")
        # a lost view costs a rebuild, so it need not wait for the disk
        self.connection.execute("PRAGMA synchronous=NORMAL")

    def share(self) -> None:
        """Let other connections read what was opened `alone`; none can open it `alone` while this has it open."""
        self.connection.close()
        self._open(alone=False)

    def _prepare(self) -> None:
        with self.transaction() as tx:
            tx.execute(_POSITION)
            tx.execute("INSERT OR IGNORE INTO position (id, shape, seq) VALUES (1, ?, 0)", (self._shape,))
            if not self.outdated:
                for statement in self._tables:
                    tx.execute(statement)

    @property
    def outdated(self) -> bool:
        """Whether the rows are those of other read models, or of other versions of them."""
        return bool(self.connection.execute("SELECT shape FROM position").fetchone()[0] != self._shape)

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
        """The last log position that the rows rest on; 0 for rows of another shape.

        Raises ProjectionError when another version of the program has taken the file over in the meantime.
        """
        shape, seq = self.connection.execute("SELECT shape, seq FROM position").fetchone()
        if shape == self._shape:
            self._ours = True
            return int(seq)
        if self._ours:
            raise ProjectionError(
                f"{self.path}: another version of the program has taken the views over; restart this one"
            )
        return 0

    def advance(self, tx: sqlite3.Connection, at: int, to: int) -> bool:
        """Move the position from `at` to `to`; False when another runner was quicker: nothing is then to be written."""
        row = (to, at, self._shape)
        return tx.execute("UPDATE position SET seq = ? WHERE seq = ? AND shape = ?", row).rowcount == 1

    def version(self) -> int:
        """A mark that is another one after any other connection has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read rows."""
        return self.connection.execute(sql, values).fetchall()

    def replace_with(self, other: Views) -> None:
        """Take over every row of another views database, in one transaction; readers see the old rows until then."""
        other.connection.backup(self.connection)
        # of what was redacted nothing is to stay in the journal; one that is being read empties it later
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

"""What SQLite raises, as an error of ours that names the file and says why in plain words. Swallows nothing.

It speaks no SQL: that is for the rooms whose files these are.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from monitor.errors import ShowcauseError

_REASONS = {
    sqlite3.SQLITE_BUSY: "another process holds the write lock",
    sqlite3.SQLITE_LOCKED: "another connection of this process holds the write lock",
    sqlite3.SQLITE_READONLY: "the file is read-only, or another user's",
    sqlite3.SQLITE_IOERR: "the disk gave an error",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened (is its folder there, and may this user write to it?)",
    sqlite3.SQLITE_NOTADB: "the file is not an SQLite database",
}
_UNUSABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def _primary(error: BaseException | None) -> int:
    """SQLite's primary result code, the low byte; 0 for an error that is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_unusable(error: BaseException | None) -> bool:
    """Whether the file itself is no good: nothing that happens to the disk around it will make it so."""
    return _primary(error) in _UNUSABLE


def reason(error: sqlite3.Error, path: Path) -> str:
    """Why it failed, with SQLite's own words in brackets where ours say more."""
    code = _primary(error)
    if code == sqlite3.SQLITE_IOERR and _no_room_beside(path):
        code = sqlite3.SQLITE_FULL  # a write-ahead log's index that cannot grow is reported as an error of the disk
    return f"{_REASONS[code]} ({error})" if code in _REASONS else str(error)


def _no_room_beside(path: Path) -> bool:
    try:
        return os.statvfs(path.parent).f_bavail == 0
    except OSError:
        return False


def connect(path: Path, raises: type[ShowcauseError], **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - sqlite3's own
    """Open a file in autocommit mode; what the disk or another process does to it, then and later, raises `raises`.

    A statement that is wrong in itself raises SQLite's own error: that is a mistake of ours.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, factory=_Named, **options)
    except sqlite3.Error as error:
        raise raises(f"{path}: {reason(error, path)}") from error
    connection.path, connection.raises = path, raises
    return connection


class _Named(sqlite3.Connection):
    path: Path
    raises: type[ShowcauseError]

    def execute(self, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401
        try:
            return super().execute(*given)
        except sqlite3.Error as error:
            self._say(error)
            raise

    def executemany(self, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401
        try:
            return super().executemany(*given)
        except sqlite3.Error as error:
            self._say(error)
            raise

    def executescript(self, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401
        try:
            return super().executescript(*given)
        except sqlite3.Error as error:
            self._say(error)
            raise

    def commit(self) -> None:
        try:
            super().commit()
        except sqlite3.Error as error:
            self._say(error)
            raise

    def __exit__(self, *given: object) -> Any:  # noqa: ANN401 - commits without calling `commit`
        try:
            return super().__exit__(*given)  # type: ignore[arg-type]
        except sqlite3.Error as error:
            self._say(error)
            raise

    def _say(self, error: sqlite3.Error) -> None:
        if _primary(error) in _REASONS:
            raise self.raises(f"{self.path}: {reason(error, self.path)}") from error

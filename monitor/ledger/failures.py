"""What SQLite and the library raise, as LedgerError with the reason in plain words. Swallows nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import ConnectionPoolClosedError, PersistenceError

from monitor.errors import LedgerError

_REASONS = {
    sqlite3.SQLITE_BUSY: "another process holds the write lock",
    sqlite3.SQLITE_LOCKED: "another connection of this process holds the write lock",
    sqlite3.SQLITE_READONLY: "the file is read-only",
    sqlite3.SQLITE_IOERR: "the disk gave an error",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened (is its folder there, and may this user write to it?)",
    sqlite3.SQLITE_NOTADB: "the file is not an SQLite database",
}


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Turn what goes wrong inside into a LedgerError that names the file and what was being done."""
    try:
        yield
    except ConnectionPoolClosedError as error:
        raise LedgerError(f"{path}: cannot {doing}: the record is closed") from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{path}: cannot {doing}: {error.object!r} is not Unicode text: {error.reason}") from error
    except (sqlite3.Error, PersistenceError) as error:
        raise LedgerError(f"{path}: cannot {doing}: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    # the library wraps SQLite's error: the code is on the innermost
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            # the low byte is the primary result code
            reason = _REASONS.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
            return f"{reason} ({cause})" if reason else str(cause)
        cause = cause.__cause__
    return str(error)

"""What SQLite and the library raise, as LedgerError with the reason in plain words. Swallows nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import ConnectionPoolClosedError, PersistenceError

from monitor.errors import LedgerError
from monitor.sqlite_faults import reason


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
        raise LedgerError(f"{path}: cannot {doing}: {_reason(error, path)}") from error


def _reason(error: BaseException, path: Path) -> str:
    # the library wraps SQLite's error: the code is on the innermost
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            return reason(cause, path)
        cause = cause.__cause__
    return str(error)

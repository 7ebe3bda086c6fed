"""A consistent copy of a SQLite file that others may be writing to. Copies whatever it is given; judges no content."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from monitor.errors import LedgerError
from monitor.sqlite_faults import reason


def copy_database(source: Path, target: Path) -> None:
    """Copy the file as of one moment, by SQLite's online backup, in one step: in many, a busy writer starts it over.

    The copy is one file that needs no other. Raises LedgerError, with nothing left of the copy, when either cannot be
    used.
    """
    try:
        # a URI, so that a file that is not there is an error and not made
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise LedgerError(f"{source}: cannot be copied to {target}: {reason(error, target)}") from error

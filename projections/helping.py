"""A process that tells matters beside the one that writes their rows. It reads the views, and writes nothing.

A matter is told from its own facts alone, so two processors tell two at a time; what is to be written comes back as
statements and rows, and is written in the order of the matters: the rows are the same as without help. One helper and
no more: each holds a large matter in memory.
"""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exc
from typing import Any, Protocol

from monitor.errors import ProjectionError

Writes = list[tuple[str, list[Any]]]
"""Statements, each with the rows it is to be carried out for."""


class Telling(Protocol):
    """Tells matters and writes their rows."""

    def __call__(self, tx: sqlite3.Connection, group: Sequence[str]) -> None:
        """Do so."""


Writing = Callable[[sqlite3.Connection], None]


class Keeping(sqlite3.Connection):
    """A connection that reads, and keeps what it is given to write instead of writing it."""

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - sqlite3's own
        super().__init__(*given, **options)
        self.writes: Writes = []

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401
        """Read rows, or keep a statement."""
        if sql.startswith("SELECT"):
            return super().execute(sql, values)
        self.writes.append((sql, [values]))
        return self.cursor()

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        """Keep a statement with its rows."""
        if kept := list(rows):
            self.writes.append((sql, kept))
        return self.cursor()


def writings(path: Path, groups: Sequence[Sequence[str]], telling: Telling) -> Generator[Writing]:
    """What writes the rows of each group of matters, in their order: every second one is told by a helper meanwhile.

    The helper reads the views at the path; `telling` is a function of a module, as the helper imports it. Raises what
    it raises there, and ProjectionError where the helper ended before it had answered.
    """
    context = get_context("spawn")  # a copy of this process would have its threads' locks, and no threads
    ours, theirs = context.Pipe()
    helper = context.Process(target=_help, args=(theirs, path, telling), daemon=True)
    helper.start()
    theirs.close()  # so that each side sees when the other ends
    with ours:
        try:
            for place in range(0, len(groups), 2):
                if place == 0:
                    _ask(ours, groups[1:2])
                yield partial(telling, group=groups[place])
                if place + 1 < len(groups):
                    writes = _answer(ours)
                    _ask(ours, groups[place + 3 : place + 4])
                    yield partial(_write, writes=writes)
        finally:
            helper.terminate()
            helper.join()


def _ask(helper: Connection, groups: Sequence[Sequence[str]]) -> None:
    for group in groups:
        helper.send(group)


def _answer(helper: Connection) -> Writes:
    try:
        answer: Writes | BaseException = helper.recv()
    except (EOFError, ConnectionError) as error:
        raise ProjectionError(
            "the process that helped to rebuild the views ended; `rebuild` goes on where this ended"
        ) from error
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _write(tx: sqlite3.Connection, writes: Writes) -> None:
    for sql, rows in writes:
        tx.executemany(sql, rows)


def _help(asked: Connection, path: Path, telling: Telling) -> None:
    """Tell what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits for the answers says when to end
    while True:
        try:
            group = asked.recv()
        except EOFError:
            return
        asked.send(_told(path, group, telling))


def _told(path: Path, group: Sequence[str], telling: Telling) -> Writes | BaseException:
    try:
        reading = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, factory=Keeping)
        try:
            telling(reading, group)
        finally:
            reading.close()
    except Exception as error:  # noqa: BLE001 - raised anew by who asked
        error.add_note(format_exc())
        return error
    return reading.writes

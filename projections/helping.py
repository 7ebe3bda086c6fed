"""Processes that tell matters beside the one that writes their rows. They read the views, and write nothing.

A matter is told from its own facts alone, so two processors tell two at a time; what is to be written comes back as
statements and rows, and is written in the order of the matters: the rows are the same however many helped.
"""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from traceback import format_exc
from typing import Any

from monitor.errors import ProjectionError

HELPERS = 2
_AHEAD = 2 * HELPERS
"""Groups of matters that may be told before the first of them is written; each is held until then."""

Writes = list[tuple[str, list[Any]]]
"""Statements, each with the rows it is to be carried out for."""
Telling = Callable[[sqlite3.Connection, Sequence[str]], None]
"""Tells matters and writes their rows."""


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


def written(tx: sqlite3.Connection, writes: Writes) -> None:
    """Write what a helper gave back."""
    for sql, rows in writes:
        tx.executemany(sql, rows)


def told(path: Path, groups: Sequence[Sequence[str]], telling: Telling) -> Generator[Writes]:
    """What is to be written for each group of matters, in their order, from the views at a path.

    `telling` is a function of a module, as the helpers import it. Raises what it raises there, and ProjectionError
    where a helper ended before it had answered.
    """
    context = get_context("spawn")  # a copy of this process would have its threads' locks, and no threads
    with ExitStack() as closing:
        lines = []
        for _ in range(min(HELPERS, len(groups))):
            ours, theirs = context.Pipe()
            helper = context.Process(target=_help, args=(theirs, path, telling), daemon=True)
            helper.start()
            theirs.close()  # so that each side sees when the other ends
            closing.callback(helper.join)
            closing.callback(helper.terminate)
            lines.append(closing.enter_context(ours))
        yield from _in_order(lines, groups)


def _in_order(lines: Sequence[Connection], groups: Sequence[Sequence[str]]) -> Iterator[Writes]:
    idle = list(lines)
    busy: list[Connection] = []
    ready: dict[int, Writes] = {}
    given = 0
    for place in range(len(groups)):
        while place not in ready:
            while idle and given < min(len(groups), place + _AHEAD):
                idle[-1].send((given, groups[given]))
                busy.append(idle.pop())
                given += 1
            answered = wait(busy)
            for line in [line for line in busy if line in answered]:
                done, writes = _answer(line)
                ready[done] = writes
                busy.remove(line)
                idle.append(line)
        yield ready.pop(place)


def _answer(line: Connection) -> tuple[int, Writes]:
    try:
        place, answer = line.recv()
    except (EOFError, ConnectionError) as error:
        raise ProjectionError(
            "a process that helped to rebuild the views ended; `rebuild` goes on where this ended"
        ) from error
    if isinstance(answer, BaseException):
        raise answer
    return place, answer


def _help(asked: Connection, path: Path, telling: Telling) -> None:
    """Tell what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits for the answers says when to end
    while True:
        try:
            place, group = asked.recv()
        except EOFError:
            return
        asked.send((place, _told(path, group, telling)))


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

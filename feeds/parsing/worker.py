"""Reading bodies beside the program: one process, kept and used again, and another while one body keeps it. Records
nothing.

A body is read in turn. One that keeps its process for longer than `patience` gives its turn up: the next is read by a
fresh process, so a body made to hang its reader holds up no other, and its own process is killed when its time is over.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import msgspec

from feeds.model import Poll, SourceSpec
from feeds.parsing.caps import Caps
from feeds.parsing.process import EndedError, ParserProcess
from feeds.parsing.results import Result, Unparsed
from feeds.parsing.wire import question, read_answer

DEFAULT_CAPS = Caps()
PATIENCE = 2.0
AT_ONCE = 3
"""Processes at most: the one whose turn it is, and those that bodies keep."""


class ParseWorker:
    """Holds the processes; one for the life of a program. Starts none before the first body; takes none once closed."""

    def __init__(self, caps: Caps = DEFAULT_CAPS, *, patience: float = PATIENCE) -> None:
        self._caps, self._patience = caps, patience
        self._turn = threading.Semaphore(1)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="parse")
        self._lock = threading.Lock()
        self._closed = False
        self._idle: ParserProcess | None = None
        self._busy: set[ParserProcess] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, spec: SourceSpec, poll: Poll, seen: Collection[str]) -> Future[Result]:
        """Read a poll without the items in `seen`, as soon as it is its turn.

        The future ends with what came of it, or with OSError where no process can be started: that is no fault of the
        body, which may be given again. Raises RuntimeError after `close`.
        """
        return self._threads.submit(self._read, spec, poll, seen)

    def close(self) -> None:
        """Drop what is under way and end every process. May be called twice."""
        with self._lock:
            self._closed = True
            if self._idle is not None:
                self._idle.close()
                self._idle = None
            for process in self._busy:
                process.kill()
        self._threads.shutdown(cancel_futures=True)

    def _read(self, spec: SourceSpec, poll: Poll, seen: Collection[str]) -> Result:
        with self._turn:
            process = self._take()
            try:
                process.ask(question(spec, poll, seen))
                encoded = process.answer(self._patience)
            except (EndedError, TimeoutError) as error:
                return self._ended(process, error)
        try:
            encoded = encoded or process.answer(self._caps.seconds - self._patience)
        except EndedError as error:
            return self._ended(process, error)
        if encoded is None:
            return self._ended(process, TimeoutError())
        return self._taken(process, encoded)

    def _take(self) -> ParserProcess:
        with self._lock:
            if self._closed:
                raise RuntimeError("the parse worker is closed")
            process, self._idle = self._idle, None
            if process is not None and not process.alive:  # ended from outside while idle: no body's fault
                process.close()
                process = None
            process = process or ParserProcess(self._caps)
            self._busy.add(process)
            return process

    def _ended(self, process: ParserProcess, error: Exception) -> Unparsed:
        self._drop(process)
        if isinstance(error, TimeoutError):
            return Unparsed(reason=f"it was not read within {self._caps.seconds:g} s")
        return Unparsed(reason=str(error))

    def _drop(self, process: ParserProcess) -> None:
        with self._lock:
            self._busy.discard(process)
        process.close()

    def _taken(self, process: ParserProcess, encoded: memoryview) -> Result:
        try:
            given = read_answer(encoded)
        except msgspec.DecodeError as error:
            self._drop(process)
            return Unparsed(reason=f"the parser gave no answer that can be used: {error}")
        with self._lock:
            keep = not (given.last or self._closed or self._idle)
            if keep:
                self._busy.discard(process)
                self._idle = process
        if not keep:
            self._drop(process)
        return given.result

"""One process keeps a data folder up to date: a lock that the kernel drops when its holder dies. Waits for nobody."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from monitor.errors import ShowcauseError

NAME = "daemon.lock"


@contextmanager
def holding(folders: Iterable[Path]) -> Iterator[None]:
    """Hold the lock of every folder; they are made where missing.

    Raises ShowcauseError, naming the process that holds it, or why the file cannot be written.
    """
    with ExitStack() as held:
        for folder in folders:
            held.enter_context(_one(folder / NAME))
        yield


@contextmanager
def _one(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ShowcauseError(f"{path}: the lock cannot be made: {error.strerror}") from error
    try:
        _take(handle, path)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        # never removed: another process may have opened it and be about to lock what would then be another file
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise ShowcauseError(
            f"{path.parent}: process {pid} already runs here and polls by itself; one at a time may ({path.name})"
        ) from error

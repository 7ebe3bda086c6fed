"""Processor time that a piece of work may take in this process: it ends the work, not the process. Measures no waiting.

For the main thread alone, where Python heeds signals: between two steps of the interpreter and within a regular
expression. What runs longer in C than that is the kernel's to end (`Caps.processor_seconds`).
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TypeVar

_AGAIN = 0.1
"""Should the first be swallowed on its way, another follows."""

T = TypeVar("T")


class OverBudgetError(BaseException):
    """The work took longer than it may. No `Exception`, so that no library takes it for a fault of the work's own."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Do the work. Raises OverBudgetError after so many seconds of processor time."""
    heeded = True

    def over(*_: object) -> None:
        if heeded:
            raise OverBudgetError

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        try:
            return work()
        finally:
            heeded = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

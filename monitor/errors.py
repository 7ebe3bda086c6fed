"""The one tree of exceptions: what went wrong, where and why. Nothing here decides what to do about it."""

from __future__ import annotations


class ShowcauseError(Exception):
    """Any error this program raises on purpose; its text names source, item and reason."""


class ConfigError(ShowcauseError):
    """The configuration cannot be used; holds every problem found, each as `FILE:LINE:COL: key.path: message`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(ShowcauseError):
    """Something given to the program (a line, a time, an id) cannot be used; nothing was recorded of it."""


class UnreadableError(ShowcauseError):
    """A body fetched from a source is not what the source publishes; a signal, never an empty list."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: unreadable: {reason}")
        self.source, self.reason = source, reason


class LedgerError(ShowcauseError):
    """The record could not be written or read; nothing of the batch was written."""


class StoreError(ShowcauseError):
    """The poll memory or the people's file could not be written or read; what was under way is not in it."""


class ProjectionError(ShowcauseError):
    """A view could not be brought up to date; the record is untouched and the views can be rebuilt."""


class NotFoundError(ShowcauseError):
    """An id names nothing known at the moment asked about."""

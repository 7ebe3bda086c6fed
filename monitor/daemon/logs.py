"""What the daemon says on stderr: lines for a person on a terminal, JSON objects otherwise. It is given no secret.

Where stderr is systemd's journal, each line begins with its level as the journal reads it, which takes that off again.

An event is a fixed sentence; what differs from time to time stands in fields beside it, so that lines can be counted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

import msgspec

LOG = logging.getLogger("showcause")
_FIELDS = "showcause_fields"
_PRIORITIES = {logging.CRITICAL: 2, logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6, logging.DEBUG: 7}


def say(level: int, event: str, *, exc_info: bool = False, **fields: object) -> None:
    """Log an event with its fields; fields that are None are left out."""
    known = {name: value for name, value in fields.items() if value is not None}
    LOG.log(level, event, exc_info=exc_info, extra={_FIELDS: known})


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, event, then the fields; a traceback is a field too."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one line."""
        row: dict[str, object] = {"at": _at(record), "level": record.levelname.lower(), "event": record.getMessage()}
        row |= getattr(record, _FIELDS, {"logger": record.name})
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(row, enc_hook=str).decode()


class JournalLines(JsonLines):
    """The same after `<N>`, the syslog priority of sd-daemon(3): `journalctl -p warning` then finds what went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one line with its priority."""
        return f"<{_PRIORITIES.get(record.levelno, 6)}>{super().format(record)}"


class HumanLines(logging.Formatter):
    """Time, level, event and fields on a line, a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record for a terminal."""
        fields = "".join(f"  {name}={value}" for name, value in getattr(record, _FIELDS, {}).items())
        line = f"{_at(record)[11:19]} {record.levelname.lower():7} {record.getMessage()}{fields}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def set_up(stream: TextIO, environ: Mapping[str, str]) -> None:
    """Send our own events and other libraries' warnings to the stream; replaces what was set up before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(stream, environ))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOG.setLevel(logging.INFO)
    LOG.propagate = True
    # a tick that takes long makes the scheduler warn every few seconds; how long a tick took is in the metrics
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def _formatter(stream: TextIO, environ: Mapping[str, str]) -> logging.Formatter:
    if stream.isatty():
        return HumanLines()
    # systemd.exec(5): a variable that was only inherited names another stream than ours
    there = os.fstat(stream.fileno())
    is_journal = environ.get("JOURNAL_STREAM") == f"{there.st_dev}:{there.st_ino}"
    return JournalLines() if is_journal else JsonLines()


def silence() -> None:
    """Keep our own events to ourselves, for a command that reports in words of its own."""
    LOG.addHandler(logging.NullHandler())
    LOG.propagate = False


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

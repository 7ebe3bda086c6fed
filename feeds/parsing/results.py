"""What comes of reading one body: its items, or why there are none. Records nothing; no body makes it raise."""

from __future__ import annotations

import traceback
from collections.abc import Container
from typing import TypeAlias

import msgspec

from feeds.kinds import parse
from feeds.model import Parsed, Poll, SourceSpec
from monitor.errors import UnreadableError


class Unparsed(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing of a body could be read. `traceback` comes with it where the fault is ours."""

    reason: str
    traceback: str | None = None


Result: TypeAlias = Parsed | Unparsed


def parse_here(spec: SourceSpec, poll: Poll, seen: Container[str]) -> Result:
    """Read a poll in this process, without caps: for recordings, and within a process that has them."""
    try:
        return parse(spec, poll, seen)
    except UnreadableError as error:
        return Unparsed(reason=error.reason)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a body that breaks our parser must cost no other source
        reason = f"our parser failed on it, which is our fault ({type(error).__name__}: {error})"
        return Unparsed(reason=reason, traceback=traceback.format_exc())

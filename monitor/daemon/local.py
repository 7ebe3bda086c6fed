"""The sources that are read from folders here: which of them may hold something new. Reads and moves no file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from feeds.model import SourceSpec
from feeds.recordings import is_mailbox

_Look: TypeAlias = tuple[int, ...]
_FRESH = timedelta(seconds=2)
"""How long after a look a folder's time may still hide a file: file systems keep it in steps."""


class LocalSources:
    """The recorded and delivered sources of one configuration, each looked into when its folder has changed.

    One that could not be read is looked into again after its configured interval, changed or not.
    """

    def __init__(self, specs: Iterable[SourceSpec]) -> None:
        self._specs = [spec for spec in specs if not spec.fetched and not spec.pushed]
        self._looks: dict[str, _Look] = {}
        self._failed: dict[str, datetime] = {}

    def to_read(self, now: datetime) -> list[SourceSpec]:
        """The sources to read now, in the configuration's order. Each counts as read from then on."""
        return [spec for spec in self._specs if self._changed(spec, now)]

    def failed(self, spec: SourceSpec, now: datetime) -> None:
        """Note that a source could not be read."""
        self._failed[spec.id] = now
        self._looks.pop(spec.id, None)

    def _changed(self, spec: SourceSpec, now: datetime) -> bool:
        since = self._failed.get(spec.id)
        if since is not None and timedelta() <= now - since < timedelta(seconds=spec.every_seconds):
            return False
        self._failed.pop(spec.id, None)
        look = _look(spec)
        if self._looks.get(spec.id) == look:
            return False
        newest = max(look, default=0) / 1e9
        if abs(now.timestamp() - newest) < _FRESH.total_seconds():
            self._looks.pop(spec.id, None)  # too fresh to be trusted: looked into once more
        else:
            self._looks[spec.id] = look
        return True


def _look(spec: SourceSpec) -> _Look:
    """When the folders of a source last changed; empty where there are none."""
    root = Path(spec.url)
    folders = (root / "new", root / "cur") if is_mailbox(spec) else (root,)
    try:
        return tuple(folder.stat().st_mtime_ns for folder in folders)
    except OSError:
        return ()  # reading it says what is wrong

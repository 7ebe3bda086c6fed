"""Recorded polls: a folder, or one file, of bodies as they once came. Refuses a poll whose time has no zone.

Beside a body `name.xml` may stand `name.xml.poll.json` with `polled_at`, `url`, `status` and `headers`. Without it the
poll's time is the time in the file's name (`2025-03-15T221000Z`), or else when the file was last changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from feeds.kinds import kind
from feeds.model import Poll, SourceSpec
from monitor.errors import InputError

SIDECAR = ".poll.json"
_STAMP = re.compile(
    r"(?<!\d)(\d{4}-\d{2}-\d{2})T(\d{2}):?(\d{2}):?(\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?(?![\d])", re.IGNORECASE
)


class _Sidecar(msgspec.Struct, frozen=True):
    polled_at: datetime
    url: str = ""
    status: int = 200
    headers: dict[str, str] = {}


class _Recording(msgspec.Struct, frozen=True):
    path: Path
    about: _Sidecar


def polls(spec: SourceSpec) -> Iterator[Poll]:
    """Give the recorded polls under `spec.url` in the order of their times; each mail of a `nef-mail` folder is one.

    Files with other endings than the kind's are ignored. Raises InputError, before the first poll, for a path without
    any poll and for a time without a zone. Bodies are read one at a time.
    """
    root = Path(spec.url)
    extensions = kind(spec.kind).extensions
    if root.is_dir():
        paths = [p for p in root.iterdir() if p.is_file() and p.suffix.lower() in extensions]
    elif root.is_file():
        paths = [root]
    else:
        raise InputError(f"{spec.id}: there is no folder or file {spec.url!r}")
    if not paths:
        raise InputError(f"{spec.id}: no recorded poll ({', '.join(extensions)}) in the folder {spec.url!r}")
    recordings = [_Recording(path, _about(spec.id, path)) for path in paths]
    recordings.sort(key=lambda r: (r.about.polled_at, r.path.name))
    return (_poll(spec, r) for r in recordings)


def _poll(spec: SourceSpec, recording: _Recording) -> Poll:
    about = recording.about
    try:
        body = recording.path.read_bytes()
    except OSError as error:
        raise InputError(f"{spec.id}: {recording.path.name} cannot be read: {error.strerror}") from None
    return Poll(
        source=spec.id,
        name=recording.path.name,
        polled_at=about.polled_at,
        body=body,
        url=about.url,
        status=about.status,
        headers={name.lower(): value for name, value in about.headers.items()},
    )


def _about(source: str, path: Path) -> _Sidecar:
    sidecar = path.with_name(path.name + SIDECAR)
    if not sidecar.is_file():
        return _Sidecar(_named_time(source, path) or datetime.fromtimestamp(path.stat().st_mtime, UTC))
    try:
        about = msgspec.json.decode(sidecar.read_bytes(), type=_Sidecar)
    except msgspec.DecodeError as error:
        raise InputError(f"{source}: {sidecar.name}: {error}") from None
    if about.polled_at.tzinfo is None:
        raise InputError(f"{source}: {sidecar.name}: polled_at has no zone: {about.polled_at.isoformat()}")
    return about


def _named_time(source: str, path: Path) -> datetime | None:
    m = _STAMP.search(path.name)
    if m is None:
        return None
    if m["zone"] is None:
        raise InputError(f"{source}: the time in the name {path.name!r} has no zone (write 2025-03-15T221000Z)")
    try:
        return datetime.fromisoformat(f"{m[1]}T{m[2]}:{m[3]}:{m[4] or '00'}{m['zone'].upper()}")
    except ValueError:
        raise InputError(f"{source}: the time in the name {path.name!r} is no time") from None

"""Recorded polls: a folder, or one file, of bodies as they once came. Refuses a poll whose time has no zone.

A Maildir (a folder with `new` and `cur`) is a mailbox: each mail in it is a poll, at the time it was delivered. Nothing
in it is moved or marked, so another program may read it too.

Beside a body `name.xml` may stand `name.xml.poll.json` with `polled_at`, `url`, `status` and `headers`. Without it the
poll's time is the time in the file's name (`2025-03-15T221000Z`), or else when the file was last changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from feeds.kinds import kind
from feeds.model import Poll, SourceSpec
from monitor.errors import InputError

SIDECAR = ".poll.json"
_MAILDIR = ("new", "cur")
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
    name: str
    about: _Sidecar
    delivered: bool = False


def _keep_all(_name: str) -> bool:
    return False


def polls(spec: SourceSpec, skip: Callable[[str], bool] = _keep_all) -> Iterator[Poll]:
    """Give the recorded polls under `spec.url` in the order of their times; each mail of a `nef-mail` folder is one.

    `skip` says by a poll's name which to leave out unread. Files with other endings than the kind's are ignored. Raises
    InputError, before the first poll, for a path without any poll (a mailbox may be empty) and for a time without a
    zone; while reading, for a body that cannot be read. Bodies are read one at a time.
    """
    root = Path(spec.url)
    if is_mailbox(spec):
        recordings = list(_mails(root, skip))
    else:
        recordings = [_Recording(p, p.name, _about(spec.id, p)) for p in _bodies(spec, root) if not skip(p.name)]
    recordings.sort(key=lambda r: (r.about.polled_at, r.name))
    return (_poll(spec, r) for r in recordings)


def is_mailbox(spec: SourceSpec) -> bool:
    """Whether the source is a Maildir."""
    return not spec.fetched and all(Path(spec.url, name).is_dir() for name in _MAILDIR)


def _bodies(spec: SourceSpec, root: Path) -> list[Path]:
    extensions = kind(spec.kind).extensions
    if root.is_dir():
        bodies = (p for p in root.iterdir() if p.suffix.lower() in extensions and not p.name.endswith(SIDECAR))
        paths = [p for p in bodies if p.is_file()]
    elif root.is_file():
        paths = [root]
    else:
        raise InputError(f"{spec.id}: there is no folder or file {spec.url!r}")
    if not paths:
        raise InputError(f"{spec.id}: no recorded poll ({', '.join(extensions)}) in the folder {spec.url!r}")
    return paths


def _mails(root: Path, skip: Callable[[str], bool]) -> Iterator[_Recording]:
    """The mails of a Maildir; `tmp` holds those that are still being written. A mail read meanwhile may be in both."""
    found: dict[str, _Recording] = {}
    for path in (p for name in _MAILDIR for p in Path(root, name).iterdir()):
        name = path.name.partition(":")[0]  # what follows are a mail reader's flags, which change
        if name.startswith(".") or skip(name):
            continue
        with suppress(FileNotFoundError):  # moved from `new` to `cur` under our eyes: the next look finds it
            delivered = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found[name] = _Recording(path, name, _Sidecar(delivered), delivered=True)
    yield from found.values()


def _poll(spec: SourceSpec, recording: _Recording) -> Poll:
    about = recording.about
    try:
        body = recording.path.read_bytes()
    except OSError as error:
        raise InputError(f"{spec.id}: {recording.path.name} cannot be read: {error.strerror}") from None
    return Poll(
        source=spec.id,
        name=recording.name,
        polled_at=about.polled_at,
        body=body,
        url=about.url,
        status=about.status,
        headers={name.lower(): value for name, value in about.headers.items()},
        delivered=recording.delivered,
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

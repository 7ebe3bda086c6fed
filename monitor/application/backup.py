"""A backup of the stores in one file, made while others write. Keeps no views: they are made from the record.

The order of the copies is what makes them fit together. The poll memory comes first: a memory that is older than the
record costs a repeat, a newer one would claim items that the record of the backup does not have. The people come last:
whoever was erased while the copy was made is erased in it too. Between them stands the record.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from monitor.errors import ShowcauseError
from monitor.ledger.copying import copy_database

ORDER = ("feeds.db", "ledger.db", "people.db")
ABOUT = "backup.json"


class Stored(msgspec.Struct, frozen=True):
    """One store in a backup."""

    name: str
    bytes: int
    sha256: str


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself: when, by which version, which stores."""

    made_at: datetime
    version: str
    stores: tuple[Stored, ...]


def write_backup(folder: Path, target: Path, now: datetime, version: str, beat: Callable[[int], object]) -> About:
    """Write the stores of a folder into a new tar file, readable by its owner alone; it is there whole or not at all.

    `beat` gets 1 for each store copied. Raises ShowcauseError for a target that is there already or cannot be written,
    and LedgerError for a store that cannot be copied.
    """
    if target.exists():
        raise ShowcauseError(f"{target}: is there already, and a backup overwrites nothing")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
            copies = Path(name)  # made for its owner alone (mkdtemp)
            for store in ORDER:
                copy_database(folder / store, copies / store)
                beat(1)
            about = About(now, version, tuple(_stored(copies / store) for store in ORDER))
            _pack(copies, about, copies / "backup.tar")
            _put(copies / "backup.tar", target)
    except OSError as error:
        raise ShowcauseError(f"{target}: the backup cannot be written: {error.strerror}") from error
    return about


def _stored(path: Path) -> Stored:
    with path.open("rb") as file:
        return Stored(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _pack(copies: Path, about: About, tar: Path) -> None:
    with os.fdopen(os.open(tar, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as pack:
            _add(pack, ABOUT, msgspec.json.format(msgspec.json.encode(about)) + b"\n", about.made_at)
            for store in about.stores:
                pack.add(copies / store.name, store.name, filter=_nobodys)
        file.flush()
        os.fsync(file.fileno())


def _add(pack: tarfile.TarFile, name: str, body: bytes, at: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(body), int(at.timestamp()), 0o600
    pack.addfile(member, io.BytesIO(body))


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who owns the files here is of no use where they are restored."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _put(tar: Path, target: Path) -> None:
    """Give the finished file its name; refused where one of that name came about meanwhile."""
    os.link(tar, target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

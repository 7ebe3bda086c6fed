"""Mail as files, where no mail server is configured: one `.eml` a mail, whole or not there at all, never twice."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from notify.transport import Letter, Sent

_SLUG = re.compile(r"[^a-z0-9]+")


class Outbox:
    """A transport (notify.transport) to a folder. A mail handed over again overwrites its own file."""

    via = "outbox"
    repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter) -> Sent:
        """Write the mail. Raises OSError where the folder cannot be written: then none can be."""
        return Sent(file=write(self._folder, letter.number, letter.title, letter.message))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def file_name(number: int, title: str) -> str:
    """`0001-newly-contested.eml`: the mail's number in the outbox and what it is; the same mail, the same name."""
    slug = _SLUG.sub("-", title.lower())[:40].strip("-") or "mail"
    return f"{number:04}-{slug}.eml"


def write(folder: Path, number: int, title: str, message: EmailMessage) -> Path:
    """Write a mail and give its path. A repeat overwrites; what is there is always a whole mail, on the disk.

    Raises OSError where the folder cannot be written; nothing of the mail is then left under its name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(number, title)
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        stream.write(message.as_bytes())
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    _sync(folder)
    return path


def remove(folder: Path, names: Iterable[str]) -> int:
    """Remove mails by name and give how many were there; a name with a folder in it is refused."""
    removed = 0
    for name in names:
        if Path(name).name != name:
            raise ValueError(f"{name!r} is not a file's name in the outbox")
        path = folder / name
        if path.exists():
            path.unlink()
            removed += 1
    if removed:
        _sync(folder)
    return removed


def _sync(folder: Path) -> None:
    """Make a rename or removal last: it is in the folder, which has to reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

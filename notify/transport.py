"""What a mail is handed to, and how that can end. No server and no file here; what is handed over is never judged."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

import msgspec


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One mail to one address. `number` and `title` name its file, where mail is written to a folder."""

    message: EmailMessage
    to: str
    number: int
    title: str


class Sent(msgspec.Struct, frozen=True):
    """It was taken over: `reply` is what the server said, a receipt; `file` where it was written instead."""

    reply: str = ""
    file: Path | None = None


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """It was refused and nobody has it. `reason` is fit for the record: our words and the code, never an address.

    `permanent`: the same mail will not be taken later either; `recipient`: it is the address that does not work.
    `reply` is in the server's words, which may name the address.
    """

    reason: str
    permanent: bool
    recipient: bool = False
    reply: str = ""


class Uncertain(msgspec.Struct, frozen=True):
    """It was cut off while it was handed over: it may have arrived. `reason` is fit for the record."""

    reason: str


class Unavailable(msgspec.Struct, frozen=True):
    """No mail can be handed over now, this one or another: nothing of it was offered.

    `reason` is fit for the record; `reply` is in the server's words, for who runs this.
    """

    reason: str
    reply: str = ""


Outcome: TypeAlias = Sent | Failed | Uncertain | Unavailable


class Transport(Protocol):
    """Takes mails over, one after another; as a context manager it lets go of what it holds open."""

    @property
    def via(self) -> str:
        """What it is, as the record says it."""

    @property
    def repeatable(self) -> bool:
        """Whether handing the same mail over again leaves one mail and not two."""

    def send(self, letter: Letter) -> Outcome:
        """Hand a mail over."""

    def __enter__(self) -> Self:
        """Begin a run of mails."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""

"""What a delivery works with and what it reports: settings, a mail's stored words, counts. No reader's address."""

from __future__ import annotations

from datetime import time, tzinfo

import msgspec


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How mail is made: at whose clock, from whom. `contact` is where an unsubscribe mail goes, else the sender.

    `example` marks mail that is not live.
    """

    zone: tzinfo
    daily_at: time
    sender: str
    base_url: str | None = None
    contact: str | None = None
    example: str | None = None


class StoredMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail's whole content as stored in the record: words, no address. `order` threads it; `title` names its file."""

    subject: str
    text: str
    html: str
    order: str | None
    title: str


class DeliveryReport(msgspec.Struct, kw_only=True):
    """What became of the mails that were tried now.

    Handed over: `alerts` and `dailies`, in `files` where they went to a folder. `delayed` are tried again later,
    `refused` are not, `uncertain` may have arrived. `suppressed` are the pseudonyms whose address was refused for good.
    `problems` has a line for each that failed; `stopped` is why nothing more was sent. None of it holds an address.
    """

    alerts: int = 0
    dailies: int = 0
    files: list[str] = []
    delayed: int = 0
    refused: int = 0
    uncertain: int = 0
    suppressed: list[str] = []
    problems: list[str] = []
    stopped: str | None = None

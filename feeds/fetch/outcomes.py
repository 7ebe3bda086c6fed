"""What is asked of a source and what can come of it. Nothing here asks, decides or reads a clock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

import msgspec

from feeds.fetch.masking import masked
from feeds.model import Poll
from monitor.errors import UnreadableError


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """ETag and Last-Modified exactly as received, and the address that gave them; opaque, never parsed (RFC 9110, 8.8).

    They are sent back to that address alone: another one may use the same ETag for something else.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


class FetchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One question to one source. `authorization` is the whole header value; it goes to the origin of `url` alone.

    `place` is how far a mailbox was read, in its reader's own words.
    """

    source: str
    url: str
    validators: Validators | None = None
    authorization: str | None = None
    place: bytes = b""

    def __repr__(self) -> str:
        """Source and masked address: a request in a traceback gives no secret away."""
        return f"FetchRequest(source={self.source!r}, url={masked(self.url)!r})"


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One redirect that was followed. Both addresses are masked."""

    status: int
    url: str
    to: str


class FailureKind(StrEnum):
    """Why nothing usable came. `unreadable` is the parser's: the body came, and was not what the source publishes."""

    DNS = "dns"
    CONNECTION = "connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    ENCODING = "encoding"
    PROTOCOL = "protocol"
    DENIED = "denied"
    NOT_FOUND = "not_found"
    GONE = "gone"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    SERVER_ERROR = "server_error"
    UNEXPECTED_STATUS = "unexpected_status"
    UNREADABLE = "unreadable"


class RetryScope(StrEnum):
    """How far a Retry-After reaches: a 429 speaks for the whole host, anything else for this feed only."""

    HOST = "host"
    FEED = "feed"


class RetryAfter(msgspec.Struct, frozen=True, kw_only=True):
    """The server's wish not to be asked again before `at`, by a host (as in the address) or for one feed."""

    at: datetime
    scope: RetryScope
    host: str


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A whole body, decoded from its content encoding and from nothing else; the parser says whether it is a feed.

    `url` is the address after redirects, unmasked; `moved_to` is the same when every hop was 301 or 308, else None.
    Header names are lower-case; Set-Cookie is left out.
    """

    source: str
    asked: str
    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    validators: Validators
    hops: tuple[Hop, ...] = ()
    moved_to: str | None = None

    def __repr__(self) -> str:
        """Source, masked address, status and size."""
        return (
            f"Fetched(source={self.source!r}, url={masked(self.url)!r}, status={self.status}, {len(self.body)} bytes)"
        )


class NotModified(msgspec.Struct, frozen=True, kw_only=True):
    """304: what the source gave last time still stands. `validators` are the ones to send next time."""

    source: str
    url: str
    validators: Validators
    hops: tuple[Hop, ...] = ()
    moved_to: str | None = None

    def __repr__(self) -> str:
        """Source and masked address."""
        return f"NotModified(source={self.source!r}, url={masked(self.url)!r})"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One mail as it lies in a mailbox, by its number there, and when the server says that it was delivered."""

    uid: int
    delivered_at: datetime
    body: bytes


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """A look into a mailbox went well. `letters` are the mails after the last one known, up to `last_uid`.

    `validity` is the server's name for its numbering. `passed` says of each mail that was not read why; `more` that
    there are more to be read at once.
    """

    source: str
    url: str
    validity: int
    last_uid: int
    letters: tuple[Letter, ...] = ()
    passed: tuple[str, ...] = ()
    more: bool = False

    def __repr__(self) -> str:
        """Source, mailbox and number of mails."""
        return f"Delivered(source={self.source!r}, url={self.url!r}, {len(self.letters)} mails)"


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """We would not go there: an address, port, scheme or redirect that is not allowed. `reason` is one masked line."""

    source: str
    reason: str
    hops: tuple[Hop, ...] = ()


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """We asked and got nothing usable. `reason` is one masked line naming source and address."""

    source: str
    kind: FailureKind
    reason: str
    status: int | None = None
    retry_after: RetryAfter | None = None
    hops: tuple[Hop, ...] = ()


Outcome: TypeAlias = Fetched | NotModified | Delivered | Refused | Failed
GOOD = (Fetched, NotModified, Delivered)


def as_poll(fetched: Fetched, polled_at: datetime) -> Poll:
    """The answer as the parser wants it; its addresses are masked, since a poll may be kept and shown."""
    return Poll(
        source=fetched.source,
        name=masked(fetched.asked),
        polled_at=polled_at,
        body=fetched.body,
        url=masked(fetched.url),
        status=fetched.status,
        headers=fetched.headers,
    )


def mail_poll(box: Delivered, letter: Letter, now: datetime) -> Poll:
    """A mail as the parser wants it: delivered when its server says, and never later than now."""
    return Poll(
        source=box.source,
        name=f"mail {letter.uid} of {box.validity}",
        polled_at=min(letter.delivered_at, now),
        body=letter.body,
        url=box.url,
        delivered=True,
    )


def unreadable(fetched: Fetched, error: UnreadableError) -> Failed:
    """A fetched body that the parser refused: a failure that backs off. Its validators must not be kept."""
    return Failed(
        source=fetched.source,
        kind=FailureKind.UNREADABLE,
        reason=f"{fetched.source}: {masked(fetched.url)}: {error.reason}",
        status=fetched.status,
        hops=fetched.hops,
    )

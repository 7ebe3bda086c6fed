"""A body read under limits: whole, or refused. Never returns a part of one."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterator

import httpx2

from feeds.fetch.faults import ExchangeError
from feeds.fetch.gunzip import Gunzip
from feeds.fetch.limits import Limits
from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import FailureKind


class Identity:
    """A body without content encoding."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The bytes as they are."""
        yield data

    def finish(self) -> None:
        """The transport has checked the length already."""


class Meter:
    """Counts one body on the wire and decoded; raises ExchangeError as soon as it is too large or comes too slowly."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._limits, self._monotonic = limits, monotonic
        self._began = monotonic()
        self._wire = self._decoded = 0

    def wire(self, count: int) -> None:
        """Bytes as they arrived. They are capped as well: an endless stream may decode to nothing."""
        self._wire += count
        self._cap(self._wire)
        elapsed = self._monotonic() - self._began
        if elapsed > self._limits.grace_seconds and self._wire < elapsed * self._limits.min_bytes_per_second:
            # no figure that differs from poll to poll: a reason that changes is said anew
            words = f"slower than {self._limits.min_bytes_per_second:g} bytes a second; given up"
            raise ExchangeError(FailureKind.TOO_SLOW, words)

    def decoded(self, count: int) -> None:
        """Bytes as they are kept."""
        self._decoded += count
        self._cap(self._decoded)

    def _cap(self, count: int) -> None:
        if count > self._limits.max_bytes:
            raise ExchangeError(FailureKind.TOO_LARGE, f"more than {self._limits.max_bytes} bytes")


async def read_body(
    chunks: AsyncIterable[bytes],
    content_encoding: str,
    limits: Limits,
    monotonic: Callable[[], float],
) -> bytes:
    """The whole decoded body. Raises ExchangeError: too_large, too_slow, truncated, encoding."""
    decoder = _decoder(content_encoding)
    meter = Meter(limits, monotonic)
    kept: list[bytes] = []
    try:
        async for chunk in chunks:
            meter.wire(len(chunk))
            for piece in decoder.pieces(chunk):
                meter.decoded(len(piece))
                kept.append(piece)
    except (httpx2.RemoteProtocolError, httpx2.ReadError) as error:
        # Within a body, both mean that the rest did not come: less than Content-Length, or chunks without an end.
        raise ExchangeError(FailureKind.TRUNCATED, "the body stops in the middle") from error
    decoder.finish()
    return b"".join(kept)


def _decoder(content_encoding: str) -> Gunzip | Identity:
    coding = content_encoding.strip().lower()
    if coding in ("gzip", "x-gzip"):
        return Gunzip()
    if coding in ("", "identity"):
        return Identity()
    raise ExchangeError(FailureKind.ENCODING, f"encoded as {one_line(coding)!r}, which was not asked for")

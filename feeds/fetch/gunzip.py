"""gzip undone in small pieces, so that a bomb never holds more than one piece more than its reader allows.

Refuses a stream that is damaged or stops in the middle; httpx2's own decoder takes a cut stream for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from feeds.fetch.faults import ExchangeError
from feeds.fetch.outcomes import FailureKind

PIECE = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16


class Gunzip:
    """One gzip stream of any number of members (RFC 1952); zero bytes between and after them are padding."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What `data` decodes to, at most 64 KiB at a time. Raises ExchangeError (encoding)."""
        while data:
            if not self._begun and not (data := data.lstrip(b"\0")):
                return
            self._begun = True
            try:
                piece = self._member.decompress(data, PIECE)
            except zlib.error as error:
                raise ExchangeError(FailureKind.ENCODING, f"damaged gzip: {error}") from error
            data = self._member.unconsumed_tail
            if self._member.eof:
                data = self._member.unused_data
                self._member, self._begun = zlib.decompressobj(_GZIP), False
            if piece:
                yield piece

    def finish(self) -> None:
        """Raises ExchangeError (truncated) when the stream stopped in the middle of a member."""
        if self._begun:
            raise ExchangeError(FailureKind.TRUNCATED, "the gzip stream stops in the middle")

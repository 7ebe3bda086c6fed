"""Errors inside one exchange, and the words for them. None leaves this package: the client makes outcomes of them."""

from __future__ import annotations

import ssl

import httpx2

from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import FailureKind, RetryAfter
from monitor.errors import ShowcauseError


class GuardRefusedError(ShowcauseError):
    """An address, port, scheme or redirect we do not go to."""


class ExchangeError(ShowcauseError):
    """The exchange gave nothing usable: its kind, why, and what a status said, if that was the reason."""

    def __init__(
        self, kind: FailureKind, words: str, *, status: int | None = None, retry_after: RetryAfter | None = None
    ) -> None:
        super().__init__(words)
        self.kind, self.words = kind, words
        self.status, self.retry_after = status, retry_after


def describe(error: httpx2.HTTPError) -> ExchangeError:
    """What a transport error means. TLS is sought in the chain of causes, being reported as a failed connection."""
    trust = _cause(error, ssl.SSLError)
    if isinstance(trust, ssl.SSLCertVerificationError):
        return ExchangeError(FailureKind.TLS, f"the certificate was not accepted: {one_line(trust.verify_message)}")
    if trust is not None:
        return ExchangeError(FailureKind.TLS, f"TLS failed: {one_line(str(trust))}")
    if isinstance(error, httpx2.ConnectTimeout):
        return ExchangeError(FailureKind.TIMEOUT, "no connection in time")
    if isinstance(error, httpx2.TimeoutException):
        return ExchangeError(FailureKind.TIMEOUT, "the server fell silent")
    if isinstance(error, httpx2.ProtocolError):
        return ExchangeError(FailureKind.PROTOCOL, f"not HTTP as we know it: {one_line(str(error))}")
    return ExchangeError(FailureKind.CONNECTION, f"connection failed: {one_line(str(error)) or type(error).__name__}")


def _cause(error: BaseException, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, kind):
            return link
        link = link.__cause__ or link.__context__
    return None

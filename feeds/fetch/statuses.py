"""What a status other than a success, a 304 or a redirect means. Pure; does not decide when to ask again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from feeds.fetch.faults import ExchangeError
from feeds.fetch.outcomes import FailureKind, RetryAfter, RetryScope

SUCCESS = frozenset({200, 203})
NOT_MODIFIED = 304
FURTHEST = timedelta(days=366)

_KNOWN: dict[int, tuple[FailureKind, str]] = {
    401: (FailureKind.DENIED, "401: the server wants a login"),
    403: (FailureKind.DENIED, "403: the server denies access"),
    404: (FailureKind.NOT_FOUND, "404: nothing at this address"),
    410: (FailureKind.GONE, "410 gone: the server says this address is withdrawn for good"),
    429: (FailureKind.THROTTLED, "429: the server is asked too often"),
    503: (FailureKind.UNAVAILABLE, "503: the server is unavailable for now"),
}


def failure(status: int, retry_header: str | None, host: str, now: datetime) -> ExchangeError:
    """The failure a status stands for, with the server's wish for a pause if it uttered one."""
    kind, words = _KNOWN.get(status) or _class_of(status)
    return ExchangeError(kind, words, status=status, retry_after=retry_after(status, retry_header, host, now))


def retry_after(status: int, value: str | None, host: str, now: datetime) -> RetryAfter | None:
    """A Retry-After header, in seconds or as an HTTP-date (RFC 9110, 10.2.3); None when absent or senseless.

    A 429 holds the whole host, anything else this feed. A date gone by means now; at most a year ahead is believed.
    """
    moment = _moment(value.strip(), now) if value else None
    if moment is None:
        return None
    at = min(max(moment, now), now + FURTHEST)
    return RetryAfter(at=at, scope=RetryScope.HOST if status == 429 else RetryScope.FEED, host=host)


def _class_of(status: int) -> tuple[FailureKind, str]:
    if 500 <= status <= 599:
        return FailureKind.SERVER_ERROR, f"{status}: an error of the server"
    return FailureKind.UNEXPECTED_STATUS, f"{status}: not an answer to a plain GET of a feed"


def _moment(value: str, now: datetime) -> datetime | None:
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=int(value[:9])), FURTHEST)
    try:
        parsed = parsedate_to_datetime(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one beyond what a date can be
        return None

"""The address at which a source may tell us something: `/webhook/SOURCE/SECRET`. Believes nobody without the secret.

CourtListener signs nothing, so the address is all that proves a sender; it is compared in constant time, stands in no
log, and a wrong one is answered as an address that does not exist. What is answered 200 is in the record or kept; what
cannot be recorded now is answered 503, and comes again.
"""

from __future__ import annotations

import hmac
import logging
import re
import threading
import time
from collections import Counter
from email.message import Message
from http import HTTPStatus
from io import BufferedIOBase
from typing import NamedTuple

from monitor.application.receive import Receipt, Received, Receiver
from monitor.daemon.logs import say
from monitor.errors import ShowcauseError

MOST_BYTES = 2 * 1024 * 1024
ANSWER_SECONDS = 2.5
BODY_SECONDS = 10.0
AT_ONCE = 8
_PATH = re.compile(r"/webhook/(?P<source>[A-Za-z0-9][A-Za-z0-9._-]{0,63})/(?P<secret>[A-Za-z0-9_-]{1,200})/?")
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
SECRET = re.compile(r"[A-Za-z0-9_-]{20,200}")


class Reply(NamedTuple):
    """A status and a few words."""

    status: HTTPStatus
    words: str


NOT_HERE = Reply(HTTPStatus.NOT_FOUND, "there is nothing here")


class Door:
    """Open while it has a receiver and a secret; both are changed by another thread on a reload."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._receiver: Receiver | None = None
        self._secret = ""
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._counts: Counter[tuple[str, str]] = Counter()

    def counts(self) -> dict[tuple[str, str], int]:
        """Deliveries since the start by how they were answered, and items recorded of them, for the metrics."""
        with self._lock:
            return dict(self._counts)

    def open(self, receiver: Receiver | None, secret: str | None) -> None:
        """Let in what comes for a receiver's sources from now on; the receiver before it is closed."""
        with self._lock:
            before, self._receiver, self._secret = self._receiver, receiver, secret or ""
        if before is not None:
            before.close()

    def post(self, path: str, headers: Message, body: BufferedIOBase) -> Reply:
        """Answer one POST."""
        reply = self._answer(path, headers, body)
        with self._lock:
            self._counts["deliveries", reply.words if reply.status == HTTPStatus.OK else str(reply.status.value)] += 1
        return reply

    def _answer(self, path: str, headers: Message, body: BufferedIOBase) -> Reply:
        source = self._source(path)
        if source is None:
            return NOT_HERE
        if not self._turns.acquire(blocking=False):
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, "too much at once: come again")
        try:
            return self._read(source, headers, body)
        finally:
            self._turns.release()

    def _source(self, path: str) -> str | None:
        found = _PATH.fullmatch(path.partition("?")[0])
        with self._lock:
            receiver, secret = self._receiver, self._secret
        if found is None or receiver is None or not SECRET.fullmatch(secret):
            return None
        fits = hmac.compare_digest(found["secret"].encode(), secret.encode())
        return found["source"] if fits and found["source"] in receiver.sources else None

    def _read(self, source: str, headers: Message, body: BufferedIOBase) -> Reply:
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return Reply(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "application/json alone is taken")
        key = headers.get("Idempotency-Key", "")
        if not _KEY.fullmatch(key):
            return Reply(HTTPStatus.BAD_REQUEST, "an Idempotency-Key is wanted")
        length = headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return Reply(HTTPStatus.LENGTH_REQUIRED, "a Content-Length is wanted")
        if len(length) > 9 or int(length) > MOST_BYTES:
            return Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MOST_BYTES:,} bytes are taken")
        whole = _whole(body, int(length))
        if whole is None:
            return Reply(HTTPStatus.BAD_REQUEST, "the body did not come whole")
        return self._give(source, key, whole)

    def _give(self, source: str, key: str, body: bytes) -> Reply:
        with self._lock:
            future = self._receiver.submit(source, key, body) if self._receiver is not None else None
        if future is None:
            return NOT_HERE
        try:
            found = future.result(ANSWER_SECONDS)
        except TimeoutError:
            say(logging.WARNING, "webhook put off", source=source, key=key, reason="not recorded in time")
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, "not recorded in time: come again")
        except (ShowcauseError, OSError) as error:
            say(logging.WARNING, "webhook put off", source=source, key=key, reason=str(error))
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, "cannot be recorded now: come again")
        except Exception as error:  # noqa: BLE001 - a mistake of ours; the sender will come again, and we shall know
            say(logging.ERROR, "webhook put off", exc_info=True, source=source, key=key, reason=str(error))
            return Reply(HTTPStatus.INTERNAL_SERVER_ERROR, "a mistake on this side: come again")
        if found.report is not None:
            with self._lock:
                self._counts["items", "observed"] += found.report.observed
                self._counts["items", "revised"] += found.report.revised
        _log(source, key, found)
        return Reply(HTTPStatus.OK, found.receipt.value)


def _log(source: str, key: str, found: Received) -> None:
    for ending in found.endings:
        say(logging.WARNING, "alerts end", source=source, docket=ending.docket, off=ending.off)
    report = found.report
    if report is None:
        return
    for problem in report.problems:
        say(logging.WARNING, "bad item", source=source, item=problem.item, reason=problem.reason)
    level = logging.WARNING if found.receipt is Receipt.KEPT else logging.INFO
    say(level, found.receipt.value, source=source, poll=key, observed=report.observed, revised=report.revised)


def _whole(body: BufferedIOBase, length: int) -> bytes | None:
    """Read a body that may drip; None for one that ends early or takes too long."""
    end, pieces = time.monotonic() + BODY_SECONDS, []
    while length > 0:
        try:
            piece = body.read1(min(length, 65536))
        except OSError:
            return None
        if not piece or time.monotonic() > end:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)

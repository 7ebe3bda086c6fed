"""Looks into mailboxes beside a program that waits for none of them: a thread for each look. Records nothing.

A look under way is broken off by `close`, as if it had never been asked; a stop waits for no server.
"""

from __future__ import annotations

import imaplib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias

from feeds.fetch.faults import ExchangeError, GuardRefusedError
from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import Failed, FailureKind, Outcome, Refused
from feeds.imap.connection import Dialler, described, shut
from feeds.imap.looking import Place, log_in, look
from feeds.imap.mailbox import Mailbox, mailbox_at
from monitor.errors import InputError

Password: TypeAlias = Callable[[str], str | None]
AT_ONCE = 4


class MailWorker:
    """Holds what it takes to reach the mailboxes of one configuration. `password` gives that of a source."""

    def __init__(self, dialler: Dialler, password: Password) -> None:
        self._dialler, self._password = dialler, password
        self._turns = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._open: dict[Future[Outcome], socket.socket | None] = {}
        self._closed = False

    def submit(self, source: str, url: str, place: Place) -> Future[Outcome]:
        """Start a look; the future ends with an outcome, or cancelled by `close`. Raises RuntimeError after `close`."""
        future: Future[Outcome] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the mail worker is closed")
            self._open[future] = None
        args = (future, source, url, place)
        threading.Thread(target=self._run, args=args, name=f"mail {source}", daemon=True).start()
        return future

    def close(self) -> None:
        """Break off what is under way. May be called twice."""
        with self._lock:
            self._closed = True
            left, self._open = self._open, {}
        for future, sock in left.items():
            future.cancel()
            if sock is not None:
                shut(sock)

    def _run(self, future: Future[Outcome], source: str, url: str, place: Place) -> None:
        with self._turns:
            if not future.set_running_or_notify_cancel():
                return
            outcome = self._look(future, source, url, place)
        with self._lock:
            self._open.pop(future, None)
        future.set_result(outcome)

    def _look(self, future: Future[Outcome], source: str, url: str, place: Place) -> Outcome:
        secret = ""
        try:
            box = mailbox_at(url)
            secret = self._secret(source)
            with self._dialler.connected(box, lambda sock: self._opened(future, sock)) as connection:
                log_in(connection, box, secret)
                return look(connection, source, box, place, self._dialler.limits)
        except GuardRefusedError as error:
            return Refused(source=source, reason=f"{source}: {box.shown}: {one_line(str(error))}")
        except InputError as error:
            return Refused(source=source, reason=f"{source}: {error}")
        except (ExchangeError, OSError, imaplib.IMAP4.error) as error:
            return _failed(source, box, described(error, secret))

    def _secret(self, source: str) -> str:
        found = self._password(source)
        if not found:
            raise InputError("no password is given for the mailbox: see docs/sources.md")
        return found

    def _opened(self, future: Future[Outcome], sock: socket.socket) -> None:
        with self._lock:
            if self._closed:
                shut(sock)
            elif future in self._open:
                self._open[future] = sock


def _failed(source: str, box: Mailbox, error: ExchangeError) -> Failed:
    kind = error.kind if isinstance(error.kind, FailureKind) else FailureKind.PROTOCOL
    return Failed(source=source, kind=kind, reason=f"{source}: {box.shown}: {error.words}")

"""One IMAP connection: guarded like a fetch, encrypted before anything is said, capped in size and in time.

It resolves once, refuses an address that is not public, and dials the address it has checked. imaplib speaks the
protocol (RFC 3501); what it would wait for, or keep, without end is bounded here.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import TypeAlias

import msgspec

from feeds.fetch.faults import ExchangeError, GuardRefusedError
from feeds.fetch.guard import Guard
from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import FailureKind
from feeds.imap.mailbox import Mailbox

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

MOST_ADDRESSES = 4


class MailLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one look into a mailbox may cost us: seconds for an answer and for all, bytes of a mail, mails and bytes."""

    silence_seconds: float = 20.0
    deadline_seconds: float = 120.0
    mail_bytes: int = 5 * 1024 * 1024
    mails: int = 100
    bytes: int = 20 * 1024 * 1024


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a host, in the system's order. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError("not a valid host name") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Connection(imaplib.IMAP4):
    """imaplib over a socket made here. A literal larger than a mail may be is refused before it is read."""

    def __init__(self, sock: socket.socket, host: str, literal_bytes: int) -> None:
        self._made, self._literal_bytes = sock, literal_bytes
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002 - imaplib's own signature
        return self._made

    def read(self, size: int) -> bytes:
        """Read a literal. Raises ExchangeError for one that is too large."""
        if size > self._literal_bytes:
            raise ExchangeError(FailureKind.TOO_LARGE, f"the server sends {size} bytes where a mail is asked for")
        return super().read(size)


class Dialler(msgspec.Struct, frozen=True, kw_only=True):
    """What it takes to reach any mailbox of this installation."""

    guard: Guard
    tls: ssl.SSLContext
    limits: MailLimits
    resolve: Resolve = system_resolve

    @contextmanager
    def connected(self, box: Mailbox, opened: Callable[[socket.socket], object]) -> Iterator[Connection]:
        """A connection that is encrypted and not yet logged in; it is closed at the end, and at the latest in time.

        `opened` is given a second handle of it, for who wants to break off. Raises GuardRefusedError, ExchangeError,
        OSError and imaplib's errors.
        """
        with closing(self._dial(box)) as sock, closing(sock.dup()) as handle:  # TLS takes the first one over
            late = threading.Event()
            watch = threading.Timer(self.limits.deadline_seconds, _too_late, [late, handle])
            watch.daemon = True
            watch.start()
            opened(handle)
            try:
                with _closing(self._encrypted(sock, box)) as connection:
                    yield connection
            except (OSError, imaplib.IMAP4.error) as error:
                if late.is_set():
                    words = f"not done within {self.limits.deadline_seconds:g} s"
                    raise ExchangeError(FailureKind.TIMEOUT, words) from error
                raise
            finally:
                watch.cancel()
                shut(handle)

    def _encrypted(self, sock: socket.socket, box: Mailbox) -> Connection:
        most = self.limits.mail_bytes
        if box.scheme == "imaps":
            return Connection(self.tls.wrap_socket(sock, server_hostname=box.host), box.host, most)
        if box.clear and box.origin not in self.guard.allow_hosts:
            raise GuardRefusedError(f"{box.origin} is not in fetch.allow_hosts, so nothing is said to it without TLS")
        connection = Connection(sock, box.host, most)
        if not box.clear:
            if "STARTTLS" not in connection.capabilities:
                raise ExchangeError(FailureKind.TLS, "the server offers no TLS, and nothing is said without it")
            connection.starttls(self.tls)
        return connection

    def _dial(self, box: Mailbox) -> socket.socket:
        self.guard.admit(box.host, box.port)
        try:
            addresses = self.resolve(box.host, box.port)
        except OSError as error:
            words = f"{box.host}: {one_line(error.strerror or str(error))}"
            raise ExchangeError(FailureKind.DNS, words) from error
        self.guard.check(box.host, box.port, addresses)
        failure: OSError | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                sock = socket.create_connection((address, box.port), timeout=self.limits.silence_seconds)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # imaplib ends a command in a second write
            except OSError as error:
                failure = error
            else:
                return sock
        raise failure or ExchangeError(FailureKind.DNS, f"{box.host} has no address")


@contextmanager
def _closing(connection: Connection) -> Iterator[Connection]:
    """Close what imaplib holds of a connection, in whatever state."""
    try:
        yield connection
    finally:
        connection.shutdown()


def _too_late(late: threading.Event, handle: socket.socket) -> None:
    late.set()
    shut(handle)


def shut(sock: socket.socket) -> None:
    """End a connection under whoever reads from it."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def described(error: Exception, secret: str) -> ExchangeError:
    """What an error of the conversation means, in one line without the password.

    A server that answers NO or BAD has understood us; one that breaks off may be there again in a minute.
    """
    words = one_line(_hidden(str(error) or type(error).__name__, secret))
    if isinstance(error, ExchangeError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return ExchangeError(FailureKind.TLS, f"the certificate was not accepted: {one_line(error.verify_message)}")
    if isinstance(error, ssl.SSLError):
        return ExchangeError(FailureKind.TLS, f"TLS failed: {words}")
    if isinstance(error, TimeoutError):
        return ExchangeError(FailureKind.TIMEOUT, "the server fell silent")
    if isinstance(error, imaplib.IMAP4.abort | OSError):
        return ExchangeError(FailureKind.CONNECTION, f"the connection broke: {words}")
    return ExchangeError(FailureKind.PROTOCOL, f"not IMAP as we know it: {words}")


def _hidden(words: str, secret: str) -> str:
    return words.replace(secret, "***") if secret else words

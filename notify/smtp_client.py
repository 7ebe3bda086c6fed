"""The SMTP connection as smtplib makes it, and what that lacks: one login only, a limit on the whole, words for faults.

No word that a server writes freely is in those, and no password.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from notify.replies import Step


class _Plain(smtplib.SMTP):
    """smtplib's client, not yet connected, so that the connecting can be watched too; `late` once it took too long."""

    late = False

    def __init__(self, host: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._host = host  # smtplib checks the certificate against it


class _Tls(smtplib.SMTP_SSL):
    """The same with TLS from the first byte on."""

    late = False

    def __init__(self, host: str, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(timeout=timeout, context=context)
        self._host = host


Client: TypeAlias = _Plain | _Tls


class NoLoginError(Exception):
    """The server offers no way to log in that this program knows."""


def client_for(host: str, timeout: float, tls: ssl.SSLContext | None) -> Client:
    """A client not yet connected; with `tls` it speaks TLS from the first byte on, and checks the certificate so."""
    return _Plain(host, timeout) if tls is None else _Tls(host, timeout, tls)


@contextmanager
def limit(client: Client, seconds: float) -> Iterator[None]:
    """Cut the connection when all of it takes too long: a server may answer one byte at a time, each in time."""
    timer = threading.Timer(seconds, _cut, (client,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def hello(client: Client) -> tuple[int, bytes]:
    """Say EHLO, or HELO to an old server."""
    code, text = client.ehlo()
    return (code, text) if code // 100 == 2 else client.helo()


def starttls(client: Client, tls: ssl.SSLContext) -> tuple[int, bytes]:
    """Go on in TLS. Gives the server's answer."""
    try:
        return client.starttls(context=tls)
    except smtplib.SMTPResponseException as error:
        if isinstance(error.smtp_error, bytes):
            return error.smtp_code, error.smtp_error
        raise  # smtplib's own words: the answer cannot be read


def login(client: Client, username: str, password: str) -> tuple[int, bytes]:
    """Log in, in one way only: smtplib's own login tries every way, and three wrong passwords lock an account.

    Gives the server's answer. Raises NoLoginError.
    """
    client.user, client.password = username, password
    ways = (("PLAIN", client.auth_plain), ("LOGIN", client.auth_login), ("CRAM-MD5", client.auth_cram_md5))
    offered = client.esmtp_features.get("auth", "").upper().split()
    for name, answer in ways:
        if name in offered:
            try:
                return client.auth(name, answer)
            except smtplib.SMTPAuthenticationError as error:
                if isinstance(error.smtp_error, bytes):
                    return error.smtp_code, error.smtp_error
                raise
    raise NoLoginError


def broken(step: Step, error: Exception, client: Client) -> str:
    """What broke, in words of the system and of ours; a server's free words are in none of them."""
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else error
    if client.late or isinstance(cause, TimeoutError):
        return f"{step}: no answer in time"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{step}: the server's certificate is not accepted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return f"{step}: TLS failed: {cause.reason or 'no TLS there'}"
    if isinstance(cause, OSError) and not isinstance(cause, smtplib.SMTPException):
        return f"{step}: {cause.strerror or type(cause).__name__}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{step}: the server closed the connection"
    return f"{step}: the server's answer cannot be read"


def _cut(client: Client) -> None:
    client.late = True
    sock = client.sock
    if sock is not None:
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not TLS's own, which would write to a server that hangs
        except OSError:
            return  # closed meanwhile

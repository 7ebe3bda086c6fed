"""Mail to a server over SMTP (RFC 5321), one connection for many mails. smtplib is here and in notify.smtp_client only.

It refuses to go on without TLS where TLS is asked for, to accept a certificate it cannot verify, and to send a
password in the clear to another machine. A password is in no text that leaves this room.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from types import TracebackType
from typing import Literal, Self, TypeAlias

import msgspec

from notify.replies import Reply, Step, judged, reply_of
from notify.smtp_client import Client, NoLoginError, broken, client_for, hello, limit, login, starttls
from notify.transport import Failed, Letter, Outcome, Sent, Unavailable, Uncertain

Security: TypeAlias = Literal["starttls", "tls", "none"]
_DROPS = 3
_DOTS = re.compile(rb"(?m)^\.")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server, who logs in there (nobody without a name), and the address that returned mail comes back to."""

    host: str
    port: int
    security: Security
    sender: str
    username: str = ""


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds to wait: for one answer, for the last one of a mail (it is being scanned), for a whole mail or login."""

    answer: float = 30
    accepted: float = 120
    whole: float = 180


class _UnavailableError(Exception):
    def __init__(self, outcome: Unavailable) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class Smtp:
    """A transport (notify.transport) over one connection, made at the first mail and ended with the run.

    After three connections in a row that broke under a mail it takes no more mails in that run.
    """

    repeatable = False
    via = "smtp"

    def __init__(
        self,
        server: Server,
        password: str | None = None,
        *,
        patience: Patience | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server, self._password = server, password or ""
        self._patience, self._tls = patience or Patience(), tls
        self._client: Client | None = None
        self._drops = 0

    def __enter__(self) -> Self:
        self._drops = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            with limit(client, self._patience.answer):
                client.quit()
        except (smtplib.SMTPException, OSError):
            client.close()  # every mail has its outcome already; the farewell is a courtesy

    def send(self, letter: Letter) -> Outcome:
        """Hand a mail over; it says how that ended and raises nothing for what a server or a network may do."""
        if self._drops >= _DROPS:
            return Unavailable(f"the connection broke {_DROPS} times in a row")
        reused = self._client is not None
        try:
            exchange = _Exchange(self._client or self._connect(), self._server.sender, self._patience)
            outcome = exchange.run(letter)
            if reused and exchange.broken_at is Step.SENDER:  # many servers end a connection after some mails
                exchange = _Exchange(self._connect(), self._server.sender, self._patience)
                outcome = exchange.run(letter)
        except _UnavailableError as error:
            self._client = None
            return error.outcome
        self._client = None if exchange.broken_at else exchange.client
        self._drops = self._drops + 1 if exchange.broken_at else 0
        return outcome

    def _connect(self) -> Client:
        """A connection that is ready for mail. Raises _UnavailableError."""
        server = self._server
        if problem := _login_problem(server, self._password):
            raise _UnavailableError(Unavailable(problem))
        step = Step.GREETING
        tls = None if server.security == "none" else self._tls or ssl.create_default_context()
        client = client_for(server.host, self._patience.answer, tls if server.security == "tls" else None)
        try:
            with limit(client, self._patience.whole):
                for step, command in self._opening(client, tls):
                    self._demand(step, *command())
        except _UnavailableError:
            client.close()
            raise
        except NoLoginError:
            client.close()
            raise _UnavailableError(Unavailable("a login is configured, and the server offers none we know")) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            client.close()
            raise _UnavailableError(Unavailable(broken(step, error, client))) from None  # its text may hold the login
        return client

    def _opening(
        self, client: Client, tls: ssl.SSLContext | None
    ) -> Iterator[tuple[Step, Callable[[], tuple[int, bytes]]]]:
        server = self._server
        yield Step.GREETING, lambda: client.connect(server.host, server.port)
        yield Step.HELLO, lambda: hello(client)
        if server.security == "starttls" and tls is not None:
            if not client.has_extn("starttls"):
                raise _UnavailableError(Unavailable("the server offers no STARTTLS, and without it nothing is sent"))
            yield Step.TLS, lambda: starttls(client, tls)
            yield Step.HELLO, lambda: hello(client)
        if server.username:
            yield Step.LOGIN, lambda: login(client, server.username, self._password)

    def _demand(self, step: Step, code: int, text: bytes) -> None:
        if code // 100 == 2:
            return
        reply = reply_of(code, self._hidden(text) if step is Step.LOGIN else text)
        raise _UnavailableError(Unavailable(f"{step} refused: {reply.named}", reply.words))

    def _hidden(self, text: bytes) -> bytes:
        """What the server said without our login: some repeat the command that they refuse, whole or in part."""
        secret = self._password.encode()
        masked = _BASE64.sub(b"[login]", text)
        return masked.replace(base64.b64encode(secret), b"[login]").replace(secret, b"[login]")


class _Exchange:
    """One mail over a connection that is ready for it. `broken_at` is the step after which that is of no more use."""

    def __init__(self, client: Client, sender: str, patience: Patience) -> None:
        self.client, self._sender, self._patience = client, sender, patience
        self.broken_at: Step | None = None

    def run(self, letter: Letter) -> Outcome:
        with limit(self.client, self._patience.whole):
            return self._run(letter)

    def _run(self, letter: Letter) -> Outcome:
        body = _DOTS.sub(b"..", letter.message.as_bytes())
        step = Step.SENDER
        try:
            for step, command in self._steps(letter.to, len(body)):
                reply = reply_of(*command())
                if reply.code // 100 != (3 if step is Step.DATA else 2):
                    return self._refused(step, reply)
        except (smtplib.SMTPException, OSError) as error:
            self._end(step)
            return Failed(reason=broken(step, error, self.client), permanent=False)
        return self._body(body)

    def _steps(self, to: str, size: int) -> Iterator[tuple[Step, Callable[[], tuple[int, bytes]]]]:
        options = [f"size={size}"] if self.client.has_extn("size") else []
        yield Step.SENDER, lambda: self.client.mail(self._sender, options)
        yield Step.RECIPIENT, lambda: self.client.rcpt(to)
        yield Step.DATA, lambda: self.client.docmd("DATA")

    def _body(self, body: bytes) -> Outcome:
        """Everything from the first byte of the mail on: whatever breaks now, the server may have it."""
        try:
            # in one piece: an end that comes alone waits 40 ms for the acknowledgement of what precedes it
            self.client.send(body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"))
            if self.client.sock is not None:
                self.client.sock.settimeout(self._patience.accepted)
            reply = reply_of(*self.client.getreply())
            if self.client.sock is not None:
                self.client.sock.settimeout(self._patience.answer)
        except (smtplib.SMTPException, OSError) as error:
            self._end(Step.MAIL)
            return Uncertain(broken(Step.MAIL, error, self.client))
        if reply.code // 100 == 2:
            return Sent(reply.words)
        if reply.code // 100 not in (4, 5):
            self._end(Step.MAIL)
            return Uncertain(f"{Step.MAIL}: {reply.named}")
        return self._refused(Step.MAIL, reply)

    def _refused(self, step: Step, reply: Reply) -> Outcome:
        """Judge a refusal, and make the connection fit for the next mail or end it."""
        try:
            if reply.code == 421 or reply.code < 0 or self.client.rset()[0] != 250:
                self._end(step)
        except (smtplib.SMTPException, OSError):
            self._end(step)  # the refusal stands; the next mail gets a new connection
        return judged(step, reply)

    def _end(self, step: Step) -> None:
        self.client.close()
        self.broken_at = step


def _login_problem(server: Server, password: str) -> str | None:
    """Why the login cannot be tried at all, in words without it."""
    if not server.username:
        return None
    if not password:
        return "no password for smtp.username: set $SHOWCAUSE_SMTP_PASSWORD or the credential smtp-password"
    if not (server.username + password).isascii():
        return "login or password has letters outside ASCII, which this program cannot send"
    if server.security == "none" and not _is_here(server.host):
        return "a password is not sent in the clear to another machine: set smtp.security to starttls or tls"
    return None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

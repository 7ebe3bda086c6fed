"""One look into a mailbox: the mails after the last one read. Changes nothing there; marks, moves and deletes none.

The folder is opened by EXAMINE and bodies are read by BODY.PEEK, so a mail stays unread for a person. A mail is known
by UIDVALIDITY and UID (RFC 3501, 2.3.1.1); where the server has begun to count anew all are read again, and the record
refuses what it has.
"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from feeds.fetch.faults import ExchangeError
from feeds.fetch.masking import one_line
from feeds.fetch.outcomes import Delivered, FailureKind, Letter
from feeds.imap.connection import Connection, MailLimits
from feeds.imap.mailbox import Mailbox, wire_name

_STEP = 10_000
_UID = re.compile(rb"\bUID (\d{1,10})")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,12})")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"')


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The last mail read."""

    validity: int = 0
    uid: int = 0


class _Listed(msgspec.Struct, frozen=True, kw_only=True):
    uid: int
    size: int
    delivered_at: datetime


def log_in(connection: Connection, box: Mailbox, password: str) -> None:
    """Say who we are. Raises ExchangeError (denied), without the password."""
    if "LOGINDISABLED" in connection.capabilities and "AUTH=PLAIN" not in connection.capabilities:
        raise ExchangeError(FailureKind.DENIED, "the server takes no password on this connection")
    try:
        if "AUTH=PLAIN" in connection.capabilities:
            answer = f"\0{box.username}\0{password}".encode()
            connection.authenticate("PLAIN", lambda _: answer)
        else:
            connection.login(_quoted(box.username), password)
    except imaplib.IMAP4.abort:
        raise
    except UnicodeEncodeError:  # its text would show a part of the password
        raise ExchangeError(FailureKind.DENIED, "the server takes plain ASCII in a login alone") from None
    except imaplib.IMAP4.error as error:
        words = one_line(str(error).replace(password, "***"))
        raise ExchangeError(FailureKind.DENIED, f"the server refuses the login: {words}") from None


def look(connection: Connection, source: str, box: Mailbox, place: Place, limits: MailLimits) -> Delivered:
    """The mails after `place`, oldest first, as many as the limits allow.

    One that is too large is named and passed over. Raises ExchangeError, OSError and imaplib's errors where not even
    one could be read; otherwise what was read is given, and the rest is for the next look.
    """
    validity, uid_next = _examined(connection, box)
    last = place.uid if place.validity == validity else 0
    taken = _Taken(limits, last)
    whole = taken.take(connection, _listed(connection, last, uid_next))
    return Delivered(
        source=source,
        url=box.shown,
        validity=validity,
        last_uid=max(taken.last, uid_next - 1) if whole and uid_next else taken.last,
        letters=tuple(taken.letters),
        passed=tuple(taken.passed),
        more=not whole,
    )


class _Taken:
    """What one look has read so far."""

    def __init__(self, limits: MailLimits, last: int) -> None:
        self._limits, self._room, self.last = limits, limits.bytes, last
        self.letters: list[Letter] = []
        self.passed: list[str] = []

    def take(self, connection: Connection, mails: Iterator[_Listed]) -> bool:
        """Read mails; gives whether these were all."""
        try:
            for mail in mails:
                if self._full(mail):
                    return False
                self._one(connection, mail)
                self.last = mail.uid
        except (ExchangeError, OSError, imaplib.IMAP4.error):
            if not self.letters:
                raise
            return False
        return True

    def _full(self, mail: _Listed) -> bool:
        return len(self.letters) + len(self.passed) >= self._limits.mails or bool(
            self.letters and mail.size > self._room
        )

    def _one(self, connection: Connection, mail: _Listed) -> None:
        if mail.size > self._limits.mail_bytes:
            reason = f"mail {mail.uid} has {mail.size:,} bytes, more than {self._limits.mail_bytes:,}: not read"
            self.passed.append(reason)
        elif (body := _body(connection, mail.uid)) is not None:
            self.letters.append(Letter(uid=mail.uid, delivered_at=mail.delivered_at, body=body))
            self._room -= len(body)


def _examined(connection: Connection, box: Mailbox) -> tuple[int, int]:
    """Open the folder for reading alone; gives UIDVALIDITY, and the UID that the next mail will have, or 0."""
    status, data = connection.select(wire_name(box.folder), readonly=True)
    if status != "OK":
        raise ExchangeError(FailureKind.NOT_FOUND, f"no folder {box.folder!r}: {_words(data)}")
    validity = _number(connection, "UIDVALIDITY")
    if not validity:
        raise ExchangeError(FailureKind.PROTOCOL, "no UIDVALIDITY is given, without which mails cannot be told apart")
    return validity, _number(connection, "UIDNEXT")


def _number(connection: Connection, name: str) -> int:
    _, data = connection.response(name)
    found = data[-1] if data else None
    return int(found) if isinstance(found, bytes) and found.isdigit() else 0


def _listed(connection: Connection, last: int, uid_next: int) -> Iterator[_Listed]:
    """The mails after `last` in order, asked for a stretch of numbers at a time: an answer stays short."""
    for start in range(last + 1, uid_next or last + 2, _STEP):
        stretch = f"{start}:{min(start + _STEP, uid_next) - 1 if uid_next else '*'}"
        status, rows = connection.uid("FETCH", stretch, "(UID RFC822.SIZE INTERNALDATE)")
        if status != "OK":
            raise ExchangeError(FailureKind.PROTOCOL, f"the server lists no mails: {_words(rows)}")
        found = [_row(row) for row in rows if isinstance(row, bytes) and _UID.search(row) and _SIZE.search(row)]
        yield from sorted((mail for mail in found if mail.uid > last), key=lambda mail: mail.uid)


def _row(row: bytes) -> _Listed:
    uid, size, date = _UID.search(row), _SIZE.search(row), _DATE.search(row)
    if uid is None or size is None or date is None:
        raise ExchangeError(FailureKind.PROTOCOL, f"a mail without number, size or date: {_words([row])}")
    try:
        delivered = datetime.strptime(date[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        raise ExchangeError(FailureKind.PROTOCOL, f"mail {int(uid[1])} has no readable date") from None
    return _Listed(uid=int(uid[1]), size=int(size[1]), delivered_at=delivered)


def _body(connection: Connection, uid: int) -> bytes | None:
    """A mail as it lies there; None for one that was taken away meanwhile."""
    status, rows = connection.uid("FETCH", str(uid), "(BODY.PEEK[])")
    if status != "OK":
        raise ExchangeError(FailureKind.PROTOCOL, f"mail {uid} is not given: {_words(rows)}")
    return next((bytes(row[1]) for row in rows if isinstance(row, tuple) and b"BODY[]" in row[0].upper()), None)


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(rows: object) -> str:
    said = rows[0] if isinstance(rows, list) and rows else b""
    return one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))

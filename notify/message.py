"""A rendered mail as a message for the wire: headers that thread, name the list and never vary for the same digest.

Header injection is impossible: every value is one printable line before it becomes a header (RFC 5322, 2.2).
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from monitor.errors import InputError
from monitor.present.digest import RenderedMail
from monitor.present.words import clip, one_line
from notify.store import valid_email

_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,60}")
_SUBJECT = 200


def sender_address(sender: str) -> Address:
    """The sender from `name <address>`, as the configuration gives it. Raises InputError."""
    if one_line(sender) != sender.strip():
        raise InputError(f"sender {sender!r}: more than one line")
    name, email = parseaddr(sender)
    return Address(display_name=one_line(name), addr_spec=valid_email(email))


def root_id(order: str, host: str) -> str:
    """The id of an order's root, a message never sent: mail programs thread everything on one order under it."""
    plain = _ATOM.fullmatch(order) and ".." not in order and not order.startswith(".") and not order.endswith(".")
    return f"<order.{order if plain else hashlib.sha256(order.encode()).hexdigest()[:32]}@{host}>"


def message_id(digest: str, host: str) -> str:
    """The id of a mail, from the digest's key: sent once more after a crash, it is the same mail."""
    return f"<{hashlib.sha256(digest.encode()).hexdigest()[:32]}@{host}>"


def compose(
    mail: RenderedMail,
    *,
    sender: str,
    to: str,
    digest: str,
    date: datetime,
    order: str | None,
    contact: str | None = None,
) -> EmailMessage:
    """Build the message. `digest` is the digest's key, `date` (aware) when it was prepared, `order` the one it is
    about.

    A daily digest is about several orders and threads under none. `contact` is where answers and unsubscribe mails go,
    else the sender. Raises InputError for an address that cannot be one, ValueError for a naive date.
    """
    if date.tzinfo is None:
        raise ValueError(f"date {date.isoformat()} has no zone")
    origin = sender_address(sender)
    host = origin.domain.lower()
    message = EmailMessage(policy=SMTP)
    message["From"] = origin
    message["To"] = Address(addr_spec=valid_email(to))
    if contact is not None:
        message["Reply-To"] = Address(addr_spec=valid_email(contact))  # readers are told that they may answer
    message["Subject"] = clip(mail.subject, _SUBJECT)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id(digest, host)
    if order is not None:
        message["References"] = root_id(order, host)
        message["In-Reply-To"] = root_id(order, host)
    message["List-Id"] = f"<digest.{host}>"
    message["List-Unsubscribe"] = f"<mailto:{valid_email(contact or origin.addr_spec)}?subject=unsubscribe>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256(b'boundary' + digest.encode()).hexdigest()[:32]}")
    return message

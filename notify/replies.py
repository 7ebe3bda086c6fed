"""What a mail server's reply means for the mail, the address and the run (RFC 5321, 4.2; RFC 3463). Pure.

It gives no words of a server to the record: they may name the address (`550 5.1.1 <ada@…> unknown`).
"""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from monitor.present.words import clip
from notify.transport import Failed, Outcome, Unavailable

_ENHANCED = re.compile(r"([245])\.([0-9]{1,3})\.([0-9]{1,3})(?![0-9.])")
_ADDRESS = re.compile(r"\S+@\S+")
_WORDS = 300
_LOGIN_WANTED = frozenset({530, 534, 535, 538})
_TOO_BIG = frozenset({"5.2.3", "5.3.4"})


class Step(StrEnum):
    """Where in the exchange a reply came."""

    GREETING = "greeting"
    HELLO = "hello"
    TLS = "encryption"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    MAIL = "mail"


_BEFORE_MAIL = frozenset({Step.GREETING, Step.HELLO, Step.TLS, Step.LOGIN})


class Reply(msgspec.Struct, frozen=True):
    """A reply: its code (-1: none that can be read), its enhanced status code if it has one, its words on one line."""

    code: int
    status: str | None
    words: str

    @property
    def named(self) -> str:
        """Its codes, and nothing that the server wrote freely."""
        if self.code < 0:
            return "an answer without a code"
        return f"{self.code} {self.status}" if self.status else str(self.code)


def reply_of(code: int, text: bytes) -> Reply:
    """The reply from smtplib's pair of code and text."""
    words = clip(text.decode("utf-8", "replace"), _WORDS)
    found = _ENHANCED.match(words)
    status = found.group() if found and found.group(1) == str(code)[:1] else None
    return Reply(code, status, f"{code} {words}".rstrip())


def without_addresses(words: str) -> str:
    """A server's words for a log, which unlike people.db cannot forget: what looks like an address is masked."""
    return _ADDRESS.sub("[address]", words)


def judged(step: Step, reply: Reply) -> Outcome:
    """What a refusal means: of this mail, of its address, or of everything we could send.

    A refused sender says nothing about one subscriber: the run stops, and nothing is held against any mail. 4xx is
    temporary, and so is a server that will not relay or wants a login: whoever runs it can repair that. Any other 5xx
    is permanent; it is the address that does not work when the status says so (x.1.x, x.2.x but a mail that is too
    big), or when there is none with 550, 551 or 553.
    """
    reason = f"{step} refused: {reply.named}"
    if step in _BEFORE_MAIL or (step is Step.SENDER and reply.code >= 500 and not _too_big(reply)):
        return Unavailable(reason, reply.words)
    permanent = 500 <= reply.code < 600 and not _set_up_wrong(step, reply)
    recipient = permanent and _concerns_address(step, reply)
    return Failed(reason=reason, permanent=permanent, recipient=recipient, reply=reply.words)


def _too_big(reply: Reply) -> bool:
    return reply.code == 552 or reply.status in _TOO_BIG


def _set_up_wrong(step: Step, reply: Reply) -> bool:
    """Whether the server does not send there for us; a recipient that it does send to must not wait for that."""
    return reply.code in _LOGIN_WANTED or (step is Step.RECIPIENT and "relay" in reply.words.lower())


def _concerns_address(step: Step, reply: Reply) -> bool:
    if reply.status is not None:
        sender = reply.status in {"5.1.7", "5.1.8"}
        return reply.status.split(".")[1] in {"1", "2"} and not sender and not _too_big(reply)
    return step is Step.RECIPIENT and reply.code in {550, 551, 553}

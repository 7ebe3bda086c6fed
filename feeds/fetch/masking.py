"""Addresses and remote words made fit for a log line; a credential or a secret in a query never leaves in them."""

from __future__ import annotations

import re

from feeds.fetch.addresses import read_address

MASK = "***"
LONGEST = 300

_SECRET_NAME = re.compile(r"tok|key|secret|sig|auth|pass|pwd|session|sid|cred|jwt", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"(?=.*\d)[A-Za-z0-9_.~%=/-]{20,}")


def masked(url: str) -> str:
    """The address without user, password and fragment, secret-looking query values as `***`; never raises.

    A value is masked when its name sounds like a secret, or when it is 20 or more characters of a token's alphabet with
    a digit among them. A secret in the path cannot be told from a path: keep tokens in the query or in a header.
    """
    parsed = read_address(url)
    if parsed is None:
        return "(an address that cannot be read)"
    query = "&".join(_masked_pair(pair) for pair in parsed.query.decode("ascii").split("&"))
    shown = parsed.copy_with(userinfo=b"", fragment=None, query=query.encode("ascii") or None)
    return one_line(str(shown))


def one_line(text: str) -> str:
    """Remote words on one printable line of at most 300 characters, so that they cannot forge a line of a log."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _masked_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    secret = equals and (_SECRET_NAME.search(name) or _SECRET_VALUE.fullmatch(value))
    bare = not equals and _SECRET_VALUE.fullmatch(name)
    if bare:
        return MASK
    return f"{name}={MASK}" if secret else pair

"""A mailbox by its address, imaps://NAME@HOST/FOLDER. Holds no password; a folder is written as people write it."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote, urlsplit

import msgspec

from monitor.errors import InputError

PORTS = {"imaps": 993, "imap": 143}
_PLAIN = re.compile(r"[^\x20-\x7e]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """`scheme` imaps: TLS from the first byte; imap: STARTTLS, and nothing is said before it.

    `clear` is for a server of one's own alone: nothing is encrypted (`imap://…?tls=none`).
    """

    scheme: str
    host: str
    port: int
    username: str
    folder: str = "INBOX"
    clear: bool = False

    @property
    def origin(self) -> str:
        """Host and port as `[fetch] allow_hosts` writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}".lower()

    @property
    def shown(self) -> str:
        """Where it is, fit for a log: without the name of who logs in."""
        return f"{self.scheme}://{self.origin}/{self.folder}"


def mailbox_at(url: str) -> Mailbox:
    """Read an address. Raises InputError, without a password that may stand there, for one that cannot be used."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InputError("the mailbox's address cannot be read") from None
    username, folder = unquote(parts.username or ""), unquote(parts.path.strip("/")) or "INBOX"
    if parts.password is not None:
        raise InputError("a password does not stand in the address: it comes from the environment or a credential")
    if parts.scheme not in PORTS or not host or not username:
        raise InputError("a mailbox's address is imaps://NAME@HOST/FOLDER, an @ in the name written %40")
    if _CONTROL.search(username + folder):
        raise InputError("the mailbox's address holds control characters")
    clear = parts.query == "tls=none"
    if (parts.query and not clear) or (clear and parts.scheme == "imaps"):
        raise InputError("after the folder only ?tls=none may stand, and that with imap:// alone")
    return Mailbox(
        scheme=parts.scheme,
        host=host,
        port=port or PORTS[parts.scheme],
        username=username,
        folder=folder,
        clear=clear,
    )


def wire_name(folder: str) -> str:
    """A folder's name as IMAP4rev1 sends it (RFC 3501, 5.1.3: modified UTF-7), quoted."""
    encoded = _PLAIN.sub(_shifted, folder.replace("&", "&-"))
    return '"' + encoded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(run: re.Match[str]) -> str:
    """Base64 of UTF-16 between `&` and `-`, with a comma for the slash and without padding."""
    body = base64.b64encode(run[0].encode("utf-16-be")).decode("ascii")
    return "&" + body.rstrip("=").replace("/", ",") + "-"

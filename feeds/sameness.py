"""What a body says that the last one said too: kept, so that nobody reads it again. Reads no item itself.

Courts send no ETag, and only the time at which the feed was built moves when nothing was docketed. So a body counts as
the same where its bytes are, but for the channel's own build times before its first item: nothing here uses those. What
is kept is no more than reading it anew would give, and is not used where an item of it would have to be read.
"""

from __future__ import annotations

import re
from hashlib import sha256

import msgspec

from feeds.memory import Memory
from feeds.model import Parsed, Poll, SourceSpec
from feeds.parsing.results import Result

_FIRST_ITEM = re.compile(rb"<(?:item|entry)[\s>]")
_BUILT = re.compile(rb"(<(?P<name>lastBuildDate|pubDate|updated|modified)>)[^<&]*(?=</(?P=name)>)")
_DECIDES = ("content-type", "content-location", "content-encoding")
"""Headers that have a say in how a body is read."""


_SAID = msgspec.json.Decoder(Parsed)


def same_reading(memory: Memory, spec: SourceSpec, digest: bytes) -> Result | None:
    """What reading the poll of this digest would give: of a body that is the source's last, and whose items are just
    those that the memory holds; else None.
    """
    said = memory.fetches.said(spec.id, digest)
    parsed = _SAID.decode(said) if said else None
    return parsed if parsed is not None and parsed.shown and memory.windows.shows(spec.id, parsed.shown) else None


def keep_reading(memory: Memory, spec: SourceSpec, digest: bytes, read: Result) -> None:
    """Keep what was read of a poll, but for items; not where something is at fault, which is said at every poll."""
    if not isinstance(read, Parsed) or read.problems or not read.window:
        return
    said = msgspec.json.encode(msgspec.structs.replace(read, items=()))
    if memory.fetches.said(spec.id, digest) != said:
        memory.fetches.keep_said(spec.id, digest, said)


def digest_of(spec: SourceSpec, poll: Poll) -> bytes:
    """A hash of all that a poll says, but for when it was built, with what decides how it is read."""
    first = _FIRST_ITEM.search(poll.body)
    head = poll.body[: first.start()] if first else b""
    headers = [poll.headers.get(name, "") for name in _DECIDES]
    how = sha256(repr((spec, poll.url, poll.status, headers)).encode())  # in hardware: twice as fast as any other
    how.update(_BUILT.sub(rb"\1", head))
    how.update(memoryview(poll.body)[len(head) :])
    return how.digest()

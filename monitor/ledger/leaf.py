"""The leaf of an event: a small envelope that commits to it without telling anything of it. Stored, never regenerated.

The envelope is sorted, compact ASCII JSON: `{"blobs":[…],"digest":"…","seq":1,"v":1}`. Both kinds of digest are keyed
with the row's own 32 random bytes, so that once text and salt are erased (a sealed filing), nobody can confirm a guess
at it, while every proof over the leaves still holds.

What is digested is a list of byte strings, each preceded by its length in eight bytes, big-endian. No two lists give
the same bytes, whatever the strings hold, so a boundary cannot be moved. The lists are

    "event", id (32 hex digits), name, version, key, recorded_at (microseconds), caused_by (empty: none), state, alias,
    alias, … "capture", SHA-256 of the capture in hexadecimal

with numbers in decimal and aliases sorted. The first string keeps an event's digest from being passed off as a
capture's.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence

import msgspec

from monitor.ledger.merkle import leaf_hash
from monitor.ledger.records import Leaf, Row

VERSION = 1
SALT_BYTES = 32


class _Envelope(msgspec.Struct, frozen=True):
    # the fields in alphabetical order are the sorted JSON; hexadecimal and integers are ASCII
    blobs: list[str]
    digest: str
    seq: int
    v: int


_encode = msgspec.json.Encoder().encode


def leaf_of(row: Row, captures: Sequence[str]) -> Leaf:
    """Make the leaf of a row whose event names these captures (SHA-256, hexadecimal)."""
    digest = _digest(
        row.salt,
        b"event",
        row.originator_id.encode(),
        row.name.encode(),
        b"%d" % row.event_version,
        row.key.encode(),
        b"%d" % row.recorded_at,
        b"" if row.caused_by is None else b"%d" % row.caused_by,
        row.state,
        *[alias.encode() for alias in row.aliases],
    )
    blobs = [_digest(row.salt, b"capture", capture.encode()) for capture in captures]
    envelope = _encode(_Envelope(blobs, digest, row.seq, VERSION))
    return Leaf(envelope, leaf_hash(envelope))


def _digest(salt: bytes, *parts: bytes) -> str:
    message = b"".join([piece for part in parts for piece in (len(part).to_bytes(8, "big"), part)])
    return hmac.digest(salt, message, "sha256").hex()

"""What goes into the record and what comes out of it: plain data. Nothing here decides, numbers or stores.

Instants are stored as whole microseconds since 1970 UTC: exact, compared as integers, and free of the question of how
an offset was written.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from monitor.domain.decided import ItemRedacted
from monitor.domain.events import Event
from monitor.domain.ids import event_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970 UTC of an aware datetime.

    Raises TypeError for a time without an offset.
    """
    return (moment - _EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """The UTC datetime of whole microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=microseconds)


class Capture(msgspec.Struct, frozen=True):
    """Bytes kept as received (or as sent); `digest` is the SHA-256 of `body` in hexadecimal, checked on appending."""

    digest: str
    media_type: str
    body: bytes


class Draft(msgspec.Struct, frozen=True):
    """An event to append, with what is written beside it in the same transaction. It has no number and no time yet.

    `cause` is the key of the causing event, in the record or earlier in the batch. `aliases` are other names of the
    item. `captures` holds exactly those the event names, unless they are stored already. To the eventsourcing library a
    draft is a stream of one event, whose id follows from the key: that is what makes appending a key twice append once.
    """

    event: Event
    cause: str | None = None
    aliases: tuple[str, ...] = ()
    captures: tuple[Capture, ...] = ()

    @property
    def originator_id(self) -> UUID:
        """The id of the stream of one: uuid5 of the event's key."""
        return event_id(self.event.key)

    @property
    def originator_version(self) -> int:
        """Always 1: a stream holds one event."""
        return 1


class Redacted(msgspec.Struct, frozen=True):
    """A recorded redaction with its `seq`, and the number of the item whose words it took."""

    item: int
    seq: int
    event: ItemRedacted


class Erased(Event, frozen=True, kw_only=True):
    """What is left of an event whose item was redacted: `was` is its stored name. It is never appended."""

    name = "erased"
    was: str
    stored_key: str

    @property
    def key(self) -> str:
        """The key that the event had."""
        return self.stored_key


class Entry(msgspec.Struct, frozen=True):
    """An event of the record, or `Erased`. `seq` is the one number: position, leaf index plus one, audit reference."""

    seq: int
    recorded_at: datetime
    key: str
    caused_by: int | None
    event: Event


class Row(msgspec.Struct, frozen=True, gc=False):
    """An event as stored, undecoded; the fields are the columns of `events` in order, then its aliases, sorted.

    `originator_id` is 32 hexadecimal digits. `source` and `about` (the `seq` of the item that a revision or a reading
    is of) repeat what `state` says, for look-ups; verify holds them against it. `recorded_at` is in microseconds.
    """

    seq: int
    originator_id: str
    originator_version: int
    name: str
    event_version: int
    key: str
    source: str | None
    about: int | None
    caused_by: int | None
    recorded_at: int
    state: bytes
    salt: bytes
    aliases: tuple[str, ...] = ()


class Leaf(msgspec.Struct, frozen=True, gc=False):
    """A row's leaf in the Merkle tree: the envelope's bytes, never made anew once stored, and their leaf hash."""

    envelope: bytes
    hash: bytes


def named_captures(event: Event) -> tuple[str, ...]:
    """The digests of the captures that an event names."""
    capture = _part(event, "capture")
    return () if capture is None else (capture,)


def source_of(event: Event) -> str | None:
    """The source an event is of, where it has one."""
    return _part(event, "source")


def item_of(event: Event) -> str | None:
    """The key of the item that an event (a revision, a reading) is of; None for any other event."""
    return _part(event, "of")


def _part(event: Event, name: str) -> str | None:
    # which events have the field is the vocabulary's affair: a new one must not need a change here
    part: str | None = getattr(event, name, None)
    return part

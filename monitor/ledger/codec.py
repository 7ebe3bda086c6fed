"""Events to stored bytes and back, under explicit names and versions. Refuses names and versions it does not know.

The library's topic is `name/version` (`docket_entry.observed/1`), never the path of a Python class, so code may move.
The bytes are JSON as msgspec writes it: fields in the order of their definition, defaults left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from monitor.domain.events import Event
from monitor.domain.ids import event_id
from monitor.domain.voices import EVENTS
from monitor.errors import LedgerError
from monitor.ledger.records import Draft
from monitor.ledger.upcasters import UPCASTERS, Upcasters


class EventCodec:
    """Encodes and decodes event bodies; holds one typed decoder for each name at its present version."""

    def __init__(self, events: Sequence[type[Event]] = EVENTS, upcasters: Upcasters = UPCASTERS) -> None:
        self._types: dict[str, type[Event]] = {kind.name: kind for kind in events}
        self._decoders = {(kind.name, kind.version): msgspec.json.Decoder(kind) for kind in events}
        self._upcasters = upcasters
        self._encoder = msgspec.json.Encoder()

    def encode(self, event: Event, key: str) -> bytes:
        """Give the bytes to store of an event with this key.

        Raises LedgerError for an event that is not in the vocabulary, or that could not be read back as the same event:
        one such row would stop every reader of the record for good.
        """
        if self._types.get(event.name) is not type(event):
            raise LedgerError(f"{type(event).__name__}: its stored name {event.name!r} is not one of this program's")
        try:
            state = self._encoder.encode(event)
            again = self._decoders[event.name, event.version].decode(state)
        except (msgspec.MsgspecError, TypeError, ValueError, OverflowError) as error:
            raise LedgerError(f"{event.name} {key!r}: cannot be stored: {error}") from error
        if again.key != key:
            raise LedgerError(f"{event.name} {key!r}: would be read back with another key, {again.key!r}")
        return state

    def decode(self, name: str, version: int, state: bytes) -> Event:
        """Give the event stored under this name and version.

        Raises LedgerError naming name and version where they are unknown, or the reason where the bytes do not fit.
        """
        try:
            decoder = self._decoders.get((name, version))
            return decoder.decode(state) if decoder else self._upcast(name, version, state)
        except msgspec.MsgspecError as error:
            raise LedgerError(f"{name}/{version}: cannot be decoded: {error}") from error
        except UnicodeDecodeError as error:
            raise LedgerError(f"{name}/{version}: cannot be decoded: not UTF-8: {error}") from error

    def _upcast(self, name: str, version: int, state: bytes) -> Event:
        kind = self._types.get(name)
        if kind is None:
            raise LedgerError(f"{name}/{version}: an event of this name is not known to this program")
        if version > kind.version:
            raise LedgerError(f"{name}/{version}: written by a newer program; this one knows {name}/{kind.version}")
        body: dict[str, Any] = msgspec.json.decode(state, type=dict[str, Any])
        for step in range(version, kind.version):
            upcaster = self._upcasters.get((name, step))
            if upcaster is None:
                raise LedgerError(f"{name}/{version}: no upcaster leads from version {step} to {step + 1}")
            body = upcaster(body)
        return msgspec.convert(body, kind)


class Pending(StoredEvent):
    """A stored event on its way into the record, with the draft it was made of."""

    # a plain subclass: the generated __init__ of a frozen dataclass costs more than the encoding
    originator_id: UUID
    draft: Draft
    key: str

    def __init__(self, draft: Draft, key: str, topic: str, state: bytes) -> None:
        vars(self).update(
            originator_id=event_id(key),
            originator_version=draft.originator_version,
            topic=topic,
            state=state,
            draft=draft,
            key=key,
        )


class DraftMapper(Mapper[UUID]):
    """The library's mapper, over `EventCodec`. It neither compresses nor encrypts: a leaf is over the stored bytes."""

    def __init__(self, codec: EventCodec) -> None:
        super().__init__(JSONTranscoder())
        self.codec = codec

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Encode a draft. Raises LedgerError as `EventCodec.encode` does, TypeError for anything but a draft."""
        if not isinstance(domain_event, Draft):
            raise TypeError(f"the record takes drafts, not {type(domain_event).__name__}")
        event = domain_event.event
        key = event.key
        return Pending(domain_event, key, f"{event.name}/{event.version}", self.codec.encode(event, key))

    def to_domain_event(self, stored_event: StoredEvent) -> Draft:
        """Decode to a draft without cause, aliases or captures. Raises LedgerError as `EventCodec.decode` does."""
        name, _, version = stored_event.topic.rpartition("/")
        return Draft(self.codec.decode(name, int(version), stored_event.state))

"""Which events of a batch are new, the number each gets and what it points to: decided apart from the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from monitor.domain.decided import ItemRedacted
from monitor.domain.ids import event_id
from monitor.errors import LedgerError
from monitor.ledger.codec import Pending
from monitor.ledger.leaf import SALT_BYTES, leaf_of
from monitor.ledger.records import Capture, Leaf, Row, item_of, named_captures, source_of


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A new row of the record with its leaf, the digests of the captures it names and those to store beside it."""

    row: Row
    leaf: Leaf
    named: tuple[str, ...]
    captures: tuple[Capture, ...]


def wanted(batch: Sequence[Pending]) -> set[str]:
    """The ids (hexadecimal) whose numbers must be known to place the batch: its own, of its causes and of its items."""
    own = {pending.key: pending.originator_id.hex for pending in batch}
    named = {key for pending in batch for key in (pending.draft.cause, item_of(pending.draft.event)) if key is not None}
    return {*own.values(), *(event_id(key).hex for key in named if key not in own)}


def place(
    batch: Sequence[Pending],
    head: int,
    recorded_at: int,
    standing: Mapping[str, int],
    closed: Collection[str],
    salt: Callable[[int], bytes],
) -> list[Placed | None]:
    """Number the new events of a batch from `head` + 1; None for a key that stands already, in the record or the batch,
    and for an event about an item that is `closed`: it was redacted.

    `standing` gives the number of each key that the record has, of those whose ids are `wanted`; `salt` gives as many
    random bytes as asked.
    Raises LedgerError for a cause or an item that is neither in the record nor earlier in the batch, and for captures
    that are not the ones the event names.
    """
    numbers = dict(standing)
    placed: list[Placed | None] = []
    for pending in batch:
        event = pending.draft.event
        if pending.key in numbers or (item_of(event) in closed and not isinstance(event, ItemRedacted)):
            placed.append(None)
            continue
        head += 1
        placed.append(_place(pending, head, recorded_at, numbers, salt(SALT_BYTES)))
        numbers[pending.key] = head
    return placed


def _place(pending: Pending, seq: int, recorded_at: int, numbers: Mapping[str, int], salt: bytes) -> Placed:
    draft = pending.draft
    event = draft.event
    row = Row(
        seq,
        pending.originator_id.hex,
        pending.originator_version,
        event.name,
        event.version,
        pending.key,
        source_of(event),
        _number(item_of(event), "item", pending.key, numbers),
        _number(draft.cause, "cause", pending.key, numbers),
        recorded_at,
        pending.state,
        salt,
        tuple(sorted(set(draft.aliases))),
    )
    named = named_captures(event)
    for capture in draft.captures:
        _check(capture, named, pending.key)
    return Placed(row, leaf_of(row, named), named, draft.captures)


def _number(key: str | None, what: str, of: str, numbers: Mapping[str, int]) -> int | None:
    if key is None:
        return None
    try:
        return numbers[key]
    except KeyError:
        raise LedgerError(f"{of}: its {what} {key!r} is neither in the record nor earlier in the batch") from None


def _check(capture: Capture, named: tuple[str, ...], key: str) -> None:
    if capture.digest not in named:
        raise LedgerError(f"{key}: comes with capture {capture.digest}, which the event does not name")
    if hashlib.sha256(capture.body).hexdigest() != capture.digest:
        raise LedgerError(f"{key}: capture {capture.digest} is not the SHA-256 of its body")

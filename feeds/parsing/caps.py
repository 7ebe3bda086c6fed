"""How much the reading of one body may take. Numbers only; who enforces each is said beside it."""

from __future__ import annotations

import msgspec

MIB = 1024 * 1024


class Caps(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and bytes for one body.

    In the reading process itself (`apart`): `body_seconds` of processor time for it in one go, as many again for it in
    parts, and `item_seconds` for one item.
    `processor_seconds` and `memory_bytes` (address space) are the kernel's to enforce, `seconds` of waiting and
    `reply_bytes` the parent's. A process that has grown beyond `retire_bytes` is not used again.
    """

    body_seconds: float = 10.0
    item_seconds: float = 1.0
    processor_seconds: int = 30
    seconds: float = 60.0
    memory_bytes: int = 384 * MIB
    retire_bytes: int = 128 * MIB
    reply_bytes: int = 64 * MIB

"""Writes the configured matters into the record: watched, amended, retired. It reads nothing and judges nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from monitor.domain.events import Event, MatterAmended, MatterRetired, MatterWatched
from monitor.domain.matters import Matter
from monitor.ledger.store import Draft, Ledger
from projections.matters import WatchedMatter


def decide(configured: Sequence[Matter], recorded: Mapping[str, WatchedMatter]) -> list[Event]:
    """What the configuration says anew, against what the record has."""
    events: list[Event] = []
    for matter in configured:
        digest = hashlib.sha256(msgspec.json.encode(matter)).hexdigest()[:32]
        known = recorded.get(matter.id)
        if known is None or not known.watched:
            rounds = known.round + 1 if known else 1
            events.append(MatterWatched(matter=matter, content_hash=digest, round=rounds))
        elif known.content_hash != digest:
            events.append(MatterAmended(matter=matter, content_hash=digest, revision=known.revision + 1))
    kept = {matter.id for matter in configured}
    events += [
        MatterRetired(matter_id=ident, round=known.round)
        for ident, known in recorded.items()
        if known.watched and ident not in kept
    ]
    return events


def record_matters(
    ledger: Ledger, configured: Sequence[Matter], recorded: Mapping[str, WatchedMatter], now: datetime
) -> int:
    """Append what is new about the watched matters; gives how many events that took."""
    events = decide(configured, recorded)
    written = ledger.append([Draft(event=event) for event in events], now) if events else []
    return sum(entry is not None for entry in written)

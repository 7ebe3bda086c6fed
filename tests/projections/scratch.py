"""What was known at a log position, the slow way: every event up to there, folded with nothing but memory."""

from __future__ import annotations

from datetime import datetime

from monitor.domain.events import MatterAmended, MatterWatched
from monitor.domain.matters import Matter
from monitor.ledger.store import Ledger
from monitor.state.facts import Fact
from monitor.state.fold import fold
from monitor.state.view import MatterState
from projections.facts import facts_of, gaps_of
from projections.items import HeldItems


def states_from_log(ledger: Ledger, seq: int, world_at: datetime | None = None) -> dict[str, MatterState]:
    watched: dict[str, Matter] = {}
    facts: dict[str, list[Fact]] = {}
    items = HeldItems()
    for entry in ledger.entries(upto=seq):
        if isinstance(entry.event, MatterWatched | MatterAmended):
            watched[entry.event.matter.id] = entry.event.matter
        for ident, fact in (*facts_of(entry, items), *gaps_of(entry, watched.values())):
            facts.setdefault(ident, []).append(fact)
    return {ident: fold(watched[ident], facts.get(ident, ()), world_at=world_at) for ident in sorted(watched)}

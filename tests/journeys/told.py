"""A docket as its clerk words it, read by our reader and folded, as of any moment of the record and of the world.

Parties and judges are invented; every text says EXAMPLE. What it gives is what `order --json` prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion, SourceClass
from monitor.reading.reader import READER, read
from monitor.state.due import due_lapses
from monitor.state.facts import Fact, ItemFact, LapseFact
from monitor.state.fold import fold

EASTERN = ZoneInfo("America/New_York")


def at(moment: str) -> datetime:
    """`2025-03-15 18:45` at the court's clock."""
    return datetime.fromisoformat(moment).replace(tzinfo=EASTERN)


@dataclass
class Docket:
    """Entries in the order in which we saw them, and what the clock said in between."""

    matter: Matter
    facts: list[tuple[datetime, Fact]] = field(default_factory=list)

    def enters(
        self, when: str, text: str, *, number: int | None = None, court: str = "", docket: str = "", seen: str = ""
    ) -> str:
        """The clerk enters it; we see it at once, or when `seen` says."""
        self.clock(seen or when)
        court = court or self.matter.court
        related = {d.court: d.docket_number for d in reversed(self.matter.related_dockets)}
        known = {**related, self.matter.court: self.matter.docket_number}
        content = DocketEntry(
            court=court,
            docket_number=docket or known[court],
            case_name=self.matter.caption,
            text=f"{text} (EXAMPLE)",
            entry_number=number,
            entered_at=at(when),
            filed_at=at(when),
        )
        return self._sees(content, at(seen or when), f"item-{len(self.facts) + 1}")

    def edits(self, item: str, when: str, text: str) -> None:
        """The clerk edits an entry in place; we see it then."""
        self.clock(when)
        old = next(f for _, f in self.facts if isinstance(f, ItemFact) and f.item == item)
        content = msgspec.structs.replace(old.content, text=f"{text} (EXAMPLE)")
        self._sees(content, at(when), item, old)

    def _sees(self, content: Any, seen: datetime, item: str, old: ItemFact | None = None) -> str:
        number = len(self.facts) + 1
        fact = ItemFact(
            key=item,
            item=item,
            source="example",
            source_class=SourceClass.DOCKET,
            first_seq=old.first_seq if old else number,
            seq=number,
            seen_at=old.seen_at if old else seen,
            occasion=Occasion.LIVE,
            content=content,
            reading=read(content, [self.matter]),
            read_by=READER,
            revision=old.revision + 1 if old else 0,
            revised_at=seen if old else None,
        )
        self.facts.append((seen, fact))
        return item

    def clock(self, until: str) -> None:
        """The clock runs on, and says of each lapse that its time has come."""
        while due := [one for one in due_lapses(fold(self.matter, self._known())) if one[2] <= at(until)]:
            for order, reading, when in due:
                fact = LapseFact(seq=len(self.facts) + 1, order=order, reading=reading, at=when)
                self.facts.append((when, fact))

    def _known(self, as_of: str | None = None) -> list[Fact]:
        return [fact for seen, fact in self.facts if as_of is None or seen <= at(as_of)]

    def orders(self, as_of: str | None = None, world_at: str | None = None) -> list[dict[str, Any]]:
        """`orders --json`: as known at a moment of the record, of what had happened by a moment of the world."""
        state = fold(self.matter, self._known(as_of), world_at=at(world_at) if world_at else None)
        return [msgspec.json.decode(msgspec.json.encode(order)) for order in state.orders]

    def order(self, kind: str, as_of: str | None = None, world_at: str | None = None, nth: int = 0) -> dict[str, Any]:
        """`order ID --json` of the n-th order of a kind."""
        return [o for o in self.orders(as_of, world_at) if o["type"] == kind][nth]

    def status(self, kind: str, as_of: str | None = None, world_at: str | None = None, nth: int = 0) -> str:
        """The status alone."""
        found = [o for o in self.orders(as_of, world_at) if o["type"] == kind]
        return found[nth]["status"] if len(found) > nth else "not seen"

    def unresolved(self) -> tuple[str, ...]:
        """What could not be placed in the matter."""
        return fold(self.matter, self._known()).unresolved

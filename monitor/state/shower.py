"""What every view is made with: names for ids, the court's clock, the matter. It shows nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.state.names import Names
from monitor.state.records import FindingRecord, OrderRecord, Seen
from monitor.state.view_matter import MatterView
from monitor.state.world import local


@dataclass(slots=True)
class Shower:
    """What every view needs: names for ids, the court's clock, the matter."""

    names: Names
    zone: ZoneInfo
    matter: MatterView

    def time(self, moment: datetime | None) -> datetime | None:
        """The moment at the court's clock."""
        return local(moment, self.zone) if moment is not None else None

    def ident(self, what: OrderRecord | FindingRecord | Seen) -> str:
        """The public id of an order, of a finding, or of a ruling (its entry's first line of history)."""
        if isinstance(what, OrderRecord):
            return self.names.cluster(what.handles)[0]
        if isinstance(what, FindingRecord):
            return self.names.public(what.handle, "f")
        return self.names.public((what.fact.key, 1), "h")

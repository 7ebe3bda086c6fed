"""What tells an action from another under its order, kept up as it grows: when, how many, which one, what was done.

It holds what was told and compares nothing, so that placing an item costs what the item tells and not what the action
has gathered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.domain.findings import FigureRead, MomentRead
from monitor.state.extent import Bounds, Span, reach
from monitor.state.figures import Counted, counted
from monitor.state.undo import Record
from monitor.state.which import NOT_SAID, Which


@dataclass(slots=True, eq=False)
class Outline(Record):
    """The whole of what was told of an action. `moments` are the different bounds told under a label."""

    which: Which = NOT_SAID
    extent: Span | None = None
    moments: dict[str, set[Bounds]] = field(default_factory=dict)
    figures: dict[Counted, tuple[float, float]] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)

    def tell_moments(self, told: Iterable[MomentRead]) -> None:
        """Take in when something happened."""
        for moment in told:
            bounds = moment.since, moment.until
            self.moments.setdefault(moment.label.casefold(), set()).add(bounds)
            self.extent = reach((bounds, self.extent or (None, None)))

    def tell_figures(self, told: Iterable[FigureRead]) -> None:
        """Take in how many; what cannot be compared is left out."""
        for figure in told:
            key = counted(figure)
            if key is not None and figure.value is not None:
                low, high = self.figures.get(key, (figure.value, figure.value))
                self.figures[key] = min(low, figure.value), max(high, figure.value)

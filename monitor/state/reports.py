"""Press reports about an order and their copies. A copy is no separate report; it says who wrote first for nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from monitor.domain.items import NewsItem, full_text
from monitor.domain.sketch import Sketch, likeness, sketch
from monitor.state.facts import ItemFact
from monitor.state.undo import Record

COPY = 0.69
"""Likeness from which two texts are one, reworded or cut (measured on syndicated copies: monitor.domain.sketch)."""
INDEXED = 16
"""By so many of its smallest hashes a text is found again: a copy shares two in three, one cut to half every second."""


@dataclass(slots=True, eq=False)
class Report(Record):
    """A report that differs from all before it; `items` carry it, the first and its copies."""

    first: ItemFact
    sketch: Sketch
    items: set[str]


@dataclass(slots=True, eq=False)
class Reports(Record):
    """The different reports seen, found again by the hashes of their sketches and not one by one."""

    _by_hash: dict[int, list[Report]] = field(default_factory=dict)
    _by_item: dict[str, Report] = field(default_factory=dict)

    def take(self, fact: ItemFact) -> tuple[Report | None, bool]:
        """The report that an item is, and whether it is a copy of one known; (None, False) for what no outlet wrote."""
        if not isinstance(fact.content, NewsItem):
            return None, False
        if (known := self._by_item.get(fact.item)) is not None:
            return known, known.first is not fact
        mine = sketch(full_text(fact.content))
        report = self._by_item.get(fact.reading.syndicated_from or "") or self._like(mine)
        copied = report is not None
        if report is None:
            report = Report(fact, mine, set())
            for low in mine.lows[:INDEXED]:
                self._by_hash.setdefault(low, []).append(report)
        report.items.add(fact.item)
        self._by_item[fact.item] = report
        return report, copied

    def _like(self, mine: Sketch) -> Report | None:
        shared = Counter(report for low in mine.lows for report in self._by_hash.get(low, ()))
        return next((report for report, _ in shared.most_common() if likeness(mine, report.sketch) >= COPY), None)

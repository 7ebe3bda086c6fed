"""The dates of a matter, found by when they are due and by who set them: not one by one, however many a case has set.

It keeps them and finds them; what a filing answers, and what moves a date, is decided in `filings` and `dues`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus
from monitor.state.records import DeadlineRecord, Handle, Seen
from monitor.state.undo import Record
from monitor.state.view import DeadlineView

_STRETCH = timedelta(days=7).total_seconds()
"""Dates are kept together by stretches of so long."""


@dataclass(slots=True, eq=False)
class Dates(Record):
    """Every date set, in the order set. What is found stands in that order too."""

    all: list[DeadlineRecord] = field(default_factory=list)
    performances: list[DeadlineRecord] = field(default_factory=list)
    """Those by which something is to be done, not filed."""
    of_no_order: list[DeadlineRecord] = field(default_factory=list)
    shown: tuple[DeadlineView, ...] | None = None
    """The views of the dates of the case that belong to no order, as last made."""
    _by_handle: dict[Handle, DeadlineRecord] = field(default_factory=dict)
    _by_stretch: dict[int, list[DeadlineRecord]] = field(default_factory=dict)
    _by_setter: dict[int | date, list[DeadlineRecord]] = field(default_factory=dict)
    """By the entry number of what set it, and by the day of that."""
    _answered_by: set[str] = field(default_factory=set)

    def put(self, deadline: DeadlineRecord) -> None:
        """Keep a date."""
        deadline.place = len(self.all)
        self.all.append(deadline)
        self._by_handle[deadline.handle] = deadline
        self._by_stretch.setdefault(_stretch(deadline.due_at), []).append(deadline)
        for setter in deadline.setters:
            self._index(deadline, setter)
        if deadline.kind is DeadlineKind.PERFORMANCE:
            self.performances.append(deadline)
        if deadline.order is None:
            self.of_no_order.append(deadline)
        else:
            deadline.order.deadlines.append(deadline)
        self.touch(deadline)

    def get(self, handle: Handle | None) -> DeadlineRecord | None:
        """The date that has the handle."""
        return self._by_handle.get(handle) if handle else None

    def due_since(self, moment: datetime) -> list[DeadlineRecord]:
        """Every date due at the moment or later; some that were due up to a stretch before."""
        first = _stretch(moment)
        found = [d for stretch, dates in self._by_stretch.items() if stretch >= first for d in dates]
        found.sort(key=_place)
        return found

    def set_by(self, named: Iterable[int | date]) -> list[DeadlineRecord]:
        """The dates that entries of these numbers, or of these days, set or named."""
        found = {d.place: d for each in named for d in self._by_setter.get(each, ())}
        return [found[place] for place in sorted(found)]

    def is_answer(self, item: str) -> bool:
        """Whether an item was taken for the filing that was due."""
        return item in self._answered_by

    def meet(self, deadline: DeadlineRecord, item: str, status: DeadlineStatus) -> None:
        """An item answers it."""
        deadline.status, deadline.met_by = status, item
        if deadline.kind is DeadlineKind.FILING:
            self._answered_by.add(item)
        self.touch(deadline)

    def name(self, deadline: DeadlineRecord, setter: Seen) -> None:
        """An entry names a date that was set before."""
        deadline.setters = [*deadline.setters, setter]
        self._index(deadline, setter)
        self.touch(deadline)

    def touch(self, deadline: DeadlineRecord) -> None:
        """Forget what was shown of a date, here or in its order: it is another now."""
        if deadline.order is not None:
            deadline.order.touch()
        else:
            deadline.shown = self.shown = None

    def _index(self, deadline: DeadlineRecord, setter: Seen) -> None:
        number = setter.entry.entry_number if setter.entry is not None else None
        for name in (setter.day, number):
            if name is not None:
                self._by_setter.setdefault(name, []).append(deadline)


def _stretch(moment: datetime) -> int:
    return int(moment.timestamp() // _STRETCH)


def _place(deadline: DeadlineRecord) -> int:
    return deadline.place

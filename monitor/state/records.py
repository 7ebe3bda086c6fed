"""What the fold remembers while it goes through a matter's facts: mutable, private to this room, shown through views.

Nothing here decides anything. Records point at each other; public ids are made only when they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from monitor.deadlines.periods import Due
from monitor.domain.findings import EffectRead, FindingRead, ObligationRead
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import (
    DeadlineKind,
    DeadlineStatus,
    LapseReading,
    OrderStatus,
    OrderType,
    ShowCauseAbout,
)
from monitor.state.facts import ItemFact
from monitor.state.reports import Reports
from monitor.state.sayings import Sayings
from monitor.state.undo import Record
from monitor.state.view import DeadlineView, OrderView

if TYPE_CHECKING:
    from monitor.state.records_action import ActionRecord, DoubtRecord, Placing
    from monitor.state.told import Told

Handle = tuple[str, int]
"""(key of the item, ordinal of the effect, position or finding in its reading, from 1).

An action that an item tells of has that item's ordinal 0: it can be told of before anybody takes a position. One that
a finding opens has FOUND and the finding's ordinal.
"""
FOUND = 1000


@dataclass(slots=True, eq=False)
class Seen(Record):
    """An item once folded: what it founded, acted on and said. `world` is when it happened."""

    fact: ItemFact
    world: datetime
    court: str
    docket: str
    day: date
    """The day it was entered, filed or published, at its court's clock."""
    entry: DocketEntry | None
    """Its content as a docket entry, or None for news and statements."""
    founded: tuple[OrderRecord, ...] = ()
    targets: tuple[OrderRecord | None, ...] = ()
    actions: tuple[ActionRecord | None, ...] = ()
    """For each position the action it is in."""
    told: ActionRecord | None = None
    """The action of which it tells moments or figures."""
    placing: Placing | None = None
    """Why what it tells, besides its positions, is where it is."""
    findings: tuple[FindingRecord, ...] = ()
    done: tuple[Done, ...] = ()
    """What it did to orders and findings: its lines in their histories."""

    @property
    def acting(self) -> str:
        """The court that acted: the docket's own, or the higher one whose act the docket shows."""
        return self.fact.reading.court or self.court


@dataclass(slots=True, eq=False)
class LapseRecord(Record):
    """One reading of when an order lapses; `arrived` once the clock or a ruling said so, `while_stayed` if stayed then.

    `passed` marks one that had come when the order was extended; `met_by` the entry that met a condition.
    """

    reading: LapseReading
    on: date
    at: datetime | None
    rule: str
    if_applies: bool
    arrived: bool = False
    while_stayed: bool = False
    passed: bool = False
    met_by: Seen | None = None


@dataclass(slots=True, eq=False)
class Done(Record):
    """A line of an order's history: what an entry did, and what it acted on (`on`).

    That is this order, another (a stay of it), a finding about it, or a ruling of a court above (its entry). Only what
    acts on the order itself bears on its status, and that only while it is `in_effect`.
    """

    seen: Seen
    effect: EffectRead
    order: OrderRecord | None
    """Whose history it stands in; None for what is done to a finding about an order that was never seen."""
    on: OrderRecord | FindingRecord | Seen | None
    by: str
    effective_at: datetime | None = None
    mandate: Seen | None = None
    """The mandate that carried it out, where it awaited one."""
    undone_by: Done | None = None
    """What took it back: rehearing, vacatur of the judgment that did it, reinstatement."""
    unresolved: str | None = None
    """Why it could not be carried out, where the record contradicts it (an extension of a vacated order)."""
    copy_of: Done | None = None
    """The line of which it is a copy: the same act by the same court, in another docket."""
    by_then: datetime | None = None
    """When it was seen done, where the entry does not say when it was: by then at the latest."""

    @property
    def in_effect(self) -> bool:
        """Whether it was carried out and nothing took it back."""
        return self.effective_at is not None and self.undone_by is None and self.unresolved is None


@dataclass(slots=True, eq=False)
class FindingRecord(Record):
    """A court's finding. `made_in` are the orders issued by the same entry: what acts on them acts on it."""

    handle: Handle
    seen: Seen
    read: FindingRead
    about: OrderRecord | None
    action: ActionRecord | None = None
    history: list[Done] = field(default_factory=list)
    stays: list[OrderRecord] = field(default_factory=list)
    copies: list[Seen] = field(default_factory=list)
    """Entries of other dockets that make the same finding."""
    placing: Placing | None = None

    @property
    def made_in(self) -> tuple[OrderRecord, ...]:
        """The orders that the entry which made the finding issued."""
        return self.seen.founded


@dataclass(slots=True, eq=False)
class DeadlineRecord(Record):
    """Something due. `orders` is empty for a date of the case that belongs to no order seen."""

    handle: Handle
    seen: Seen
    kind: DeadlineKind
    what: str
    of: str | None
    due_at: datetime
    date_only: bool
    order: OrderRecord | None
    terms: str
    """The words that say what is due: its own, or those of the date that it moved."""
    setters: list[Seen]
    """The entry that set it, then those that set the dates it moved."""
    readings: tuple[Due, ...] = ()
    """When it is over under each reading, at the clock of the court whose docket set it."""
    status: DeadlineStatus = DeadlineStatus.PENDING
    met_by: str | None = None
    place: int = 0
    """Its number among the dates of the matter."""
    shown: DeadlineView | None = None
    """The view of a date of the case as last made; None after anything that may change it."""


@dataclass(slots=True, eq=False)
class OrderRecord(Record):
    """An order, or a request for one. `acts_on` are the orders it is about; `stays` the stays that act on it."""

    handles: list[Handle]
    type: OrderType
    court: str
    docket: str
    re: ShowCauseAbout | None = None
    requested: bool = False
    issued: bool = False
    denied: bool = False
    spoken: datetime | None = None
    """When it was given from the bench, or when the minutes of that were entered."""
    pronounced_at: datetime | None = None
    pronounced_about: bool = False
    pronounced_on: datetime | None = None
    """The start of the day of the ruling, at the court's clock, where a text gives that day without an hour."""
    entered_at: datetime | None = None
    entered_date_only: bool = False
    entered_as_filed: bool = False
    days: set[date] = field(default_factory=set)
    """Days by which a text may call it: pronounced, entered, filed."""
    term: EffectRead | None = None
    """The effect whose words say how long it lasts."""
    lapses: list[LapseRecord] = field(default_factory=list)
    acts_on: list[OrderRecord] = field(default_factory=list)
    acts_on_findings: list[FindingRecord] = field(default_factory=list)
    stays: list[OrderRecord] = field(default_factory=list)
    stay_effect: EffectRead | None = None
    entries: list[Seen] = field(default_factory=list)
    """The entries that gave it: spoken, written, entered in another docket."""
    became: list[OrderRecord] = field(default_factory=list)
    """The orders into which it was converted."""
    obligations: list[tuple[Handle, ObligationRead, str]] = field(default_factory=list)
    history: list[Done] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    actions: list[ActionRecord] = field(default_factory=list)
    loose: list[Told] = field(default_factory=list)
    """Answers to nothing yet asked or alleged, by item."""
    doubts: list[DoubtRecord] = field(default_factory=list)
    unsaid: list[Placing] = field(default_factory=list)
    """What does not say which act it is about, in the order placed."""
    sayings: Sayings = field(default_factory=Sayings)
    reports: Reports = field(default_factory=Reports)
    deadlines: list[DeadlineRecord] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    place: int = 0
    """Its number among the orders of the matter."""
    known_status: OrderStatus | None = None
    """The status as last derived; None after anything that may change it."""
    shown: OrderView | None = None
    """The view as last made; None after anything that may change it."""

    @property
    def dockets(self) -> set[str]:
        """The dockets in which it was asked for or entered."""
        return {self.docket, *(seen.docket for seen in self.entries)}

    def is_in(self, docket: str) -> bool:
        """Whether it was asked for or entered in a docket."""
        return self.docket == docket or any(seen.docket == docket for seen in self.entries)

    def touch(self) -> None:
        """Forget what was derived, here and in the orders this one acts on (a stay's end changes what it stayed)."""
        waiting, done = [self], set()
        while waiting:
            order = waiting.pop()
            if id(order) not in done:
                done.add(id(order))
                if order.known_status is not None:
                    order.known_status = None
                order.shown = None  # also where none is shown: what is shown from now on is not to outlive this change
                waiting.extend(order.acts_on)
                waiting.extend(f.about for f in order.acts_on_findings if f.about is not None)

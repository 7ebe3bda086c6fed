"""What the fold remembers of actions: mutable, private to this room, shown through views. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from monitor.domain.findings import FigureRead, MomentRead, PositionRead
from monitor.domain.sketch import Sketch
from monitor.domain.vocabulary import DoubtKind, Placed, Side
from monitor.state.extent import Span
from monitor.state.facts import ItemFact
from monitor.state.outline import Outline
from monitor.state.reports import Report
from monitor.state.undo import Record
from monitor.state.view_action import PositionView
from monitor.state.which import NOT_SAID, Which

if TYPE_CHECKING:
    from monitor.state.records import FindingRecord, Handle, OrderRecord, Seen
    from monitor.state.told import Told


@dataclass(slots=True, eq=False)
class Placing(Record):
    """Why a part of an item is in its action: the tie, and how telling that is (monitor.state.fit).

    `others` are the actions that it may just as well be about, those told of later too.
    """

    by: Placed
    strength: int
    told: Told
    action: ActionRecord
    others: list[ActionRecord] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class PositionRecord(Record):
    """A position; `variants` are items in which the same speaker says the same words."""

    handle: Handle
    seen: Seen
    read: PositionRead
    side: Side
    respondent: str | None
    said_at: datetime | None
    show_cause: bool
    """Said by ordering cause to be shown about compliance."""
    sketch: Sketch
    """Of its words."""
    which: Which = NOT_SAID
    """Which of several acts its words mean."""
    placing: Placing | None = None
    variants: list[str] = field(default_factory=list)
    shown: PositionView | None = None
    """The view as last made; it is looked through before it is shown again."""


@dataclass(slots=True, eq=False)
class DoubtRecord(Record):
    """What a person may settle about a part of an item: it was put into `action`, and may be of `others`."""

    kind: DoubtKind
    told: Told
    action: ActionRecord
    others: tuple[ActionRecord, ...]
    reason: str


@dataclass(slots=True, eq=False)
class MomentRecord(Record):
    """When something happened, by an item; `superseded_by` is the item of the same source that corrects it."""

    read: MomentRead
    fact: ItemFact
    superseded_by: str | None = None


@dataclass(slots=True, eq=False)
class FigureRecord(Record):
    """A number about an action, by an item; `superseded_by` is the item of the same source that corrects it."""

    read: FigureRead
    fact: ItemFact
    extent: Span | None = None
    """Of what time the item tells."""
    superseded_by: str | None = None


@dataclass(slots=True, eq=False)
class ActionRecord(Record):
    """A cluster of accounts and positions about one thing done or not done under an order."""

    order: OrderRecord
    what: str = ""
    """What it is called, once an item gave something to call it by."""
    counted: str = ""
    """What is counted in it, where nothing better names it."""
    handles: list[Handle] = field(default_factory=list)
    respondents: list[str] = field(default_factory=list)
    moments: list[MomentRecord] = field(default_factory=list)
    figures: list[FigureRecord] = field(default_factory=list)
    positions: list[PositionRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    """What tells it from other actions."""
    moved_on: set[date] = field(default_factory=set)
    """Days on which motions about it were filed."""
    begun: list[Seen] = field(default_factory=list)
    """Items that could have begun it: they tell moments or figures of it, ask, allege or concede."""
    of_all: bool = False
    """One of these charges nobody in particular."""
    reports: list[Report] = field(default_factory=list)
    """Press reports that differ."""
    first_at: datetime | None = None
    last_at: datetime | None = None

"""The shapes a user sees of an order and its actions (`order ID --json`): plain data, no behaviour, nothing chosen.

Field order is the order printed. Times are aware datetimes in the court's zone; `msgspec.to_builtins` gives the JSON.
Everything `present`, `notify`, the command line and the pages show is made from these and from nothing else.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from monitor.domain.vocabulary import (
    DeadlineKind,
    DeadlineStatus,
    Effect,
    Form,
    LapseReading,
    LinkKind,
    LinkStanding,
    Mode,
    OrderStatus,
    OrderType,
    ShowCauseAbout,
)
from monitor.state.view_action import (
    ActionView,
    DoubtView,
    FindingView,
    HistoryView,
    PositionView,
)
from monitor.state.view_coverage import (
    DocketCoverageView,
    FirstSightView,
    GapView,
    GivenView,
    SourceCoverageView,
)
from monitor.state.view_matter import MatterView, View


class LapseView(View, frozen=True, kw_only=True):
    """One reading of when the order lapses by time. `at` is None where only days are counted.

    `if_applies` marks a rule of which it is open whether it applies: Rule 65(b)(2) where the source does not say that
    the order was issued without notice. `passed`: it had come before the order was extended. `met_by` is the item that
    met the condition on which the order ends.
    """

    reading: LapseReading
    on: date
    at: datetime | None
    rule: str
    if_applies: bool
    arrived: bool
    passed: bool = False
    met_by: str | None = None


class ObligationView(View, frozen=True, kw_only=True):
    """What the order commands or forbids, quoted. `history`: what was done to its paragraph by name."""

    id: str
    para: str | None
    quote: str
    form: Form
    bound: str | None
    protects: str | None
    excludes: str | None
    due_at: datetime | None
    until_condition: str | None
    item: str
    history: tuple[HistoryView, ...] = ()


class DueView(View, frozen=True, kw_only=True):
    """One reading of when something is due, as `LapseView`."""

    reading: LapseReading
    on: date
    at: datetime | None
    rule: str
    if_applies: bool


class DeadlineView(View, frozen=True, kw_only=True):
    """Something due; `set_by` and `met_by` are items. `docket` is the one whose entry set it (`dcd/25-cv-766`).

    `due_at` is the date that the text names, or the flat count; `readings` are all of them, none of them chosen. `of`
    is who must do it, where the text says so.
    """

    id: str
    kind: DeadlineKind
    what: str
    due_at: datetime
    date_only: bool
    status: DeadlineStatus
    set_by: str
    met_by: str | None
    readings: tuple[DueView, ...] = ()
    of: str | None = None
    docket: str = ""
    note: str | None = None


class CoverageView(View, frozen=True, kw_only=True):
    """From when to when the record shows that sources of the matter's dockets were looked at, and what may be missing.

    What the poll memory alone knows stands in `last_good_poll` of a source and nowhere else. `given` are items that
    somebody handed in: nobody looked for them. `uncovered` are dockets of the matter that no source shows.
    """

    since: datetime | None = msgspec.field(name="from")
    until: datetime | None = msgspec.field(name="to")
    gaps: tuple[GapView, ...]
    sources: tuple[SourceCoverageView, ...] = ()
    dockets: tuple[DocketCoverageView, ...] = ()
    uncovered: tuple[str, ...] = ()
    first_sight: FirstSightView | None = None
    given: tuple[GivenView, ...] = ()


NO_COVERAGE = CoverageView(since=None, until=None, gaps=())


class WithdrawnView(View, frozen=True, kw_only=True):
    """An item of the order that a source no longer shows: not who took it down, nor why. Nothing is undone by it.

    `effects` is what the item did to the order, empty where it only speaks of it. `also_from` are sources whose copy
    stands; where there is one, only this source's copy is gone.
    """

    item: str
    entry_number: int | None
    effects: tuple[Effect, ...]
    source: str
    last_shown: datetime
    gone_since: datetime
    also_from: tuple[str, ...]


class CountsView(View, frozen=True, kw_only=True):
    """How many of the order's actions stand where."""

    reported: int = 0
    questioned: int = 0
    alleged: int = 0
    contested: int = 0
    conceded: int = 0


class GroundView(View, frozen=True, kw_only=True):
    """A status that applies to the order and what it rests on: the item of a line of its history, a stay, or a lapse.

    The first ground of an order is its status; the others apply too and give way to it (docs/order-status.md).
    """

    status: OrderStatus
    item: str | None
    since: datetime | None
    stay: str | None
    lapse: LapseReading | None


class EntryView(View, frozen=True, kw_only=True):
    """An entry that gave the order: spoken, written, or entered in another docket of the matter."""

    item: str
    docket: str
    entry_number: int | None
    entered_at: datetime | None
    filed_at: datetime | None
    modes: tuple[Mode, ...]


class OrderView(View, frozen=True, kw_only=True):
    """One court order on axes that never overwrite each other: terms, legal status, positions, findings."""

    id: str
    aliases: tuple[str, ...]
    matter: MatterView
    type: OrderType
    re: ShowCauseAbout | None
    acts_on: str | None
    status: OrderStatus
    pronounced_at: datetime | None
    pronounced_about: bool
    pronounced_date_only: bool = False
    entered_at: datetime | None
    entered_date_only: bool
    noticed_at: datetime | None
    lapses: tuple[LapseView, ...]
    obligations: tuple[ObligationView, ...]
    history: tuple[HistoryView, ...]
    findings: tuple[FindingView, ...]
    counts: CountsView
    actions: tuple[ActionView, ...]
    deadlines: tuple[DeadlineView, ...]
    coverage: CoverageView
    unresolved: tuple[str, ...] = ()
    """What the record says that could not be placed (a stay of an order never seen), each with its reason."""
    court: str = ""
    """The court that issued it, whose clock and holidays its lapses follow."""
    acts_on_too: tuple[str, ...] = ()
    """The other orders it acts on, where it names several ("the Court's Temporary Restraining Orders")."""
    entered_as_filed: bool = False
    """The source gives only when the entry was filed; `entered_at` is that time."""
    positions: tuple[PositionView, ...] = ()
    """Said about compliance with the order without answering anything asked or alleged (a report of compliance)."""
    withdrawn: tuple[WithdrawnView, ...] = ()
    """Items it rests on that a source no longer shows."""
    grounds: tuple[GroundView, ...] = ()
    """Why it has its status: every status that applies, the one that prevails first."""
    entries: tuple[EntryView, ...] = ()
    """Every entry that gave it."""
    converted_into: tuple[str, ...] = ()
    acts_on_findings: tuple[str, ...] = ()
    """The findings that it, a stay, stays."""
    notes: tuple[str, ...] = ()
    """What a reader must know beside the status: what it does not say, in words of ours."""
    doubts: tuple[DoubtView, ...] = ()


class LinkView(View, frozen=True, kw_only=True):
    """What a person said of two orders or actions, and whether the state follows it; `why` says why it does not.

    `seq` is the log position of the decision.
    """

    kind: LinkKind
    joined: bool
    one: str
    other: str
    by: str
    reason: str
    decided_at: datetime
    standing: LinkStanding
    why: str
    seq: int


class MatterState(View, frozen=True, kw_only=True):
    """Everything known of one matter at one log position."""

    matter: MatterView
    seq: int
    orders: tuple[OrderView, ...]
    unresolved: tuple[str, ...] = ()
    deadlines: tuple[DeadlineView, ...] = ()
    """Deadlines of the case that belong to no order seen (briefing dates)."""
    links: tuple[LinkView, ...] = ()
    """What people said of orders and actions that the record shows apart or together."""
    findings: tuple[FindingView, ...] = ()
    """Findings about an order that was never seen."""
    coverage: CoverageView = NO_COVERAGE
    doubts: tuple[DoubtView, ...] = ()
    """Those of all its orders: what a person may settle about which act is meant."""

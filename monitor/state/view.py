"""The shapes a user sees of an order and its actions (`order ID --json`): plain data, no behaviour, nothing chosen.

Field order is the order printed. Times are aware datetimes in the court's zone; `msgspec.to_builtins` gives the JSON.
Everything `present`, `notify`, the command line and the pages show is made from these and from nothing else.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from monitor.domain.vocabulary import (
    ActionStatus,
    DeadlineKind,
    DeadlineStatus,
    DoubtKind,
    Effect,
    Extent,
    FindingKind,
    Form,
    LapseReading,
    LinkKind,
    LinkStanding,
    Mode,
    OrderStatus,
    OrderType,
    Placed,
    Relation,
    Role,
    ShowCauseAbout,
    Side,
    Speech,
    Stance,
    Standing,
    TimeReading,
    Venue,
)
from monitor.state.view_coverage import (
    DocketCoverageView,
    FirstSightView,
    GapView,
    GivenView,
    SourceCoverageView,
)


class _View(msgspec.Struct, frozen=True, kw_only=True):
    pass


class MatterView(_View, frozen=True, kw_only=True):
    """Which litigation."""

    court: str
    docket_number: str
    caption: str


class LapseView(_View, frozen=True, kw_only=True):
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


class ObligationView(_View, frozen=True, kw_only=True):
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


class HistoryView(_View, frozen=True, kw_only=True):
    """One thing done to the order. `acts_on` is the id of the order, or of the finding about it, that was acted on.

    While an effect is yet to happen `effective_at` is None and `awaits` says for what (an opinion, for the mandate).
    `gone_since`: since when no source shows the item; what it did is not undone by that.
    `undone_by` is the item that took it back (rehearing, vacatur of the judgment that did it, reinstatement), `copy_of`
    the item of another docket that it repeats, `unresolved` why it could not be carried out: none of the three bears on
    the status. `by_then`: the time is when it was seen done (an entry edited in place), and it may have been before.
    """

    effective_at: datetime | None
    by: str
    effect: Effect
    acts_on: str | None
    extent: Extent
    mode: Mode | None
    until_condition: str | None
    item: str
    quote: str
    rule: str
    seq: int
    awaits: str | None = None
    gone_since: datetime | None = None
    read_by: str = ""
    undone_by: str | None = None
    copy_of: str | None = None
    unresolved: str | None = None
    by_then: bool = False


class FindingView(_View, frozen=True, kw_only=True):
    """What a court found, and what has become of the finding: its `standing`, derived from its own `history`.

    `order` is None where the order it is about was never seen; `copies` are items of other dockets with it.
    `gone_since`: since when no source shows the item.
    """

    id: str
    kind: FindingKind
    by: str
    about: str
    order: str | None
    quote: str
    item: str
    at: datetime | None
    standing: Standing
    rule: str
    score: float
    gone_since: datetime | None = None
    read_by: str = ""
    history: tuple[HistoryView, ...] = ()
    copies: tuple[str, ...] = ()
    placed: Placed = Placed.UNPLACED
    """What ties it to its action; `only` and `last` where nothing in its words does."""


class MomentView(_View, frozen=True, kw_only=True):
    """When something happened, by one account. Bounds that are equal are a minute; a missing bound is not known.

    `source` is who gave the account: an outlet, a speaker, or the docket source.
    """

    label: str
    since: datetime | None = msgspec.field(name="from")
    until: datetime | None = msgspec.field(name="to")
    about: bool
    quote: str
    item: str
    source: str = ""
    superseded_by: str | None = None
    """The item in which the same source corrects it."""
    revised: bool = False
    """The source changed the item after it was first seen; this is how it now stands."""


class TimingView(_View, frozen=True, kw_only=True):
    """A moment against one reading of when the order took effect.

    `moment` is its label and `index` its place in `moments` (accounts of one label stand side by side). A reading of
    which the order has no time is left out.
    """

    moment: str
    reading: TimeReading
    relation: Relation
    index: int = 0


class FigureView(_View, frozen=True, kw_only=True):
    """A number as one source gave it; `text` is its words. `disagrees`: another item's cannot be right beside it."""

    label: str
    value: float | None
    text: str
    population: str | None
    item: str
    source: str = ""
    disagrees: bool = False
    superseded_by: str | None = None
    """The item in which the same source corrects it; it is then compared with nothing."""
    revised: bool = False
    """The source changed the item after it was first seen; this is how it now stands."""
    bound: str | None = None
    """`over`, `under` or `about`, where the text says so."""


class PositionView(_View, frozen=True, kw_only=True):
    """Who says what, in whose words, where and when; how it was read. `variants`: items with the same words.

    `gone_since`: since when no source shows the item; it was said all the same.
    """

    actor: str
    role: Role
    side: Side
    respondent: str | None
    stance: Stance
    quote: str
    speech: Speech
    via: str | None
    venue: Venue
    item: str
    source: str
    said_at: datetime | None
    read_by: str
    rule: str
    score: float
    url: str | None = None
    entry_number: int | None = None
    id: str = ""
    variants: tuple[str, ...] = ()
    gone_since: datetime | None = None
    placed: Placed = Placed.UNPLACED
    """What ties it to its action; `only` and `last` where nothing in its words says which act is meant."""
    could_be: tuple[str, ...] = ()
    """Other actions under the order that it may just as well be about."""
    changed_from: str | None = None
    """The position in which the same speaker said otherwise before."""
    at_odds_with: tuple[str, ...] = ()
    """Positions of other voices of the bound side that cannot stand beside it."""


class AnswersView(_View, frozen=True, kw_only=True):
    """When it was last asked or alleged, and last answered: in court (a filing, a hearing), or elsewhere.

    `unanswered_since` is the first question or allegation that no answer in court has followed; None when one has.
    `declined_at` is when an answer was refused, which is none.
    """

    asked_at: datetime
    in_court_at: datetime | None
    elsewhere_at: datetime | None
    declined_at: datetime | None
    unanswered_since: datetime | None


class DoubtQuoteView(_View, frozen=True, kw_only=True):
    """The words on which a doubt rests, and whose item they are of."""

    text: str
    item: str


class DoubtView(_View, frozen=True, kw_only=True):
    """What a person may settle with `join` or `part`: whether `handle`, now in `action`, is about one of `others`.

    `may_be_one`: two actions kept apart; `may_be_two`: put together although something speaks against it; `which`:
    words that fit several. `reason` is ours; the quotes are of the handle's item, then of each action.
    """

    id: str
    kind: DoubtKind
    order: str
    handle: str
    action: str
    others: tuple[str, ...]
    item: str
    reason: str
    quotes: tuple[DoubtQuoteView, ...]


class RespondentView(_View, frozen=True, kw_only=True):
    """Where the action stands for one respondent; one agency's admission is not everyone's."""

    name: str
    status: ActionStatus
    grounds: tuple[Stance, ...] = ()
    """What it, or the bound side for it, answers with, in the order said."""
    answers: AnswersView | None = None


class ActionView(_View, frozen=True, kw_only=True):
    """What was done or not done under an order, and who says what about it.

    `what` is a short name of ours, made of labels or of a source's neutral noun phrase, never of a party's words.
    """

    id: str
    aliases: tuple[str, ...]
    order: str
    matter: MatterView
    what: str
    status: ActionStatus
    respondents: tuple[RespondentView, ...]
    moments: tuple[MomentView, ...]
    timing: tuple[TimingView, ...]
    positions: tuple[PositionView, ...]
    findings: tuple[FindingView, ...]
    figures: tuple[FigureView, ...]
    figures_conflict: bool
    separate_reports: int
    first_at: datetime | None
    last_at: datetime | None
    answers: AnswersView | None = None
    """Of the bound side as a whole."""


class DueView(_View, frozen=True, kw_only=True):
    """One reading of when something is due, as `LapseView`."""

    reading: LapseReading
    on: date
    at: datetime | None
    rule: str
    if_applies: bool


class DeadlineView(_View, frozen=True, kw_only=True):
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


class CoverageView(_View, frozen=True, kw_only=True):
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


class WithdrawnView(_View, frozen=True, kw_only=True):
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


class CountsView(_View, frozen=True, kw_only=True):
    """How many of the order's actions stand where."""

    reported: int = 0
    questioned: int = 0
    alleged: int = 0
    contested: int = 0
    conceded: int = 0


class GroundView(_View, frozen=True, kw_only=True):
    """A status that applies to the order and what it rests on: the item of a line of its history, a stay, or a lapse.

    The first ground of an order is its status; the others apply too and give way to it (docs/order-status.md).
    """

    status: OrderStatus
    item: str | None
    since: datetime | None
    stay: str | None
    lapse: LapseReading | None


class EntryView(_View, frozen=True, kw_only=True):
    """An entry that gave the order: spoken, written, or entered in another docket of the matter."""

    item: str
    docket: str
    entry_number: int | None
    entered_at: datetime | None
    filed_at: datetime | None
    modes: tuple[Mode, ...]


class OrderView(_View, frozen=True, kw_only=True):
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


class LinkView(_View, frozen=True, kw_only=True):
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


class MatterState(_View, frozen=True, kw_only=True):
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

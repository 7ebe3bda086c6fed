"""The shapes a user sees of an action and of a finding: every account beside the others, none preferred."""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.vocabulary import (
    ActionStatus,
    DoubtKind,
    Effect,
    Extent,
    FindingKind,
    Mode,
    Placed,
    Relation,
    Role,
    Side,
    Speech,
    Stance,
    Standing,
    TimeReading,
    Venue,
)
from monitor.state.view_matter import MatterView, View


class HistoryView(View, frozen=True, kw_only=True):
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


class FindingView(View, frozen=True, kw_only=True):
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


class MomentView(View, frozen=True, kw_only=True):
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


class TimingView(View, frozen=True, kw_only=True):
    """A moment against one reading of when the order took effect.

    `moment` is its label and `index` its place in `moments` (accounts of one label stand side by side). A reading of
    which the order has no time is left out.
    """

    moment: str
    reading: TimeReading
    relation: Relation
    index: int = 0


class FigureView(View, frozen=True, kw_only=True):
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


class PositionView(View, frozen=True, kw_only=True):
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


class AnswersView(View, frozen=True, kw_only=True):
    """When it was last asked or alleged, and last answered: in court (a filing, a hearing), or elsewhere.

    `unanswered_since` is the first question or allegation that no answer in court has followed; None when one has.
    `declined_at` is when an answer was refused, which is none.
    """

    asked_at: datetime
    in_court_at: datetime | None
    elsewhere_at: datetime | None
    declined_at: datetime | None
    unanswered_since: datetime | None


class DoubtQuoteView(View, frozen=True, kw_only=True):
    """The words on which a doubt rests, and whose item they are of."""

    text: str
    item: str


class DoubtView(View, frozen=True, kw_only=True):
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


class RespondentView(View, frozen=True, kw_only=True):
    """Where the action stands for one respondent; one agency's admission is not everyone's."""

    name: str
    status: ActionStatus
    grounds: tuple[Stance, ...] = ()
    """What it, or the bound side for it, answers with, in the order said."""
    answers: AnswersView | None = None


class ActionView(View, frozen=True, kw_only=True):
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

"""What our reader understood of one item: a `Reading`. It links to nothing: references stand as the text has them.

Linking them to orders and actions is monitor.state's work. Every finding carries a verbatim quote, the rule that
made it and a score from 0 to 1 (how far the rule is to be trusted, not a probability).
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import msgspec

from monitor.domain.evidence import Quote
from monitor.domain.vocabulary import (
    DeadlineKind,
    DocketKind,
    Effect,
    Extent,
    FindingKind,
    Form,
    Mode,
    OrderType,
    Role,
    ShowCauseAbout,
    Side,
    Speech,
    Stance,
    Venue,
)

NO_SUCH_DAY = "no such day: "
"""How a reading's note on a day that is in no calendar begins; the words follow."""


class Why(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Which rule read it, and how far that rule is to be trusted (0 to 1)."""

    rule: str
    score: float


class OrderRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a text refers to an order: by entry number, date, type, court, or `this` (the entry's own order).

    `court` is a court's id. All fields empty but the quote: `this`. `plural` where the text names several orders
    ("the Temporary Restraining Orders").
    """

    entry_number: int | None = None
    dated: date | None = None
    type: OrderType | None = None
    court: str | None = None
    docket_number: str | None = None
    quote: Quote | None = None
    plural: bool = False


class EffectRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing an entry does to an order.

    `type` is the type of the order named; for stays, lifts_stay and a refused stay it is the kind of stay. `refers`
    names the order acted on, most telling reference first; empty on `issues` of a new order. `lapses_on` is a date
    the court fixed (`lapses_at` where it fixed the hour too); `lasts_days` / `lasts_hours` a period.
    `pronounced_at` is the time of an oral ruling where the text gives one; `about` marks "about 18:45"; `pronounced_on`
    is its day where the text gives no hour.
    `without_notice` is True where the text says so (ex parte), None where it is silent. `reversal` is True on
    `vacates` where the text says reversed; `forthwith` where an appellate opinion says that it acts before its
    mandate ("the mandate shall issue forthwith").
    """

    effect: Effect
    type: OrderType
    mode: Mode | None
    quote: Quote
    why: Why
    re: ShowCauseAbout | None = None
    extent: Extent = Extent.WHOLE
    refers: tuple[OrderRef, ...] = ()
    pronounced_at: datetime | None = None
    pronounced_on: date | None = None
    about: bool = False
    lapses_on: date | None = None
    lapses_at: datetime | None = None
    lasts_days: int | None = None
    lasts_hours: int | None = None
    until_condition: str | None = None
    without_notice: bool | None = None
    reversal: bool = False
    forthwith: bool = False


class ObligationRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an order commands or forbids, in its own words. `effect` is the index of the effect that gives it."""

    effect: int
    quote: Quote
    why: Why
    form: Form
    para: str | None = None
    bound: str | None = None
    protects: str | None = None
    excludes: Quote | None = None
    due_at: datetime | None = None
    until_condition: str | None = None


class MomentRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When something about an action happened, by one account. `since`..`until` bound it; equal bounds are a minute.

    Either may be unknown: "before 7:25 PM" has only `until`. `about` marks an approximate hour.
    """

    label: str
    quote: Quote
    since: datetime | None = None
    until: datetime | None = None
    about: bool = False


class FigureRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number about an action. Compared only with figures of the same label and population.

    `value` None where the text has a word ("some"); `bound` is "over", "under" or "about" where the text says so.
    """

    label: str
    quote: Quote
    value: float | None = None
    population: str | None = None
    bound: str | None = None


class PositionRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who says what about compliance. `respondent` is whose conduct it is about; `refers` which order, as said.

    `matter` is the watched matter it is about where the item concerns several; without it the position goes to none
    of them.
    """

    actor: str
    role: Role
    stance: Stance
    quote: Quote
    why: Why
    side: Side = Side.OTHER
    respondent: str | None = None
    speech: Speech = Speech.DIRECT
    via: str | None = None
    venue: Venue = Venue.FILING
    refers: tuple[OrderRef, ...] = ()
    said_at: datetime | None = None
    matter: str | None = None


class FindingRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a court found; only a reading of a docket entry holds these."""

    kind: FindingKind
    by: str
    about: str
    quote: Quote
    why: Why
    refers: tuple[OrderRef, ...] = ()


class Period(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A period as the text states it, in days or in hours, and what it is counted from. It computes nothing.

    `court_days` where the text says business or court days; `before` where it is counted back from an event. `by_mail`
    where the text speaks of service by mail. `hour_known` is False where the source gave only the day of the event.
    """

    counted_from: datetime
    days: int | None = None
    hours: int | None = None
    court_days: bool = False
    before: bool = False
    by_mail: bool = False
    hour_known: bool = True


class DeadlineRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something due. `due_at` is resolved at the court's clock; `date_only` where the text names no hour (then 23:59).

    `fixed` is True for a date the court set (Rule 6(a) does not compute those), False for a period we counted, which
    then stands in `period`. `moves` is True where the text says that an earlier date is extended, reset or continued
    to this one.
    """

    kind: DeadlineKind
    what: str
    due_at: datetime
    quote: Quote
    why: Why
    date_only: bool = False
    fixed: bool = True
    of: str | None = None
    moves: bool = False
    period: Period | None = None


class ExtendedBy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A date that the court put off by so many days or hours without naming the new one (Rule 6(b)); `of` is whose."""

    what: str
    quote: Quote
    why: Why
    days: int | None = None
    hours: int | None = None
    court_days: bool = False
    of: str | None = None


class CalledOff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A hearing or a date that the court took away; `on` is its day, None where the text names none."""

    kind: DeadlineKind
    what: str
    quote: Quote
    why: Why
    on: date | None = None


class AskedRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a motion asks for: what granting it would do to an order of a `type`, and of which type refusing it would
    be. It does nothing by itself.
    """

    grants: Effect
    type: OrderType
    refused: OrderType
    quote: Quote
    why: Why
    refers: tuple[OrderRef, ...] = ()


class RuledRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ruling that names motions by number and not what they ask ("granting 45"): that stands in their own entries.

    With `does` the numbers are of orders, and that is what is done to them ("clarifying 219"); issued is what enforces.
    """

    motions: tuple[int, ...]
    granted: bool
    does: Effect | None = None
    quote: Quote
    why: Why
    mode: Mode | None = None
    extent: Extent = Extent.WHOLE


class AnswerRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a filing says of compliance if an entry that it names by number ("RESPONSE re 45") is about that.

    `of_orders` where it says so only of an order, not of a motion.
    """

    to: tuple[int, ...]
    positions: tuple[PositionRead, ...]
    of_orders: bool = False


class ActionRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was done or not done, as this item tells it; every position of the item is about it."""

    what: str
    quote: Quote | None = None
    respondents: tuple[str, ...] = ()
    moments: tuple[MomentRead, ...] = ()
    figures: tuple[FigureRead, ...] = ()


class Concern(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A watched matter that an item is about, and how that was seen. `weak` matches are for a person to decide."""

    matter: str
    why: Why
    quote: Quote | None = None
    weak: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything our reader found in one revision of one item. Empty lists mean: nothing found.

    `court` is the court that acted, where its act is shown on another court's docket ("ORDER of USCA as to …"); None
    where the docket is its own.
    """

    reader: str
    concerns: tuple[Concern, ...] = ()
    kind: DocketKind | None = None
    court: str | None = None
    effects: tuple[EffectRead, ...] = ()
    obligations: tuple[ObligationRead, ...] = ()
    positions: tuple[PositionRead, ...] = ()
    findings: tuple[FindingRead, ...] = ()
    deadlines: tuple[DeadlineRead, ...] = ()
    called_off: tuple[CalledOff, ...] = ()
    extended_by: tuple[ExtendedBy, ...] = ()
    asks: tuple[AskedRead, ...] = ()
    ruled: tuple[RuledRead, ...] = ()
    answers: tuple[AnswerRead, ...] = ()
    action: ActionRead | None = None
    disputes_compliance: bool = False
    syndicated_from: str | None = None
    revises: str | None = None
    notes: tuple[str, ...] = ()


def quotes_of(reading: Reading) -> list[Quote]:
    """Every quote of a reading, so that each can be held against the stored text."""
    found = [effect.quote for effect in reading.effects] + [o.quote for o in reading.obligations]
    found += [position.quote for position in reading.positions] + [f.quote for f in reading.findings]
    found += [deadline.quote for deadline in reading.deadlines] + [off.quote for off in reading.called_off]
    found += [more.quote for more in reading.extended_by]
    found += [asked.quote for asked in reading.asks] + [ruled.quote for ruled in reading.ruled]
    found += [position.quote for answer in reading.answers for position in answer.positions]
    found += [o.excludes for o in reading.obligations if o.excludes]
    found += [c.quote for c in reading.concerns if c.quote]
    said = [e.refers for e in reading.effects] + [p.refers for p in reading.positions]
    said += [f.refers for f in reading.findings] + [asked.refers for asked in reading.asks]
    said += [position.refers for answer in reading.answers for position in answer.positions]
    found += [ref.quote for refs in said for ref in refs if ref.quote]
    if reading.action:
        found += [m.quote for m in reading.action.moments] + [f.quote for f in reading.action.figures]
        found += [reading.action.quote] if reading.action.quote else []
    return found


def findings_digest(reading: Reading) -> str:
    """A name for what a reading says, whoever says it: reader, notes, rules and scores do not count. 16 digits."""
    said = msgspec.structs.replace(reading, reader="", notes=())
    return hashlib.sha256(msgspec.json.encode(_without_why(msgspec.to_builtins(said)))).hexdigest()[:16]


def _without_why(part: object) -> object:
    if isinstance(part, dict):
        return {name: _without_why(inner) for name, inner in part.items() if name != "why"}
    return [_without_why(inner) for inner in part] if isinstance(part, list | tuple) else part

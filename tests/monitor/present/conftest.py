"""An invented case: a water utility under an injunction, two readings, two sides. No real court record, nobody's words."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import strategies as st

from monitor.domain import vocabulary as v
from monitor.state.view import CountsView, CoverageView, DeadlineView, GapView, LapseView, ObligationView, OrderView
from monitor.state.view_action import (
    ActionView,
    FigureView,
    FindingView,
    HistoryView,
    MomentView,
    PositionView,
    TimingView,
)
from monitor.state.view_matter import MatterView

ZONE = ZoneInfo("America/New_York")
AS_OF = datetime(2031, 5, 12, 16, 22, tzinfo=ZONE)
MATTER = MatterView(court="med", docket_number="2:31-cv-00417", caption="Millpond Tenants v. Tolland Water Company")
ORDER_ID = "med/31-cv-417/s12.1"


def at(day: int, hour: int = 0, minute: int = 0, month: int = 5) -> datetime:
    return datetime(2031, month, day, hour, minute, tzinfo=ZONE)


def position(actor: str, stance: v.Stance, quote: str, **more: object) -> PositionView:
    role = more.pop("role", v.Role.PLAINTIFF)
    fields = {
        "actor": actor,
        "role": role,
        "side": v.Side.PROTECTED
        if role is v.Role.PLAINTIFF
        else v.Side.BOUND
        if role is v.Role.DEFENDANT
        else v.Side.OTHER,
        "respondent": "Tolland Water Company",
        "stance": stance,
        "quote": quote,
        "speech": v.Speech.DIRECT,
        "via": None,
        "venue": v.Venue.FILING,
        "item": "med/31-cv-417/e21",
        "source": "med-ecf",
        "said_at": at(8, 9, 30),
        "read_by": "rules-1",
        "rule": "stance.alleges",
        "score": 0.91,
        **more,
    }
    return PositionView(**fields)


def moment(label: str, since: datetime | None, until: datetime | None, **more: object) -> MomentView:
    fields = {
        "label": label,
        "since": since,
        "until": until,
        "about": False,
        "quote": label,
        "item": "med/31-cv-417/e21",
        **more,
    }
    return MomentView(**fields)


def timing(*relations: str) -> tuple[TimingView, ...]:
    """One string for each moment: its relation to pronounced and to entered, as `before after`."""
    return tuple(
        TimingView(moment="", index=index, reading=reading, relation=v.Relation(word))
        for index, pair in enumerate(relations)
        for reading, word in zip((v.TimeReading.PRONOUNCED, v.TimeReading.ENTERED), pair.split(), strict=True)
    )


SHUT_OFF = ActionView(
    id="med/31-cv-417/s21.1",
    aliases=(),
    order=ORDER_ID,
    matter=MATTER,
    what="shut-offs in Canal Street on 6 May",
    status=v.ActionStatus.CONTESTED,
    respondents=(),
    moments=(
        moment("valves of numbers 2 to 30 closed", at(6, 13, 5), at(6, 13, 5)),
        moment("valves of numbers 32 to 58 closed", at(6, 15, 40), at(6, 15, 40), about=True),
        moment("the last house was without water", None, at(6, 18, 30), item="med/31-cv-417/e30"),
        moment("crews left Canal Street", at(6, 17, 0), at(6, 19, 0)),
        moment("water was back", at(7, 8, 15), at(7, 8, 15)),
        moment("meters were sealed", None, None),
    ),
    timing=timing(
        "before before", "after before", "unknown unknown", "after straddles", "after after", "unknown unknown"
    ),
    positions=(
        position(
            "plaintiffs",
            v.Stance.ALLEGES_BREACH,
            "Tolland closed the valves of 43 homes <on the very day> it was told not to",
            entry_number=21,
            url="https://court.example/med/31-cv-417/21",
        ),
        position(
            "Judge Okafor",
            v.Stance.ORDERS_EXPLANATION,
            "shall show cause why it should not be found to have disobeyed paragraph 2",
            role=v.Role.COURT,
            item="med/31-cv-417/e27",
            entry_number=27,
            said_at=at(12),
            score=0.97,
        ),
        position(
            "Tolland Water Company",
            v.Stance.ACTED_BEFORE_EFFECTIVE,
            'the crews had their orders "before anybody at Tolland" heard of the ruling & carried them out',
            role=v.Role.DEFENDANT,
            item="med/31-cv-417/e30",
            entry_number=30,
            said_at=at(9, 17, 2),
        ),
        position(
            "defendants",
            v.Stance.DENIES_BREACH,
            "No tap was closed after the order.",
            role=v.Role.DEFENDANT,
            said_at=at(10, 11),
            read_by="R. Example",
        ),
        position(
            "Dana Whitlow",
            v.Stance.ASSERTS_COMPLIANCE,
            "the company followed the order to the letter, its spokeswoman said",
            role=v.Role.OFFICIAL,
            side=v.Side.BOUND,
            speech=v.Speech.REPORTED,
            via="Tolland Courier",
            venue=v.Venue.PRESS,
            said_at=at(9),
            item="courier-1",
        ),
        position(
            "Tolland Courier",
            v.Stance.NONE,
            "residents carried buckets from the fire station",
            role=v.Role.PRESS,
            venue=v.Venue.PRESS,
            said_at=at(7, 6, 10),
            item="courier-0",
        ),
    ),
    findings=(),
    figures=(
        FigureView(
            label="homes",
            value=43.0,
            text="43 homes",
            population="homes in Canal Street",
            item="med/31-cv-417/e21",
            disagrees=True,
        ),
        FigureView(
            label="homes",
            value=29.0,
            text="29 connections",
            population="homes in Canal Street",
            item="med/31-cv-417/e30",
            disagrees=True,
        ),
        FigureView(label="crews", value=3.0, text="three crews", population=None, item="courier-1"),
    ),
    figures_conflict=True,
    separate_reports=4,
    first_at=at(7, 6, 10),
    last_at=at(12),
)

BILLING = msgspec.structs.replace(
    SHUT_OFF,
    id="med/31-cv-417/s22.1",
    what="a reconnection fee billed to the tenants of the eastern half of the Millpond estate",
    status=v.ActionStatus.QUESTIONED,
    moments=(),
    timing=(),
    positions=(
        position(
            "Judge Okafor",
            v.Stance.QUESTIONS,
            "has anybody been billed since?",
            role=v.Role.COURT,
            venue=v.Venue.HEARING,
            said_at=at(12, 10, 0),
        ),
    ),
    figures=(),
    figures_conflict=False,
    separate_reports=1,
)


def history(effect: v.Effect, when: datetime | None, by: str = "med", **more: object) -> HistoryView:
    fields = {
        "effective_at": when,
        "by": by,
        "effect": effect,
        "acts_on": None,
        "extent": v.Extent.WHOLE,
        "mode": v.Mode.WRITTEN,
        "until_condition": None,
        "item": "med/31-cv-417/e12",
        "quote": "It is so ordered.",
        "rule": "effect.issues",
        "seq": 12,
        **more,
    }
    return HistoryView(**fields)


ORDER = OrderView(
    id=ORDER_ID,
    aliases=(),
    matter=MATTER,
    type=v.OrderType.TRO,
    re=None,
    acts_on=None,
    status=v.OrderStatus.IN_FORCE,
    pronounced_at=at(6, 14, 45),
    pronounced_about=True,
    entered_at=at(6, 17, 25),
    entered_date_only=False,
    noticed_at=None,
    lapses=(
        LapseView(
            reading=v.LapseReading.FLAT,
            on=date(2031, 5, 20),
            at=at(20, 17, 25),
            rule="Fed. R. Civ. P. 65(b)(2)",
            if_applies=True,
            arrived=False,
        ),
        LapseView(
            reading=v.LapseReading.ROLLED,
            on=date(2031, 5, 26),
            at=None,
            rule="Fed. R. Civ. P. 6(a)(1)(C)",
            if_applies=True,
            arrived=False,
        ),
    ),
    obligations=(
        ObligationView(
            id="o1",
            para="2",
            quote="Defendant is ENJOINED from closing the supply of any home on the Millpond estate",
            form=v.Form.WRITTEN,
            bound="Tolland Water Company",
            protects=None,
            excludes=None,
            due_at=None,
            until_condition=None,
            item="med/31-cv-417/e12",
        ),
        ObligationView(
            id="o2",
            para=None,
            quote="leave the water on",
            form=v.Form.ORAL,
            bound=None,
            protects=None,
            excludes=None,
            due_at=None,
            until_condition=None,
            item="med/31-cv-417/e11",
        ),
    ),
    history=(
        history(v.Effect.ISSUES, at(6, 14, 45), mode=v.Mode.ORAL),
        history(v.Effect.ISSUES, at(6, 17, 25)),
        history(v.Effect.CLARIFIES, at(8, 12, 0)),
        history(v.Effect.STAYS, at(9, 15, 0), by="ca1", extent=v.Extent.PART),
        history(v.Effect.LIFTS_STAY, at(11, 10, 0), by="ca1"),
    ),
    findings=(),
    counts=CountsView(contested=1, questioned=1),
    actions=(SHUT_OFF, BILLING),
    deadlines=(
        DeadlineView(
            id="d1",
            kind=v.DeadlineKind.FILING,
            what="brief showing cause, Tolland Water Company",
            due_at=at(19, 17, 0),
            date_only=False,
            status=v.DeadlineStatus.PENDING,
            set_by="med/31-cv-417/e27",
            met_by=None,
        ),
        DeadlineView(
            id="d0",
            kind=v.DeadlineKind.FILING,
            what="list of the homes shut off",
            due_at=at(8, 23, 59),
            date_only=True,
            status=v.DeadlineStatus.NO_FILING_OBSERVED,
            set_by="med/31-cv-417/e12",
            met_by=None,
        ),
    ),
    coverage=CoverageView(
        since=at(1, 6, 0),
        until=at(12, 16, 0),
        gaps=(GapView(since=at(7, 22, 10), until=at(8, 6, 30), source="med-ecf", why="two polls did not overlap"),),
    ),
)

FINDING = FindingView(
    id="f1",
    kind=v.FindingKind.NONCOMPLIANCE,
    by="med",
    about="Tolland Water Company",
    order=ORDER_ID,
    quote="the shut-offs of 6 May violated paragraph 2 of this Court's order",
    item="med/31-cv-417/e44",
    at=at(14, 9, 0),
    standing=v.Standing.STANDING,
    rule="finding.noncompliance",
    score=0.95,
)


@pytest.fixture(scope="session")
def zone() -> ZoneInfo:
    return ZONE


@pytest.fixture(scope="session")
def as_of() -> datetime:
    return AS_OF


@pytest.fixture
def order() -> OrderView:
    return ORDER


@pytest.fixture
def found(order: OrderView) -> OrderView:
    """The same order after the court of first instance found non-compliance."""
    action = msgspec.structs.replace(SHUT_OFF, findings=(FINDING,))
    return msgspec.structs.replace(order, findings=(FINDING,), actions=(action, BILLING))


@pytest.fixture
def bare() -> OrderView:
    """An order of which next to nothing is known."""
    return msgspec.structs.replace(
        ORDER,
        status=v.OrderStatus.REQUESTED,
        pronounced_at=None,
        entered_at=None,
        lapses=(),
        obligations=(),
        history=(),
        actions=(),
        counts=CountsView(),
        deadlines=(),
        coverage=CoverageView(since=None, until=None, gaps=()),
    )


@pytest.fixture
def crowded(order: OrderView) -> OrderView:
    """Twelve actions with long names, many positions on few days, over a year."""
    actions = []
    for number in range(12):
        said = tuple(
            msgspec.structs.replace(p, said_at=at(7, 9, number) + timedelta(days=25 * number))
            for p in SHUT_OFF.positions
        )
        moments = tuple(msgspec.structs.replace(m, label=f"{m.label} in district {number}") for m in SHUT_OFF.moments)
        what = f"shut-offs in district {number}, " + "a name that goes on and on " * (number % 4)
        actions.append(msgspec.structs.replace(SHUT_OFF, id=f"a{number}", what=what, positions=said, moments=moments))
    caption = "Millpond Tenants’ Association, Inc. et al. v. Tolland Water Company, its Successors and Assigns, et al."
    matter = msgspec.structs.replace(MATTER, caption=caption)
    return msgspec.structs.replace(order, matter=matter, actions=tuple(actions), noticed_at=at(6, 18, 5))


_WORDS = st.lists(
    st.sampled_from(
        ["water", "Millpond", "order", "<b>", "&amp;", "“so”", '"x"', "ünïcode", "水道局", "e\u0301", "]]>", "a" * 90]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
_TEXT = _WORDS | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_TIMES = st.integers(0, 20 * 365 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)
_NEAR = st.integers(0, 60 * 96).map(lambda minutes: at(5) + timedelta(minutes=minutes))


def _of(hint: object, most: int = 3) -> st.SearchStrategy[object]:
    """A strategy for any type that a view is made of; the deeper inside, the fewer of each."""
    if hint is datetime:
        return _NEAR | _TIMES
    if hint is date:
        return st.dates(date(2020, 1, 1), date(2040, 1, 1))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        fields = typing.get_type_hints(hint)
        return st.builds(hint, **{name: _of(fields[name], most) for name in hint.__struct_fields__})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if typing.get_origin(hint) is tuple:
        return st.lists(_of(typing.get_args(hint)[0], max(1, most - 1)), max_size=most).map(tuple)
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return st.one_of(*(_of(part, most) for part in typing.get_args(hint)))
    plain = {str: _TEXT, bool: st.booleans(), int: st.integers(0, 4), float: st.floats(0, 1), type(None): st.none()}
    return plain[hint]


@pytest.fixture(scope="session")
def any_order() -> st.SearchStrategy[OrderView]:
    """Random orders: any text, any times, anything missing, any contradiction."""
    return _of(OrderView)

"""Any docket at all, however contradictory: the fold says something sound of it, and why. Texts are EXAMPLES."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.findings import OrderRef
from monitor.domain.vocabulary import (
    DocketKind,
    Effect,
    Extent,
    FindingKind,
    LapseReading,
    Mode,
    OrderStatus,
    OrderType,
    ShowCauseAbout,
    Standing,
)
from monitor.state.facts import ItemFact
from monitor.state.fold import MatterFold, fold
from monitor.state.lifecycle import ENDED, NEVER_ISSUED, PRECEDENCE
from monitor.state.view import MatterState, OrderView
from monitor.state.view_action import HistoryView
from tests.monitor.state.given import MATTER, Given, at, effect, finds, plaintiffs

DOCKETS = (("dcd", "1:25-cv-00001"), ("cadc", "25-5001"), ("scotus", "24A001"), ("scotus", "24-101"))
EDGE = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC))

_days = st.dates(date(2025, 3, 1), date(2025, 4, 15))
_any_day = _days | st.sampled_from([date.min, date.max])
_instants = st.integers(0, 45 * 24).map(
    lambda hours: at("2025-03-01 00:00") + timedelta(hours=hours)
) | st.sampled_from(EDGE)
_refs = st.builds(
    OrderRef,
    entry_number=st.none() | st.integers(1, 6),
    dated=st.none() | _any_day,
    type=st.none() | st.sampled_from(OrderType),
    court=st.sampled_from([None, "dcd", "cadc", "scotus", "nowhere"]),
    docket_number=st.sampled_from([None, None, "1:25-cv-00001", "25-5001", "1:99-cv-99999"]),
    plural=st.booleans(),
)
_maybe = st.none() | st.integers(0, 40) | st.just(10**12)
_effects = st.builds(
    effect,
    st.sampled_from(Effect),
    st.sampled_from(OrderType),
    st.sampled_from([*Mode, None]),
    extent=st.sampled_from(Extent),
    re=st.none() | st.sampled_from(ShowCauseAbout),
    refers=st.lists(_refs, max_size=2).map(tuple),
    pronounced_at=st.none() | _instants,
    about=st.booleans(),
    lapses_on=st.none() | _any_day,
    lapses_at=st.none() | _instants,
    lasts_days=_maybe,
    lasts_hours=_maybe,
    until_condition=st.sampled_from(
        [None, None, "further order", "a ruling on the motion", "the preliminary injunction is decided", "the appeal"]
    ),
    without_notice=st.sampled_from([None, True, False]),
    reversal=st.booleans(),
    forthwith=st.booleans(),
    said=st.sampled_from(["EXAMPLE effect", "Paragraphs 1 to 3 are terminated."]),
)
_findings = st.builds(finds, st.sampled_from(FindingKind), refers=st.lists(_refs, max_size=1).map(tuple))


@st.composite
def dockets(draw) -> Given:
    """Up to nine entries, and the clock's word on some lapses."""
    case = Given()
    for n in range(draw(st.integers(1, 9))):
        court, docket = draw(st.sampled_from(DOCKETS))
        case.entry(
            f"{draw(_days)} {draw(st.integers(0, 23)):02}:30",
            *draw(st.lists(_effects, max_size=2)),
            *draw(st.lists(_findings | st.just(plaintiffs()), max_size=1)),
            number=draw(st.none() | st.integers(1, 6)),
            court=court,
            docket=docket,
            acting=draw(st.sampled_from([None, None, "cadc", "scotus"])) if court == "dcd" else None,
            kind=draw(st.sampled_from([None, DocketKind.ORDER, DocketKind.OPINION, DocketKind.MANDATE])),
            item=f"i{n}",
            text=draw(st.sampled_from(["EXAMPLE one order, by Judge Example, of many words that are", "EXAMPLE"])),
        )
    for order in case.orders:
        for lapse in order.lapses:
            if not lapse.arrived and lapse.reading is not LapseReading.CONDITION and draw(st.booleans()):
                case.lapse(order.id, lapse.reading, f"{min(lapse.on, date(2026, 1, 1))} 23:59")
    return case


def lines(order: OrderView) -> list[HistoryView]:
    """The lines of an order's history that are in effect."""
    return [h for h in order.history if h.effective_at and not h.undone_by and not h.unresolved]


def check_order(order: OrderView, state: MatterState) -> None:
    """The status is the first ground, and each ground is there to be seen."""
    assert order.status is order.grounds[0].status
    assert [g.status for g in order.grounds] == sorted((g.status for g in order.grounds), key=PRECEDENCE.index)
    known = {name for o in state.orders for name in (o.id, *o.aliases)}
    for ground in order.grounds:
        if ground.stay is not None:
            stay = next(o for o in state.orders if o.id == ground.stay)
            assert order.id in {stay.acts_on, *stay.acts_on_too}
            assert stay.status not in ENDED | NEVER_ISSUED
        elif ground.lapse is not None:
            assert any(one.reading is ground.lapse and one.arrived for one in order.lapses)
        else:
            assert ground.item in {h.item for h in order.history}
        if ground.status in ENDED - {OrderStatus.LAPSED}:
            assert any(h.item == ground.item for h in lines(order))
    assert {order.acts_on, *order.acts_on_too, *order.converted_into} - {None} <= known
    assert order.id not in {order.acts_on, *order.acts_on_too}


def check_findings(state: MatterState) -> None:
    """What ended a finding is in its own history, in effect."""
    ends = {Standing.VACATED, Standing.REVERSED, Standing.PURGED, Standing.AFFIRMED, Standing.VACATED_IN_PART}
    for finding in (f for o in (*state.orders,) for f in o.findings):
        in_effect = [h for h in finding.history if h.effective_at and not h.undone_by]
        assert finding.standing not in ends or in_effect
        assert finding.standing is not Standing.STANDING or not any(
            h.effect is Effect.VACATES and h.extent is Extent.WHOLE for h in in_effect
        )


@settings(deadline=None, max_examples=150)
@given(dockets())
def test_every_status_is_explained_by_what_is_shown(case):
    state = case.state
    for order in state.orders:
        check_order(order, state)
    check_findings(state)
    assert len({name for o in state.orders for name in (o.id, *o.aliases)}) == sum(
        1 + len(o.aliases) for o in state.orders
    )


@settings(deadline=None, max_examples=80)
@given(dockets(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(case, random):
    whole = msgspec.to_builtins(case.state)
    shuffled = list(case.facts)
    random.shuffle(shuffled)
    going = MatterFold(MATTER)
    for fact in shuffled:
        going.add(fact)
        going.state()
    assert msgspec.to_builtins(going.state()) == whole


@settings(deadline=None, max_examples=40)
@given(dockets(), st.integers(0, 60))
def test_a_later_entry_is_not_seen_in_the_world_before_it(case, day):
    moment = at("2025-03-01 00:00") + timedelta(days=day)
    then = fold(MATTER, case.facts, world_at=moment)
    assert all(h.effective_at is None or h.effective_at <= moment for o in then.orders for h in o.history)
    for order in then.orders:
        check_order(order, then)


def test_a_time_at_the_edge_of_the_calendar_is_none():
    """Such an entry is dated by when it was seen, and says so."""
    case = Given()
    case.entry("2025-03-15 12:00", effect(Effect.ISSUES), number=1)
    (fact,) = case.facts
    assert isinstance(fact, ItemFact)
    for edge in EDGE:
        moved = msgspec.structs.replace(fact.content, entered_at=edge, filed_at=edge)
        (order,) = fold(MATTER, [msgspec.structs.replace(fact, content=moved)]).orders
        assert order.entered_at == at("2025-03-15 12:00")
        assert order.unresolved == (f"item-1: dated {edge.date()}, which cannot be",)

"""J.G.G. v. Trump, D.D.C. 25-cv-766, from the first order to the last stay, from facts (public record; texts EXAMPLE).

15 March 2025 to 12 December 2025: an order for five named plaintiffs, an order for a class given from the bench at about
18:45 and entered at 19:25, fourteen days that end on a Saturday, an extension, vacatur by the Supreme Court, probable
cause, its vacatur on mandamus, rehearing en banc denied, an administrative stay.
"""

from datetime import date

import msgspec
import pytest

from monitor.domain.matters import Matter, RelatedDocket
from monitor.domain.vocabulary import DocketKind, Effect, FindingKind, LapseReading, Mode, OrderType, Stance
from monitor.state.fold import fold
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, plaintiffs, protects, re

MATTER = Matter(
    court="dcd",
    docket_number="1:25-cv-00766",
    caption="J.G.G. v. Trump",
    related_dockets=(
        RelatedDocket(court="cadc", docket_number="25-5067"),
        RelatedDocket(court="cadc", docket_number="25-5124"),
        RelatedDocket(court="scotus", docket_number="24A931"),
    ),
)
TRO = OrderType.TRO
BOTH = re(type=TRO, court="dcd", plural=True)


@pytest.fixture(scope="module")
def told() -> Given:
    case = Given(MATTER)

    def enters(when: str, *said, court="dcd", docket="1:25-cv-00766", **more) -> str:
        return case.entry(when, *said, court=court, docket=docket, **more)

    enters("2025-03-15 02:16", effect(Effect.REQUESTS, TRO), number=3)
    enters("2025-03-15 09:40", issues(TRO, Mode.MINUTE), protects("the five named plaintiffs"), seq_no=58)
    enters(
        "2025-03-15 19:25",
        issues(TRO, Mode.MINUTE, pronounced_at=at("2025-03-15 18:45"), about=True),
        protects("members of such class"),
        seq_no=61,
    )
    enters("2025-03-16 10:00", effect(Effect.APPEALS, TRO, mode=None, refers=(BOTH,)), number=20)
    enters("2025-03-17 10:00", plaintiffs(Stance.QUESTIONS, refers=(re(type=TRO),)), number=21)
    enters("2025-03-24 12:00", effect(Effect.DENIES_RELIEF, TRO, refers=(BOTH,)), number=53)
    stay = effect(Effect.DENIES_RELIEF, OrderType.STAY_PENDING_APPEAL, refers=(BOTH,))
    enters("2025-03-26 17:00", stay, court="cadc", docket="25-5067", number=40)
    enters("2025-03-28 17:00", effect(Effect.EXTENDS, TRO, Mode.MINUTE, lapses_on=date(2025, 4, 12), refers=(BOTH,)))
    enters("2025-04-07 18:30", effect(Effect.VACATES, TRO, refers=(BOTH,)), court="scotus", docket="24A931")
    found = finds(FindingKind.PROBABLE_CAUSE, refers=(re(type=TRO),))
    enters("2025-04-16 11:40", issues(OrderType.OTHER), found, number=81, kind=DocketKind.OPINION)
    stays = effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY, refers=(dated("2025-04-16"),))
    enters("2025-04-18 20:00", stays, court="cadc", docket="25-5124", number=10)
    vacates = effect(Effect.VACATES, OrderType.OTHER, refers=(dated("2025-04-16"),))
    enters("2025-08-08 10:00", vacates, court="cadc", docket="25-5124", number=30)
    enters("2025-11-14 10:00", court="cadc", docket="25-5124", number=60, text="EXAMPLE: rehearing en banc denied")
    show = issues(OrderType.DISCOVERY, refers=(re(type=TRO),))
    enters("2025-12-08 10:00", show, number=190)
    last = effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY, refers=(dated("2025-12-08"),))
    enters("2025-12-12 16:00", last, court="cadc", docket="25-5124", number=70)
    return case


def known(told: Given, until: str, world: str | None = None):
    """`orders --json` with what was entered by then."""
    facts = [f for f in told.facts if f.seen_at <= at(until)]
    state = fold(MATTER, facts, world_at=at(world) if world else None)
    return msgspec.to_builtins(state.orders)


def of_class(orders):
    return [o for o in orders if o["type"] == "tro"][1]


@pytest.mark.parametrize(
    ("until", "named", "class_wide"),
    [
        ("2025-03-15 02:16", "requested", None),
        ("2025-03-15 12:00", "in_force", None),
        ("2025-03-15 19:25", "in_force", "in_force"),
        ("2025-03-16 12:00", "in_force", "in_force"),  # a notice of appeal stays nothing
        ("2025-03-24 13:00", "in_force", "in_force"),  # the motion to vacate is denied
        ("2025-03-26 18:00", "in_force", "in_force"),  # a stay is refused
        ("2025-04-07 19:00", "vacated", "vacated"),
        ("2025-12-31 12:00", "vacated", "vacated"),
    ],
)
def test_both_orders_as_they_were_known(told, until, named, class_wide):
    statuses = [o["status"] for o in known(told, until) if o["type"] == "tro"]
    assert statuses == [s for s in (named, class_wide) if s]


@pytest.mark.parametrize(
    ("world", "status"),
    [("2025-03-15 18:50", "pronounced"), ("2025-03-15 19:24", "pronounced"), ("2025-03-15 19:25", "in_force")],
)
def test_the_class_order_minute_by_minute_as_known_today(told, world, status):
    (order,) = [o for o in known(told, "2026-01-01 00:00", world) if o["pronounced_at"]]
    assert order["status"] == status


def test_the_fourteen_days_and_the_date_the_court_then_fixed(told):
    before = of_class(known(told, "2025-03-20 12:00"))["lapses"]
    assert [(lapse["reading"], lapse["on"]) for lapse in before] == [
        (LapseReading.FLAT, "2025-03-29"),
        (LapseReading.ROLLED, "2025-03-31"),
    ]
    after = of_class(known(told, "2025-03-29 12:00"))["lapses"]
    assert [(lapse["reading"], lapse["on"]) for lapse in after] == [(LapseReading.FIXED, "2025-04-12")]


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        ("2025-04-17 12:00", "standing"),
        ("2025-04-19 12:00", "stayed"),
        ("2025-08-09 12:00", "vacated"),
        ("2025-11-15 12:00", "vacated"),  # rehearing denied: nothing changes
    ],
)
def test_what_became_of_the_finding(told, until, standing):
    (finding,) = of_class(known(told, until))["findings"]
    assert finding["standing"] == standing


def test_vacatur_answered_nothing_and_the_view_says_so(told):
    order = of_class(known(told, "2025-04-17 12:00"))
    assert order["counts"]["questioned"] == 1
    assert list(order["notes"]) == [
        "The order was vacated. That by itself answers nothing that was alleged, and ends nothing that was found, about "
        "the time before: 1 account of conduct and 1 finding (standing)."
    ]


def test_the_last_stay_is_of_the_order_of_december_and_of_nothing_else(told):
    orders = known(told, "2025-12-31 12:00")
    december = next(o for o in orders if o["type"] == "discovery")
    assert december["status"] == "administratively_stayed"
    stay = orders[-1]
    assert (stay["acts_on"], stay["unresolved"]) == (december["id"], ())


def test_every_line_of_the_class_order_s_history(told):
    lines = [(h["effect"], h["by"]) for h in of_class(known(told, "2025-12-31 12:00"))["history"]]
    assert lines == [
        ("issues", "dcd"),
        ("appeals", "dcd"),
        ("denies_relief", "dcd"),
        ("denies_relief", "cadc"),
        ("extends", "dcd"),
        ("vacates", "scotus"),
        ("stays", "cadc"),
        ("vacates", "cadc"),
    ]

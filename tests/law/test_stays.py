"""Stays of every kind: who suspends what, for how long, and what a stay of a stay leaves.

An administrative stay "buys the court time to deliberate" (United States v. Texas, 144 S. Ct. 797, 798 (2024) (Barrett,
J., concurring in denial of applications to vacate stay)); a stay pending appeal lasts as long as the appeal.
"""

import pytest

from monitor.domain.vocabulary import (
    DocketKind,
    Effect,
    Extent,
    FindingKind,
    LapseReading,
    OrderStatus,
    OrderType,
    Standing,
)
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, re

PI = OrderType.PRELIMINARY_INJUNCTION
ADMINISTRATIVE, PENDING_APPEAL = OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-03-10 12:00", issues(PI), number=30)
    return given


def statuses(given: Given) -> list[OrderStatus]:
    return [order.status for order in given.orders]


def grants(when: str, given: Given, kind: OrderType = PENDING_APPEAL, court: str = "cadc", **more) -> None:
    given.entry(when, effect(Effect.STAYS, kind, **more), court=court)


def test_an_order_stayed_the_stay_stayed_and_that_stay_lifted(injunction):
    grants("2025-03-20 12:00", injunction)
    assert statuses(injunction) == [OrderStatus.STAYED, OrderStatus.IN_FORCE]
    grants("2025-03-22 12:00", injunction, ADMINISTRATIVE, "scotus", refers=(re(type=PENDING_APPEAL),))
    assert statuses(injunction)[:2] == [OrderStatus.IN_FORCE, OrderStatus.ADMINISTRATIVELY_STAYED]
    injunction.entry("2025-03-29 12:00", effect(Effect.LIFTS_STAY, ADMINISTRATIVE), court="scotus")
    assert statuses(injunction) == [OrderStatus.STAYED, OrderStatus.IN_FORCE, OrderStatus.DISSOLVED]


def test_each_ground_of_a_status_names_what_it_rests_on(injunction):
    grants("2025-03-20 12:00", injunction, extent=Extent.PART)
    grants("2025-03-21 12:00", injunction, ADMINISTRATIVE, "scotus")
    order, part, whole = injunction.orders
    assert [(g.status, g.stay) for g in order.grounds] == [
        (OrderStatus.ADMINISTRATIVELY_STAYED, whole.id),
        (OrderStatus.STAYED_IN_PART, part.id),
        (OrderStatus.IN_FORCE, None),
    ]
    assert order.grounds[0].since == at("2025-03-21 12:00")


@pytest.mark.parametrize(
    "partly",
    [
        effect(Effect.LIFTS_STAY, PENDING_APPEAL, extent=Extent.PART),
        effect(Effect.VACATES, PENDING_APPEAL, extent=Extent.PART),
        effect(Effect.STAYS, ADMINISTRATIVE, extent=Extent.PART, refers=(re(type=PENDING_APPEAL),)),
    ],
)
def test_a_stay_lifted_or_stayed_in_part_leaves_the_order_stayed_in_part(injunction, partly):
    """Of a stay of the whole a part is gone: as to that part the order operates again."""
    grants("2025-03-20 12:00", injunction)
    injunction.entry("2025-04-20 12:00", partly, court="scotus")
    assert statuses(injunction)[0] is OrderStatus.STAYED_IN_PART


@pytest.mark.parametrize("until", [None, "further order of the court", "consideration of the emergency motion"])
def test_an_administrative_stay_ends_when_the_same_court_grants_the_stay_asked_for(injunction, until):
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE, until_condition=until)
    grants("2025-03-30 12:00", injunction)
    order, administrative, pending = injunction.orders
    assert (order.status, administrative.status, pending.status) == (
        OrderStatus.STAYED,
        OrderStatus.LAPSED,
        OrderStatus.IN_FORCE,
    )
    (met,) = administrative.lapses
    assert (met.reading, met.met_by) == (LapseReading.CONDITION, "item-3")
    assert until is None or until in met.rule


def test_refusing_the_stay_ends_an_administrative_stay_that_says_so(injunction):
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE, until_condition="a ruling on the motion for stay")
    injunction.entry("2025-03-30 12:00", effect(Effect.DENIES_RELIEF, PENDING_APPEAL), court="cadc")
    assert statuses(injunction) == [OrderStatus.IN_FORCE, OrderStatus.LAPSED]


def test_whether_a_refusal_is_the_further_order_that_ends_it_is_open(injunction):
    """The entry that refuses the stay usually dissolves the administrative one; where it is silent we do not decide."""
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE, until_condition="further order of the court")
    injunction.entry("2025-03-30 12:00", effect(Effect.DENIES_RELIEF, PENDING_APPEAL), court="cadc")
    assert statuses(injunction) == [OrderStatus.ADMINISTRATIVELY_STAYED, OrderStatus.LAPSE_DISPUTED]
    assert injunction.orders[1].notes == (
        "What the order was to last until has come; no entry seen says that the order ended.",
    )


def test_another_court_s_ruling_on_a_stay_ends_no_administrative_stay(injunction):
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE, court="scotus")
    injunction.entry("2025-03-30 12:00", effect(Effect.DENIES_RELIEF, PENDING_APPEAL), court="cadc")
    assert statuses(injunction)[1] is OrderStatus.IN_FORCE


@pytest.mark.parametrize("until", [None, "disposition of the appeal"])
def test_a_stay_pending_appeal_ends_with_the_mandate(injunction, until):
    """Fed. R. App. P. 8, 41: affirmed, and the mandate issued, the injunction is no longer stayed."""
    grants("2025-03-20 12:00", injunction, until_condition=until)
    affirms = effect(Effect.AFFIRMS, PI, refers=(re(type=PI, court="dcd"),))
    injunction.entry("2025-09-01 10:00", affirms, court="cadc", kind=DocketKind.OPINION)
    assert statuses(injunction)[0] is OrderStatus.STAYED
    injunction.entry("2025-10-20 10:00", court="cadc", kind=DocketKind.MANDATE)
    assert statuses(injunction) == [OrderStatus.IN_FORCE, OrderStatus.LAPSED]


@pytest.mark.parametrize(
    ("court", "until"),
    [
        ("scotus", "disposition of the appeal and of a petition for a writ of certiorari"),
        ("cadc", "the disposition of any petition for a writ of certiorari"),
    ],
)
def test_a_stay_that_reaches_to_certiorari_outlasts_the_mandate(injunction, court, until):
    grants("2025-03-20 12:00", injunction, court=court, until_condition=until)
    injunction.entry("2025-10-20 10:00", court="cadc", kind=DocketKind.MANDATE)
    assert statuses(injunction)[0] is OrderStatus.STAYED


def test_the_recall_of_the_mandate_brings_the_stay_back(injunction):
    grants("2025-03-20 12:00", injunction)
    affirms = effect(Effect.AFFIRMS, PI, refers=(re(type=PI, court="dcd"),))
    injunction.entry("2025-09-01 10:00", affirms, court="cadc", kind=DocketKind.OPINION)
    injunction.entry("2025-10-20 10:00", court="cadc", kind=DocketKind.MANDATE)
    injunction.entry("2025-10-22 10:00", effect(Effect.RECALLS_MANDATE, OrderType.OTHER), court="cadc")
    assert statuses(injunction) == [OrderStatus.STAYED, OrderStatus.IN_FORCE]


def test_a_stay_docketed_above_and_below_is_one_stay_and_its_end_is_one_end(injunction):
    """28 U.S.C. 41: what the court of appeals did is its act, wherever the clerk dockets it."""
    stays = effect(Effect.STAYS, ADMINISTRATIVE, refers=(dated("2025-03-10"),))
    injunction.entry("2025-03-20 12:00", stays, court="cadc", text="EXAMPLE per curiam order, filed")
    injunction.entry("2025-03-21 09:00", stays, acting="cadc", number=33, text="EXAMPLE order of USCA as to 31")
    order, stay = injunction.orders
    assert [entry.docket for entry in stay.entries] == ["cadc/25-5001", "dcd/25-cv-1"]
    assert stay.entered_at == at("2025-03-20 12:00")
    assert [h.copy_of for h in order.history] == [None, None, "item-2"]
    injunction.entry("2025-03-30 12:00", effect(Effect.LIFTS_STAY, ADMINISTRATIVE), court="cadc")
    assert statuses(injunction) == [OrderStatus.IN_FORCE, OrderStatus.DISSOLVED]


def test_vacating_the_stay_of_a_finding_does_not_vacate_the_finding(injunction):
    """The finding was stayed; the stay is gone; the finding stands."""
    contempt = issues(OrderType.CONTEMPT_FINDING, refers=(re(30),))
    injunction.entry("2025-04-30 16:40", contempt, finds(FindingKind.CIVIL_CONTEMPT, refers=(re(30),)), number=90)
    grants("2025-05-10 10:00", injunction, ADMINISTRATIVE, refers=(dated("2025-04-30"),))

    def standing():
        return injunction.orders[0].findings[0].standing

    assert standing() is Standing.STAYED
    injunction.entry("2025-06-10 10:00", effect(Effect.VACATES, ADMINISTRATIVE), court="scotus")
    assert standing() is Standing.STANDING


def test_a_finding_whose_stay_lapsed_stands(injunction):
    contempt = issues(OrderType.CONTEMPT_FINDING, refers=(re(30),))
    injunction.entry("2025-04-30 16:40", contempt, finds(FindingKind.CIVIL_CONTEMPT, refers=(re(30),)), number=90)
    lapses = {"lapses_at": at("2025-05-17 17:00")}
    grants("2025-05-10 10:00", injunction, ADMINISTRATIVE, refers=(dated("2025-04-30"),), **lapses)
    stay = injunction.orders[2]
    injunction.lapse(stay.id, LapseReading.FIXED, "2025-05-17 17:00")
    assert injunction.orders[0].findings[0].standing is Standing.STANDING


def test_affirmed_and_then_stayed_pending_certiorari(injunction):
    """A finding keeps what became of it: the stay suspends it, and its end gives it back as affirmed."""
    contempt = issues(OrderType.CONTEMPT_FINDING, refers=(re(30),))
    injunction.entry("2025-04-30 16:40", contempt, finds(FindingKind.CIVIL_CONTEMPT, refers=(re(30),)), number=90)
    injunction.entry(
        "2025-09-01 10:00",
        effect(Effect.AFFIRMS, OrderType.CONTEMPT_FINDING, refers=(dated("2025-04-30"),)),
        court="cadc",
    )
    grants("2025-09-10 10:00", injunction, court="scotus", refers=(dated("2025-04-30"),))
    (finding,) = injunction.orders[0].findings
    assert finding.standing is Standing.STAYED
    injunction.entry("2025-12-10 10:00", effect(Effect.LIFTS_STAY, PENDING_APPEAL), court="scotus")
    (finding,) = injunction.orders[0].findings
    assert finding.standing is Standing.AFFIRMED
    assert [h.effect for h in finding.history] == [Effect.AFFIRMS, Effect.STAYS]


def test_a_stay_of_an_order_that_had_ended_is_recorded_and_remarked_on(injunction):
    injunction.entry("2025-03-15 12:00", effect(Effect.DISSOLVES, PI), number=40)
    grants("2025-03-20 12:00", injunction, refers=(re(type=PI, court="dcd"),))
    order = injunction.orders[0]
    assert order.status is OrderStatus.DISSOLVED
    assert order.unresolved == ("item-3: stays an order that had been dissolved on 2025-03-15 (dcd)",)


def test_a_court_calls_its_own_stay_by_its_day(injunction):
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE)
    injunction.entry(
        "2025-03-22 12:00",
        effect(Effect.LIFTS_STAY, ADMINISTRATIVE, refers=(dated("2025-03-20", court="dcd"),)),
        court="cadc",
    )
    assert statuses(injunction) == [OrderStatus.IN_FORCE, OrderStatus.DISSOLVED]
    assert injunction.state.unresolved == ()


def test_a_day_on_which_it_stayed_nothing_names_no_stay(injunction):
    grants("2025-03-20 12:00", injunction, ADMINISTRATIVE)
    injunction.entry(
        "2025-03-22 12:00",
        effect(Effect.LIFTS_STAY, ADMINISTRATIVE, refers=(dated("2025-03-19", court="dcd"),)),
        court="cadc",
    )
    assert statuses(injunction) == [OrderStatus.ADMINISTRATIVELY_STAYED, OrderStatus.IN_FORCE]
    assert "no order of 2025-03-19 has been seen" in injunction.state.unresolved[0]

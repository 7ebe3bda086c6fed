"""Fine points: where one word of a rule or of an order decides."""

from datetime import date

import pytest

from monitor.domain.matters import Matter, RelatedDocket
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
from tests.monitor.state.given import Given, dated, effect, finds, issues, protects, re

PI = OrderType.PRELIMINARY_INJUNCTION
ADMINISTRATIVE, PENDING_APPEAL = OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL
OPINION = {"court": "cadc", "kind": DocketKind.OPINION}


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-03-10 12:00", issues(PI), number=30)
    return given


def statuses(given: Given) -> list[OrderStatus]:
    return [order.status for order in given.orders]


def test_a_judgment_vacated_in_part_takes_nothing_back(injunction):
    """Which part, the order of the Supreme Court says and we do not."""
    injunction.entry("2025-06-10 10:00", effect(Effect.VACATES, PI, refers=(re(type=PI, court="dcd"),)), **OPINION)
    injunction.entry("2025-08-01 10:00", court="cadc", kind=DocketKind.MANDATE)
    part = effect(Effect.VACATES, OrderType.OTHER, extent=Extent.PART, refers=(re(court="cadc"),))
    injunction.entry("2025-11-10 09:30", part, court="scotus", docket="24-101")
    assert statuses(injunction) == [OrderStatus.VACATED]


def test_rehearing_is_of_the_last_judgment_alone(injunction):
    injunction.entry("2025-03-12 12:00", issues(), number=31)
    for when, kind in (("2025-06-10", OrderType.TRO), ("2025-07-10", PI)):
        vacates = effect(Effect.VACATES, kind, refers=(re(type=kind, court="dcd"),))
        injunction.entry(f"{when} 10:00", vacates, **OPINION)
    injunction.entry("2025-08-01 10:00", effect(Effect.REHEARS, OrderType.OTHER), court="cadc")
    injunction.entry("2025-09-01 10:00", court="cadc", kind=DocketKind.MANDATE)
    assert statuses(injunction) == [OrderStatus.IN_FORCE, OrderStatus.VACATED]


def test_a_stay_until_certiorari_is_itself_in_force_after_the_mandate(injunction):
    until = "the disposition of any petition for a writ of certiorari"
    injunction.entry("2025-03-20 12:00", effect(Effect.STAYS, PENDING_APPEAL, until_condition=until), court="cadc")
    injunction.entry("2025-10-20 10:00", court="cadc", kind=DocketKind.MANDATE)
    assert statuses(injunction) == [OrderStatus.STAYED, OrderStatus.IN_FORCE]


@pytest.mark.parametrize(
    ("until", "status"),
    [
        ("the Court rules on the motion for a preliminary injunction", OrderStatus.LAPSED),
        ("ruling", OrderStatus.LAPSED),
        ("the Court's decision on the motion", OrderStatus.LAPSED),
        ("the motions are decided", OrderStatus.LAPSED),
        ("the motion to dismiss is decided", OrderStatus.IN_FORCE),
        ("the motion is heard", OrderStatus.IN_FORCE),
        ("the hearing on the motion for a preliminary injunction", OrderStatus.IN_FORCE),
        ("further order of the Court", OrderStatus.IN_FORCE),
    ],
)
def test_a_restraint_until_the_injunction_is_decided_ends_with_that_and_not_with_its_hearing(until, status):
    given = Given()
    given.entry("2025-03-01 12:00", issues(until_condition=until), number=5)
    given.entry("2025-03-10 12:00", effect(Effect.DENIES_RELIEF, PI), number=9)
    assert given.orders[0].status is status


@pytest.mark.parametrize("until", ["further order of the Court", "the hearing on the motion", None])
def test_an_injunction_leaves_it_open_whether_it_takes_the_place_of_a_restraint_without_an_end(until):
    """Granny Goose Foods, Inc. v. Teamsters, 415 U.S. 423, 439 (1974)."""
    given = Given()
    given.entry("2025-03-01 12:00", issues(until_condition=until), number=5)
    given.entry("2025-03-10 12:00", issues(PI), number=9)
    restraint = given.orders[0]
    assert restraint.status is OrderStatus.LAPSE_DISPUTED
    assert [x.if_applies for x in restraint.lapses if x.reading is LapseReading.CONDITION] == [True]


def test_a_permanent_injunction_leaves_it_open_whether_the_preliminary_one_has_ended(injunction):
    """U.S. Philips Corp. v. KBC Bank N.V., 590 F.3d 1091, 1093 (9th Cir. 2010), if it is the final judgment."""
    injunction.entry("2026-02-01 12:00", issues(OrderType.PERMANENT_INJUNCTION), number=90)
    order = injunction.orders[0]
    assert order.status is OrderStatus.LAPSE_DISPUTED
    assert [(lapse.reading, lapse.if_applies) for lapse in order.lapses] == [(LapseReading.CONDITION, True)]


def test_a_court_that_vacates_its_own_vacated_order_again_is_not_remarked_on(injunction):
    for number, when in ((40, "2025-04-01"), (41, "2025-04-03")):
        injunction.entry(f"{when} 12:00", effect(Effect.VACATES, PI, refers=(re(30),)), number=number)
    assert injunction.order.unresolved == ()


class TestContempt:
    @pytest.fixture
    def found(self, injunction):
        def of(kind: FindingKind) -> Given:
            order = issues(OrderType.CONTEMPT_FINDING, refers=(re(30),))
            injunction.entry("2025-04-30 16:40", order, finds(kind, refers=(re(30),)), number=90)
            return injunction

        return of

    @pytest.mark.parametrize(
        ("kind", "standing"),
        [(FindingKind.CIVIL_CONTEMPT, Standing.PURGED), (FindingKind.CRIMINAL_CONTEMPT, Standing.STANDING)],
    )
    def test_only_civil_contempt_is_purged(self, found, kind, standing):
        """Int'l Union, UMWA v. Bagwell, 512 U.S. 821, 828-829 (1994): a criminal sanction punishes what is past."""
        given = found(kind)
        given.entry("2025-06-10 10:00", effect(Effect.DISSOLVES, OrderType.CONTEMPT_FINDING), number=120)
        assert given.orders[0].findings[0].standing is standing

    def test_a_stay_of_a_part_of_the_sanctions_leaves_the_finding_standing(self, found):
        given = found(FindingKind.CIVIL_CONTEMPT)
        part = effect(Effect.STAYS, PENDING_APPEAL, extent=Extent.PART, refers=(dated("2025-04-30"),))
        given.entry("2025-05-10 10:00", part, court="cadc")
        assert given.orders[0].findings[0].standing is Standing.STANDING


def test_the_stay_is_lifted_of_the_order_it_is_of_and_of_no_other(injunction):
    injunction.entry("2025-03-12 12:00", issues(OrderType.DISCOVERY), number=31)
    for number in (30, 31):
        stays = effect(Effect.STAYS, ADMINISTRATIVE, refers=(re(number, docket_number="1:25-cv-00001", court="dcd"),))
        injunction.entry(f"2025-03-{number - 10} 12:00", stays, court="cadc", number=number)
    injunction.entry("2025-03-29 12:00", effect(Effect.LIFTS_STAY, ADMINISTRATIVE), court="cadc")
    assert statuses(injunction)[:2] == [OrderStatus.ADMINISTRATIVELY_STAYED, OrderStatus.IN_FORCE]


def test_an_order_only_spoken_is_no_rival_of_one_that_was_entered():
    given = Given()
    given.entry("2025-03-01 10:00", issues(mode=Mode.ORAL), protects("Plaintiff Example One"))
    given.entry("2025-03-20 10:00", issues(), protects("every class member"), number=9)
    given.entry("2025-03-22 10:00", effect(Effect.DISSOLVES), number=12)
    assert statuses(given) == [OrderStatus.PRONOUNCED, OrderStatus.DISSOLVED]


def test_in_member_cases_the_order_is_the_one_of_the_docket_that_speaks():
    matter = Matter(
        court="dcd",
        docket_number="1:25-cv-00001",
        caption="EXAMPLE",
        related_dockets=(RelatedDocket(court="dcd", docket_number="1:25-cv-00002"),),
    )
    given = Given(matter)
    given.entry("2025-03-10 12:00", issues(PI), number=30, text="EXAMPLE of one case")
    given.entry("2025-03-20 12:00", issues(PI), number=18, docket="1:25-cv-00002", text="EXAMPLE of the other")
    given.entry("2025-04-10 12:00", effect(Effect.DISSOLVES, PI), number=40)
    assert statuses(given) == [OrderStatus.DISSOLVED, OrderStatus.IN_FORCE]


def test_relief_refused_in_part_leaves_the_request_open():
    given = Given()
    given.entry("2025-03-01 10:00", effect(Effect.REQUESTS, PI), number=5)
    given.entry("2025-03-10 10:00", effect(Effect.DENIES_RELIEF, PI, extent=Extent.PART, refers=(re(5),)), number=9)
    assert statuses(given) == [OrderStatus.REQUESTED]


@pytest.mark.parametrize(
    ("about", "acts_on"), [(ShowCauseAbout.RELIEF, None), (ShowCauseAbout.COMPLIANCE, "dcd/25-cv-1/e30.1")]
)
def test_cause_against_relief_is_about_no_order_that_was(injunction, about, acts_on):
    injunction.entry("2025-05-01 12:00", issues(OrderType.SHOW_CAUSE, re=about), number=50)
    assert injunction.orders[1].acts_on == acts_on


def test_the_rule_s_limit_stands_beside_a_longer_term_without_notice():
    """Rule 65(b)(2): not to exceed 14 days, unless extended for good cause or by consent."""
    given = Given()
    given.entry("2025-03-07 10:00", issues(lapses_on=date(2025, 4, 30), without_notice=True), number=5)
    readings = [(lapse.reading, lapse.on, lapse.if_applies) for lapse in given.order.lapses]
    assert readings[0] == (LapseReading.FIXED, date(2025, 4, 30), False)
    assert readings[1:] == [
        (LapseReading.FLAT, date(2025, 3, 21), True),
        (LapseReading.ROLLED, date(2025, 3, 21), True),
    ]

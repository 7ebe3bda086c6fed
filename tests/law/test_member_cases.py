"""One order entered in the dockets of several cases, and two that only look alike.

Related and member cases (Fed. R. Civ. P. 42(a)) keep their dockets; a court enters one order in each.
"""

import pytest

from monitor.domain.matters import Matter, RelatedDocket
from monitor.domain.vocabulary import Effect, FindingKind, OrderStatus, OrderType
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, protects, re

PI = OrderType.PRELIMINARY_INJUNCTION
MATTER = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="EXAMPLE League v. Department of Examples",
    related_dockets=(
        RelatedDocket(court="dcd", docket_number="1:25-cv-00002"),
        RelatedDocket(court="cadc", docket_number="25-5001"),
    ),
)
TEXT = (
    "ORDER granting {} Motion for Preliminary Injunction. The Department is enjoined from ending the EXAMPLE grants of "
    "the plaintiffs while these cases are pending. See document for details. Signed by Judge {} on 3/10/2025."
)


@pytest.fixture
def cases():
    return Given(MATTER)


def enters(cases: Given, when: str, number: int, *said, docket: str = "1:25-cv-00001", judge="Example", **more) -> None:
    cases.entry(
        when, *(said or (issues(PI),)), number=number, docket=docket, text=TEXT.format(number - 3, judge), **more
    )


def in_the_other(cases: Given, when: str, number: int, *said, **more) -> None:
    enters(cases, when, number, *said, docket="1:25-cv-00002", **more)


def test_one_order_entered_in_two_dockets_is_one_order_with_two_entries(cases):
    enters(cases, "2025-03-10 12:00", 30)
    in_the_other(cases, "2025-03-10 12:04", 18)
    order = cases.order
    assert (order.id, order.aliases) == ("dcd/25-cv-1/e30.1", ("dcd/25-cv-2/e18.1",))
    assert [(e.docket, e.entry_number) for e in order.entries] == [("dcd/25-cv-1", 30), ("dcd/25-cv-2", 18)]
    assert order.entered_at == at("2025-03-10 12:00")


def test_what_is_done_to_it_in_either_docket_is_done_to_it_once(cases):
    """An extension by a number of days, entered twice, extends once."""
    enters(cases, "2025-03-10 12:00", 30, issues(lasts_days=7))
    in_the_other(cases, "2025-03-10 12:04", 18, issues(lasts_days=7))
    enters(cases, "2025-03-14 12:00", 35, effect(Effect.EXTENDS, lasts_days=7, refers=(re(30),)))
    in_the_other(cases, "2025-03-14 12:01", 22, effect(Effect.EXTENDS, lasts_days=7, refers=(re(18),)))
    order = cases.order
    assert {lapse.on.isoformat() for lapse in order.lapses} == {"2025-03-24"}
    assert [h.copy_of for h in order.history] == [None, "item-1", None, "item-3"]
    assert order.unresolved == ()


def test_a_vacatur_of_it_is_seen_in_both_and_remarked_on_in_neither(cases):
    enters(cases, "2025-03-10 12:00", 30)
    in_the_other(cases, "2025-03-10 12:04", 18)
    enters(cases, "2025-04-10 12:00", 50, effect(Effect.VACATES, PI, refers=(re(30),)))
    in_the_other(cases, "2025-04-10 12:01", 40, effect(Effect.VACATES, PI, refers=(re(18),)))
    assert (cases.order.status, cases.order.unresolved) == (OrderStatus.VACATED, ())


def test_one_finding_entered_in_two_dockets_is_one_finding(cases):
    enters(cases, "2025-03-10 12:00", 30)
    in_the_other(cases, "2025-03-10 12:04", 18)
    enters(cases, "2025-05-10 12:00", 60, finds(FindingKind.NONCOMPLIANCE, refers=(re(30),)))
    in_the_other(cases, "2025-05-10 12:01", 44, finds(FindingKind.NONCOMPLIANCE, refers=(re(18),)))
    (finding,) = cases.order.findings
    assert (finding.item, finding.copies) == ("item-3", ("item-4",))


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2025-03-12 12:04"},  # two days later
        {"when": "2025-03-10 12:04", "judge": "Sample"},  # another judge
    ],
)
def test_an_order_of_another_day_or_judge_is_another_order(cases, other):
    enters(cases, "2025-03-10 12:00", 30)
    in_the_other(cases, number=18, **other)
    assert len(cases.orders) == 2
    assert [o.unresolved for o in cases.orders] == [(), ()]


def test_orders_that_protect_different_people_are_two_though_their_texts_are_alike(cases):
    enters(cases, "2025-03-10 12:00", 30, issues(PI), protects("members of the EXAMPLE League"))
    in_the_other(cases, "2025-03-10 12:04", 18, issues(PI), protects("residents of Sampletown"))
    assert len(cases.orders) == 2


def test_where_it_cannot_be_told_there_are_two_and_each_says_so(cases):
    enters(cases, "2025-03-10 12:00", 30)
    text = TEXT.format(15, "Example").split("while these cases")[0] + (
        "but for those that ended before 2025; the motion is denied as to the rest of the relief that was asked for."
    )
    cases.entry("2025-03-10 12:04", issues(PI), number=18, docket="1:25-cv-00002", text=text)
    assert len(cases.orders) == 2
    said = "item-2: may be one order with that of item-1, entered in another docket of the matter"
    assert [o.unresolved for o in cases.orders] == [(said,), (said,)]
    assert cases.state.unresolved == (said,)


def test_both_dockets_numbers_name_the_one_order(cases):
    """Entry 18 of the second case is what a stay in that case's appeal is about."""
    enters(cases, "2025-03-10 12:00", 30)
    in_the_other(cases, "2025-03-10 12:04", 18)
    refers = (re(18, docket_number="1:25-cv-00002", court="dcd"),)
    cases.entry("2025-03-20 12:00", effect(Effect.STAYS, OrderType.STAY_PENDING_APPEAL, refers=refers), court="cadc")
    assert cases.orders[0].status is OrderStatus.STAYED
    assert cases.orders[1].acts_on == "dcd/25-cv-1/e30.1"


def test_an_order_of_that_day_in_a_higher_court_is_its_own(cases):
    enters(cases, "2025-03-10 12:00", 30)
    cases.entry("2025-03-10 16:00", issues(PI), court="cadc", text=TEXT.format(2, "Example"))
    cases.entry(
        "2025-03-11 16:00", effect(Effect.VACATES, PI, refers=(dated("2025-03-10", court="dcd"),)), court="cadc"
    )
    assert [o.status for o in cases.orders] == [OrderStatus.VACATED, OrderStatus.IN_FORCE]

"""A judge's list of orders not complied with, its correction, a second list, and the dispute of it. Names are an EXAMPLE.

After what is public of the District of Minnesota, January and February 2026: 96 orders in 74 cases, later corrected to 97
in 66, then 113 more in 77 cases; the U.S. Attorney disputed the list. The cases, entries and words here are invented.
"""

import pytest

from monitor.domain.findings import ActionRead
from monitor.domain.matters import Matter, RelatedDocket
from monitor.domain.vocabulary import ActionStatus, Effect, FindingKind, OrderType, Role, Side, Stance
from tests.monitor.state.given import Given, at, effect, figure, finds, issues, plaintiffs, protects, re, says

LIST = "0:26-cv-00100"
CASES = tuple(f"0:26-cv-0010{n}" for n in range(1, 5))
ORDERED = (
    "EXAMPLE ORDER. A bond hearing before an immigration judge shall be held by January 19, 2026. Signed by Judge Ash.",
    "EXAMPLE. Respondents shall not move petitioner out of the District while this petition is pending. Judge Birch.",
    "EXAMPLE MINUTES: release from custody granted, on conditions stated from the bench, by noon tomorrow. Judge Cedar.",
    "EXAMPLE: answer due in three days, with every document relied on for the arrest. Entered by Magistrate Judge Dogwood.",
)
MND = Matter(
    court="mnd",
    docket_number=LIST,
    caption="EXAMPLE petitions before one court",
    related_dockets=tuple(RelatedDocket(court="mnd", docket_number=case) for case in CASES),
)


def listed(case, words):
    """A line of the list: the order of a case, as its entry 5."""
    return finds(FindingKind.NONCOMPLIANCE, refers=(re(5, docket_number=case, type=OrderType.OTHER),), said=words)


def counted(orders, cases, more=""):
    quoted = (figure("orders", orders, said=f"{orders}{more} orders"), figure("cases", cases, said=f"{cases} cases"))
    return ActionRead(what="EXAMPLE orders listed", figures=quoted)


def attorney(stance, words, **more):
    return says("EXAMPLE United States Attorney", Role.OFFICIAL, stance, words, side=Side.BOUND, **more)


@pytest.fixture
def court():
    """Four orders to release or to give a hearing; on 28 January the list names the first three."""
    given = Given(MND)
    for case, words in zip(CASES, ORDERED, strict=True):
        given.entry(
            "2026-01-12 10:00",
            issues(OrderType.OTHER),
            protects("the petitioner"),
            court="mnd",
            docket=case,
            number=5,
            text=words,
        )
    given.entry(
        "2026-01-28 15:00",
        issues(OrderType.OTHER),
        *(listed(case, f"EXAMPLE list: {case}, order of January 12, no hearing by January 19") for case in CASES[:3]),
        court="mnd",
        docket=LIST,
        number=12,
        item="list",
        action=counted(96, 74),
    )
    return given


def orders(state):
    return {order.id.split("/")[1].removeprefix("26-cv-"): order for order in state.orders}


def test_each_order_on_the_list_has_its_own_finding_and_the_one_that_is_not_has_none(court):
    found = {name: [f.kind.value for f in order.findings] for name, order in orders(court.state).items()}
    assert {name: found[name] for name in ("101", "102", "103", "104")} == {
        "101": ["noncompliance"],
        "102": ["noncompliance"],
        "103": ["noncompliance"],
        "104": [],
    }


def test_a_finding_about_an_act_nobody_spoke_of_opens_its_action_and_nobody_has_alleged_it(court):
    (action,) = orders(court.state)["101"].actions
    assert [f.quote for f in action.findings] == [
        "EXAMPLE list: 0:26-cv-00101, order of January 12, no hearing by January 19"
    ]
    assert (action.status, action.positions) == (ActionStatus.REPORTED, ())
    assert action.answers.unanswered_since == at("2026-01-28 15:00").astimezone(action.answers.asked_at.tzinfo)
    ids = [a.id for order in court.orders for a in order.actions]
    assert len(ids) == len(set(ids))


def test_a_dispute_of_one_line_is_about_that_order_and_leaves_the_finding(court):
    words = "EXAMPLE: the petitioner in this case was given a hearing on January 16"
    court.entry("2026-01-30 09:00", attorney(Stance.DENIES_BREACH, words), court="mnd", docket=CASES[1], number=9)
    state = orders(court.state)
    assert state["102"].actions[0].status is ActionStatus.CONTESTED
    assert [f.standing.value for f in state["102"].findings] == ["standing"]
    assert state["101"].actions[0].status is ActionStatus.REPORTED


def test_the_list_corrected_later_takes_back_its_own_numbers_and_says_so(court):
    court.entry(
        "2026-02-03 10:00",
        effect(Effect.MODIFIES, OrderType.OTHER, refers=(re(12),)),
        listed(CASES[3], f"EXAMPLE amended list: {CASES[3]}, order of January 12, released on January 25"),
        court="mnd",
        docket=LIST,
        number=15,
        item="amended",
        action=counted(97, 66),
    )
    told = {f.text: f for o in court.orders for a in o.actions for f in a.figures}
    assert (told["96 orders"].superseded_by, told["74 cases"].superseded_by) == ("amended", "amended")
    assert (told["97 orders"].superseded_by, told["66 cases"].superseded_by) == (None, None)
    assert not any(a.figures_conflict for o in court.orders for a in o.actions)
    assert [f.item for f in orders(court.state)["104"].findings] == ["amended"]


def test_as_known_before_the_correction_the_first_numbers_stand(court):
    court.entry(
        "2026-02-03 10:00", effect(Effect.MODIFIES, OrderType.OTHER, refers=(re(12),)), court="mnd", docket=LIST,
        number=15, item="amended", action=counted(97, 66),
    )  # fmt: skip
    before = [f for o in court.known("2026-02-01 10:00").orders for a in o.actions for f in a.figures]
    assert [(f.text, f.superseded_by) for f in before] == [("96 orders", None), ("74 cases", None)]


def test_a_second_list_of_more_orders_disagrees_with_nothing(court):
    court.entry(
        "2026-02-20 10:00", issues(OrderType.OTHER), court="mnd", docket=LIST, number=20, item="second",
        action=counted(113, 77, " more"),
    )  # fmt: skip
    assert not any(f.disagrees and "orders" in f.text for o in court.orders for a in o.actions for f in a.figures)


def test_a_dispute_of_the_whole_list_does_not_say_which_order_and_is_not_shared_out(court):
    words = "EXAMPLE: the list is wrong; many of these orders were complied with"
    court.news("2026-02-02 08:00", attorney(Stance.DENIES_BREACH, words), item="disputed")
    answered = [p for o in court.orders for a in o.actions for p in a.positions]
    waiting = [p for o in court.orders for p in o.positions]
    assert len(answered) + len(waiting) == 1
    contested = [a for o in court.orders for a in o.actions if a.status is ActionStatus.CONTESTED]
    assert len(contested) <= 1


def test_an_allegation_about_one_of_the_orders_joins_what_the_court_found_about_it(court):
    words = "EXAMPLE: petitioner was held without a hearing until January 25"
    court.entry("2026-02-05 09:00", plaintiffs(words=words), court="mnd", docket=CASES[0], number=11)
    (action,) = orders(court.state)["101"].actions
    assert (action.status, len(action.findings)) == (ActionStatus.ALLEGED, 1)

"""EXAMPLE. Three agencies are enjoined from holding back grants; one concedes, one denies, one says nothing in court.

As a lawyer for the grantees would keep the file: who was charged, who answered, where, and who has not.
"""

import pytest

from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import ActionStatus, DocketKind, OrderType, Placed, Role, Side, Stance, Venue
from tests.monitor.state.given import MATTER, Given, at, defendants, issues, plaintiffs, protects, re, says

PARTIES = ("Example Grants Agency", "Example Health Agency", "Example Works Agency")
CASE = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="EXAMPLE v. Example Grants Agency",
    parties=tuple(Party(name=name, role="defendant") for name in PARTIES),
)
HELD_BACK = "EXAMPLE: the three agencies go on holding back grant payments that the order protects"


def agency(which: str, stance: Stance, words: str, **more):
    return says(f"Example {which} Agency", Role.DEFENDANT, stance, words, **more)


@pytest.fixture
def grants():
    """1 March the injunction; 5 March the motion; 6 March a denial; 8 March a concession with an excuse; a word outside."""
    given = Given(CASE)
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), protects("the grantees"), number=10)
    given.entry("2025-03-05 09:00", plaintiffs(Stance.SEEKS_ENFORCEMENT, HELD_BACK, refers=(re(10),)), number=20)
    given.entry(
        "2025-03-06 16:00",
        agency("Grants", Stance.DENIES_BREACH, "EXAMPLE: no payment of this agency was held back", refers=(re(20),)),
        number=21,
    )
    given.entry(
        "2025-03-08 17:00",
        agency("Health", Stance.ADMITS_BREACH, "EXAMPLE: 40 payments had not been released", refers=(re(20),)),
        agency("Health", Stance.IMPOSSIBLE, "EXAMPLE: the payment system was closed that week", refers=(re(20),)),
        number=22,
    )
    given.news(
        "2025-03-09 08:00",
        agency(
            "Works", Stance.ASSERTS_COMPLIANCE, "EXAMPLE: we pay what we owe", side=Side.BOUND, venue=Venue.PRESS,
        ),
    )  # fmt: skip
    return given


def action(state):
    ((found,),) = (order.actions for order in state.orders)
    return found


def statuses(state):
    return {one.name: one.status.value for one in action(state).respondents}


def test_day_by_day(grants):
    assert action(grants.known("2025-03-05 10:00")).status is ActionStatus.ALLEGED
    assert statuses(grants.known("2025-03-05 10:00")) == {}
    assert statuses(grants.known("2025-03-06 17:00")) == {"Example Grants Agency": "contested"}
    assert statuses(grants.known("2025-03-08 18:00")) == {
        "Example Grants Agency": "contested",
        "Example Health Agency": "conceded",
    }


def test_one_agency_s_concession_is_not_everyone_s(grants):
    state = grants.known("2025-03-08 18:00")
    assert action(state).status is ActionStatus.CONTESTED
    assert state.orders[0].counts.conceded == 0


def test_a_concession_by_one_of_all_that_were_charged_leaves_the_rest_charged():
    given = Given(CASE)
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    given.entry("2025-03-05 09:00", plaintiffs(words=HELD_BACK), number=20)
    given.entry(
        "2025-03-06 09:00", agency("Health", Stance.ADMITS_BREACH, "EXAMPLE: it was not done", refers=(re(20),))
    )
    assert statuses(given.state) == {"Example Health Agency": "conceded"}
    assert given.action.status is ActionStatus.ALLEGED
    given.entry("2025-03-07 09:00", defendants(Stance.ADMITS_BREACH, "EXAMPLE: none of us did it", refers=(re(20),)))
    assert given.action.status is ActionStatus.CONCEDED


def test_the_excuse_stands_beside_the_admission_and_is_nobody_else_s(grants):
    grounds = {one.name: [g.value for g in one.grounds] for one in action(grants.state).respondents}
    assert grounds["Example Health Agency"] == ["admits_breach", "impossible"]
    assert grounds["Example Grants Agency"] == ["denies_breach"]


def test_who_answered_in_court_who_elsewhere_and_since_when_an_answer_is_awaited(grants):
    answers = {one.name: one.answers for one in action(grants.state).respondents}
    grant, works = answers["Example Grants Agency"], answers["Example Works Agency"]
    assert (grant.in_court_at, grant.unanswered_since) == (at("2025-03-06 16:00"), None)
    assert (works.asked_at, works.in_court_at) == (at("2025-03-05 09:00"), None)
    assert (works.elsewhere_at, works.unanswered_since) == (at("2025-03-09 08:00"), at("2025-03-05 09:00"))


def test_a_refusal_to_answer_is_no_answer(grants):
    grants.entry(
        "2025-03-10 09:00",
        agency("Works", Stance.DECLINES_TO_ANSWER, "EXAMPLE: privileged", refers=(re(20),)),
        number=23,
    )
    works = {one.name: one.answers for one in action(grants.state).respondents}["Example Works Agency"]
    assert (works.in_court_at, works.declined_at) == (None, at("2025-03-10 09:00"))


def test_denied_then_admitted_is_shown_as_such_and_both_stay(grants):
    grants.entry(
        "2025-03-20 16:00",
        agency("Grants", Stance.ADMITS_BREACH, "EXAMPLE: three payments were held back after all", refers=(re(20),)),
        number=30,
    )
    said = {p.entry_number: p for p in action(grants.state).positions if p.actor == "Example Grants Agency"}
    assert said[30].changed_from == said[21].id
    assert said[21].stance is Stance.DENIES_BREACH
    assert said[21].changed_from is None
    assert statuses(grants.state)["Example Grants Agency"] == "conceded"


def test_admitted_then_denied_is_contested_again_and_says_what_was_said_before(grants):
    words = "EXAMPLE: on review every payment had been released"
    grants.entry("2025-03-20 16:00", agency("Health", Stance.DENIES_BREACH, words, refers=(re(20),)), number=30)
    said = {(p.entry_number, p.stance): p for p in action(grants.state).positions}
    assert said[30, Stance.DENIES_BREACH].changed_from == said[22, Stance.IMPOSSIBLE].id
    assert statuses(grants.state)["Example Health Agency"] == "contested"


def test_a_further_ground_changes_nothing_that_was_said(grants):
    words = "EXAMPLE: in any case the grants are not within the order"
    grants.entry("2025-03-12 16:00", agency("Grants", Stance.OUTSIDE_SCOPE, words, refers=(re(20),)), number=24)
    assert action(grants.state).positions[-1].changed_from is None


def test_an_official_s_word_against_what_his_lawyers_filed():
    given = Given(CASE)
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    given.entry("2025-03-05 09:00", plaintiffs(words=HELD_BACK), number=20)
    filed = "EXAMPLE: the payments have been released as ordered"
    given.entry("2025-03-06 16:00", defendants(Stance.ASSERTS_COMPLIANCE, filed, refers=(re(20),)), number=21)
    given.statement(
        "2025-03-07 10:00",
        says(
            "Secretary Example", Role.OFFICIAL, Stance.DEFIES, "EXAMPLE: we will not pay them, whatever a judge says",
            side=Side.BOUND, venue=Venue.STATEMENT,
        ),
    )  # fmt: skip
    filing, word = given.action.positions[1:]
    assert (filing.venue, word.venue) == (Venue.FILING, Venue.STATEMENT)
    assert word.at_odds_with == (filing.id,)
    assert filing.at_odds_with == (word.id,)
    assert (word.changed_from, filing.changed_from) == (None, None)
    assert given.action.status is ActionStatus.CONTESTED


def test_two_respondents_that_say_different_things_of_themselves_are_not_at_odds(grants):
    assert all(p.at_odds_with == () for p in action(grants.known("2025-03-08 18:00")).positions)


def test_two_motions_in_the_same_words_are_two_filings_and_may_be_of_two_acts():
    given = Given(MATTER)
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    for when, number in (("2025-03-05 09:00", 20), ("2025-04-02 09:00", 40)):
        motion = plaintiffs(Stance.SEEKS_ENFORCEMENT, "MOTION to Enforce by EXAMPLE")
        given.entry(when, motion, number=number, kind=DocketKind.MOTION)
    first, second = given.order.actions
    assert [len(a.positions) for a in (first, second)] == [1, 1]
    (doubt,) = given.state.doubts
    assert (doubt.kind, doubt.action, doubt.others) == ("may_be_one", second.id, (first.id,))
    assert doubt.reason == "it is another motion and names nothing of the earlier one"
    assert [quote.text for quote in doubt.quotes] == ["MOTION to Enforce by EXAMPLE"] * 2


def test_a_second_motion_that_names_the_first_is_of_the_same_act():
    given = Given(MATTER)
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    given.entry("2025-03-05 09:00", plaintiffs(Stance.SEEKS_ENFORCEMENT), number=20, kind=DocketKind.MOTION)
    renewed = plaintiffs(Stance.SEEKS_ENFORCEMENT, "EXAMPLE renewed motion", refers=(re(20),))
    given.entry("2025-04-02 09:00", renewed, number=40, kind=DocketKind.MOTION)
    assert [p.placed for p in given.action.positions] == [Placed.OPENED, Placed.REFERENCE]
    assert given.state.doubts == ()

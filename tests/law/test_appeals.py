"""What appeals do to an order and when: mandates and their recall, rehearing en banc, the Supreme Court, reversal.

Sources stand beside each example. Parties and texts are ours (EXAMPLE); courts' ids are real.
"""

import pytest

from monitor.domain.vocabulary import DocketKind, Effect, Extent, FindingKind, OrderStatus, OrderType, Standing
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, re

PI = OrderType.PRELIMINARY_INJUNCTION
THE_PI = re(type=PI, court="dcd")
VACATES = effect(Effect.VACATES, PI, refers=(THE_PI,))


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-03-10 12:00", issues(PI), number=30)
    return given


@pytest.fixture
def panel(injunction):
    """A panel vacates the injunction by opinion; no mandate yet."""
    injunction.entry("2025-06-10 10:00", VACATES, court="cadc", kind=DocketKind.OPINION, item="panel")
    return injunction


def mandate(given: Given, when: str, **more):
    given.entry(when, court="cadc", kind=DocketKind.MANDATE, **more)


def line(given: Given, item: str):
    (found,) = (h for h in given.orders[0].history if h.item == item)
    return found


def test_a_notice_of_appeal_stays_nothing(injunction):
    """Fed. R. Civ. P. 62(c), Fed. R. App. P. 8: an injunction is not stayed by an appeal."""
    injunction.entry("2025-03-11 09:00", effect(Effect.APPEALS, PI, mode=None, refers=(re(30),)), number=31)
    assert injunction.order.status is OrderStatus.IN_FORCE
    assert [h.effect for h in injunction.order.history] == [Effect.ISSUES, Effect.APPEALS]


def test_the_opinion_docketed_below_does_not_act_before_the_mandate_either(injunction):
    """Fed. R. App. P. 41(c): what counts is the mandate, wherever the opinion is docketed."""
    fact = injunction.entry("2025-06-11 10:00", VACATES, kind=DocketKind.OPINION, acting="cadc", number=60)
    assert injunction.order.status is OrderStatus.IN_FORCE, fact
    assert injunction.order.history[-1].awaits == "mandate"
    injunction.entry("2025-08-01 10:00", kind=DocketKind.MANDATE, acting="cadc", number=70)
    assert injunction.order.status is OrderStatus.VACATED


def test_rehearing_en_banc_leaves_nothing_for_a_mandate_to_carry_out(panel):
    """Fed. R. App. P. 40 (before December 2024: 35): the panel's judgment is set aside, the order below stands."""
    panel.entry("2025-07-20 10:00", effect(Effect.REHEARS, OrderType.OTHER), court="cadc", item="en banc")
    assert (line(panel, "panel").awaits, line(panel, "panel").undone_by) == (None, "en banc")
    mandate(panel, "2025-08-01 10:00")
    assert panel.order.status is OrderStatus.IN_FORCE


def test_so_does_an_order_that_vacates_the_panel_s_judgment_by_its_date(panel):
    vacates = effect(Effect.VACATES, OrderType.OTHER, refers=(dated("2025-06-10", court="cadc"),))
    panel.entry("2025-07-20 10:00", vacates, court="cadc", item="en banc")
    assert line(panel, "panel").undone_by == "en banc"
    assert panel.order.status is OrderStatus.IN_FORCE


def test_en_banc_the_court_decides_anew_and_that_judgment_has_its_own_mandate(panel):
    panel.entry("2025-07-20 10:00", effect(Effect.REHEARS, OrderType.OTHER), court="cadc")
    panel.entry("2026-01-20 10:00", VACATES, court="cadc", kind=DocketKind.OPINION, item="full court")
    assert panel.order.status is OrderStatus.IN_FORCE
    mandate(panel, "2026-02-20 10:00")
    assert panel.order.status is OrderStatus.VACATED
    assert panel.order.grounds[0].item == "full court"


def test_rehearing_of_nothing_seen_is_unresolved(injunction):
    injunction.entry("2025-07-20 10:00", effect(Effect.REHEARS, OrderType.OTHER), court="cadc", item="en banc")
    assert injunction.state.unresolved == ("en banc: rehears order: no judgment of cadc has been seen",)
    assert injunction.order.status is OrderStatus.IN_FORCE


def test_a_recalled_mandate_is_as_one_that_has_not_issued(panel):
    """Calderon v. Thompson, 523 U.S. 538 (1998): a court of appeals may recall its mandate; what it did awaits another."""
    mandate(panel, "2025-08-01 10:00")
    assert panel.order.status is OrderStatus.VACATED
    recalls = effect(Effect.RECALLS_MANDATE, OrderType.OTHER)
    panel.entry("2025-08-05 10:00", recalls, court="cadc", item="recall")
    assert panel.order.status is OrderStatus.IN_FORCE
    assert (line(panel, "panel").awaits, line(panel, "panel").effective_at) == ("mandate", None)
    mandate(panel, "2025-10-01 10:00")
    assert panel.order.status is OrderStatus.VACATED
    assert line(panel, "panel").effective_at == at("2025-10-01 10:00")


def test_the_recall_of_a_mandate_never_seen_is_unresolved(panel):
    panel.entry("2025-08-05 10:00", effect(Effect.RECALLS_MANDATE, OrderType.OTHER), court="cadc", item="recall")
    assert panel.state.unresolved == ("recall: recalls a mandate: none of cadc was seen to carry anything out",)


def test_judgment_vacated_and_remanded_is_about_the_judgment_of_the_court_of_appeals(panel):
    """28 U.S.C. 2106; a GVR does not vacate the injunction, it takes away the judgment that did."""
    mandate(panel, "2025-08-01 10:00")
    gvr = effect(Effect.VACATES, OrderType.OTHER, refers=(re(court="cadc"),))
    panel.entry("2025-11-10 09:30", gvr, court="scotus", docket="24-101", item="gvr")
    assert panel.order.status is OrderStatus.IN_FORCE
    assert line(panel, "panel").undone_by == "gvr"
    assert any("question of law" in note for note in panel.order.notes)


def test_a_supreme_court_opinion_that_reverses_the_court_of_appeals_awaits_its_judgment(panel):
    """Sup. Ct. R. 45."""
    mandate(panel, "2025-08-01 10:00")
    reverses = effect(Effect.VACATES, OrderType.OTHER, refers=(re(court="cadc"),), reversal=True)
    panel.entry("2026-05-01 10:00", reverses, court="scotus", docket="24-101", kind=DocketKind.OPINION)
    assert panel.order.status is OrderStatus.VACATED
    panel.entry("2026-06-03 10:00", court="scotus", docket="24-101", kind=DocketKind.MANDATE)
    assert panel.order.status is OrderStatus.IN_FORCE


def test_affirmed_in_part_and_vacated_in_part_on_mandate(injunction):
    part = {"extent": Extent.PART, "refers": (THE_PI,)}
    affirms, vacates = effect(Effect.AFFIRMS, PI, **part), effect(Effect.VACATES, PI, **part)
    injunction.entry("2025-06-10 10:00", affirms, vacates, court="cadc", kind=DocketKind.OPINION)
    assert injunction.order.status is OrderStatus.IN_FORCE
    mandate(injunction, "2025-08-01 10:00")
    assert injunction.order.status is OrderStatus.VACATED_IN_PART
    assert [(h.effect, h.extent) for h in injunction.order.history[1:]] == [
        (Effect.AFFIRMS, Extent.PART),
        (Effect.VACATES, Extent.PART),
    ]


def test_reversing_the_denial_of_an_injunction_opens_the_request_and_issues_nothing():
    """28 U.S.C. 1292(a)(1): a refusal is appealed too; on remand the motion is before the district court again."""
    given = Given()
    given.entry("2025-03-01 10:00", effect(Effect.REQUESTS, PI), number=5)
    given.entry("2025-03-10 10:00", effect(Effect.DENIES_RELIEF, PI, refers=(re(5),)), number=9)
    assert given.order.status is OrderStatus.DENIED
    reverses = effect(Effect.VACATES, PI, refers=(re(type=PI, court="dcd"),), reversal=True)
    given.entry("2025-06-10 10:00", reverses, court="cadc", kind=DocketKind.OPINION)
    assert given.order.status is OrderStatus.DENIED
    mandate(given, "2025-08-01 10:00")
    assert given.order.status is OrderStatus.REQUESTED
    given.entry("2025-09-01 10:00", issues(PI, refers=(re(5),)), number=80)
    assert given.order.status is OrderStatus.IN_FORCE


def test_an_order_reinstated_is_in_force_and_what_ended_it_stays_in_its_history(injunction):
    injunction.entry("2025-04-01 10:00", effect(Effect.DISSOLVES, PI), number=40, item="dissolved")
    injunction.entry("2025-05-01 10:00", effect(Effect.REINSTATES, PI), number=50, item="reinstated")
    assert injunction.order.status is OrderStatus.IN_FORCE
    assert line(injunction, "dissolved").undone_by == "reinstated"


def test_mandamus_vacates_a_finding_and_its_rehearing_en_banc_brings_it_back():
    """All Writs Act, 28 U.S.C. 1651; Fed. R. App. P. 21, 40."""
    given = Given()
    given.entry("2025-03-15 19:25", issues(), number=10)
    found = finds(FindingKind.PROBABLE_CAUSE, refers=(re(type=OrderType.TRO),))
    given.entry("2025-04-16 11:00", issues(OrderType.OTHER), found, number=81)
    vacates = effect(Effect.VACATES, OrderType.OTHER, refers=(dated("2025-04-16"),))
    given.entry("2025-08-08 10:00", vacates, court="cadc", number=3)

    def standing():
        (finding,) = given.orders[0].findings
        return finding.standing

    assert standing() is Standing.VACATED
    given.entry("2025-09-08 10:00", effect(Effect.REHEARS, OrderType.OTHER), court="cadc", item="en banc")
    assert standing() is Standing.STANDING
    assert given.orders[0].findings[0].history[0].undone_by == "en banc"


def test_a_mandate_docketed_below_does_not_carry_out_what_awaits_the_supreme_court(injunction):
    """Two judgments wait; each has its own mandate."""
    injunction.entry(
        "2025-06-01 10:00", VACATES, court="scotus", docket="24-101", kind=DocketKind.OPINION, item="merits"
    )
    injunction.entry("2025-06-20 10:00", kind=DocketKind.MANDATE, acting="cadc", number=66)
    assert injunction.order.status is OrderStatus.IN_FORCE

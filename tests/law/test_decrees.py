"""Consent decrees: numbered paragraphs, changed and ended one by one; what binds is what is left.

Rufo v. Inmates of Suffolk County Jail, 502 U.S. 367 (1992) (modification); Horne v. Flores, 557 U.S. 433 (2009); a court
may end its supervision in increments, Freeman v. Pitts, 503 U.S. 467 (1992).
"""

import pytest

from monitor.domain.vocabulary import DocketKind, Effect, Extent, FindingKind, OrderStatus, OrderType, Role, Stance
from monitor.state.paragraphs import is_named, paragraphs_named
from tests.monitor.state.given import Given, clause, defendants, effect, finds, issues, plaintiffs, re, says

DECREE = OrderType.CONSENT_DECREE


@pytest.fixture
def decree():
    given = Given()
    given.entry(
        "2025-01-10 12:00",
        issues(DECREE),
        clause("12", "The Department shall inspect every unit within 30 days.", bound="Department of Examples"),
        clause("14(a)", "The Department shall report each quarter."),
        clause("20", "The Department shall pay $100,000 into the EXAMPLE fund."),
        number=40,
        item="decree",
    )
    return given


def paragraph(given: Given, para: str):
    return [o for o in given.orders[0].obligations if o.para == para]


def test_its_paragraphs_are_its_terms_each_in_its_own_words(decree):
    assert [(o.para, o.history) for o in decree.order.obligations] == [("12", ()), ("14(a)", ()), ("20", ())]
    assert paragraph(decree, "12")[0].bound == "Department of Examples"


def test_ending_paragraphs_by_number_leaves_the_others(decree):
    ends = effect(
        Effect.DISSOLVES, DECREE, extent=Extent.PART, refers=(re(40),), said="Paragraphs 14 and 20 are terminated."
    )
    decree.entry("2025-10-10 12:00", ends, number=66, item="ended")
    assert decree.order.status is OrderStatus.VACATED_IN_PART
    touched = {o.para: [(h.effect, h.item) for h in o.history] for o in decree.order.obligations}
    assert touched == {
        "12": [],
        "14(a)": [(Effect.DISSOLVES, "ended")],
        "20": [(Effect.DISSOLVES, "ended")],
    }


def test_a_paragraph_changed_stands_beside_its_old_words(decree):
    changes = effect(Effect.MODIFIES, DECREE, refers=(re(40),), said="Paragraph 12 is modified: 60 days.")
    decree.entry("2025-05-12 12:00", changes, clause("12", "The Department shall inspect within 60 days."), number=47)
    old, new = paragraph(decree, "12")
    assert ([h.effect for h in old.history], new.history) == ([Effect.MODIFIES], ())
    assert decree.order.status is OrderStatus.IN_FORCE


def test_partial_compliance_changes_no_status_and_neither_does_an_allegation(decree):
    decree.entry("2025-04-10 12:00", plaintiffs(Stance.ALLEGES_BREACH, refers=(re(40),)), number=44)
    decree.entry("2025-04-20 12:00", defendants(Stance.COMPLIED_IN_PART, refers=(re(44),)), number=45)
    assert decree.order.status is OrderStatus.IN_FORCE
    assert decree.order.counts.contested == 1


def test_a_monitor_s_reports_are_the_monitor_s_and_find_nothing(decree):
    """A monitor reports to the court (Fed. R. Civ. P. 53); what the court makes of it is the court's."""
    monitor = {"refers": (re(40),), "respondent": "Department of Examples"}
    for when, stance in (("2025-04-10", Stance.COMPLIED_IN_PART), ("2025-07-10", Stance.REPORTS_COMPLIANCE)):
        decree.entry(
            f"{when} 12:00", says("Example Monitor", Role.MONITOR, stance, **monitor), kind=DocketKind.STATUS_REPORT
        )
    order = decree.order
    assert (order.status, order.findings) == (OrderStatus.IN_FORCE, ())
    said = [p for a in order.actions for p in a.positions] + list(order.positions)
    assert {p.role for p in said} == {Role.MONITOR}
    decree.entry("2025-08-10 12:00", finds(FindingKind.COMPLIANCE, refers=(re(40),)), number=80)
    assert [f.kind for f in decree.order.findings] == [FindingKind.COMPLIANCE]


def test_ended_as_a_whole_after_a_part_and_the_allegation_stays(decree):
    decree.entry("2025-04-10 12:00", plaintiffs(Stance.ALLEGES_BREACH, refers=(re(40),)), number=44)
    part = effect(Effect.DISSOLVES, DECREE, extent=Extent.PART, refers=(re(40),), said="Paragraph 20 is terminated.")
    decree.entry("2025-10-10 12:00", part, number=66)
    decree.entry("2026-10-10 12:00", effect(Effect.DISSOLVES, DECREE, refers=(re(40),)), number=90)
    order = decree.order
    assert (order.status, order.counts.alleged) == (OrderStatus.DISSOLVED, 1)
    assert [g.status for g in order.grounds] == [
        OrderStatus.DISSOLVED,
        OrderStatus.VACATED_IN_PART,
        OrderStatus.IN_FORCE,
    ]
    assert order.notes[0].startswith("The order was dissolved. That by itself answers nothing that was alleged")


def test_an_order_that_changes_an_ended_decree_is_unresolved(decree):
    """A court cannot modify an injunction that is not in effect (U.S. Philips Corp. v. KBC Bank N.V., 590 F.3d 1091)."""
    decree.entry("2026-10-10 12:00", effect(Effect.DISSOLVES, DECREE, refers=(re(40),)), number=90)
    decree.entry("2026-11-10 12:00", effect(Effect.MODIFIES, DECREE, refers=(re(40),)), number=91, item="late")
    assert decree.order.unresolved == ("late: modifies an order that had been dissolved on 2026-10-10 (dcd)",)
    assert decree.order.history[-1].unresolved == decree.order.unresolved[0]
    assert decree.order.status is OrderStatus.DISSOLVED


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Paragraphs 12 through 14 and 20(b) are terminated", {"12", "13", "14", "20(b)"}),
        ("¶¶ 3, 5-6 of the Decree", {"3", "5", "6"}),
        ("Sections III.A and IV of the Consent Decree are dissolved", {"iii.a", "iv"}),
        ("provision (a) of the order", set()),
        ("the motion is granted; 60 days", set()),
        ("Section 1983 claims are dismissed", set()),
    ],
)
def test_paragraphs_that_a_text_names(text, named):
    assert paragraphs_named(text) == named


@pytest.mark.parametrize(
    ("para", "named", "is_it"),
    [("12(a)", {"12"}, True), ("12", {"12(a)"}, False), ("¶ 12", {"12"}, True), ("1", {"12"}, False)],
)
def test_a_part_of_a_paragraph_goes_with_it_and_not_the_other_way_round(para, named, is_it):
    assert is_named(para, frozenset(named)) is is_it

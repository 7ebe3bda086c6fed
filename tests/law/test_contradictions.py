"""What the record says that cannot be: shown as unresolved with its reason, and never as a fact."""

from datetime import date

import pytest

from monitor.domain.vocabulary import DocketKind, Effect, FindingKind, LapseReading, Mode, OrderStatus, OrderType
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, re

PI = OrderType.PRELIMINARY_INJUNCTION


@pytest.fixture
def restraint():
    given = Given()
    given.entry("2025-03-15 19:25", issues(without_notice=True), number=10, item="tro")
    return given


def test_an_extension_of_a_vacated_order_extends_nothing(restraint):
    restraint.entry("2025-03-20 12:00", effect(Effect.VACATES), court="scotus")
    before = restraint.order.lapses
    restraint.entry("2025-03-21 12:00", effect(Effect.EXTENDS, lapses_on=date(2025, 4, 30)), item="late")
    assert restraint.order.status is OrderStatus.VACATED
    assert restraint.order.lapses == before
    assert restraint.order.unresolved == ("late: extends an order that had been vacated on 2025-03-20 (scotus)",)


def test_a_vacatur_of_a_vacated_order_is_remarked_on(restraint):
    restraint.entry("2025-03-20 12:00", effect(Effect.VACATES), court="scotus")
    restraint.entry("2025-03-25 12:00", effect(Effect.VACATES, refers=(re(10),)), number=20, item="again")
    assert restraint.order.status is OrderStatus.VACATED
    assert restraint.order.unresolved == ("again: vacates an order that had been vacated on 2025-03-20 (scotus)",)


def test_an_extension_after_every_reading_of_the_lapse_is_disputed_whoever_noticed_the_lapse(restraint):
    """Rule 65(b)(2) allows an extension "before that time"; the clock need not have said that the time was over."""
    restraint.entry("2025-04-03 12:00", effect(Effect.EXTENDS, lapses_on=date(2025, 4, 30)))
    assert restraint.order.status is OrderStatus.LAPSE_DISPUTED
    assert [(lapse.reading, lapse.on, lapse.passed) for lapse in restraint.order.lapses] == [
        (LapseReading.FLAT, date(2025, 3, 29), True),
        (LapseReading.ROLLED, date(2025, 3, 31), True),
        (LapseReading.FIXED, date(2025, 4, 30), False),
    ]
    assert any("Rule 65(b)(2)" in note for note in restraint.order.notes)
    restraint.lapse(restraint.order.id, LapseReading.FIXED, "2025-05-01 00:00")
    assert restraint.order.status is OrderStatus.LAPSED


def test_an_extension_of_an_order_that_the_court_noted_as_expired(restraint):
    restraint.entry("2025-03-29 12:00", effect(Effect.EXPIRES, mode=Mode.MINUTE))
    restraint.entry("2025-03-30 12:00", effect(Effect.EXTENDS, lapses_on=date(2025, 4, 30)), item="late")
    assert restraint.order.status is OrderStatus.LAPSED
    assert restraint.order.unresolved == ("late: extends an order that had lapsed on 2025-03-29 (dcd)",)


def test_a_lapse_before_the_entry_is_no_lapse():
    given = Given()
    given.entry("2025-03-15 19:25", issues(lapses_on=date(2025, 3, 1)), item="tro")
    assert (given.order.lapses, given.order.status) == ((), OrderStatus.IN_FORCE)
    assert given.order.unresolved == ("tro: the end it sets, 2025-03-01, lies before its own day, 2025-03-15",)


def test_an_extension_to_a_day_that_has_passed_leaves_the_lapses_as_they_were(restraint):
    before = restraint.order.lapses
    restraint.entry("2025-03-20 12:00", effect(Effect.EXTENDS, lapses_on=date(2024, 4, 30)), item="typo")
    assert restraint.order.lapses == before
    assert restraint.order.unresolved == ("typo: the end it sets, 2024-04-30, lies before its own day, 2025-03-20",)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("through 02/30/2025", "02/30/2025, is no day of the calendar"),
        ("until and including February 29, 2025", "February 29, 2025, is no day of the calendar"),
        ("through 03/01/2025", "2025-03-01, lies before its own day, 2025-03-15"),
    ],
)
def test_where_the_words_name_a_day_that_cannot_be_no_rule_fills_the_place(words, why):
    given = Given()
    given.entry("2025-03-15 19:25", issues(said=f"Defendants are restrained {words}."), item="tro")
    assert (given.order.lapses, given.order.status) == ((), OrderStatus.IN_FORCE)
    assert given.order.unresolved == (f"tro: the end it sets, {why}",)


def test_an_extension_to_no_day_of_the_calendar_is_not_one_for_a_like_period(restraint):
    before = restraint.order.lapses
    restraint.entry(
        "2025-03-20 12:00", effect(Effect.EXTENDS, said="ORDER extending it through 04/31/2025."), item="typo"
    )
    assert restraint.order.lapses == before
    assert restraint.order.unresolved == ("typo: the end it sets, 04/31/2025, is no day of the calendar",)


def test_a_day_that_can_be_leaves_a_bare_extension_for_a_like_period(restraint):
    restraint.entry("2025-03-20 12:00", effect(Effect.EXTENDS, said="ORDER extending it, in force through 03/29/2025."))
    assert [lapse.rule.endswith("for a like period") for lapse in restraint.order.lapses][:1] == [True]
    assert restraint.order.unresolved == ()


@pytest.mark.parametrize("days", [10**7, 10**12])
def test_a_term_beyond_the_calendar_is_said_to_be(days):
    given = Given()
    given.entry("2025-03-15 19:25", issues(lasts_days=days), item="tro")
    assert given.order.unresolved == ("tro: the end it sets lies beyond the calendar",)


def test_a_ruling_pronounced_after_the_entry_that_recites_it():
    given = Given()
    given.entry("2025-03-15 19:25", issues(pronounced_at=at("2025-03-20 10:00")), item="tro")
    assert given.order.pronounced_at is None
    assert given.order.unresolved == ("tro: says it was pronounced on 2025-03-20 10:00, after its own entry",)


def test_an_entry_dated_after_it_was_seen_is_said_to_be():
    """A year mistyped by a clerk: 2052 for 2025."""
    given = Given()
    given.entry("2052-03-15 19:25", issues(), item="tro", seen="2025-03-15 19:30")
    assert given.order.unresolved == ("tro: dated 2052-03-15, after it was first seen on 2025-03-15",)


def test_a_finding_about_an_order_never_seen_is_kept():
    given = Given()
    given.entry("2025-05-01 12:00", finds(FindingKind.CIVIL_CONTEMPT, refers=(re(99, type=PI),)), number=120)
    (finding,) = given.state.findings
    assert (finding.kind, finding.order) == (FindingKind.CIVIL_CONTEMPT, None)
    given.entry("2025-06-01 12:00", effect(Effect.VACATES, OrderType.CONTEMPT_FINDING), court="cadc")
    assert given.state.findings[0].standing.value == "vacated"


def test_reinstating_an_order_that_never_ended(restraint):
    restraint.entry("2025-03-20 12:00", effect(Effect.REINSTATES), item="odd")
    assert restraint.order.unresolved == ("odd: reinstates an order that was not seen to have ended",)
    assert restraint.order.status is OrderStatus.IN_FORCE


def test_the_end_of_a_stay_never_seen(restraint):
    restraint.entry("2025-03-20 12:00", effect(Effect.LIFTS_STAY, OrderType.ADMINISTRATIVE_STAY), item="odd")
    assert restraint.state.unresolved == ("odd: end of a stay: no administrative stay in force has been seen",)


def test_a_mandate_of_nothing_changes_nothing(restraint):
    restraint.entry("2025-06-20 12:00", court="cadc", kind=DocketKind.MANDATE)
    assert restraint.order.status is OrderStatus.IN_FORCE


def test_of_two_orders_in_force_a_bare_reference_ends_neither():
    """ "The TRO" where two are in force names neither: both say that it may be about them."""
    given = Given()
    given.entry("2025-03-14 10:00", issues(), number=5, item="first")
    given.entry("2025-03-15 10:00", issues(), number=9, item="second")
    given.entry("2025-03-20 10:00", effect(Effect.DISSOLVES, refers=(re(type=OrderType.TRO),)), item="which")
    assert [o.status for o in given.orders] == [OrderStatus.IN_FORCE] * 2
    said = "which: dissolves tro: 2 orders are in force that it may mean (first, second)"
    assert [o.unresolved for o in given.orders] == [(said,)] * 2
    assert given.state.unresolved == (said,)
    given.entry("2025-03-21 10:00", effect(Effect.DISSOLVES, refers=(dated("2025-03-14"),)))
    assert [o.status for o in given.orders] == [OrderStatus.DISSOLVED, OrderStatus.IN_FORCE]

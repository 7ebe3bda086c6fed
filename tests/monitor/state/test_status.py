"""Legal status: stays, vacatur, lapses, and the one precedence of docs/order-status.md."""

from datetime import date
from pathlib import Path

import pytest

from monitor.domain.vocabulary import (
    DocketKind,
    Effect,
    Extent,
    FindingKind,
    LapseReading,
    Mode,
    OrderStatus,
    OrderType,
    Standing,
)
from monitor.state.due import due_lapses
from monitor.state.lifecycle import PRECEDENCE
from tests.monitor.state.given import Given, at, dated, effect, finds, issues, re

PI = OrderType.PRELIMINARY_INJUNCTION
ADMINISTRATIVE, PENDING_APPEAL = OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-04-08 17:00", issues(PI), number=47)
    return given


def status(given: Given) -> OrderStatus:
    return given.orders[0].status


def test_every_status_has_its_place_in_the_precedence_and_in_its_table():
    assert set(PRECEDENCE) == set(OrderStatus)
    table = Path(__file__).parents[3].joinpath("docs/order-status.md").read_text()
    rows = [line.split("|")[2].strip(" `") for line in table.splitlines() if line.startswith("| ") and "`" in line]
    assert rows == [s.value for s in PRECEDENCE]


def test_an_administrative_stay_then_a_stay_pending_appeal_then_its_end(injunction):
    injunction.entry(
        "2025-04-16 22:58", effect(Effect.STAYS, ADMINISTRATIVE, refers=(dated("2025-04-08"),)), court="cadc"
    )
    assert status(injunction) is OrderStatus.ADMINISTRATIVELY_STAYED
    injunction.entry("2025-05-03 11:29", effect(Effect.STAYS, PENDING_APPEAL, refers=(re(type=PI),)), court="cadc")
    assert status(injunction) is OrderStatus.STAYED
    assert injunction.orders[1].status is OrderStatus.LAPSED  # it was to last until that ruling, and does not revive
    injunction.entry("2025-05-10 11:29", effect(Effect.LIFTS_STAY, PENDING_APPEAL), court="cadc")
    assert status(injunction) is OrderStatus.IN_FORCE


def test_the_stay_entered_heretofore_is_the_last_of_the_court_that_lifts_it(injunction):
    injunction.entry("2025-04-16 22:58", effect(Effect.STAYS, ADMINISTRATIVE), court="scotus")
    injunction.entry("2025-04-17 22:58", effect(Effect.STAYS, ADMINISTRATIVE), court="cadc")
    injunction.entry(
        "2025-04-20 09:00", effect(Effect.LIFTS_STAY, ADMINISTRATIVE, refers=(re(court="dcd"),)), court="scotus"
    )
    assert [o.status for o in injunction.orders] == [
        OrderStatus.ADMINISTRATIVELY_STAYED,
        OrderStatus.DISSOLVED,
        OrderStatus.IN_FORCE,
    ]


def test_the_district_court_s_order_is_the_one_of_the_type_acted_on(injunction):
    injunction.entry("2025-04-16 12:00", issues(OrderType.COMPLIANCE_ORDER, refers=(re(47),)), number=60)
    injunction.entry(
        "2025-05-16 12:00", effect(Effect.VACATES, OrderType.COMPLIANCE_ORDER, refers=(re(court="dcd"),)), court="cadc"
    )
    assert [o.status for o in injunction.orders] == [OrderStatus.IN_FORCE, OrderStatus.VACATED]


def test_a_stay_is_an_order_that_names_the_order_it_stays(injunction):
    injunction.entry("2025-04-16 22:58", effect(Effect.STAYS, ADMINISTRATIVE), court="cadc")
    order, stay = injunction.orders
    assert (stay.type, stay.court, stay.acts_on, stay.status) == (
        ADMINISTRATIVE,
        "cadc",
        order.id,
        OrderStatus.IN_FORCE,
    )
    assert order.history[-1].acts_on == order.id


def test_a_stay_of_a_part_leaves_the_order_stayed_in_part(injunction):
    injunction.entry("2025-06-06 12:15", effect(Effect.STAYS, PENDING_APPEAL, extent=Extent.PART), court="cadc")
    assert status(injunction) is OrderStatus.STAYED_IN_PART


def test_a_higher_court_stays_the_stay(injunction):
    injunction.entry("2025-06-06 12:15", effect(Effect.STAYS, PENDING_APPEAL), court="cadc")
    injunction.entry(
        "2025-06-07 12:00", effect(Effect.STAYS, ADMINISTRATIVE, refers=(re(type=PENDING_APPEAL),)), court="scotus"
    )
    order, stay, _ = injunction.orders
    assert (order.status, stay.status) == (OrderStatus.IN_FORCE, OrderStatus.ADMINISTRATIVELY_STAYED)


def test_a_stay_in_the_entry_of_an_order_is_of_that_order_and_lapses_by_itself():
    given = Given()
    given.entry(
        "2025-04-08 17:01", issues(PI), effect(Effect.STAYS, ADMINISTRATIVE, lapses_on=date(2025, 4, 13)), number=47
    )
    order, stay = given.orders
    assert order.status is OrderStatus.ADMINISTRATIVELY_STAYED
    assert due_lapses(given.state) == [(stay.id, LapseReading.FIXED, at("2025-04-14 00:00"))]
    given.lapse(stay.id, LapseReading.FIXED, "2025-04-14 00:00")
    assert [o.status for o in given.orders] == [OrderStatus.IN_FORCE, OrderStatus.LAPSED]


def test_a_stay_of_an_order_never_seen_is_unresolved_with_the_reason(injunction):
    injunction.entry(
        "2025-05-01 12:00",
        effect(Effect.STAYS, PENDING_APPEAL, refers=(dated("2025-04-22"),)),
        court="cadc",
        item="stay",
    )
    order, stay = injunction.orders
    assert (order.status, stay.acts_on) == (OrderStatus.IN_FORCE, None)
    assert stay.unresolved == ("stay: stay pending appeal of an order: no order of 2025-04-22 has been seen",)
    assert injunction.state.unresolved == stay.unresolved


def test_a_vaguer_word_does_not_replace_a_reference_that_found_nothing(injunction):
    injunction.entry(
        "2025-05-01 12:00", effect(Effect.VACATES, PI, refers=(dated("2025-04-22"), re(type=PI))), court="scotus"
    )
    assert status(injunction) is OrderStatus.IN_FORCE


def test_an_order_dated_the_day_before_its_entry_is_found():
    given = Given()
    given.entry("2025-04-09 08:00", issues(PI))
    given.entry("2025-05-01 12:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(dated("2025-04-08"),)), court="cadc")
    assert status(given) is OrderStatus.STAYED


def test_a_day_on_which_nothing_and_after_which_two_orders_were_entered_names_neither():
    given = Given()
    given.entry("2025-04-09 08:00", issues(PI))
    given.entry("2025-04-10 08:00", issues())
    given.entry("2025-05-01 12:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(dated("2025-04-08"),)), court="cadc")
    assert [o.status for o in given.orders[:2]] == [OrderStatus.IN_FORCE] * 2


@pytest.mark.parametrize("ref", [dated("2025-04-08"), re(47)])
def test_the_order_of_that_day_or_entry_is_not_the_stay_that_came_with_it(ref):
    given = Given()
    given.entry("2025-04-08 17:01", issues(PI), effect(Effect.STAYS, ADMINISTRATIVE), number=47)
    given.entry("2025-05-01 12:00", effect(Effect.VACATES, PI, refers=(ref,)), court="scotus")
    assert [o.status for o in given.orders] == [OrderStatus.VACATED, OrderStatus.IN_FORCE]


def test_a_higher_court_s_entry_means_the_order_below_and_not_its_own():
    given = Given()
    given.entry("2025-04-08 17:01", issues(OrderType.DISCOVERY), number=47)
    given.entry("2025-05-01 12:00", issues(OrderType.DISCOVERY), court="cadc")
    given.entry("2025-05-02 12:00", effect(Effect.VACATES, OrderType.DISCOVERY), court="cadc")
    assert [o.status for o in given.orders] == [OrderStatus.VACATED, OrderStatus.IN_FORCE]


def test_stays_in_a_circle_never_crash(injunction):
    """The oral stay is itself stayed; written up, it says that it stays that stay."""
    injunction.entry("2025-05-01 12:00", effect(Effect.STAYS, PENDING_APPEAL, Mode.ORAL), court="cadc")
    injunction.entry(
        "2025-05-02 12:00", effect(Effect.STAYS, ADMINISTRATIVE, refers=(re(type=PENDING_APPEAL),)), court="scotus"
    )
    injunction.entry(
        "2025-05-03 12:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(re(type=ADMINISTRATIVE),)), court="cadc"
    )
    _, stay, stay_of_it = injunction.orders
    assert (stay.acts_on, stay_of_it.acts_on) == (injunction.orders[0].id, stay.id)
    assert stay.status is OrderStatus.ADMINISTRATIVELY_STAYED
    assert stay_of_it.status is OrderStatus.STAYED


def test_stays_that_refer_to_anything_never_crash(injunction):
    injunction.entry("2025-05-01 12:00", effect(Effect.STAYS, PENDING_APPEAL), number=1, court="cadc")
    injunction.entry("2025-05-02 12:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(re(1),)), number=2, court="cadc")
    injunction.entry(
        "2025-05-03 12:00", effect(Effect.STAYS, ADMINISTRATIVE, refers=(re(2),)), number=1, court="scotus"
    )
    assert {o.status for o in injunction.orders} <= set(OrderStatus)


def test_vacatur_of_a_part_and_dissolution_and_conversion(injunction):
    injunction.entry("2025-05-01 12:00", effect(Effect.VACATES, PI, extent=Extent.PART), court="cadc")
    assert status(injunction) is OrderStatus.VACATED_IN_PART
    injunction.entry("2025-06-01 12:00", effect(Effect.DISSOLVES, PI))
    assert status(injunction) is OrderStatus.DISSOLVED


def test_a_restraining_order_converted_into_an_injunction():
    given = Given()
    given.entry("2025-03-28 15:20", issues(lapses_on=date(2025, 4, 11)), number=54)
    given.entry("2025-04-10 13:27", issues(PI), effect(Effect.CONVERTS, refers=(dated("2025-03-28"),)), number=99)
    assert [o.status for o in given.orders] == [OrderStatus.CONVERTED, OrderStatus.IN_FORCE]


def test_vacatur_of_a_stay_brings_the_order_back_and_does_not_vacate_it(injunction):
    injunction.entry("2025-02-26 21:30".replace("02-26", "04-26"), effect(Effect.STAYS, ADMINISTRATIVE), court="scotus")
    injunction.entry("2025-05-05 09:10", effect(Effect.VACATES, ADMINISTRATIVE), court="scotus")
    assert [o.status for o in injunction.orders] == [OrderStatus.IN_FORCE, OrderStatus.VACATED]


@pytest.mark.parametrize(("docket", "then"), [("24A001", OrderStatus.VACATED), ("24-101", OrderStatus.IN_FORCE)])
def test_a_supreme_court_opinion_acts_at_once_on_an_application_and_on_judgment_on_the_merits(injunction, docket, then):
    vacates = effect(Effect.VACATES, PI)
    injunction.entry("2025-06-01 10:00", vacates, court="scotus", docket=docket, kind=DocketKind.OPINION)
    assert status(injunction) is then


def test_a_mandate_of_another_appeal_carries_nothing_out(injunction):
    injunction.entry("2025-06-01 10:00", effect(Effect.VACATES, PI), court="cadc", kind=DocketKind.OPINION)
    injunction.entry("2025-07-01 10:00", court="scotus", docket="24-101", kind=DocketKind.MANDATE)
    assert status(injunction) is OrderStatus.IN_FORCE
    injunction.entry("2025-07-02 10:00", kind=DocketKind.MANDATE)
    assert status(injunction) is OrderStatus.VACATED


def test_an_opinion_that_says_forthwith_does_not_wait(injunction):
    injunction.entry(
        "2025-06-01 10:00", effect(Effect.VACATES, PI, forthwith=True), court="cadc", kind=DocketKind.OPINION
    )
    assert status(injunction) is OrderStatus.VACATED


class TestLapse:
    """An order lapses only through what the clock recorded (docs/adr/20261121-lapses-by-recorded-facts.md)."""

    @pytest.fixture
    def restraint(self):
        given = Given()
        given.entry("2025-03-15 19:25", issues(without_notice=True), seq_no=61)
        return given

    def test_both_readings_of_the_default_and_whether_the_rule_applies(self, restraint):
        assert [(lapse.reading, lapse.on, lapse.at, lapse.if_applies) for lapse in restraint.order.lapses] == [
            (LapseReading.FLAT, date(2025, 3, 29), None, False),
            (LapseReading.ROLLED, date(2025, 3, 31), None, False),
        ]
        on_notice = Given()
        on_notice.entry("2025-03-15 19:25", issues())
        assert [lapse.if_applies for lapse in on_notice.order.lapses] == [True, True]

    def test_no_default_where_the_text_fixes_something_or_the_order_is_no_restraining_order(self):
        for words in ({"until_condition": "further order"}, {"lapses_on": date(2025, 3, 28)}):
            given = Given()
            given.entry("2025-03-15 19:25", issues(**words))
            assert not any("65(b)(2)" in lapse.rule for lapse in given.order.lapses)
        given = Given()
        given.entry("2025-03-15 19:25", issues(PI))
        assert given.order.lapses == ()

    def test_one_reading_arrived_is_disputed_both_is_lapsed(self, restraint):
        ident = "dcd/25-cv-1/s61.1"
        assert due_lapses(restraint.state) == [
            (ident, LapseReading.FLAT, at("2025-03-30 00:00")),
            (ident, LapseReading.ROLLED, at("2025-04-01 00:00")),
        ]
        restraint.lapse(ident, LapseReading.FLAT, "2025-03-30 00:00")
        assert status(restraint) is OrderStatus.LAPSE_DISPUTED
        assert due_lapses(restraint.state) == [(ident, LapseReading.ROLLED, at("2025-04-01 00:00"))]
        restraint.lapse(ident, LapseReading.ROLLED, "2025-04-01 00:00")
        assert status(restraint) is OrderStatus.LAPSED
        assert due_lapses(restraint.state) == []

    def test_a_lapse_that_an_extension_put_off_is_nothing(self, restraint):
        restraint.entry("2025-03-28 17:00", effect(Effect.EXTENDS, mode=Mode.MINUTE, lapses_on=date(2025, 4, 12)))
        restraint.lapse("dcd/25-cv-1/s61.1", LapseReading.FLAT, "2025-03-30 00:00")
        assert status(restraint) is OrderStatus.IN_FORCE
        assert [(lapse.reading, lapse.on, lapse.arrived) for lapse in restraint.order.lapses] == [
            (LapseReading.FIXED, date(2025, 4, 12), False)
        ]

    def test_an_extension_after_one_reading_arrived_settles_it(self, restraint):
        restraint.lapse("dcd/25-cv-1/s61.1", LapseReading.FLAT, "2025-03-30 00:00")
        restraint.entry("2025-03-31 10:00", effect(Effect.EXTENDS, lasts_days=14))
        assert status(restraint) is OrderStatus.IN_FORCE
        assert [lapse.on for lapse in restraint.order.lapses] == [date(2025, 4, 12), date(2025, 4, 14)]

    def test_extended_until_the_court_rules_it_lapses_by_no_date(self, restraint):
        restraint.entry("2025-03-28 17:00", effect(Effect.EXTENDS, until_condition="the motion is decided"))
        assert restraint.order.lapses == ()
        assert restraint.order.history[-1].until_condition == "the motion is decided"

    def test_a_lapse_during_a_stay_changes_nothing_and_is_open_when_the_stay_ends(self, restraint):
        restraint.entry("2025-03-20 12:00", effect(Effect.STAYS, PENDING_APPEAL), court="cadc")
        for reading, when in ((LapseReading.FLAT, "2025-03-30 00:00"), (LapseReading.ROLLED, "2025-04-01 00:00")):
            restraint.lapse("dcd/25-cv-1/s61.1", reading, when)
        assert status(restraint) is OrderStatus.STAYED
        restraint.entry("2025-04-02 12:00", effect(Effect.LIFTS_STAY, PENDING_APPEAL), court="cadc")
        assert status(restraint) is OrderStatus.LAPSE_DISPUTED

    def test_a_lapse_after_vacatur_is_nothing(self, restraint):
        restraint.entry("2025-03-20 12:00", effect(Effect.VACATES), court="scotus")
        restraint.lapse("dcd/25-cv-1/s61.1", LapseReading.FLAT, "2025-03-30 00:00")
        assert not any(lapse.arrived for lapse in restraint.order.lapses)
        assert due_lapses(restraint.state) == []

    def test_a_date_the_court_fixed_is_not_rolled(self):
        given = Given()
        given.entry("2025-03-15 19:25", issues(lapses_on=date(2025, 3, 29)))
        assert [(lapse.reading, lapse.on) for lapse in given.order.lapses] == [(LapseReading.FIXED, date(2025, 3, 29))]

    def test_an_hour_the_court_fixed_is_kept(self):
        given = Given()
        given.entry("2025-04-15 21:05", issues(lapses_at=at("2025-04-17 14:00")))
        assert due_lapses(given.state)[0][2] == at("2025-04-17 14:00")

    def test_an_order_noted_as_expired_has_lapsed(self, restraint):
        restraint.entry("2025-03-25 09:24", effect(Effect.EXPIRES, mode=Mode.MINUTE))
        assert status(restraint) is OrderStatus.LAPSED


class TestFindings:
    @pytest.fixture
    def contempt(self, injunction):
        injunction.entry(
            "2025-04-30 16:40",
            issues(OrderType.CONTEMPT_FINDING, refers=(re(47),)),
            finds(FindingKind.CIVIL_CONTEMPT, refers=(re(47),)),
            number=90,
        )
        return injunction

    def standing(self, given: Given) -> Standing:
        (finding,) = given.orders[0].findings
        return finding.standing

    def test_a_finding_is_shown_under_the_order_it_is_about(self, contempt):
        injunction, order = contempt.orders
        assert [f.order for f in injunction.findings] == [injunction.id]
        assert order.acts_on == injunction.id

    def test_affirmed_on_mandate(self, contempt):
        affirms = effect(Effect.AFFIRMS, OrderType.CONTEMPT_FINDING, refers=(dated("2025-04-30"),))
        contempt.entry("2025-12-11 10:05", affirms, court="cadc", kind=DocketKind.OPINION)
        assert self.standing(contempt) is Standing.STANDING
        contempt.entry("2026-02-11 10:05", court="cadc", kind=DocketKind.MANDATE)
        assert self.standing(contempt) is Standing.AFFIRMED

    def test_reversed_where_the_text_says_so(self, contempt):
        contempt.entry(
            "2025-12-11 10:05", effect(Effect.VACATES, OrderType.CONTEMPT_FINDING, reversal=True), court="cadc"
        )
        assert self.standing(contempt) is Standing.REVERSED

    def test_stayed_and_standing_again(self, contempt):
        contempt.entry(
            "2025-05-10 10:00", effect(Effect.STAYS, ADMINISTRATIVE, refers=(dated("2025-04-30"),)), court="cadc"
        )
        assert self.standing(contempt) is Standing.STAYED
        contempt.entry("2025-06-10 10:00", effect(Effect.LIFTS_STAY, ADMINISTRATIVE), court="cadc")
        assert self.standing(contempt) is Standing.STANDING

    def test_a_stay_of_the_injunction_leaves_the_finding(self, contempt):
        contempt.entry("2025-05-10 10:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(re(type=PI),)), court="cadc")
        assert contempt.orders[0].status is OrderStatus.STAYED
        assert self.standing(contempt) is Standing.STANDING

    def test_what_is_over_stays_over_and_a_part_is_not_the_whole(self, contempt):
        part = effect(Effect.VACATES, OrderType.CONTEMPT_FINDING, extent=Extent.PART)
        contempt.entry("2025-06-09 10:00", part, court="cadc")
        assert self.standing(contempt) is Standing.VACATED_IN_PART
        contempt.entry("2025-06-10 10:00", effect(Effect.VACATES, OrderType.CONTEMPT_FINDING), court="cadc")
        contempt.entry("2025-06-11 10:00", effect(Effect.AFFIRMS, OrderType.CONTEMPT_FINDING), court="cadc")
        assert self.standing(contempt) is Standing.VACATED

    @pytest.mark.parametrize("ref", [dated("2025-04-08"), re(47)])
    def test_a_finding_made_beside_an_injunction_does_not_fall_with_it(self, ref):
        given = Given()
        given.entry("2025-03-15 12:00", issues(), number=17)
        found = finds(FindingKind.NONCOMPLIANCE, refers=(re(17),))
        given.entry("2025-04-08 17:00", issues(PI), found, number=47)
        given.entry("2025-05-01 17:00", effect(Effect.STAYS, PENDING_APPEAL, refers=(ref,)), court="cadc")
        assert self.standing(given) is Standing.STANDING
        given.entry("2025-05-08 17:00", effect(Effect.VACATES, PI, refers=(ref,)), court="scotus")
        assert given.orders[1].status is OrderStatus.VACATED
        assert self.standing(given) is Standing.STANDING

    def test_purged(self, contempt):
        contempt.entry("2025-06-10 10:00", effect(Effect.DISSOLVES, OrderType.CONTEMPT_FINDING))
        assert self.standing(contempt) is Standing.PURGED

    def test_the_history_of_the_order_names_the_finding_acted_on(self, contempt):
        contempt.entry("2025-06-10 10:00", effect(Effect.VACATES, OrderType.CONTEMPT_FINDING), court="cadc")
        order = contempt.orders[0]
        assert order.history[-1].acts_on == order.findings[0].id
        assert order.status is OrderStatus.IN_FORCE

"""Dates: set, moved, answered, passed without a filing seen."""

import pytest

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, DocketKind, Effect, OrderType, Stance
from monitor.state.due import due_deadlines
from tests.monitor.state.given import Given, at, defendants, due, effect, issues, plaintiffs, re

REPORT = due("status report on compliance", "2025-02-18 23:59", date_only=True)


@pytest.fixture
def restraint():
    given = Given()
    given.entry("2025-02-13 20:52", issues(), REPORT, number=17, item="tro")
    return given


def statuses(given: Given) -> list[DeadlineStatus]:
    return [d.status for d in given.orders[0].deadlines]


def test_a_date_set_by_an_order_is_the_order_s(restraint):
    (deadline,) = restraint.order.deadlines
    assert (deadline.id, deadline.set_by, deadline.status) == ("dcd/25-cv-1/e17.d1", "tro", DeadlineStatus.PENDING)
    assert deadline.due_at == at("2025-02-18 23:59")


def test_the_clerk_s_line_that_repeats_it_sets_no_second(restraint):
    restraint.entry("2025-02-14 10:06", due("Status Report", "2025-02-18 23:59"))
    assert statuses(restraint) == [DeadlineStatus.PENDING]
    assert restraint.state.deadlines == ()


def test_set_anew_it_is_moved(restraint):
    restraint.entry("2025-02-17 10:06", due("Status Report", "2025-02-21 12:00"))
    assert statuses(restraint) == [DeadlineStatus.MOVED, DeadlineStatus.PENDING]


def test_a_later_date_for_a_report_when_the_first_has_passed_moves_nothing(restraint):
    restraint.entry("2025-02-25 10:06", due("Status Report", "2025-02-28 12:00"))
    assert statuses(restraint)[0] is DeadlineStatus.PENDING


def test_a_status_report_answers_it(restraint):
    restraint.entry(
        "2025-02-18 23:51", defendants(Stance.ASSERTS_COMPLIANCE), kind=DocketKind.STATUS_REPORT, item="rep"
    )
    (deadline,) = restraint.order.deadlines
    assert (deadline.status, deadline.met_by) == (DeadlineStatus.FILED, "rep")


def test_another_kind_of_filing_does_not(restraint):
    restraint.entry("2025-02-18 23:51", kind=DocketKind.MOTION)
    assert statuses(restraint) == [DeadlineStatus.PENDING]


def test_nor_does_the_other_side_s():
    given = Given()
    given.entry("2025-02-13 20:52", issues(), due("status report", "2025-02-18 23:59", of="Defendants"), number=17)
    given.entry("2025-02-18 12:00", plaintiffs(), kind=DocketKind.STATUS_REPORT)
    assert statuses(given) == [DeadlineStatus.PENDING]
    given.entry("2025-02-18 13:00", defendants(), kind=DocketKind.STATUS_REPORT)
    assert statuses(given) == [DeadlineStatus.FILED]


def test_that_none_was_seen_may_be_said_after_the_next_court_day(restraint):
    assert due_deadlines(restraint.state) == [("dcd/25-cv-1/e17.d1", at("2025-02-20 00:00"))]
    restraint.deadline("dcd/25-cv-1/e17.d1", "2025-02-20 00:00")
    assert statuses(restraint) == [DeadlineStatus.NO_FILING_OBSERVED]
    assert due_deadlines(restraint.state) == []


def test_a_filing_that_shows_later_is_still_a_filing(restraint):
    restraint.deadline("dcd/25-cv-1/e17.d1", "2025-02-20 00:00")
    restraint.entry("2025-02-21 09:00", kind=DocketKind.STATUS_REPORT)
    assert statuses(restraint) == [DeadlineStatus.FILED]


def test_no_silence_is_read_from_a_hearing_or_a_performance():
    given = Given()
    given.entry(
        "2025-02-13 20:52",
        issues(),
        due("hearing", "2025-03-04 10:00", DeadlineKind.HEARING),
        due("pay invoices", "2025-02-26 23:59", DeadlineKind.PERFORMANCE),
        number=17,
    )
    assert due_deadlines(given.state) == []
    given.deadline("dcd/25-cv-1/e17.d2", "2025-02-28 00:00")
    assert statuses(given) == [DeadlineStatus.PENDING, DeadlineStatus.PENDING]


def test_a_word_of_compliance_reports_a_performance():
    given = Given()
    given.entry("2025-02-25 13:50", issues(), due("pay", "2025-02-26 23:59", DeadlineKind.PERFORMANCE), number=17)
    given.entry("2025-02-27 09:00", defendants(Stance.REPORTS_COMPLIANCE), kind=DocketKind.NOTICE)
    assert statuses(given) == [DeadlineStatus.PERFORMANCE_REPORTED]


def test_suspended_by_a_stay_and_cancelled_by_vacatur(restraint):
    restraint.entry("2025-02-15 09:00", effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY), court="cadc")
    assert statuses(restraint) == [DeadlineStatus.SUSPENDED]
    assert due_deadlines(restraint.state) == []
    restraint.entry("2025-02-16 09:00", effect(Effect.VACATES), court="scotus")
    assert statuses(restraint) == [DeadlineStatus.CANCELLED]


def test_a_briefing_date_of_no_order_is_the_case_s():
    given = Given()
    given.entry("2025-02-14 10:06", due("opposition to motion", "2025-02-26 23:59"))
    assert given.orders == ()
    assert [d.what for d in given.state.deadlines] == ["opposition to motion"]


def test_cause_to_be_shown_belongs_to_the_order_to_show_it(restraint):
    restraint.entry("2025-03-01 12:00", issues(OrderType.SHOW_CAUSE, refers=(re(17),)), number=30)
    restraint.entry("2025-03-01 13:00", due("Response to Show Cause Order", "2025-03-08 23:59"))
    assert [len(o.deadlines) for o in restraint.orders] == [1, 1]

"""Dates: set, moved, answered, passed without a filing seen."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from monitor.domain.findings import CalledOff, DeadlineRead, ExtendedBy, Period
from monitor.domain.matters import Closure
from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, DocketKind, Effect, Extent, OrderType, Stance
from monitor.state.due import due_deadlines
from monitor.state.fold import MatterFold
from monitor.state.show_deadline import PASSED_WHILE_STAYED
from tests.monitor.state.given import (
    MATTER,
    WHY,
    Given,
    at,
    defendants,
    due,
    effect,
    issues,
    plaintiffs,
    quote,
    re,
)

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
    assert due_deadlines(restraint.state) == [("dcd/25-cv-1/e17.d1", "dcd/25-cv-1", at("2025-02-20 00:00"))]
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


def readings(deadline):
    return {r.reading.value: (r.on.isoformat(), r.at, r.if_applies) for r in deadline.readings}


def test_a_date_that_the_court_fixed_is_shown_as_fixed_and_not_computed(restraint):
    assert readings(restraint.order.deadlines[0]) == {"fixed": ("2025-02-18", None, False)}


def test_a_period_is_shown_under_every_reading_and_silence_waits_for_the_last():
    given = Given()
    within = Period(counted_from=at("2025-12-10 09:00"), days=14)
    given.entry(
        "2025-12-10 09:00",
        issues(),
        due("status report", "2025-12-24 23:59", date_only=True, fixed=False, period=within),
        number=17,
    )
    (deadline,) = given.order.deadlines
    assert readings(deadline) == {
        "flat": ("2025-12-24", None, False),
        "rolled": ("2025-12-24", None, False),
        "rolled_closing": ("2025-12-29", None, True),
    }
    assert (deadline.docket, deadline.due_at) == ("dcd/25-cv-1", at("2025-12-24 23:59"))
    assert due_deadlines(given.state) == [(deadline.id, "dcd/25-cv-1", at("2025-12-31 00:00"))]


def test_filed_on_a_friday_and_entered_on_the_monday_it_is_counted_from_both():
    given = Given()
    within = Period(counted_from=at("2025-03-14 16:20"), days=14)
    given.entry(
        "2025-03-17 09:10",
        issues(),
        due("status report", "2025-03-28 23:59", date_only=True, fixed=False, period=within),
        number=17,
        filed="2025-03-14 16:20",
        entered="2025-03-17 09:10",
    )
    (deadline,) = given.order.deadlines
    assert [(r.reading.value, r.on.isoformat(), r.if_applies) for r in deadline.readings] == [
        ("flat", "2025-03-28", False),
        ("rolled", "2025-03-28", False),
        ("flat", "2025-03-31", True),
        ("rolled", "2025-03-31", True),
    ]
    assert "counted from entry by Fed. R. Civ. P. 6(a)(1)" in deadline.readings[2].rule
    assert [when for *_, when in due_deadlines(given.state)] == [at("2025-04-02 00:00")]


def test_filed_and_entered_on_one_day_there_is_one_count_of_days_and_two_of_hours():
    given = Given()
    times = {"filed": "2025-03-11 16:20", "entered": "2025-03-11 17:05"}
    began = at("2025-03-11 16:20")
    days = due("status report", "2025-03-25 23:59", fixed=False, period=Period(counted_from=began, days=14))
    hours = due("declaration", "2025-03-12 16:20", fixed=False, period=Period(counted_from=began, hours=24))
    given.entry("2025-03-11 17:05", issues(), days, hours, number=17, **times)
    first, second = given.order.deadlines
    assert len(first.readings) == 2
    assert [r.at for r in second.readings] == [at("2025-03-12 16:20")] * 2 + [at("2025-03-12 17:05")] * 2


def test_the_clerk_s_line_that_names_the_rolled_day_is_one_more_reading_and_moves_nothing():
    given = Given()
    within = Period(counted_from=at("2025-03-15 19:25"), days=14)
    report = due("status report on compliance", "2025-03-29 23:59", date_only=True, fixed=False, period=within)
    given.entry("2025-03-15 19:25", issues(), report, number=17)
    given.entry("2025-03-16 10:06", due("Status Report", "2025-03-31 23:59", date_only=True), number=18)
    (deadline,) = given.order.deadlines
    assert deadline.status is DeadlineStatus.PENDING
    assert [(r.reading.value, r.on.isoformat()) for r in deadline.readings] == [
        ("flat", "2025-03-29"), ("rolled", "2025-03-31"), ("fixed", "2025-03-31"),
    ]  # fmt: skip
    given.entry("2025-03-17 10:06", due("Status Report", "2025-04-04 23:59", date_only=True), number=19)
    assert statuses(given) == [DeadlineStatus.MOVED, DeadlineStatus.PENDING]


def test_a_day_named_later_for_a_date_of_the_case_is_shown_as_soon_as_it_is_known():
    given = Given()
    within = Period(counted_from=at("2025-03-15 19:25"), days=14)
    report = due("status report", "2025-03-29 23:59", date_only=True, fixed=False, period=within)
    given.entry("2025-03-15 19:25", report, number=17)
    given.entry("2025-03-16 10:06", due("Status Report", "2025-03-31 23:59", date_only=True), number=18)
    folded = MatterFold(MATTER)
    for fact in given.facts:
        folded.add(fact)
        (deadline,) = folded.state().deadlines
    assert [r.reading.value for r in deadline.readings] == ["flat", "rolled", "fixed"]


def test_a_recorded_closure_is_a_reading_of_filings_alone():
    closure = Closure(court="dcd", on=date(2025, 2, 18), why="EXAMPLE snow", source="EXAMPLE notice")
    given = Given(msgspec.structs.replace(MATTER, closures=(closure,)))
    within = Period(counted_from=at("2025-02-13 20:52"), days=5)
    more = {"date_only": True, "fixed": False, "period": within}
    given.entry(
        "2025-02-13 20:52",
        issues(),
        due("status report", "2025-02-18 23:59", **more),
        due("pay invoices", "2025-02-18 23:59", DeadlineKind.PERFORMANCE, **more),
        number=17,
    )
    filing, performance = given.order.deadlines
    assert readings(filing)["inaccessible"] == ("2025-02-19", None, True)
    assert "inaccessible" not in readings(performance)


def test_a_date_of_an_appeal_follows_the_circuit_s_clock_and_rule():
    given = Given()
    within = Period(counted_from=at("2025-04-02 12:00"), days=14)
    given.entry(
        "2025-04-02 12:00", due("response", "2025-04-16 23:59", fixed=False, period=within), court="cadc", item="order"
    )
    (deadline,) = given.state.deadlines
    assert deadline.readings[1].rule.startswith("as set by the court, counted by Fed. R. App. P. 26(a)(1)(C)")
    assert (deadline.docket, deadline.readings[1].on) == ("cadc/25-5001", date(2025, 4, 17))


def stay(given, when, **more):
    given.entry(when, effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY, **more), court="cadc", number=900)


def lift(given, when):
    given.entry(when, effect(Effect.LIFTS_STAY, OrderType.ADMINISTRATIVE_STAY), court="cadc")


def test_a_stay_lifted_before_the_date_leaves_it_as_it_was(restraint):
    stay(restraint, "2025-02-15 09:00")
    assert statuses(restraint) == [DeadlineStatus.SUSPENDED]
    lift(restraint, "2025-02-17 09:00")
    assert statuses(restraint) == [DeadlineStatus.PENDING]
    assert [at for _, _, at in due_deadlines(restraint.state)] == [at("2025-02-20 00:00")]


def test_a_date_that_passed_during_a_stay_stays_suspended_and_no_silence_is_read_from_it(restraint):
    stay(restraint, "2025-02-15 09:00")
    lift(restraint, "2025-02-19 09:00")
    restraint.deadline("dcd/25-cv-1/e17.d1", "2025-02-20 00:00")
    (deadline,) = restraint.orders[0].deadlines
    assert (deadline.status, deadline.note) == (DeadlineStatus.SUSPENDED, PASSED_WHILE_STAYED)
    assert due_deadlines(restraint.state) == []


def test_a_stay_of_the_very_minute_suspends_the_date(restraint):
    stay(restraint, "2025-02-18 23:59")
    assert statuses(restraint) == [DeadlineStatus.SUSPENDED]


def test_a_date_that_came_before_the_stay_is_not_suspended_by_it(restraint):
    stay(restraint, "2025-02-19 09:00")
    assert statuses(restraint) == [DeadlineStatus.PENDING]
    restraint.deadline("dcd/25-cv-1/e17.d1", "2025-02-20 00:00")
    assert statuses(restraint) == [DeadlineStatus.NO_FILING_OBSERVED]


def test_a_stay_of_a_part_suspends_no_date_for_nobody_knows_which_part(restraint):
    stay(restraint, "2025-02-15 09:00", extent=Extent.PART)
    assert statuses(restraint) == [DeadlineStatus.PENDING]


def test_a_stay_that_is_itself_stayed_suspends_nothing_from_then_on(restraint):
    stay(restraint, "2025-02-15 09:00")
    restraint.entry(
        "2025-02-16 09:00",
        effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY, refers=(re(900, court="cadc"),)),
        court="scotus",
    )
    assert statuses(restraint) == [DeadlineStatus.PENDING]


def more(what, **length):
    return ExtendedBy(what=what, quote=quote(what), why=WHY, **length)


def test_put_off_by_so_many_days_it_runs_on_from_the_day_it_was(restraint):
    restraint.entry("2025-02-17 09:00", more("deadline for the status report is extended by 11 days", days=11))
    assert statuses(restraint) == [DeadlineStatus.MOVED, DeadlineStatus.PENDING]
    later = restraint.order.deadlines[1]
    assert later.due_at == at("2025-03-01 23:59")
    assert {r.reading.value: r.on.isoformat() for r in later.readings} == {"flat": "2025-03-01", "rolled": "2025-03-03"}
    restraint.deadline("dcd/25-cv-1/e17.d1", "2025-02-20 00:00")
    assert [when for *_, when in due_deadlines(restraint.state)] == [at("2025-03-05 00:00")]
    restraint.entry("2025-03-03 09:00", kind=DocketKind.STATUS_REPORT, item="rep")
    assert restraint.order.deadlines[1].met_by == "rep"


def test_put_off_by_hours_and_by_court_days(restraint):
    restraint.entry("2025-02-17 09:00", more("status report extended by 24 hours", hours=24))
    restraint.entry("2025-02-17 10:00", more("status report extended by 3 business days", days=3, court_days=True))
    assert [d.due_at for d in restraint.order.deadlines] == [
        at("2025-02-18 23:59"), at("2025-02-19 23:59"), at("2025-02-24 23:59"),
    ]  # fmt: skip


def test_which_of_two_dates_is_put_off_is_not_guessed(calendar):
    calendar.entry("2025-02-19 09:00", due("opposition brief", "2025-03-10 17:00"))
    calendar.entry("2025-02-20 09:00", more("time extended by 7 days", days=7))
    assert statuses(calendar) == [DeadlineStatus.PENDING] * 3
    calendar.entry("2025-02-20 10:00", more("status report deadline extended by 7 days", days=7))
    assert [d.due_at for d in calendar.order.deadlines][-1] == at("2025-03-11 12:00")


def test_beyond_the_calendar_nothing_is_put_off(restraint):
    restraint.entry("2025-02-17 09:00", more("status report extended", days=10**8))
    assert statuses(restraint) == [DeadlineStatus.PENDING]


def off(what, on=None, kind=DeadlineKind.HEARING):
    return CalledOff(kind=kind, what=what, quote=quote(what), why=WHY, on=on and date.fromisoformat(on))


@pytest.fixture
def calendar():
    given = Given()
    given.entry(
        "2025-02-13 20:52",
        issues(),
        due("status hearing", "2025-03-04 10:00", DeadlineKind.HEARING),
        due("motion hearing", "2025-03-05 10:00", DeadlineKind.HEARING),
        due("status report", "2025-03-04 12:00"),
        number=17,
    )
    return given


def test_what_the_court_calls_off_is_cancelled_and_nothing_else(calendar):
    calendar.entry("2025-02-20 09:00", off("hearing set for 3/4/2025", "2025-03-04"))
    assert statuses(calendar) == [DeadlineStatus.CANCELLED, DeadlineStatus.PENDING, DeadlineStatus.PENDING]


def test_without_a_day_only_the_one_that_is_described_alike(calendar):
    calendar.entry("2025-02-20 09:00", off("hearing"))
    assert statuses(calendar) == [DeadlineStatus.PENDING] * 3  # either of two
    calendar.entry("2025-02-21 09:00", off("motion hearing"))
    assert statuses(calendar) == [DeadlineStatus.PENDING, DeadlineStatus.CANCELLED, DeadlineStatus.PENDING]


def test_all_of_a_kind_where_the_court_says_all(calendar):
    calendar.entry("2025-02-20 09:00", off("All hearings"))
    assert statuses(calendar) == [DeadlineStatus.CANCELLED, DeadlineStatus.CANCELLED, DeadlineStatus.PENDING]


def test_reset_by_the_entry_that_calls_it_off_it_is_moved(calendar):
    anew = due("motion hearing reset", "2025-03-19 10:00", DeadlineKind.HEARING)
    calendar.entry("2025-02-20 09:00", anew, off("motion hearing of 3/5/2025", "2025-03-05"))
    assert DeadlineStatus.MOVED in statuses(calendar)
    assert DeadlineStatus.CANCELLED not in statuses(calendar)


def test_a_filing_s_date_is_called_off_by_its_own_kind(calendar):
    calendar.entry("2025-02-20 09:00", off("deadline for the status report", "2025-03-04", DeadlineKind.FILING))
    assert statuses(calendar) == [DeadlineStatus.PENDING, DeadlineStatus.PENDING, DeadlineStatus.CANCELLED]
    assert due_deadlines(calendar.state) == []


def test_a_filing_during_a_stay_is_a_filing(restraint):
    stay(restraint, "2025-02-15 09:00")
    restraint.entry("2025-02-18 09:00", kind=DocketKind.STATUS_REPORT, item="rep")
    assert statuses(restraint) == [DeadlineStatus.FILED]


@pytest.mark.parametrize("when", ["0001-01-02 00:00", "9999-12-31 23:59"])
def test_impossible_dates_raise_nothing(when):
    given = Given()
    moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
    for period in (None, Period(counted_from=moment, days=3), Period(counted_from=moment, hours=30, before=True)):
        read = DeadlineRead(
            kind=DeadlineKind.FILING,
            what=f"EXAMPLE {period}",
            due_at=moment,
            quote=quote("EXAMPLE"),
            why=WHY,
            fixed=period is None,
            period=period,
        )
        given.entry("2025-02-13 20:52", issues(), read)
    assert len(given.state.orders) == 3
    due_deadlines(given.state)


_DAY = st.integers(1, 28)
_STEP = st.one_of(
    st.tuples(st.just("set"), _DAY, _DAY),
    st.tuples(st.just("report"), _DAY),
    st.tuples(st.just("stay"), _DAY),
    st.tuples(st.just("lift"), _DAY),
    st.tuples(st.just("vacate"), _DAY),
    st.tuples(st.just("arrive"), _DAY),
)


@settings(deadline=None, max_examples=60)
@given_(st.lists(_STEP, max_size=7), st.randoms(use_true_random=False))
def test_in_whatever_order_they_come_the_dates_stand_the_same(steps, shuffle):
    given = Given()
    given.entry("2025-02-01 08:00", issues(), due("status report", "2025-02-10 17:00"), number=17)
    for number, (what, day, *more) in enumerate(steps):
        when = f"2025-02-{day:02} 09:{number:02}"
        match what:
            case "set":
                given.entry(when, due("status report", f"2025-02-{more[0]:02} 17:00"))
            case "report":
                given.entry(when, kind=DocketKind.STATUS_REPORT)
            case "stay":
                stay(given, when)
            case "lift":
                lift(given, when)
            case "vacate":
                given.entry(when, effect(Effect.VACATES), court="scotus")
            case "arrive":
                given.deadline("dcd/25-cv-1/e17.d1", f"2025-02-{day:02} 00:00")
    straight = given.state
    shuffle.shuffle(given.facts)
    folded = MatterFold(given.matter)
    for fact in given.facts:
        folded.add(fact)
        folded.state()  # what was shown meanwhile must leave no trace
    assert [o.deadlines for o in folded.state().orders] == [o.deadlines for o in straight.orders]
    assert folded.state().deadlines == straight.deadlines
    for deadline in (d for o in straight.orders for d in o.deadlines):
        assert (deadline.note is None) or deadline.status is DeadlineStatus.SUSPENDED

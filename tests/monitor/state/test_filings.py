"""Which filing meets which date, and what moves one. The orders, parties and papers are an EXAMPLE."""

import pytest

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, DocketKind, Effect, OrderType
from tests.monitor.state.given import Given, defendants, due, effect, issues, plaintiffs

PENDING, FILED, MOVED = DeadlineStatus.PENDING, DeadlineStatus.FILED, DeadlineStatus.MOVED
BRIEF = "by June 12 Defendants shall file a brief showing cause why the pumps were off"
SWORN = "by June 5 Defendants shall file a sworn declaration on the pumps"
REPLY = "by June 20 Plaintiffs shall file a response, if any"
DETAILS = "Having read [8] Declaration, the Court orders Defendants to submit the details of the two pumps by June 4"


@pytest.fixture
def cause():
    """An order to show cause of 2 June 2025 (entry 20) with three dates."""
    given = Given()
    given.entry("2025-05-01 10:00", issues(), number=10)
    given.entry(
        "2025-06-02 10:00",
        issues(OrderType.SHOW_CAUSE),
        due(SWORN, "2025-06-05 10:00", of="Defendants"),
        due(BRIEF, "2025-06-12 23:59", of="Defendants"),
        due(REPLY, "2025-06-20 23:59", of="Plaintiffs"),
        number=20,
        item="osc",
    )
    return given


def met(given: Given) -> list[str | None]:
    return [d.met_by for order in given.orders for d in order.deadlines]


def statuses(given: Given) -> list[DeadlineStatus]:
    return [d.status for order in given.orders for d in order.deadlines]


def files(given: Given, when: str, kind: DocketKind, text: str, **more) -> None:
    given.entry(when, kind=kind, text=text, **more)


def test_each_filing_meets_its_own_date(cause):
    files(cause, "2025-06-05 09:52", DocketKind.DECLARATION, "DECLARATION re [20] by EXAMPLE BANK. (A)", item="dec")
    files(cause, "2025-06-12 23:30", DocketKind.RESPONSE, "RESPONSE TO ORDER TO SHOW CAUSE re [20]", item="brief")
    cause.entry("2025-06-20 21:15", plaintiffs(), kind=DocketKind.RESPONSE, text="RESPONSE re [25]", item="reply")
    assert met(cause) == ["dec", "brief", "reply"]


def test_half_of_what_is_due_does_not_meet_it(cause):
    files(cause, "2025-06-11 20:40", DocketKind.NOTICE, "NOTICE Invoking Privilege re [20] by EXAMPLE BANK", number=24)
    files(cause, "2025-06-11 20:55", DocketKind.NOTICE, "Notice (Other)", number=24)
    assert statuses(cause) == [PENDING] * 3


def test_a_filing_by_the_other_side_does_not_and_by_nobody_named_may(cause):
    files(cause, "2025-06-04 09:00", DocketKind.DECLARATION, "DECLARATION re [20] by EXAMPLE. (A)", item="unknown")
    assert met(cause) == ["unknown", None, None]
    cause.entry("2025-06-10 09:00", defendants(), kind=DocketKind.RESPONSE, text="RESPONSE", item="theirs")
    cause.entry("2025-06-11 09:00", defendants(), kind=DocketKind.RESPONSE, text="RESPONSE", item="again")
    assert met(cause) == ["unknown", "theirs", None]


def test_the_party_that_an_entry_is_by_is_known_without_a_position(cause):
    files(cause, "2025-06-19 09:00", DocketKind.RESPONSE, "RESPONSE re [20] by DEPARTMENT OF EXAMPLES. (A)", item="r")
    assert met(cause) == [None, "r", None]


def test_one_filing_shown_twice_meets_one_date():
    given = Given()
    twice = (due("status report", "2025-06-05 12:00"), due("second status report", "2025-06-06 12:00"))
    given.entry("2025-06-02 10:00", issues(), *twice, number=20)
    files(given, "2025-06-05 09:00", DocketKind.STATUS_REPORT, "STATUS REPORT", number=21, item="notice")
    files(given, "2025-06-05 09:00", DocketKind.STATUS_REPORT, "Status Report", number=21, item="feed")
    assert met(given) == ["notice", None]
    files(given, "2025-06-06 09:00", DocketKind.STATUS_REPORT, "STATUS REPORT", number=22, item="second")
    assert met(given) == ["notice", "second"]


def test_a_report_meets_the_nearest_date_not_one_long_past():
    given = Given()
    given.entry("2025-06-02 10:00", issues(), due("status report", "2025-06-05 12:00"), number=20)
    given.entry("2025-06-06 10:00", due("further status report", "2025-06-12 12:00"), number=21)
    files(given, "2025-06-12 11:00", DocketKind.STATUS_REPORT, "STATUS REPORT", item="report")
    assert [(d.due_at.day, d.met_by) for o in given.orders for d in o.deadlines] == [(5, None)]
    assert [(d.due_at.day, d.met_by) for d in given.state.deadlines] == [(12, "report")]


@pytest.mark.parametrize("title", ["NOTICE of Appearance by A. Example", "Notice of Related Case"])
def test_a_routine_notice_meets_nothing(title):
    given = Given()
    given.entry("2025-06-02 10:00", issues(), due("Defendants shall file a notice", "2025-06-05 12:00"), number=20)
    files(given, "2025-06-04 09:00", DocketKind.NOTICE, title)
    assert statuses(given) == [PENDING]
    files(given, "2025-06-04 10:00", DocketKind.NOTICE, "NOTICE regarding the pumps")
    assert statuses(given) == [FILED]


def test_months_later_only_a_filing_that_refers_to_the_order_meets_it(cause):
    files(cause, "2025-08-05 09:00", DocketKind.DECLARATION, "DECLARATION of A. Example")
    assert statuses(cause)[0] is PENDING
    files(cause, "2025-08-06 09:00", DocketKind.DECLARATION, "DECLARATION re [20] Order to Show Cause")
    assert statuses(cause)[0] is FILED


def test_one_paper_that_names_both_meets_both(cause):
    files(cause, "2025-06-05 09:00", DocketKind.DECLARATION, "DECLARATION AND BRIEF re [20]", item="both")
    assert met(cause) == ["both", "both", None]


def test_what_is_due_under_no_name_is_not_met_by_a_paper_about_something_else():
    given = Given()
    given.entry("2025-06-02 10:00", issues(OrderType.DISCOVERY), due(DETAILS, "2025-06-04 12:00"), number=9)
    given.entry("2025-06-03 10:00", issues(OrderType.SHOW_CAUSE), due(SWORN, "2025-06-05 10:00"), number=20)
    files(given, "2025-06-04 09:00", DocketKind.DECLARATION, "DECLARATION re [20]", item="sworn")
    assert met(given) == [None, "sworn"]
    files(given, "2025-06-04 09:30", DocketKind.NOTICE, "NOTICE of a change of venue", item="other")
    assert met(given) == [None, "sworn"]
    files(given, "2025-06-04 09:45", DocketKind.NOTICE, "NOTICE of details of the pumps", item="details")
    assert met(given) == ["details", "sworn"]


@pytest.mark.parametrize("title", ["Pumps", "NOTICE regarding the two pumps"])
def test_a_word_in_common_is_not_the_same_thing(title):
    given = Given()
    given.entry("2025-06-02 10:00", issues(OrderType.DISCOVERY), due(DETAILS, "2025-06-04 12:00"), number=9)
    files(given, "2025-06-03 09:00", DocketKind.NOTICE, title)
    assert statuses(given) == [PENDING]


def test_a_notice_that_refers_to_the_order_can_be_the_response(cause):
    files(cause, "2025-06-19 09:00", DocketKind.NOTICE, "NOTICE", item="bare")
    assert met(cause) == [None] * 3
    cause.entry("2025-06-19 10:00", plaintiffs(), kind=DocketKind.NOTICE, text="NOTICE re [20]", item="reply")
    assert met(cause) == [None, None, "reply"]


@pytest.mark.parametrize(("of", "met_by"), [("Example Bank", None), ("the operator of the pumps", "dec")])
def test_a_party_that_must_file_is_not_another_party(of, met_by):
    given = Given()
    given.entry("2025-06-02 10:00", issues(), due("declaration", "2025-06-04 12:00", of=of), number=9)
    files(given, "2025-06-03 09:00", DocketKind.DECLARATION, "DECLARATION by DEPARTMENT OF EXAMPLES", item="dec")
    assert met(given) == [met_by]


def test_a_paper_can_name_the_order_by_its_day():
    given = Given()
    for day, paper in ((2, "declaration on pumps"), (3, "affidavit on meters")):
        what = due(f"Defendants shall file a {paper}", f"2025-06-1{day} 12:00")
        given.entry(f"2025-06-0{day} 10:00", issues(OrderType.DISCOVERY), what)
    text = "DECLARATION in response to Minute Order of 6/3/2025 (and of 99/99/2025)"
    files(given, "2025-06-11 09:00", DocketKind.DECLARATION, text, item="dec")
    assert met(given) == [None, "dec"]


class TestMoved:
    @pytest.fixture
    def details(self):
        given = Given()
        given.entry(
            "2025-06-02 10:00",
            issues(OrderType.DISCOVERY),
            due(DETAILS, "2025-06-04 12:00", of="Defendants"),
            number=9,
        )
        return given

    @pytest.mark.parametrize("kind", DeadlineKind)
    def test_extended_it_is_moved_and_stays_a_filing_of_the_same_order(self, details, kind):
        words = "The deadline set by the Order of 6/2/2025 for the details of the two pumps is EXTENDED to 12:00 p.m."
        details.entry("2025-06-03 10:00", due(words, "2025-06-06 12:00", kind))
        assert statuses(details) == [MOVED, PENDING]
        old, new = details.order.deadlines
        assert (new.kind, new.what, old.due_at.day, new.due_at.day) == (DeadlineKind.FILING, words, 4, 6)
        assert details.state.deadlines == ()
        files(details, "2025-06-05 09:00", DocketKind.DECLARATION, "DECLARATION re [9] by EXAMPLE BANK", item="dec")
        assert met(details) == [None, "dec"]

    def test_also_when_only_the_order_is_named(self, details):
        details.entry(
            "2025-06-03 10:00", due("The time fixed in [9] Order is continued to 6/6/2025", "2025-06-06 23:59")
        )
        assert statuses(details) == [MOVED, PENDING]

    def test_and_after_the_date_has_passed(self, details):
        details.deadline("dcd/25-cv-1/e9.d1", "2025-06-06 00:00")
        words = "The deadline for the details of the two pumps is reset to June 9"
        details.entry("2025-06-06 10:00", due(words, "2025-06-09 23:59"))
        assert statuses(details) == [MOVED, PENDING]

    def test_of_two_the_one_described(self, cause):
        cause.entry(
            "2025-06-03 10:00", due("The date for the brief showing cause is moved to June 16", "2025-06-16 23:59")
        )
        assert statuses(cause) == [PENDING, MOVED, PENDING, PENDING]

    def test_it_keeps_what_was_due(self, cause):
        cause.entry(
            "2025-06-03 10:00",
            due("The date for showing cause why pumps were off is moved to June 16", "2025-06-16 23:59"),
        )
        files(cause, "2025-06-16 09:00", DocketKind.NOTICE, "NOTICE re [20] by EXAMPLE BANK")
        assert statuses(cause) == [PENDING, MOVED, PENDING, PENDING]
        files(cause, "2025-06-16 10:00", DocketKind.RESPONSE, "RESPONSE re [20] by EXAMPLE BANK")
        assert statuses(cause) == [PENDING, MOVED, PENDING, FILED]

    def test_of_two_alike_the_one_of_the_order_named_and_to_an_earlier_day_too(self):
        given = Given()
        for number, what in ((9, "details of two pumps and their meters"), (11, "names of those who run two pumps")):
            read = due(f"Defendants shall submit {what}", f"2025-06-{number:02} 12:00")
            given.entry(f"2025-06-02 1{number % 3}:00", issues(OrderType.DISCOVERY), read, number=number)
        words = "Of the details and names of those who run two pumps those set by [9] Order are reset to June 5"
        given.entry("2025-06-03 10:00", due(words, "2025-06-05 12:00"))
        assert {d.due_at.day: d.status for o in given.orders for d in o.deadlines} == {
            9: MOVED,
            5: PENDING,
            11: PENDING,
        }

    def test_another_party_s_date_or_another_thing_is_not(self, details):
        details.entry(
            "2025-06-03 10:00",
            due("The date for the details of the two pumps is extended to June 9", "2025-06-09 23:59", of="Plaintiffs"),
        )
        details.entry(
            "2025-06-03 11:00", due("The hearing is continued to June 30", "2025-06-30 09:00", DeadlineKind.HEARING)
        )
        assert statuses(details) == [PENDING]
        assert len(details.state.deadlines) == 2


def test_a_date_that_came_before_the_order_ended_is_not_cancelled_by_its_end():
    given = Given()
    given.entry(
        "2025-06-02 10:00",
        issues(),
        due("hearing", "2025-06-04 10:00", DeadlineKind.HEARING),
        due("second hearing", "2025-06-12 10:00", DeadlineKind.HEARING),
        number=9,
    )
    given.entry("2025-06-03 09:00", effect(Effect.EXTENDS, lasts_days=14))
    given.entry("2025-06-06 09:00", effect(Effect.VACATES), court="scotus")
    given.entry("2025-06-20 09:00", effect(Effect.DENIES_RELIEF, OrderType.STAY_PENDING_APPEAL))
    assert statuses(given) == [PENDING, DeadlineStatus.CANCELLED]

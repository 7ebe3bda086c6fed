"""Periods as a text states them, and what they are counted from. Every text is an EXAMPLE."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.items import DocketEntry
from monitor.reading.docket_reader import read_docket
from monitor.reading.watchlist import Watchlist

EASTERN = ZoneInfo("America/New_York")
FRIDAY = datetime(2025, 3, 14, 16, 20, tzinfo=EASTERN)


def read(text, filed=FRIDAY, date_only=()):
    entry = DocketEntry(
        court="dcd", docket_number="1:25-cv-1", case_name="EXAMPLE", text=text, filed_at=filed, date_only=date_only
    )
    return read_docket(entry, Watchlist(()), "example-1", ()).deadlines


@pytest.mark.parametrize(
    ("words", "period", "due"),
    [
        ("within 14 days of this order", (14, None, False), "2025-03-28T23:59:00-04:00"),
        ("within five (5) business days", (5, None, True), "2025-03-19T23:59:00-04:00"),
        ("within 48 hours", (None, 48, False), "2025-03-16T16:20:00-04:00"),
        ("in seven court days", (7, None, True), "2025-03-21T23:59:00-04:00"),
    ],
)
def test_a_period_stands_beside_its_flat_count(words, period, due):
    (found,) = read(f"ORDER: Defendants shall file a status report {words}. Signed by Judge Example. (EXAMPLE)")
    assert (found.period.days, found.period.hours, found.period.court_days) == period
    assert (found.period.counted_from, found.period.before, found.fixed) == (FRIDAY, False, False)
    assert found.due_at.isoformat() == due


def test_hours_over_the_night_of_the_change_are_hours_that_pass():
    (found,) = read("ORDER: Defendants shall file a report within 48 hours. (EXAMPLE)", FRIDAY.replace(day=8))
    assert found.due_at.isoformat() == "2025-03-10T17:20:00-04:00"


def test_hours_from_a_day_without_an_hour_are_counted_from_its_end_and_marked():
    midnight = FRIDAY.replace(hour=0, minute=0)
    (found,) = read("ORDER: Defendants shall file a report within 24 hours. (EXAMPLE)", midnight, ("filed_at",))
    assert not found.period.hour_known
    assert found.due_at == datetime(2025, 3, 15, 23, 59, tzinfo=EASTERN)


def test_a_date_has_no_period():
    (found,) = read("ORDER: Defendants shall file a status report by March 20, 2025. (EXAMPLE)")
    assert (found.period, found.fixed) == (None, True)


def test_back_from_the_one_hearing_that_the_entry_sets():
    hearing, report = read(
        "MINUTE ORDER: Hearing set for March 31, 2025 at 10:00 AM. The parties shall file a joint statement at least 8"
        " days before the hearing. (EXAMPLE)"
    )
    assert report.period.before
    assert (report.period.days, report.period.counted_from) == (8, hearing.due_at)
    assert report.due_at.isoformat() == "2025-03-23T23:59:00-04:00"


@pytest.mark.parametrize(
    "hearings", ["", "Hearing set for March 31, 2025 at 10:00 AM. Conference set for April 30, 2025 at 10:00 AM. "]
)
def test_back_from_no_hearing_or_from_one_of_two_is_not_computed(hearings):
    found = read(
        f"MINUTE ORDER: {hearings}The parties shall file a joint statement at least 8 days before the hearing."
    )
    assert all(not d.period for d in found)


def test_three_days_for_mail_only_where_the_text_speaks_of_it():
    (mailed,) = read("ORDER: Plaintiff, served with this order by mail, shall respond within 14 days. (EXAMPLE)")
    (other,) = read("ORDER: Plaintiff shall respond within 14 days. (EXAMPLE)")
    assert (mailed.period.by_mail, other.period.by_mail) == (True, False)


def test_a_time_to_respond_that_only_a_rule_gives_is_not_invented():
    assert read("MOTION to Dismiss by EXAMPLE BANK. (EXAMPLE)") == ()
    assert read("ORDER: Defendants shall respond to the motion as the Local Rules provide. (EXAMPLE)") == ()


def called_off(text):
    entry = DocketEntry(court="dcd", docket_number="1:25-cv-1", case_name="EXAMPLE", text=text, filed_at=FRIDAY)
    return [
        (c.kind.value, c.on and c.on.isoformat()) for c in read_docket(entry, Watchlist(()), "example-1", ()).called_off
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORDER that the status hearing noticed for August 29, 2025 is VACATED. (EXAMPLE)", ("hearing", "2025-08-29")),
        ("MINUTE ORDER: Motion hearing set for 4/2/2025 is stricken. (EXAMPLE)", ("hearing", "2025-04-02")),
        (
            "MINUTE ORDER: The deadline of March 25, 2025 to respond is hereby vacated. (EXAMPLE)",
            ("filing", "2025-03-25"),
        ),
        ("MINUTE ORDER: All pending deadlines are VACATED. (EXAMPLE)", ("filing", None)),
    ],
)
def test_what_the_court_takes_off_its_calendar(text, expected):
    assert called_off(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "MOTION to Vacate the hearing set for 4/2/2025 by EXAMPLE BANK. (EXAMPLE)",
        "ORDER: The parties request that the May 27 hearing be vacated. The request is denied. (EXAMPLE)",
        "ORDER: The judgment entered after the hearing was vacated on appeal. (EXAMPLE)",
    ],
)
def test_a_request_or_another_vacatur_takes_nothing_off(text):
    assert called_off(text) == []


def extended_by(text):
    entry = DocketEntry(court="dcd", docket_number="1:25-cv-1", case_name="EXAMPLE", text=text, filed_at=FRIDAY)
    found = read_docket(entry, Watchlist(()), "example-1", ()).extended_by
    return [(more.days, more.hours, more.court_days, more.of) for more in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ORDER: Defendants' deadline to file a status report is extended by 14 days. (EXAMPLE)",
            (14, None, False, "Defendants"),
        ),
        ("MINUTE ORDER granting a seven-day extension of time to respond. (EXAMPLE)", (7, None, False, None)),
        ("ORDER: The time to reply is enlarged for an additional 48 hours. (EXAMPLE)", (None, 48, False, None)),
        ("ORDER: The briefing deadline is extended by five (5) business days. (EXAMPLE)", (5, None, True, None)),
    ],
)
def test_a_date_put_off_by_so_many_days(text, expected):
    assert extended_by(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "ORDER: The Temporary Restraining Order is extended by 14 days. (EXAMPLE)",
        "ORDER: The deadline to respond is extended by 14 days, to April 4, 2025. (EXAMPLE)",
        "ORDER denying the request for a 14-day extension of time to respond. (EXAMPLE)",
        "MOTION for a 14-day extension of time to respond by EXAMPLE BANK. (EXAMPLE)",
        "ORDER: The lease is extended by 14 days. (EXAMPLE)",
    ],
)
def test_an_order_a_day_named_a_refusal_or_a_request_puts_nothing_off(text):
    assert extended_by(text) == []

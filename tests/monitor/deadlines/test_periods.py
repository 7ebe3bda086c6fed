"""Every reading of what a text sets: periods counted forward and back, in days, hours and court days; dates as fixed."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.deadlines.court_days import CourtDays
from monitor.deadlines.periods import counted, fixed, no_filing_may_be_said
from monitor.domain.courts import court
from monitor.domain.findings import Period

DCD, TXSD, CADC, SCOTUS = (court(name) for name in ("dcd", "txsd", "cadc", "scotus"))
FRIDAY = datetime(2025, 3, 14, 16, 20, tzinfo=DCD.zone)


def readings(period, where=DCD, **more):
    return {due.reading.value: (due.on if due.at is None else due.at) for due in counted(period, where, **more)}


def test_a_date_that_the_court_fixed_has_one_reading_and_never_rolls():
    saturday = datetime(2025, 3, 29, 23, 59, tzinfo=DCD.zone)
    (due,) = fixed(saturday, DCD, date_only=True)
    assert (due.reading.value, due.on, due.at, due.if_applies) == ("fixed", date(2025, 3, 29), None, False)
    assert "not computed" in due.rule
    (due,) = fixed(saturday.replace(hour=12), DCD, date_only=False)
    assert due.at == saturday.replace(hour=12)


def test_days_and_hours_give_the_flat_and_the_rolled_end():
    assert readings(Period(counted_from=FRIDAY, days=1)) == {"flat": date(2025, 3, 15), "rolled": date(2025, 3, 17)}
    ends = readings(Period(counted_from=FRIDAY, hours=24))
    assert ends == {"flat": FRIDAY.replace(day=15), "rolled": FRIDAY.replace(day=17)}


def test_back_from_a_hearing_the_next_day_is_the_one_before():
    hearing = datetime(2025, 3, 31, 10, tzinfo=DCD.zone)
    ends = readings(Period(counted_from=hearing, days=8, before=True))
    assert ends == {"flat": date(2025, 3, 23), "rolled": date(2025, 3, 21)}


def test_five_business_days_are_five_days_on_which_the_court_is_open():
    assert readings(Period(counted_from=FRIDAY, days=5, court_days=True)) == {"court_days": date(2025, 3, 21)}
    emancipation = readings(Period(counted_from=datetime(2025, 4, 15, tzinfo=DCD.zone), days=1, court_days=True))
    assert emancipation == {"court_days": date(2025, 4, 17)}
    christmas = readings(Period(counted_from=datetime(2025, 12, 23, tzinfo=DCD.zone), days=2, court_days=True))
    assert christmas == {"court_days": date(2025, 12, 26), "rolled_closing": date(2025, 12, 30)}


def test_a_recorded_closure_on_the_last_day_is_a_reading_more_and_on_another_day_none():
    shut = {date(2025, 3, 17)}
    ends = readings(Period(counted_from=FRIDAY, days=1), closed=shut)
    assert ends["inaccessible"] == date(2025, 3, 18)
    assert readings(Period(counted_from=FRIDAY, hours=24), closed=shut)["inaccessible"] == FRIDAY.replace(day=18)
    assert "inaccessible" not in readings(Period(counted_from=FRIDAY, days=5), closed=shut)


def test_three_days_more_only_where_the_text_speaks_of_mail():
    by_mail = readings(Period(counted_from=FRIDAY, days=14, by_mail=True))
    assert by_mail == {"flat": date(2025, 3, 28), "rolled": date(2025, 3, 28), "served_by_mail": date(2025, 3, 31)}
    assert "served_by_mail" not in readings(Period(counted_from=FRIDAY, days=14))


def test_hours_from_a_day_without_an_hour_are_not_computed():
    assert readings(Period(counted_from=FRIDAY, hours=48, hour_known=False)) == {}


def test_an_appellate_period_knows_the_state_of_the_court_below():
    period = Period(counted_from=datetime(2025, 12, 10, tzinfo=CADC.zone), days=14)
    assert readings(period, CADC)["rolled"] == date(2025, 12, 24)
    assert readings(period, CADC, below=TXSD)["rolled"] == date(2025, 12, 29)


def test_silence_is_said_after_the_end_of_the_next_court_day():
    def said(ends, where=DCD):
        return no_filing_may_be_said(ends, where)

    assert said(datetime(2025, 3, 14, 12, tzinfo=DCD.zone)) == datetime(2025, 3, 18, tzinfo=DCD.zone)
    assert said(datetime(2025, 3, 15, tzinfo=DCD.zone)) == datetime(2025, 3, 18, tzinfo=DCD.zone)  # Friday is over
    assert said(datetime(2025, 3, 12, tzinfo=DCD.zone)) == datetime(2025, 3, 13, tzinfo=DCD.zone)  # Tuesday is over
    closing = said(datetime(2025, 12, 23, 12, tzinfo=DCD.zone))
    assert closing == datetime(2025, 12, 30, tzinfo=DCD.zone), "a day that may be a holiday is none to be counted on"
    assert said(datetime(9999, 12, 31, 12, tzinfo=DCD.zone)) is None


@settings(deadline=None, max_examples=80)
@given(
    day=st.dates(date(1, 1, 2), date(9999, 12, 30)),
    hour=st.times(),
    days=st.none() | st.integers(0, 10**7),
    hours=st.none() | st.integers(0, 10**7),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    where=st.sampled_from([DCD, CADC, SCOTUS, court("gud")]),
)
def test_no_period_breaks_and_no_reading_is_on_a_day_it_says_is_closed(day, hour, days, hours, flags, where):
    court_days, before, by_mail = flags
    start = datetime.combine(day, hour, where.zone)
    days = min(days, 400) if days is not None and court_days else days
    period = Period(counted_from=start, days=days, hours=hours, court_days=court_days, before=before, by_mail=by_mail)
    calendar = CourtDays(where, after=not before)
    for due in counted(period, where, closed={start.date()}):
        if due.reading.value in {"rolled", "court_days"} and (where.level != "supreme" or hours is None):
            assert calendar.open(due.on) or due.on == start.date()
    fixed(start, where, date_only=True)
    no_filing_may_be_said(start, where)

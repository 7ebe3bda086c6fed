"""Worked examples of computing time, each with its source. Dates of J.G.G. v. Trump are public record (D.D.C. 25-cv-766).

The 2009 committee notes to Fed. R. Civ. P. 6(a) and to Fed. R. App. P. 26(a) give the same examples.
"""

from datetime import date, datetime, time

import pytest

from monitor.deadlines.court_days import CourtDays, rule_6a5_next_day
from monitor.deadlines.legal_holidays import rule_6a6_holidays
from monitor.deadlines.rule_6 import (
    rule_6a1_days,
    rule_6a2_hours,
    rule_6a3_inaccessible,
    rule_6a3_inaccessible_hour,
    rule_6a4_day_ends,
    rule_6d_three_days,
)
from monitor.deadlines.rule_65 import rule_65b2_lapse
from monitor.domain.courts import court
from monitor.domain.vocabulary import LapseReading

DCD, MAD, NYSD, SCOTUS = (court(name) for name in ("dcd", "mad", "nysd", "scotus"))


def on(computed):
    """Each reading's day."""
    return {c.reading.value: c.on for c in computed}


def at(computed):
    return {c.reading.value: c.at for c in computed}


def test_ten_days_after_an_event_that_end_on_the_saturday_before_labor_day():
    """2009 committee note on (a)(5): the tenth day is Saturday, 1 September 2007; due on Tuesday, 4 September."""
    assert on(rule_6a1_days(date(2007, 8, 22), 10, NYSD)) == {"flat": date(2007, 9, 1), "rolled": date(2007, 9, 4)}


def test_ten_days_before_an_event_that_end_on_the_same_saturday():
    """2009 committee note on (a)(5): counted backward, due on Friday, 31 August 2007."""
    counted = rule_6a1_days(date(2007, 9, 11), 10, NYSD, after=False)
    assert on(counted) == {"flat": date(2007, 9, 1), "rolled": date(2007, 8, 31)}


def test_the_clerk_s_office_inaccessible_on_that_friday():
    """2009 committee note on (a)(5): (a)(3) extends forward, to no earlier than Tuesday, 4 September 2007."""
    moved = rule_6a3_inaccessible(date(2007, 8, 31), NYSD, {date(2007, 8, 31)})
    assert moved.on == date(2007, 9, 4)
    assert moved.if_applies
    assert moved.rule.startswith("Fed. R. Civ. P. 6(a)(3)(A)")


def test_fourteen_days_after_an_event_that_end_on_patriots_day():
    """2009 committee note on (a)(6): the fourteenth day is Monday, 21 April 2008, a holiday of the state; due on the 22nd."""
    counted = rule_6a1_days(date(2008, 4, 7), 14, MAD)
    assert on(counted) == {"flat": date(2008, 4, 21), "rolled": date(2008, 4, 22)}
    assert "Patriots' Day (MA), Fed. R. Civ. P. 6(a)(6)(C)" in counted[1].rule


def test_fourteen_days_before_an_event_that_end_on_patriots_day():
    """2009 committee note on (a)(6): a state's holiday is none for a period counted backward; due on the 21st."""
    counted = rule_6a1_days(date(2008, 5, 5), 14, MAD, after=False)
    assert on(counted) == {"flat": date(2008, 4, 21), "rolled": date(2008, 4, 21)}


def test_the_clerk_s_office_inaccessible_on_that_patriots_day():
    """2009 committee note on (a)(6): (a)(3) then extends it forward, to no earlier than Tuesday, 22 April 2008."""
    assert rule_6a3_inaccessible(date(2008, 4, 21), MAD, {date(2008, 4, 21)}).on == date(2008, 4, 22)


def test_72_hours_over_the_end_of_daylight_saving_time():
    """2009 committee note on (a)(2): 72 hours from 10:23 a.m. on Friday, 2 November 2007 run until 9:23 a.m. on Monday."""
    counted = at(rule_6a2_hours(datetime(2007, 11, 2, 10, 23, tzinfo=DCD.zone), 72, DCD))
    assert counted["flat"] == counted["rolled"] == datetime(2007, 11, 5, 9, 23, tzinfo=DCD.zone)


def test_hours_that_end_at_2_17_p_m_on_a_saturday():
    """2009 committee note on (a)(2): to the same time (2:17 p.m.) on the next day that is no weekend or holiday."""
    counted = rule_6a2_hours(datetime(2025, 2, 14, 14, 17, tzinfo=DCD.zone), 24, DCD)
    assert at(counted)["flat"] == datetime(2025, 2, 15, 14, 17, tzinfo=DCD.zone)
    assert at(counted)["rolled"] == datetime(2025, 2, 18, 14, 17, tzinfo=DCD.zone)  # Monday is Washington's Birthday


def test_a_72_hour_period_that_ends_in_the_hour_that_spring_leaves_out():
    """(a)(2)(B), every hour that passes: 2:30 a.m. on Thursday, 6 March 2025 and 72 hours is 3:30 a.m. EDT on Sunday."""
    counted = at(rule_6a2_hours(datetime(2025, 3, 6, 2, 30, tzinfo=DCD.zone), 72, DCD))
    assert counted["flat"].isoformat() == "2025-03-09T03:30:00-04:00"
    assert counted["rolled"].isoformat() == "2025-03-10T03:30:00-04:00"


def test_the_last_hour_of_a_period_in_which_the_office_is_inaccessible():
    """(a)(3)(B): the same time on the first accessible day; 9 and 10 February 2026 an EXAMPLE of recorded closures."""
    end = datetime(2026, 2, 9, 14, 45, tzinfo=MAD.zone)
    moved = rule_6a3_inaccessible_hour(end, MAD, {date(2026, 2, 9), date(2026, 2, 10)})
    assert moved.at == datetime(2026, 2, 11, 14, 45, tzinfo=MAD.zone)
    assert moved.rule.startswith("Fed. R. Civ. P. 6(a)(3)(B)")
    assert rule_6a3_inaccessible_hour(end, MAD, {date(2026, 2, 10)}) is None


def test_three_days_are_added_after_the_day_on_which_the_period_would_expire():
    """2005 committee note on what is now 6(d): the thirtieth day is a Saturday and the Monday a holiday, so the period
    expires on Tuesday; the added days are Wednesday, Thursday and Friday."""
    expires = on(rule_6a1_days(date(2025, 1, 16), 30, NYSD))["rolled"]
    assert (expires, expires.strftime("%A")) == (date(2025, 2, 18), "Tuesday")
    assert on(rule_6d_three_days(expires, NYSD))["rolled"] == date(2025, 2, 21)


def test_three_days_added_to_a_friday_end_on_monday_and_on_tuesday_where_that_is_a_holiday():
    """2005 committee note: Saturday, Sunday and Monday are counted; the last is put off where it is a legal holiday."""
    assert on(rule_6d_three_days(date(2025, 3, 7), NYSD))["rolled"] == date(2025, 3, 10)
    assert on(rule_6d_three_days(date(2025, 2, 14), NYSD))["rolled"] == date(2025, 2, 18)


def test_who_adds_three_days():
    """Fed. R. App. P. 26(c), Fed. R. Bankr. P. 9006(f); the Supreme Court's Rule 30 adds none."""
    assert rule_6d_three_days(date(2025, 3, 7), court("ca2"))[0].rule.startswith("Fed. R. App. P. 26(c)")
    assert rule_6d_three_days(date(2025, 3, 7), court("nysb"))[0].rule.startswith("Fed. R. Bankr. P. 9006(f)")
    assert rule_6d_three_days(date(2025, 3, 7), SCOTUS) == ()


def test_the_last_day_ends_at_midnight_in_the_court_s_zone():
    """Rule 6(a)(4)(A): for electronic filing, at midnight in the court's time zone."""
    assert rule_6a4_day_ends(date(2025, 3, 29), DCD).isoformat() == "2025-03-30T00:00:00-04:00"


def test_by_other_means_it_ends_when_the_clerk_s_office_is_scheduled_to_close():
    """Rule 6(a)(4)(B); Fed. R. App. P. 26(a)(4)(D). The hour is the office's own and comes from the caller."""
    ends = rule_6a4_day_ends(date(2025, 3, 28), DCD, office_closes=time(16))
    assert ends.isoformat() == "2025-03-28T16:00:00-04:00"


def test_in_a_court_of_appeals_the_midnight_is_that_of_the_circuit_clerk():
    """Fed. R. App. P. 26(a)(4)(B): an appeal from the Southern District of Indiana is filed at Chicago's clock, one from
    Hawaii at San Francisco's."""
    assert rule_6a4_day_ends(date(2025, 3, 28), court("ca7")).isoformat() == "2025-03-29T00:00:00-05:00"
    assert rule_6a4_day_ends(date(2025, 3, 28), court("ca9")).isoformat() == "2025-03-29T00:00:00-07:00"


def test_in_a_court_of_appeals_the_holidays_of_two_states_count():
    """Fed. R. App. P. 26(a)(6)(C): of the court appealed from, or of the circuit clerk's principal office."""
    patriots, first = date(2025, 4, 21), court("ca1")
    rid = court("rid")
    assert rule_6a6_holidays(patriots, first, below=rid).paragraph == "(a)(6)(C)"  # Boston's, for an appeal from R.I.
    victory = date(2025, 8, 11)
    assert rule_6a6_holidays(victory, first, below=rid).name == "Victory Day (RI)"
    assert rule_6a6_holidays(victory, first, below=MAD) is None
    assert rule_6a1_days(date(2025, 7, 28), 14, first, below=rid)[1].rule.startswith("Fed. R. App. P. 26(a)(1)(C)")


def test_the_supreme_court_counts_the_days_of_the_statute_alone():
    """Sup. Ct. R. 30.1: a federal legal holiday listed in 5 U.S.C. 6103, no state's, no executive closing."""
    assert rule_6a6_holidays(date(2025, 4, 16), SCOTUS) is None
    assert rule_6a6_holidays(date(2025, 1, 9), SCOTUS) is None
    counted = rule_6a1_days(date(2025, 4, 2), 14, SCOTUS)
    assert on(counted) == {"flat": date(2025, 4, 16), "rolled": date(2025, 4, 16)}
    assert {c.rule for c in counted} == {"Sup. Ct. R. 30.1"}


def test_no_rule_of_the_supreme_court_rolls_hours():
    """Sup. Ct. R. 30.1 computes days."""
    counted = rule_6a2_hours(datetime(2025, 4, 4, 14, tzinfo=SCOTUS.zone), 24, SCOTUS)
    assert at(counted) == {"flat": datetime(2025, 4, 5, 14, tzinfo=SCOTUS.zone)}


def test_a_restraining_order_of_15_march_2025_under_both_readings():
    """Rule 65(b)(2) with 6(a)(1)(C): D.D.C. 25-cv-766, order of 15 March 2025: Saturday 29 March, or Monday 31 March."""
    flat, rolled = rule_65b2_lapse(date(2025, 3, 15), DCD)
    assert (flat.on, flat.on.strftime("%A")) == (date(2025, 3, 29), "Saturday")
    assert (rolled.on, rolled.on.strftime("%A")) == (date(2025, 3, 31), "Monday")


@pytest.mark.parametrize(
    ("trigger", "flat", "without", "with_closings", "order"),
    [
        (date(2024, 12, 10), date(2024, 12, 24), date(2024, 12, 24), date(2024, 12, 26), "14129"),
        (date(2024, 12, 26), date(2025, 1, 9), date(2025, 1, 9), date(2025, 1, 10), "14133"),
        (date(2025, 12, 10), date(2025, 12, 24), date(2025, 12, 24), date(2025, 12, 29), "14371"),
        (date(2025, 12, 11), date(2025, 12, 25), date(2025, 12, 26), date(2025, 12, 29), "14371"),
    ],
)
def test_a_closing_of_the_executive_departments_gives_one_reading_more(trigger, flat, without, with_closings, order):
    """Rule 6(a)(6)(B) speaks of a day "declared a holiday by the President". The orders of 2024 and 2025 close offices
    and touch "pay and leave"; Mashpee Wampanoag v. Norton, 336 F.3d 1094 (D.C. Cir. 2003), took such a day for one."""
    counted = rule_6a1_days(trigger, 14, NYSD)
    assert on(counted) == {"flat": flat, "rolled": without, "rolled_closing": with_closings}
    assert f"Exec. Order {order}" in counted[2].rule
    assert [c.if_applies for c in counted] == [False, False, True]


def test_where_the_state_keeps_the_day_no_doubt_is_left():
    """Rule 6(a)(6)(C): Texas keeps the day before Christmas itself; the 26th too, and then the weekend follows."""
    counted = rule_6a1_days(date(2025, 12, 10), 14, court("txsd"))
    assert on(counted) == {"flat": date(2025, 12, 24), "rolled": date(2025, 12, 29)}


def test_counted_backward_a_closing_is_open_too_and_a_state_s_holiday_never_counts():
    """Rule 6(a)(6)(B) has no direction, (C) has."""
    counted = rule_6a1_days(date(2026, 1, 9), 14, court("txsd"), after=False)
    assert on(counted) == {
        "flat": date(2025, 12, 26),
        "rolled": date(2025, 12, 26),
        "rolled_closing": date(2025, 12, 23),
    }


def test_a_period_that_ends_on_emancipation_day_in_the_district():
    """Rule 6(a)(6)(C) with 81(d)(2): D.C. Code 28-2701 makes 16 April a holiday in D.C., and nowhere else."""
    assert on(rule_6a1_days(date(2025, 4, 2), 14, DCD))["rolled"] == date(2025, 4, 17)
    assert on(rule_6a1_days(date(2025, 4, 2), 14, court("mdd")))["rolled"] == date(2025, 4, 16)


def test_emancipation_day_on_a_saturday_is_kept_on_the_friday():
    """D.C. Code 28-2701: 16 April 2022 was a Saturday; the next preceding day is a holiday."""
    assert rule_6a6_holidays(date(2022, 4, 15), DCD).paragraph == "(a)(6)(C)"


def test_inauguration_day_is_a_holiday_of_the_district_and_of_no_state():
    """D.C. Code 28-2701; 5 U.S.C. 6103(c) gives it to federal employees there, for pay and leave alone."""
    assert rule_6a6_holidays(date(2021, 1, 20), DCD).paragraph == "(a)(6)(C)"
    assert rule_6a6_holidays(date(2021, 1, 20), NYSD) is None
    assert rule_6a5_next_day(date(2021, 1, 19), DCD) == date(2021, 1, 21)


def test_a_federal_holiday_that_the_state_does_not_keep_is_one_all_the_same():
    """Rule 6(a)(6)(A): Columbus Day in California, Texas and Hawaii; Friday, 3 July 2026 in Massachusetts."""
    for name in ("cand", "txsd", "hid", "gud", "mnd"):
        assert rule_6a6_holidays(date(2025, 10, 13), court(name)).paragraph == "(a)(6)(A)", name
    assert rule_6a6_holidays(date(2026, 7, 3), MAD).paragraph == "(a)(6)(A)"


def test_juneteenth_before_the_rule_named_it():
    """Pub. L. 117-17 (17 June 2021); Rule 6(a)(6)(A) names it since 1 December 2023."""
    assert rule_6a6_holidays(date(2021, 6, 18), NYSD).paragraph == "(a)(6)(B)"
    assert rule_6a6_holidays(date(2024, 6, 19), NYSD).paragraph == "(a)(6)(A)"
    assert rule_6a6_holidays(date(2020, 6, 19), NYSD) is None


def test_each_court_is_cited_by_its_own_rule():
    """Fed. R. Civ. P. 6(a), Fed. R. Bankr. P. 9006(a), Fed. R. App. P. 26(a)."""
    cited = {name: rule_6a1_days(date(2025, 3, 15), 14, court(name))[1].rule for name in ("dcd", "nysb", "cadc")}
    assert cited == {
        "dcd": "Fed. R. Civ. P. 6(a)(1)(C)",
        "nysb": "Fed. R. Bankr. P. 9006(a)(1)(C)",
        "cadc": "Fed. R. App. P. 26(a)(1)(C)",
    }


def test_no_reading_is_given_beyond_the_calendar():
    assert rule_6a1_days(date(9999, 12, 30), 14, DCD) == ()
    assert rule_6a1_days(date(2025, 1, 1), 10**9, DCD) == ()
    assert rule_6a2_hours(datetime(9999, 12, 31, tzinfo=DCD.zone), 48, DCD) == ()
    assert rule_6a3_inaccessible(date(9999, 12, 31), DCD, {date(9999, 12, 31)}) is None
    assert rule_6a4_day_ends(date.max, DCD).year == 9999
    assert rule_6d_three_days(date(9999, 12, 31), DCD) == ()


def test_a_reading_is_named_by_what_it_assumes():
    assert CourtDays(DCD).open(date(2025, 1, 9))
    assert not CourtDays(DCD).open(date(2025, 1, 9), closings=True)
    assert LapseReading.ROLLED_CLOSING == "rolled_closing"

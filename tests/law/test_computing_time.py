"""Worked examples of computing time, each with its source. Dates of J.G.G. v. Trump are public record (D.D.C. 25-cv-766)."""

from datetime import date, datetime

from monitor.deadlines.rule_6 import rule_6a1_days, rule_6a2_hours, rule_6a4_day_ends
from monitor.deadlines.rule_65 import rule_65b2_lapse
from monitor.domain.courts import court

DCD = court("dcd")


def test_72_hours_over_the_end_of_daylight_saving_time():
    """2009 committee note to Rule 6(a)(2): 72 hours from 10:23 a.m. on Friday, 2 November 2007 run until 9:23 a.m. on Monday."""
    counted = rule_6a2_hours(datetime(2007, 11, 2, 10, 23, tzinfo=DCD.zone), 72, DCD)
    assert counted.flat == datetime(2007, 11, 5, 9, 23, tzinfo=DCD.zone)
    assert counted.rolled == counted.flat


def test_a_restraining_order_of_15_march_2025_under_both_readings():
    """Rule 65(b)(2) with 6(a)(1)(C): D.D.C. 25-cv-766, order of 15 March 2025: Saturday 29 March, or Monday 31 March."""
    lapse = rule_65b2_lapse(date(2025, 3, 15), DCD)
    assert (lapse.flat, lapse.flat.strftime("%A")) == (date(2025, 3, 29), "Saturday")
    assert (lapse.rolled, lapse.rolled.strftime("%A")) == (date(2025, 3, 31), "Monday")


def test_a_period_that_ends_on_a_day_of_mourning():
    """Rule 6(a)(6)(B); by executive order federal offices were closed on Thursday, 9 January 2025."""
    counted = rule_6a1_days(date(2024, 12, 26), 14, DCD)
    assert (counted.flat, counted.rolled) == (date(2025, 1, 9), date(2025, 1, 10))


def test_a_period_that_ends_on_emancipation_day_in_the_district():
    """Rule 6(a)(6)(C) with 81(d)(2): D.C. Code 1-612.02 makes 16 April a holiday in D.C., and nowhere else."""
    assert rule_6a1_days(date(2025, 4, 2), 14, DCD).rolled == date(2025, 4, 17)
    assert rule_6a1_days(date(2025, 4, 2), 14, court("mdd")).rolled == date(2025, 4, 16)


def test_the_last_day_ends_at_midnight_in_the_court_s_zone():
    """Rule 6(a)(4)(A): for electronic filing, at midnight in the court's time zone."""
    assert rule_6a4_day_ends(date(2025, 3, 29), DCD).isoformat() == "2025-03-30T00:00:00-04:00"

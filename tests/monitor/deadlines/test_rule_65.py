from datetime import date

from monitor.deadlines.rule_65 import RULE_65B2_DAYS, rule_65b2_lapse, rule_65b2_like_period
from monitor.domain.courts import court

DCD = court("dcd")


def test_both_readings_are_given_and_each_names_its_rule():
    flat, rolled = rule_65b2_lapse(date(2025, 3, 15), DCD)
    assert (flat.on, rolled.on) == (date(2025, 3, 29), date(2025, 3, 31))
    assert flat.rule == "Fed. R. Civ. P. 65(b)(2)"
    assert rolled.rule == "Fed. R. Civ. P. 65(b)(2), read with 6(a)(1)(C)"


def test_a_third_reading_where_the_executive_departments_were_closed():
    counted = rule_65b2_lapse(date(2025, 12, 10), DCD)
    assert [c.on for c in counted] == [date(2025, 12, 24), date(2025, 12, 24), date(2025, 12, 29)]
    assert counted[2].if_applies


def test_the_limit_is_fourteen_days():
    assert RULE_65B2_DAYS == 14


def test_a_like_period_runs_from_the_lapse_that_it_puts_off():
    flat, rolled = rule_65b2_like_period(date(2025, 3, 29), DCD)
    assert (flat.on, rolled.on) == (date(2025, 4, 12), date(2025, 4, 14))
    assert "like period" in flat.rule

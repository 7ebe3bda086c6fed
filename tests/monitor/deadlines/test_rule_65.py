from datetime import date

from monitor.deadlines.rule_65 import RULE_65B2_DAYS, rule_65b2_lapse, rule_65b2_like_period
from monitor.domain.courts import court

DCD = court("dcd")


def test_both_readings_are_given_and_each_names_its_rule():
    lapse = rule_65b2_lapse(date(2025, 3, 15), DCD)
    assert (lapse.flat, lapse.rolled) == (date(2025, 3, 29), date(2025, 3, 31))
    assert lapse.flat_rule == "Fed. R. Civ. P. 65(b)(2)"
    assert lapse.rolled_rule == "Fed. R. Civ. P. 65(b)(2), read with 6(a)(1)(C)"


def test_the_limit_is_fourteen_days():
    assert RULE_65B2_DAYS == 14


def test_a_like_period_runs_from_the_lapse_that_it_puts_off():
    extended = rule_65b2_like_period(date(2025, 3, 29), DCD)
    assert (extended.flat, extended.rolled) == (date(2025, 4, 12), date(2025, 4, 14))
    assert "like period" in extended.flat_rule

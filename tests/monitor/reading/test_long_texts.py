"""No pattern runs away on a text made to make it run: a sentence is at most LONGEST long, and every rule must end on it.

There is no clock here. A pattern that repeats a repeat does not end in a lifetime; the suite would stand still.
"""

import pytest

from monitor.reading.docket_parts import take_apart
from monitor.reading.rulebook import rules, tables
from monitor.reading.segment import LONGEST

UNITS = (
    "a ",
    "A ",
    "order ",
    "the court finds that ",
    "motion to stay the ",
    "in part and denying ",
    "[12] Motion 34 ",
    "Dkt. No. ",
    "(a) (b) ",
    "((",
    "March 3, 2024 at ",
    "5:00 p.m. ",
    "not ",
    "shall not ",
    "TRO PI ",
    "’s ",
    ", and the ",
    "no later than 5 ",
)
HOSTILE = [(unit * LONGEST)[:LONGEST] for unit in UNITS]


@pytest.mark.parametrize("table", tables())
def test_every_rule_ends_on_a_hostile_sentence(table):
    for rule in rules(table):
        for text in HOSTILE:
            rule.find(text)
            rule.find(rule.example + " " + text)


@pytest.mark.parametrize("unit", UNITS)
def test_a_hostile_entry_is_read(docket, unit):
    for head in ("ORDER ", "RESPONSE by Marlow School Board. ", ""):
        text = head + (unit * 3 * LONGEST)[: 3 * LONGEST]
        assert docket(text).kind in {"order", "minute_order", "motion", "response", "other"}
        assert "".join(s.of(take_apart(text).plain) for s in take_apart(text).sentences).strip() or not text.strip()

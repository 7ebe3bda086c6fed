import re

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Stance
from monitor.present.place import east_asian_width
from monitor.present.timeline_text import timeline_text

# a whole order is much to draw and more to shrink: a failing one is shown as it was found
BIG = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def flat(text):
    return " ".join(re.sub(r"[│╭╮╰╯─├┤┬┴┼┌┐└┘]", " ", text).split())


@pytest.fixture
def page(order, zone, as_of):
    return timeline_text(order, zone=zone, as_of=as_of, seq=4212, example=True)


def test_the_page_names_case_order_and_moment(page):
    assert page.splitlines()[:3] == [
        " EXAMPLE   Millpond Tenants v. Tolland Water Company   D. Me. 2:31-cv-00417",
        " Temporary restraining order of 6 May 2031   med/31-cv-417/s12.1",
        " As known at 12 May 2031, 16:22 EDT (log position 4,212)",
    ]


def test_the_four_axes_stand_side_by_side(page):
    for left, right in (("WHAT IT ORDERS", "LEGAL STATUS"), ("WHO SAYS WHAT", "WHAT COURTS FOUND")):
        assert any(left in line and right in line for line in page.splitlines())


def test_both_lapse_readings_stand_with_their_rule(page):
    text = flat(page)
    assert "8 days left; counted" in text
    assert "14 days left; rolled" in text
    assert "We choose" in text


def test_every_mark_is_a_shape_and_a_court_asks_where_a_party_alleges(page):
    assert "△ Judge Okafor orders an explanation" in page
    assert "▲ The plaintiffs allege a breach" in page
    assert "● The defendants deny a breach" in page
    assert "\x1b" not in page


def test_what_is_due_unseen_and_done_is_there(page):
    text = flat(page)
    assert "Due Mon 19 May, 17:00 “brief showing cause, Tolland Water Company”: pending" in text
    assert "Not seen “list of the homes shut off”, due Thu 8 May. We saw no filing" in text
    assert "9 May, 15:00 stayed in part, 1st Cir., in writing" in text


def test_an_effect_that_waits_says_for_what(order, zone, as_of):
    waits = msgspec.structs.replace(order.history[-1], effective_at=None, awaits="the mandate")
    text = flat(timeline_text(msgspec.structs.replace(order, history=(waits,)), zone=zone, as_of=as_of))
    assert "no time seen stay lifted, 1st Cir., in writing, awaits the mandate" in text


def test_what_answers_nothing_is_said_under_the_order(order, zone, as_of):
    report = msgspec.structs.replace(
        order.actions[0].positions[3], stance=Stance.REPORTS_COMPLIANCE, quote="All taps are open."
    )
    text = flat(timeline_text(msgspec.structs.replace(order, actions=(), positions=(report,)), zone=zone, as_of=as_of))
    assert "● The defendants report steps taken to comply “All taps are open.”" in text


def test_nothing_known_is_said(bare, zone, as_of):
    text = flat(timeline_text(bare, zone=zone, as_of=as_of, width=10))
    for words in (
        "no terms seen",
        "REQUESTED since when was not seen",
        "nothing asked, alleged or answered seen",
        "none seen",
        "No end date seen.",
    ):
        assert words in text


@settings(max_examples=25, **BIG)
@given(data=st.data())
def test_any_order_fits_its_width_and_carries_no_control_character(any_order, zone, as_of, data):
    width = data.draw(st.sampled_from([60, 80, 100, 140]))
    page = timeline_text(data.draw(any_order), zone=zone, as_of=as_of, width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", page)
    narrow = [
        line
        for line in page.splitlines()
        if all(east_asian_width(c) in {"N", "Na"} and c.isascii() for c in line.strip("│ "))
    ]
    assert all(len(line) <= width for line in narrow)


def test_a_line_says_what_became_of_what_it_did(order, zone, as_of):
    """Taken back, a copy, changed nothing: each in words, beside the line."""
    line = order.history[-1]
    marked = [
        msgspec.structs.replace(line, undone_by="cadc/25-1/e9"),
        msgspec.structs.replace(line, copy_of="med/31-cv-418/e3"),
        msgspec.structs.replace(line, unresolved="x: extends an order that had been vacated"),
        msgspec.structs.replace(line, by_then=True),
    ]
    told = timeline_text(msgspec.structs.replace(order, history=tuple(marked)), zone=zone, as_of=as_of, width=200)
    for words in (
        "taken back by cadc/25-1/e9",
        "the same as med/31-cv-418/e3",
        "changed nothing, see below",
        "seen by then",
    ):
        assert words in told


def test_what_the_status_does_not_say_stands_below_it(order, zone, as_of):
    note = "The order was vacated. That by itself answers nothing that was alleged."
    told = timeline_text(msgspec.structs.replace(order, notes=(note,)), zone=zone, as_of=as_of, width=200)
    assert note in " ".join(told.split())

"""Sentences end where a reader would end them; places are kept; no sentence is long."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading.docket_parts import take_apart
from monitor.reading.segment import LONGEST, Span, clauses, quoted, sentences


def cut(text):
    return [s.of(text) for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The order stands. It binds the board.", ["The order stands.", "It binds the board."]),
        ("Judge A. B. Tallis ruled. See Dkt. 34 at 2.", ["Judge A. B. Tallis ruled.", "See Dkt. 34 at 2."]),
        ("Pay by 5:00 p.m. Monday, March 3.", ["Pay by 5:00 p.m. Monday, March 3."]),
        ("Pay by 5:00 p.m. The board shall report.", ["Pay by 5:00 p.m.", "The board shall report."]),
        ("Filed by MARLOW, INC.. Denied.", ["Filed by MARLOW, INC..", "Denied."]),
        ("“We will not.” She left.", ["“We will not.”", "She left."]),
    ],
)
def test_sentences(text, parts):
    assert cut(text) == parts


def test_a_clause_ends_at_a_semicolon_and_at_a_numbered_part():
    text = "the Court ORDERS that: (1) the board shall stop; and (2) the board shall report."
    assert [c.of(text) for c in clauses(text, Span(0, len(text)))] == [
        "the Court ORDERS that",
        "the board shall stop",
        "the board shall report.",
    ]


def test_quoted_words_are_found_in_damaged_encoding_too():
    text = "She said â€œnot yetâ€ and “never”."
    assert [q.of(text) for q in quoted(text)] == ["not yet", "never"]


def test_clerks_furniture_is_blanked_and_places_are_kept():
    text = (
        "ORDER granting 3 Motion. (Attachments: # 1 Order (sealed)) Signed by Judge Imogen Tallis on 3/1/2024. (abcd)"
    )
    entry = take_apart(text)
    assert len(entry.plain) == len(text)
    assert entry.plain.split() == ["ORDER", "granting", "3", "Motion."]


@settings(deadline=None, max_examples=120)
@given(st.text(max_size=4000))
def test_sentences_are_in_order_apart_short_and_inside(text):
    spans = sentences(text)
    assert all(0 <= s.start < s.end <= len(text) and s.end - s.start <= LONGEST for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(s.of(text).split()) for s in spans)

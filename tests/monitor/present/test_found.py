"""What a search found, in words: nothing is put between the quotation marks but what the source has."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import ActionStatus, OrderStatus, OrderType
from monitor.present.found import head, lines, quotation, zone_of
from monitor.state.facts import Withdrawal
from projections.search_found import Extract, Hit
from tests.monitor.present.conftest import AS_OF, ZONE, at

ENTRY = Hit(
    kind="items",
    id="med/31-cv-417/e12",
    matters=("med/31-cv-417",),
    name="EXAMPLE v. EXAMPLE",
    court="med",
    docket_number="2:31-cv-00417",
    entry_number=12,
    source="med-ecf",
    said_at=at(6, 9, 30),
    orders=("med/31-cv-417/s12.1",),
    score=1.0,
)


def other(**more):
    return msgspec.structs.replace(ENTRY, **more)


def test_an_entry_with_its_docket_time_source_and_order():
    assert head(ENTRY, ZONE) == "Entry 12"
    assert list(lines(ENTRY, ZONE, AS_OF)) == [
        "EXAMPLE v. EXAMPLE, D. Me. 2:31-cv-00417, 6 May, 09:30, med-ecf",
        "cited in med/31-cv-417/s12.1",
        "med/31-cv-417/e12",
    ]
    assert head(other(entry_number=None), ZONE) == "Docket entry without a number"


def test_what_is_no_longer_shown_says_by_whom_and_since_when():
    gone = Withdrawal("med-ecf", at(10), at(10, 0, 10))
    assert "No longer shown by med-ecf since 10 May, 00:10." in lines(other(withdrawn=gone), ZONE, AS_OF)


def test_a_story_goes_by_its_title_in_quotation_marks():
    story = other(court=None, docket_number=None, entry_number=None, name="EXAMPLE title", said_at=None)
    assert head(story, ZONE) == "“EXAMPLE title”"
    assert next(lines(story, ZONE, AS_OF)) == "no time seen, med-ecf"


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_has_its_day_and_status_in_words(status):
    order = other(kind="orders", type=OrderType.TRO, status=status)
    assert head(order, ZONE).startswith("Temporary restraining order of 6 May 2031, ")
    assert "_" not in head(order, ZONE)
    assert head(other(kind="orders", type="tro", status=status, said_at=None), ZONE).count("no date seen") == 1


def test_an_action_has_its_order():
    action = other(kind="actions", name="shut-offs of 6 May", status=ActionStatus.CONTESTED, source=None)
    assert head(action, ZONE) == "Shut-offs of 6 May: contested"
    assert "under med/31-cv-417/s12.1" in lines(action, ZONE, AS_OF)


def test_many_orders_are_counted():
    many = other(orders=tuple(f"o{n}" for n in range(9)))
    assert "cited in o0, o1, o2, o3 and 5 more" in lines(many, ZONE, AS_OF)


def test_a_courts_own_clock():
    assert zone_of(other(court="cand"), ZONE).key == "America/Los_Angeles"
    assert zone_of(other(court=None), ZONE) is ZONE
    assert zone_of(other(court="nowhere"), ZONE) is ZONE


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=40), st.booleans(), st.booleans(), st.data())
def test_between_the_marks_stands_what_the_source_has_place_for_place(text, before, after, data):
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    shown, ((a, b),) = quotation(Extract(text, before, after, ((start, end),)))
    assert shown.startswith("“[…] " if before else "“")
    assert shown.endswith(" […]”" if after else "”")
    inner = shown[5 if before else 1 : len(shown) - (5 if after else 1)]
    assert len(inner) == len(text)
    assert all(x == y or y.isspace() or x == "\ufffd" for x, y in zip(inner, text, strict=True))
    assert b - a == end - start
    assert "\n" not in shown

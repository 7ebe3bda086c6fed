"""Every kind of change has words, with what was so before and what is so now; none weighs anything."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.ids import key_of
from monitor.domain.vocabulary import OrderStatus
from monitor.present.changed import change_words
from monitor.present.tags import TAGS
from monitor.state.change import Change, ChangeKind
from tests.monitor.present.conftest import AS_OF, ORDER_ID, ZONE


def change(kind, *handle, **more):
    fields = {
        "matter": "med/31-cv-417",
        "order": ORDER_ID,
        "action": None,
        "before": None,
        "after": None,
        "item": None,
        "seq": 7,
        "said_at": None,
        **more,
    }
    return Change(key=key_of(kind, *(handle or ("x",))), kind=kind, **fields)


def words(made, order=None):
    return change_words(made, order, zone=ZONE, as_of=AS_OF)


def test_a_status_that_turned_says_both():
    assert (
        words(change(ChangeKind.STATUS_CHANGED, before="in_force", after="lapsed"))
        == "Status changed: in force, now lapsed"
    )
    assert words(change(ChangeKind.ORDER_ISSUED, after="pronounced")) == "New order: pronounced"
    turned = change(ChangeKind.FINDING_STANDING_CHANGED, before="standing", after="vacated")
    assert words(turned) == "Standing of a finding: stands, now vacated"
    assert words(change(ChangeKind.FINDING, after="noncompliance")) == "Finding: non-compliance, not contempt"


def test_the_readings_of_a_lapse_are_named_with_their_days():
    made = change(ChangeKind.ORDER_EXTENDED, before="flat 2031-05-20, rolled 2031-05-26", after="fixed 2032-01-09")
    assert words(made) == (
        "Extended: 20 May (counted flat) and 26 May (rolled off the weekend), now 9 January 2032 (fixed by the court)"
    )


def test_what_was_said_is_told_with_who_says_it_and_no_more_without_the_position(order):
    position = order.actions[0].positions[0]
    made = change(ChangeKind.ALLEGED, position.id, after=position.stance)
    assert words(made, msgspec.structs.replace(order, actions=())) == "Alleged"
    first, second = (msgspec.structs.replace(position, id=f"p{n}", actor=f"Example Person {n}") for n in (8, 9))
    named = msgspec.structs.replace(order.actions[0], positions=(first, second))
    made = change(ChangeKind.ALLEGED, "p9")
    assert words(made, msgspec.structs.replace(order, actions=(named,))).startswith("Alleged: Example Person 9 ")


def test_an_action_is_named_as_everywhere(order):
    action = order.actions[0]
    assert words(change(ChangeKind.CONTESTED, action.id, action=action.id), order).lower().endswith(action.what.lower())
    assert words(change(ChangeKind.CONTESTED, "gone", action="gone"), order) == "Newly contested"


def test_a_date_is_quoted_as_it_was_set_and_its_end_told(order):
    due = order.deadlines[0]
    made = change(ChangeKind.DEADLINE_SET, due.id, after=datetime(2031, 5, 19, 17, tzinfo=ZONE).isoformat())
    assert words(made, order) == f"Deadline set: “{due.what}”, due 19 May, 17:00"
    whole = change(ChangeKind.DEADLINE_SET, "unknown", after=datetime(2030, 5, 19, tzinfo=ZONE).isoformat())
    assert words(whole, order) == "Deadline set: due 19 May 2030"
    ended = change(ChangeKind.DEADLINE_CHANGED, due.id, "pending", "filed", before="pending", after="filed")
    assert words(ended, order) == f"Deadline: “{due.what}”: pending, now filed"
    assert (
        words(change(ChangeKind.DEADLINE_CHANGED, f"{due.id}0", before="pending", after="filed"), order)
        == "Deadline: pending, now filed"
    )


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_has_words_without_an_order_and_without_codes(kind):
    said = words(change(kind))
    assert said == TAGS[kind].word
    assert not re.search(r"[a-z]_[a-z]", said)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(ChangeKind)), st.sampled_from([None, *OrderStatus, "noncompliance", "EXAMPLE"]))
def test_a_code_that_is_not_of_its_kind_breaks_nothing(kind, code):
    if kind in {ChangeKind.ORDER_EXTENDED, ChangeKind.LAPSES_CHANGED, ChangeKind.DEADLINE_SET}:
        return
    assert words(change(kind, before=code, after=code)).startswith(TAGS[kind].word)

"""A clerk edits an old entry in place: "VACATED: ORDER granting …". The order existed; it is vacated by the day of the edit.

A relief from an order leaves the docket's history: Fed. R. Civ. P. 79(a) (the civil docket is chronological).
"""

import msgspec
import pytest

from monitor.domain.findings import Why
from monitor.domain.vocabulary import Effect, OrderStatus, OrderType
from monitor.state.facts import ItemFact
from monitor.state.fold import MatterFold, fold
from tests.monitor.state.given import MATTER, Given, at, effect, issues, plaintiffs, re

HEAD = "VACATED: ORDER granting 3 Motion for Temporary Restraining Order"


def marked(said: str = HEAD, **more):
    """What our reader makes of the edited head."""
    vacates = effect(Effect.VACATES, said=said, refers=(re(type=OrderType.TRO),), **more)
    return msgspec.structs.replace(vacates, why=Why(rule="head.marked_vacated", score=0.9))


@pytest.fixture
def edited():
    """Entered on 10 January, extended on the 20th, alleged to be broken; the edit was seen on 1 February."""
    given = Given()
    given.entry("2025-01-10 10:00", issues(), number=30, item="order")
    given.entry("2025-01-20 10:00", effect(Effect.EXTENDS, lasts_days=14, refers=(re(30),)), number=33)
    given.entry("2025-01-25 10:00", plaintiffs(refers=(re(30),)), number=35)
    old = given.facts[0]
    assert isinstance(old, ItemFact)
    reading = msgspec.structs.replace(old.reading, effects=(marked(),))
    given.facts.append(
        msgspec.structs.replace(old, seq=9, revision=1, reading=reading, revised_at=at("2025-02-01 08:00"))
    )
    return given


def test_the_order_is_kept_with_its_day_and_is_vacated_by_the_day_of_the_edit(edited):
    order = edited.order
    assert (order.id, order.status) == ("dcd/25-cv-1/e30.1", OrderStatus.VACATED)
    assert order.entered_at == at("2025-01-10 10:00")
    assert [(h.effect, h.effective_at, h.by_then) for h in order.history] == [
        (Effect.ISSUES, at("2025-01-10 10:00"), False),
        (Effect.EXTENDS, at("2025-01-20 10:00"), False),
        (Effect.VACATES, at("2025-02-01 08:00"), True),
    ]


def test_what_happened_between_is_as_it_was(edited):
    """The extension found an order in force, and the allegation is about it still."""
    assert edited.order.unresolved == ()
    assert edited.order.counts.alleged == 1


def test_in_the_world_before_the_edit_was_seen_it_was_in_force(edited):
    (order,) = fold(MATTER, edited.facts, world_at=at("2025-01-31 12:00")).orders
    assert order.status is OrderStatus.IN_FORCE


def test_in_whatever_order_the_facts_come_the_state_is_the_same(edited):
    going = MatterFold(MATTER)
    for fact in (*reversed(edited.facts), *edited.facts):
        going.add(fact)
        going.state()
    assert msgspec.to_builtins(going.state()) == msgspec.to_builtins(edited.state)


def test_an_edit_taken_back_leaves_the_order_in_force(edited):
    first = edited.facts[0]
    assert isinstance(first, ItemFact)
    edited.facts.append(msgspec.structs.replace(first, seq=12, revision=2, revised_at=at("2025-02-03 08:00")))
    going = MatterFold(MATTER)
    for fact in edited.facts:
        going.add(fact)
        going.state()
    assert [o.status for o in going.state().orders] == [OrderStatus.IN_FORCE]


def test_seen_for_the_first_time_already_edited():
    given = Given()
    given.entry("2025-01-10 10:00", marked(), number=30, seen="2025-03-01 09:00")
    assert given.order.status is OrderStatus.VACATED
    assert given.order.history[-1].effective_at == at("2025-03-01 09:00")


def test_seen_already_edited_at_the_minute_of_its_entry():
    given = Given()
    given.entry("2025-01-10 10:00", marked(), number=30)
    assert [h.effect for h in given.order.history] == [Effect.ISSUES, Effect.VACATES]
    assert given.order.status is OrderStatus.VACATED


def test_the_court_that_vacated_it_said_so_before_the_clerk_did(edited):
    edited.entry(
        "2025-01-30 10:00", effect(Effect.VACATES, refers=(re(type=OrderType.TRO, court="dcd"),)), court="cadc"
    )
    order = edited.order
    assert order.grounds[0].since == at("2025-01-30 10:00")
    assert order.unresolved == ()


@pytest.mark.parametrize("head", ["VACATED: ORDER extending Temporary Restraining Order", "VACATED: ORDER denying TRO"])
def test_the_edit_of_an_entry_that_made_no_order_makes_none(head):
    given = Given()
    given.entry("2025-01-15 10:00", marked(head), number=31)
    assert given.orders == ()
    assert given.state.unresolved == ("item-1: vacates tro: no tro has been seen",)


def test_an_entry_dated_after_the_edit_was_seen_is_undone_on_its_own_day():
    given = Given()
    given.entry("2025-01-10 10:00", marked(), number=30, seen="2025-01-09 10:00")
    assert [(h.effect, h.effective_at) for h in given.order.history] == [
        (Effect.ISSUES, at("2025-01-10 10:00")),
        (Effect.VACATES, at("2025-01-10 10:00")),
    ]

"""An item that a source no longer shows undoes nothing: what it did and said stands, and is marked. EXAMPLE facts."""

from __future__ import annotations

from itertools import permutations

import pytest

from monitor.domain.vocabulary import Effect, FindingKind, OrderStatus
from monitor.state.change import ChangeKind
from monitor.state.changes import diff
from monitor.state.fold import fold
from tests.monitor.state.given import Given, at, due, effect, finds, issues, plaintiffs, re

SINCE = "2025-03-20 12:00"


@pytest.fixture
def restraint():
    given = Given()
    given.entry("2025-03-15 19:25", issues(), number=39, item="tro")
    given.entry("2025-03-17 10:00", plaintiffs(), number=41, item="motion")
    return given


def key(item):
    return f"item|example|{item}"


def test_the_order_keeps_its_status_and_says_which_entry_is_gone(restraint):
    restraint.gone(key("tro"), SINCE)
    order = restraint.order
    assert (order.status, order.history[0].gone_since) == (OrderStatus.IN_FORCE, at(SINCE))
    (gone,) = order.withdrawn
    assert (gone.item, gone.entry_number, gone.effects, gone.source) == ("tro", 39, (Effect.ISSUES,), "example")
    assert restraint.state.unresolved == (
        "tro: no longer shown by example since 2025-03-20 12:00 EDT; last seen 2025-03-20 11:50 EDT;"
        " what it did stands as recorded",
    )
    assert restraint.state.seq == 3


def test_another_order_of_the_matter_says_nothing_of_it(restraint):
    restraint.entry("2025-03-19 10:00", issues(), number=60, item="other")
    restraint.gone(key("tro"), SINCE)
    assert [(order.history[0].item, len(order.withdrawn)) for order in restraint.orders] == [("tro", 1), ("other", 0)]


def test_an_entry_that_vacated_it_and_is_gone_still_vacated_it(restraint):
    restraint.entry("2025-03-18 10:00", effect(Effect.VACATES, refers=(re(39),)), number=50, item="vacatur")
    restraint.gone(key("vacatur"), SINCE)
    assert restraint.order.status is OrderStatus.VACATED
    assert [(g.item, g.effects) for g in restraint.order.withdrawn] == [("vacatur", (Effect.VACATES,))]


def test_what_it_said_is_marked_where_it_is_quoted(restraint):
    restraint.gone(key("motion"), SINCE)
    (position,) = restraint.action.positions
    assert position.gone_since == at(SINCE)
    assert [(g.item, g.effects) for g in restraint.order.withdrawn] == [("motion", ())]
    assert restraint.order.history[0].gone_since is None


def test_a_finding_and_a_date_of_an_entry_that_is_gone_are_kept(restraint):
    restraint.entry(
        "2025-03-18 10:00",
        finds(FindingKind.NONCOMPLIANCE),
        due("EXAMPLE report", "2025-03-25 17:00"),
        number=55,
        item="x",
    )
    before = restraint.order
    restraint.gone(key("x"), SINCE)
    assert [f.gone_since for f in restraint.order.findings] == [at(SINCE)]
    assert [d.status for d in restraint.order.deadlines] == [d.status for d in before.deadlines]


def test_with_a_copy_elsewhere_only_the_order_says_so(restraint):
    restraint.gone(key("tro"), SINCE, also_from=("mail",))
    assert restraint.order.history[0].gone_since is None
    assert restraint.order.withdrawn[0].also_from == ("mail",)
    assert restraint.state.unresolved == ()


def test_in_any_order_the_facts_give_the_same_state(restraint):
    restraint.gone(key("tro"), SINCE)
    states = {repr(fold(restraint.matter, facts)) for facts in permutations(restraint.facts)}
    assert len(states) == 1


def test_it_is_told_when_it_goes_and_when_it_is_back_and_no_more_often(restraint):
    shown = restraint.state
    restraint.gone(key("tro"), SINCE)
    gone = restraint.state
    assert [(c.kind, c.item, c.before, c.after) for c in diff(shown, gone)] == [
        (ChangeKind.WITHDRAWN, "tro", None, None)
    ]
    assert diff(gone, gone) == ()
    assert [(c.kind, c.item) for c in diff(gone, shown)] == [(ChangeKind.SHOWN_AGAIN, "tro")]
    assert len({c.key for c in (*diff(shown, gone), *diff(gone, shown))}) == 2


def test_what_had_happened_by_a_time_does_not_know_what_vanished_later(restraint):
    restraint.gone(key("tro"), SINCE)
    then = fold(restraint.matter, restraint.facts, world_at=at("2025-03-19 12:00"))
    assert (then.orders[0].withdrawn, then.unresolved) == ((), ())
    assert fold(restraint.matter, restraint.facts, world_at=at(SINCE)).orders[0].withdrawn

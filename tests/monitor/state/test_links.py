"""A person says which entries are one order and which are not. Invented entries; every one of them is an EXAMPLE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Effect, Mode, OrderType
from monitor.state.facts import LinkFact, LinkKind
from monitor.state.fold import MatterFold, fold
from monitor.state.links import Links
from tests.monitor.state.given import MATTER, Given, at, effect, issues

NAMES = "abcde"


def said(seq, one, other, *, joined=True, kind=LinkKind.ORDERS):
    first, second = sorted([(one, 1), (other, 1)])
    return LinkFact(
        seq=seq,
        kind=kind,
        joined=joined,
        one=first,
        other=second,
        ids=(first[0], second[0]),
        by="Ada Example",
        reason="EXAMPLE",
        decided_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=seq),
    )


def links(*pairs):
    """`ab` joins a and b, `a/b` parts them; each later than the one before."""
    return Links(said(n, pair[0], pair[-1], joined="/" not in pair) for n, pair in enumerate(pairs, start=1))


def one(given, *names):
    return {handle for name in names for handle in given.together((name, 1))}


@pytest.mark.parametrize(
    ("pairs", "group", "set_aside"),
    [
        (["ab"], "ab", []),
        (["ab", "bc"], "abc", []),
        (["ab", "cd", "bc"], "abcd", []),
        (["ab", "bc", "a/c"], "a", ["ab"]),  # the later join and the part stand, the oldest falls
        (["a/c", "ab", "bc"], "abc", ["a/c"]),
        (["ab", "a/b"], "a", ["ab"]),
        (["a/b", "ab"], "ab", ["a/b"]),
    ],
)
def test_joins_are_passed_on_and_the_later_decision_prevails(pairs, group, set_aside):
    made = links(*pairs)
    assert {name for name, _ in made.together(("a", 1))} == set(group)
    assert [f.ids for f, _ in made.overruled] == [(p[0], p[-1]) for p in set_aside]
    assert all(later.seq > fact.seq for fact, later in made.overruled)


def test_what_is_parted_from_one_is_parted_from_all_that_it_was_joined_with():
    made = links("ab", "b/c", "cd")
    assert made.parted([("a", 1)], [("d", 1)])
    assert made.parted([("d", 1)], [("a", 1)])
    assert not made.parted([("a", 1)], [("b", 1)])
    assert not made.parted([("a", 1)], [("e", 1)])


_PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()).filter(lambda p: p[0] != p[1]), max_size=12
)


@settings(deadline=None, max_examples=200)
@given(_PAIRS)
def test_the_last_decision_is_always_followed_and_nothing_kept_contradicts_it(pairs):
    made = Links(said(n, a, b, joined=joined) for n, (a, b, joined) in enumerate(pairs, start=1))
    for fact in made.kept:
        together = fact.other in made.together(fact.one)
        assert together is fact.joined
        assert made.parted([fact.one], [fact.other]) is not fact.joined
    assert len(made.kept) + len(made.overruled) == len(pairs)
    if pairs:
        assert made.kept[0].seq == len(pairs)


def two_orders():
    """Two restraining orders of one day for different people."""
    given = Given()
    one = given.entry("2025-03-15 18:45", issues(), number=10)
    other = given.entry("2025-03-15 19:30", issues(), number=11)
    return given, one, other


def test_two_entries_that_a_person_joined_are_one_order_with_the_history_of_both():
    given, one, other = two_orders()
    assert [len(o.history) for o in given.orders] == [1, 1]
    given.facts.append(said(3, one, other))
    order = given.order
    assert (order.id, order.aliases) == ("dcd/25-cv-1/e10.1", ("dcd/25-cv-1/e11.1",))
    assert [h.item for h in order.history] == ["item-1", "item-2"]


def test_parting_them_again_gives_two_orders():
    given, one, other = two_orders()
    apart = given.orders
    given.facts += [said(3, one, other), said(4, one, other, joined=False)]
    assert [o.id for o in given.orders] == [o.id for o in apart]


def test_an_oral_ruling_and_an_entry_that_a_person_parted_are_two_orders():
    given = Given()
    spoken = given.entry("2025-03-15 18:45", issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")))
    written = given.entry("2025-03-15 19:26", issues(), number=3)
    assert given.order.status == "in_force"
    given.facts.append(said(3, spoken, written, joined=False))
    assert [o.status for o in given.orders] == ["pronounced", "in_force"]


def test_a_request_that_a_person_parted_from_the_order_stays_open():
    given = Given()
    asked = given.entry("2025-03-15 09:00", effect(Effect.REQUESTS), number=3)
    granted = given.entry("2025-03-15 19:26", issues(), number=5)
    assert given.order.status == "in_force"
    given.facts.append(said(3, asked, granted, joined=False))
    assert [o.status for o in given.orders] == ["requested", "in_force"]


def test_orders_of_two_types_that_were_joined_say_so():
    given = Given()
    one = given.entry("2025-03-15 18:45", issues(), number=10)
    other = given.entry("2025-03-15 19:30", issues(OrderType.PRELIMINARY_INJUNCTION), number=11)
    given.facts.append(said(3, one, other))
    assert given.order.type is OrderType.TRO
    assert "item-2: calls it preliminary injunction" in given.order.unresolved[0]


def test_a_later_ruling_is_joined_with_the_heuristic_order_unless_that_was_parted_from_it():
    given, one, other = two_orders()
    third = given.entry("2025-03-16 10:00", issues(), number=12)
    given.facts += [said(4, one, third), said(5, other, third, joined=False)]
    assert [(o.id, len(o.aliases)) for o in given.orders] == [("dcd/25-cv-1/e10.1", 1), ("dcd/25-cv-1/e11.1", 0)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=6), st.randoms())
def test_decisions_in_any_order_of_arrival_give_the_same_state(pairs, random):
    given = Given()
    keys = [given.entry(f"2025-03-1{n} 10:00", issues(), number=n) for n in range(4)]
    given.facts += [
        said(n, keys[a], keys[b], joined=joined) for n, (a, b, joined) in enumerate(pairs, start=5) if a != b
    ]
    wanted = fold(MATTER, given.facts)
    shuffled = list(given.facts)
    random.shuffle(shuffled)
    folded = MatterFold(MATTER)
    for fact in shuffled:
        folded.add(fact)
        folded.state()
    assert folded.state() == wanted
    assert fold(MATTER, given.facts, world_at=at("2026-01-01 00:00")) == wanted

"""A person says which entries are one order and which are not. Invented entries; every one of them is an EXAMPLE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.domain.findings import ActionRead
from monitor.domain.vocabulary import Effect, LinkKind, Mode, OrderType, Stance
from monitor.state.facts import LinkFact
from monitor.state.fold import MatterFold, fold
from monitor.state.links import Links
from tests.monitor.state.given import MATTER, Given, at, defendants, effect, issues, minute, plaintiffs, re

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


def act(seq, one, other, *, joined=True):
    """A decision about two handles given as (item key, ordinal)."""
    first, second = sorted([one, other])
    pair = said(seq, first[0], second[0], joined=joined, kind=LinkKind.ACTIONS)
    return msgspec.structs.replace(pair, one=first, other=second)


def two_motions():
    """Motions to enforce one order, about conduct two weeks apart."""
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    first = given.entry(
        "2025-03-04 10:00", plaintiffs(refers=(re(5),)), action=told(minute("departure", "2025-03-03 10:00")), number=8
    )
    second = given.entry(
        "2025-03-20 10:00",
        plaintiffs(refers=(re(5),), words="EXAMPLE: another departure was carried out"),
        action=told(minute("departure", "2025-03-19 10:00")),
        number=9,
    )
    return given, first, second


def told(*moments):
    return ActionRead(what="EXAMPLE departures", moments=moments)


def actions(given):
    return [(a.id, [p.id for p in a.positions], len(a.moments)) for a in given.order.actions]


E = "dcd/25-cv-1/e"


def test_two_actions_that_a_person_joined_are_one_and_parted_again_are_two():
    given, first, second = two_motions()
    apart = [(f"{E}8.p0", [f"{E}8.p1"], 1), (f"{E}9.p0", [f"{E}9.p1"], 1)]
    assert actions(given) == apart
    given.facts.append(act(4, (first, 1), (second, 1)))
    assert actions(given) == [(f"{E}8.p0", [f"{E}8.p1", f"{E}9.p1"], 2)]
    given.facts.append(act(5, (first, 1), (second, 1), joined=False))
    assert actions(given) == apart


def test_actions_can_be_joined_by_what_their_items_tell():
    given, first, second = two_motions()
    given.facts.append(act(4, (first, 0), (second, 0)))
    assert actions(given) == [(f"{E}8.p0", [f"{E}8.p1", f"{E}9.p1"], 2)]


def test_two_allegations_of_one_motion_that_a_person_parted_are_two_actions_and_the_account_is_of_the_first():
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    motion = given.entry(
        "2025-03-04 10:00",
        plaintiffs(refers=(re(5),), words="EXAMPLE flights"),
        plaintiffs(refers=(re(5),), words="EXAMPLE payments"),
        action=told(minute("departure", "2025-03-03 10:00")),
        number=8,
    )
    assert actions(given) == [(f"{E}8.p0", [f"{E}8.p1", f"{E}8.p2"], 1)]
    given.facts.append(act(3, (motion, 1), (motion, 2), joined=False))
    assert actions(given) == [(f"{E}8.p0", [f"{E}8.p1"], 1), (f"{E}8.p2", [f"{E}8.p2"], 0)]


def answered(*links):
    """A motion about one act, a motion about another, then an answer that names neither."""
    given, first, second = two_motions()
    answer = given.entry("2025-03-21 10:00", defendants(refers=(re(5),)), number=10)
    given.facts += [link(first, second, answer) for link in links]
    return {a.id: [p.stance.value for p in a.positions] for a in given.order.actions}


def test_an_answer_goes_to_the_action_that_a_person_said():
    alleges, denies = "alleges_breach", "denies_breach"
    assert answered() == {f"{E}8.p0": [alleges], f"{E}9.p0": [alleges, denies]}
    joined = answered(lambda first, second, answer: act(5, (first, 1), (answer, 1)))
    assert joined == {f"{E}8.p0": [alleges, denies], f"{E}9.p0": [alleges]}
    parted = answered(lambda first, second, answer: act(5, (second, 1), (answer, 1), joined=False))
    assert parted == {f"{E}8.p0": [alleges, denies], f"{E}9.p0": [alleges]}


def test_an_answer_given_before_the_allegation_joins_it_or_stays_apart_as_a_person_said():
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    early = given.entry("2025-03-02 10:00", defendants(refers=(re(5),)), number=7)
    late = given.entry("2025-05-20 10:00", plaintiffs(refers=(re(5),)), number=8)
    assert [len(a.positions) for a in given.order.actions] == [1]  # too long before
    given.facts.append(act(4, (early, 1), (late, 1)))
    assert given.action.status == "contested"
    given.facts.append(act(5, (early, 1), (late, 1), joined=False))
    assert given.action.status == "alleged"


def standings(given):
    return [(link.standing.value, link.why) for link in given.state.links]


def test_what_could_not_be_followed_is_said_and_what_was_is_not():
    given, one, other = two_orders()
    given.facts.append(said(3, one, other))
    assert standings(given) == [("followed", "")]
    assert given.state.unresolved == ()
    given.facts.append(said(4, one, "item|example|gone"))
    assert standings(given)[1] == ("waiting", "")
    gone = given.entry("2025-03-16 10:00", number=12, item="gone")
    assert gone == "item|example|gone"
    assert standings(given)[1] == ("lost", "item|example|gone is not read any more")
    assert given.state.unresolved[0].endswith("joined by Ada Example: item|example|gone is not read any more")


def test_a_contradiction_is_said_with_both_decisions():
    given, one, other = two_orders()
    third = given.entry("2025-03-16 10:00", issues(), number=12)
    given.facts += [said(4, one, other), said(5, other, third), said(6, one, third, joined=False)]
    aside = given.state.links[0]
    assert (aside.standing, aside.one, aside.other) == ("set_aside", f"{E}10.1", f"{E}11.1")
    assert aside.why == f"set aside, because Ada Example later parted {one} and {third}"
    assert [link.standing.value for link in given.state.links[1:]] == ["followed", "followed"]
    assert len(given.state.unresolved) == 1


def test_actions_under_two_orders_are_not_made_one():
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    given.entry("2025-03-02 10:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=6)
    first = given.entry("2025-03-04 10:00", plaintiffs(refers=(re(5),)), number=8)
    second = given.entry("2025-03-05 10:00", plaintiffs(refers=(re(6),), words="EXAMPLE of another order"), number=9)
    given.facts.append(act(5, (first, 1), (second, 1)))
    assert standings(given) == [("lost", "the two are under different orders")]
    assert [len(o.actions) for o in given.orders] == [1, 1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=5), st.randoms())
@example([(0, 2, False), (1, 3, True)], Random(1))  # the accounts of two items are parted, their words joined
def test_every_position_is_in_one_action_whatever_was_decided(pairs, random):
    given, first, second = two_motions()
    third = given.entry("2025-03-21 10:00", defendants(refers=(re(5),)), defendants(Stance.MOOT, refers=(re(5),)))
    handles = [(first, 0), (first, 1), (second, 0), (second, 1), (third, 1), (third, 2)]
    given.facts += [
        act(n, handles[a], handles[b], joined=joined) for n, (a, b, joined) in enumerate(pairs, start=5) if a != b
    ]
    order = given.order
    spoken = [p.id for a in order.actions for p in a.positions] + [p.id for p in order.positions]
    assert sorted(spoken) == sorted({*spoken})
    assert len(spoken) == 4
    assert sum(len(a.moments) for a in order.actions) <= 2
    links = Links(f for f in given.facts if isinstance(f, LinkFact))
    names = {name: a.id for a in order.actions for name in (a.id, *a.aliases)}
    for fact in links.kept:
        one, other = (names.get(public(handle)) for handle in (fact.one, fact.other))
        if one and other and not fact.joined:
            assert one != other
    random.shuffle(given.facts)
    assert given.order == order


def public(handle):
    return {"item-2": f"{E}8", "item-3": f"{E}9"}.get(handle[0].split("|")[-1], "?") + f".p{handle[1]}"

"""What a better reading, a decision or a join makes of what was shown. Invented entries; every one is an EXAMPLE."""

from __future__ import annotations

import msgspec

from monitor.domain.vocabulary import FindingKind, OrderType, Stance
from monitor.state.change import ChangeKind
from monitor.state.changes import diff
from monitor.state.fold import MatterFold, fold
from monitor.state.revised import revisions
from tests.monitor.state.given import Given, defendants, due, finds, issues, plaintiffs, re
from tests.monitor.state.test_links import E, act, said, two_motions, two_orders


def changes(before, after):
    return [(c.kind.value, c.before, c.after, c.item) for c in revisions(before, after)]


def read_otherwise(given, key, **reading):
    """The facts with another reading of one item."""
    return [
        msgspec.structs.replace(f, reading=msgspec.structs.replace(f.reading, **reading), seq=99)
        if getattr(f, "key", "") == key
        else f
        for f in given.facts
    ]


def case():
    """An order, a motion to enforce it, an answer, a finding and a date."""
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    motion = given.entry("2025-03-04 10:00", plaintiffs(refers=(re(5),)), number=8)
    given.entry("2025-03-05 10:00", defendants(refers=(re(5),)), number=9)
    ruling = given.entry(
        "2025-03-10 10:00", finds(FindingKind.NONCOMPLIANCE, refers=(re(5),)), due("a report", "2025-03-20 17:00")
    )
    return given, motion, ruling


def test_an_allegation_that_is_no_longer_read_is_told_with_what_it_had_been():
    given, motion, _ = case()
    after = fold(given.matter, read_otherwise(given, motion, positions=()))
    found = changes(given.state, after)
    assert ("no_longer_read", "alleges_breach", None, "item-2") in found
    assert ("no_longer_read", "contested", None, None) in found
    gone = next(c for c in revisions(given.state, after) if c.before == "alleges_breach")
    assert gone.undoes in {c.key for c in diff(None, given.state) if c.kind is ChangeKind.ALLEGED}


def test_findings_and_dates_that_are_no_longer_read_are_told():
    given, _, ruling = case()
    after = fold(given.matter, read_otherwise(given, ruling, findings=(), deadlines=()))
    found = [(before, item) for kind, before, _, item in changes(given.state, after) if kind == "no_longer_read"]
    assert found == [("noncompliance", "item-4"), ("2025-03-20T17:00:00-04:00", "item-4")]


def test_an_order_that_no_item_makes_any_more_is_told_once():
    given = Given()
    entry = given.entry("2025-03-01 10:00", issues(), number=5)
    after = fold(given.matter, read_otherwise(given, entry, effects=()))
    assert changes(given.state, after) == [("no_longer_read", "in_force", None, "item-1")]


def test_a_position_that_is_read_otherwise_is_told_with_both():
    given, motion, _ = case()
    now = plaintiffs(Stance.SEEKS_ENFORCEMENT, refers=(re(5),))
    after = fold(given.matter, read_otherwise(given, motion, positions=(now,)))
    assert changes(given.state, after) == [("read_otherwise", "alleges_breach", "seeks_enforcement", "item-2")]


def test_undoing_tells_the_way_back():
    given, motion, _ = case()
    after = fold(given.matter, read_otherwise(given, motion, positions=()))
    back = [(kind, now, item) for kind, _, now, item in changes(after, given.state)]
    assert ("alleged", "alleges_breach", "item-2") in back
    assert ("contested", "contested", "item-3") in back


def test_nothing_is_told_where_nothing_is_otherwise():
    given, *_ = case()
    assert revisions(given.state, given.state) == ()


def test_what_nothing_changed_makes_no_difference_to_what_is_told():
    given = Given()
    given.entry("2025-02-01 10:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=2)
    given.entry("2025-02-02 10:00", plaintiffs(refers=(re(2),), words="EXAMPLE of the other"), number=3)
    given.entry("2025-03-01 10:00", issues(), number=5)
    motion = given.entry("2025-03-04 10:00", plaintiffs(refers=(re(5),)), number=8)
    facts = read_otherwise(given, motion, positions=())
    live = MatterFold(given.matter)
    before = live.uncovered()
    for fact in given.facts:
        live.add(fact)
        before = live.uncovered()
    for fact in facts:
        live.add(fact)
    after = live.uncovered()
    assert {id(o) for o in before.orders} & {id(o) for o in after.orders}
    whole = revisions(given.state, fold(given.matter, facts))
    assert {c.key for c in revisions(before, after)} == {c.key for c in whole}
    assert whole


def test_two_orders_made_one_tell_that_and_nothing_of_what_moved():
    given, one, other = two_orders()
    given.entry("2025-03-16 10:00", plaintiffs(refers=(re(11),)), number=20)
    apart = given.state
    given.facts.append(said(4, one, other))
    together = given.state
    assert changes(apart, together) == [("joined", f"{E}11.1", f"{E}10.1", None)]
    assert changes(together, apart) == [("parted", f"{E}11.1", f"{E}10.1", None)]


def test_an_order_whose_first_entry_no_longer_makes_it_goes_on_under_its_next_id():
    given, one, other = two_orders()
    given.facts.append(said(4, one, other))
    after = fold(given.matter, read_otherwise(given, one, effects=()))
    assert [o.id for o in after.orders] == [f"{E}11.1"]
    assert changes(given.state, after) == []


def test_two_actions_made_one_tell_that():
    given, first, second = two_motions()
    apart = given.state
    given.facts.append(act(4, (first, 1), (second, 1)))
    assert changes(apart, given.state) == [("joined", f"{E}9.p0", f"{E}8.p0", None)]


def test_an_action_whose_first_account_is_gone_goes_on_under_its_next_id():
    given, first, second = two_motions()
    given.facts.append(act(4, (first, 1), (second, 1)))
    after = fold(given.matter, read_otherwise(given, first, positions=(), action=None))
    assert {kind for kind, *_ in changes(given.state, after)} == {"no_longer_read"}


def test_a_copy_that_is_folded_into_another_is_not_gone():
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    given.news("2025-03-05 10:00", plaintiffs(words="EXAMPLE: it was not obeyed at all"), text="EXAMPLE one")
    before = given.state
    given.news("2025-03-04 10:00", plaintiffs(words="EXAMPLE: it was not obeyed at all"), text="EXAMPLE two")
    assert "no_longer_read" not in {kind for kind, *_ in changes(before, given.state)}

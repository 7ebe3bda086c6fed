"""Public ids: the court's number where there is one; once given they never change."""

from monitor.domain.ids import short_hash
from monitor.domain.vocabulary import Effect, Mode, OrderType
from monitor.state.fold import MatterFold
from tests.monitor.state.given import Given, at, effect, issues, plaintiffs, re


def test_labels_by_event_number_then_entry_number_then_hash():
    given = Given()
    given.entry("2025-03-01 12:00", issues(), number=10, seq_no=98)
    given.entry("2025-03-02 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=11)
    key = given.entry("2025-03-03 12:00", issues(OrderType.DISCOVERY))
    assert [o.id for o in given.orders] == [
        "dcd/25-cv-1/s98.1",
        "dcd/25-cv-1/e11.1",
        f"dcd/25-cv-1/x{short_hash(key)}.1",
    ]


def test_two_items_that_want_one_label_are_told_apart_by_first_sight():
    given = Given()
    given.entry("2025-03-02 12:00", issues(OrderType.DISCOVERY), number=10, seq=2, item="later")
    given.entry("2025-03-03 12:00", issues(), number=10, seq=1, item="earlier")
    assert {o.type: o.id for o in given.orders} == {
        OrderType.TRO: "dcd/25-cv-1/e10.1",
        OrderType.DISCOVERY: "dcd/25-cv-1/e10-2.1",
    }


def test_an_appellate_item_is_named_by_its_own_docket():
    given = Given()
    given.entry("2025-03-01 12:00", issues(), number=10)
    given.entry("2025-03-02 12:00", effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY), number=10, court="cadc")
    assert given.orders[1].id == "cadc/25-5001/e10.1"


def test_a_late_arrival_joins_under_the_id_already_given():
    given = Given()
    given.entry("2025-03-15 19:25", issues(), seq_no=61, item="z")
    fold = MatterFold(given.matter)
    fold.add(given.facts[0])
    before = fold.state().orders[0].id
    given.entry("2025-03-16 10:00", issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")), seq_no=60, item="a")
    fold.add(given.facts[1])
    (order,) = fold.state().orders
    assert (order.id, order.aliases) == (before, ("dcd/25-cv-1/s60.1",))


def test_orders_and_actions_of_one_item_have_different_ids():
    given = Given()
    given.entry("2025-03-01 12:00", issues(), number=10)
    key = given.entry("2025-03-05 12:00", issues(OrderType.COMPLIANCE_ORDER, refers=(re(10),)), plaintiffs(), number=20)
    fold = MatterFold(given.matter)
    for fact in given.facts:
        fold.add(fact)
    assert fold.effect_orders(key) == ("dcd/25-cv-1/e20.1",)
    assert fold.position_actions(key) == ("dcd/25-cv-1/e20.p1",)


def test_what_acts_on_an_order_leads_to_that_order():
    given = Given()
    given.entry("2025-03-01 12:00", issues(), number=10)
    stay = given.entry("2025-03-02 12:00", effect(Effect.STAYS, OrderType.ADMINISTRATIVE_STAY), court="cadc")
    lost = given.entry("2025-03-03 12:00", effect(Effect.VACATES, refers=(re(99, type=OrderType.TRO),)), court="cadc")
    fold = MatterFold(given.matter)
    for fact in given.facts:
        fold.add(fact)
    assert fold.effect_orders(stay) == ("dcd/25-cv-1/e10.1",)
    assert fold.effect_orders(lost) == (None,)
    assert fold.effect_orders("never given") == ()

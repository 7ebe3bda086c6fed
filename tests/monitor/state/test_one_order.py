"""Which entries are one order, and which are two."""

from monitor.domain.vocabulary import Effect, Mode, OrderStatus, OrderType
from monitor.state.world import world_time
from tests.monitor.state.given import Given, at, dated, effect, issues, plaintiffs, protects, re


def test_an_oral_ruling_and_the_order_that_follows_it_are_one():
    given = Given()
    given.entry("2025-03-15 20:30", issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")), seq_no=60)
    assert given.order.status is OrderStatus.PRONOUNCED
    assert given.order.entered_at is None
    given.entry("2025-03-16 09:00", issues(), seq_no=61)
    assert given.order.status is OrderStatus.IN_FORCE
    assert (given.order.pronounced_at, given.order.entered_at) == (at("2025-03-15 18:45"), at("2025-03-16 09:00"))
    assert (given.order.id, given.order.aliases) == ("dcd/25-cv-1/s60.1", ("dcd/25-cv-1/s61.1",))


def test_minutes_recorded_after_the_written_order_are_not_a_second_order():
    given = Given()
    given.entry("2025-03-15 19:25", issues(mode=Mode.MINUTE), seq_no=61)
    given.entry("2025-03-16 10:00", issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")), seq_no=62)
    assert given.order.id == "dcd/25-cv-1/s61.1"
    assert (given.order.pronounced_at, given.order.entered_at) == (at("2025-03-15 18:45"), at("2025-03-15 19:25"))


def test_an_order_entered_before_the_ruling_was_given_is_not_its_entry():
    given = Given()
    given.entry("2025-03-15 09:40", issues(mode=Mode.MINUTE))
    given.entry("2025-03-15 20:30", issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")))
    morning, evening = given.orders
    assert (morning.pronounced_at, morning.entered_at) == (None, at("2025-03-15 09:40"))
    assert (evening.pronounced_at, evening.entered_at) == (at("2025-03-15 18:45"), None)


def test_orders_that_protect_different_people_are_two():
    given = Given()
    given.entry("2025-03-15 18:50", issues(mode=Mode.ORAL), protects("five named plaintiffs"))
    given.entry("2025-03-15 19:25", issues(), protects("every member of the class"))
    assert len(given.orders) == 2


def test_an_order_written_weeks_after_a_ruling_is_another():
    given = Given()
    given.entry("2025-03-01 12:00", issues(mode=Mode.ORAL))
    given.entry("2025-03-20 12:00", issues())
    assert len(given.orders) == 2


def test_unless_it_says_that_it_follows_that_ruling():
    given = Given()
    given.entry("2025-03-01 12:00", issues(mode=Mode.ORAL))
    given.entry("2025-03-20 12:00", issues(refers=(dated("2025-03-01"),)))
    assert given.order.entered_at == at("2025-03-20 12:00")


def test_an_enforcement_order_after_an_oral_one_is_another_unless_it_says_that_it_follows_it():
    given = Given()
    given.entry("2025-05-20 19:49", issues(OrderType.COMPLIANCE_ORDER, Mode.ORAL))
    given.entry("2025-05-21 19:31", issues(OrderType.COMPLIANCE_ORDER))
    assert [o.status for o in given.orders] == [OrderStatus.PRONOUNCED, OrderStatus.IN_FORCE]
    given.entry("2025-05-22 19:31", issues(OrderType.COMPLIANCE_ORDER, refers=(dated("2025-05-20"),)))
    assert [o.status for o in given.orders] == [OrderStatus.IN_FORCE, OrderStatus.IN_FORCE]


def test_two_written_orders_of_one_type_are_two():
    given = Given()
    given.entry("2025-03-15 09:40", issues())
    given.entry("2025-03-15 19:25", issues())
    assert len(given.orders) == 2


def test_an_order_that_was_asked_for_and_granted_is_one():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), plaintiffs(), number=3)
    assert given.order.status is OrderStatus.REQUESTED
    assert given.order.history[0].by == "Plaintiffs"
    given.entry("2025-03-15 09:40", issues(refers=(re(3),)), number=5)
    assert given.order.status is OrderStatus.IN_FORCE
    assert given.order.id == "dcd/25-cv-1/e3.1"
    assert given.order.aliases == ("dcd/25-cv-1/e5.1",)


def test_a_grant_of_another_motion_leaves_the_request_open():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), number=3)
    given.entry("2025-03-15 09:40", issues(refers=(re(4),)), number=5)
    assert [o.status for o in given.orders] == [OrderStatus.REQUESTED, OrderStatus.IN_FORCE]


def test_which_of_two_open_requests_was_granted_is_not_guessed():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), number=3)
    given.entry("2025-03-14 13:00", effect(Effect.REQUESTS), number=4)
    given.entry("2025-03-15 09:40", issues(), number=5)
    assert [o.status for o in given.orders] == [OrderStatus.REQUESTED, OrderStatus.REQUESTED, OrderStatus.IN_FORCE]


def test_the_only_open_request_is_the_one_granted():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), number=3)
    given.entry("2025-03-15 09:40", issues(), number=5)
    assert given.order.status is OrderStatus.IN_FORCE


def test_an_entry_that_recites_a_ruling_of_weeks_before_is_of_its_own_day():
    given = Given()
    given.entry("2025-03-15 19:25", issues(mode=Mode.MINUTE, pronounced_at=at("2025-03-15 18:45")))
    given.entry("2025-04-10 12:00", effect(Effect.CLARIFIES, pronounced_at=at("2025-03-15 18:45")))
    assert [world_time(f) for f in given.facts] == [at("2025-03-15 18:45"), at("2025-04-10 12:00")]


def test_a_request_refused_is_denied_and_never_issued():
    given = Given()
    given.entry("2025-03-14 12:00", effect(Effect.REQUESTS), number=3)
    given.entry("2025-03-15 09:40", effect(Effect.DENIES_RELIEF, refers=(re(3),)), number=5)
    assert given.order.status is OrderStatus.DENIED
    assert given.order.lapses == ()


def test_relief_refused_without_a_motion_seen_is_kept_as_denied():
    given = Given()
    given.entry("2025-02-24 16:48", effect(Effect.DENIES_RELIEF, mode=Mode.ORAL))
    assert given.order.status is OrderStatus.DENIED


def test_refusing_to_vacate_an_order_changes_nothing_but_its_history():
    given = Given()
    given.entry("2025-03-15 19:25", issues(), number=5)
    given.entry("2025-03-24 12:00", effect(Effect.DENIES_RELIEF, refers=(re(type=OrderType.TRO),)), number=9)
    assert given.order.status is OrderStatus.IN_FORCE
    assert [h.effect for h in given.order.history] == [Effect.ISSUES, Effect.DENIES_RELIEF]


def test_a_source_that_gives_only_the_filing_time_is_said_to():
    given = Given()
    given.entry("2025-03-15 19:25", issues(), filed="2025-03-15 19:25")
    assert given.order.entered_as_filed
    assert given.order.entered_at == at("2025-03-15 19:25")

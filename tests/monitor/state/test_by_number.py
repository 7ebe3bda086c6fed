"""A ruling or an answer that names another entry by number alone is completed by what that entry says."""

import pytest

from monitor.domain.findings import AnswerRead, AskedRead, RuledRead
from monitor.domain.vocabulary import DocketKind, Effect, Extent, Mode, OrderStatus, OrderType, Stance
from monitor.state.fold import MatterFold
from tests.monitor.state.given import WHY, Given, defendants, issues, quote


def asks(kind: OrderType, grants: Effect = Effect.ISSUES) -> AskedRead:
    return AskedRead(grants=grants, type=kind, refused=kind, quote=quote("EXAMPLE motion"), why=WHY)


def rules_on(number: int, *, granted: bool = True, extent: Extent = Extent.WHOLE) -> RuledRead:
    return RuledRead(
        motions=(number,), granted=granted, quote=quote(f"EXAMPLE {number}"), why=WHY, mode=Mode.WRITTEN, extent=extent
    )


@pytest.fixture
def given():
    given = Given()
    given.entry("2025-03-10 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=30)
    return given


def motion(given, *asked, number=45, when="2025-03-12 12:00"):
    return given.with_more(given.entry(when, number=number, kind=DocketKind.MOTION), asks=asked)


def ruling(given, ruled, *said, when="2025-03-20 12:00"):
    return given.with_more(given.entry(when, *said, number=50, kind=DocketKind.ORDER), ruled=(ruled,))


def kinds(given):
    return {order.type: order.status for order in given.orders}


def test_granting_a_motion_by_number_does_what_the_motion_asked(given):
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    ruling(given, rules_on(45))
    assert kinds(given)[OrderType.COMPLIANCE_ORDER] is OrderStatus.IN_FORCE
    order = next(o for o in given.orders if o.type is OrderType.COMPLIANCE_ORDER)
    assert [(line.effect, line.quote) for line in order.history] == [(Effect.ISSUES, "EXAMPLE 45")]


def test_it_does_so_whichever_entry_is_seen_first(given):
    ruling(given, rules_on(45))
    assert OrderType.COMPLIANCE_ORDER not in kinds(given)
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    assert kinds(given)[OrderType.COMPLIANCE_ORDER] is OrderStatus.IN_FORCE


def test_denying_it_by_number_ends_nothing(given):
    motion(given, asks(OrderType.CONTEMPT_FINDING))
    ruling(given, rules_on(45, granted=False))
    assert kinds(given)[OrderType.PRELIMINARY_INJUNCTION] is OrderStatus.IN_FORCE
    assert OrderStatus.IN_FORCE not in {s for t, s in kinds(given).items() if t is OrderType.CONTEMPT_FINDING}


@pytest.mark.parametrize("asked", [(), (asks(OrderType.COMPLIANCE_ORDER),)])
def test_a_motion_not_seen_or_about_no_order_does_nothing(given, asked):
    motion(given, *asked, number=45 if not asked else 46)
    ruling(given, rules_on(45))
    assert set(kinds(given)) == {OrderType.PRELIMINARY_INJUNCTION}


def test_what_the_order_says_itself_of_that_relief_goes_before(given):
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    ruling(given, rules_on(45), issues(OrderType.COMPLIANCE_ORDER))
    assert len([o for o in given.orders if o.type is OrderType.COMPLIANCE_ORDER]) == 1


def test_granted_in_part_it_gives_what_the_order_says_and_no_more(given):
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    ruling(given, rules_on(45, extent=Extent.PART), issues(OrderType.DISCOVERY))
    assert OrderType.COMPLIANCE_ORDER not in kinds(given)


def does(number: int, effect: Effect) -> RuledRead:
    return RuledRead(motions=(number,), granted=True, does=effect, quote=quote("EXAMPLE"), why=WHY, mode=Mode.WRITTEN)


def test_what_is_done_to_an_order_by_number_is_done_to_what_that_entry_gave(given):
    ruling(given, does(30, Effect.DISSOLVES))
    assert kinds(given)[OrderType.PRELIMINARY_INJUNCTION] is OrderStatus.DISSOLVED


def test_enforcing_an_order_by_number_issues_one_in_its_aid(given):
    ruling(given, does(30, Effect.ISSUES))
    assert kinds(given)[OrderType.COMPLIANCE_ORDER] is OrderStatus.IN_FORCE


def test_an_entry_that_gave_no_order_is_not_ended(given):
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    ruling(given, does(45, Effect.VACATES))
    assert kinds(given) == {OrderType.PRELIMINARY_INJUNCTION: OrderStatus.IN_FORCE}


def answered(given):
    key = given.entry("2025-03-15 12:00", number=47, kind=DocketKind.RESPONSE)
    given.with_more(key, answers=(AnswerRead(to=(45,), positions=(defendants(Stance.DENIES_BREACH),)),))
    folded = MatterFold(given.matter)
    for fact in given.facts:
        folded.add(fact)
    return [p.stance for p in folded.reading(key).positions]


def test_an_answer_by_number_counts_where_that_paper_asks_that_an_order_be_kept(given):
    motion(given, asks(OrderType.COMPLIANCE_ORDER))
    assert answered(given) == [Stance.DENIES_BREACH]


def test_an_answer_to_another_paper_says_nothing_of_compliance(given):
    motion(given, asks(OrderType.PRELIMINARY_INJUNCTION))
    assert answered(given) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [(OrderType.SHOW_CAUSE, []), (OrderType.COMPLIANCE_ORDER, [Stance.REPORTS_COMPLIANCE])],
)
def test_who_swears_to_a_show_cause_order_answers_it_and_reports_nothing(given, kind, said):
    given.entry("2025-03-14 12:00", issues(kind), number=45)
    key = given.entry("2025-03-15 12:00", number=47, kind=DocketKind.DECLARATION)
    sworn = AnswerRead(to=(45,), positions=(defendants(Stance.REPORTS_COMPLIANCE),), of_orders=True)
    given.with_more(key, answers=(sworn,))
    folded = MatterFold(given.matter)
    for fact in given.facts:
        folded.add(fact)
    assert [p.stance for p in folded.reading(key).positions] == said

"""EXAMPLE. Two convoys leave before an order, a third after it; what is said of which, and what says neither.

Never two acts made one in silence: what ties a saying to its act is shown, and what fits several is kept as a doubt.
"""

import msgspec
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from monitor.domain.evidence import quote as cut
from monitor.domain.findings import ActionRead, PositionRead
from monitor.domain.vocabulary import (
    ActionStatus,
    DocketKind,
    FindingKind,
    LinkKind,
    OrderType,
    Placed,
    Role,
    Side,
    Speech,
    Stance,
    Venue,
)
from monitor.state.facts import LinkFact
from monitor.state.fold import MatterFold, fold
from monitor.state.which import Which, alike, apart, which
from tests.monitor.state.given import (
    MATTER,
    WHY,
    Given,
    at,
    defendants,
    figure,
    finds,
    issues,
    minute,
    plaintiffs,
    re,
    says,
)
from tests.monitor.state.test_story_appendix import MND, court
from tests.monitor.state.test_story_outlets import night
from tests.monitor.state.test_story_respondents import CASE, grants

SWORN = (
    "EXAMPLE DECLARATION in response to the order of March 6. The declarant swears that two convoys had left before 7:25 PM;"
    " that a third convoy left after that; and that nobody in the third was moved on the ground that the order names."
)


def in_text(text: str, words: str, stance: Stance, actor="Director Example", **more) -> PositionRead:
    start = text.index(words)
    return PositionRead(
        actor=actor,
        role=Role.DEFENDANT,
        stance=stance,
        quote=cut(text, start, start + len(words)),
        why=WHY,
        respondent="Defendants",
        **more,
    )


def told(*moments, **more):
    return ActionRead(what="EXAMPLE convoys", moments=moments, **more)


@pytest.fixture
def convoys():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    given.news(
        "2025-03-06 07:00",
        text="EXAMPLE: the first convoy left at 5:25 p.m. and the first two were over the line by nine.",
        item="report",
        action=told(
            msgspec.structs.replace(
                minute("departure", "2025-03-05 17:25"), quote=cut("EXAMPLE: the first two convoys left", 0, 35)
            )
        ),
    )
    given.statement("2025-03-06 16:00", denial(), item="denial")
    given.entry("2025-03-06 18:00", asks(), number=20, item="asks")
    given.entry(
        "2025-03-07 11:50",
        in_text(SWORN, "had left before 7:25 PM", Stance.ACTED_BEFORE_EFFECTIVE, refers=()),
        in_text(SWORN, "nobody in the third was moved on the ground that the order names", Stance.OUTSIDE_SCOPE),
        text=SWORN,
        number=28,
        item="sworn",
    )
    return given


def denial():
    words = "EXAMPLE: nothing was done that the order forbids"
    return says("Example Office", Role.OFFICIAL, Stance.DENIES_BREACH, words, side=Side.BOUND, venue=Venue.STATEMENT)


def asks():
    return says("Judge Example", Role.COURT, Stance.ORDERS_EXPLANATION, "EXAMPLE: state what left, and when")


def third(given, when="2025-03-07 18:00", **more):
    """An account of the third convoy, at its own hour."""
    words = "EXAMPLE: the third convoy left at 8:10 p.m."
    moment = msgspec.structs.replace(minute("departure", "2025-03-05 20:10"), quote=cut(words, 0, len(words)))
    return given.news(when, text=words, item="third", action=told(moment), **more)


def by_item(action):
    return {p.item: p for p in action.positions}


def test_a_sworn_account_of_two_and_of_a_third_is_taken_apart(convoys):
    (first,) = convoys.order.actions
    assert [p.stance for p in first.positions if p.item == "sworn"] == [Stance.ACTED_BEFORE_EFFECTIVE]
    assert by_item(first)["sworn"].placed is Placed.WHICH
    (waiting,) = convoys.order.positions
    assert (waiting.stance, waiting.placed) == (Stance.OUTSIDE_SCOPE, Placed.UNPLACED)


def test_once_the_third_is_told_of_the_answer_about_it_stands_with_it(convoys):
    third(convoys)
    first, second = convoys.order.actions
    assert (first.what, second.what) == ("EXAMPLE convoys (the first and second)", "EXAMPLE convoys (the third)")
    assert [(p.stance, p.placed) for p in second.positions] == [(Stance.OUTSIDE_SCOPE, Placed.WHICH)]
    assert convoys.order.positions == ()
    assert {t.relation.value for t in first.timing} == {"before"}
    assert {t.relation.value for t in second.timing} == {"after"}


def test_what_does_not_say_which_says_so_once_there_are_two(convoys):
    (only,) = convoys.order.actions
    assert [p.could_be for p in only.positions] == [()] * 3
    third(convoys)
    first, second = convoys.order.actions
    assert {p.item: p.could_be for p in first.positions} == {"denial": (second.id,), "asks": (second.id,), "sworn": ()}
    assert {(d.kind.value, d.item, d.action, d.others) for d in convoys.state.doubts} == {
        ("which", "denial", first.id, (second.id,)),
        ("which", "asks", first.id, (second.id,)),
    }
    assert convoys.order.doubts == convoys.state.doubts


def test_an_unsaid_answer_counts_for_one_act_and_is_not_multiplied(convoys):
    third(convoys)
    words = "EXAMPLE: with the third convoy they did what the order forbids"
    convoys.entry("2025-03-08 09:00", plaintiffs(words=words), number=30)
    first, second = convoys.order.actions
    assert (first.status, second.status) == (ActionStatus.QUESTIONED, ActionStatus.CONTESTED)
    assert [p.item for p in second.positions if p.stance is Stance.DENIES_BREACH] == []


def test_a_denial_before_any_allegation_answers_nothing_and_then_what_it_can_be_about():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    given.statement("2025-03-06 16:00", denial(), item="denial")
    assert given.order.actions == ()
    assert [p.item for p in given.order.positions] == ["denial"]
    given.entry("2025-03-07 09:00", plaintiffs(words="EXAMPLE: convoys were sent across the line"), number=30)
    action = given.action
    assert action.status is ActionStatus.CONTESTED
    first = action.positions[0]
    assert (first.item, first.placed) == ("denial", Placed.ONLY)
    assert action.answers.in_court_at is None
    assert action.answers.unanswered_since is not None


def test_a_denial_is_not_of_an_act_that_came_after_it():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    given.statement("2025-03-06 16:00", denial(), item="denial")
    later = told(minute("departure", "2025-03-07 20:10"))
    given.entry("2025-03-08 09:00", plaintiffs(words="EXAMPLE: a convoy was sent"), number=30, action=later)
    assert [p.item for p in given.action.positions] == ["item-3"]
    assert [p.item for p in given.order.positions] == ["denial"]


def test_a_finding_that_does_not_say_which_act_says_so_too(convoys):
    third(convoys)
    convoys.entry("2025-04-16 11:44", finds(FindingKind.PROBABLE_CAUSE, refers=(re(10),)), number=81, item="opinion")
    (finding,) = convoys.order.findings
    assert finding.placed is Placed.LAST
    assert "opinion" in {d.item for d in convoys.state.doubts}


def test_a_finding_that_says_which_act_is_in_no_doubt(convoys):
    third(convoys)
    said = "EXAMPLE: the sending of the third convoy was in wilful disregard of the order"
    convoys.entry(
        "2025-04-16 11:44", finds(FindingKind.PROBABLE_CAUSE, said, refers=(re(10),)), number=81, item="opinion"
    )
    assert [f.placed for f in convoys.order.actions[1].findings] == [Placed.WHICH]
    assert "opinion" not in {d.item for d in convoys.state.doubts}


def test_numbers_far_apart_at_one_hour_are_one_act_in_doubt():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    for hour, number in (("07:00", 240), ("08:00", 9)):
        account = told(minute("departure", "2025-03-05 20:10"), figures=(figure("people", number),))
        given.news(f"2025-03-06 {hour}", text=f"EXAMPLE an account of {number}", item=f"of-{number}", action=account)
    assert given.action.figures_conflict
    (doubt,) = given.state.doubts
    assert (doubt.kind, doubt.item, doubt.reason) == ("may_be_two", "of-9", "its numbers are of another size")


def test_numbers_far_apart_that_nothing_ties_are_two_acts_in_doubt():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    for hour, number in (("07:00", 240), ("08:00", 9)):
        text = f"EXAMPLE account {number}"
        given.news(f"2025-03-06 {hour}", text=text, item=text, action=told(figures=(figure("people", number),)))
    assert [len(a.figures) for a in given.order.actions] == [1, 1]
    assert [d.kind.value for d in given.state.doubts] == ["may_be_one"]


def test_a_report_of_the_court_s_question_goes_with_the_act_it_names(convoys):
    third(convoys)
    report = says(
        "A judge", Role.COURT, Stance.ORDERS_EXPLANATION, "EXAMPLE: who was in the third convoy", speech=Speech.REPORTED,
        venue=Venue.PRESS,
    )  # fmt: skip
    convoys.news("2025-03-07 20:00", report, item="asked-of-third")
    second = convoys.order.actions[1]
    assert second.status is ActionStatus.QUESTIONED
    assert "asked-of-third" in by_item(second)


@pytest.mark.parametrize(
    ("text", "ordinals", "number", "paragraphs"),
    [
        ("a third flight departed", {3}, None, set()),
        ("removed to a third country", set(), None, set()),
        ("a third party, the Third Circuit, the second order", set(), None, set()),
        ("on the two earliest planes of March 15", {1, 2}, None, set()),
        ("that no one aboard the third was removed", {3}, None, set()),
        ("the two flights at issue", set(), 2, set()),
        ("the second round of layoffs", {2}, None, set()),
        ("contrary to paragraph 4(b) and ¶ 7 of the order", set(), None, {"4(b)", "7"}),
        ("on March 3rd they left for the 2nd time", set(), None, set()),
    ],
)
def test_which_acts_a_text_means(text, ordinals, number, paragraphs):
    assert which(text) == Which(frozenset(ordinals), number, frozenset(paragraphs))


def test_two_are_the_first_two_of_those_that_have_places_and_never_the_third():
    two, first, last = which("two flights"), which("the first two planes"), which("the third flight")
    assert alike(two, first)
    assert not alike(two, last)
    assert apart(first, last)
    assert not apart(two, last)


def test_other_paragraphs_are_other_acts():
    given = Given()
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    for number, words in ((20, "EXAMPLE: contrary to paragraph 2"), (21, "EXAMPLE: contrary to paragraph 5")):
        given.entry(f"2025-03-{number - 15:02} 09:00", plaintiffs(words=words), number=number)
    answer = defendants(words="EXAMPLE: paragraph 2 was complied with on March 2")
    given.entry("2025-03-08 09:00", answer, number=25)
    assert [[p.entry_number for p in a.positions] for a in given.order.actions] == [[20, 25], [21]]


def _story(fixture):
    return fixture.__pytest_wrapped__.obj if hasattr(fixture, "__pytest_wrapped__") else fixture.__wrapped__


def _whole():
    made = _story(convoys)()
    third(made)
    made.entry("2025-04-16 11:44", finds(FindingKind.PROBABLE_CAUSE, refers=(re(10),)), number=81)
    return made


STORIES = (
    (MATTER, _whole().facts),
    (CASE, _story(grants)().facts),
    (MATTER, _story(night)().facts),
    (MND, _story(court)().facts),
)


@settings(deadline=None, max_examples=40)
@drawn(st.data())
def test_late_arrivals_and_replays_in_any_order_give_the_same_actions_and_doubts(data):
    matter, facts = data.draw(st.sampled_from(STORIES))
    wanted = fold(matter, facts)
    arriving = data.draw(st.permutations(facts))
    again = data.draw(st.lists(st.sampled_from(facts), max_size=4))
    looks = data.draw(st.sets(st.integers(0, len(facts) + 4)))
    going = MatterFold(matter)
    for n, fact in enumerate([*arriving, *again]):
        going.add(fact)
        if n in looks:
            going.state()
    assert going.state() == wanted


@settings(deadline=None, max_examples=30)
@drawn(st.data())
def test_every_position_stands_once_and_every_doubt_names_actions_that_are_there(data):
    matter, facts = data.draw(st.sampled_from(STORIES))
    state = fold(matter, data.draw(st.permutations(facts))[: data.draw(st.integers(1, len(facts)))])
    said = [p.id for o in state.orders for group in (o.positions, *(a.positions for a in o.actions)) for p in group]
    assert len(said) == len(set(said))
    actions = {a.id for o in state.orders for a in o.actions}
    assert len(actions) == sum(len(o.actions) for o in state.orders)
    for doubt in state.doubts:
        assert {doubt.action, *doubt.others} <= actions
        assert doubt.action not in doubt.others
        assert len(doubt.quotes) >= 2


def decided(given, one, other, *, joined):
    """A person's word on two handles, each (item key, ordinal)."""
    first, second = sorted([one, other])
    given.facts.append(
        LinkFact(
            seq=len(given.facts) + 1, kind=LinkKind.ACTIONS, joined=joined, one=first, other=second,
            ids=(first[0], second[0]), by="Ada Example", reason="EXAMPLE", decided_at=at("2025-06-01 09:00"),
        )
    )  # fmt: skip


@pytest.mark.parametrize("joined", [True, False])
def test_what_a_person_settled_is_in_doubt_no_longer(convoys, joined):
    other = third(convoys)
    denied = ("item|example|denial", 1)
    decided(convoys, denied, (other, 0), joined=joined)
    first, second = convoys.order.actions
    where = second if joined else first
    assert by_item(where)["denial"].could_be == ()
    assert [d.item for d in convoys.state.doubts] == ["asks"]
    assert (by_item(where)["denial"].placed is Placed.PERSON) is joined


def test_two_actions_that_a_person_said_are_two_are_in_doubt_no_longer():
    given = Given()
    given.entry("2025-03-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    keys = [
        given.entry(when, plaintiffs(Stance.SEEKS_ENFORCEMENT), number=number, kind=DocketKind.MOTION)
        for when, number in (("2025-03-05 09:00", 20), ("2025-04-02 09:00", 40))
    ]
    assert [d.kind.value for d in given.state.doubts] == ["may_be_one"]
    decided(given, (keys[0], 1), (keys[1], 1), joined=False)
    assert given.state.doubts == ()
    assert len(given.order.actions) == 2


def left_and_came(came):
    """A convoy leaves on 5 March at 20:10; something comes at a later time, by another account."""
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    given.news("2025-03-06 07:00", text="EXAMPLE a", item="a", action=told(minute("departure", "2025-03-05 20:10")))
    given.news("2025-03-12 07:00", text="EXAMPLE b", item="b", action=told(minute("handover", came)))
    return len(given.order.actions), [(d.kind.value, d.reason) for d in given.state.doubts]


def test_stages_of_one_act_follow_within_a_day_and_a_weekend_apart_it_is_a_doubt():
    assert left_and_came("2025-03-06 09:00") == (1, [])
    assert left_and_came("2025-03-07 23:10") == (2, [("may_be_one", "it tells of something 2 days apart")])
    assert left_and_came("2025-03-10 09:00") == (2, [])


def test_an_answer_that_tells_of_another_day_answers_what_was_asked_and_is_in_doubt():
    given = Given()
    given.entry("2025-03-05 19:25", issues(OrderType.TRO), number=10)
    charge = told(minute("departure", "2025-03-05 20:10"))
    given.entry("2025-03-06 09:00", plaintiffs(words="EXAMPLE: a convoy left"), number=30, action=charge)
    paid = told(minute("return", "2025-03-07 22:00"))
    given.entry("2025-03-09 09:00", defendants(words="EXAMPLE: it was called back"), item="answer", action=paid)
    assert given.action.status is ActionStatus.CONTESTED
    assert [(d.kind.value, d.item) for d in given.state.doubts] == [("may_be_two", "answer")]

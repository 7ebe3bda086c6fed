"""EXAMPLE. How far a tie reaches: a day is less than a minute, an old word is not about a new act, a filing is one filing."""

from monitor.domain.findings import ActionRead
from monitor.domain.vocabulary import OrderType, Placed, Relation, Role, Side, Speech, Stance, TimeReading, Venue
from tests.monitor.state.given import (
    Given,
    at,
    defendants,
    issues,
    minute,
    moment,
    plaintiffs,
    protects,
    re,
    says,
)
from tests.monitor.state.test_story_acts import asks, by_item, convoys, decided, denial, third

__all__ = ("convoys",)
PI = OrderType.PRELIMINARY_INJUNCTION
FIRST = "EXAMPLE: payments to the clinics were stopped"
SECOND = "EXAMPLE: wardens turned surveyors away at the reservoir"


def told(*moments):
    return ActionRead(what="EXAMPLE", moments=moments)


def injunction():
    given = Given()
    given.entry("2025-03-01 12:00", issues(PI), number=10)
    return given


def two_acts(gap="2025-03-20"):
    """Two respondents charged with two things; the second on the day given."""
    given = injunction()
    given.entry("2025-03-05 09:00", plaintiffs(words=FIRST, respondent="Department of Examples"), number=20)
    given.entry(f"{gap} 09:00", plaintiffs(words=SECOND, respondent="Example Bank"), number=30)
    return given


def test_a_day_that_both_tell_of_ties_less_than_a_minute():
    given = injunction()
    day = moment("departure", "2025-03-05 00:00", "2025-03-05 23:59")
    given.news("2025-03-06 07:00", text="EXAMPLE a", action=told(day))
    given.entry("2025-03-06 09:00", plaintiffs(words="EXAMPLE: a convoy left"), number=20, action=told(day))
    assert given.action.positions[0].placed in {Placed.DAY, Placed.SUBJECT}


def test_a_word_of_long_ago_is_not_about_an_act_told_of_now():
    for second, may_be in (("2025-04-10", True), ("2025-06-20", False)):
        given = injunction()
        given.entry("2025-03-05 09:00", plaintiffs(words=FIRST, respondent="Department of Examples"), number=20)
        given.statement("2025-03-06 09:00", denial(), item="denial")
        given.entry(f"{second} 09:00", plaintiffs(words=SECOND, respondent="Example Bank"), number=30)
        first, other = given.order.actions
        assert by_item(first)["denial"].could_be == ((other.id,) if may_be else ())


def test_an_answer_long_after_one_act_and_soon_after_another_is_about_the_later():
    given = two_acts("2025-07-20")
    given.entry("2025-07-22 09:00", defendants(words="EXAMPLE: nothing of that is so"), item="answer")
    second = given.order.actions[1]
    assert by_item(second)["answer"].could_be == ()
    near = two_acts("2025-03-20")
    near.entry("2025-03-22 09:00", defendants(words="EXAMPLE: nothing of that is so"), item="answer")
    assert by_item(near.order.actions[1])["answer"].could_be == (near.order.actions[0].id,)


def test_an_answer_by_one_respondent_is_about_what_that_one_is_charged_with():
    given = two_acts()
    bank = says("Example Bank", Role.DEFENDANT, Stance.DENIES_BREACH, "EXAMPLE: not so")
    given.entry("2025-03-22 09:00", bank, item="answer")
    answer = by_item(given.order.actions[1])["answer"]
    assert (answer.placed, answer.could_be) == (Placed.RESPONDENT, ())


def test_what_is_tied_to_one_act_is_not_about_another_told_of_later_that_it_is_tied_to_less():
    given = injunction()
    given.entry("2025-03-05 09:00", plaintiffs(words=FIRST, respondent="Department of Examples"), number=20)
    agency = says("Department of Examples", Role.DEFENDANT, Stance.DENIES_BREACH, "EXAMPLE: not so")
    given.entry("2025-03-06 09:00", agency, item="answer")
    motion = plaintiffs(Stance.SEEKS_ENFORCEMENT, SECOND)
    given.entry(
        "2025-03-07 09:00", plaintiffs(words="EXAMPLE: paragraph 9", respondent="Example Bank"), motion, number=30
    )
    assert len(given.order.actions) > 1
    assert by_item(given.order.actions[0])["answer"].could_be == ()


def test_what_the_same_words_name_is_about_that_and_no_other():
    given = two_acts()
    words = "EXAMPLE: no surveyors were turned away at any reservoir"
    given.entry("2025-03-22 09:00", defendants(words=words), item="answer")
    answer = by_item(given.order.actions[1])["answer"]
    assert (answer.placed, answer.could_be) == (Placed.SUBJECT, ())


def test_two_events_of_one_filing_are_about_one_act():
    given = two_acts()
    given.entry("2025-03-05 09:00", plaintiffs(words="EXAMPLE: and sanctions are asked for"), number=20, item="sibling")
    assert by_item(given.order.actions[0])["sibling"].placed is Placed.REFERENCE


def test_a_report_that_the_court_asks_is_of_what_it_asked_last(convoys):
    later = says("Judge Example", Role.COURT, Stance.ORDERS_EXPLANATION, "EXAMPLE: name whoever gave the word to go")
    convoys.entry("2025-03-07 18:00", later, number=29, item="asks again")
    told_of = says(
        "A judge", Role.COURT, Stance.ORDERS_EXPLANATION, "EXAMPLE: the court wants to know who decided",
        speech=Speech.REPORTED, venue=Venue.PRESS,
    )  # fmt: skip
    convoys.news("2025-03-07 20:00", told_of, item="wire")
    variants = {p.item: p.variants for p in convoys.order.actions[0].positions}
    assert (variants["asks"], variants["asks again"]) == ((), ("wire",))


def test_nobody_is_at_odds_with_himself():
    given = injunction()
    given.entry("2025-03-05 09:00", plaintiffs(words=FIRST), number=20)
    for number, stance in ((21, Stance.DENIES_BREACH), (22, Stance.ADMITS_BREACH)):
        said = says("Example Bank", Role.DEFENDANT, stance, f"EXAMPLE {stance}", refers=(re(20),))
        given.entry(f"2025-03-{number - 10} 09:00", said, number=number)
    denied, admitted = given.action.positions[1:]
    assert (denied.at_odds_with, admitted.at_odds_with) == ((), ())
    assert admitted.changed_from == denied.id


def test_what_the_press_says_that_somebody_answered_is_nobody_s_answer():
    given = injunction()
    given.entry("2025-03-05 09:00", plaintiffs(words=FIRST), number=20)
    said = says(
        "Example Bank", Role.DEFENDANT, Stance.DENIES_BREACH, "EXAMPLE the bank rejects it", speech=Speech.REPORTED,
        venue=Venue.PRESS, side=Side.BOUND,
    )  # fmt: skip
    given.news("2025-03-06 09:00", said)
    assert given.action.answers.elsewhere_at is None
    assert given.action.answers.unanswered_since == at("2025-03-05 09:00")


def test_what_is_due_at_several_times_is_past_only_after_the_last():
    given = Given()
    given.entry(
        "2025-03-01 12:00",
        issues(PI),
        protects("the clinics", due_at=at("2025-03-05 12:00")),
        protects("the wells", due_at=at("2025-03-10 12:00")),
        number=10,
    )
    days = tuple(minute(f"EXAMPLE act {day}", f"2025-03-{day} 12:00") for day in ("04", "07", "12"))
    given.entry("2025-03-13 09:00", plaintiffs(words=FIRST), number=20, action=told(*days))
    relations = [t.relation for t in given.action.timing if t.reading is TimeReading.DUE]
    assert relations == [Relation.BEFORE, Relation.UNKNOWN, Relation.AFTER]


def test_what_a_person_joined_with_a_later_item_goes_where_that_item_goes(convoys):
    third(convoys)
    convoys.entry("2025-03-07 19:00", asks(), item="asked-late", number=35)
    words = "EXAMPLE: on the third convoy, the officer was told of the order at eight"
    sworn = convoys.entry("2025-03-08 09:00", defendants(Stance.ADMITS_ACT, words), item="later", number=36)
    assert "asked-late" in by_item(convoys.order.actions[1]) or "asked-late" in by_item(convoys.order.actions[0])
    decided(convoys, ("item|example|asked-late", 1), (sworn, 1), joined=True)
    _, second = convoys.order.actions
    assert by_item(second)["later"].placed is Placed.WHICH
    assert by_item(second)["asked-late"].placed is Placed.PERSON

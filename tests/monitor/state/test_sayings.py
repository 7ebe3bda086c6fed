"""A report of known words is no second voice; new words, and the same words by somebody else, are. All an EXAMPLE."""

import pytest

from monitor.domain.vocabulary import OrderType, Role, Side, Speech, Stance, Venue
from tests.monitor.state.given import Given, defendants, issues, plaintiffs, says

WORDS = "EXAMPLE the pumps had been off before the order was entered"


@pytest.fixture
def asked():
    given = Given()
    given.entry("2025-06-01 10:00", issues(), number=10)
    given.entry(
        "2025-06-02 10:00",
        says("Judge Example", Role.COURT, Stance.ORDERS_EXPLANATION, "EXAMPLE explain by noon"),
        number=20,
        item="asks",
    )
    given.entry("2025-06-03 10:00", defendants(Stance.ACTED_BEFORE_EFFECTIVE, f"In full: {WORDS}."), item="answer")
    return given


def told(given: Given, when: str, *said, item: str) -> None:
    given.news(when, *said, text=f"EXAMPLE an article of its own at {when}", item=item)


def press(actor: str, stance: Stance, words: str, side: Side = Side.BOUND, role: Role = Role.OFFICIAL):
    return says(actor, role, stance, words, side=side, venue=Venue.PRESS, via="Example Wire")


def variants(given: Given) -> list[tuple[str, tuple[str, ...]]]:
    return [(p.item, p.variants) for p in given.action.positions]


@pytest.mark.parametrize("words", ["all three pumps were off", "EXAMPLE we left all three pumps were off, he says"])
def test_words_of_the_filing_that_were_not_quoted_before_are_known_too(asked, words):
    asked.entry(
        "2025-06-03 11:00",
        defendants(Stance.OUTSIDE_SCOPE, "EXAMPLE nothing of that is in it"),
        text="Defendants state that all three pumps were off",
        item="filed",
    )
    told(asked, "2025-06-03 12:00", press("an official", Stance.OUTSIDE_SCOPE, words), item="wire")
    assert ("filed", ("wire",) if "he says" not in words else ()) in variants(asked)


def test_the_press_quotes_what_the_same_side_filed(asked):
    quoted = WORDS.removeprefix("EXAMPLE ").replace("order", "Order")
    told(asked, "2025-06-03 12:00", press("an official", Stance.ACTED_BEFORE_EFFECTIVE, quoted), item="wire")
    assert variants(asked) == [("asks", ()), ("answer", ("wire",))]
    assert asked.action.respondents == ()


@pytest.mark.parametrize(
    "said",
    [
        press("an official", Stance.ACTED_BEFORE_EFFECTIVE, "EXAMPLE other words of that side about the time"),
        press("an official", Stance.OUTSIDE_SCOPE, WORDS),
        press("a neighbour", Stance.ACTED_BEFORE_EFFECTIVE, WORDS, side=Side.OTHER),
        press("the town", Stance.ACTED_BEFORE_EFFECTIVE, WORDS, side=Side.PROTECTED, role=Role.PLAINTIFF),
        press("an official", Stance.ACTED_BEFORE_EFFECTIVE, "off before the"),
    ],
)
def test_other_words_another_stance_another_side_or_a_scrap_are_a_position_of_their_own(asked, said):
    told(asked, "2025-06-03 12:00", said, item="wire")
    assert [p.item for p in asked.action.positions] == ["asks", "answer", "wire"]


def test_a_filing_never_hides_behind_a_report_of_it(asked):
    new = "EXAMPLE no pump is within the order at all"
    told(asked, "2025-06-03 12:00", press("an official", Stance.OUTSIDE_SCOPE, new), item="wire")
    asked.entry("2025-06-04 12:00", defendants(Stance.OUTSIDE_SCOPE, new), item="filed")
    assert [p.item for p in asked.action.positions] == ["asks", "answer", "wire", "filed"]


def test_that_the_court_asks_is_reported_and_asked_once(asked):
    report = says("A judge", Role.COURT, Stance.ORDERS_EXPLANATION, "told them to say why", speech=Speech.REPORTED)
    told(asked, "2025-06-02 12:00", report, item="wire")
    told(asked, "2025-06-09 12:00", report, item="later")
    assert variants(asked) == [("asks", ("wire",)), ("answer", ()), ("later", ())]


def test_what_only_the_press_has_of_a_court_is_kept(asked):
    told(asked, "2025-06-02 12:00", says("A judge", Role.COURT, Stance.QUESTIONS, "why is it off"), item="wire")
    assert [p.item for p in asked.action.positions] == ["asks", "wire", "answer"]


def test_a_report_that_only_repeats_names_no_new_respondent():
    given = Given()
    given.entry("2025-06-01 10:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    given.entry("2025-06-02 10:00", plaintiffs(words="EXAMPLE they have turned off every pump there is"))
    told(
        given,
        "2025-06-02 12:00",
        plaintiffs(words="they have turned off every pump", respondent="Example Pumps Ltd"),
        item="wire",
    )
    assert [p.variants for p in given.action.positions] == [("wire",)]
    assert given.action.respondents == ()


@pytest.mark.parametrize(
    ("actor", "known"), [("the defendants", True), ("the government", True), ("Example Pump Agency", False)]
)
def test_a_paraphrase_of_what_the_whole_side_has_said_itself_is_no_second_voice(asked, actor, known):
    said = says(
        actor,
        Role.OFFICIAL,
        Stance.ACTED_BEFORE_EFFECTIVE,
        "EXAMPLE have said that nothing was done later",
        side=Side.BOUND,
        venue=Venue.PRESS,
        via="Example Wire",
        speech=Speech.REPORTED,
    )
    told(asked, "2025-06-20 12:00", said, item="wire")
    assert (("answer", ("wire",)) in variants(asked)) is known

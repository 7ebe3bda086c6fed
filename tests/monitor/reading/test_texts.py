"""Who says what in news and statements, in whose words; and what is never read as a position on compliance."""

import pytest

from monitor.domain.vocabulary import Role, Speech, Stance, Venue

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "


def told(reading):
    return [(p.role.value, p.stance.value) for p in reading.positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Parents' League said the board is ignoring the judge's order.", ("plaintiff", "alleges_breach")),
        ("“The board has failed to comply,” a lawyer for the parents said.", ("plaintiff", "alleges_breach")),
        ("The School Board said that it did not violate the injunction.", ("defendant", "denies_breach")),
        ("“We are complying with the court's order,” Superintendent Brandt said.", ("defendant", "asserts_compliance")),
        ("The School Board argued that the annex falls outside the injunction.", ("defendant", "outside_scope")),
        ("Superintendent Brandt said the annex had already been closed.", ("defendant", "acted_before_effective")),
        ("The School Board said it was not a party to the order.", ("defendant", "not_bound")),
        (
            "A lawyer for the board said the judge has no authority over bus routes.",
            ("defendant", "lacks_jurisdiction"),
        ),
        ("“It is not possible to reopen by Friday,” the School Board said.", ("defendant", "impossible")),
        ("The School Board said the order is moot.", ("defendant", "moot")),
        ("“We will not obey,” Superintendent Brandt said.", ("defendant", "defies")),
        ("Superintendent Brandt conceded that he violated the order.", ("defendant", "admits_breach")),
        ("Judge Tallis found that the board violated her order.", ("court", "finds_breach")),
        ("Judge Tallis wrote that there is probable cause of criminal contempt.", ("court", "finds_probable_cause")),
        ("Judge Tallis ordered the board to explain the closures by noon.", ("court", "orders_explanation")),
        ("The Parents' League asked for sworn declarations about the closures.", ("plaintiff", "questions")),
        (
            "There were “questions about whether a verbal order carries the same weight” as a written one, Superintendent Brandt said.",
            ("defendant", "not_bound"),
        ),
    ],
)
def test_a_position(news, text, expected):
    assert expected in told(news(LEAD + text))


@pytest.mark.parametrize(
    "text",
    [
        "If any school was closed after that, it would violate the order, the Parents' League said.",
        "The School Board said the League is unlikely to win on the merits.",
        "The School Board declined to comment.",
        "Superintendent Brandt did not respond to a request for comment.",
        "“Of course a court's orders must be obeyed until they are vacated,” Superintendent Brandt said.",
        "The board is defying the judge.",
        "Judge Tallis said that a closure of the annex would violate her order.",
        "Judge Tallis asked whether the board had complied.",
        "Asked whether the board would comply, Superintendent Brandt left the room.",
        "Superintendent Brandt said that “judges” in general worry him. “We're not stopping,” he said of budget cuts at large.",
    ],
)
def test_what_is_never_a_breach_position(news, text):
    breaching = {"alleges_breach", "finds_breach", "admits_breach", "defies", "denies_breach", "finds_probable_cause"}
    assert not [t for t in told(news(LEAD + text)) if t[1] in breaching]


def test_words_told_to_a_court_are_not_the_courts(news):
    reading = news(
        LEAD + "The Parents' League told a federal judge on Monday that the closures directly violated her orders."
    )
    assert told(reading) == [("plaintiff", "alleges_breach")]


def test_a_court_that_somebody_goes_to_does_not_find(news):
    reading = news(
        LEAD + "The Parents' League went back to federal court on Monday, saying the board has violated the order."
    )
    assert "court" not in {role for role, _ in told(reading)}


def test_a_party_named_only_in_the_caption_does_not_speak(news):
    reading = news(
        "Lawyers for the plaintiffs in Marlow Parents' League v. Marlow School Board told a court that the board “may have violated” the order."
    )
    assert told(reading) == [("plaintiff", "questions")]


def test_one_side_and_the_other_stand_beside_each_other_and_the_item_is_in_dispute(news):
    reading = news(
        LEAD
        + "The Parents' League said the board is ignoring the order. The School Board said it is complying with the order."
    )
    assert told(reading) == [("plaintiff", "alleges_breach"), ("defendant", "asserts_compliance")]
    assert reading.disputes_compliance


def test_a_report_of_an_order_alone_is_not_in_dispute(news):
    reading = news(LEAD + "The order runs for 14 days.")
    assert reading.positions == ()
    assert not reading.disputes_compliance


def test_quoted_words_are_direct_and_others_reported_and_the_outlet_is_named(news):
    reading = news(
        LEAD
        + "“The board is ignoring the order,” the Parents' League said. The School Board said it did not violate the injunction."
    )
    direct, reported = reading.positions
    assert (direct.speech, direct.quote.text) == (Speech.DIRECT, "The board is ignoring the order")
    assert reported.speech is Speech.REPORTED
    assert {p.via for p in reading.positions} == {"Example Ledger"}
    assert {p.venue for p in reading.positions} == {Venue.PRESS}


def test_a_pronoun_is_the_one_who_spoke_last(news):
    reading = news(LEAD + "Superintendent Brandt spoke on Monday. “We are complying with the order,” he said.")
    (position,) = reading.positions
    assert position.actor == "Aldous Brandt"


def test_damaged_quotation_marks_still_hold_a_quote(news):
    reading = news(LEAD + "â€œThe board has failed to comply,â€ the Parents' League said.")
    (position,) = reading.positions
    assert position.quote.text == "The board has failed to comply"


def test_a_statement_is_its_speakers_own(statement):
    reading = statement("We are complying with the injunction on school closures.")
    (position,) = reading.positions
    assert (position.actor, position.role, position.stance) == (
        "Marlow School Board",
        Role.DEFENDANT,
        Stance.ASSERTS_COMPLIANCE,
    )
    assert (position.venue, position.via, position.speech) == (Venue.STATEMENT, None, Speech.DIRECT)


def test_in_a_briefing_only_the_answers_are_the_speakers(statement):
    text = "Q: Did you not violate the injunction on school closures? Are you ignoring the order?\nTHE SUPERINTENDENT: We are complying with the court's order."
    (position,) = statement(text).positions
    assert position.stance is Stance.ASSERTS_COMPLIANCE


def test_a_weak_match_takes_no_positions(news):
    reading = news("A school board is ignoring a judge's order, parents said.", title="News")
    assert reading.positions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Judge Tallis had ordered the board to explain the closures.",
        "An order to show cause is still before Judge Tallis, who told the board to explain itself.",
    ],
)
def test_an_earlier_question_is_not_asked_again(news, text):
    assert told(news(LEAD + text)) == []


def test_willful_disregard_is_the_courts_word_and_no_second_finding_beside_probable_cause(news):
    alone = "Judge Tallis wrote of a “willful disregard” of her order."
    assert told(news(LEAD + alone)) == [("court", "finds_breach")]
    both = "Judge Tallis wrote that there is probable cause of criminal contempt. "
    assert told(news(LEAD + both + alone)) == [("court", "finds_probable_cause")]

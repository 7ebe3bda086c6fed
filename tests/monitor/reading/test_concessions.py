"""What a bound side owns up to, says it could not do, or answers in its own words: its own words of a term unmet, and never a fact alone, a promise, or a word
about somebody else's paper.
"""

import pytest

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "
ASKED = "The Parents' League asked the judge to hold it in contempt. "


def stances(reading):
    return {p.stance.value for p in reading.positions if p.role.value == "defendant"}


@pytest.mark.parametrize(
    "words",
    [
        "The School Board conceded that the second deadline was missed.",
        "The School Board said it does not dispute that section 4 has not been honored.",
        "The School Board acknowledged that two benchmarks had been missed.",
        "The School Board does not contend that it complied.",
        "The School Board said it does not claim that paragraph 3 was met.",
        '"I cannot pretend that we followed it," the School Board said.',
        "The School Board admitted that six rooms were not reopened by the court's deadline.",
        "The School Board apologized for missing the March deadline.",
        "The School Board said it accepts that it was required to reopen Eastside three weeks ago.",
        '"We are late, and we know it," the School Board said.',
        '"We have been out of compliance since spring," the School Board said.',
        '"We did not reopen it by the judge\'s date," the School Board said. "We missed the mark."',
        '"It was contrary to the injunction," the School Board said of the letter.',
        '"That is above the thirty pupils allowed by paragraph 6," the School Board said.',
        '"We should have called the parents by April and we did not," the School Board said.',
        '"Those letters should not have been sent," the School Board said. "I am not going to sugarcoat it."',
    ],
)
def test_a_bound_side_owns_up(news, words):
    assert "admits_breach" in stances(news(LEAD + ASKED + words))


@pytest.mark.parametrize(
    "words",
    [
        "The School Board conceded that the bus left at 7.",
        "The School Board denied that the second deadline was missed.",
        "The School Board does not claim that paragraph 3 is unclear.",
        "The School Board acknowledged that the meeting took place after the holiday.",
        "The School Board accepts that it is required to reopen Eastside.",
        '"We are late for the bus season," the School Board said.',
        '"That order should not have been entered," the School Board said.',
        '"The League\'s request exceeds the thirty pupils allowed by paragraph 6," the School Board said.',
        '"If the second deadline is missed we will say so," the School Board said.',
        "The Parents' League said the letters were contrary to the injunction.",
    ],
)
def test_a_fact_or_a_word_of_another_is_no_admission(news, words):
    assert "admits_breach" not in stances(news(LEAD + ASKED + words))


@pytest.mark.parametrize(
    "words",
    [
        "Forty teachers by May is not achievable, the School Board said.",
        '"It can\'t be done," the School Board said.',
        '"There is nobody to hire," the School Board said.',
        '"We cannot staff rooms with people we don\'t have," the School Board said.',
        "The School Board said it has nothing left to hand over.",
        "\"You can't open rooms with what isn't there,\" the School Board said.",
        '"No school system could have done it," the School Board said.',
        "The School Board claims that it could not.",
        '"The office can only process a few a day," the School Board said.',
        '"Nothing we do can make the paint dry faster," the School Board said.',
    ],
)
def test_a_bound_side_says_it_could_not(news, words):
    assert "impossible" in stances(news(LEAD + ASKED + words))


@pytest.mark.parametrize(
    "words",
    [
        "It is not possible to say when Eastside will open, the School Board said.",
        "The School Board said it could not comment.",
        '"There is no reason to leave," the School Board said.',
        "The Parents' League said that it can't be done by letter.",
    ],
)
def test_silence_and_doubt_are_no_inability(news, words):
    assert "impossible" not in stances(news(LEAD + ASKED + words))


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ('"A summer camp was not covered," the School Board said.', "outside_scope"),
        ("The School Board said a camp is beyond the wording.", "outside_scope"),
        ("The School Board said the meeting was no part of the lawsuit.", "outside_scope"),
        ('"The injunction bars closures. It does not mention camps," the School Board said.', "outside_scope"),
        ('"The injunction covers closures, not repairs," the School Board said.', "outside_scope"),
        ("The School Board said that its lawyers read it as not reaching the annex.", "outside_scope"),
        ('"We have stopped," the School Board said.', "asserts_compliance"),
        ("The School Board said it did no such thing.", "denies_breach"),
        ('"We have violated no order," the School Board said.', "denies_breach"),
        ('"The League\'s claim that we broke the order is false," the School Board said.', "denies_breach"),
        ('"We don\'t answer to a judge," the School Board said.', "lacks_jurisdiction"),
        ('"No judge runs a school," the School Board said.', "lacks_jurisdiction"),
        ("The School Board said the court has lost jurisdiction.", "lacks_jurisdiction"),
        ('"There is nothing left to punish," the School Board said.', "moot"),
        ("The School Board said the sale made the dispute academic.", "moot"),
        ("The School Board said the matter is closed.", "moot"),
        ('"We\'re following it," the School Board said.', "asserts_compliance"),
        ('"We went further than the judge asked," the School Board said.', "asserts_compliance"),
        ("The School Board said the refund was paid on the day it was due.", "asserts_compliance"),
        ("The School Board said the rooms were reopened ahead of the deadline.", "asserts_compliance"),
        ('"The annex stays until somebody makes us," the School Board said.', "defies"),
        ('"Judge or no judge, the annex closes," the School Board said.', "defies"),
        ('"We are not taking orders from a judge," the School Board said.', "defies"),
        ('"The sale was complete before there was any order," the School Board said.', "acted_before_effective"),
        ('"There was no injunction when we sold it," the School Board said.', "acted_before_effective"),
        ("The School Board said the decision predated the ruling.", "acted_before_effective"),
    ],
)
def test_a_bound_side_answers_in_its_own_words(news, words, stance):
    assert stance in stances(news(LEAD + ASKED + words))


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("The School Board said the refund was not paid on the day it was due.", "asserts_compliance"),
        ('"If we have stopped, nobody told me," the School Board said.', "asserts_compliance"),
        ("The School Board said it was insured and the loss was not covered.", "outside_scope"),
        ('"Let the judge decide," the School Board said.', "defies"),
        ('"The League\'s claim that we broke the order is false," the School Board said.', "admits_breach"),
        ('"We answer to the judge," the School Board said.', "lacks_jurisdiction"),
        ("The School Board said the matter is on the agenda.", "moot"),
        ('"We will not take orders for lunch," the School Board said.', "defies"),
        ("The School Board said the sale was complete before any snow fell.", "acted_before_effective"),
        ('"There was no order on fees," the School Board said.', "acted_before_effective"),
    ],
)
def test_near_words_are_another_thing(news, words, stance):
    assert stance not in stances(news(LEAD + ASKED + words))


def test_what_stays_is_defiance_only_of_a_charge(news):
    words = '"The annex is closed. It\'s staying shut," the School Board said.'
    assert "defies" in stances(news(LEAD + ASKED + words))
    assert "defies" not in stances(news(LEAD + words))


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ('"The School Board has never met the limits in paragraph 2," Judge Tallis wrote.', True),
        ('"That is not permitted by the injunction," Judge Tallis said of the annex.', True),
        ("Judge Tallis found the School Board in continuing violation of her order.", True),
        ('"Recording is forbidden by the injunction," Judge Tallis said.', False),
        ("Judge Tallis asked whether the School Board has never met the limits in paragraph 2.", False),
        ("The Parents' League said the School Board has never met the limits in paragraph 2.", False),
    ],
)
def test_a_court_finds_that_a_term_was_never_kept(news, words, finds):
    found = [p for p in news(LEAD + words).positions if p.stance.value == "finds_breach"]
    assert bool(found) is finds
    assert all(p.role.value == "court" for p in found)

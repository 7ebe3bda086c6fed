"""The grammar of answers and charges: who keeps or breaks what, by whose mouth; wide rules give way to near ones."""

import pytest

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "


def told(reading):
    return [(p.role.value, p.stance.value) for p in reading.positions]


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("it has been heeding the injunction since March", "asserts_compliance"),
        ("it did exactly what the court asked", "asserts_compliance"),
        ("it acted as the order required", "asserts_compliance"),
        ("classrooms have been reopened in response to the ruling", "asserts_compliance"),
        ("it complied", "asserts_compliance"),
        ("spoken words from the bench are not enforceable", "not_bound"),
        ("it never flouted the decree", "denies_breach"),
        ("the accusation is baseless", "denies_breach"),
        ("the League mischaracterizes its acts", "denies_breach"),
        ("a longer recess is not a lockout", "denies_breach"),
        ("the injunction merely covers Eastside Elementary", "outside_scope"),
        ("the ruling has never addressed bus routes", "outside_scope"),
        ("nothing requires it to keep the annex open", "outside_scope"),
        ("the moves come from an unrelated policy", "outside_scope"),
        ("it had no part in what the landlord did", "not_bound"),
        ("it cannot undo what was sold", "impossible"),
        ("it is too late", "impossible"),
        ("the dispute is academic", "moot"),
        ("the order has been stayed", "moot"),
        ("the annex was emptied weeks before the injunction", "acted_before_effective"),
        ("no order had been entered at the time", "acted_before_effective"),
        ("it will keep closing schools no matter what the judge says", "defies"),
    ],
)
def test_an_answer_of_the_bound_side(news, said, stance):
    assert ("defendant", stance) in told(news(f"{LEAD}The School Board said that {said}."))


def test_a_word_against_judges_is_an_answer_only_to_a_charge(news):
    said = "The School Board said that a judge cannot micromanage a school."
    asked = "The Parents' League asked the judge to hold it in contempt."
    assert ("defendant", "lacks_jurisdiction") not in told(news(f"{LEAD}{said}"))
    assert ("defendant", "lacks_jurisdiction") in told(news(f"{LEAD}{asked} {said}"))


def test_a_promise_to_obey_is_an_answer_only_to_a_charge(news):
    said = "The School Board said it will follow the judge's order."
    asked = "The Parents' League asked the judge to hold it in contempt."
    assert ("defendant", "asserts_compliance") not in told(news(f"{LEAD}{said}"))
    assert ("defendant", "asserts_compliance") in told(news(f"{LEAD}{asked} {said}"))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Parents' League said the injunction is being flouted every day.", "alleges_breach"),
        ("The Parents' League said the board has yet to obey a word of it.", "alleges_breach"),
        ("The Parents' League said the board acts as if no order existed.", "alleges_breach"),
        ("The Parents' League said the new rule guts the judge's order.", "alleges_breach"),
        ("The Parents' League accused the board of stonewalling.", "alleges_breach"),
        ("The Parents' League urged the judge to make the board comply.", "seeks_enforcement"),
        ("Parents who sued said the order went unheeded.", "alleges_breach"),
    ],
)  # fmt: skip
def test_a_charge_of_the_protected_side(news, text, stance):
    assert ("plaintiff", stance) in told(news(LEAD + text))


def test_a_court_finds(news):
    assert told(news(LEAD + "Judge Tallis ruled that her decree had been flouted.")) == [("court", "finds_breach")]


@pytest.mark.parametrize(
    "text",
    [
        "The School Board said that it must heed the injunction.",
        "The School Board said that it had been told to follow the order.",
        "Judge Tallis said that officials had no plan to follow her orders.",
        "Judge Tallis, who held the board in contempt last month, wrote of its budget.",
        "Judge Tallis asked whether her decree had been flouted.",
        "The School Board accused the judge of ignoring the record.",
        "The School Board said that an order would be over by noon.",
        "The Parents' League said the board obeys every word of the order.",
        "The board cannot undo it.",
        "Superintendent Brandt also reposted a message of the mayor, “It is too late to reopen.”",
    ],
)
def test_what_the_grammar_does_not_read(news, text):
    breaching = {"alleges_breach", "finds_breach", "asserts_compliance", "denies_breach", "impossible", "moot"}
    assert not [t for t in told(news(LEAD + text)) if t[1] in breaching]


def test_a_wide_rule_gives_way_to_a_near_one_of_the_same_speaker(news):
    reading = news(
        LEAD + "The School Board said that it did not violate the injunction, and that a recess is not a lockout."
    )
    assert [p.why.rule for p in reading.positions] == ["stance.denies.not_violated"]


def found(reading):
    return [p.stance.value for p in reading.positions if p.stance.value.startswith("finds")]


@pytest.mark.parametrize(
    "said",
    [
        "The judge held Quill Haulage in contempt in another suit.",
        "The judge won't say whether the injunction was violated.",
        "There is probable cause to believe, the judge said, that the board knowingly violated the injunction.",
    ],
)
def test_no_finding_of_breach_by_the_board(news, said):
    assert "finds_breach" not in found(news(f"{LEAD}{said}"))


def test_a_finding_of_breach_by_the_board(news):
    assert found(news(f"{LEAD}The judge held Marlow School Board in contempt on Friday.")) == ["finds_breach"]


def test_a_plain_complaint_is_a_charge_only_where_compliance_is_in_question(news):
    said = "The Parents' League said the annex is still locked."
    charge = "The Parents' League said that the board is flouting the injunction."
    assert told(news(f"{LEAD}{said}")) == []
    assert ("plaintiff", "alleges_breach") in told(news(f"{LEAD}{charge} {said}"))


def test_a_party_and_those_who_speak_for_it_are_one_voice(news):
    text = f"{LEAD}The School Board said it did not violate the order. “We did not violate it,” said Ira Vance, its lawyer."
    (position,) = news(text).positions
    assert (position.actor, position.quote.text) == ("Ira Vance", "We did not violate it")


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        (
            "“We did not do what the order asked of us,” Ira Vance, a lawyer for the School Board, said.",
            "admits_breach",
        ),
        ("“No one at the board has disobeyed anybody,” said Ira Vance, its lawyer.", "denies_breach"),
        ("“The court told us to reopen the annex, and we have,” said Ira Vance, its lawyer.", "asserts_compliance"),
    ],
)
def test_an_answer_in_the_first_person(news, said, stance):
    assert told(news(f"{LEAD}The School Board met on Friday. {said}")) == [("defendant", stance)]


def test_nobody_admits_for_somebody_else(news):
    said = "“We did not do what the order asked of us,” said Ada Quill, a lawyer for the Parents' League."
    assert "admits_breach" not in {stance for _, stance in told(news(f"{LEAD}{said}"))}

"""Nobody is given words that somebody else said: by what name a filing, a declaration and a speaker in the news go."""

import pytest

from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import Role, Stance
from monitor.reading.naming import conduct_of, is_official, is_person, own_name

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "


def actors(reading):
    return [p.actor for p in reading.positions]


@pytest.mark.parametrize(
    ("text", "actor", "respondent"),
    [
        ("RESPONSE filed by {}. The annex had already been closed, under the order.", "Marlow School Board", None),
        ("NOTICE by MARLOW SCHOOL BOARD, ALDOUS BRANDT regarding the Order. It had already been closed.", "The defendants", 1),
        ("NOTICE by Marlow School Board et al regarding the Order. It had already been closed.", "The defendants", 1),
        ("NOTICE by All Defendants regarding the Order. It had already been closed.", "The defendants", 1),
        ("NOTICE by {} re the Order. Defendants state that it had already been closed.", "The defendants", 1),
        ("NOTICE by Aldous Brandt regarding the Order. It had already been closed.", "The defendants", 1),
    ],
)  # fmt: skip
def test_what_several_file_is_said_by_the_side_and_a_body_speaks_for_itself(docket, text, actor, respondent):
    (position,) = docket(text.format("Marlow School Board")).positions
    assert position.actor == actor
    assert position.respondent == ("the defendants" if respondent else "Marlow School Board")
    assert position.role is Role.DEFENDANT


def test_what_plaintiffs_state_is_said_by_the_plaintiffs(docket):
    text = "RESPONSE filed by Marlow Parents' League. Plaintiffs contend that the closures directly violated the Court's order."
    assert actors(docket(text)) == ["The plaintiffs"]
    assert actors(docket(text.replace("Plaintiffs contend", "It contends"))) == ["Marlow Parents' League"]


@pytest.mark.parametrize(
    ("head", "actor"),
    [
        ("DECLARATION of Robin Example, Facilities Office, re Order by MARLOW SCHOOL BOARD", "Robin Example"),
        ("DECLARATION of Commissioner Robin Example re Order by MARLOW SCHOOL BOARD", "Commissioner Robin Example"),
        ("DECLARATION of Assistant Finance Director re Order by MARLOW SCHOOL BOARD", "The declarant for the defendants"),
        ("DECLARATION re Order by MARLOW SCHOOL BOARD", "The declarant for the defendants"),
        ("DECLARATION of Robin Example re Order by Marlow Parents' League", "Robin Example"),
    ],
)  # fmt: skip
def test_in_a_declaration_the_declarant_speaks_and_not_the_party(docket, head, actor):
    bound = "League" not in head
    said = "The annex had already been closed" if bound else "The board has not complied with the order"
    (position,) = docket(f"{head}. {said}.").positions
    assert position.actor == actor
    assert position.respondent == ("the defendants" if bound else "Marlow School Board")


def test_a_quotation_in_an_entry_is_the_quote_and_each_position_has_its_own(docket):
    text = (
        "RESPONSE filed by Marlow School Board. It says that it “complied with the Court's injunction as to the annex” and"
        " that “an oral directive is not enforceable as an injunction”."
    )
    assert [p.quote.text for p in docket(text).positions] == [
        "complied with the Court's injunction as to the annex",
        "an oral directive is not enforceable as an injunction",
    ]


def test_a_headlines_judge_is_the_judge_whom_the_text_names(news):
    reading = news(
        "Judge Imogen Tallis wants an answer in the Marlow closures case.", title="Judge orders the board to explain"
    )
    assert actors(reading) == ["Judge Imogen Tallis"]


def test_a_headlines_judge_is_nobodys_name_where_two_judges_are_named(news):
    reading = news(
        "Judge Carl Example and Judge Imogen Tallis spoke. It is the Marlow closures case.",
        title="Judge orders the board to explain",
    )
    assert actors(reading) == ["The judge"]


def test_the_body_is_taken_before_the_headline(news):
    reading = news(
        LEAD + "Judge Tallis ordered the board to explain the closures by noon.", title="Judge orders board to explain"
    )
    (position,) = reading.positions
    assert position.quote.start > len("Judge orders board to explain")


@pytest.mark.parametrize(
    "named",
    [
        "“We did not violate the order,” Robin Example, the press secretary, said.",
        "“We did not violate the order,” the press secretary said. Press secretary Robin Example took questions.",
    ],
)
def test_an_office_is_its_holder_where_the_text_names_one(news, named):
    assert actors(news(LEAD + named)) == ["Robin Example, press secretary"]


def test_an_office_without_a_name_stays_an_office(news):
    assert actors(news(LEAD + "“We did not violate the order,” the press secretary said.")) == ["the press secretary"]


def test_the_one_in_an_aside_does_not_speak(news):
    text = LEAD + "The Parents' League, which pays the plaintiffs' counsel, said the board is ignoring the order."
    assert actors(news(text)) == ["Marlow Parents' League"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Department of Water", "Department of Water"),
        ("DW", "Department of Water"),
        ("Water Department", "Department of Water"),
        ("Valve Service", "Valve Service"),
    ],
)
def test_an_alias_that_is_no_part_of_a_bodys_name_stays_as_it_is_said(said, name):
    assert own_name(said, Party(name="Department of Water", role="defendant")) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Governor Example", "Jane Q. Example"),
        ("Example", "Jane Q. Example"),
        ("Example administration", "Example administration"),
        ("the Mansion", "the Mansion"),
    ],
)
def test_an_office_or_an_administration_is_not_the_person(said, name):
    assert own_name(said, Party(name="Jane Q. Example", role="defendant")) == name


def test_what_an_office_says_is_not_put_into_its_holders_mouth():
    from monitor.reading.parties import party_mentions

    governor = Party(name="Jane Q. Example", role="defendant", aliases=("Example administration", "EXU"))
    matter = Matter(court="ord", docket_number="3:24-cv-1", caption="A v. B", parties=(governor,))
    found = party_mentions("the Example administration said so; EXU of South Marlow did not", matter)
    assert [n.canonical for n in found] == ["the Example administration", "EXU of South Marlow"]
    assert {n.party for n in found} == {"Jane Q. Example"}


def test_who_is_a_person_and_who_is_sued_for_an_office():
    person = Party(name="Aldous Brandt", role="defendant")
    titled = Party(name="Aldous Brandt", role="defendant", aliases=("Warden Brandt",))
    company = Party(name="Example Games, Inc.", role="defendant")
    town = Party(name="City of Example", role="defendant")

    def among(*parties):
        return Matter(court="ord", docket_number="3:24-cv-1", caption="A v. B", parties=parties)

    assert is_person(person)
    assert not is_person(company)
    assert is_official(titled, among(titled))
    assert is_official(person, among(person, town))
    assert not is_official(person, among(person, company))
    assert not is_official(town, among(person, town))
    assert conduct_of("Aldous Brandt", among(person)) == "Aldous Brandt"
    assert conduct_of("Aldous Brandt", among(person, town)) == "the defendants"
    assert conduct_of("City of Example", among(person, town)) == "City of Example"
    assert conduct_of("", among(person, town)) == "the defendants"


def test_a_statement_says_what_it_says_in_the_words_in_marks(statement):
    text = (
        "The order on school closures and the board's acts “do not conflict.” No one was moved “solely on its account.”"
    )
    quotes = {p.stance: p.quote.text for p in statement(text).positions}
    assert quotes == {Stance.OUTSIDE_SCOPE: "do not conflict"} or "not" in quotes[Stance.OUTSIDE_SCOPE]


@pytest.mark.parametrize(
    "post", ["general counsel, Jane Example", "spokesman Jane Example", "chief lawyer, Jane Example"]
)
def test_who_holds_a_partys_post_speaks_under_her_own_name(news, post):
    text = f"{LEAD}“We have complied with the order,” said the School Board's {post}."
    assert actors(news(text)) == ["Jane Example"]


def test_another_judges_finding_is_none_of_our_courts(news):
    told = "District Judge {} ruled on Monday that the board violated the injunction."
    assert actors(news(LEAD + told.format("Imogen Tallis"))) == ["Judge Imogen Tallis"]
    assert actors(news(LEAD + told.format("Carl Example"))) == []

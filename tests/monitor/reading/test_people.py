"""Who is introduced in a text, and on which side the introduction puts them; a name without one is nobody's."""

import pytest

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "
CHARGE = "said the board has violated the judge's order."


def spoken(reading):
    return [(p.actor, p.role.value) for p in reading.positions]


@pytest.mark.parametrize(
    ("words", "actor", "role"),
    [
        ("Ada Quill, a lawyer for the parents, ", "Ada Quill", "plaintiff"),
        ("Ada Quill, who represents the Parents' League, ", "Ada Quill", "plaintiff"),
        ("Rep. Ada Quill, a Democrat, ", "Ada Quill", "official"),
        ("Law professor Ada Quill ", "Ada Quill", "expert"),
        ("Ada Quill, the court-appointed monitor, ", "Ada Quill", "monitor"),
        ("Ada Quill of Neighbors for Open Schools ", "Ada Quill", "other_party"),
        ("Former superintendent Ada Quill ", "Ada Quill", "other_party"),
    ],
)
def test_whoever_is_introduced_speaks_with_the_role_of_the_introduction(news, words, actor, role):
    assert spoken(news(LEAD + words + CHARGE)) == [(actor, role)]


@pytest.mark.parametrize(
    "words", ["Board Superintendent Ada Quill ", "Ada Quill, a lawyer for the board, ", "Ada Quill, its president, "]
)
def test_whoever_holds_an_office_of_a_bound_body_answers_for_it(news, words):
    text = f"{LEAD}The School Board met on Monday. {words}said the board did not violate the order."
    assert spoken(news(text)) == [("Ada Quill", "defendant")]


def test_a_surname_is_the_same_person(news):
    text = f"{LEAD}Ada Quill, a lawyer for the parents, was in court. “The board is ignoring the order,” Quill said."
    assert spoken(news(text)) == [("Ada Quill", "plaintiff")]


def test_an_office_is_the_one_who_was_introduced_with_it(news):
    text = (
        f"{LEAD}Board Superintendent Ada Quill was in court. “We did not violate the order,” the superintendent said."
    )
    assert spoken(news(text)) == [("Ada Quill", "defendant")]


def test_her_lawyer_stands_where_she_stands(news):
    text = f"{LEAD}Marlow School Board chairwoman Ada Quill sat still. Her lawyer, Ben Orr, said the board did not violate the order."
    assert spoken(news(text)) == [("Ben Orr", "defendant")]


def test_a_question_in_quotation_marks_is_the_judges_who_asked_it(news):
    text = f"{LEAD}“Has the board ignored my order?” Judge Imogen Tallis asked the superintendent, Ada Quill."
    assert all(role == "court" for _, role in spoken(news(text)))


def test_a_name_that_nothing_describes_is_nobodys(news):
    assert spoken(news(LEAD + "Ada Quill " + CHARGE)) == []

"""Who is meant by "its lawyers", by a bare post before a name, and by a name at the end of a quotation."""

LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "
DENIAL = "had not violated the order"


def spoken(reading):
    return [(p.actor, p.role.value) for p in reading.positions]


def test_its_lawyers_are_those_of_whom_the_sentence_before_is_about(news):
    text = f"{LEAD}The School Board answered the League on Friday. Its lawyers said that it {DENIAL}."
    assert spoken(news(text)) == [("Marlow School Board", "defendant")]


def test_its_does_not_mean_somebody_of_no_side(news):
    text = f"{LEAD}The teachers' federation, a stranger to the case, met. Its filing said that nobody {DENIAL}."
    assert spoken(news(text)) == []


def test_a_bare_post_stands_where_the_body_named_before_stands(news):
    text = f"{LEAD}The School Board closed no school. “It {DENIAL},” spokesman Ira Vance said."
    assert spoken(news(text)) == [("Ira Vance, spokesman", "defendant")]


def test_a_name_introduced_behind_its_office_has_one_side_throughout(news):
    text = (
        f"{LEAD}The League's attorney wrote on Friday. The School Board met. “They are flouting the injunction,” the"
        " attorney, Ada Quill, told the board."
    )
    assert {role for _, role in spoken(news(text))} == {"plaintiff"}


def test_a_quotation_is_said_by_the_one_named_where_it_ends(news):
    text = f"{LEAD}The League met.\n\n“We {DENIAL}. We never will,” said Ira Vance, a lawyer for the School Board."
    (position,) = news(text).positions
    assert (position.actor, position.role.value) == ("Ira Vance", "defendant")
    assert position.quote.text == f"We {DENIAL}. We never will"


def test_what_is_said_according_to_somebody_is_that_ones(news):
    text = f"{LEAD}According to the School Board, it {DENIAL}."
    assert spoken(news(text)) == [("Marlow School Board", "defendant")]


def test_a_filing_speaks_for_whoever_filed_it_and_it_is_no_judge(news):
    text = f"{LEAD}The School Board filed a report. Judge Imogen Tallis read it. “We {DENIAL},” it said in its filing."
    assert spoken(news(text)) == [("Marlow School Board", "defendant")]

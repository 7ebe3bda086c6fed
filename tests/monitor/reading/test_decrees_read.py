"""Decrees in docket text: changed or ended, never given twice; paragraphs by number; notice; admissions (EXAMPLE)."""

from datetime import date

import pytest

DECREE = "consent_decree"


def told(reading):
    return [(e.effect.value, e.type.value, e.extent.value) for e in reading.effects]


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        ("ORDER granting 60 Motion to Modify 40 Consent Decree.", [("modifies", DECREE, "whole")]),
        (
            "ORDER GRANTING JOINT MOTION TO MODIFY CONSENT DECREE. The First Amended Consent Decree is APPROVED and ENTERED.",
            [("modifies", DECREE, "whole")],
        ),
        ("ORDER granting 60 Joint Motion for Entry of Amended Consent Decree.", [("modifies", DECREE, "whole")]),
        ("ORDER. The Second Amended Consent Decree is APPROVED.", [("modifies", DECREE, "whole")]),
        ("ORDER approving modification of 40 Consent Decree.", [("modifies", DECREE, "whole")]),
        ("ORDER granting 70 Motion for Relief from 40 Consent Decree.", [("modifies", DECREE, "whole")]),
        ("ORDER. Paragraph 9 of the Consent Decree is AMENDED to read as follows.", [("modifies", DECREE, "part")]),
        ("ORDER granting Motion to Terminate Consent Decree 40.", [("dissolves", DECREE, "whole")]),
        (
            "ORDER granting 70 Motion for Partial Termination of the Consent Decree as to Sections III and IV.",
            [("dissolves", DECREE, "part")],
        ),
        (
            "CONSENT ORDER granting 70 Joint Motion to Terminate. The Consent Decree is terminated as to paragraphs 3-9.",
            [("dissolves", DECREE, "part")],
        ),
        ("ORDER granting 30 Joint Motion for Entry of Consent Decree.", [("issues", DECREE, "whole")]),
    ],
)
def test_what_is_done_to_a_decree_gives_no_second_one(docket, text, effects):
    assert told(docket(text)) == effects


def test_paragraphs_keep_their_numbers(docket):
    reading = docket(
        "CONSENT DECREE. Paragraph 12: The School Board shall inspect every school within 30 days. Paragraph 14(a): The "
        "School Board shall report each quarter. Paragraph 20. The School Board shall pay $100,000. ¶ 21 The School Board "
        "shall post this decree."
    )
    assert [o.para for o in reading.obligations] == ["12", "14(a)", "20", "21"]
    assert reading.obligations[0].quote.text == "The School Board shall inspect every school within 30 days."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("issued without notice to the School Board", True),
        ("issued without written or oral notice to the adverse party", True),
        ("(granted without notice)", True),
        ("The School Board is RESTRAINED from closing any school without notice.", None),
        ("The School Board shall not transfer a student without notice to the family.", None),
        ("Students were removed without notice.", None),
        ("Entered without notice to the class.", None),
    ],
)
def test_without_notice_is_how_the_court_ruled_and_not_what_it_forbids(docket, words, expected):
    (effect,) = docket(f"TEMPORARY RESTRAINING ORDER. {words}").effects
    assert effect.without_notice is expected


@pytest.mark.parametrize(
    "body",
    [
        "Payment of 14 of the stipends late by three days.",
        "Not yet in compliance with paragraph 12.",
        "Six of 14 requirements not met, two past due.",
        "Our failure to reopen Eastside Elementary by March 3.",
    ],
)
def test_an_admission_needs_no_verb(docket, body):
    (position, *_) = docket(f"STATUS REPORT re 40 Consent Decree by Marlow School Board. {body}").positions
    assert position.stance == "admits_breach"
    assert position.quote.text == body.strip()


@pytest.mark.parametrize(
    "body",
    ["No payment was three days late.", "The Court found the School Board not in compliance with paragraph 12."],
)
def test_what_sounds_like_one_and_is_none(docket, body):
    reading = docket(f"STATUS REPORT re 40 Consent Decree by Marlow School Board. {body}")
    assert "admits_breach" not in {p.stance for p in reading.positions}


def test_notice_of_non_compliance_is_an_admission_of_one_side_and_an_allegation_of_the_other(docket):
    stances = [
        docket(f"NOTICE of Non-Compliance with 40 Consent Decree by {who}.").positions[0].stance
        for who in ("Marlow School Board", "Marlow Parents' League")
    ]
    assert stances == ["admits_breach", "alleges_breach"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("RESPONSE re [47] filed by Marlow School Board. The School Board did not violate the order.", 47),
        ("RESPONSE re 47 MOTION to Enforce filed by Marlow School Board. It did not violate the order.", 47),
        ("MOTION to Enforce 17 Temporary Restraining Order by Marlow Parents' League.", 17),
        (
            "DECLARATION of Ann Sample in response to Minute Order of 3/12/2024 by Marlow School Board. The board has "
            "complied with the Minute Order of 3/12/2024.",
            date(2024, 3, 12),
        ),
    ],
)
def test_a_filing_refers_by_a_bare_number_and_by_a_numeric_date(docket, text, named):
    refers = docket(text).positions[0].refers
    assert named in [r.entry_number or r.dated for r in refers]


def test_what_answers_a_paper_does_not_refer_to_an_order_by_its_number(docket):
    (position, *_) = docket(
        "RESPONSE re [19] Notice filed by Marlow Parents' League. The School Board has violated the injunction."
    ).positions
    assert [r for r in position.refers if r.entry_number] == []


def test_a_request_about_an_order_names_it(docket):
    (effect, *_) = docket("MOTION to Stay 112 Order pending appeal by Marlow School Board.").effects
    assert [r.entry_number for r in effect.refers] == [112]

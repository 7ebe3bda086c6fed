"""Obligations, findings and deadlines of a court's entry, in its own words."""

from datetime import datetime

import pytest

from monitor.domain.vocabulary import DeadlineKind, FindingKind, Form, Stance

INJUNCTION = (
    "MINUTE ORDER granting 3 Motion for Temporary Restraining Order. Defendants other than the Superintendent are ENJOINED from"
    " closing Eastside Elementary (not otherwise subject to closure by the State). The board shall restore bus service by"
    " March 20, 2024. Counsel shall register for e-filing."
)


def test_the_operative_sentences_are_quoted_with_whom_they_bind_and_whom_they_leave_out(docket):
    first, second = docket(INJUNCTION).obligations
    assert first.quote.text.startswith("Defendants other than the Superintendent are ENJOINED from")
    assert first.bound == "Defendants"
    assert first.excludes.text in {
        "other than the Superintendent are ENJOINED from closing Eastside Elementary",
        "not otherwise subject to closure by the State",
    }
    assert second.quote.text == "The board shall restore bus service by March 20, 2024."
    assert first.form is second.form is Form.WRITTEN


def test_an_obligation_has_the_date_read_in_its_own_words(docket):
    _, second = docket(INJUNCTION).obligations
    assert second.due_at == datetime.fromisoformat("2024-03-20T23:59:00-07:00")


@pytest.mark.parametrize(
    "text",
    [
        "MINUTE ORDER granting 7 Motion to Appear Pro Hac Vice. Counsel shall register.",
        "MOTION: Defendants shall be enjoined.",
    ],
)
def test_housekeeping_and_motions_oblige_nobody(docket, text):
    assert docket(text).obligations == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Court finds that the board has not complied with the injunction.", FindingKind.NONCOMPLIANCE),
        ("The closures violate the plain text of the TRO.", FindingKind.NONCOMPLIANCE),
        ("The board's conduct was unquestionably violative of the injunction.", FindingKind.NONCOMPLIANCE),
        ("The Court HOLDS the School Board in civil contempt.", FindingKind.CIVIL_CONTEMPT),
        ("The Court finds Superintendent Brandt guilty of criminal contempt.", FindingKind.CRIMINAL_CONTEMPT),
        ("Probable cause exists to find the board in criminal contempt.", FindingKind.PROBABLE_CAUSE),
        ("The Court finds that the board has substantially complied with the decree.", FindingKind.COMPLIANCE),
        ("The Court finds no violation of the decree.", FindingKind.NOT_FOUND),
    ],
)
def test_a_court_finds(docket, text, kind):
    (finding,) = docket(f"ORDER. {text}").findings
    assert finding.kind is kind
    assert finding.by == "Judge Imogen Tallis"
    assert finding.quote.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Plaintiffs say that the board violated the injunction.",
        "A closure of the annex would violate this Court's order.",
        "The Court will decide whether the board violated the injunction.",
        "If the board has not complied with the injunction, it shall say so.",
        "The board may have violated the injunction.",
        "The motion to enforce is DENIED.",
        "The request that the board be held in contempt is DENIED.",
        "The Court makes no finding of contempt.",
        "Defendants contend that they have complied with the decree.",
    ],
)
def test_a_claim_a_supposition_and_a_refusal_find_nothing(docket, text):
    assert docket(f"ORDER. {text}").findings == ()


def test_only_a_court_finds(docket):
    assert docket("BRIEF by Marlow Parents' League. The board has violated the injunction.").findings == ()


def test_a_finding_names_whose_conduct_it_is_about(docket):
    (finding,) = docket("ORDER. The Court finds that Superintendent Brandt disobeyed the injunction.").findings
    assert finding.about == "Aldous Brandt"


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        (
            "ORDER. Defendants shall file a status report by March 22, 2024.",
            DeadlineKind.FILING,
            "2024-03-22T23:59:00-07:00",
        ),
        ("Set/Reset Deadlines: Status Report due by 3/22/2024.", DeadlineKind.FILING, "2024-03-22T23:59:00-07:00"),
        (
            "MINUTE ORDER. The board shall by 11:59 p.m. on March 22 pay all invoices.",
            DeadlineKind.PERFORMANCE,
            "2024-03-22T23:59:00-07:00",
        ),
        (
            "ORDER. Any response is to be filed by noon on Friday, March 22.",
            DeadlineKind.FILING,
            "2024-03-22T12:00:00-07:00",
        ),
        ("ORDER. A hearing is set for 3/21/2024 at 9:00 AM.", DeadlineKind.HEARING, "2024-03-21T09:00:00-07:00"),
        (
            "ORDER. Defendants shall certify compliance within 48 hours.",
            DeadlineKind.FILING,
            "2024-03-17T16:30:00-07:00",
        ),
        ("ORDER. A status report shall be filed in five days.", DeadlineKind.FILING, "2024-03-20T23:59:00-07:00"),
        (
            "MOTION to Enforce by Marlow Parents' League. Responses due by 3/29/2024.",
            DeadlineKind.FILING,
            "2024-03-29T23:59:00-07:00",
        ),
    ],
)
def test_a_deadline_at_the_courts_clock(docket, text, kind, due):
    (deadline,) = docket(text).deadlines
    assert (deadline.kind, deadline.due_at) == (kind, datetime.fromisoformat(due))


def test_a_deadline_says_whose_it_is_where_the_text_does(docket):
    text = "ORDER. Defendants shall file a brief by March 22, 2024; and plaintiffs shall file a response by March 25, 2024."
    assert [d.of for d in docket(text).deadlines] == ["Defendants", "Plaintiffs"]
    (deadline,) = docket("ORDER. A brief is due March 22, 2024.").deadlines
    assert deadline.of is None


def test_a_counted_period_is_not_a_fixed_date(docket):
    (counted,) = docket("ORDER. Defendants shall report within 7 days.").deadlines
    (fixed,) = docket("ORDER. Defendants shall report by March 22, 2024.").deadlines
    assert (counted.fixed, fixed.fixed) == (False, True)
    assert (counted.date_only, fixed.date_only) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "TRANSCRIPT of hearing. Redaction Request due 4/24/2024.",
        "NOTICE OF APPEAL. Appeal Record due by 4/1/2024.",
        "MINUTE ORDER: the hearing set for 3/21/2024 is VACATED.",
        "MINUTE ORDER. The TRO is EXTENDED through March 29, 2024.",
        "Minute Entry: hearing held on 3/15/2024.",
        "ORDER granting 3 Motion. Signed by Judge Imogen Tallis on 3/18/2024.",
        "ORDER. The March 22, 2024 Order is clear.",
    ],
)
def test_a_date_that_makes_nothing_due(docket, text):
    assert docket(text).deadlines == ()


def test_an_order_to_show_cause_about_compliance_is_a_courts_question(docket):
    (position,) = docket(
        "ORDER TO SHOW CAUSE why the board should not be held in contempt. Response due March 22."
    ).positions
    assert (position.stance, position.actor) == (Stance.ORDERS_EXPLANATION, "Judge Imogen Tallis")


def test_a_demand_for_a_sworn_account_is_a_courts_question_and_a_status_report_is_not(docket):
    text = "MINUTE ORDER: Defendants shall file a sworn declaration by noon on March 18 stating whether any bus ran after the Order was entered on March 15."
    assert [p.stance for p in docket(text).positions] == [Stance.ORDERS_EXPLANATION]
    assert docket("MINUTE ORDER: the parties shall file a joint status report by March 22.").positions == ()


def due(reading):
    return [(d.kind.value, d.due_at.isoformat()[:16], d.moves) for d in reading.deadlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORDER. A hearing is set for April 21-24, 2024.", ("hearing", "2024-04-21T23:59", False)),
        ("ORDER. Defendants shall show cause at a hearing on April 21, 2024.", ("hearing", "2024-04-21T23:59", False)),
        ("ORDER. The deadline for the report is EXTENDED to noon on March 20, 2024.", ("filing", "2024-03-20T12:00", True)),
        ("ORDER. The hearing is continued to March 20, 2024.", ("hearing", "2024-03-20T23:59", True)),
        (
            "MINUTE ENTRY for hearing held before Judge Imogen H. Tallis on 3/15/2024. After argument the Court ORDERED that"
            " Defendants pay, by 6:00 p.m. on March 18, 2024, the invoices.",
            ("performance", "2024-03-18T18:00", False),
        ),
    ],
)  # fmt: skip
def test_a_date_says_what_it_is_for_and_whether_it_moves_an_earlier_one(docket, text, expected):
    assert due(docket(text)) == [expected]


def test_what_is_due_is_said_without_the_reasons_to_be_given(docket):
    (deadline,) = docket(
        "ORDER. By March 20, 2024, Defendants shall file a brief showing why they did not obey."
    ).deadlines
    assert deadline.what == "By March 20, 2024, Defendants shall file a brief showing"


def test_a_side_that_follows_et_al_begins_a_sentence(docket):
    text = "Joint STATUS REPORT on the Order by Marlow Parents' League et al. Defendants report having restored two schools."
    (position,) = docket(text).positions
    assert (position.actor, position.stance.value) == ("The defendants", "reports_compliance")


@pytest.mark.parametrize(
    ("where", "para"),
    [
        ("Under paragraph 4 defendants", "4"),
        ("Under ¶7 defendants", "7"),
        ("Under Paragraph C defendants", "C"),
        ("Under provision (a) defendants", "a"),
        ("As to the provisionally certified class defendants", None),
        ("In a paragraph a clerk once wrote, defendants", None),
    ],
)
def test_the_paragraph_of_an_obligation(docket, where, para):
    (one,) = docket(f"PRELIMINARY INJUNCTION. {where} shall not close a school.").obligations
    assert one.para == para

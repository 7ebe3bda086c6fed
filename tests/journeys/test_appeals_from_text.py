"""Decrees changed paragraph by paragraph, rehearing en banc, the Supreme Court, a mandate recalled: in docket words.

The law of each is in tests/law, with its sources; here the words of clerks go through the real reader (EXAMPLE). Courts'
ids are real; parties, judges and texts are ours.
"""

import pytest

from monitor.domain.matters import Matter, Party, RelatedDocket
from tests.journeys.told import Docket

PI, DECREE, STAY = "preliminary_injunction", "consent_decree", "stay_pending_appeal"
LEAGUE = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="Example Housing League v. Department of Examples",
    related_dockets=(
        RelatedDocket(court="cadc", docket_number="25-5001"),
        RelatedDocket(court="scotus", docket_number="25-101"),
    ),
    parties=(
        Party(name="Example Housing League", role="plaintiff"),
        Party(name="Department of Examples", role="defendant"),
    ),
)


@pytest.fixture
def docket():
    return Docket(LEAGUE)


@pytest.fixture
def injunction(docket):
    docket.enters(
        "2025-03-10 10:00",
        "ORDER granting 3 Motion for Preliminary Injunction. The Department is ENJOINED from ending the grants. Signed by "
        "Judge Example on 3/10/2025.",
        number=30,
    )
    docket.enters(
        "2025-03-11 10:00", "NOTICE OF APPEAL as to 30 Preliminary Injunction by DEPARTMENT OF EXAMPLES.", number=31
    )
    return docket


@pytest.fixture
def panel(injunction):
    injunction.enters(
        "2025-06-10 10:00",
        "OPINION filed. The district court's March 10, 2025 preliminary injunction is VACATED.",
        court="cadc",
    )
    return injunction


def effects(case, kind=PI):
    return [h["effect"] for h in case.order(kind)["history"]]


def test_a_notice_of_appeal_is_in_the_history_and_stays_nothing(injunction):
    assert (injunction.status(PI), effects(injunction)) == ("in_force", ["issues", "appeals"])


class TestRehearingEnBanc:
    """The panel vacates; the full court rehears the case, and then affirms by its own judgment."""

    @pytest.fixture
    def case(self, panel):
        panel.enters(
            "2025-07-20 10:00",
            "PER CURIAM ORDER, En Banc, filed granting petition for rehearing en banc and vacating the judgment filed "
            "June 10, 2025. [25-5001]",
            court="cadc",
        )
        panel.enters(
            "2026-01-20 10:00",
            "PER CURIAM JUDGMENT, En Banc, filed that the district court's March 10, 2025 preliminary injunction be "
            "affirmed in part and reversed in part.",
            court="cadc",
        )
        panel.enters("2026-03-01 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
        return panel

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            ("2025-06-11 10:00", "in_force"),  # the opinion awaits its mandate
            ("2025-07-21 10:00", "in_force"),  # and now there is nothing for a mandate to carry out
            ("2026-01-21 10:00", "in_force"),
            ("2026-03-02 10:00", "vacated_in_part"),
        ],
    )
    def test_what_was_known_then(self, case, as_of, status):
        assert case.status(PI, as_of) == status

    def test_the_panel_s_line_says_by_what_it_was_undone(self, case):
        (vacated,) = [h for h in case.order(PI)["history"] if h["effect"] == "vacates" and h["extent"] == "whole"]
        assert vacated["undone_by"]
        assert case.unresolved() == ()


class TestJudgmentVacatedAndRemanded:
    """Granted, vacated and remanded: it is the judgment of the court of appeals that goes."""

    @pytest.fixture
    def case(self, panel):
        panel.enters("2025-08-01 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
        panel.enters(
            "2025-11-10 09:30",
            "Petition GRANTED. Judgment VACATED and case REMANDED for further consideration in light of Example v. Sample.",
            court="scotus",
        )
        return panel

    def test_the_injunction_stands_as_if_that_judgment_had_not_been_given(self, case):
        assert case.status(PI, "2025-08-02 10:00") == "vacated"
        assert case.status(PI) == "in_force"
        assert any("question of law" in note for note in case.order(PI)["notes"])

    def test_certiorari_denied_would_have_changed_nothing(self, panel):
        panel.enters("2025-08-01 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
        panel.enters("2025-11-10 09:30", "Petition DENIED.", court="scotus")
        assert panel.status(PI) == "vacated"


def test_a_mandate_recalled_and_issued_again(panel):
    panel.enters("2025-08-01 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
    panel.enters(
        "2025-08-05 10:00",
        "CLERK'S ORDER filed recalling mandate issued on August 1, 2025, as issued in error. [25-5001]",
        court="cadc",
    )
    assert (panel.status(PI, "2025-08-02 10:00"), panel.status(PI)) == ("vacated", "in_force")
    panel.enters("2025-10-01 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
    assert panel.status(PI) == "vacated"


def test_the_supreme_court_stays_the_stay_and_later_ends_its_own(injunction):
    injunction.enters(
        "2025-03-20 10:00",
        "PER CURIAM ORDER filed granting motion for stay pending appeal. ORDERED that the district court's preliminary "
        "injunction entered March 10, 2025 be stayed pending appeal.",
        court="cadc",
    )
    injunction.enters(
        "2025-03-22 10:00",
        "IT IS ORDERED that the stay entered by the United States Court of Appeals for the District of Columbia Circuit on "
        "March 20, 2025, is hereby stayed pending further order of the Court.",
        court="scotus",
    )
    assert (injunction.status(PI, "2025-03-21 10:00"), injunction.status(PI)) == ("stayed", "in_force")
    assert injunction.status(STAY) == "administratively_stayed"


def test_an_injunction_dissolved_and_reinstated(injunction):
    injunction.enters("2025-04-01 10:00", "ORDER dissolving 30 Preliminary Injunction.", number=40)
    assert injunction.status(PI) == "dissolved"
    injunction.enters("2025-05-01 10:00", "ORDER reinstating 30 Preliminary Injunction.", number=50)
    assert (injunction.status(PI), effects(injunction)[-2:]) == ("in_force", ["dissolves", "reinstates"])


class TestADecreeParagraphByParagraph:
    """Entered, one paragraph changed, two ended, at last the whole."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-01-10 12:00",
            "CONSENT DECREE. Paragraph 12: The Department shall inspect every unit within 30 days. Paragraph 14(a): The "
            "Department shall report each quarter. Paragraph 20: The Department shall pay $100,000 into the fund. Signed by "
            "Judge Example on 1/10/2025.",
            number=40,
        )
        docket.enters(
            "2025-05-12 12:00",
            "ORDER granting 45 Joint Motion to Modify 40 Consent Decree. Paragraph 12: The Department shall inspect every "
            "unit within 60 days. Signed by Judge Example on 5/12/2025.",
            number=47,
        )
        docket.enters(
            "2025-10-10 12:00",
            "ORDER granting in part 60 Motion to Terminate 40 Consent Decree. Paragraphs 14 and 20 of the Consent Decree are "
            "terminated. Signed by Judge Example on 10/10/2025.",
            number=66,
        )
        docket.enters("2026-10-10 12:00", "ORDER granting 88 Joint Motion to Terminate 40 Consent Decree.", number=90)
        return docket

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            ("2025-01-11 12:00", "in_force"),
            ("2025-05-13 12:00", "in_force"),
            ("2025-10-11 12:00", "vacated_in_part"),
            ("2026-10-11 12:00", "dissolved"),
        ],
    )
    def test_what_was_known_then(self, case, as_of, status):
        assert case.status(DECREE, as_of) == status

    def test_it_is_one_decree_all_along(self, case):
        assert [o["type"] for o in case.orders()] == [DECREE]

    def test_its_paragraphs_are_numbered_and_the_changed_one_stands_beside_its_old_words(self, case):
        before = case.order(DECREE, "2025-01-11 12:00")["obligations"]
        assert [o["para"] for o in before] == ["12", "14(a)", "20"]
        after = [o for o in case.order(DECREE, "2025-05-13 12:00")["obligations"] if o["para"] == "12"]
        assert ["60 days" in o["quote"] for o in after] == [False, True]

    def test_what_was_ended_is_said_of_each_paragraph(self, case):
        touched = {
            o["para"]: [h["effect"] for h in o["history"]]
            for o in case.order(DECREE, "2025-10-11 12:00")["obligations"]
        }
        assert (touched["14(a)"], touched["20"]) == (["dissolves"], ["dissolves"])

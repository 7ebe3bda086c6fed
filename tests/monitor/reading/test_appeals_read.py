"""Dockets of courts above: judgments in part, rehearing, mandates, certiorari, mandamus, notices of appeal (EXAMPLE).

Sources of the law are in tests/law/test_appeals.py; here is only what the words say.
"""

from datetime import date

import pytest

from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter, Party, RelatedDocket
from monitor.reading.reader import read
from tests.monitor.reading.conftest import FILED

LEAGUE = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="Example Housing League v. Department of Examples",
    related_dockets=(
        RelatedDocket(court="cadc", docket_number="25-5001"),
        RelatedDocket(court="scotus", docket_number="24-101"),
    ),
    parties=(
        Party(name="Example Housing League", role="plaintiff"),
        Party(name="Department of Examples", role="defendant"),
    ),
)
NUMBERS = {"dcd": "1:25-cv-00001", "cadc": "25-5001", "scotus": "24-101"}


def reading(text, court="cadc"):
    entry = DocketEntry(court=court, docket_number=NUMBERS[court], case_name="Example", text=text, filed_at=FILED)
    return read(entry, [LEAGUE])


def told(found):
    return [(e.effect.value, e.type.value, e.extent.value) for e in found.effects]


def refers(found, nth=0):
    return [(r.court, r.entry_number or r.dated) for r in found.effects[nth].refers]


PI, OTHER, STAY = "preliminary_injunction", "other", "stay_pending_appeal"


@pytest.mark.parametrize(
    ("text", "kind", "effects"),
    [
        (
            "OPINION filed. The district court's March 10, 2024 preliminary injunction is affirmed in part and vacated in "
            "part.",
            "opinion",
            [("affirms", PI, "part"), ("vacates", PI, "part")],
        ),
        (
            "PER CURIAM JUDGMENT filed that the order of the District Court entered March 10, 2024 granting a preliminary "
            "injunction be affirmed in part and reversed in part.",
            "opinion",
            [("affirms", OTHER, "part"), ("vacates", OTHER, "part")],
        ),
        (
            "FILED OPINION (A. EXAMPLE, B. EXAMPLE) AFFIRMED IN PART, VACATED IN PART, AND REMANDED.",
            "opinion",
            [("affirms", OTHER, "part"), ("vacates", OTHER, "part")],
        ),
        ("FILED MEMORANDUM DISPOSITION (A. EXAMPLE). REVERSED.", "opinion", [("vacates", OTHER, "whole")]),
        (
            "JUDGMENT filed that the order of the United States District Court appealed from in this cause be vacated.",
            "opinion",
            [("vacates", OTHER, "whole")],
        ),
    ],
)
def test_a_judgment_of_a_court_of_appeals(text, kind, effects):
    found = reading(text)
    assert (found.kind, told(found)) == (kind, effects)
    assert {court for court, _ in refers(found)} == {"dcd"}


def test_a_reversal_in_part_says_so():
    found = reading("OPINION filed. The preliminary injunction is affirmed in part and reversed in part.")
    assert [e.reversal for e in found.effects] == [False, True]


@pytest.mark.parametrize(
    ("words", "effects"),
    [
        ("order granting the preliminary injunction is AFFIRMED", [("affirms", PI, "whole")]),
        ("order granting the preliminary injunction is VACATED", [("vacates", PI, "whole")]),
        ("order dissolving the preliminary injunction is VACATED", [("reinstates", PI, "whole")]),
        ("order terminating the consent decree is REVERSED", [("reinstates", "consent_decree", "whole")]),
        ("order staying the preliminary injunction is VACATED", [("lifts_stay", STAY, "whole")]),
    ],
)
def test_what_an_order_under_review_did_is_not_done_now(words, effects):
    assert told(reading(f"OPINION filed. The {words}.")) == effects


@pytest.mark.parametrize(
    "text",
    [
        "Petition GRANTED. Judgment VACATED and case REMANDED for further consideration in light of Example v. Sample.",
        "The petition for a writ of certiorari is granted. The judgment of the United States Court of Appeals for the "
        "District of Columbia Circuit is vacated, and the case is remanded.",
    ],
)
def test_what_the_supreme_court_vacates_is_the_judgment_of_the_court_of_appeals(text):
    found = reading(text, "scotus")
    assert (told(found), refers(found)) == ([("vacates", OTHER, "whole")], [("cadc", None)])


@pytest.mark.parametrize(
    "text",
    [
        "Petition DENIED.",
        "The petition for a writ of certiorari is denied.",
        "Petition GRANTED limited to Question 1 presented by the petition.",
    ],
)
def test_certiorari_granted_or_denied_does_nothing_to_the_order(text):
    assert reading(text, "scotus").effects == ()


def test_the_supreme_courts_judgment_issues_as_its_mandate():
    assert reading("JUDGMENT ISSUED.", "scotus").kind == "mandate"
    assert reading("JUDGMENT ISSUED in favor of Example Housing League.", "dcd").kind == "order"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "PER CURIAM ORDER, En Banc, filed granting petition for rehearing en banc and vacating the judgment filed "
            "January 10, 2024.",
            date(2024, 1, 10),
        ),
        (
            "Filed order: Upon the vote of a majority of nonrecused active judges, it is ordered that this case be reheard "
            "en banc. The three-judge panel opinion is vacated.",
            None,
        ),
        (
            "Filed order: The petition for panel rehearing is GRANTED. The opinion filed January 10, 2024 is withdrawn.",
            date(2024, 1, 10),
        ),
    ],
)
def test_rehearing_granted_is_about_the_court_s_own_judgment(text, of):
    found = reading(text)
    assert (told(found), refers(found)) == ([("rehears", OTHER, "whole")], [("cadc", of)])


def test_en_banc_the_court_vacates_its_own_judgment_by_its_date():
    found = reading("ORDER filed, En Banc: the judgment filed January 10, 2024 is vacated.")
    assert (told(found), refers(found)) == ([("vacates", OTHER, "whole")], [("cadc", date(2024, 1, 10))])


@pytest.mark.parametrize(
    "text",
    [
        "PER CURIAM ORDER, En Banc, filed denying petition for rehearing en banc.",
        "ORDER filed granting motion for extension of time to file petition for rehearing.",
        "ORDER filed granting motion to stay issuance of the mandate pending petition for certiorari.",
        "CLERK'S ORDER filed withholding issuance of mandate until disposition of any timely petition for rehearing.",
        "Filed order: The motion to stay the mandate is DENIED. The mandate shall issue forthwith.",
        "Filed order: The motion to recall the mandate is DENIED.",
        "Filed order: The opinion filed January 10, 2024 is amended and replaced by the amended opinion.",
    ],
)
def test_what_takes_nothing_back_and_suspends_no_order(text):
    assert reading(text).effects == ()


@pytest.mark.parametrize(
    "text",
    [
        "CLERK'S ORDER filed recalling mandate issued on January 20, 2024.",
        "Filed order: The mandate issued on January 20, 2024 was issued in error and is recalled.",
        "MANDATE RECALLED.",
    ],
)
def test_a_mandate_recalled(text):
    found = reading(text)
    assert (found.kind, told(found)) == ("order", [("recalls_mandate", OTHER, "whole")])


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "ORDER filed granting petition for writ of mandamus; vacating the district court's January 10, 2024 order.",
            date(2024, 1, 10),
        ),
        (
            "Filed opinion: PETITION GRANTED; writ of mandamus issued. The district court is directed to vacate its order "
            "of January 10, 2024.",
            date(2024, 1, 10),
        ),
    ],
)
def test_mandamus_granted_acts_on_the_order_below_and_is_no_order_to_the_parties(text, of):
    found = reading(text)
    assert (told(found), refers(found)) == ([("vacates", OTHER, "whole")], [("dcd", of)])


def test_a_stay_of_the_stay_of_the_court_of_appeals():
    found = reading(
        "IT IS ORDERED that the stay entered by the United States Court of Appeals for the District of Columbia Circuit "
        "on March 12, 2024, is hereby stayed pending further order of the Court.",
        "scotus",
    )
    assert told(found) == [("stays", "administrative_stay", "whole")]
    (ref,) = found.effects[0].refers
    assert (ref.court, ref.type, ref.dated) == ("cadc", STAY, date(2024, 3, 12))
    assert found.deadlines == ()


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("NOTICE OF APPEAL as to 30 Preliminary Injunction by Department of Examples. Filing fee $ 605.", PI, [30]),
        (
            "NOTICE OF APPEAL TO DC CIRCUIT COURT as to 30 Order on Motion for Preliminary Injunction, 31 Memorandum & "
            "Opinion by Department of Examples.",
            PI,
            [30, 31],
        ),
        ("NOTICE of appeal by Department of Examples regarding orders [39] (USCA #26-1688)", OTHER, [39]),
        (
            "NOTICE OF INTERLOCUTORY APPEAL by Department of Examples from the Order dated March 10, 2024.",
            OTHER,
            [date(2024, 3, 10)],
        ),
        (
            "NOTICE OF APPEAL to the 9th Circuit Court of Appeals filed by Sample LLC. Appeal of Order 1508.",
            OTHER,
            [1508],
        ),
    ],
)
def test_a_notice_of_appeal_names_what_is_appealed(text, kind, named):
    (effect,) = reading(text, "dcd").effects
    assert (effect.effect, effect.type, effect.mode) == ("appeals", kind, None)
    assert [r.entry_number or r.dated for r in effect.refers] == named


@pytest.mark.parametrize(
    "text",
    [
        "NOTICE OF APPEAL by Department of Examples. Filing fee $ 605.",
        "USCA Case Number 25-5001 for 24 Notice of Appeal to DC Circuit Court filed by Department of Examples.",
        "USCA Scheduling Order as to 24 Notice of Appeal.",
        "MOTION to withdraw 24 Notice of Appeal as to 30 Order by Department of Examples.",
        "NOTICE OF APPEAL of Magistrate Judge Decision to District Court as to 30 Order by Department of Examples.",
    ],
)
def test_what_appeals_from_nothing_that_could_be_found(text):
    assert [e for e in reading(text, "dcd").effects if e.effect == "appeals"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ORDER reinstating 30 Preliminary Injunction.", PI),
        ("The injunction entered March 10, 2024 is REINSTATED.", PI),
        (
            "ORDER. The order of March 4, 2024 dissolving the Temporary Restraining Order is VACATED and the Temporary "
            "Restraining Order is hereby reinstated.",
            "tro",
        ),
    ],
)
def test_an_order_reinstated(text, kind):
    found = reading(text, "dcd")
    assert told(found) == [("reinstates", kind, "whole")]
    assert found.kind == "order"


@pytest.mark.parametrize(
    "text",
    ["ORDER reinstating the case to the active docket.", "ORDER granting 9 Motion to Reinstate Appeal deadline."],
)
def test_what_is_reinstated_and_no_order(text):
    assert reading(text, "dcd").effects == ()


def test_the_end_of_a_stay_says_more_than_that_the_injunction_is_back():
    found = reading("ORDER. The stay pending appeal is VACATED and the injunction is reinstated.", "dcd")
    assert told(found) == [("lifts_stay", STAY, "whole")]

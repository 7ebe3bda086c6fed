"""Whole lives of orders, told in the words of dockets. Each can be read as a lawyer's note of the case (EXAMPLE).

Courts' ids are real; parties, judges and texts are ours.
"""

import pytest

from monitor.domain.matters import Matter, Party, RelatedDocket
from tests.journeys.told import Docket

PI, STAY, ADMINISTRATIVE = "preliminary_injunction", "stay_pending_appeal", "administrative_stay"
LEAGUE = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="Example Housing League v. Department of Examples",
    related_dockets=(
        RelatedDocket(court="dcd", docket_number="1:25-cv-00002"),
        RelatedDocket(court="cadc", docket_number="25-5001"),
        RelatedDocket(court="scotus", docket_number="24A001"),
    ),
    parties=(
        Party(name="Example Housing League", role="plaintiff"),
        Party(name="Department of Examples", role="defendant"),
    ),
)


@pytest.fixture
def docket():
    return Docket(LEAGUE)


class TestFromRestraintToInjunctionToAppeal:
    """Asked for, restrained, extended, converted; administratively stayed, stayed in part, affirmed."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-03-03 10:00",
            "MOTION for Temporary Restraining Order by EXAMPLE HOUSING LEAGUE. (Attachments: # 1 Memorandum)",
            number=2,
        )
        docket.enters(
            "2025-03-04 15:00",
            "TEMPORARY RESTRAINING ORDER granting 2 Motion for Temporary Restraining Order. Defendants are ENJOINED from "
            "terminating the grants. This Order shall expire on March 18, 2025. Signed by Judge Example on 3/4/2025.",
            number=8,
        )
        docket.enters(
            "2025-03-17 15:00",
            "ORDER extending 8 Temporary Restraining Order through April 1, 2025. Signed by Judge Example on 3/17/2025.",
            number=15,
        )
        docket.enters(
            "2025-03-31 15:00",
            "ORDER granting 3 Motion for Preliminary Injunction. The Temporary Restraining Order 8 is converted into a "
            "preliminary injunction. Signed by Judge Example on 3/31/2025.",
            number=22,
        )
        docket.enters(
            "2025-04-02 10:00",
            "PER CURIAM ORDER filed that the district court's March 31, 2025 preliminary injunction be administratively "
            "stayed pending further order of the court.",
            court="cadc",
        )
        docket.enters(
            "2025-04-03 10:00",
            "ORDER of USCA as to 24 Notice of Appeal to DC Circuit Court; USCA Case Number 25-5001. ORDERED that the "
            "district court's March 31, 2025 preliminary injunction be administratively stayed pending further order.",
            number=26,
        )
        docket.enters(
            "2025-04-12 10:00",
            "PER CURIAM ORDER filed granting motion for stay pending appeal. ORDERED that the district court's "
            "preliminary injunction entered March 31, 2025 be stayed pending appeal.",
            court="cadc",
        )
        docket.enters(
            "2025-09-01 10:00",
            "OPINION filed. The district court's March 31, 2025 preliminary injunction is affirmed.",
            court="cadc",
        )
        docket.enters("2025-10-25 10:00", "MANDATE ISSUED to Clerk, U.S. District Court.", court="cadc")
        return docket

    @pytest.mark.parametrize(
        ("as_of", "restraint", "injunction"),
        [
            ("2025-03-03 12:00", "requested", "not seen"),
            ("2025-03-10 12:00", "in_force", "not seen"),
            ("2025-03-20 12:00", "in_force", "not seen"),  # 18 March passed: it had been extended
            ("2025-04-01 12:00", "converted", "in_force"),
            ("2025-04-05 12:00", "converted", "administratively_stayed"),
            ("2025-04-13 12:00", "converted", "stayed"),
            ("2025-09-02 12:00", "converted", "stayed"),  # the opinion awaits its mandate, and so does the stay's end
            ("2025-10-26 12:00", "converted", "in_force"),  # affirmed, and no longer stayed
        ],
    )
    def test_what_was_known_then(self, case, as_of, restraint, injunction):
        assert (case.status("tro", as_of), case.status(PI, as_of)) == (restraint, injunction)

    def test_what_it_was_converted_into(self, case):
        assert case.order("tro")["converted_into"] == [case.order(PI)["id"]]

    def test_the_stay_that_two_clerks_docketed_is_one(self, case):
        stays = [o for o in case.orders() if o["type"] == ADMINISTRATIVE]
        assert [[e["docket"] for e in o["entries"]] for o in stays] == [["cadc/25-5001", "dcd/25-cv-1"]]
        assert stays[0]["status"] == "lapsed"  # it was to last until the court ruled on the stay

    def test_the_stay_ended_with_the_mandate_and_the_view_says_by_what(self, case):
        (lapse,) = case.order(STAY)["lapses"]
        assert (lapse["reading"], lapse["on"], lapse["arrived"]) == ("condition", "2025-10-25", True)
        assert "Fed. R. App. P. 8, 41" in lapse["rule"]

    def test_in_the_world_of_a_day_as_known_today(self, case):
        assert case.status(PI, world_at="2025-04-05 12:00") == "administratively_stayed"
        assert case.order(PI, world_at="2025-09-02 12:00")["history"][-1]["awaits"] == "mandate"


class TestAStayStayed:
    """The injunction is stayed, the Supreme Court vacates that stay, and the injunction operates again."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-03-10 10:00",
            "ORDER granting 3 Motion for Preliminary Injunction. The Department is ENJOINED from ending the grants. "
            "Signed by Judge Example on 3/10/2025.",
            number=30,
        )
        docket.enters(
            "2025-03-20 10:00",
            "PER CURIAM ORDER filed granting motion for stay pending appeal. ORDERED that the district court's "
            "preliminary injunction entered March 10, 2025 be stayed pending appeal.",
            court="cadc",
        )
        docket.enters(
            "2025-03-29 10:00", "ORDER. The stay heretofore entered by the court of appeals is vacated.", court="scotus"
        )
        return docket

    def test_before_and_after(self, case):
        assert case.status(PI, "2025-03-25 10:00") == "stayed"
        assert case.status(PI) == "in_force"
        assert case.order(STAY)["status"] == "dissolved"


class TestARestraintThatLapsesUnseen:
    """14 days that end on a Saturday; nobody files anything more."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-03-15 10:00",
            "TEMPORARY RESTRAINING ORDER. Defendants are ENJOINED from demolishing the building on Sample Street. Signed "
            "by Judge Example on 3/15/2025.",
            number=5,
        )
        docket.clock("2025-04-02 08:00")
        return docket

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            ("2025-03-29 23:00", "in_force"),
            ("2025-03-30 08:00", "lapse_disputed"),  # flat: Saturday 29 March; rolled: Monday 31 March
            ("2025-04-01 08:00", "lapsed"),
        ],
    )
    def test_it_lapses_under_one_reading_and_then_under_both(self, case, as_of, status):
        assert case.status("tro", as_of) == status

    def test_the_view_says_that_this_is_counted_and_that_no_entry_says_so(self, case):
        order = case.order("tro")
        assert order["notes"] == [
            "No entry seen says that the order ended: its time ran out by count (flat 2025-03-29, rolled 2025-03-31)."
        ]
        assert all(lapse["if_applies"] for lapse in order["lapses"])  # whether without notice the text does not say


class TestTwoOrdersInForce:
    """One for a named plaintiff, one for the class; an entry speaks of "the" order."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-03-07 10:00",
            "TEMPORARY RESTRAINING ORDER. Defendants are ENJOINED from moving Plaintiff Example One. This Order shall "
            "expire on March 21, 2025. Signed by Judge Example on 3/7/2025.",
            number=5,
        )
        docket.enters(
            "2025-03-08 10:00",
            "TEMPORARY RESTRAINING ORDER. Defendants are ENJOINED from moving members of the class. This Order shall "
            "expire on March 22, 2025. Signed by Judge Example on 3/8/2025.",
            number=9,
        )
        docket.enters("2025-03-12 10:00", "ORDER dissolving the Temporary Restraining Order.", number=12)
        docket.enters("2025-03-13 10:00", "ORDER dissolving 5 Temporary Restraining Order.", number=13)
        return docket

    def test_a_bare_word_ends_neither_and_both_say_so(self, case):
        then = case.orders("2025-03-12 12:00")
        assert [o["status"] for o in then] == ["in_force", "in_force"]
        assert all("2 orders are in force that it may mean" in o["unresolved"][0] for o in then)

    def test_the_number_names_one(self, case):
        assert [o["status"] for o in case.orders()] == ["dissolved", "in_force"]


class TestOneOrderInTwoCases:
    """The court decides two cases by one order, entered in each."""

    @pytest.fixture
    def case(self, docket):
        granting = (
            "ORDER granting {} Motion for Preliminary Injunction. The Department is ENJOINED from ending the grants of "
            "the plaintiffs while these cases are pending. Signed by Judge Example on 3/10/2025."
        )
        docket.enters("2025-03-10 10:00", granting.format(3), number=30)
        docket.enters("2025-03-10 10:04", granting.format(4), number=18, docket="1:25-cv-00002")
        vacating = "ORDER vacating {} Preliminary Injunction. Signed by Judge Example on 4/10/2025."
        docket.enters("2025-04-10 10:00", vacating.format(30), number=40)
        docket.enters("2025-04-10 10:04", vacating.format(18), number=28, docket="1:25-cv-00002")
        return docket

    def test_it_is_one_order_with_two_entries(self, case):
        (order,) = case.orders("2025-03-11 10:00")
        assert [(e["docket"], e["entry_number"]) for e in order["entries"]] == [
            ("dcd/25-cv-1", 30),
            ("dcd/25-cv-2", 18),
        ]

    def test_it_ends_once(self, case):
        (order,) = case.orders()
        assert (order["status"], order["unresolved"]) == ("vacated", [])


class TestContemptOfACompanysInjunction:
    """Cause to be shown, contempt found, stayed, affirmed in part on mandate, and the contempt dissolved on compliance."""

    @pytest.fixture
    def case(self):
        matter = Matter(
            court="ilnd",
            docket_number="1:24-cv-00007",
            caption="Example Tools Inc. v. Sample Wares LLC",
            related_dockets=(RelatedDocket(court="ca7", docket_number="25-1001"),),
            parties=(
                Party(name="Example Tools Inc.", role="plaintiff"),
                Party(name="Sample Wares LLC", role="defendant"),
            ),
        )
        docket = Docket(matter)
        docket.enters(
            "2025-01-10 10:00",
            "PERMANENT INJUNCTION. Defendant Sample Wares LLC is permanently ENJOINED from selling the wrench. Signed by "
            "the Honorable A. Example on 1/10/2025.",
            number=100,
        )
        docket.enters(
            "2025-03-10 10:00", "MOTION for Contempt of 100 Permanent Injunction by Example Tools Inc.", number=110
        )
        docket.enters(
            "2025-03-12 10:00",
            "ORDER TO SHOW CAUSE why Defendant should not be held in civil contempt for failing to comply with 100 "
            "Permanent Injunction. Signed by the Honorable A. Example.",
            number=111,
        )
        docket.enters(
            "2025-04-01 10:00",
            "MEMORANDUM OPINION AND ORDER granting 110 Motion for Contempt. The Court finds Defendant in civil contempt "
            "of the Permanent Injunction 100. Defendant shall pay $50,000 per day until it complies.",
            number=120,
        )
        docket.enters(
            "2025-04-05 10:00",
            "ORDER filed that the district court's order of April 1, 2025 be stayed pending appeal.",
            court="ca7",
        )
        docket.enters(
            "2025-11-05 10:00",
            "OPINION filed. The finding of civil contempt entered April 1, 2025 is affirmed in part.",
            court="ca7",
        )
        docket.enters("2025-12-30 10:00", "MANDATE ISSUED", court="ca7")
        docket.enters(
            "2026-01-30 10:00",
            "ORDER dissolving 120 Contempt order, Defendant having certified its compliance.",
            number=140,
        )
        return docket

    @pytest.mark.parametrize(
        ("as_of", "standing"),
        [
            ("2025-04-02 10:00", "standing"),
            ("2025-04-06 10:00", "stayed"),
            ("2025-11-06 10:00", "stayed"),  # the opinion awaits its mandate
            ("2025-12-31 10:00", "affirmed_in_part"),  # and the stay ended with the appeal
            ("2026-02-01 10:00", "purged"),
        ],
    )
    def test_the_finding_has_a_life_of_its_own(self, case, as_of, standing):
        order = case.order("permanent_injunction", as_of)
        assert [f["standing"] for f in order["findings"]] == [standing]
        assert order["status"] == "in_force"  # nothing of this was done to the injunction

    def test_an_order_to_show_cause_finds_nothing(self, case):
        assert case.order("permanent_injunction", "2025-03-20 10:00")["findings"] == []
        assert case.order("show_cause")["re"] == "compliance"

    def test_the_motion_and_the_order_that_grants_it_are_one(self, case):
        assert case.status("contempt_finding", "2025-03-11 10:00") == "requested"
        assert len([o for o in case.orders() if o["type"] == "contempt_finding"]) == 1


class TestAMotionToEnforceDenied:
    """Refusing enforcement finds nothing and changes nothing."""

    @pytest.fixture
    def case(self, docket):
        docket.enters(
            "2025-01-12 10:00",
            "ORDER granting 3 Motion for Preliminary Injunction. Defendants shall restore the grants. Signed by Judge "
            "Example on 1/12/2025.",
            number=31,
        )
        docket.enters(
            "2025-02-10 10:00", "MOTION to Enforce 31 Preliminary Injunction by EXAMPLE HOUSING LEAGUE", number=35
        )
        docket.enters("2025-02-14 10:00", "ORDER denying 35 Motion to Enforce. Signed by Judge Example.", number=37)
        return docket

    def test_the_request_is_denied_and_the_injunction_is_as_it_was(self, case):
        assert case.status("compliance_order", "2025-02-11 10:00") == "requested"
        assert case.status("compliance_order") == "denied"
        order = case.order(PI)
        assert (order["status"], order["findings"]) == ("in_force", [])
        assert [h["effect"] for h in order["history"]] == ["issues", "denies_relief"]

    def test_what_was_alleged_stays_alleged(self, case):
        assert case.order(PI)["counts"]["alleged"] == 1


class TestAnEntryEditedInPlace:
    """The clerk puts VACATED before the old text; what the order was until then is kept."""

    @pytest.fixture
    def case(self, docket):
        entry = "ORDER granting 3 Motion for Temporary Restraining Order. Signed by Judge Example on 1/10/2025."
        item = docket.enters("2025-01-10 10:00", entry, number=30)
        docket.edits(item, "2025-01-20 09:00", f"VACATED: {entry} (Modified on 1/20/2025)")
        return docket

    def test_as_it_was_known_and_as_it_is(self, case):
        assert case.status("tro", "2025-01-15 10:00") == "in_force"
        order = case.order("tro")
        assert (order["status"], order["id"]) == ("vacated", "dcd/25-cv-1/e30.1")
        assert (order["entered_at"][:10], order["history"][-1]["by_then"]) == ("2025-01-10", True)

    def test_in_the_world_of_the_days_before_it_was_in_force(self, case):
        assert case.status("tro", world_at="2025-01-15 10:00") == "in_force"


class TestEntriesThatComeLate:
    """A back-dated entry and one seen weeks later: the same state, whenever they came."""

    def test_the_vacatur_seen_before_the_extension_that_preceded_it(self, docket):
        docket.enters(
            "2025-03-04 15:00",
            "TEMPORARY RESTRAINING ORDER. Defendants are ENJOINED from terminating the grants. This Order shall expire on "
            "March 18, 2025. Signed by Judge Example on 3/4/2025.",
            number=8,
        )
        docket.enters(
            "2025-03-20 15:00", "ORDER dissolving 8 Temporary Restraining Order.", number=19, seen="2025-03-20 15:05"
        )
        docket.enters(
            "2025-03-17 15:00",
            "ORDER extending 8 Temporary Restraining Order through April 1, 2025.",
            number=15,
            seen="2025-03-25 09:00",
        )
        assert docket.status("tro", "2025-03-19 12:00") == "lapsed"  # as far as was known: 18 March had passed
        assert docket.status("tro") == "dissolved"
        assert docket.status("tro", world_at="2025-03-19 12:00") == "in_force"  # as known today it had been extended
        assert docket.order("tro")["unresolved"] == []

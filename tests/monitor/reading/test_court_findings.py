"""A finding comes from the court's own assertion and from nothing else: not from what it recites, supposes, or asks."""

import pytest

from monitor.domain.vocabulary import FindingKind

FINDS_NOTHING = [
    # what a party says, in any construction
    "ORDER. Plaintiffs contend that the board has violated paragraph 3 of the injunction.",
    "ORDER. The League's papers describe closures that violated the injunction.",
    "ORDER. According to the League, the board disobeyed the decree.",
    "ORDER. The motion charges that the Superintendent defied the order of March 3.",
    "ORDER. On the League's account the board breached the consent decree, and a hearing will be needed.",
    "ORDER. It is alleged that Defendants failed to comply with the TRO.",
    "ORDER. The Monitor reports that the board is out of compliance with paragraph 12 of the decree.",
    "ORDER. Counsel for the board conceded at argument that the board was in contempt.",
    "ORDER. The board admits that it violated the injunction but asks for more time.",
    "ORDER. A witness testified that the doors were locked, which violated the order.",
    'ORDER. The League writes that "the board has violated every paragraph of the injunction".',
    "ORDER. Plaintiffs argue at length. The board has violated the injunction on six occasions.",
    # what another court found, or this one at another time
    "ORDER. The district court found that the board violated the injunction; the appeal is expedited.",
    "ORDER. The Magistrate Judge recommends that the board be held in civil contempt.",
    "ORDER. The Court previously found the board in civil contempt and sets a hearing on fees.",
    "REPORT AND RECOMMENDATION that the board be found in contempt.",
    # suppositions, conditions, standards of law
    "ORDER. Whoever violates this injunction is in contempt of court.",
    "ORDER. If the board is in contempt, a fine will follow.",
    "ORDER. Failure to comply with this order will result in sanctions.",
    "ORDER. Any party found in contempt shall pay the costs.",
    "ORDER. A party is in contempt when it has violated a clear and unambiguous order.",
    "ORDER. To hold the board in contempt the Court must find that it violated a definite order.",
    "ORDER. The decree remains in effect until the board has been in full compliance for two years.",
    "ORDER. Closing the annex would violate the injunction.",
    "ORDER. The board may be in violation of the decree.",
    "ORDER. The Court need not decide whether the board violated the injunction.",
    "ORDER. The fine is $500 for each day that the board is in contempt.",
    # refusals and denials
    "ORDER. The Court cannot find on this record that the board violated the injunction.",
    "ORDER. The Court is not persuaded that the board has disobeyed the order.",
    "ORDER. It has not been shown that the board was in contempt.",
    "ORDER denying 30 Motion to Hold the Marlow School Board in Contempt.",
    "ORDER denying without prejudice 30 Motion for Contempt.",
    "ORDER. That the board violated the injunction is disputed.",
    "ORDER. The claim that the board breached the decree is rejected.",
    # titles, questions, hearings
    "ORDER setting a hearing on 30 Motion to hold the board in contempt.",
    "ORDER re 30 MOTION for Contempt: response due March 22, 2024.",
    "ORDER TO SHOW CAUSE why the board should not be held in civil contempt of the injunction.",
    "ORDER TO SHOW CAUSE. The buses ran on March 4. The runs violate the injunction. The board shall show cause by March 22.",
    "Minute Entry: Motion Hearing held. The board has violated the injunction. Matter taken under advisement. The Court ordered briefs.",
    "ORDER. The response shall comply with Local Rule 7; the brief filed is not in compliance with the page limit.",
    "ORDER scheduling trial on whether the board was in contempt.",
    "ORDER. Nothing in this order is a finding that the board violated the injunction.",
    "ORDER staying the order holding the board in contempt.",
    "ORDER. The purpose is to ensure that the district is in full compliance with the decree.",
    "MANDATE. The finding of contempt is REVERSED.",
    "NOTICE by Marlow School Board. The Court found that it violated the injunction.",
]  # fmt: skip

FINDS = [
    ("ORDER. The Court FINDS that the board has violated paragraph 3 of the injunction.", FindingKind.NONCOMPLIANCE),
    (
        "ORDER. Whatever its reasons, the Court concludes that the board breached the decree.",
        FindingKind.NONCOMPLIANCE,
    ),
    (
        "OPINION filed. The closures of March 4 contravene paragraph 2 of the Preliminary Injunction.",
        FindingKind.NONCOMPLIANCE,
    ),
    (
        "ORDER granting 30 Motion to Enforce. The board has violated ¶ 7 of the Decree nine times.",
        FindingKind.NONCOMPLIANCE,
    ),
    ("ORDER. The Court finds that the board did not do what it was ordered to do.", FindingKind.NONCOMPLIANCE),
    ("ORDER. Clear and convincing evidence shows that the board disobeyed the injunction.", FindingKind.NONCOMPLIANCE),
    ("ORDER. The board is hereby ADJUDGED in civil contempt of this Court.", FindingKind.CIVIL_CONTEMPT),
    ("ORDER ADJUDGING DEFENDANT GUILTY OF TWO COUNTS OF CONTEMPT.", FindingKind.CIVIL_CONTEMPT),
    ("ORDER HOLDING MARLOW SCHOOL BOARD IN CIVIL CONTEMPT.", FindingKind.CIVIL_CONTEMPT),
    ("ORDER granting 30 Motion to Hold the Marlow School Board in Contempt.", FindingKind.CIVIL_CONTEMPT),
    (
        "Minute Entry for hearing held. For reasons stated on the record the Court found the board in civil contempt.",
        FindingKind.CIVIL_CONTEMPT,
    ),
    ("ORDER. The Court finds full and effective compliance with the decree.", FindingKind.COMPLIANCE),
    (
        "ORDER. The Court is satisfied that the board was in substantial compliance from that day.",
        FindingKind.COMPLIANCE,
    ),
    ("ORDER. The Court concludes that the board has complied with paragraphs 3 to 9.", FindingKind.COMPLIANCE),
]


@pytest.mark.parametrize("text", FINDS_NOTHING)
def test_what_a_court_does_not_assert_it_does_not_find(docket, text):
    assert docket(text).findings == ()


@pytest.mark.parametrize(("text", "kind"), FINDS)
def test_what_a_court_asserts_it_finds(docket, text, kind):
    assert [f.kind for f in docket(text).findings] == [kind]


def test_what_the_court_below_found_an_appellate_opinion_does_not_find(docket):
    said = "OPINION filed. The court found that the board violated the injunction."
    assert docket(said, court="ca9", number="24-2210").findings == ()
    ours = "OPINION filed. We hold that the board violated the injunction."
    assert [f.kind for f in docket(ours, court="ca9", number="24-2210").findings] == [FindingKind.NONCOMPLIANCE]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ORDER denying 41 Motion for Contempt: the Court finds Defendants in substantial compliance.", ["compliance"]),
        ("ORDER adjudging Example Pipe Co. in contempt of the Court's March 3 Order.", ["civil_contempt"]),
        ("ORDER. Defendant Example Pipe Co. is HELD in civil contempt.", ["civil_contempt"]),
        ("ORDER purging contempt: the Court finds that Defendants have now complied.", ["compliance"]),
        ("ORDER denying motion: the Court does not find that Defendants violated the TRO.", ["not_found"]),
        ("ORDER DENYING Plaintiffs' request that the Court find Defendants in contempt.", []),
        ("ORDER. The motion asking that the Court find that Defendants violated the TRO is DENIED.", []),
        ("ORDER: Defendants held that the TRO was violated by nobody; taken under advisement.", []),
    ],
)
def test_a_title_may_refuse_and_the_court_find_and_who_is_held_speaks_not(docket, text, kinds):
    assert [found.kind.value for found in docket(text).findings] == kinds

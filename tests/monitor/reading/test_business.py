"""What a docket's ordinary business is, although it is worded like the fate of an order; and the orders beside it."""

import pytest

from tests.monitor.reading.test_effects import told


@pytest.mark.parametrize(
    "text",
    [
        "Order Granting Motion to Lift the Automatic Stay as to the delivery van.",
        "Order Approving Stipulation For Stay Relief.",
        "ORDER granting 22 Motion to Stay. All unreached deadlines in this case are STAYED until May 3, 2024.",
        "MINUTE entry: Defendant's motion to stay [69] is granted. The case is stayed until 6/2/2024.",
        "ORDER granting 8 Motion to Stay Summary Judgment Briefing.",
        "Order Granting Motion to Vacate Order Dismissing Case.",
        "TEXT-ONLY ORDER VACATING 20 Order Referring Settlement Conference to Magistrate Judge.",
        "VACATED: Order Granting Motion to Dismiss Case.",
        "ORDER granting 12 Motion to Modify Conditions of Release.",
        "Order Granting Motion To Modify Plan.",
        "ORDER granting 9 Motion for Discovery prior to the Rule 26(f) conference.",
        "LETTER ORDER denying the request to compel the production of stability samples.",
        "Order Granting Motion to Expedite Hearing for 61 Motion For Contempt.",
        "Order Granting Application to Employ Forrest Ingram, retroactive to May 3.",
        "ORDER directing the Clerk to close all cases on the second list.",
        "ORDER. The deadlines in the May 3 order remain in full force and effect.",
        "Minute order of 3/6/2024 is amended to reflect that the motion [21] is granted.",
        "ORDER PRELIMINARILY APPROVING PROPOSED CONSENT DECREE.",
        "ORDER recalling nothing, pursuant to the Supreme Court's order vacating the judgment.",
    ],
)
def test_no_effect(docket, text):
    assert told(docket(text)) == []


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        ("ORDER granting 22 Motion to Stay the preliminary injunction.", [("stays", "stay_pending_appeal")]),
        ("ORDER vacating 20 Order Granting Preliminary Injunction.", [("vacates", "preliminary_injunction")]),
        ("ORDER granting 9 Motion for Discovery on compliance with the injunction.", [("issues", "discovery")]),
        (
            "Agreed ORDER Extending Temporary Restraining Order and Continuing Hearing on Preliminary Injunction.",
            [("extends", "tro")],
        ),
        ("Agreed ORDER on Preliminary Injunction.", [("issues", "preliminary_injunction")]),
        (
            "JUDGE ORDER: Appellant's motion for stay pending appeal is denied.",
            [("denies_relief", "stay_pending_appeal")],
        ),
        ("CONSENT ORDER, superseding all earlier remedial orders.", [("issues", "consent_decree")]),
        (
            "ORDER granting 18 Motion for Preliminary Injunction. The TRO merges into this Order.",
            [("issues", "preliminary_injunction"), ("converts", "tro")],
        ),
        (
            "ORDER. The motion is CARRIED and the order of June 5 is temporarily STAYED.",
            [("stays", "administrative_stay")],
        ),
        (
            "MEMORANDUM AND ORDER. The board is found in civil contempt: forgetfulness is not a defense to contempt.",
            [("issues", "contempt_finding")],
        ),
        ("JUDGMENT. Defendants shall reinstate the three teachers within 30 days.", [("issues", "other")]),
        (
            "ORDER. Because the practice has ceased, contempt is DENIED and the Order to Show Cause 84 is discharged.",
            [("denies_relief", "contempt_finding"), ("dissolves", "show_cause")],
        ),
    ],
)
def test_and_what_is_one(docket, text, effects):
    assert told(docket(text)) == effects


def test_what_is_not_said_is_kept_by_number(docket):
    asked = docket("MOTION to Enforce the Preliminary Injunction and for Contempt by Marlow Parents' League.").asks
    assert [(a.grants.value, a.type.value) for a in asked] == [
        ("issues", "compliance_order"),
        ("issues", "contempt_finding"),
    ]
    (ruled,) = docket("ORDER granting in part 45.").ruled
    assert (ruled.motions, ruled.granted, ruled.extent.value) == ((45,), True, "part")
    (by_head,) = docket("MEMORANDUM AND ORDER on Filing No. 58. Granted as to the board.").ruled
    assert by_head.motions == (58,)


@pytest.mark.parametrize(
    "text",
    [
        "ORDER granting 45 Motion for Extension of Time to answer in 30 days.",
        "ORDER granting relief under Rule 60.",
        "MOTION to Enforce 45 Order by Marlow Parents' League.",
    ],
)
def test_nothing_is_ruled_by_number_where_words_say_what_or_no_entry_is_named(docket, text):
    assert docket(text).ruled == ()


def test_an_answer_by_number_is_kept_for_whoever_knows_the_paper(docket):
    reading = docket(
        "RESPONSE re 418 filed by Marlow School Board. It supplies nurses and was never told to keep a log."
    )
    assert reading.positions == ()
    (answer,) = reading.answers
    assert (answer.to, [p.stance.value for p in answer.positions]) == ((418,), ["denies_breach"])
    assert docket("REPLY re 418 filed by Marlow Parents' League.").answers == ()


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        (
            "REPORT of Special Master (Nineteenth Quarterly) by J. Example. Defendants are not in substantial compliance.",
            [("monitor", "alleges_breach")],
        ),
        (
            "MONITOR'S FIRST REPORT by A. Example. 73 children spent a night in an office; the Decree allows none.",
            [("monitor", "alleges_breach")],
        ),
        (
            "MOTION for Contempt by Attorney J. Marsh on behalf of Marlow Parents' League.",
            [("plaintiff", "seeks_enforcement")],
        ),
        (
            "MOTION for Order to Show Cause and for Appointment of Receiver by Marlow Parents' League.",
            [("plaintiff", "seeks_enforcement")],
        ),
        ("APPLICATION for Order to Show Cause with Temporary Restraints by Marlow Parents' League.", []),
        ("Withdrawal of Emergency Motion for Contempt filed by Marlow Parents' League.", []),
        (
            "RESPONSE re 61 MOTION for contempt by Marlow School Board: as to one school, the Board made an error.",
            [("defendant", "admits_breach")],
        ),
    ],
)
def test_who_says_what(docket, text, positions):
    assert [(p.role.value, p.stance.value) for p in docket(text).positions][:1] == positions


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "ORDER. The board voted not to obey the injunction. That is a violation; there is no other word.",
            ["noncompliance"],
        ),
        ("ORDER. The Court FINDS that the board violated it three times.", ["noncompliance"]),
        ("ORDER granting 40 Motion to Enforce. § 4(B) was not observed.", ["noncompliance"]),
        ("ORDER. The board has purged itself of contempt.", ["compliance"]),
        (
            "ORDER. There is probable cause to believe that the board, having actual notice of the order, closed the annex.",
            ["probable_cause"],
        ),
        ("STANDING ORDER on discovery disputes. Parties that do not comply will be heard on short notice.", []),
        (
            "ORDER APPROVING 171 Settlement Agreement and ADOPTING it as an order of the Court enforceable by contempt.",
            [],
        ),
    ],
)
def test_what_a_court_finds(docket, text, kinds):
    assert [f.kind.value for f in docket(text).findings] == kinds


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        (
            "ORDER filed that the administrative stay entered on March 1 be dissolved.",
            [("lifts_stay", "administrative_stay")],
        ),
        ("ORDER converting 12 Temporary Restraining Order to a Preliminary Injunction.", [("converts", "tro")]),
        ("ORDER. The TRO expired on March 1 and was not extended.", [("expires", "tro")]),
        ("ORDER: The Court's February 2 injunction is stayed for seven days.", [("stays", "administrative_stay")]),
        ("OPINION filed. The court's finding that the agency violated the injunction is vacated.", []),
        ("ORDER denying as moot 89 Motion to Clarify, without prejudice to renewal.", [("denies_relief", "other")]),
        ("ORDER granting Writ of Habeas Corpus. Respondents are ordered to release Petitioner.", [("issues", "other")]),
    ],
)
def test_in_the_words_of_other_clerks(docket, text, effects):
    assert told(docket(text)) == effects


def test_a_day_is_no_entry(docket):
    (effect,) = docket("ORDER: The Court's February 2 injunction is stayed for seven days.").effects
    assert [ref.entry_number for ref in effect.refers] == [None]

"""Entries in the styles of other courts and clerks: bankruptcy, appeals, minutes, text-only orders, states, tribunals.

Written against the reader, not from any docket; parties, judges and texts are ours (EXAMPLE).
"""

import pytest

PI, TRO, STAY, ADMIN = "preliminary_injunction", "tro", "stay_pending_appeal", "administrative_stay"
PERM, DECREE, OSC, COMPLY = "permanent_injunction", "consent_decree", "show_cause", "compliance_order"
CONTEMPT, DISCOVERY, OTHER = "contempt_finding", "discovery", "other"

RULINGS = [
    # bankruptcy
    (
        "Order Granting Motion To Enforce Plan Injunction (Related Doc # 412). Signed on 3/15/2024.",
        [("issues", COMPLY)],
    ),
    (
        "Order Holding Creditor in Civil Contempt of the Discharge Injunction (related document(s)88)",
        [("issues", CONTEMPT)],
    ),
    ("Order Denying Motion for Stay Pending Appeal (Related Doc # 97).", [("denies_relief", STAY)]),
    (
        "Order To Show Cause Why Creditor Should Not Be Held in Contempt for Violating the Discharge Order.",
        [("issues", OSC)],
    ),
    (
        "Order Extending Temporary Restraining Order Through April 2, 2024 (Re: related document(s) 14).",
        [("extends", TRO)],
    ),
    ("Order Vacating Order to Show Cause (Re: related document(s)31 Order to Show Cause).", [("vacates", OSC)]),
    ("Agreed Order Modifying Preliminary Injunction (RE: related document(s)55).", [("modifies", PI)]),
    # minutes
    (
        "Minute Entry for proceedings held before Judge Example: Motion Hearing held on 3/15/2024. Court grants 12 MOTION for "
        "Preliminary Injunction. Written order to follow.",
        [("issues", PI)],
    ),
    ("MINUTES: Hearing on 40 Motion for Contempt. Court finds defendant in civil contempt.", [("issues", CONTEMPT)]),
    ("Clerk's Minutes: Show Cause Hearing held 3/15/2024. OSC discharged.", [("dissolves", OSC)]),
    ("ELECTRONIC Clerk's Notes: Motion hearing held. TRO extended to March 29, 2024.", [("extends", TRO)]),
    (
        "CIVIL MINUTES - GENERAL: Court DENIES ex parte application for temporary restraining order [12].",
        [("denies_relief", TRO)],
    ),
    ("Proceedings held. The Court orally GRANTED the motion for a temporary restraining order.", [("issues", TRO)]),
    # text-only
    ("TEXT ORDER granting [22] Motion to Enforce Injunction.", [("issues", COMPLY)]),
    ("ELECTRONIC ORDER finding as moot 23 Motion to Extend TRO.", []),
    ("ENDORSED ORDER denying without prejudice 19 Motion for Contempt.", [("denies_relief", CONTEMPT)]),
    ("PAPERLESS ORDER. The stay entered March 1 is LIFTED.", [("lifts_stay", STAY)]),
    (
        "TEXT ONLY ORDER: Defendant's oral motion to stay the injunction pending appeal is DENIED.",
        [("denies_relief", STAY)],
    ),
    ("EO: The Court clarifies that the preliminary injunction does not reach the annex.", [("clarifies", PI)]),
    ("DOCKET ENTRY ORDER: the TRO shall remain in effect until further order.", [("extends", TRO)]),
    ("VERBAL ORDER granting 5 Motion for TRO.", [("issues", TRO)]),
    ("LETTER ENDORSEMENT: the request to extend the TRO to April 1 is GRANTED. SO ORDERED.", [("extends", TRO)]),
    (
        "ORDER: Application GRANTED. The temporary restraining order is extended on consent to April 5.",
        [("extends", TRO)],
    ),
    ("ORDER ADOPTING REPORT AND RECOMMENDATIONS; granting 9 Motion for Preliminary Injunction.", [("issues", PI)]),
    ("ORDER AND REASONS granting 30 Motion for Permanent Injunction.", [("issues", PERM)]),
    ("AMENDED PRELIMINARY INJUNCTION. The board shall reopen the school.", [("modifies", PI)]),
    ("JUDGMENT granting permanent injunction in favor of plaintiff.", [("issues", PERM)]),
    (
        "OPINION AND ORDER re: 30 MOTION for Contempt. For the foregoing reasons, the motion is DENIED.",
        [("denies_relief", CONTEMPT)],
    ),
    ("ORDER re 18 MOTION to Dissolve Preliminary Injunction: DENIED.", [("denies_relief", PI)]),
    ("ORDER dissolving writ of injunction.", [("dissolves", PI)]),
    ("STIPULATED ORDER vacating preliminary injunction [44] by agreement of the parties.", [("vacates", PI)]),
    # states
    ("ORDER TO SHOW CAUSE WITH TEMPORARY RESTRAINING ORDER (Signed by Hon. A. Example)", [("issues", TRO)]),
    ("DECISION + ORDER ON MOTION: motion for a preliminary injunction is granted.", [("issues", PI)]),
    ("Order: Temporary injunction granted. Defendants restrained from selling the ferry.", [("issues", PI)]),
    ("ORDER ON CONTEMPT: Respondent adjudged guilty of indirect civil contempt.", [("issues", CONTEMPT)]),
    ("Order - Rule to Show Cause issued; returnable 4/2/2024.", [("issues", OSC)]),
    ("ORDER VACATING STAY OF INJUNCTION", [("lifts_stay", STAY)]),
    ("Modified Temporary Injunction entered.", [("modifies", PI)]),
    # tribunals
    ("CEASE AND DESIST ORDER. Respondent shall cease withholding tips.", [("issues", OTHER)]),
    ("INTERIM ORDER suspending the cease-and-desist order pending review.", [("stays", STAY)]),
]

NOTHING = [
    "Order Granting Motion for Relief from Stay (Related Doc # 12).",
    "Order Granting Motion to Extend Automatic Stay. Signed on 3/15/2024.",
    "Notice of Hearing on Motion to Enforce Discharge Injunction. Hearing set for 4/2/2024 at 10:00 AM.",
    "Order Confirming Chapter 11 Plan.",
    "Order Granting Motion to Continue Hearing on Contempt (Related Doc # 55).",
    "TEXT ORDER granting 31 Motion for Extension of Time to respond to 30 Motion for Contempt.",
    "ORDER setting briefing schedule on 12 Motion for Preliminary Injunction.",
    "ORDER denying 14 Motion to Stay Discovery.",
    "MINUTE ENTRY: Preliminary injunction hearing held. Matter taken under submission.",
    "ORDER granting 15 Motion to Expedite hearing on TRO.",
    "CLERK'S ORDER filed setting schedule for responses to the emergency motion for stay.",
    "Filed clerk order: the motion for stay pending appeal is referred to the panel.",
    "ORDER granting motion for leave to file amicus brief in support of the injunction.",
    "ORDER OF REFERENCE re 12 Motion for Preliminary Injunction to Magistrate Judge Example.",
    "ORDER granting 50 Motion to Unseal the preliminary injunction order.",
    "ORDER approving bond posted under the preliminary injunction.",
    "ORDER denying as moot 16 Motion for Leave to File Surreply re Motion to Enforce.",
    "Order Setting Status Conference re Consent Decree.",
    "ORDER appointing special master under the consent decree.",
    "ORDER TO SHOW CAUSE why the case should not be dismissed for failure to prosecute.",
    "TEXT ORDER: the deadline in the preliminary injunction briefing order is EXTENDED to April 2.",
    "NOTICE of Withdrawal of 12 Motion for Preliminary Injunction by Marlow Parents' League.",
]


def told(reading):
    shown = [e for e in reading.effects if e.re is None or e.re == "compliance" or e.type != "show_cause"]
    return [(e.effect.value, e.type.value) for e in shown if e.effect != "requests"]


@pytest.mark.parametrize(("text", "effects"), RULINGS)
def test_a_ruling_in_the_words_of_another_court(docket, text, effects):
    found = docket(text)
    assert sorted((e.effect.value, e.type.value) for e in found.effects) == sorted(effects)


@pytest.mark.parametrize("text", NOTHING)
def test_what_does_nothing_to_an_order(docket, text):
    assert told(docket(text)) == []


FILINGS = [
    (
        "Statement of Marlow School Board regarding compliance with Temporary Restraining Order.",
        "notice",
        ["reports_compliance"],
    ),
    ("Affidavit of Compliance filed by Defendant Marlow School Board.", "declaration", ["reports_compliance"]),
    (
        "LETTER addressed to Judge Tallis from Counsel for Marlow School Board re: compliance with the Court's Order.",
        "status_report",
        ["reports_compliance"],
    ),
    (
        "LETTER from Marlow Parents' League re: Defendants' continuing violation of the injunction.",
        "other",
        ["alleges_breach"],
    ),
    ("NOTICE OF NONCOMPLIANCE by Marlow Parents' League.", "notice", ["alleges_breach"]),
    (
        "Ex Parte Application for Order to Show Cause re Contempt filed by Marlow Parents' League.",
        "motion",
        ["seeks_enforcement"],
    ),
    (
        "MOTION to Show Cause why Defendants should not be held in contempt by Marlow Parents' League",
        "motion",
        ["seeks_enforcement"],
    ),
    ("OBJECTION to Notice of Non-Compliance by Marlow School Board.", "response", []),
    ("Emergency Motion to Enforce Automatic Stay filed by Marlow School Board.", "motion", []),
    ("LETTER from Marlow School Board re: change of address.", "other", []),
]


@pytest.mark.parametrize(("text", "kind", "stances"), FILINGS)
def test_a_filing_in_the_words_of_another_clerk(docket, text, kind, stances):
    found = docket(text)
    assert (found.kind, [p.stance.value for p in found.positions]) == (kind, stances)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Deadline for compliance report: 4/15/2024.", ["2024-04-15T23:59"]),
        ("MINUTE ORDER: The School Board has until 4/11/2024 to reopen the school.", ["2024-04-11T23:59"]),
        ("ORDER continuing show cause hearing from 4/3/2024 to 4/17/2024 at 9:30 AM.", ["2024-04-17T09:30"]),
        ("ORDER. By the end of the day on Tuesday, defendants must return the files.", ["2024-03-19T23:59"]),
        ("ELECTRONIC Clerk's Notes: Motion hearing held. TRO extended to March 29, 2024.", []),
        ("ORDER: the preliminary injunction was entered by the Circuit Court on March 15, 2024, and stands.", []),
    ],
)
def test_what_is_due_in_the_words_of_another_clerk(docket, text, due):
    assert [d.due_at.isoformat()[:16] for d in docket(text).deadlines] == due

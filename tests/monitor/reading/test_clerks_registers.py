"""The same acts as the clerks of other courts enter them: every head, ruling and refusal in its own words. All invented."""

import pytest

KINDS = [
    ("COURT ORDER filed [1002114477] granting Motion for stay pending appeal [9]. [26-1234]", "order"),
    ("UNPUBLISHED PER CURIAM OPINION filed. Affirmed.", "opinion"),
    ("PUBLISHED AUTHORED OPINION filed. Vacated and remanded.", "opinion"),
    ("NOT PRECEDENTIAL PER CURIAM OPINION Coram: A, B and C, Circuit Judges.", "opinion"),
    ("Filed opinion of the court by Judge Example. AFFIRMED.", "opinion"),
    ("MOTION ORDER, granting motion for stay [15] filed by Appellant, by RJL, FILED. [45]", "order"),
    ("CLERK ORDER: Granting [5512345] motion for extension of time to file brief.", "order"),
    ("JUDGE ORDER:Motion to stay is denied. [5512345] [26-1234]", "order"),
    ("RULING SENT: Order denying motion for stay [6731-2].", "order"),
    ("ECF FILER: Motion filed by Appellant Marlow School Board to stay injunction pending appeal.", "motion"),
    ("Appellant MOTION to stay filed by Mr. E. Xample for Marlow School Board.", "motion"),
    ("[11012345] Order filed by Judges A and B denying motion for administrative stay.", "order"),
    ("PER CURIAM ORDER [2119424] filed denying motion to stay.", "order"),
    ("CLERK'S ORDER [2119425] filed directing response to motion [2119420-2].", "order"),
    ("MANDATE ISSUED to Clerk, U.S. District Court.", "mandate"),
    ("Application (24A900) to vacate stay filed by Marlow Parents' League.", "motion"),
    ("Application (24A900) denied by the Court.", "order"),
    ("Response to application from respondent Marlow School Board filed.", "response"),
    ("Reply of applicant Marlow Parents' League filed.", "response"),
    ("MARGINAL ORDER approving 31 Motion for Extension of Time.", "minute_order"),
    ("** TEXT ONLY ORDER ** denying 12 Motion to Stay.", "minute_order"),
    ("TEXT ORDER by Judge Example granting 9 Motion to Compel.", "minute_order"),
    ("ORDER granting 9 Motion to Stay. (This is a TEXT ENTRY ONLY. There is no.pdf document associated.)", "minute_order"),
    ("EO: The Court DENIES the Motion to Stay 24.", "minute_order"),
    ("MINUTE ORDER IN CHAMBERS of the Honorable A. Example on 3/1/2024: 24 Motion to Stay is DENIED.", "minute_order"),
    ("COURTROOM MINUTES for Motion Hearing held on 3/1/2024. ORDERED: 24 Motion is GRANTED.", "minute_order"),
    ("Motion Hearing held before District Judge A. Example on 3/1/2024 re 24. Argued; taken under advisement.", "other"),
    ("CIVIL MINUTES - GENERAL: status conference held.", "other"),
    ("PAPERLESS Minute Entry for proceedings held before Judge Example: status conference held.", "other"),
    ("Hearing held on 24 Motion for Contempt. OUTCOME: Motion GRANTED.", "minute_order"),
    ("MEMORANDUM AND/OR OPINION SIGNED BY JUDGE EXAMPLE.", "opinion"),
    ("EP : Motion hearing held. Court takes 24 under advisement.", "other"),
    ("DECISION + ORDER ON MOTION (Seq. No. 2).", "order"),
    ("DECISION AND ORDER: the application is granted.", "order"),
    ("FINDINGS OF FACT, CONCLUSIONS OF LAW AND ORDER.", "order"),
    ("LETTER ORDER re 31 Letter.", "order"),
    ("MEMO ENDORSED ORDER granting 31 Letter Motion.", "order"),
    ("CONSENT ORDER extending restraints.", "order"),
    ("REPORT AND RECOMMENDATION re 24 Motion for Contempt.", "other"),
    ("FINDINGS AND RECOMMENDATIONS that the motion be denied.", "other"),
    ("ORDER ADOPTING REPORT AND RECOMMENDATION 44.", "order"),
    ("NOTICE of Docket Text Modification re 30 Order.", "other"),
    ("CLERK'S NOTICE resetting hearing.", "other"),
    ("NOTICE TO FILER of deficiency re 12.", "other"),
    ("NOTICE of Setting as to 24 Motion.", "other"),
    ("STIPULATION AND [PROPOSED] ORDER re schedule by Marlow School Board.", "other"),
    ("STIPULATION AND ORDER extending the restraining order. So Ordered.", "order"),
    ("[Proposed] Order Granting Preliminary Injunction.", "notice"),
    ("NOTICE OF MOTION for contempt by Marlow Parents' League.", "motion"),
    ("LETTER MOTION to compel compliance addressed to Judge Example.", "motion"),
    ("LETTER addressed to Judge Example from counsel re: status of the reopening.", "status_report"),
    ("LETTER from counsel enclosing courtesy copies.", "other"),
    ("BRIEF in Opposition filed by Marlow School Board re 24 Motion.", "response"),
    ("MEMORANDUM OF LAW in Opposition to 24 Motion for Contempt.", "response"),
    ("CERTIFICATION of Robin Example re 12 Order.", "declaration"),
    ("CERTIFICATE OF SERVICE by Marlow School Board.", "other"),
    ("AFFIDAVIT of Service of Summons.", "other"),
    ("VERIFIED PETITION for Writ of Mandamus.", "other"),
    ("PETITION for rehearing en banc filed by Appellant.", "appeal"),
    ("Voluntary Petition under Chapter 7.", "other"),
    ("SPECIAL MASTER'S FOURTH REPORT on staffing.", "status_report"),
    ("Receiver's Interim Status Report.", "status_report"),
]  # fmt: skip

EFFECTS = [
    # extensions in all words
    ("ORDER. By consent the TRO remains in effect through April 2, 2024.", [("extends", "tro")]),
    ("ORDER. The temporary restraining order shall continue in force until the motion is decided.", [("extends", "tro")]),
    ("ORDER. For good cause the TRO is EXTENDED for fourteen days.", [("extends", "tro")]),
    ("ORDER. The expiration date of the TRO is continued to April 2, 2024.", [("extends", "tro")]),
    ("ORDER. In view of the time that the hearing will take, the TRO is extended to April 2.", [("extends", "tro")]),
    ("CONSENT ORDER extending temporary restraints through trial.", [("extends", "tro")]),
    # conversions, consent, other names
    ("ORDER. The TRO is superseded by the preliminary injunction entered today.", [("converts", "tro")]),
    ("ORDER. The restraining order is hereby converted into a preliminary injunction.", [("converts", "tro")]),
    ("TEMPORARY INJUNCTION. Defendants are enjoined from closing the annex.", [("issues", "preliminary_injunction")]),
    ("ORDER GRANTING TEMPORARY INJUNCTION.", [("issues", "preliminary_injunction")]),
    ("AGREED FINAL JUDGMENT AND PERMANENT INJUNCTION.", [("issues", "permanent_injunction")]),
    ("FINAL JUDGMENT OF PERMANENT INJUNCTION against Marlow School Board.", [("issues", "permanent_injunction")]),
    ("ORDER: the parties' proposed Consent Decree is APPROVED and ENTERED.", [("issues", "consent_decree")]),
    ("ORDER granting 30 Joint Motion for Entry of Consent Decree.", [("issues", "consent_decree")]),
    ("ORDER. Paragraph 9 of the Consent Decree is AMENDED to read as follows.", [("modifies", "consent_decree")]),
    ("ORDER granting Joint Motion to Terminate the Consent Decree.", [("dissolves", "consent_decree")]),
    ("ORDER TERMINATING CONSENT DECREE.", [("dissolves", "consent_decree")]),
    # granting and refusing
    ("ORDER: the motion for a preliminary injunction (ECF No. 14) is ALLOWED.", [("issues", "preliminary_injunction")]),
    ("ORDERED that Plaintiffs' Motion for Preliminary Injunction be, and hereby is, GRANTED.", [("issues", "preliminary_injunction")]),
    ("ORDER re 30 Motion to Enforce the injunction. The motion is GRANTED.", [("issues", "compliance_order")]),
    ("ORDER. Plaintiffs' motion to hold the board in contempt (doc. 39) is OVERRULED.", [("denies_relief", "contempt_finding")]),
    ("ORDER. The Court declines to stay its injunction pending appeal.", [("denies_relief", "stay_pending_appeal")]),
    ("ORDER. The Court will not hold the injunction in abeyance.", [("denies_relief", "stay_pending_appeal")]),
    ("ORDER denying 30 Motion to Dissolve the Preliminary Injunction.", [("denies_relief", "preliminary_injunction")]),
    ("ORDER denying 31 Motion to Modify the Consent Decree.", [("denies_relief", "consent_decree")]),
    # stays
    ("ORDER issued BY THE COURT: the injunction is temporarily STAYED pending further order of this court.", [("stays", "administrative_stay")]),
    ("COURT ORDER filed granting Motion for stay pending appeal [9].", [("stays", "stay_pending_appeal")]),
    ("ORDER. The motion for a stay of the contempt order is granted.", [("stays", "stay_pending_appeal")]),
    ("ORDER. The temporary stay entered on March 3 is VACATED.", [("lifts_stay", "administrative_stay")]),
    ("PER CURIAM ORDER filed dissolving the administrative stay.", [("lifts_stay", "administrative_stay")]),
    ("ORDER. The Court stays this order for seven days so that an appeal can be taken.", [("stays", "administrative_stay")]),
    # show cause
    ("ORDER. The rule to show cause is discharged.", [("dissolves", "show_cause")]),
    ("ORDER withdrawing 41 Order to Show Cause.", [("dissolves", "show_cause")]),
    ("ORDER. The contempt has been purged.", [("dissolves", "contempt_finding")]),
    # appeal
    ("OPINION filed. We affirm the preliminary injunction.", [("affirms", "preliminary_injunction")]),
    ("OPINION filed. We vacate the preliminary injunction and remand.", [("vacates", "preliminary_injunction")]),
    ("OPINION filed. The preliminary injunction is REVERSED.", [("vacates", "preliminary_injunction")]),
    ("ORDER. Defendants' emergency motion to stay the judgment is GRANTED; enforcement of the permanent injunction is STAYED pending disposition of the appeal.", [("stays", "stay_pending_appeal")]),
    ("Judgment and Permanent Injunction entered against Marlow School Board.", [("issues", "permanent_injunction")]),
    ("ORDER: Judgment is entered for Plaintiffs and Defendants are permanently enjoined from enforcing Policy 9.", [("issues", "permanent_injunction")]),
    ("ORDER. The permanent injunction is MODIFIED in paragraph 3.", [("modifies", "permanent_injunction")]),
    ("ORDER. The permanent injunction entered June 3, 2019 is hereby DISSOLVED.", [("dissolves", "permanent_injunction")]),
    ("ORDER finding School Board in contempt and imposing a fine of $100 per day.", [("issues", "contempt_finding")]),
    ("ORDER OF CONTEMPT.", [("issues", "contempt_finding")]),
    ("ORDER granting 44 Motion for Civil Contempt.", [("issues", "contempt_finding")]),
    ("ORDER GRANTING MOTION FOR SANCTIONS AND CONTEMPT.", [("issues", "contempt_finding")]),
    ("ORDER denying 44 Motion for Sanctions for violation of the preliminary injunction.", [("denies_relief", "contempt_finding")]),
    ("ORDER. Petitioner's request for a TRO is denied; the request for a preliminary injunction will be heard on April 2.", [("denies_relief", "tro")]),
    ("ORDER: IT IS ORDERED that the petition for writ of mandamus be denied.", [("denies_relief", "other")]),
    ("PER CURIAM ORDER filed [213] denying motion to dissolve stay.", [("denies_relief", "stay_pending_appeal")]),
    ("ORDER. The stay pending appeal is VACATED.", [("lifts_stay", "stay_pending_appeal")]),
    ("ORDER granting 50 Motion to Lift Stay; the preliminary injunction is again in effect.", [("lifts_stay", "stay_pending_appeal")]),
    ("ORDER. Upon consideration of the emergency motion, it is ORDERED that the district court's March 3, 2024 order be administratively stayed pending further order of the court. The purpose of this administrative stay is to give the court sufficient opportunity to consider the motion.", [("stays", "administrative_stay")]),
    ("ORDER. The administrative stay is continued pending further order.", [("extends", "administrative_stay")]),
    ("OPINION. The judgment of the district court granting a permanent injunction is AFFIRMED.", [("affirms", "permanent_injunction")]),
    ("MANDATE ISSUED. Judgment: the injunction is AFFIRMED.", [("affirms", "preliminary_injunction")]),
    ("CLARIFYING ORDER. The injunction does not apply to the summer program.", [("clarifies", "preliminary_injunction")]),
    ("ORDER granting 41 Motion for Clarification of the preliminary injunction.", [("clarifies", "preliminary_injunction")]),
    ("AMENDED PRELIMINARY INJUNCTION.", [("modifies", "preliminary_injunction")]),
    ("ORDER. The Court GRANTS Plaintiffs' Motion to Enforce and ORDERS Defendants to reopen the annex by noon.", [("issues", "compliance_order")]),
    ("ORDER ENFORCING PRELIMINARY INJUNCTION.", [("issues", "compliance_order")]),
    ("ORDER COMPELLING COMPLIANCE with the consent decree.", [("issues", "compliance_order")]),
    ("ORDER. Plaintiffs may take the deposition of the superintendent on compliance with the injunction.", [("issues", "discovery")]),
    ("ORDER granting 33 Motion for Expedited Discovery into compliance with the TRO.", [("issues", "discovery")]),
    ("ORDER TO SHOW CAUSE. Defendants shall show cause by April 2 why they should not be sanctioned for violating the injunction.", [("issues", "show_cause")]),
    ("ORDER. Respondent is directed to appear on April 2 and show cause why he should not be held in contempt.", [("issues", "show_cause")]),
    ("ORDER. Having reviewed the return, the Court discharges the order to show cause.", [("dissolves", "show_cause")]),
    ("EO: Court GRANTS the stipulated request; the TRO is extended through April 12, 2024.", [("extends", "tro")]),
    ("STIPULATION AND ORDER: the preliminary injunction shall remain in effect until trial. So Ordered.", [("extends", "preliminary_injunction")]),
    ("ORDER. The TRO expired by its own terms on March 12.", [("expires", "tro")]),
    ("ORDER. The temporary restraining order has lapsed.", [("expires", "tro")]),
    ("ORDER. The temporary restraining order is hereby dissolved and the motion for preliminary injunction is denied.", [("denies_relief", "preliminary_injunction"), ("dissolves", "tro")]),
    ("ORDER. Plaintiffs' motion for TRO is GRANTED IN PART and DENIED IN PART.", [("issues", "tro")]),
    ("TEMPORARY RESTRAINING ORDER SIGNED. Hearing on temporary injunction set for April 2.", [("issues", "tro")]),
    ("INTERIM ORDER: pending determination of the motion, defendants are restrained from selling the building.", [("issues", "tro")]),
    ("CEASE AND DESIST ORDER against Marlow School Board.", [("issues", "other")]),
    ("Minute Entry for proceedings held before Judge Tallis: Motion Hearing held. Court grants from the bench the motion for a preliminary injunction.", [("issues", "preliminary_injunction")]),
    ("Minute Entry: hearing held 3/14. Court orally orders that the board reopen the annex by Monday; written order to follow.", [("issues", "compliance_order")]),
    ("ORDER re: Motion to Stay 52. DENIED.", [("denies_relief", "stay_pending_appeal")]),
    ("EO: Motion to Stay 52 is DENIED without prejudice.", [("denies_relief", "stay_pending_appeal")]),
    ("ORDER. Defendants' request to suspend the injunction during the appeal is DENIED.", [("denies_relief", "stay_pending_appeal")]),
    ("ORDER suspending the injunction pending appeal.", [("stays", "stay_pending_appeal")]),
    ("JUDGMENT. The final order of permanent injunction is AFFIRMED in all respects.", [("affirms", "permanent_injunction")]),
    ("ORDER. The district court's order holding the School Board in contempt is stayed pending appeal.", [("stays", "stay_pending_appeal")]),
    ("ORDER finding Marlow School Board in civil contempt and directing payment of fees.", [("issues", "contempt_finding")]),
    ("ORDER. The Court ADJUDGES Marlow School Board in civil contempt for violating the permanent injunction.", [("issues", "contempt_finding")]),
    ("ORDER granting Motion for Order to Show Cause 61. Defendants shall appear on April 2, 2024 and show cause why they should not be held in contempt.", [("issues", "show_cause")]),
    ("ORDER lifting stay of injunction.", [("lifts_stay", "stay_pending_appeal")]),
    ("MANDATE ISSUED. The stay pending appeal is terminated.", [("lifts_stay", "stay_pending_appeal")]),
    ("STIPULATED JUDGMENT AND PERMANENT INJUNCTION as to Marlow School Board.", [("issues", "permanent_injunction")]),
    ("FINAL JUDGMENT. The School Board is permanently restrained and enjoined from selling the annex.", [("issues", "permanent_injunction")]),
    ("ORDER granting Plaintiff's Motion for Default Judgment and Permanent Injunction.", [("issues", "permanent_injunction")]),
    ("ORDER extending 12 Temporary Restraining Order to April 2, 2024.", [("extends", "tro")]),
    ("ORDER GRANTING Joint Motion to Extend TRO.", [("extends", "tro")]),
    ("ORDER granting 61 Motion to Modify Preliminary Injunction. The carve-out in paragraph 4 is struck.", [("modifies", "preliminary_injunction")]),
    ("ORDER VACATING PRELIMINARY INJUNCTION.", [("vacates", "preliminary_injunction")]),
    ("ORDER. The injunction of March 3, 2024 is set aside.", [("vacates", "preliminary_injunction")]),
    ("ORDER denying Emergency Motion for Injunction Pending Appeal.", [("denies_relief", "preliminary_injunction")]),
    ("ORDER granting injunction pending appeal.", [("issues", "preliminary_injunction")]),
    ("ORDER. The emergency motion for a temporary administrative stay is DENIED; the motion for stay pending appeal remains pending.", [("denies_relief", "administrative_stay")]),
    ("ORDER TO SHOW CAUSE WITH TEMPORARY RESTRAINING ORDER: pending the hearing defendants are restrained from moving any patient.", [("issues", "tro")]),
    ("DECISION + ORDER ON MOTION: the motion for a preliminary injunction is granted to the extent that defendants are enjoined from closing the annex.", [("issues", "preliminary_injunction")]),
    ("ORDER SETTING HEARING AND TEMPORARY RESTRAINING ORDER.", [("issues", "tro")]),
    ("ORDER. The Court's February 3 injunction is CLARIFIED: it reaches contractors.", [("clarifies", "preliminary_injunction")]),
    ("Order Finding Creditor in Civil Contempt for Violation of the Discharge Injunction.", [("issues", "contempt_finding")]),
    ("Order Denying Motion to Reopen and for Contempt of the Discharge Injunction.", [("denies_relief", "contempt_finding")]),
    # commands
    ("Order Compelling Turnover of the reserve.", [("issues", "other")]),
    ("ORDER. The petition for a writ of mandamus is GRANTED.", [("issues", "other")]),
    ("Order of Discharge.", [("issues", "permanent_injunction")]),
    ("ORDER. Pending a hearing, respondents shall not move petitioner out of the district. This order runs for ten days.", [("issues", "tro")]),
]  # fmt: skip

NO_EFFECT = [
    "MINUTE ORDER. The hearing on the motion to dissolve the injunction, set for April 2, is VACATED.",
    "ORDER. Preliminary injunction hearing of April 2 is vacated; reset to April 4.",
    "ORDER approving the parties' stipulated protective order.",
    "ORDER Granting Relief from the Stay as to one truck.",
    "Order lifting the automatic stay.",
    "ORDER. All deadlines in the case are stayed pending settlement.",
    "ORDER staying discovery until the motion to dismiss is decided.",
    "ORDER. Appellate proceedings are held in abeyance until June 3.",
    "ORDER granting 12 Motion to Modify the Scheduling Order.",
    "ORDER granting 12 Motion to Withdraw as Attorney.",
    "ORDER granting motion for leave to file a brief in support of the motion for a TRO.",
    "ORDER. The order to show cause why the case should not be dismissed for failure to serve is discharged.",
    "ORDER. The Clerk shall close the motion for a TRO.",
    "ORDER. Plaintiffs move for a TRO; Defendants shall respond by April 2, 2024.",
    "ORDER setting a briefing schedule on the motion to stay the injunction.",
    "ORDER. The mandate is stayed for fourteen days.",
    "ORDER granting in part 12 Motion to Seal the motion for contempt.",
]

DUE = [
    ("ORDER. Response due by close of business on March 20, 2024.", [("filing", "2024-03-20T17:00")]),
    ("ORDER. The board shall file a report every Friday starting March 22, 2024.", [("filing", "2024-03-22T23:59")]),
    ("ORDER. Not later than noon on March 20, 2024, the board shall restore the bus lines.", [("performance", "2024-03-20T12:00")]),
    ("ORDER. On or before March 20, 2024, the board SHALL pay the fine.", [("performance", "2024-03-20T23:59")]),
    ("ORDER. An evidentiary hearing on contempt will be held April 9, 2024 at 9:30 a.m.", [("hearing", "2024-04-09T09:30")]),
    ("MINUTES. Last day to amend pleadings 5/18/2024. The motion is DENIED.", [("filing", "2024-05-18T23:59")]),
    ("ORDER. The fine is $500 for each day after March 27, 2024 on which the annex is not open.", [("performance", "2024-03-27T23:59")]),
    ("ORDER. Within 21 days the board shall strip the locks.", [("performance", "2024-04-05T23:59")]),
]  # fmt: skip

NOT_DUE = [
    "ORDER. The hearing set for April 9, 2024 is stricken.",
    "ORDER. Evidentiary hearing stands at April 9, 2024.",
    "ORDER. The board shall pay each claim no later than seven days after it is certified.",
    "ORDER. The board shall supply water every two hours.",
    "ORDER. The board shall pay claims certified on or before March 20, 2024.",
    "TRANSCRIPT. Redaction Request due 4/9/2024.",
    "ORDER. The TRO lapses on March 29, 2024.",
    "MOTION to Stay by Marlow School Board. Noting Date 4/9/2024.",
    "ORDER. Trial shall be held on February 30, 2024.",
]

STANCES = [
    ("RESPONSE to 30 Motion for Contempt filed by Marlow School Board. The board concedes that two doors stayed locked past the date in the order.", ["admits_breach"]),
    ("RESPONSE to 30 Motion to Enforce filed by Marlow School Board. The board regrets that it missed the date in the order by a day.", ["admits_breach"]),
    ("RESPONSE in Opposition to 30 Motion to Enforce filed by Marlow School Board.", ["denies_breach"]),
    ("RESPONSE in Opposition to 30 Motion for Contempt filed by Marlow School Board. Locks could not be had before June; compliance by May was not possible.", ["impossible"]),
    ("RESPONSE to 30 Motion for Contempt filed by Marlow School Board. No paragraph of the decree has been transgressed.", ["denies_breach"]),
    ("DECLARATION of Robin Example re 33 Order by Marlow School Board: every bus runs again.", ["reports_compliance"]),
    ("NOTICE of Filing Bus Plan by Marlow School Board re 33 Order.", ["reports_compliance"]),
    ("NOTICE by Marlow Parents' League. Despite the injunction, the board has kept the annex locked.", ["alleges_breach"]),
    ("MOTION for Rule to Show Cause why the board should not be held in contempt by Marlow Parents' League.", ["seeks_enforcement"]),
    ("RESPONSE to Order to Show Cause filed by Marlow School Board. The board has reopened both schools and stands in full compliance.", ["asserts_compliance"]),
    ("RESPONSE in opposition to 44 Motion for Contempt by Marlow School Board. The injunction does not cover the annex.", ["outside_scope"]),
    ("OBJECTION to 44 Motion to Enforce by Marlow School Board. The closure came before the order was entered.", ["acted_before_effective"]),
    ("RESPONSE to 47 Order to Show Cause by Marlow School Board. Staff failed to unlock the east door until April 3, and for this the board apologizes.", ["admits_breach"]),
    ("RESPONSE by Marlow School Board re 44 Motion for Sanctions. The board does not dispute that it did not reopen by the date ordered.", ["admits_breach"]),
    ("STATUS REPORT by Marlow School Board: 40 of 60 desks are back; the rest await delivery.", ["reports_compliance"]),
    ("Monitor's Second Report. The board is in compliance with 12 of 20 paragraphs and has not met paragraph 7.", ["alleges_breach"]),
    ("NOTICE of Violation of the injunction by Marlow Parents' League.", ["alleges_breach"]),
    ("NOTICE of Noncompliance by Marlow Parents' League re 12 Order.", ["alleges_breach"]),
    ("REPLY in support of 44 Motion to Enforce by Marlow Parents' League. The board still has not unlocked the annex as the order requires.", ["alleges_breach"]),
    ("LETTER addressed to Judge Tallis from counsel for Marlow Parents' League re: status. The annex remains shut in violation of the injunction.", ["alleges_breach"]),
    ("EMERGENCY MOTION to hold Marlow School Board in contempt by Marlow Parents' League.", ["seeks_enforcement"]),
    ("MOTION for Sanctions for violation of the preliminary injunction by Marlow Parents' League.", ["seeks_enforcement"]),
    ("MOTION to Compel Compliance with the consent decree by Marlow Parents' League.", ["seeks_enforcement"]),
    ("MEMORANDUM in opposition re 44 Motion for Contempt by Marlow School Board. Full compliance was impossible before June.", ["impossible"]),
    ("RESPONSE to 44 Motion to Enforce by Marlow School Board. The motion is moot: the annex is open.", ["moot"]),
    ("DECLARATION of a parent in support of contempt by Marlow Parents' League: on March 4 I found the gate chained.", ["alleges_breach"]),
]  # fmt: skip

NO_STANCE = [
    "RESPONSE by Marlow School Board to 30 Motion to Enforce: notice of non-opposition to an extension of time.",
    "CERTIFICATE OF COMPLIANCE with type-volume limit by Marlow School Board.",
    "NOTICE of Compliance with Local Rule 7 by Marlow School Board.",
    "MOTION for extension of time to oppose 30 Motion for Contempt by Marlow School Board.",
    "NOTICE of Filing Exhibit List by Marlow School Board re 33 Order.",
    "RESPONSE to 12 Motion for Preliminary Injunction filed by Marlow School Board. The board does not concede that any harm would follow.",
    "DECLARATION of Robin Example re 13 Motion for Preliminary Injunction by Marlow School Board.",
    "NOTICE of Appearance by R. Example on behalf of Marlow School Board.",
]


def told(reading):
    return [(e.effect.value, e.type.value) for e in reading.effects if e.effect != "requests"]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_head_says_what_an_entry_is(docket, text, kind):
    assert docket(text).kind == kind


@pytest.mark.parametrize(("text", "effects"), EFFECTS)
def test_a_ruling_in_other_words(docket, text, effects):
    assert sorted(told(docket(text))) == sorted(effects)


@pytest.mark.parametrize("text", NO_EFFECT)
def test_what_looks_like_a_ruling_on_an_order_and_is_none(docket, text):
    assert told(docket(text)) == []


@pytest.mark.parametrize(("text", "due"), DUE)
def test_a_date_by_which_something_is_due(docket, text, due):
    assert [(d.kind.value, d.due_at.isoformat()[:16]) for d in docket(text).deadlines] == due


@pytest.mark.parametrize("text", NOT_DUE)
def test_a_date_by_which_nothing_is_due(docket, text):
    assert docket(text).deadlines == ()


@pytest.mark.parametrize(("text", "stances"), STANCES)
def test_what_a_filing_says_of_compliance(docket, text, stances):
    assert [p.stance.value for p in docket(text).positions][:1] == stances


@pytest.mark.parametrize("text", NO_STANCE)
def test_a_filing_that_says_nothing_of_compliance(docket, text):
    assert docket(text).positions == ()

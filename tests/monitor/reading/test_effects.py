"""What an entry does to an order: the head, its object, and the terms; and what looks like an effect and is none."""

from datetime import date, datetime

import pytest

from monitor.domain.vocabulary import Effect, Extent, Mode, OrderType, ShowCauseAbout

TRO = "The Temporary Restraining Order (Dkt. 34)"


def told(reading):
    return [(e.effect.value, e.type.value) for e in reading.effects]


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        ("ORDER granting 12 Motion for Temporary Restraining Order.", [("issues", "tro")]),
        ("TEMPORARY RESTRAINING ORDER. The board is restrained from closing any school.", [("issues", "tro")]),
        ("PRELIMINARY INJUNCTION. The board shall reopen the school.", [("issues", "preliminary_injunction")]),
        ("FINAL JUDGMENT AND PERMANENT INJUNCTION.", [("issues", "permanent_injunction")]),
        ("CONSENT DECREE regarding staffing.", [("issues", "consent_decree")]),
        ("AMENDED CONSENT DECREE.", [("modifies", "consent_decree")]),
        ("AGREED ORDER TO MAINTAIN COMPLIANCE WITH CONSENT DECREE.", [("issues", "compliance_order")]),
        ("ORDER granting 20 Motion to Enforce the injunction.", [("issues", "compliance_order")]),
        (
            "ORDER denying 20 Motion to Enforce the preliminary injunction.",
            [("denies_relief", "preliminary_injunction")],
        ),
        ("ORDER denying 21 Motion for a Stay Pending Appeal.", [("denies_relief", "stay_pending_appeal")]),
        (
            "ORDER OF COURT: the request for an administrative stay is denied.",
            [("denies_relief", "administrative_stay")],
        ),
        (
            "ORDER. The May 3 order is administratively stayed pending further order.",
            [("stays", "administrative_stay")],
        ),
        ("ORDER. The injunction is stayed pending disposition of the appeal.", [("stays", "stay_pending_appeal")]),
        ("ORDER. The administrative stay is hereby dissolved.", [("lifts_stay", "administrative_stay")]),
        (f"MINUTE ORDER. {TRO} is EXTENDED through March 29, 2024.", [("extends", "tro")]),
        ("AGREED ORDER Extending Temporary Restraining Order.", [("extends", "tro")]),
        ("ORDER. The preliminary injunction is MODIFIED as follows.", [("modifies", "preliminary_injunction")]),
        ("ORDER. The preliminary injunction is DISSOLVED.", [("dissolves", "preliminary_injunction")]),
        ("OPINION filed. The preliminary injunction is VACATED.", [("vacates", "preliminary_injunction")]),
        ("VACATED: Order Granting Motion for Temporary Restraining Order.", [("vacates", "tro")]),
        ("ORDER. The TRO having EXPIRED by its terms, the motion is moot.", [("expires", "tro")]),
        ("MINUTE ORDER. The TRO permits routine repairs.", [("clarifies", "tro")]),
        ("ORDER TO SHOW CAUSE why the board should not be held in contempt.", [("issues", "show_cause")]),
        ("ORDER. The Court HOLDS the board in civil contempt.", [("issues", "contempt_finding")]),
        ("ORDER. Depositions of the two directors shall be completed by May 3.", [("issues", "discovery")]),
        ("OPINION filed. The finding of civil contempt is AFFIRMED.", [("affirms", "contempt_finding")]),
    ],
)
def test_an_effect(docket, text, effects):
    assert told(docket(text)) == effects


@pytest.mark.parametrize(
    "text",
    [
        "MINUTE ORDER: the hearing on the preliminary injunction set for 4/8/2024 is VACATED.",
        "MINUTE ORDER. All briefing deadlines are stayed.",
        "ORDER. The automatic stay is lifted as to the debtor's truck.",
        "ORDER granting 8 Motion for Extension of Time to respond to the motion for a TRO.",
        "ORDER granting 7 Motion for Leave to Appear Pro Hac Vice.",
        "Proposed Order re 12 MOTION for Temporary Restraining Order.",
        "NOTICE by Marlow School Board that the injunction was vacated in another case.",
        "TRANSCRIPT of hearing: TRO granted.",
        "ORDER setting a hearing on whether the injunction should be dissolved.",
        "MEMORANDUM OPINION re [47] Order to Show Cause.",
        "MINUTE ORDER. The deadline set by the TRO is EXTENDED to March 29, 2024.",
        "ORDER denying 30 Motion to Stay as moot.",
        "ORDER denying as moot 30 Motion to Stay.",
        "ORDER setting argument. Plaintiffs ask that the injunction be MODIFIED.",
        "ORDER setting argument on why the injunction should not be VACATED.",
        "ORDER. The Court will say whether the TRO is EXTENDED.",
    ],
)
def test_what_looks_like_an_effect_and_is_none(docket, text):
    assert told(docket(text)) == []


def test_a_motion_requests_and_does_nothing_more(docket):
    (effect,) = docket("EMERGENCY MOTION for Temporary Restraining Order by Marlow Parents' League.").effects
    assert (effect.effect, effect.type, effect.mode) == (Effect.REQUESTS, OrderType.TRO, None)


def test_a_motion_to_extend_asks_for_no_new_order(docket):
    assert docket("MOTION to Extend Temporary Restraining Order by Marlow Parents' League.").effects == ()


def test_two_things_done_are_told_as_two(docket):
    text = "ORDER granting 20 Motion to Enforce; denying 21 Motion for Stay Pending Appeal."
    assert told(docket(text)) == [("issues", "compliance_order"), ("denies_relief", "stay_pending_appeal")]


def test_a_restraining_order_lasts_as_its_text_says(docket):
    (effect,) = docket("TEMPORARY RESTRAINING ORDER. This Order remains in effect for 14 days.").effects
    assert (effect.lasts_days, effect.lapses_on) == (14, None)


def test_a_date_the_court_fixed_is_a_date(docket):
    (effect,) = docket("TEMPORARY RESTRAINING ORDER. Expires March 29 unless extended.").effects
    assert (effect.lapses_on, effect.lapses_at, effect.lasts_days) == (date(2024, 3, 29), None, None)


def test_an_extension_in_the_second_sentence_is_found(docket):
    (effect,) = docket(
        "MINUTE ORDER granting 63 Motion to Extend TRO. The TRO is EXTENDED through April 12, 2024."
    ).effects
    assert effect.lapses_on == date(2024, 4, 12)


def test_an_oral_ruling_has_its_hour_and_says_that_it_is_about(docket):
    text = "Minute Entry: Motion Hearing held on 3/15/2024 re 3 MOTION for Temporary Restraining Order. At about 2:45 PM the Court ruled orally that no school shall be closed."
    (effect,) = docket(text).effects
    assert (effect.type, effect.mode, effect.about) == (OrderType.TRO, Mode.ORAL, True)
    assert effect.pronounced_at == datetime.fromisoformat("2024-03-15T14:45:00-07:00")


def test_an_oral_ruling_without_an_hour_has_the_day_of_its_hearing(docket):
    said = "re 3 Motion for Temporary Restraining Order. ORAL ORDER: the motion is GRANTED; no school shall be closed."
    (held,) = docket(f"Minute Entry: Motion Hearing held on 3/14/2024 {said}").effects
    (judge,) = docket(f"Minute Entry: Motion Hearing held before Judge A. B. Example, Jr. on 3/14/2024 {said}").effects
    (silent,) = docket(f"Minute Entry: Motion Hearing {said}").effects
    assert judge.pronounced_on == date(2024, 3, 14)
    assert (held.mode, held.pronounced_at, held.pronounced_on) == (Mode.ORAL, None, date(2024, 3, 14))
    assert (silent.mode, silent.pronounced_on) == (Mode.ORAL, None)  # the entry may be of another day


def test_a_written_order_names_the_oral_one_it_follows(docket):
    (effect,) = docket("ORDER granting Preliminary Injunction. Follows oral order of 3/12/24.").effects
    assert effect.mode is Mode.WRITTEN
    assert effect.refers[0].dated == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "expected"), [("Ex Parte Temporary Restraining Order.", True), ("TEMPORARY RESTRAINING ORDER.", None)]
)
def test_without_notice_is_true_or_not_known(docket, text, expected):
    assert docket(text).effects[0].without_notice is expected


def test_references_stand_as_the_text_has_them(docket):
    (effect,) = docket(f"MINUTE ORDER. {TRO} is EXTENDED until the Court rules.").effects
    assert effect.refers[0].entry_number == 34
    assert effect.until_condition.startswith("the Court rules")


def test_an_appellate_entry_acts_on_the_district_courts_order(docket):
    text = "ORDER. The district court's March 6, 2024 preliminary injunction is stayed pending appeal."
    (effect,) = docket(text, court="ca9", number="24-2210").effects
    assert (effect.refers[0].court, effect.refers[0].dated) == ("ord", date(2024, 3, 6))


def test_a_vacatur_in_part_is_in_part_and_a_reversal_says_so(docket):
    (effect,) = docket("OPINION filed. The preliminary injunction is REVERSED insofar as it reaches the annex.").effects
    assert (effect.effect, effect.extent, effect.reversal) == (Effect.VACATES, Extent.PART, True)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "ORDER TO SHOW CAUSE why the board should not be held in contempt of the injunction.",
            ShowCauseAbout.COMPLIANCE,
        ),
        ("ORDER TO SHOW CAUSE why a preliminary injunction should not issue.", ShowCauseAbout.RELIEF),
        ("ORDER TO SHOW CAUSE why venue is proper here.", ShowCauseAbout.OTHER),
    ],
)
def test_show_cause_says_what_about(docket, text, about):
    (effect,) = docket(text).effects
    assert effect.re is about


def test_an_entry_of_an_unwatched_docket_has_effects_and_concerns_nothing(docket):
    reading = docket("ORDER granting Motion for Temporary Restraining Order.", number="3:24-cv-99999")
    assert told(reading) == [("issues", "tro")]
    assert reading.concerns == ()

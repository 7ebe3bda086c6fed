"""What filers say about compliance: by the head of the filing and by what its body says; and what is no position."""

import pytest

from monitor.domain.vocabulary import Role, Side, Stance


def stances(reading):
    return [p.stance.value for p in reading.positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MOTION to Enforce 17 Temporary Restraining Order by Marlow Parents' League. No school has been reopened.",
            ["seeks_enforcement"],
        ),
        (
            "MOTION for Order to Show Cause why the board should not be held in contempt by Marlow Parents' League.",
            ["seeks_enforcement"],
        ),
        (
            "EMERGENCY MOTION for relief from closures made in violation of the Preliminary Injunction by Marlow Parents' League.",
            ["alleges_breach"],
        ),
        ("NOTICE of Compliance with 17 Order by Marlow School Board.", ["reports_compliance"]),
        ("First CERTIFICATE OF COMPLIANCE with Court's Order by Marlow School Board.", ["reports_compliance"]),
        (
            "RESPONSE in opposition to 20 Motion to Enforce filed by Marlow School Board. The board did not violate the injunction.",
            ["denies_breach"],
        ),
        (
            "RESPONSE to 20 Motion to Enforce filed by Marlow School Board. Nothing in the injunction bars a summer closure.",
            ["outside_scope"],
        ),
        (
            "NOTICE by Marlow School Board regarding the Order. The annex had already been closed.",
            ["acted_before_effective"],
        ),
        ("RESPONSE re Order filed by Marlow School Board. It is not possible to reopen by Friday.", ["impossible"]),
        (
            "MOTION to Vacate Hearing by Aldous Brandt. Movant concedes that he violated the injunction.",
            ["admits_breach"],
        ),
    ],
)
def test_a_filers_position(docket, text, expected):
    assert stances(docket(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "MOTION to Dissolve the injunction by Marlow School Board. The League is unlikely to succeed on the merits.",
        "MOTION for Extension of Time to respond to 20 Motion to Enforce by Marlow School Board.",
        "CERTIFICATE OF COMPLIANCE with type-volume limit by Marlow School Board.",
        "NOTICE of Appearance on behalf of Marlow School Board.",
        "RESPONSE filed by Marlow School Board to the motion for an injunction. Orders must be obeyed until vacated.",
    ],
)
def test_merits_housekeeping_and_concessions_of_law_are_no_position(docket, text):
    assert stances(docket(text)) == []


def test_may_have_violated_is_a_question_and_not_an_allegation(docket):
    text = "RESPONSE re [19] Notice filed by Marlow Parents' League. Plaintiffs state that Defendants \"may have violated the Court's Orders\"."
    assert stances(docket(text)) == ["questions"]


def test_the_actor_the_role_and_the_side_come_from_the_matter(docket):
    (position,) = docket("NOTICE of Compliance with 17 Order by School Board.").positions
    assert (position.actor, position.role, position.side) == ("Marlow School Board", Role.DEFENDANT, Side.BOUND)
    assert position.respondent == "Marlow School Board"
    assert position.refers[0].entry_number == 17


def test_a_joint_report_holds_both_sides(docket):
    text = (
        "Joint STATUS REPORT on compliance with the injunction by Marlow Parents' League. Defendants report that they are complying"
        " with the injunction. Plaintiffs note that the board has failed to comply."
    )
    assert {(p.role, p.stance) for p in docket(text).positions} == {
        (Role.DEFENDANT, Stance.ASSERTS_COMPLIANCE),
        (Role.PLAINTIFF, Stance.ALLEGES_BREACH),
    }


def test_a_stranger_who_is_no_party_has_no_position(docket):
    assert stances(docket("MOTION for Leave to File Amicus Brief by Example Historians.")) == []


def test_an_answer_may_hold_several_positions(docket):
    text = (
        "RESPONSE TO ORDER TO SHOW CAUSE filed by Marlow School Board. The board complied with the Court's injunction."
        " An oral directive is not enforceable as an injunction."
    )
    assert set(stances(docket(text))) == {"asserts_compliance", "not_bound"}


def test_a_privilege_invoked_is_no_answer_and_no_denial(docket):
    assert stances(
        docket("NOTICE Invoking State Secrets Privilege re [47] Order to Show Cause by Marlow School Board.")
    ) == ["declines_to_answer"]


def test_an_order_to_show_cause_is_quoted_by_its_question(docket):
    text = (
        "ORDER TO SHOW CAUSE. Having reviewed the monitor's letter the Court ORDERS that by noon on March 4, 2026"
        " Defendant shall file a brief showing cause why it did not violate the injunction by closing the valves;"
        " any reply is due March 9. Signed by Judge Ada Example. (EXAMPLE)"
    )
    (asked,) = [p for p in docket(text).positions if p.stance is Stance.ORDERS_EXPLANATION]
    assert asked.quote.text == "why it did not violate the injunction by closing the valves"


def test_no_quotation_ends_inside_a_word(docket):
    text = "ORDER TO SHOW CAUSE about the injunction " + "regarding the conduct at the waterworks " * 12 + "(EXAMPLE)"
    for effect in docket(text).effects:
        after = text[effect.quote.end : effect.quote.end + 1]
        assert not (after.isalnum() and effect.quote.text[-1].isalnum())


def test_who_complied_in_part_does_not_say_that_it_complied(docket):
    reading = docket(
        "STATUS REPORT by Marlow School Board. The Board has partially complied with paragraph 3 of the injunction."
    )
    assert [p.stance.value for p in reading.positions] == ["complied_in_part"]

"""An entry is what its head says; words further in never decide."""

import pytest

from monitor.domain.vocabulary import DocketKind, Mode
from monitor.reading.docket_kind import docket_kind, mode_of
from monitor.reading.docket_parts import take_apart


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ORDER granting 12 Motion for Temporary Restraining Order.", "order"),
        ("Judge Imogen Tallis: ELECTRONIC ORDER entered denying 9 Motion to Stay.", "minute_order"),
        ("PAPERLESS ORDER. The hearing is VACATED.", "minute_order"),
        ("OPINION filed (Pages: 12).", "opinion"),
        ("MEMORANDUM OPINION AND ORDER granting preliminary injunction.", "order"),
        ("EMERGENCY MOTION for Order to Show Cause by Marlow Parents' League.", "motion"),
        ("Proposed Order re 12 MOTION for Temporary Restraining Order.", "notice"),
        ("Received UNSIGNED Order granting injunction.", "notice"),
        ("NOTICE of Hearing on Motion to Enforce.", "other"),
        ("Set/Reset Deadlines: Response due by 3/20/2024.", "other"),
        ("First CERTIFICATE OF COMPLIANCE by Marlow School Board.", "notice"),
        ("RESPONSE TO ORDER TO SHOW CAUSE re [47] filed by Marlow School Board.", "response"),
        ("Minute Entry for proceedings: Motion Hearing held. Motion taken under advisement.", "other"),
        ("Minute Entry for proceedings: Motion Hearing held. The Court orally GRANTED the motion.", "minute_order"),
        ("MANDATE ISSUED. Judgment AFFIRMED.", "mandate"),
        ("NOTICE OF APPEAL as to 39 Order.", "appeal"),
        ("TRANSCRIPT of hearing on motion to enforce.", "transcript"),
        ("DECLARATION of the principal re 12 MOTION.", "declaration"),
        ("Joint STATUS REPORT by Marlow School Board.", "status_report"),
        ("The application for stay presented to Justice Example is GRANTED.", "order"),
        ("[Order on Motion for TRO] (39)", "order"),
        ("Summons issued as to Marlow School Board.", "other"),
        ("", "other"),
    ],
)
def test_kind(text, kind):
    assert docket_kind(take_apart(text)) == kind


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("MINUTE ORDER granting 12 Motion to Enforce.", Mode.MINUTE),
        ("Minute Entry for hearing held: the Court GRANTED the motion.", Mode.ORAL),
        ("ORDER granting 12 Motion to Enforce.", Mode.WRITTEN),
    ],
)
def test_mode(text, mode):
    entry = take_apart(text)
    assert mode_of(entry, docket_kind(entry)) is mode


def test_an_unknown_head_is_other():
    assert docket_kind(take_apart("Something entirely new")) is DocketKind.OTHER

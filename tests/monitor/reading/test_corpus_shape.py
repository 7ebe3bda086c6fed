"""Our words as the labels of the corpus format; the mapping is here and nowhere else."""

import json

import msgspec
import pytest

from monitor.domain.items import DocketEntry, NewsItem
from monitor.reading.corpus_shape import as_corpus
from monitor.reading.reader import READER, read


def line(matter, text, orders=(), **extra):
    content = DocketEntry(court="ord", docket_number="3:24-cv-00311", case_name="Marlow", text=text, **extra)
    return json.loads(msgspec.json.encode(as_corpus(content, read(content, [matter]), orders, "g1", [matter])))


def test_an_order_with_the_callers_order_ids(matter):
    got = line(matter, "ORDER granting 20 Motion to Enforce; denying 21 Motion for Stay Pending Appeal.", ["o-1"])
    assert (got["id"], got["reader"], got["kind"]) == ("g1", READER, "order")
    assert [(e["effect"], e["order_type"], e["mode"], e["order"]) for e in got["effects"]] == [
        ("issues", "compliance_order", "written", "o-1"),
        ("denies_relief", "stay_pending_appeal", "written", None),
    ]


def test_a_request_has_no_label_and_is_left_out(matter):
    assert line(matter, "MOTION for Temporary Restraining Order by Marlow Parents' League.")["effects"] == []


@pytest.mark.parametrize(
    ("text", "stance", "role"),
    [
        ("ORDER. The Court HOLDS the board in civil contempt.", "finds_breach", "court"),
        ("ORDER. There is probable cause to find the board in criminal contempt.", "finds_probable_cause", "court"),
        (
            "ORDER. The Court finds that the board has substantially complied with the decree.",
            "finds_compliance",
            "court",
        ),
        ("RESPONSE filed by Marlow School Board. Nothing in the injunction bars it.", "denies_breach", "defendant"),
        ("MOTION to Enforce the injunction by Marlow Parents' League.", "seeks_enforcement", "plaintiff"),
    ],
)
def test_findings_and_filers_become_stances(matter, text, stance, role):
    assert [(c["stance"], c["actor_role"]) for c in line(matter, text)["compliance"]] == [(stance, role)]


def test_a_question_of_a_party_has_no_label_on_a_docket(matter):
    text = "RESPONSE re Notice filed by Marlow Parents' League. Defendants may have violated the Order."
    assert line(matter, text)["compliance"] == []


def test_a_text_in_the_shape_of_the_format(matter):
    from datetime import UTC, datetime

    text = "In the Marlow closures case the School Board said it is complying with the order. It moved 1,250 pupils."
    content = NewsItem(outlet="x", title="Closures", text=text, published_at=datetime(2024, 3, 1, tzinfo=UTC))
    got = json.loads(msgspec.json.encode(as_corpus(content, read(content, [matter]), (), "n1", [matter])))
    assert [c["docket_number"] for c in got["concerns"]] == ["3:24-cv-00311"]
    assert [(p["role"], p["stance"]) for p in got["positions"]] == [("defendant", "asserts_compliance")]
    assert 1250 in [f["value"] for f in got["figures"]]
    assert got["syndicated_from"] is None

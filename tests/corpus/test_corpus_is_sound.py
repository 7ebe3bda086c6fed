"""The labelled corpus is what its README says: closed words, quotes that stand in the text, labels that name real orders.

It reads no text and runs no reader: how well the reader does is measured by `make reading-report`, never asserted here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_watch

CORPUS = Path(__file__).parent / "reading"
SETS = ("dev", "held", "train", "unseen")
FEW_ENTRIES = "u-"
"""Cases of one writer are texts with a few docket entries; the ids of their rows begin so."""
FILES = {"docket": "d", "news": "n", "statements": "s"}


def words(text: str) -> set[str]:
    return set(text.split())


KINDS = words(
    "order minute_order opinion motion notice response status_report declaration transcript appeal mandate other"
)
EFFECTS = words(
    "issues affirms extends modifies clarifies stays lifts_stay vacates dissolves expires denies_relief converts"
)
STAYS = {"administrative_stay", "stay_pending_appeal"}
TYPES = STAYS | words(
    "tro preliminary_injunction permanent_injunction consent_decree show_cause compliance_order contempt_finding "
    "discovery other"
)
MODES = {"written", "oral", "minute"}
DOCKET_STANCES = words(
    "alleges_breach denies_breach asserts_compliance admits_breach reports_compliance seeks_enforcement "
    "orders_explanation finds_breach finds_compliance finds_probable_cause"
)
ACTORS = {"court", "plaintiff", "defendant", "third_party"}
TEXT_STANCES = words(
    "alleges_breach denies_breach asserts_compliance admits_breach defies acted_before_effective outside_scope "
    "lacks_jurisdiction impossible moot finds_breach finds_probable_cause none"
)
TEXT_ROLES = {"court", "plaintiff", "defendant_or_government", "third_party_official", "expert", "press"}

Row = dict[str, Any]


def rows(name: str, file: str) -> list[Row]:
    return [json.loads(line) for line in (CORPUS / name / f"{file}.jsonl").read_text("utf-8").splitlines()]


def document(name: str, file: str) -> dict[str, Any]:
    return json.loads((CORPUS / name / file).read_text("utf-8"))


def matters(name: str, *, outside: bool = True) -> list[Row]:
    found = document(name, "matters.json")
    return found["matters"] + (found["outside"] if outside else [])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def by_docket(name: str) -> dict[str, Row]:
    """Every docket number of a set, those of appeals included, to its matter."""
    return {
        docket["docket_number"]: matter for matter in matters(name) for docket in [matter, *matter["related_dockets"]]
    }


def types_of(matter: Row) -> dict[str, str]:
    return {order["key"]: order["type"] for order in [*matter["orders"], *matter["requested"]]}


def texts(name: str) -> list[Row]:
    return rows(name, "news") + rows(name, "statements")


@pytest.fixture(params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def test_ids_are_unique_over_all_sets_and_say_what_they_are() -> None:
    ids = [(row["id"], file) for name in SETS for file in FILES for row in rows(name, file)]

    assert len({ident for ident, _ in ids}) == len(ids)
    assert [i for i, file in ids if not re.fullmatch(rf"(?:r[dh]|[tuk])-{FILES[file]}\d{{4}}", i)] == []


def test_every_file_says_that_it_is_an_example(name: str) -> None:
    assert all(row["example"] is True for file in FILES for row in rows(name, file))
    assert all(document(name, file)["note"].startswith("EXAMPLE") for file in ("matters.json", "actions.json"))
    watch = sorted((CORPUS / name / "watch").iterdir())
    assert all(path.read_text("utf-8").startswith("# EXAMPLE") for path in watch)
    assert "EXAMPLE" in (CORPUS / "README.md").read_text("utf-8")


def test_no_two_sets_share_a_case() -> None:
    known = [docket for name in SETS for docket in by_docket(name)]

    assert len(known) == len(set(known))


def test_there_is_enough_of_it() -> None:
    entries, items = ([row for s in SETS for row in kind(s)] for kind in (lambda s: rows(s, "docket"), texts))
    watched = [matter for s in SETS for matter in matters(s, outside=False)]

    assert len(entries) >= 180
    assert len(items) >= 90
    assert len(watched) >= 14


def test_each_set_has_enough_of_each_case_and_of_the_routine(name: str) -> None:
    owner = by_docket(name)
    entries, items = rows(name, "docket"), texts(name)
    of_case = Counter(owner[row["docket_number"]]["docket_number"] for row in entries)
    told = Counter(concern["docket_number"] for row in items for concern in row["labels"]["concerns"])
    routine = [row for row in entries if not row["labels"]["order_effect"] and not row["labels"]["compliance"]]
    off_topic = [row for row in items if not row["labels"]["concerns"]]

    few = {owner[r["docket_number"]]["docket_number"] for r in entries if r["id"].startswith(FEW_ENTRIES)}
    assert {
        m["docket_number"]: of_case[m["docket_number"]] for m in matters(name) if of_case[m["docket_number"]] < 2
    } == {}
    for matter in matters(name, outside=False):
        number = matter["docket_number"]
        assert (of_case[number] >= (2 if number in few else 6), told[number] >= 2) == (True, True), matter["caption"]
    assert 0.3 <= len(routine) / len(entries) <= 0.5
    assert 0.25 <= len(off_topic) / len(items) <= 0.4


def test_entries_stand_matter_by_matter_in_time_order(name: str) -> None:
    owner = by_docket(name)
    order = [owner[row["docket_number"]]["docket_number"] for row in rows(name, "docket")]
    blocks = [number for i, number in enumerate(order) if i == 0 or order[i - 1] != number]

    assert len(blocks) == len(set(blocks))
    for number in blocks:
        filed = [
            moment(row["filed_at"])
            for row in rows(name, "docket")
            if owner[row["docket_number"]]["docket_number"] == number
        ]
        assert filed == sorted(filed), number
    for file in ("news", "statements"):
        published = [moment(row["published_at"]) for row in rows(name, file)]
        assert published == sorted(published)


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.tzinfo, text
    return found


def test_docket_labels_keep_to_the_vocabulary(name: str) -> None:
    for row in rows(name, "docket"):
        label = row["labels"]
        assert set(label) == {"kind", "order_effect", "compliance", "deadline"}, row["id"]
        assert label["kind"] in KINDS, row["id"]
        for effect in label["order_effect"]:
            known = {"effect", "order", "order_type", "mode", "expires_at", "duration_days"}
            assert (effect["effect"] in EFFECTS, effect["order_type"] in TYPES, effect["mode"] in MODES) == (
                True,
            ) * 3, row["id"]
            assert set(effect) <= known, row["id"]
        for stance in listed(label["compliance"]):
            assert (stance["stance"] in DOCKET_STANCES, stance["actor_role"] in ACTORS) == (True, True), row["id"]


def test_an_effect_names_an_order_of_its_matter_and_its_type(name: str) -> None:
    owner = by_docket(name)
    for row in rows(name, "docket"):
        types = types_of(owner[row["docket_number"]])
        for effect in row["labels"]["order_effect"]:
            allowed = {types[effect["order"]]}
            if effect["effect"] in {"stays", "lifts_stay"}:
                allowed = STAYS
            elif effect["effect"] == "denies_relief":
                allowed |= STAYS
            assert effect["order_type"] in allowed, (row["id"], effect)
        for stance in listed(row["labels"]["compliance"]):
            assert stance["order"] in types, (row["id"], stance)


def test_only_a_court_finds_and_orders(name: str) -> None:
    for row in rows(name, "docket"):
        for stance in listed(row["labels"]["compliance"]):
            judicial = stance["stance"].startswith("finds_") or stance["stance"] == "orders_explanation"
            assert judicial == (stance["actor_role"] == "court"), (row["id"], stance)
    for row in texts(name):
        for position in row["labels"]["positions"]:
            if position["stance"].startswith("finds_"):
                assert position["role"] == "court", (row["id"], position)


def test_an_order_that_was_issued_is_issued_once_in_each_form(name: str) -> None:
    owner = by_docket(name)
    issued = Counter(
        (owner[row["docket_number"]]["docket_number"], effect["order"], effect["mode"])
        for row in rows(name, "docket")
        for effect in row["labels"]["order_effect"]
        if effect["effect"] == "issues"
    )
    named = {(m["docket_number"], order["key"]) for m in matters(name) for order in m["orders"]}

    assert max(issued.values()) == 1
    assert {(docket, key) for docket, key, _ in issued} == named


def test_a_deadline_has_an_hour_and_lies_ahead(name: str) -> None:
    for row in rows(name, "docket"):
        for deadline in listed(row["labels"]["deadline"]):
            due = moment(deadline["due_at"])
            assert deadline["what"], row["id"]
            assert due >= moment(row["filed_at"]) - timedelta(minutes=1), row["id"]


def test_quotes_stand_in_the_text_word_for_word(name: str) -> None:
    for row in texts(name):
        for position in row["labels"]["positions"]:
            assert position["quote"], row["id"]
            assert position["quote"] in row["text"], (row["id"], position["quote"])


def test_text_labels_keep_to_the_vocabulary(name: str) -> None:
    owner = by_docket(name)
    watched = {matter["docket_number"] for matter in matters(name, outside=False)}
    keys = {action["key"] for action in document(name, "actions.json")["actions"]}
    for row in texts(name):
        label = row["labels"]
        for position in label["positions"]:
            assert (position["role"] in TEXT_ROLES, position["stance"] in TEXT_STANCES) == (True, True), row["id"]
            assert position["actor"], row["id"]
        for concern in label["concerns"]:
            assert concern["docket_number"] in watched, row["id"]
            assert concern["order"] in {order["key"] for order in owner[concern["docket_number"]]["orders"]}, row["id"]
        if label["action"]:
            assert label["action"]["key"] in keys, row["id"]


def test_what_concerns_no_watched_order_disputes_nothing(name: str) -> None:
    for row in texts(name):
        if not row["labels"]["concerns"]:
            assert (row["labels"]["contested"], row["labels"]["positions"]) == (False, []), row["id"]


def test_one_voice_for_each_side_and_stance(name: str) -> None:
    for row in texts(name):
        sides = Counter(
            (position["role"], position["stance"])
            for position in row["labels"]["positions"]
            if position["role"] in {"plaintiff", "defendant_or_government"} and position["stance"] != "none"
        )
        assert all(n == 1 for n in sides.values()), (row["id"], sides)


def test_copies_and_corrections_point_back_and_share_their_words(name: str) -> None:
    news = {row["id"]: row for row in rows(name, "news")}
    for row in texts(name):
        for link in ("syndicated_from", "revises"):
            if ident := row["labels"][link]:
                first = news[ident]
                assert moment(first["published_at"]) < moment(row["published_at"]), row["id"]
                assert (link == "revises") == (first["source"] == row["source"]), row["id"]
                mine, theirs = ({*re.findall(r"\w+", item["text"].lower())} for item in (row, first))
                assert len(mine & theirs) / len(mine) > 0.5, row["id"]


def test_watch_files_are_what_the_matters_say_without_their_orders(name: str) -> None:
    warnings: list[str] = []
    paths = sorted((CORPUS / name / "watch").glob("*.toml"))
    loaded = {m.docket_number: m for path in paths for m in load_watch(path, warnings.append)}

    assert warnings == []
    assert loaded.keys() == {matter["docket_number"] for matter in matters(name, outside=False)}
    for matter in matters(name, outside=False):
        watch = loaded[matter["docket_number"]]
        assert (watch.court, watch.caption, watch.judge) == (matter["court"], matter["caption"], matter["judge"])
        assert [p.name for p in watch.parties] == [p["name"] for p in matter["parties"]]
        assert {d.docket_number for d in watch.related_dockets} == {
            d["docket_number"] for d in matter["related_dockets"]
        }


def test_the_readme_counts_what_is_there(name: str) -> None:
    readme = (CORPUS / "README.md").read_text("utf-8")
    owner = by_docket(name)
    entries = Counter(owner[row["docket_number"]]["docket_number"] for row in rows(name, "docket"))
    about = {
        file: Counter(n for row in rows(name, file) for n in {c["docket_number"] for c in row["labels"]["concerns"]})
        for file in ("news", "statements")
    }
    for matter in matters(name):
        number = matter["docket_number"]
        counts = f"{entries[number]} | {about['news'][number]} | {about['statements'][number]} |"
        assert f"| {name} | {matter['caption']}, {number} | {matter['court']} | {counts}" in readme, counts

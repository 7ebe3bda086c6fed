"""`search` over a real record: hits with their words in quotation marks, JSON, and no text that it fails on."""

from __future__ import annotations

import json

import pytest

from tests.monitor.cli.test_verbs import CONFIG, LATER, TRO


@pytest.fixture
def app(run, tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    run("ingest", stdin=TRO + LATER)
    return run


def test_a_hit_says_what_where_when_and_quotes(app):
    result = app("search", "restraining", "signed")
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    assert lines[:3] == [
        "Entry 5",
        "EXAMPLE v. EXAMPLE, D.D.C. 1:31-cv-00042, 2 June 2031, 12:05, ingest",
        "“ORDER granting 2 Motion for Temporary Restraining Order. Signed by Judge E. Example on 6/2/2031.",
    ]
    assert "cited in dcd/31-cv-42/e5.1" in lines
    assert lines[-1] == "1 shown."


def test_an_order_is_named_with_its_status(app):
    assert "Temporary restraining order of 2 June 2031, in force" in app("search", "31-cv-42", "--in", "orders").stdout


def test_json_is_the_hits(app):
    shown = json.loads(app("search", "appearance", "--json").stdout)
    assert list(shown) == ["hits", "more", "left_out"]
    (hit,) = shown["hits"]
    assert (hit["kind"], hit["id"], hit["matters"], hit["entry_number"]) == ("items", "x2", ["dcd/31-cv-42"], 6)
    start, end = hit["extract"]["marks"][0]
    assert hit["extract"]["text"][start:end] == "Appearance"


def test_nothing_found_is_said_and_is_no_failure(app):
    assert (app("search", "nowhere").stdout, app("search", "nowhere").exit_code) == ("Nothing found.\n", 0)


@pytest.mark.parametrize("words", ['"', "AND", "(", "NEAR(a b)", "title:x", "^a", "a*b", "-", "'; DROP TABLE search"])
def test_no_text_is_syntax(app, words):
    result = app("search", "--", words)
    assert result.exit_code == 0, result.output
    assert "fts5" not in result.output.lower()


def test_what_was_not_looked_for_is_said_beside_the_result(app):
    result = app("search", "(", "appearance")
    assert result.stderr == "not looked for: (\n"
    assert "Entry 6" in result.stdout


def test_limits_and_names_are_checked(app):
    assert "1 shown; there are more: --limit." in app("search", "example", "--limit", "1").stdout
    assert app("search", "example", "--limit", "0").exit_code == 2
    assert app("search", "example", "--in", "persons").exit_code == 2
    assert app("search").exit_code == 2
    assert app("search", "example", "--matter", "1:31-cv-00042-EX").exit_code == 0
    assert app("search", "example", "--matter", "31-cv-43").exit_code == 1

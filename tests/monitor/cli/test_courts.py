"""`courts`: the table of federal courts as text, JSON and configuration."""

import json
import tomllib

import pytest

from monitor.bootstrap_specs import load_config, source_specs


def test_the_whole_table_as_json(run):
    rows = json.loads(run("courts", "--json").stdout)
    assert len(rows) == 205
    found = {row["id"]: row for row in rows}
    assert found["azd"]["timezone"] == "America/Phoenix"
    assert (found["ca9"]["feed"], found["ca9"]["known"], found["ca9"]["known_year"]) == ("", "none", 2023)
    assert {row["known"] for row in rows} == {"read", "reported", "form", "none", "unknown"}


def test_a_level_and_an_address_in_full(run):
    out = run("courts", "--level", "appellate").stdout
    assert "https://ecf.ca10.uscourts.gov/n/beam/servlet/TransportRoom?servlet=RSSGenerator" in out
    assert "13 courts" in out
    assert "it may have one since" in out


def test_tables_for_the_configuration_are_read_again(run, tmp_path):
    out = run("courts", "dcd", "ca5", "nyed", "--toml").stdout
    assert "# ca5, 5th Cir.: no public feed is known" in out
    tables = tomllib.loads(out)["source"]
    assert [t["id"] for t in tables] == ["dcd-ecf", "nyed-ecf"]
    path = tmp_path / "config.toml"
    path.write_text('[monitor]\ncontact = "desk@example.org"\n' + out, encoding="utf-8")
    assert [s.court for s in source_specs(load_config(path))] == ["dcd", "nyed"]


def test_an_unknown_court_is_wrong_usage(run):
    done = run("courts", "nowhere")
    assert done.exit_code == 2
    assert "not in the table" in done.stderr


@pytest.mark.parametrize("option", ["--json", "--toml"])
def test_nothing_else_is_on_stdout(run, option):
    assert run("courts", "dcd", option).stderr == ""

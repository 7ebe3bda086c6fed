"""`rule`: an auditor's "why was it read so?" ends at a pattern and two examples, or at the words that weighed."""

from __future__ import annotations

import json


def test_a_rule_is_told_with_its_example_and_its_counter_example(run):
    told = run("rule", "deadline.called_off").stdout
    assert told.startswith("deadline.called_off  (in_code.toml)\n")
    assert "example   “ORDER: the hearing set for 3/25/2024 is VACATED.”" in told
    assert "but not   “ORDER: the hearing is set for 3/25/2024.”" in told


def test_a_pattern_can_be_tried_on_a_text(run):
    listed = json.loads(run("rule", "--json").stdout)
    one = next(row for row in listed if row["table"] == "stances.toml")
    tried = json.loads(run("rule", one["id"], "--on", one["example"], "--json").stdout)
    assert tried["found"]
    assert tried["found"] in one["example"]
    assert json.loads(run("rule", one["id"], "--on", one["counter"], "--json").stdout)["found"] is None
    assert "on yours  not found" in run("rule", one["id"], "--on", one["counter"]).stdout


def test_what_was_weighed_names_its_words(run):
    told = run("rule", "weighed.admits_breach", "--on", "The mill acknowledged that the mistake was its own.").stdout
    assert "weighed   admits_breach in a dispute, a share of 0." in told
    assert "“acknowledged”" in told


def test_the_list_names_every_rule_once(run):
    ids = [row["id"] for row in json.loads(run("rule", "--json").stdout)]
    assert len(ids) == len(set(ids)) > 200
    assert "match.caption_like" in ids


def test_an_unknown_rule_is_wrong_usage(run):
    refused = run("rule", "stance.nobody")
    assert refused.exit_code == 2
    assert "no rule of this reader has the id 'stance.nobody'" in refused.stderr


def test_what_is_decided_in_code_cannot_be_tried_alone(run):
    refused = run("rule", "match.caption", "--on", "x")
    assert refused.exit_code == 2
    assert "showcause read" in refused.stderr


def test_a_text_needs_a_rule(run):
    assert run("rule", "--on", "x").exit_code == 2

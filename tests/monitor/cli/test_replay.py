"""`audit replay` and `orders --world-at` over a real record: what they print, and with which exit status."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.monitor.cli.test_verbs import CONFIG, LATER, TRO

DAWN, NEVER = "2000-01-01T00:00:00Z", "2999-01-01T00:00:00Z"


@pytest.fixture
def app(run, tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    run("ingest", "--occasion", "live", stdin=TRO + LATER)
    return run


def test_before_the_first_event_it_says_so_and_what_came_after(app):
    result = app("audit", "replay", "--as-of", DAWN, "--diff", NEVER)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert "As known at 31 December 1999, 19:00 EST, before the first event of the log" in text
    assert "No order seen." in text
    assert "Known by then: 0 changes." in text
    assert "New order: in force" in text
    assert "given: x1" in text or "x1" in text
    assert "nobody" in text
    assert "Nothing had been mailed to anybody." in text
    assert "Folded anew from the record; the views give the same." in text


def test_json_is_the_whole_answer(app):
    result = app("audit", "replay", "--as-of", NEVER, "--json")
    shown = json.loads(result.stdout)
    assert list(shown) == ["as_of", "until", "states", "states_until", "known", "changed", "mails", "differs"]
    assert (shown["until"], shown["changed"], shown["states_until"], shown["differs"]) == (None, None, None, [])
    assert shown["as_of"]["leaves"] == shown["as_of"]["seq"] == 5
    assert shown["as_of"]["root"] in app("audit", "verify").stdout
    (order,) = shown["states"][0]["orders"]
    (issued,) = [k for k in shown["known"] if k["change"]["kind"] == "order_issued"]
    assert issued["change"]["order"] == order["id"]
    assert (issued["cause"]["why"], issued["cause"]["item"], issued["cause"]["seq"]) == ("news", "x1", 3)


@pytest.mark.parametrize("name", ["1:31-cv-00042", "31-cv-42", "dcd/1:31-cv-00042-EX", "DCD/31-cv-42"])
def test_a_matter_goes_by_its_docket_in_any_style(app, name):
    result = app("audit", "replay", "--as-of", NEVER, "--matter", name, "--json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["states"]) == 1


def test_a_matter_never_watched_is_refused_and_the_watched_are_named(app):
    result = app("audit", "replay", "--as-of", NEVER, "--matter", "1:31-cv-00043")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dcd/31-cv-42" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--as-of", "2031-06-02T12:00:00"], "no offset"),
        (["--as-of", DAWN, "--diff", "2031-06-02"], "no offset"),
        (["--as-of", NEVER, "--diff", DAWN], "is before --as-of"),
        ([], "--as-of"),
    ],
)
def test_wrong_times_are_wrong_usage(app, arguments, reason):
    result = app("audit", "replay", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_views_that_say_otherwise_are_told_and_fail_the_check(app, tmp_path):
    with sqlite3.connect(tmp_path / "var/views.db") as views:
        views.execute("UPDATE changes SET recorded_at = '2020-01-01T00:00:00+00:00'")
    result = app("audit", "replay", "--as-of", NEVER)
    assert result.exit_code == 1
    assert "DIFFERS: event 3 makes the change 'order_issued|dcd/31-cv-42/e5.1'" in " ".join(result.stdout.split())
    assert "the views give the same" not in result.stdout
    shown = app("audit", "replay", "--as-of", NEVER, "--json")
    assert (shown.exit_code, len(json.loads(shown.stdout)["differs"])) == (1, 1)
    app("rebuild")
    assert app("audit", "replay", "--as-of", NEVER).exit_code == 0


def test_orders_as_they_stood_in_the_world(app):
    then, now = "2031-06-02T11:00:00-04:00", "2031-06-02T13:00:00-04:00"
    assert json.loads(app("orders", "--world-at", then, "--json").stdout) == []
    assert len(json.loads(app("orders", "--world-at", now, "--json").stdout)) == 1
    assert json.loads(app("orders", "--world-at", now, "--as-of", DAWN, "--json").stdout) == []
    text = app("orders", "--world-at", now, "--as-of", NEVER).stdout
    assert text.startswith(" As it stood at 2 June 2031, 13:00 EDT, as known at 31 December 2998, 19:00 EST\n")
    assert app("orders", "--world-at", "2031-06-02").exit_code == 2

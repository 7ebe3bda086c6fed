"""`courts`: the table of federal courts as text, JSON and configuration."""

import json
import tomllib
from contextlib import ExitStack

import pytest

from feeds.court_feeds import court_feeds
from monitor.bootstrap_specs import load_config, source_specs
from tests.feeds.conftest import rss_feed, rss_item
from tests.feeds.fetch.conftest import answer, running


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


@pytest.fixture
def serve():
    """serve(script) starts a server that lives as long as the test; `serve.sites` are all of them."""
    with ExitStack() as stack:

        def start(script):
            start.sites.append(stack.enter_context(running(script, None)))
            return start.sites[-1]

        start.sites = []
        yield start


def at(serve, body: bytes) -> str:
    """A court's address on loopback."""

    def court(connection, _path, _sent):
        connection.sendall(answer(200, body, headers=[("Content-Type", "text/xml")]))

    return f"127.0.0.1:{serve(court).port}"


def test_each_address_is_asked_once_and_what_answers_is_said(run, serve, tmp_path):
    asked = {"dcd": at(serve, rss_feed([rss_item(1), rss_item(2)])), "nysb": at(serve, b"<html><title>Down</title>")}
    tables = "".join(
        f'[[source]]\nid = "{court}-ecf"\nkind = "pacer-rss"\ncourt = "{court}"\nurl = "http://{host}/rss"\n'
        for court, host in asked.items()
    )
    hosts = json.dumps(list(asked.values()))
    (tmp_path / "config.toml").write_text(
        f'[monitor]\ncontact = "desk@example.org"\n[fetch]\nallow_hosts = {hosts}\n{tables}'
    )
    assert court_feeds()["ca5"].url == ""
    done = run("courts", "dcd", "nysb", "ca5", "--check", "--json")
    rows = {row["court"]: row for row in json.loads(done.stdout)}
    assert rows["dcd"] == {
        "court": "dcd", "url": f"http://{asked['dcd']}/rss", "feed": True, "reason": None, "items": 2,
        "newest": "2025-03-14T20:02:00-04:00", "declares": "Docket entries of type: all", "moved_to": None,
    }  # fmt: skip
    assert rows["nysb"]["reason"] == "an HTML page ('Down') where a feed should be"
    assert done.stderr == "1 of 2 addresses answered as a feed; no address is known of ca5\n"
    assert done.exit_code == 1
    assert not (tmp_path / "var").exists()
    assert [len(site.asked) for site in serve.sites] == [1, 1]
    alone = run("courts", "dcd", "--check")
    assert alone.stdout.startswith("dcd        feed: 2 items, the newest of 2025-03-14T20:02-04:00; declares: Docket")
    assert alone.exit_code == 0


def test_who_asks_must_say_who_they_are(run):
    done = run("courts", "dcd", "--check")
    assert done.exit_code == 2
    assert "showcause init" in done.stderr

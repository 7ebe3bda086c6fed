"""The verbs over a real record in an empty folder: what they print, where, and with which exit status."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from notify.store import PeopleStore

CONFIG = """
[[matter]]
court = "dcd"
docket_number = "1:31-cv-00042"
caption = "Rivers League v. Example Dam Board"
parties = [{ name = "Rivers League", role = "plaintiff" }, { name = "Example Dam Board", role = "defendant" }]
"""


def line(ident, text, entry, filed="2031-06-02T12:05:00-04:00", **more):
    item = {
        "id": ident, "type": "docket_entry", "court": "dcd", "docket_number": "1:31-cv-00042", "case_name": "EXAMPLE v. EXAMPLE",
        "entry_number": entry, "filed_at": filed, "text": text, **more,
    }  # fmt: skip
    return json.dumps(item).encode() + b"\n"


TRO = line(
    "x1",
    "ORDER granting 2 Motion for Temporary Restraining Order. Signed by Judge E. Example on 6/2/2031. (EXAMPLE)",
    5,
)
LATER = line(
    "x2", "EXAMPLE NOTICE of Appearance by E. Example on behalf of Rivers League.", 6, "2031-06-03T09:00:00-04:00"
)


@pytest.fixture
def app(run, tmp_path):
    """The command line in a folder with a configuration."""
    (tmp_path / "config.toml").write_text(CONFIG)
    return run


@pytest.fixture
def recorded(app):
    """The same, with one order in the record."""
    assert app("ingest", stdin=TRO + LATER).exit_code == 0
    return app


def out(result):
    """A verb's JSON, which stands on stdout alone."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_ingest_counts_and_a_bad_line_costs_no_good_one(app):
    lines = TRO + b"{broken\n" + b'{"id": "\xff"}\n' + LATER
    first = app("ingest", "--json", stdin=lines)
    counts = out(first)
    assert {name: counts[name] for name in ("observed", "revised", "unchanged", "rejected")} == {
        "observed": 2, "revised": 0, "unchanged": 0, "rejected": 2,
    }  # fmt: skip
    assert [row["item"] for row in counts["rejections"]] == ["line 2", "line 3"]
    assert all(row["reason"] for row in counts["rejections"])
    again = app("ingest", stdin=TRO + TRO.replace(b"granting 2", b"GRANTING 2") + b"nonsense\n")
    assert again.exit_code == 0
    assert again.stdout == "0 observed, 1 revised, 1 unchanged, 1 rejected\n"
    assert again.stderr.startswith("rejected: line 3: ")


def test_ingest_reads_a_file_and_refuses_a_missing_one(app, tmp_path):
    (tmp_path / "items.jsonl").write_bytes(TRO)
    assert app("ingest", "items.jsonl").stdout == "1 observed, 0 revised, 0 unchanged, 0 rejected\n"
    missing = app("ingest", "nothing.jsonl")
    assert missing.exit_code == 2
    assert "nothing.jsonl" in missing.stderr
    assert app("ingest", "--occasion", "reread", stdin=TRO).exit_code == 2


def test_two_givers_may_use_one_id(app):
    app("ingest", "--source", "a", stdin=TRO)
    assert app("ingest", "--source", "b", stdin=TRO).stdout.startswith("1 observed")


def test_orders_as_json_have_every_key_but_history(recorded):
    (order,) = out(recorded("orders", "--json"))
    whole = out(recorded("order", order["id"], "--json"))
    assert order["matter"] == {
        "court": "dcd", "docket_number": "1:31-cv-00042", "caption": "Rivers League v. Example Dam Board",
    }  # fmt: skip
    assert (order["type"], whole["history"][0]["effect"]) == ("tro", "issues")
    assert set(whole) - set(order) == {"history"}
    assert {
        "id",
        "aliases",
        "status",
        "lapses",
        "obligations",
        "findings",
        "counts",
        "actions",
        "deadlines",
        "coverage",
    } < set(order)
    assert whole["entered_at"].endswith(("-04:00", "Z"))


def test_an_order_is_shown_on_the_terminal(recorded):
    (order,) = out(recorded("orders", "--json"))
    listed, shown = recorded("orders"), recorded("order", order["id"])
    assert order["id"] in listed.stdout
    assert shown.exit_code == 0
    assert "Rivers League v. Example Dam Board" in shown.stdout
    assert "As known at" in shown.stdout
    assert "log position" in shown.stdout
    stood = recorded("order", order["id"], "--world-at", "2031-06-02T12:30:00-04:00")
    assert stood.stdout.startswith(" As it stood at 2 June 2031, 12:30 EDT\n")


def test_a_timeline_is_text_or_a_picture(recorded, tmp_path):
    (order,) = out(recorded("orders", "--json"))
    assert order["id"] in recorded("timeline", order["id"]).stdout
    to_file = recorded("timeline", order["id"], "--svg", "t.svg")
    assert (to_file.stdout, to_file.stderr) == ("", "wrote t.svg\n")
    picture = (tmp_path / "t.svg").read_text()
    assert picture.startswith("<svg")
    assert recorded("timeline", order["id"], "--svg", "-").stdout.startswith("<svg")


def test_as_of_a_moment_before_the_record_nothing_was_known(recorded):
    assert out(recorded("orders", "--as-of", "2001-01-01T00:00:00Z", "--json")) == []
    assert out(recorded("actions", "--as-of", "2001-01-01T00:00:00Z", "--json")) == []
    (order,) = out(recorded("orders", "--json"))
    then = recorded("order", order["id"], "--as-of", "2001-01-01T00:00:00Z")
    assert then.exit_code == 1
    assert order["id"] in then.stderr


def test_an_unknown_order_is_told_without_a_traceback(recorded):
    for verb in ("order", "timeline"):
        result = recorded(verb, "dcd/31-cv-42/s99.1")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("showcause: no order 'dcd/31-cv-42/s99.1'")


def test_actions(recorded):
    assert out(recorded("actions", "--json")) == []
    assert out(recorded("actions", "--contested", "--json")) == []
    assert recorded("actions").stdout == "No action seen.\n"


def test_rebuild_gives_the_same_orders(recorded):
    before = out(recorded("orders", "--json"))
    report = out(recorded("rebuild", "--json"))
    assert report["events"] > 2
    assert set(report) == {"events", "seconds", "events_per_second"}
    assert "events folded in" in recorded("rebuild").stdout
    assert out(recorded("orders", "--json")) == before


def test_audit_verify_finds_a_changed_row(recorded, tmp_path):
    good = out(recorded("audit", "verify", "--json"))
    assert good["problems"] == []
    assert recorded("audit", "verify").stdout.startswith(f"{good['entries']} entries checked, no problem; root ")
    with sqlite3.connect(tmp_path / "var" / "ledger.db") as db:
        (table,) = next(
            row for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "recorded_at" in {column[1] for column in db.execute(f"PRAGMA table_info({row[0]})")}
        )  # fmt: skip
        db.execute(f"UPDATE {table} SET recorded_at = recorded_at + 1 WHERE rowid = (SELECT max(rowid) FROM {table})")
    db.close()
    bad = recorded("audit", "verify")
    assert bad.exit_code == 1
    assert "event " in bad.stdout
    assert out_json(recorded("audit", "verify", "--json"))["problems"]


def out_json(result):
    return json.loads(result.stdout)


def test_subscribers_come_and_go(app):
    added = app("subscribers", "add", "Desk@example.org", "--matter", "dcd/1:31-cv-00042", "--schedule", "daily")
    (row,) = out(app("subscribers", "list", "--json"))
    assert row["id"] == added.stdout.strip()
    assert (row["email"], row["schedule"], row["follows"]) == ("Desk@example.org", "daily", ["dcd/31-cv-42"])
    assert "Desk@example.org" in app("subscribers", "list").stdout
    erased = app("subscribers", "erase", "desk@example.org")
    assert (erased.exit_code, erased.stdout) == (0, "erased; 0 of its mails removed from the outbox\n")
    assert out(app("subscribers", "list", "--json")) == []
    assert app("subscribers", "list").stdout == "No subscriber.\n"


def test_a_suppressed_subscriber_is_listed_as_one_until_added_again(app, tmp_path):
    ident = app("subscribers", "add", "desk@example.org").stdout.strip()
    (store,) = tmp_path.rglob("people.db")
    with PeopleStore(store, lambda: "unused") as people:
        people.suppress(ident, "550 5.1.1 [no] such user", datetime(2031, 5, 12, tzinfo=UTC))
    (row,) = out(app("subscribers", "list", "--json"))
    assert (row["suppressed"], row["refusal"]) == ("2031-05-12T00:00:00Z", "550 5.1.1 [no] such user")
    shown = " ".join(app("subscribers", "list").stdout.split())
    assert "suppressed since 2031-05-12" in shown
    assert "[no]" in shown
    app("subscribers", "add", "desk@example.org")
    assert out(app("subscribers", "list", "--json"))[0]["suppressed"] is None


def test_subscribers_refuse_what_cannot_be(app):
    assert app("subscribers", "add", "nobody").exit_code == 2
    other = app("subscribers", "add", "a@example.org", "--matter", "dcd/1:31-cv-00043")
    assert other.exit_code == 2
    assert other.stderr == "showcause: no matter 'dcd/1:31-cv-00043' is watched (watched are dcd/31-cv-42)\n"
    assert app("subscribers", "erase", "a@example.org").exit_code == 1


def test_sources_say_that_there_are_none(app):
    assert app("sources").stdout == "No source is configured.\n"
    assert out(app("sources", "--json")) == []


def test_a_digest_with_nothing_to_tell_says_so_on_stderr(app):
    result = app("digest", "preview")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing to tell: no change since the last mail\n"


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>EXAMPLE wire</title><link>https://wire.example.org/</link>
<item><title>EXAMPLE: no case of ours</title><link>https://wire.example.org/1</link><guid>1</guid>
<pubDate>Mon, 02 Jun 2031 09:00:00 GMT</pubDate><description>EXAMPLE text.</description></item></channel></rss>
"""


def test_run_once_reads_each_recorded_poll_once(app, tmp_path):
    (tmp_path / "polls").mkdir()
    (tmp_path / "polls" / "2031-06-02T101000Z.xml").write_text(RSS)
    (tmp_path / "polls" / "2031-06-02T102000Z.xml").write_text("EXAMPLE: not a feed")
    (tmp_path / "config.toml").write_text(
        CONFIG + '[[source]]\nid = "wire"\nkind = "news-feed"\nurl = "polls"\nrecord = "all"\n'
    )
    result = app("run", "--once")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 polls of 1 source: 1 observed, 0 revised, 0 unchanged, 0 unwatched\n")
    assert result.stderr.startswith("wire: 2031-06-02T102000Z.xml: ")
    (row,) = out(app("sources", "--json"))
    assert set(row) >= {
        "id", "kind", "court", "last_good_poll", "window_seconds", "next_poll", "failures", "last_error", "gaps", "items_recorded",
    }  # fmt: skip
    assert (row["id"], row["items_recorded"]) == ("wire", 1)
    assert "wire" in app("sources").stdout
    assert app("run", "--once").stdout.startswith("0 polls of 0 sources: 0 observed")


@pytest.mark.parametrize("verb", ["orders", "run --once", "ingest", "rebuild", "audit verify", "subscribers list"])
def test_every_verb_refuses_a_configuration_with_problems(run, tmp_path, verb):
    (tmp_path / "config.toml").write_text("[smtp]\nprt = 1\n")
    result = run(*verb.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'config.toml:2:1: smtp.prt: unknown key; did you mean "port"?\n'
    assert not (tmp_path / "var").exists()


def test_a_folder_that_cannot_be_written_is_told(app, tmp_path):
    (tmp_path / "var").write_text("a file")
    result = app("orders")
    assert result.exit_code == 1
    assert result.stderr.startswith("showcause: ")
    assert "var" in result.stderr


def test_coverage_of_what_was_only_handed_in_claims_no_look(recorded):
    (order,) = out(recorded("orders", "--json"))
    assert order["coverage"]["from"] is None
    assert order["coverage"]["uncovered"] == ["dcd/31-cv-42"]
    found = out(recorded("coverage", order["id"], "--json"))
    assert [(g["source"], g["items"]) for g in found["given"]] == [("ingest", 2)]
    assert found["first_sight"]["entries"] == 2
    text = " ".join(recorded("coverage", "--matter", "1:31-cv-00042").stdout.split())
    assert "no source of these dockets was looked at, as far as the record shows" in text
    assert "nobody looked for these" in text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "name an order, or a matter"),
        (("dcd/31-cv-42/e5.1", "--matter", "dcd/31-cv-42"), "and not both"),
        (("--matter", "x", "--from", "2031-06-03T00:00Z", "--to", "2031-06-02T00:00Z"), "is later than --to"),
        (("--matter", "x", "--from", "2031-06-03"), "has no offset"),
    ],
)
def test_coverage_refuses_what_it_cannot_mean(app, arguments, reason):
    result = app("coverage", *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_coverage_of_a_matter_that_nobody_watches(app):
    result = app("coverage", "--matter", "dcd/31-cv-99")
    assert result.exit_code == 1
    assert "dcd/31-cv-99" in result.stderr

"""queue, review, join, part, reread from the command line: exit status, what stands on stdout, the exact commands."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.monitor.cli.test_verbs import CONFIG, line, out

WHO = ("--by", "Ada Example", "--reason", "EXAMPLE reason")
TRO = line("x1", "TEMPORARY RESTRAINING ORDER. Defendant is enjoined from opening the gates. (EXAMPLE)", 5)
AGAIN = line(
    "x2",
    "TEMPORARY RESTRAINING ORDER. Defendant is enjoined from any release. (EXAMPLE)",
    6,
    "2031-06-03T12:05:00-04:00",
)
MOTION = line(
    "x3",
    "MOTION to Enforce 5 Temporary Restraining Order by Rivers League. Defendant has failed to comply. (EXAMPLE)",
    7,
    "2031-06-04T12:05:00-04:00",
)
LOST = line("x4", "ORDER vacating 99 Preliminary Injunction. (EXAMPLE)", 9, "2031-06-05T12:05:00-04:00")
NEWS = {
    "id": "n1", "type": "news", "source": "Example Ledger", "url": None, "published_at": "2031-06-05T12:05:00-04:00",
    "title": "League says board opens gates (EXAMPLE)", "text": "Rivers League said the Example Dam Board has violated a judge's order on the gates.",
}  # fmt: skip


@pytest.fixture
def app(run, tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG + 'watch_terms = ["gates"]\n')
    given = TRO + AGAIN + MOTION + json.dumps(NEWS).encode()
    assert run("ingest", stdin=given).exit_code == 0
    return run


def test_the_queue_gives_findings_to_edit_and_commands_that_settle_it(app):
    assert app("ingest", stdin=LOST).exit_code == 0
    row = next(row for row in out(app("queue", "--json")) if row["item"] == "x4")
    assert (row["kind"], row["source"]) == ("unresolved", "ingest")
    assert [e["effect"] for e in row["findings"]["effects"]] == ["vacates"]
    assert {"why", "quote", "alternatives", "settle", "findings", "text", "matter", "revision"} <= set(row)
    shown = app("queue").stdout
    assert row["settle"][0] in shown
    command = row["settle"][2].replace("NAME", "'Ada Example'").replace("TEXT", "'EXAMPLE reason'")
    done = app(*shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("x4 (ingest): rejected; log position ")
    assert "x4" not in {row["item"] for row in out(app("queue", "--json"))}


def test_what_show_gives_can_be_edited_and_given_back(app, tmp_path):
    shown = out(app("review", "x3", "show"))
    shown["findings"]["positions"][0]["stance"] = "questions"
    (tmp_path / "x3.json").write_text(json.dumps(shown))
    done = app("review", "x3", "correct", "--findings", "x3.json", *WHO)
    assert done.exit_code == 0, done.output
    again = out(app("review", "x3", "show"))
    assert (again["read_by"], again["decision"]["verdict"]) == ("Ada Example", "corrected")
    assert again["findings"]["positions"][0]["stance"] == "questions"
    undone = out(app("review", "x3", "confirm", "--json", *WHO))
    assert undone["seq"] > 0
    assert undone["changes"]
    assert out(app("review", "x3", "show"))["findings"]["positions"][0]["stance"] == "seeks_enforcement"


def test_findings_may_come_on_stdin_and_a_bad_one_is_wrong_usage(app):
    bad = app("review", "x3", "correct", "--findings", "-", *WHO, stdin=b'{"positions": [{"quote": "never"}]}')
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "x3: positions[0].quote: 'never' does not stand there" in bad.stderr
    assert app("review", "x3", "correct", "--findings", "-", *WHO, stdin=b'{"positions": []}').exit_code == 0


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("review", "x3", "reject"), 2, "--by is empty"),
        (("review", "x3", "reject", "--by", "A"), 2, "--reason is empty"),
        (("review", "x3", "correct", *WHO), 2, "correct takes --findings FILE, or --concerns MATTER"),
        (("review", "x3", "reject", "--concerns", "m", *WHO), 2, "reject takes neither"),
        (("review", "gone", "reject", *WHO), 1, "no item 'gone' is recorded"),
        (("review", "x3", "praise", *WHO), 2, "praise"),
        (("join", "a", "b", *WHO), 1, "no order or action 'a' is known"),
        (("join", "a", "b"), 2, "--by"),
    ],
)
def test_what_cannot_be_done_says_why(app, args, status, said):
    result = app(*args)
    assert result.exit_code == status
    assert said in result.stderr


def test_orders_are_joined_and_parted(app):
    one, other = "dcd/31-cv-42/e5.1", "dcd/31-cv-42/e6.1"
    done = app("join", one, other, *WHO)
    assert done.exit_code == 0, done.output
    assert f"{other} is now part of {one}." in done.stdout
    assert out(app("order", other, "--json"))["id"] == one
    assert "that stands already" in app("join", other, one, *WHO).stderr
    assert out(app("part", one, other, "--json", *WHO))["changes"]
    assert out(app("order", other, "--json"))["id"] == other


def test_reread_says_what_would_change_and_records_it(app, monkeypatch):
    assert app("reread", "--diff").stdout == "4 items read again; 0 items read otherwise\n"
    report = out(app("reread", "--json"))
    assert (report["items"], report["recorded"], report["otherwise"]) == (4, 0, [])


def test_what_was_decided_scores_a_reader(app, tmp_path):
    app("review", "x3", "correct", "--findings", "-", *WHO, stdin=b'{"positions": []}')
    app("review", "n1", "reject", *WHO)
    app("review", "x1", "confirm", *WHO)
    assert app("queue", "export", "corpus").stdout == "corpus: 2 in docket.jsonl, 1 in news.jsonl\n"
    rows = [json.loads(text) for text in Path("corpus/docket.jsonl").read_text().splitlines()]
    labels = {row["id"]: row["labels"] for row in rows}
    assert labels["x1"]["order_effect"][0]["order"] == "dcd/31-cv-42/e5.1"
    assert (labels["x3"]["kind"], labels["x3"]["compliance"]) == ("motion", None)
    assert "Ada" not in Path("corpus/docket.jsonl").read_text()
    again = app("queue", "export", "corpus")
    assert (again.exit_code, "overwrites nothing" in again.stderr) == (1, True)
    benchmarks = Path(__file__).parents[3] / "benchmarks"
    sys.path.insert(0, str(benchmarks))
    try:
        import reading_report
    finally:
        sys.path.remove(str(benchmarks))
    listed = list(reading_report.rows(Path("corpus")))
    assert len(listed) == 3
    assert reading_report.load_watch(reading_report._watch_file(Path("corpus")), print)

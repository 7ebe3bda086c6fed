"""`run --once`: one round of everything, for a person or cron; who fails keeps its pause, and our own failures are status 1."""

from __future__ import annotations

from click.testing import CliRunner

from monitor.cli.main import cli
from tests.monitor.daemon.given import MOTION, TRO, Feed, feed, item, source, write_config


def run_once(config):
    return CliRunner().invoke(cli, ["--config", str(config), "run", "--once"])


def test_a_round_asks_well_sources_before_their_time_and_leaves_a_failing_one_its_pause(serve, tmp_path):
    well, ill = Feed(feed(item(1, TRO))), Feed()
    ill.status = 503
    sites = serve(well), serve(ill)
    config = write_config(tmp_path, source("well", sites[0]), source("ill", sites[1]), sites=sites)
    first = run_once(config)
    assert first.exit_code == 0
    assert first.stdout.splitlines()[0] == "1 poll of 1 source: 1 observed, 0 revised, 0 unchanged, 0 unwatched"
    assert "ill: " in first.stderr
    assert "503" in first.stderr
    well.body = feed(item(2, MOTION), item(1, TRO))
    second = run_once(config)
    assert "1 observed" in second.stdout
    assert second.stderr.startswith("ill: not asked now: after 1 failure in a row, again from ")
    assert [len(site.asked) for site in sites] == [2, 1]


def test_a_round_says_that_nothing_changed(serve, tmp_path):
    web = Feed(feed(item(1, TRO)))
    web.etag = True
    site = serve(web)
    config = write_config(tmp_path, source("dcd", site), sites=(site,))
    run_once(config)
    assert "; 1 source answered that nothing changed" in run_once(config).stdout


def test_what_our_own_stores_refuse_ends_with_status_1(tmp_path):
    config = write_config(tmp_path)
    assert run_once(config).exit_code == 0
    assert CliRunner().invoke(cli, ["--config", str(config), "subscribers", "add", "a@example.org"]).exit_code == 0
    (tmp_path / "var" / "outbox").write_text("in the way of a folder")
    lines = tmp_path / "items.jsonl"
    rows = [
        f'{{"id": "x{n}", "type": "docket_entry", "court": "dcd", "docket_number": "1:31-cv-00042", "entry_number": {n},'
        f' "case_name": "EXAMPLE", "filed_at": "2031-06-0{n}T12:05:00-04:00", "text": "{text}"}}\n'
        for n, text in enumerate((TRO, MOTION), start=1)
    ]
    lines.write_text("".join(rows))
    given = CliRunner().invoke(cli, ["--config", str(config), "ingest", "--occasion", "live", str(lines)])
    assert given.exit_code == 0
    refused = run_once(config)
    assert refused.exit_code == 1
    assert "outbox" in refused.stderr
    (tmp_path / "var" / "outbox").unlink()
    again = run_once(config)
    assert again.exit_code == 0
    assert "1 alert" in again.stdout


def test_a_folder_that_is_not_there_any_more_is_said_and_costs_no_other(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2031-06-02T160000Z.xml").write_bytes(feed(item(1, TRO)))
    config = write_config(tmp_path, source("a", str(tmp_path / "a")), source("b", str(tmp_path / "b")))
    done = run_once(config)
    assert done.exit_code == 0
    assert "a: no recorded poll" in done.stderr
    assert "1 observed" in done.stdout

"""The daemon as its own process: one to a folder, ends and reloads when told, says how it is, survives being killed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli.main import cli
from tests.feeds.attacks import costly
from tests.monitor.daemon.given import MATTER, MOTION, TRO, Feed, feed, item, source, write_config

SHOWCAUSE = [sys.executable, "-m", "monitor.cli"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true: Callable[[], object], seconds: float = 20) -> object:
    """Wait for something to become true; what is waited for is asserted by its being there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come about")


class Daemon:
    def __init__(self, config: Path, **environ: str) -> None:
        self.config, self.log = config, config.with_name("log.jsonl")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*SHOWCAUSE, "--config", str(config), "run"], stderr=log, env={**os.environ, **environ}
            )

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def said(self, event: str, times: int = 1, seconds: float = 20) -> dict:
        found = until(lambda: [line for line in self.lines() if line["event"] == event][times - 1 :], seconds)
        return found[0]

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def daemon() -> Iterator[Callable[..., Daemon]]:
    started = []

    def start(config: Path, **environ: str) -> Daemon:
        started.append(Daemon(config, **environ))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def showcause(config: Path, *args: str, stdin: str = "") -> Result:
    """A verb of the command line, in this process: another one than the daemon's."""
    return CliRunner().invoke(cli, ["--config", str(config), *args], input=stdin)


def quick(port: int = 0) -> str:
    return f'[daemon]\ntick = "1s"\nhealth_port = {port}\n'


def listening(manager: socket.socket) -> list[str]:
    """Messages to the service manager, as they come in."""
    heard: list[str] = []

    def listen() -> None:
        with suppress(OSError):  # closed at the end of the test
            while True:
                heard.append(manager.recv(200).decode())

    threading.Thread(target=listen, daemon=True).start()
    return heard


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def line(number: int, text: str) -> str:
    row = {
        "id": f"x{number}", "type": "docket_entry", "court": "dcd", "docket_number": "1:31-cv-00042",
        "case_name": "EXAMPLE v. EXAMPLE", "entry_number": number, "filed_at": "2031-06-02T12:05:00-04:00", "text": text,
    }  # fmt: skip
    return json.dumps(row) + "\n"


def test_a_daemons_day(daemon, serve, tmp_path):
    """One process through all it is told: starting costs the most, so it is done once."""
    web, port = Feed(feed(item(1, TRO))), free_port()
    site = serve(web)
    config = write_config(tmp_path, source("dcd", site, "1s"), sites=(site,), more=quick(port))
    notices = tmp_path / "notify.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(notices))
        heard = listening(manager)
        one = daemon(config, NOTIFY_SOCKET=str(notices))
        until(lambda: [said for said in heard if not said.startswith("STATUS=")][:2] == ["READY=1", "WATCHDOG=1"])
        assert heard[0] == "STATUS=opening the stores and bringing the views up to the record"

        # it says how it is
        until(lambda: json.loads(get(port, "/healthz")[1])["ready"])
        paths = ("/healthz", "/healthz/live", "/healthz/ready", "/x")
        assert [get(port, path)[0] for path in paths] == [200, 200, 200, 404]
        one.said("recorded")
        until(lambda: [said for said in heard if re.fullmatch("STATUS=events: [1-9]; fetched sources: 1", said)])
        metrics = until(
            lambda: [text for text in [get(port, "/metrics")[1]] if 'items_total{kind="observed"} 1.0' in text]
        )[0]
        assert 'showcause_source_failures{source="dcd"} 0.0' in metrics
        assert "showcause_ready 1.0" in metrics

        # a second one is refused, by name, and so is a round of `run --once`
        command = [*SHOWCAUSE, "--config", str(config), "run"]
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        once = showcause(config, "run", "--once")
        assert (second.returncode, once.exit_code) == (1, 1)
        for said in (second.stderr, once.stderr):
            assert f"process {one.process.pid} already runs here" in said.splitlines()[-1]

        # other writers work beside it, and what they write it tells
        assert showcause(config, "subscribers", "add", "reader@example.org").exit_code == 0
        for n in range(10):
            given = line(n, "EXAMPLE NOTICE of Appearance")
            assert showcause(config, "ingest", "--occasion", "live", stdin=given).stdout.startswith("1 observed")
        assert "ledger.db" in showcause(config, "backup", str(tmp_path / "backup.tar")).stdout
        web.body = feed(item(2, MOTION), item(1, TRO))
        mails = tmp_path / "var" / "outbox"
        until(lambda: list(mails.glob("*.eml")))
        until(lambda: json.loads(get(port, "/healthz/ready")[1])["recorded"] >= 24)

        # a bad configuration is refused with every problem, and it runs on
        good = config.read_text()
        config.write_text(good.replace('"dcd"', '"dcx"').replace("tick", "tack"))
        one.process.send_signal(signal.SIGHUP)
        until(lambda: len([row for row in one.lines() if row["event"] == "configuration refused"]) >= 2)
        problems = " ".join(row["problem"] for row in one.lines() if row["event"] == "configuration refused")
        assert "unknown court 'dcx'" in problems
        assert "daemon.tack: unknown key" in problems

        # a new port wants a restart
        config.write_text(good.replace(str(port), "0"))
        one.process.send_signal(signal.SIGHUP)
        until(lambda: "daemon.health_port: changes only with a restart" in one.log.read_text())

        # a good one is taken over, its matters are events, and nothing that was shown before becomes news
        web.body = feed(item(3, TRO, docket="1:31-cv-00099"), item(2, MOTION), item(1, TRO))
        config.write_text(good + MATTER.replace("00042", "00099").replace("Rivers League", "Forest League"))
        one.process.send_signal(signal.SIGHUP)
        assert one.said("configuration taken over")["matters"] == 2
        one.said("recorded", 3)
        reloads = [message for message in heard if message.startswith("RELOADING=1\nMONOTONIC_USEC=")]
        assert len(reloads) == 3
        began = time.monotonic()
        assert one.end() == 0
        assert time.monotonic() - began < 10
        until(lambda: heard[-1] == "STOPPING=1")
    assert one.lines()[-1]["event"] == "stopped"
    listed = json.loads(showcause(config, "orders", "--json").stdout)
    assert {row["matter"]["docket_number"] for row in listed} == {"1:31-cv-00042", "1:31-cv-00099"}
    assert "no problem" in showcause(config, "audit", "verify").stdout


def test_a_stop_waits_for_no_server_that_hangs_and_for_no_body_that_is_being_read(daemon, serve, tmp_path):
    dead = Feed()
    dead.hold = threading.Event()
    sites = serve(dead), serve(Feed(costly(40)))
    config = write_config(tmp_path, source("dead", sites[0]), source("costly", sites[1]), sites=sites, more=quick())
    one = daemon(config)
    until(lambda: sites[0].asked)
    (reader,) = until(lambda: children(one.process.pid))
    until(lambda: Path(f"/proc/{reader}/stat").read_text().split()[2] == "R")
    began = time.monotonic()
    os.kill(reader, signal.SIGINT)  # a terminal tells them all
    assert one.end(signal.SIGINT) == 130
    assert time.monotonic() - began < 10
    until(lambda: not Path(f"/proc/{reader}").exists())


def children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for found in lists for child in found.read_text().split()]


def test_what_it_cannot_start_with_is_said_and_ends_it(daemon, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        one = daemon(write_config(tmp_path, more=quick(taken.getsockname()[1])))
        assert one.process.wait(20) == 1
        assert "cannot be had: Address already in use" in one.said("cannot run")["reason"]


def test_a_configuration_it_cannot_start_with_is_said_as_the_rest_of_the_log_and_is_status_2(daemon, tmp_path):
    one = daemon(write_config(tmp_path, more='[daemon]\ntack = "1s"\n[smpt]\n'))
    assert one.process.wait(20) == 2
    assert ["daemon.tack: unknown key" in row["problem"] or "smpt" in row["problem"] for row in one.lines()] == [
        True
    ] * 2
    assert {(row["level"], row["event"]) for row in one.lines()} == {("error", "configuration refused")}


def test_in_the_journal_each_line_begins_with_its_priority(daemon, tmp_path):
    config = write_config(tmp_path, more="[smpt]\n")
    log = config.with_name("log.jsonl")
    log.touch()
    there = log.stat()
    assert daemon(config, JOURNAL_STREAM=f"{there.st_dev}:{there.st_ino}").process.wait(20) == 2
    assert log.read_text().startswith('<3>{"at":"')
    log.write_text("")
    assert daemon(config, JOURNAL_STREAM="1:1").process.wait(20) == 2  # inherited: another stream's
    assert log.read_text().startswith('{"at":"')


def test_after_a_refused_reload_too_and_a_source_that_is_taken_out_is_not_well_again(daemon, tmp_path):
    config = write_config(
        tmp_path, '[[source]]\nid = "dead"\nkind = "news-feed"\nurl = "http://127.0.0.1:9/x"\n', more=quick()
    )
    log = config.with_name("log.jsonl")
    log.touch()
    there = log.stat()
    one = daemon(config, JOURNAL_STREAM=f"{there.st_dev}:{there.st_ino}")
    until(lambda: '"where":"source dead"' in log.read_text())
    good = config.read_text()
    config.write_text(good.replace("news-feed", "nonsense"))
    one.process.send_signal(signal.SIGHUP)
    until(lambda: "unknown kind 'nonsense'" in log.read_text())
    config.write_text(good.replace('"dead"', '"other"'))
    one.process.send_signal(signal.SIGHUP)
    until(lambda: "configuration taken over" in log.read_text())
    assert one.end() == 0
    rows = [(line[:3], json.loads(line[3:])) for line in log.read_text().splitlines()]
    levels = {row["event"]: level for level, row in rows}
    assert levels["configuration refused"] == "<3>"
    assert (levels["trouble"], levels["configuration taken over"]) == ("<4>", "<6>")
    assert [row["where"] for _, row in rows if row["event"] == "no longer watched"] == ["source dead"]
    assert "trouble is over" not in levels


@pytest.mark.parametrize("kills", [2])
def test_killed_at_any_moment_it_loses_and_doubles_nothing(daemon, serve, tmp_path, kills):
    """A short sample; tests/soak does it two hundred times."""
    web = Feed(feed(item(1, TRO)))
    site = serve(web)
    config = write_config(tmp_path, source("dcd", site, "1s"), sites=(site,), more=quick())
    assert showcause(config, "run", "--once").exit_code == 0
    assert showcause(config, "subscribers", "add", "reader@example.org").exit_code == 0
    shown = [item(1, TRO)]
    for n in range(kills):
        one = daemon(config)
        one.said("ready", n + 1)
        shown.insert(0, item(n + 2, f"{MOTION} No. {n}"))
        web.body = feed(*shown)
        asked = len(site.asked)
        until(lambda asked=asked: len(site.asked) > asked)
        time.sleep(0.03 * n)
        one.process.kill()
        one.process.wait()
    last = daemon(config)
    asked = len(site.asked)
    until(lambda: len(site.asked) > asked + 1)  # the answer to the first is recorded before the second is asked for
    assert last.end() == 0
    verified = showcause(config, "audit", "verify")
    assert verified.exit_code == 0, verified.stdout
    items = json.loads(showcause(config, "sources", "--json").stdout)
    assert items[0]["items_recorded"] == kills + 1
    mails = [path.read_text() for path in (tmp_path / "var" / "outbox").glob("*.eml")]
    named = [row for mail in mails for row in mail.splitlines() if row.startswith("Message-ID:")]
    assert len(named) == len(set(named)) == len(mails) >= 1

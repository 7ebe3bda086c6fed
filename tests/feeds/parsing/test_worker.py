"""Bodies are read by another process, as they would be here; what one of them does to its reader costs that one alone."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.model import Parsed, Poll, SourceSpec
from feeds.parsing.caps import MIB, Caps
from feeds.parsing.results import Unparsed, parse_here
from feeds.parsing.worker import ParseWorker
from monitor.domain.courts import COURTS
from tests.feeds.attacks import costly, within
from tests.feeds.conftest import rss_feed, rss_item

NOW = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)
DCD = SourceSpec(id="dcd", kind="pacer-rss", url="https://ecf.example/rss", court="dcd")
PRESS = SourceSpec(id="press", kind="news-feed", url="https://news.example/rss")


def poll(body: bytes, source: str = "dcd") -> Poll:
    return Poll(source=source, name="p", polled_at=NOW, body=body)


@pytest.fixture
def worker():
    made = []

    def start(**differs):
        made.append(ParseWorker(Caps(**differs.pop("caps", {})), **differs))
        return made[-1]

    yield start
    for one in made:
        one.close()


def read(worker, body, spec=DCD, seen=()):
    return worker.submit(spec, poll(body, spec.id), seen).result(100)


def process_of(worker) -> int:
    return worker._idle.pid


def test_it_reads_as_we_would_and_one_process_reads_all(worker):
    held = worker()
    pids = set()
    for body, seen in [
        (rss_feed([rss_item(n) for n in range(30)]), ()),
        (rss_feed([rss_item(n) for n in range(30)]), parse_here(DCD, poll(rss_feed([rss_item(3)])), ()).shown),
        (rss_feed([rss_item(1, event="Café & “Order” \U0001f6a8 &#xD800; $")]).replace(b"$", b"\xff"), ()),
        (rss_feed([]), ()),
        (b"<html><title>EXAMPLE</title>", ()),
        (b"", ()),
    ]:
        assert read(held, body, seen=seen) == parse_here(DCD, poll(body), frozenset(seen))
        pids.add(process_of(held))
    assert len(pids) == 1


def test_times_keep_their_offset(worker):
    held = worker()
    for court in ("akd", "hid", "gud", "nyed"):
        assert court in COURTS
        spec = SourceSpec(id="x", kind="pacer-rss", url="", court=court)
        body = rss_feed([rss_item(1, date="Sat, 15 Mar 2025 23:30:00 GMT")])
        here = parse_here(spec, poll(body), ()).items[0].content.entered_at
        there = read(held, body, spec).items[0].content.entered_at
        assert (there, there.utcoffset(), there.date()) == (here, here.utcoffset(), here.date())


def test_a_body_that_takes_too_long_costs_itself_alone(worker):
    held = worker(caps={"processor_seconds": 1}, patience=0.2)
    hostile = held.submit(PRESS, poll(costly(), "press"), ())
    others = [held.submit(DCD, poll(rss_feed([rss_item(n)])), ()) for n in range(5)]
    assert all(len(future.result(100).items) == 1 for future in others)
    assert hostile.result(100) == Unparsed(reason="reading it takes more than 1 s of processor time")
    assert len(read(held, rss_feed([rss_item(1)])).items) == 1


def test_an_item_that_takes_too_long_costs_its_body_nothing_else(worker):
    held = worker(caps={"body_seconds": 0.7, "item_seconds": 0.03})
    hostile = [within("<enclosure url='x'/>" * 15_000, n) for n in range(5, 10)]
    found = read(held, rss_feed([rss_item(1), *hostile, rss_item(2)]))
    assert [item.content.seq_no for item in found.items] == [1, 2]
    assert len(found.shown) == 2
    assert ["0.03 s of processor time" in problem.reason for problem in found.problems] == [True] * 5


def test_others_are_read_while_one_keeps_its_process(worker):
    held = worker(caps={"seconds": 600}, patience=0.1)
    read(held, rss_feed([rss_item(1)]))
    stopped = process_of(held)
    os.kill(stopped, signal.SIGSTOP)  # a process that does nothing, as long as we want
    kept = held.submit(DCD, poll(rss_feed([rss_item(2)])), ())
    assert len(read(held, rss_feed([rss_item(3)])).items) == 1
    assert not kept.done()
    assert process_of(held) != stopped
    os.kill(stopped, signal.SIGCONT)
    assert len(kept.result(100).items) == 1


def test_one_that_does_nothing_is_killed_when_its_time_is_over(worker):
    held = worker(caps={"seconds": 0.5}, patience=0.1)
    first = ParseWorker()
    assert len(read(first, rss_feed([rss_item(1)])).items) == 1
    held._idle, first._idle = first._idle, None  # one that has started, so that the time is its own
    held._idle._caps = Caps(seconds=0.5)
    stopped = process_of(held)
    os.kill(stopped, signal.SIGSTOP)
    assert read(held, rss_feed([rss_item(1)])) == Unparsed(reason="it was not read within 0.5 s")
    assert not Path(f"/proc/{stopped}").exists()
    first.close()


def test_a_body_that_takes_too_much_memory(worker):
    held = worker(caps={"memory_bytes": 90 * MIB})
    big = rss_feed([rss_item(1, event="EXAMPLE words " * 1_500_000)])
    assert read(held, big, PRESS) == Unparsed(reason="reading it takes more than 90 MiB of memory")
    assert len(read(held, rss_feed([rss_item(1)])).items) == 1


def test_an_answer_too_large_for_us_is_not_taken(worker):
    held = worker(caps={"reply_bytes": 5_000})
    assert "more than 5000" in read(held, rss_feed([rss_item(n) for n in range(30)])).reason
    assert len(read(held, rss_feed([rss_item(1)])).items) == 1


def test_a_process_that_has_grown_is_not_used_again(worker):
    held = worker(caps={"retire_bytes": 1})
    assert len(read(held, rss_feed([rss_item(1)])).items) == 1
    assert held._idle is None
    assert len(read(held, rss_feed([rss_item(2)])).items) == 1


def test_a_reader_that_dies_is_said_with_what_ended_it(worker):
    held = worker()
    costs = held.submit(PRESS, poll(costly(), "press"), ())
    while not held._busy:
        time.sleep(0.01)
    os.kill(next(iter(held._busy)).pid, signal.SIGSEGV)
    assert costs.result(100) == Unparsed(reason="reading it ended the parser (SIGSEGV)")
    assert len(read(held, rss_feed([rss_item(2)])).items) == 1


def test_one_that_was_ended_while_idle_is_no_fault_of_the_next_body(worker):
    held = worker()
    read(held, rss_feed([]))
    dead = process_of(held)
    os.kill(dead, signal.SIGKILL)
    held._idle._process.wait()
    assert isinstance(read(held, rss_feed([rss_item(1)])), Parsed)
    assert process_of(held) != dead


def test_signals_to_end_leave_the_work_under_way_alone(worker):
    held = worker()
    read(held, rss_feed([rss_item(1)]))
    pid = process_of(held)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(pid, number)
    assert isinstance(read(held, rss_feed([rss_item(n) for n in range(9)])), Parsed)
    assert process_of(held) == pid


def test_the_reader_knows_no_secret_and_cannot_write(worker, monkeypatch):
    monkeypatch.setenv("SHOWCAUSE_SMTP_PASSWORD", "EXAMPLE-secret")
    held = worker()
    read(held, rss_feed([rss_item(1)]))
    proc = Path(f"/proc/{process_of(held)}")
    assert b"EXAMPLE-secret" not in proc.joinpath("environ").read_bytes()
    limits = proc.joinpath("limits").read_text()
    assert [line.split()[3:5] for line in limits.splitlines() if line.startswith("Max file size")] == [["0", "0"]]
    sockets = [str(fd.readlink()) for fd in proc.joinpath("fd").iterdir()]
    assert sum(name.startswith("socket:") for name in sockets) == 1


def test_closing_ends_what_hangs_and_every_process(worker):
    held = worker(patience=0.1)
    read(held, rss_feed([rss_item(1)]))
    pids = [process_of(held)]
    os.kill(pids[0], signal.SIGSTOP)
    kept = held.submit(DCD, poll(rss_feed([rss_item(2)])), ())
    read(held, rss_feed([rss_item(3)]))
    pids.append(process_of(held))
    held.close()
    held.close()
    assert kept.done()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    with pytest.raises(RuntimeError):
        held.submit(DCD, poll(b""), ())


def test_no_process_to_be_had_is_no_fault_of_the_body(worker, monkeypatch):
    held = worker()
    with monkeypatch.context() as none:
        none.setattr("subprocess.Popen", refuse)
        with pytest.raises(OSError, match="EXAMPLE"):
            read(held, rss_feed([rss_item(1)]))
    assert len(read(held, rss_feed([rss_item(1)])).items) == 1


def refuse(*_: object, **__: object) -> None:
    raise OSError("EXAMPLE: no more processes")


def test_the_processor_time_is_counted_for_each_body(worker):
    """A process that has read for a long time has as much for the next body as for its first."""
    held = worker(caps={"processor_seconds": 1})
    body = rss_feed([rss_item(n) for n in range(400)])
    pids = set()
    while not pids or processor_seconds(pids) < 2.5:
        assert len(read(held, body).items) == 400
        pids.add(process_of(held))
    assert len(pids) == 1


def processor_seconds(pids) -> float:
    fields = Path(f"/proc/{max(pids)}/stat").read_text().split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

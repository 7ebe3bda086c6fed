"""Several processes on one file, and processes killed at any moment: nothing lost, nothing twice."""

import os
import random
import signal
import sys
import time
from threading import Thread

import pytest

from monitor.audit.verify import verify
from monitor.ledger.records import Draft
from monitor.ledger.store import open_ledger

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def spawn(work):
    """Run `work(write)` in a child process; give its pid and the end of the pipe it writes to."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reading)
            work(lambda text: os.write(writing, text.encode()))
            status = 0
        except BaseException as error:  # noqa: BLE001
            sys.stderr.write(f"child: {error!r}\n")
        finally:
            os._exit(status)
    os.close(writing)
    return pid, reading


def finish(pid, reading):
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(pid, 0)
    return said, status


def test_many_processes_may_open_a_new_file_at_once(tmp_path):
    for number in range(8):
        path = tmp_path / f"{number}.db"
        children = [spawn(lambda write, path=path: open_ledger(path).close()) for _ in range(4)]
        assert [finish(*child)[1] for child in children] == [0] * 4


def test_two_processes_append_at_once(path, make):
    # neither file nor tables are there when they start
    def writer(own):
        def work(write):
            with open_ledger(path) as ledger:
                for number in range(40):
                    drafts = make.drafts([f"shared {number}", f"{own} {number}"])
                    for entry in ledger.append(drafts, make.noon):
                        write(f"{entry.seq} {entry.event.identity}\n" if entry else "")

        return work

    children = [spawn(writer(own)) for own in ("one", "two")]
    said, statuses = zip(*[finish(*child) for child in children], strict=True)
    assert statuses == (0, 0)
    acknowledged = dict(line.split(" ", 1) for text in said for line in text.splitlines())
    with open_ledger(path) as ledger:
        entries = list(ledger.entries())
        assert verify(ledger).problems == []
    assert [entry.seq for entry in entries] == list(range(1, 121))
    assert {str(entry.seq): entry.event.identity for entry in entries} == acknowledged


def test_threads_may_share_a_ledger(ledger, make):
    def work(own):
        for number in range(20):
            ledger.append(make.drafts([f"shared {number}", f"{own} {number}"]), make.noon)

    threads = [Thread(target=work, args=(own,)) for own in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.seq for entry in ledger.entries()] == list(range(1, 81))


def test_kill_9_loses_nothing_acknowledged_and_doubles_nothing(path, make):
    chance = random.Random(20250317)
    capture = make.capture(b"EXAMPLE " * 300)
    acknowledged = {}

    def work(write):
        with open_ledger(path) as ledger:
            number = ledger.head()
            while True:
                number += 1
                item = make.observed(str(number), capture=capture.digest)
                drafts = [
                    Draft(item, aliases=(f"alias {number}",), captures=(capture,)),
                    Draft(make.read(item.key), cause=item.key),
                ]
                for entry in ledger.append([*drafts, drafts[0]], make.noon):
                    write(f"{entry.seq} {entry.key}\n" if entry else "")

    for _ in range(10):
        pid, reading = spawn(work)
        time.sleep(chance.uniform(0.01, 0.12))
        os.kill(pid, signal.SIGKILL)
        said, status = finish(pid, reading)
        assert os.WTERMSIG(status) == signal.SIGKILL
        acknowledged.update(line.split(" ", 1) for line in said.splitlines(keepends=True) if line.endswith("\n"))
    with open_ledger(path) as ledger:
        keys = {str(entry.seq): f"{entry.key}\n" for entry in ledger.entries()}
        assert verify(ledger).problems == []
    assert len(acknowledged) > 20
    assert acknowledged.items() <= keys.items()
    assert len(set(keys.values())) == len(keys)
    assert len(keys) % 2 == 0  # both of a batch or neither

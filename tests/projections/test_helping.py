"""A process that helps to rebuild: the rows are the same, whoever is killed, and what goes wrong there is told here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing import active_children
from sqlite3 import Connection, connect

import pytest

from monitor.domain.vocabulary import LinkKind
from monitor.errors import LedgerError, ProjectionError
from projections import building
from projections.helping import Keeping, writings
from projections.runner import rebuild
from tests.projections.given import POOL

KILLED = """
import sys
from multiprocessing import active_children
from pathlib import Path
from monitor.ledger.store import open_ledger
from projections import building
from projections.runner import open_views, rebuild
building.HELPED, building._FACTS, building._ENTRIES = 0, 1, 4
folder = Path(sys.argv[1])
with open_ledger(folder / "ledger.db") as ledger, open_views(folder / "views.db") as views:
    rebuild(ledger, views, lambda done: print(len(active_children()), flush=True) or sys.stdin.readline())
"""


@pytest.fixture
def helped(monkeypatch):
    monkeypatch.setattr(building, "HELPED", 0)
    monkeypatch.setattr(building, "_FACTS", 1)
    monkeypatch.setattr(building, "_ENTRIES", 4)


@pytest.fixture
def known(record):
    record.give(POOL)
    record.runner.catch_up()
    return record.rows()


@pytest.mark.usefixtures("helped")
def test_the_rows_are_those_of_one_process(record, known):
    helpers = []
    rebuild(record.ledger, record.views, lambda _: helpers.append(len(active_children())))
    assert record.rows() == known
    assert max(helpers) == 1
    assert not active_children()


@pytest.mark.parametrize("helpers", ["0", "1"])
def test_a_rebuild_that_is_killed_leaves_the_old_rows_no_process_and_is_gone_on_with(record, known, helpers):
    command = [sys.executable, "-c", KILLED, record.folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while (line := process.stdout.readline().strip()) not in {helpers, ""}:
            print("go on", file=process.stdin, flush=True)
        process.kill()
        process.stdout.read()  # to its end: whoever holds the other side, helpers too, is gone
    assert line == helpers
    assert record.rows() == known
    assert (record.folder / "views.db.building").exists()
    rebuild(record.ledger, record.views)
    assert record.rows() == known


def fails(_: Connection, group: Sequence[str]) -> None:
    raise LedgerError(f"EXAMPLE {group[0]}")


def dies(_: Connection, group: Sequence[str]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def writes(tx: Connection, group: Sequence[str]) -> None:
    (found,) = tx.execute("SELECT count(*) FROM position").fetchone()
    tx.executemany("INSERT INTO said VALUES (?, ?)", [(ident, found) for ident in group])
    tx.executemany("INSERT INTO said VALUES (?, ?)", [])
    tx.execute("DELETE FROM said WHERE kind = ?", (LinkKind.ORDERS,))


def test_what_goes_wrong_in_a_helper_is_raised_here_with_where_it_was(record):
    with pytest.raises(LedgerError, match="EXAMPLE b") as raised:
        list(writings(record.views.path, [["a"], ["b"]], fails))
    assert "in fails" in "".join(raised.value.__notes__)


def test_a_helper_that_is_killed_is_told(record):
    with pytest.raises(ProjectionError, match="goes on where this ended"):
        list(writings(record.views.path, [["a"], ["b"], ["c"]], dies))
    assert not active_children()


@pytest.mark.parametrize("many", [2, 3, 4, 7])
def test_what_a_helper_told_comes_in_the_order_asked_and_is_written_here_alone(record, many):
    groups = [[str(number)] for number in range(many)]
    with connect(record.views.path, factory=Keeping) as here:
        for write in writings(record.views.path, groups, writes):
            write(here)
    here.close()
    assert here.writes == [
        one
        for (ident,) in groups
        for one in (
            ("INSERT INTO said VALUES (?, ?)", [(ident, 1)]),
            ("DELETE FROM said WHERE kind = ?", [("orders",)]),
        )
    ]

"""A backup made under load, and what is restored from it. EXAMPLE texts."""

from __future__ import annotations

import json
import stat
import tarfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.application.backup import write_backup
from monitor.audit.verify import verify
from monitor.bootstrap import Plan
from monitor.bootstrap_specs import load_config
from monitor.domain.vocabulary import Occasion
from monitor.errors import LedgerError, ShowcauseError
from notify.digest import Schedule
from tests.feeds.fetch.conftest import Site, running
from tests.monitor.daemon.given import Desk, Feed, feed, item, source, write_config

NOW = datetime(2031, 6, 2, 16, tzinfo=UTC)
TRO = "ORDER granting 2 Motion for Temporary Restraining Order"


def lines(start: int, count: int) -> list[str]:
    return [
        json.dumps({
            "id": f"x{n}", "type": "docket_entry", "court": "dcd", "docket_number": "1:31-cv-00042", "entry_number": n,
            "case_name": "EXAMPLE v. EXAMPLE", "filed_at": "2031-06-02T12:05:00-04:00", "text": f"{TRO} No. {n}",
        })
        for n in range(start, start + count)
    ]  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Feed(feed(item(1, TRO))), None) as site:
        yield site


def nothing(_: int) -> None:
    return


def restore(pack: Path, folder: Path) -> None:
    """As docs/operations.md says: into an empty folder, then `rebuild`."""
    folder.mkdir(parents=True)
    with tarfile.open(pack) as tar:
        tar.extractall(folder, filter="data")


def test_what_is_restored_is_what_was_recorded_and_nothing_is_polled_or_told_twice(site, tmp_path):
    (tmp_path / "live").mkdir()
    (tmp_path / "restored").mkdir()
    config = write_config(tmp_path / "live", source("dcd", site), sites=(site,))
    desk = Desk(config)
    desk.subscribe()
    desk.tick(minutes=1)
    about = desk.app.backup(tmp_path / "backup.tar", nothing)
    before = desk.app.orders()
    root = verify(desk.app.ledger).root
    desk.close()
    # a memory newer than the record would claim what the record lacks; who is erased meanwhile stays erased
    assert [store.name for store in about.stores] == ["feeds.db", "ledger.db", "people.db"]
    assert stat.S_IMODE((tmp_path / "backup.tar").stat().st_mode) == 0o600

    restore(tmp_path / "backup.tar", tmp_path / "restored" / "var")
    again = Desk(write_config(tmp_path / "restored", source("dcd", site), sites=(site,)), now=desk.now)
    again.app.rebuild()
    assert again.app.orders() == before
    report = verify(again.app.ledger)
    assert (report.problems, report.root) == ([], root)
    assert [person.email for person in again.app.people.subscribers()] == ["reader@example.org"]
    assert again.tick(minutes=10).polls[0].observed == 0
    assert again.mails() == []
    again.close()


def test_a_backup_under_load_is_of_one_moment(tmp_path):
    config = load_config(write_config(tmp_path))
    stop, failed = threading.Event(), []

    def write() -> None:
        try:
            with Plan(config).open(lambda: NOW) as app:
                n = 0
                while not stop.is_set():
                    app.ingest_lines(lines(n, 5), "load", Occasion.LIVE)
                    app.people.add(f"reader-{n}@example.org", Schedule.DAILY, (), NOW, 0)
                    n += 5
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)

    Plan(config).open(lambda: NOW).close()
    writer = threading.Thread(target=write)
    writer.start()
    packs = []
    try:
        for n in range(8):
            packs.append(tmp_path / f"{n}.tar")
            write_backup(tmp_path / "var", packs[-1], NOW, "0", nothing)
    finally:
        stop.set()
        writer.join()
    assert failed == []
    heads = []
    for pack in packs:
        folder = tmp_path / f"from-{pack.stem}"
        restore(pack, folder / "var")
        with Plan(load_config(write_config(folder))).open(lambda: NOW) as app:
            assert verify(app.ledger).problems == []
            heads.append(app.ledger.head())
    assert heads == sorted(heads)
    assert heads[-1] > heads[0]


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_done(tmp_path):
    folder = tmp_path / "var"
    Plan(load_config(write_config(tmp_path))).open(lambda: NOW).close()
    there = tmp_path / "there.tar"
    there.write_text("mine")
    with pytest.raises(ShowcauseError, match="is there already"):
        write_backup(folder, there, NOW, "0", nothing)
    assert there.read_text() == "mine"
    with pytest.raises(ShowcauseError, match="cannot be written: No such file"):
        write_backup(folder, tmp_path / "no" / "where.tar", NOW, "0", nothing)
    (folder / "people.db").unlink()
    with pytest.raises(LedgerError, match=r"people\.db: cannot be copied"):
        write_backup(folder, tmp_path / "new.tar", NOW, "0", nothing)
    assert not (folder / "people.db").exists()
    assert not any(path.name.startswith(".backup") or path.name == "new.tar" for path in tmp_path.iterdir())

"""What can go wrong with a file: each is a LedgerError in plain words, and nothing is half written."""

import os
import resource
import sqlite3
import tempfile
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError

from monitor.errors import LedgerError
from monitor.ledger.records import Draft
from monitor.ledger.schema import SCHEMA
from monitor.ledger.store import open_ledger


def raw(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return [connection.execute(statement).fetchall() for statement in statements]
    finally:
        connection.close()


def counts(path):
    tables = ("events", "aliases", "captures")
    return {table: raw(path, f"SELECT count(*) FROM {table}")[0][0][0] for table in tables}


def full_draft(make, name):
    capture = make.capture(os.urandom(5000) + name.encode())
    return Draft(make.observed(name, capture=capture.digest), aliases=(f"alias {name}",), captures=(capture,))


def test_a_full_disk(ledger, path, make):
    ledger.append([full_draft(make, "a")], make.noon)
    with ledger._factory.datastore.transaction(commit=True) as c:
        (pages,) = c.sqlite_cursor.execute("PRAGMA page_count").fetchone()
        c.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(LedgerError, match=r"ledger\.db: cannot append: the disk is full"):
        ledger.append([full_draft(make, str(number)) for number in range(20)], make.noon)
    assert counts(path) == {"events": 1, "aliases": 1, "captures": 1}
    with ledger._factory.datastore.transaction(commit=True) as c:
        c.execute("PRAGMA max_page_count = 100000")
    assert ledger.append([full_draft(make, "b")], make.noon)[0].seq == 2


def test_a_write_that_the_system_refuses(ledger, path, make):
    ledger.append([full_draft(make, "a")], make.noon)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{path}-wal").stat().st_size + 20_000, hard))
    try:
        with pytest.raises(LedgerError, match="cannot append: the disk"):
            ledger.append([full_draft(make, str(number)) for number in range(20)], make.noon)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert counts(path) == {"events": 1, "aliases": 1, "captures": 1}
    assert ledger.append([full_draft(make, "b")], make.noon)[0].seq == 2


def test_a_commit_that_fails_leaves_no_transaction_open(ledger, make):
    def refused_at_commit():
        with ledger._factory.datastore.transaction(commit=True) as c:
            c.execute("PRAGMA defer_foreign_keys = ON")
            c.execute("INSERT INTO aliases (alias, seq) VALUES ('x', 99)")

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        refused_at_commit()
    assert ledger.append(make.drafts("a"), make.noon)[0].seq == 1
    assert ledger.holders("x") == []


def test_a_lock_held_by_another_for_too_long(path, make):
    with open_ledger(path, wait=0.02) as ledger:
        ledger.append(make.drafts("a"), make.noon)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="cannot append: another process holds the write lock"):
            ledger.append(make.drafts("b"), make.noon)
        assert [entry.seq for entry in ledger.entries()] == [1]
        other.rollback()
        other.close()
        assert ledger.append(make.drafts("b"), make.noon)[0].seq == 2


@pytest.fixture
def as_nobody():
    """Root may write to anything; give that up for a while."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        yield
        os.seteuid(0)
    else:
        yield


@pytest.fixture
def shared_folder():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def test_a_read_only_file(shared_folder, make, request):
    path = shared_folder / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.append(make.drafts("a"), make.noon)
    path.chmod(0o444)
    request.getfixturevalue("as_nobody")
    with open_ledger(path) as ledger:
        assert ledger.head() == 1
        with pytest.raises(LedgerError, match="cannot append: the file is read-only"):
            ledger.append(make.drafts("b"), make.noon)
        assert ledger.head() == 1


def test_a_folder_that_may_not_be_written_to(shared_folder, request):
    shared_folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    with pytest.raises(LedgerError, match="cannot open: the file cannot be opened"):
        open_ledger(shared_folder / "ledger.db")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(
        LedgerError, match=r"nowhere.ledger\.db: cannot open: the file cannot be opened \(is its folder there"
    ):
        open_ledger(tmp_path / "nowhere" / "ledger.db")


def test_a_file_that_is_no_database(path):
    path.write_bytes(b"EXAMPLE " * 1000)
    with pytest.raises(LedgerError, match="the file is not an SQLite database"):
        open_ledger(path)
    assert path.read_bytes() == b"EXAMPLE " * 1000


def test_a_database_of_another_program_is_left_as_it_is(path):
    raw(path, "CREATE TABLE invoices (number)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="is a database of another program"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_newer_schema(path, make):
    with open_ledger(path) as ledger:
        ledger.append(make.drafts("a"), make.noon)
    raw(path, f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(LedgerError, match=f"has schema {SCHEMA + 1}, from a newer program; this one knows {SCHEMA}"):
        open_ledger(path)


def test_a_damaged_page(path, make):
    with open_ledger(path) as ledger:
        ledger.append(make.drafts(map(str, range(200))), make.noon)
    body = bytearray(path.read_bytes())
    body[8192:] = b"\xff" * (len(body) - 8192)
    path.write_bytes(body)
    with pytest.raises(LedgerError, match=r"ledger\.db: cannot"), open_ledger(path) as ledger:
        list(ledger.entries())


def test_a_capture_that_cannot_be_inflated(ledger, path, make):
    capture = make.capture(b"EXAMPLE " * 1000)
    ledger.append([Draft(make.observed("a", capture=capture.digest), captures=(capture,))], make.noon)
    raw(path, "UPDATE captures SET body = x'00'")
    with pytest.raises(LedgerError, match=f"capture {capture.digest} cannot be inflated"):
        ledger.capture(capture.digest)


def test_the_file_is_durable_and_erases_what_is_erased(ledger, path):
    with ledger._factory.datastore.transaction(commit=False) as c:
        pragmas = {
            name: c.sqlite_cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "secure_delete", "foreign_keys", "trusted_schema", "journal_mode")
        }
    assert pragmas == {
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "journal_mode": "wal",
    }


def test_the_environment_does_not_change_what_is_stored(path, make, monkeypatch):
    monkeypatch.setenv("COMPRESSOR_TOPIC", "eventsourcing.compressor:ZlibCompressor")
    monkeypatch.setenv("PERSISTENCE_MODULE", "eventsourcing.popo")
    monkeypatch.setenv("IS_SNAPSHOTTING_ENABLED", "y")
    monkeypatch.setenv("AGGREGATE_CACHE_MAXSIZE", "EXAMPLE")
    with open_ledger(path) as ledger:
        ledger.append(make.drafts("a"), make.noon)
        assert next(ledger.rows())[0].state.startswith(b"{")


def test_a_path_that_looks_like_memory_is_a_file(tmp_path, make):
    path = tmp_path / "mode=memory?x#:memory:%20.db"
    with open_ledger(path) as ledger:
        ledger.append(make.drafts("a"), make.noon)
    assert counts(path)["events"] == 1

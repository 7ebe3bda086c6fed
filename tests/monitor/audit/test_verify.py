"""Verify names the row for every kind of tampering, and tells nothing of a record that is whole."""

import json
import sqlite3
import tracemalloc
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import msgspec
import pytest

from monitor.audit.verify import verify
from monitor.domain.events import ItemRead, ItemWithdrawn, MatterRetired
from monitor.domain.findings import Reading
from monitor.domain.ids import event_id
from monitor.domain.vocabulary import Occasion
from monitor.errors import LedgerError
from monitor.ledger import store
from monitor.ledger.leaf import leaf_of
from monitor.ledger.merkle import root_of
from monitor.ledger.records import Draft
from monitor.ledger.store import open_ledger

NOON = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)


@pytest.fixture
def tamper(ledger, path):
    """Change the file with raw SQL, behind the ledger's back."""

    def run(statement, *parameters):
        connection = sqlite3.connect(path, isolation_level=None)
        changed = connection.execute(statement, parameters).rowcount
        connection.close()
        assert changed != 0
        return verify(ledger).problems

    return run


def reseal(path, seq, **columns):
    """Change columns and make a leaf that fits, as someone with the source code could: only the other checks are left."""
    with open_ledger(path) as ledger:
        row = msgspec.structs.replace(next(row for row, _ in ledger.rows() if row.seq == seq), **columns)
    capture = json.loads(row.state).get("capture")
    leaf = leaf_of(row, [capture] if capture else [])
    values = {**columns, "leaf": leaf.envelope, "leaf_hash": leaf.hash}
    values.pop("aliases", None)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        f"UPDATE events SET {', '.join(f'{name} = ?' for name in values)} WHERE seq = ?", (*values.values(), seq)
    )
    connection.close()


def test_a_whole_record_has_no_problems_and_the_root_of_its_leaves(ledger):
    report = verify(ledger)
    assert report.problems == []
    assert report.entries == 6
    assert report.root == root_of(leaf.hash for _, leaf in ledger.rows()).hex()


def test_an_empty_record(path):
    with open_ledger(path) as ledger:
        report = verify(ledger)
    assert (report.entries, report.problems, report.root) == (0, [], sha256(b"").hexdigest())


def test_the_root_changes_with_every_event(ledger):
    before = verify(ledger).root
    ledger.append([Draft(MatterRetired(matter_id="m", round=1))], NOON)
    assert verify(ledger).root != before


def test_progress_is_told_to_the_end(ledger):
    ledger.append([Draft(MatterRetired(matter_id="m", round=number)) for number in range(1000)], NOON)
    told = []
    verify(ledger, told.append)
    assert told == [1000, 1006]


# one raw change to one column: the row's number and the reason
CHANGES = [
    (
        "UPDATE events SET state = CAST(replace(state, 'first words', 'other words') AS BLOB) WHERE seq = 1",
        1,
        "its leaf is not that of what is stored",
    ),
    ("UPDATE events SET salt = zeroblob(32) WHERE seq = 4", 4, "its leaf is not that of what is stored"),
    ("UPDATE events SET caused_by = NULL WHERE seq = 4", 4, "its leaf is not that of what is stored"),
    ("UPDATE events SET caused_by = 5 WHERE seq = 4", 4, "caused by 5, which is not earlier"),
    ("UPDATE events SET caused_by = 4 WHERE seq = 4", 4, "caused by 4, which is not earlier"),
    ("UPDATE events SET caused_by = 0 WHERE seq = 4", 4, "caused by 0, which is not earlier"),
    ("UPDATE events SET recorded_at = recorded_at + 1 WHERE seq = 4", 4, "its leaf is not that of what is stored"),
    ("UPDATE events SET recorded_at = recorded_at + 1 WHERE seq = 4", 5, "recorded before the event that precedes it"),
    ("UPDATE events SET name = 'statement.observed' WHERE seq = 3", 3, "cannot be decoded"),
    ("UPDATE events SET name = 'rumour.heard' WHERE seq = 3", 3, "rumour.heard/1: an event of this name is not known"),
    ("UPDATE events SET event_version = 2 WHERE seq = 3", 3, "written by a newer program"),
    ("UPDATE events SET key = key || 'x' WHERE seq = 6", 6, "its id is not that of its key"),
    ("UPDATE events SET key = key || 'x' WHERE seq = 6", 6, "its key column says"),
    ("UPDATE events SET originator_id = 'ab' WHERE seq = 6", 6, "its id is not that of its key"),
    ("UPDATE events SET originator_version = 2 WHERE seq = 6", 6, "its id is not that of its key"),
    ("UPDATE events SET source = 'other' WHERE seq = 3", 3, "its source column says 'other', its content 'press'"),
    ("UPDATE events SET about = 1 WHERE seq = 4", 4, "its item column says 1, its content 3"),
    ("UPDATE events SET about = 1 WHERE seq = 3", 3, "its item column says 1, its content none"),
    (
        "UPDATE events SET leaf = CAST(replace(leaf, '\"v\":1', '\"v\":2') AS BLOB) WHERE seq = 2",
        2,
        "its leaf is not that of what is stored",
    ),
    ("UPDATE events SET leaf_hash = zeroblob(32) WHERE seq = 2", 2, "its leaf hash is not that of its leaf"),
    ("UPDATE events SET state = x'ff' WHERE seq = 2", 2, "cannot be decoded"),
    ("UPDATE events SET state = 'text' WHERE seq = 2", 2, "a column is not of its type"),
    ("UPDATE events SET recorded_at = 'noon' WHERE seq = 2", 2, "a column is not of its type"),
    ("UPDATE events SET leaf = 7 WHERE seq = 2", 2, "a column is not of its type"),
    ("INSERT INTO aliases VALUES ('x/2', 2)", 2, "its leaf is not that of what is stored"),
    ("UPDATE aliases SET alias = 'x/2'", 1, "its leaf is not that of what is stored"),
    ("DELETE FROM aliases", 1, "its leaf is not that of what is stored"),
    ("DELETE FROM captures", 1, "is missing"),
    ("UPDATE captures SET coding = 'raw'", 1, "is not the SHA-256 of its body"),
    ("UPDATE captures SET body = x'00'", 1, "cannot be inflated"),
    ("DELETE FROM events WHERE seq = 2", 3, "follows 1: 1 missing in between"),
    ("DELETE FROM events WHERE seq <= 2", 3, "follows 0: 2 missing in between"),
    ("UPDATE events SET seq = 9 WHERE seq = 6", 9, "follows 5: 3 missing in between"),
    ("DELETE FROM events WHERE seq = 3", 4, "its item 'item|press|2' is not in the record"),
    ("DELETE FROM events WHERE seq = 4", 5, "revision 1 of 'item|press|2' is not in the record before it"),
]


@pytest.mark.parametrize(("statement", "seq", "reason"), CHANGES)
def test_a_change_is_told_with_the_row_and_the_reason(tamper, statement, seq, reason):
    problems = tamper(statement)
    assert any(problem.startswith(f"event {seq} (") and reason in problem for problem in problems), problems


@pytest.mark.parametrize(
    "statement", sorted({statement for statement, _, _ in CHANGES if "DELETE FROM events" not in statement})
)
def test_rows_that_were_not_touched_nor_point_there_are_not_blamed(tamper, statement):
    if "seq = 4" in statement or "seq = 3" in statement or "seq = 9" in statement or "seq = 6" in statement:
        untouched = {1, 2}
    else:
        untouched = {3, 4, 5, 6}
    assert not [problem for problem in tamper(statement) if int(problem.split()[1]) in untouched]


class TestResealed:
    """The leaf was made anew: only what the row says of others gives it away."""

    def test_a_quote_that_is_not_in_the_text(self, ledger, path):
        state = next(row for row, _ in ledger.rows() if row.seq == 1).state.replace(b"first words", b"other words")
        reseal(path, 1, state=state)
        assert verify(ledger).problems == [
            "event 2 (item.read): quote 'first' does not stand at 14-19 of what it reads"
        ]

    def test_a_quote_of_the_revision_it_reads_and_of_no_other(self, ledger, path):
        row = next(row for row, _ in ledger.rows() if row.seq == 4)
        reseal(path, 4, state=row.state.replace(b"new words", b"wen words"))
        assert verify(ledger).problems == ["event 5 (item.read): quote 'new' does not stand at 14-17 of what it reads"]

    def test_a_key_whose_id_was_made_to_fit(self, ledger, path):
        reseal(path, 6, key="read|x", originator_id=event_id("read|x").hex)
        assert ["its key column says 'read|x'" in problem for problem in verify(ledger).problems] == [True]

    def test_a_time_before_its_predecessors(self, ledger, path):
        row = next(row for row, _ in ledger.rows() if row.seq == 4)
        reseal(path, 4, recorded_at=row.recorded_at - 1)
        assert verify(ledger).problems == ["event 4 (item.revised): recorded before the event that precedes it"]

    def test_the_root_is_another(self, ledger, path):
        before = verify(ledger).root
        reseal(path, 4, caused_by=1)
        report = verify(ledger)
        assert report.problems == []
        assert report.root != before


def test_a_revision_that_comes_after_its_reading(tamper):
    problems = tamper("UPDATE events SET seq = 7 WHERE seq = 4")
    assert "event 5 (item.read): revision 1 of 'item|press|2' is not in the record before it" in problems


def test_an_item_that_comes_after_its_reading(tamper):
    tamper("UPDATE events SET seq = 7 WHERE seq = 1")
    assert "event 2 (item.read): its item is 7, which is not earlier" in tamper(
        "UPDATE events SET about = 7 WHERE seq = 2"
    )


def test_an_item_that_cannot_be_read_is_told_at_its_reading_too(tamper):
    problems = tamper("UPDATE events SET state = x'ff' WHERE seq = 1")
    assert [problem.split(":")[0] for problem in problems] == ["event 1 (news_item.observed)", "event 2 (item.read)"]
    assert "its item 'item|press|1' cannot be read" in problems[1]


def test_a_reading_of_what_is_no_item(ledger):
    retired = MatterRetired(matter_id="m", round=1)
    read = ItemRead(
        of=retired.key, revision=0, occasion=Occasion.LIVE, matters_revision="m", reading=Reading(reader="rules-1")
    )
    ledger.append([Draft(retired), Draft(read)], NOON)
    assert verify(ledger).problems == [f"event 8 (item.read): reads {retired.key!r}, which is no item"]


def test_a_file_that_cannot_be_read_is_an_error(ledger):
    ledger.close()
    with pytest.raises(LedgerError):
        verify(ledger)


def test_memory_does_not_grow_with_the_record(ledger, monkeypatch):
    def peak():
        tracemalloc.start()
        assert verify(ledger).problems == []
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    def grow(start, end):
        ledger.append(
            [Draft(MatterRetired(matter_id="EXAMPLE " * 20, round=number)) for number in range(start, end)], NOON
        )

    monkeypatch.setattr(store, "_PAGE", 50)
    grow(0, 200)
    small = peak()
    grow(200, 1200)
    assert peak() < small * 2  # six times the entries


def withdrawn(of, source, last, gone, missed):
    return Draft(
        ItemWithdrawn(
            of=of,
            source=source,
            revision=0,
            last_shown=NOON + timedelta(minutes=last),
            gone_since=NOON + timedelta(minutes=gone),
            polled_at=NOON + timedelta(minutes=missed),
        )
    )


@pytest.mark.parametrize(
    ("source", "times", "reasons"),
    [
        ("press", (0, 1, 2), []),
        ("press", (0, 1, 1), []),
        ("other", (0, 1, 2), ["says what 'other' shows of an item of 'press'"]),
        ("press", (1, 1, 2), ["in an order that cannot be"]),
        ("press", (0, 2, 1), ["in an order that cannot be"]),
    ],
)
def test_a_source_withdraws_its_own_item_after_it_showed_it(ledger, source, times, reasons):
    key = next(e.key for e in ledger.entries() if e.key.startswith("item|"))
    ledger.append([withdrawn(key, source, *times)], NOON)
    problems = verify(ledger).problems
    assert len(problems) == len(reasons)
    assert all(reason in problem for reason, problem in zip(reasons, problems, strict=True))

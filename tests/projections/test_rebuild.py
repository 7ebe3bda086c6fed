"""Rebuilt rows equal incremental ones, whatever order items came in, however often, and wherever a batch ended."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application import clock
from monitor.application.drafts import watch
from monitor.application.watching import record_matters
from monitor.domain.events import CoverageGapObserved
from monitor.domain.matters import RelatedDocket
from monitor.errors import ProjectionError
from monitor.ledger.store import Draft
from projections import building, changes, due, matters, orders, runner
from projections.as_of import order_at
from projections.building import begin
from projections.models import SHAPE, TABLES
from projections.runner import Runner, open_views, rebuild
from tests.projections.given import MATTER, OTHER, POOL, Record, entry, table_rows
from tests.projections.scratch import states_from_log

_NUMBERS = st.integers(0, len(POOL) - 1)
_STEPS = st.lists(st.tuples(st.lists(_NUMBERS, min_size=1, max_size=4), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=20, deadline=None)
@given(_STEPS)
def test_rebuild_equals_incremental(steps):
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        for numbers, caught_up in steps:
            record.give([POOL[n] for n in numbers])
            if caught_up:
                record.runner.catch_up()
        record.runner.catch_up()
        clock.record_arrivals(
            record.ledger, record.views, record.now.replace(month=4), lambda *_: record.now.replace(month=4)
        )
        record.runner.catch_up()
        before = record.rows()
        rebuild(record.ledger, record.views)
        assert record.rows() == before
        scratch = states_from_log(record.ledger, record.ledger.head()).values()
        assert [msgspec.to_builtins(order) for order in orders.all_orders(record.views)] == [
            msgspec.to_builtins(order) for state in scratch for order in state.orders
        ]
        record.close()


def test_views_deleted_and_built_again_are_the_same_rows(record):
    record.give(POOL)
    record.runner.catch_up()
    before = record.rows()
    assert before["orders"]
    assert before["changes"]
    record.views.close()
    (record.folder / "views.db").unlink()
    with open_views(record.folder / "views.db") as views:
        assert Runner(record.ledger, views).catch_up() == record.ledger.head()
        assert table_rows(views.connection) == before


def test_a_runner_that_lost_the_race_starts_again_from_where_the_other_ended(record):
    other_views = open_views(record.folder / "views.db")
    other = Runner(record.ledger, other_views)
    record.give(POOL[:3])
    other.catch_up()
    record.give(POOL[3:])
    assert record.runner.catch_up() == record.ledger.head() - 6 - 2  # matters and the first three items stand
    assert record.runner.catch_up() == 0
    incremental = record.rows()
    rebuild(record.ledger, record.views)
    assert record.rows() == incremental
    other_views.close()


def test_a_crash_inside_a_batch_leaves_neither_rows_nor_position(record, monkeypatch):
    record.give(POOL)
    before, at = record.rows(), record.views.position()

    def fails(*_: object) -> None:
        raise RuntimeError("cut")

    with monkeypatch.context() as patch:
        patch.setattr(due, "apply", fails)
        with pytest.raises(RuntimeError):
            record.runner.catch_up()
    assert (record.rows(), record.views.position()) == (before, at)
    record.runner.catch_up()
    incremental = record.rows()
    rebuild(record.ledger, record.views)
    assert record.rows() == incremental


def test_views_of_another_shape_are_read_by_their_readers_until_new_ones_take_their_place(record, monkeypatch):
    record.give(POOL)
    record.runner.catch_up()
    before = record.rows()
    reader = sqlite3.connect(record.folder / "views.db")
    reader.execute("UPDATE position SET shape = 'orders.0'")
    reader.execute("CREATE TABLE of_then (word TEXT)")
    reader.commit()
    seen = []
    apply = orders.apply
    with open_views(record.folder / "views.db") as views, monkeypatch.context() as patch:
        assert (views.outdated, views.position()) == (True, 0)
        patch.setattr(orders, "apply", lambda *given: (seen.append(table_rows(reader)), apply(*given))[1])
        Runner(record.ledger, views).catch_up()
        assert not views.outdated
        assert table_rows(views.connection) == before
    assert seen
    assert all(rows == before for rows in seen)
    assert not reader.execute("SELECT name FROM sqlite_master WHERE name = 'of_then'").fetchall()
    reader.close()


def test_a_runner_whose_views_another_version_took_over_writes_nothing_and_says_so(record):
    record.give(POOL[:3])
    record.runner.catch_up()
    record.views.connection.execute("UPDATE position SET shape = 'orders.99'")
    record.give(POOL[3:])
    before = record.rows()
    with pytest.raises(ProjectionError, match="another version"):
        record.runner.catch_up()
    assert record.rows() == before


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "views.db"
    path.write_bytes(b"not a database, and long enough to be looked at as one" * 30)
    with pytest.raises(ProjectionError, match=r"views\.db.*rebuild"):
        open_views(path)


def test_an_interrupted_rebuild_leaves_the_old_rows(record, monkeypatch):
    record.give(POOL)
    record.runner.catch_up()
    before = record.rows()

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(orders, "apply", cut)
        with pytest.raises(KeyboardInterrupt):
            rebuild(record.ledger, record.views)
    assert record.rows() == before
    rebuild(record.ledger, record.views)
    assert record.rows() == before
    assert not list(record.folder.glob("*.building*"))


@pytest.mark.parametrize("cuts", [1, 2, 3])
def test_a_rebuild_goes_on_where_it_was_cut_off_and_does_nothing_twice(record, monkeypatch, cuts):
    monkeypatch.setattr(building, "_ENTRIES", 3)
    monkeypatch.setattr(building, "_FACTS", 1)
    record.give(POOL)
    record.runner.catch_up()
    before, calls, apply = record.rows(), [], due.apply

    def falters(tx, batch):
        calls.append((len(batch.entries), tuple(batch.states)))
        if len(calls) % cuts == 0 and len(calls) < 12:
            raise KeyboardInterrupt
        apply(tx, batch)

    monkeypatch.setattr(due, "apply", falters)
    events = []
    for _ in range(20):
        try:
            rebuild(record.ledger, record.views, events.append)
            break
        except KeyboardInterrupt:
            assert record.rows() == before
    assert record.rows() == before
    done = [call for n, call in enumerate(calls, start=1) if n % cuts or n >= 12]
    assert sum(entries for entries, _ in done) == record.ledger.head()
    assert [ident for _, states in done for ident in states] == [MATTER.id, OTHER.id]
    assert sum(events) <= record.ledger.head()


def test_what_was_being_built_from_another_record_or_in_another_shape_is_not_gone_on_with(record, monkeypatch):
    record.give(POOL)
    record.runner.catch_up()
    before = record.rows()
    for change in ("UPDATE building SET last = 'item|x|y'", "UPDATE position SET shape = 'orders.0'"):
        with monkeypatch.context() as patch:
            patch.setattr(building, "_tell", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                rebuild(record.ledger, record.views)
        with sqlite3.connect(record.folder / "views.db.building") as other:
            other.execute(change)
            other.execute("UPDATE items SET item = 'not of this record'")
        other.close()
        rebuild(record.ledger, record.views)
        assert record.rows() == before


def test_two_at_once_do_not_build_one_file(record):
    record.give(POOL)
    beside = record.folder / "views.db.building"
    with begin(record.ledger, beside, SHAPE, TABLES), pytest.raises(ProjectionError, match="building"):
        rebuild(record.ledger, record.views)


def test_a_long_record_fills_empty_views_matter_by_matter(record, monkeypatch):
    record.give(POOL)
    record.runner.catch_up()
    monkeypatch.setattr(runner, "MANY", 5)
    with open_views(record.folder / "again.db") as views:
        assert Runner(record.ledger, views).catch_up() == record.ledger.head()
        assert table_rows(views.connection) == record.rows()


def test_a_gap_is_a_fact_of_every_matter_of_that_court_and_of_no_other(record):
    record.give(POOL)
    gap = CoverageGapObserved(
        source="mnd-ecf", court="mnd", since=record.now, until=record.now + timedelta(hours=2), shown=3
    )
    news = CoverageGapObserved(source="wire", court=None, since=record.now, until=record.step(), shown=3)
    other = CoverageGapObserved(source="ca8", court="ca8", since=record.now, until=record.step(), shown=3)
    record.ledger.append([Draft(event=event) for event in (gap, news, other)], record.step())
    record.runner.catch_up()
    assert {g.source for o in orders.all_orders(record.views) for g in o.coverage.gaps} == {"mnd-ecf"}
    incremental = record.rows()
    rebuild(record.ledger, record.views)
    assert record.rows() == incremental


def test_what_comes_of_a_docket_of_two_matters_comes_in_each_of_them(record):
    shared = RelatedDocket(court="ca8", docket_number="26-1001")
    both = [msgspec.structs.replace(m, related_dockets=(shared,)) for m in (MATTER, OTHER)]
    record.watched = watch(both)
    record_matters(record.ledger, both, matters.recorded(record.views), record.step())
    stay = entry("s1", "13T10:00", "TEMPORARY RESTRAINING ORDER. Expires March 17, 2026. (EXAMPLE)", 5)
    report = entry("s2", "13T11:00", "ORDER: status report due by March 16, 2026. (EXAMPLE)", 6)
    record.give([{**row, "court": "ca8", "docket_number": "26-1001"} for row in (stay, report)])
    record.runner.catch_up()
    arrived = record.now.replace(month=4)
    assert clock.record_arrivals(record.ledger, record.views, arrived, lambda *_: arrived) == 4
    record.runner.catch_up()
    assert clock.record_arrivals(record.ledger, record.views, arrived, lambda *_: arrived) == 0
    assert [order.status.value for order in orders.all_orders(record.views)] == ["lapsed", "lapsed"]
    told = [(row.change.matter, row.change.kind.value) for row in changes.until(record.views, record.ledger.head())]
    each = ("order_issued", "deadline_set", "status_changed", "deadline_changed")
    assert sorted(told) == sorted((matter.id, kind) for matter in both for kind in each)
    incremental = record.rows()
    rebuild(record.ledger, record.views)
    assert record.rows() == incremental


def test_matters_that_watch_one_docket_each_have_its_orders(record):
    shared = RelatedDocket(court="ca8", docket_number="26-1001")
    both = [msgspec.structs.replace(m, related_dockets=(shared,)) for m in (MATTER, OTHER)]
    record.watched = watch(both)
    record_matters(record.ledger, both, matters.recorded(record.views), record.step())
    stay = entry("s1", "13T10:00", "ORDER granting administrative stay pending further order. (EXAMPLE)", 5)
    record.give([*POOL, {**stay, "court": "ca8", "docket_number": "26-1001"}])
    record.runner.catch_up()
    incremental = record.rows()
    assert [o.id for o in orders.all_orders(record.views)].count("ca8/26-1001/e5.1") == 2
    assert orders.find(record.views, "ca8/26-1001/e5.1") == order_at(
        record.views, record.ledger.head(), "ca8/26-1001/e5.1"
    )
    rebuild(record.ledger, record.views)
    assert record.rows() == incremental

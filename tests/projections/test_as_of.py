"""What was known at any log position, read from one matter's rows, is what a fold of the log up to there gives."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application import clock
from monitor.application.watching import record_matters
from monitor.errors import NotFoundError
from projections import matters
from projections.as_of import actions_at, order_at, orders_at, state_at, states_at
from tests.projections.given import MATTER, POOL, Record, entry
from tests.projections.scratch import states_from_log

_NUMBERS = st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=10)
_ORDER = "mnd/26-cv-101/e7.1"


def amended(record: Record, **changes: object) -> None:
    matter = msgspec.structs.replace(MATTER, **changes)
    record_matters(record.ledger, [matter, *record.watched.matters[1:]], matters.recorded(record.views), record.step())
    record.runner.catch_up()


@settings(max_examples=15, deadline=None)
@given(_NUMBERS, _NUMBERS, st.sampled_from((None, 4, 9, 13)))
def test_every_position_is_as_a_fold_of_the_log_up_to_there(first, then, day):
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        record.give([POOL[n] for n in first])
        record.runner.catch_up()
        amended(record, caption="EXAMPLE, renamed")
        record.give([POOL[n] for n in then])
        record.runner.catch_up()
        april = record.now.replace(month=4)
        clock.record_arrivals(record.ledger, record.views, april, lambda *_: april)
        record.runner.catch_up()
        world_at = record.now.replace(day=day) if day else None
        for seq in range(record.ledger.head() + 1):
            expected = states_from_log(record.ledger, seq, world_at)
            assert list(states_at(record.views, seq, world_at)) == list(expected.values())
            for ident, state in expected.items():
                assert state_at(record.views, ident, seq, world_at) == state
        record.close()


def test_the_configuration_is_the_one_of_then(record):
    record.give(POOL[:3])
    before = record.ledger.head()
    record.runner.catch_up()
    amended(record, caption="EXAMPLE, renamed")
    assert order_at(record.views, before, _ORDER).matter.caption == MATTER.caption
    assert order_at(record.views, before + 1, _ORDER).matter.caption == "EXAMPLE, renamed"


def test_an_id_that_was_an_order_only_then_is_found_only_then(record):
    record.give([entry("a2", "02T17:00", "TEMPORARY RESTRAINING ORDER. Expires March 16, 2026. (EXAMPLE)", 7)])
    then = record.ledger.head()
    record.runner.catch_up()
    record.give([entry("a2", "02T17:00", "MINUTE ENTRY for proceedings held. (EXAMPLE, corrected)", 7)])
    record.runner.catch_up()
    assert order_at(record.views, then, _ORDER).id == _ORDER
    with pytest.raises(NotFoundError, match=rf"{_ORDER}.*log position {record.ledger.head()}"):
        order_at(record.views, record.ledger.head(), _ORDER)


def test_no_row_of_another_matter_is_read(record):
    record.give(POOL)
    record.runner.catch_up()
    expected = order_at(record.views, record.ledger.head(), _ORDER)
    record.views.connection.execute("UPDATE facts SET body = x'00' WHERE matter != ?", (MATTER.id,))
    assert order_at(record.views, record.ledger.head(), _ORDER) == expected


@pytest.mark.parametrize("handle", ["", "e7.1", "mnd/26-cv-101/e99.1", "mnd/1-cv-1/e7.1", "/"])
def test_what_is_no_id_leads_nowhere(record, handle):
    record.give(POOL)
    record.runner.catch_up()
    with pytest.raises(NotFoundError):
        order_at(record.views, record.ledger.head(), handle)


def test_what_had_not_been_made_by_the_time_in_the_world_is_not_shown(record):
    record.give(POOL)
    record.runner.catch_up()
    head = record.ledger.head()
    fifth = record.now.replace(day=5, hour=23)
    assert [o.id for o in orders_at(record.views, head)] == [
        "mnd/26-cv-101/e3.1",
        "mnd/26-cv-101/e9.1",
        "mnd/26-cv-102/e2.1",
    ]
    assert [a.order for a in actions_at(record.views, head)] == ["mnd/26-cv-101/e3.1"]
    now, then = (order_at(record.views, head, _ORDER, at) for at in (None, fifth))
    assert [h.effect.value for h in now.history] == ["requests", "issues", "extends", "vacates"]
    assert [h.effect.value for h in then.history] == ["requests", "issues"]
    with pytest.raises(NotFoundError, match="had been made by"):
        order_at(record.views, head, _ORDER, fifth - timedelta(days=9))

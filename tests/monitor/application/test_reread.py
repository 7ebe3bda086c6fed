"""A newer reader over what is recorded: what it says otherwise, told before it is recorded. Every text is an EXAMPLE."""

from __future__ import annotations

import msgspec
import pytest

from monitor.application.drafts import watch
from monitor.application.reread import Rereading
from monitor.application.review import Reviews, person
from monitor.domain.events import ItemRead
from monitor.domain.vocabulary import Occasion
from monitor.reading.reader import READER, read
from projections import items
from tests.projections.given import MATTER, OTHER, POOL, Record

WHO = person("Ada Example", "EXAMPLE reason")


@pytest.fixture
def record(tmp_path):
    made = Record(tmp_path)
    made.give(POOL[:4])
    made.runner.catch_up()
    yield made
    made.close()


def rereading(record, reader=read, watched=None):
    stores = record.ledger, record.views, watched or record.watched, record.runner.catch_up, record.step
    return Rereading(*stores, reader)


def newer(content, matters):
    """Reads no position in a motion."""
    reading = read(content, matters)
    changed = {"positions": (), "disputes_compliance": False} if reading.kind == "motion" else {}
    return msgspec.structs.replace(reading, reader="rules-99", **changed)


def readings(record):
    return [e.event for e in record.ledger.entries() if isinstance(e.event, ItemRead)]


def test_the_same_reader_reads_nothing_otherwise(record):
    head = record.ledger.head()
    report = rereading(record).run(record=True)
    assert (report.items, report.otherwise, report.recorded, record.ledger.head()) == (4, [], 0, head)


def test_a_difference_is_told_with_both_readings_and_what_it_would_change(record):
    head = record.ledger.head()
    report = rereading(record, newer).run(record=False)
    (one,) = report.otherwise
    assert (one.item, one.reader, one.stands) == ("a3", "rules-99", None)
    assert [p["stance"] for p in one.before["positions"]] == ["seeks_enforcement"]
    assert one.after["positions"] == []
    assert "effects" not in one.after
    assert ("no_longer_read", "seeks_enforcement") in [(c.kind.value, c.before) for c in report.changes]
    assert record.ledger.head() == head
    assert items.current(record.views, one.key).reading.reader == READER


def test_what_is_read_otherwise_is_recorded_once_and_never_as_news(record):
    steps = []
    report = rereading(record, newer).run(record=True, progress=steps.append)
    (event,) = (e for e in readings(record) if e.reading.reader == "rules-99")
    assert (report.recorded, event.occasion, event.revision, sum(steps)) == (1, Occasion.REREAD, 0, 4)
    told = record.views.rows("SELECT DISTINCT occasion FROM changes WHERE seq = ?", record.ledger.head())
    assert told == [("reread",)]
    assert rereading(record, newer).run(record=True).recorded == 0


def test_a_decided_item_is_read_again_and_stays_as_decided(record):
    reviews = Reviews(record.ledger, record.views, record.runner.catch_up, record.step)
    reviews.confirm(reviews.item("a3"), WHO)
    (one,) = rereading(record, newer).run(record=False).otherwise
    assert one.stands == "Ada Example"
    report = rereading(record, newer).run(record=True)
    assert report.recorded == 1
    assert reviews.item("a3").in_force.reader == READER
    assert record.views.rows("SELECT count(*) FROM changes WHERE seq = ?", record.ledger.head()) == [(0,)]


def test_a_reading_given_up_and_taken_up_again_is_recorded_again(record):
    """Matters amended and amended back: the first reading stands in the record under the same key."""
    only = watch((OTHER,))
    first = rereading(record, watched=only).run(record=True)
    assert first.recorded == 4
    back = rereading(record).run(record=True)
    assert back.recorded == 4
    assert {e.round for e in readings(record)} == {0, 1}
    assert {c.matter for c in items.current(record.views, "item|given|a3").reading.concerns} == {MATTER.id}


def test_it_can_be_cut_off_and_run_again(record, monkeypatch):
    from monitor.application import reread

    monkeypatch.setattr(reread, "CHUNK", 1)
    done = []

    def cut(count):
        done.append(count)
        if len(done) == 3:
            raise KeyboardInterrupt

    renamed = lambda content, matters: msgspec.structs.replace(newer(content, matters), kind=None)  # noqa: E731
    with pytest.raises(KeyboardInterrupt):
        rereading(record, renamed).run(record=True, progress=cut)
    assert sum(e.reading.reader == "rules-99" for e in readings(record)) == 3
    assert rereading(record, renamed).run(record=True).recorded == 1

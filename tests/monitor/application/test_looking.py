"""Silence is said of a docket only after a look at that docket, by a source in which a filing would show. EXAMPLE."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.application.looking import Looks, last_look
from monitor.domain.events import CoverageDeclared
from monitor.domain.vocabulary import SourceClass
from monitor.ledger.store import Draft
from tests.projections.given import POOL, Record

NOON = datetime(2026, 3, 9, 18, tzinfo=UTC)
MATTER, DOCKET, APPEAL = "mnd/26-cv-101", "mnd/26-cv-101", "ca8/26-1001"


def feed(ident, court, kind="pacer-rss"):
    return SourceSpec(id=ident, kind=kind, url="folder", court=court)


class Desk:
    def __init__(self, folder) -> None:
        self.record = Record(folder)
        self.memory = Memory(folder / "feeds.db")

    def polled(self, ident, when, declared="Docket entries of type: all"):
        event = CoverageDeclared(source=ident, source_class=SourceClass.DOCKET, declared=declared, polled_at=when)
        self.record.ledger.append([Draft(event=event)], self.record.step())
        self.memory.remember(ident, "poll", when, ())

    def looked(self, docket, *specs):
        looks = Looks(specs, self.memory, self.record.ledger, self.record.views)
        return last_look(looks, MATTER, docket)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.memory.close()
    made.record.close()


def test_a_good_poll_of_the_docket_s_own_court(desk):
    desk.polled("mnd-ecf", NOON)
    desk.polled("ca8-ecf", NOON + timedelta(hours=1))
    specs = feed("mnd-ecf", "mnd"), feed("ca8-ecf", "ca8")
    assert desk.looked(DOCKET, *specs) == NOON
    assert desk.looked(APPEAL, *specs) == NOON + timedelta(hours=1)
    assert desk.looked("scotus/26a1", *specs) is None


def test_a_feed_of_orders_alone_shows_no_filing_however_often_it_is_polled(desk):
    desk.polled("ca8-ecf", NOON, "Docket entries of type: orders,opinions,judgments")
    assert desk.looked(APPEAL, feed("ca8-ecf", "ca8")) is None


def test_an_entry_that_was_given_shows_that_its_docket_was_seen_and_no_other(desk):
    desk.record.give([POOL[1], POOL[2]])
    desk.record.runner.catch_up()
    assert desk.looked(DOCKET) == datetime.fromisoformat("2026-03-01T00:01:00+00:00")  # given before its own time
    assert desk.looked(APPEAL) is None


def test_no_source_no_look(desk):
    assert desk.looked(DOCKET, feed("mnd-ecf", "mnd")) is None

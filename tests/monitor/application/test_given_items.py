"""Items under their giver's own id (CourtListener's entries): once each, revised by the record alone. EXAMPLE texts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.memory import Memory
from feeds.model import GivenDocket, Poll, SourceSpec
from monitor.application.drafts import watch
from monitor.application.record_poll import PollRecorder
from monitor.domain.decided import ItemRedacted
from monitor.domain.events import DocketEntryObserved, ItemRead, ItemRevised
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Draft, open_ledger

MATTER = Matter(court="mnd", docket_number="0:26-cv-00101", caption="Riverton Residents v. Riverton Water District")
DOCKET = GivenDocket(id=9000001, court="mnd", docket_number="0:26-cv-00101", case_name=MATTER.caption)
API = SourceSpec(
    id="cl",
    kind="courtlistener-api",
    court="mnd",
    dockets=(DOCKET,),
    url="https://www.courtlistener.example/api/rest/v4/docket-entries/?docket=9000001",
)
START = datetime(2026, 3, 9, 15, tzinfo=UTC)
FULL = "ORDER granting 9 Motion to Enforce. (EXAMPLE)"


def entry(number: int, text: str, filed: str = "2026-03-09", created: str = "2026-03-09T16:00:00+00:00") -> dict:
    return {
        "id": 700 + number, "docket": 9000001, "date_filed": filed, "entry_number": number, "description": text,
        "date_created": created, "recap_documents": [{"description": "Order on Motion to Enforce"}],
    }  # fmt: skip


class Desk:
    def __init__(self, folder: Path) -> None:
        self.ledger = open_ledger(folder / "ledger.db")
        self.memory = Memory(folder / "feeds.db")
        self.recorder = PollRecorder(self.ledger, self.memory, watch((MATTER,)))
        self.now = START

    def poll(self, *entries: dict, spec: SourceSpec = API):
        self.now += timedelta(minutes=30)
        body = json.dumps({"results": entries}).encode()
        poll = Poll(source=spec.id, name=self.now.isoformat(), polled_at=self.now, body=body)
        return self.recorder.record(spec, poll, self.now)

    def events(self, kind):
        return [e.event for e in self.ledger.entries() if isinstance(e.event, kind)]

    def close(self) -> None:
        self.memory.close()
        self.ledger.close()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.close()


def test_the_text_that_comes_later_is_a_revision_of_the_stub(desk):
    desk.poll()
    report = desk.poll(entry(12, ""))
    assert (report.observed, report.revised) == (1, 0)
    report = desk.poll(entry(12, FULL))
    assert (report.observed, report.revised, report.unchanged) == (0, 1, 0)
    [stub] = desk.events(DocketEntryObserved)
    [revised] = desk.events(ItemRevised)
    assert (stub.content.stub, revised.content.text, revised.revision) == (True, FULL, 1)
    assert [e.occasion for e in desk.events(ItemRead)] == [Occasion.LIVE, Occasion.LIVE]


def test_a_stub_that_comes_after_the_text_takes_nothing_back(desk):
    desk.poll(entry(12, FULL))
    head = desk.ledger.head()
    report = desk.poll(entry(12, ""))
    assert (report.revised, report.unchanged, desk.ledger.head()) == (0, 1, head)


def test_an_edit_is_found_after_any_number_of_other_polls_and_without_the_poll_memory(desk, tmp_path):
    desk.poll(entry(12, FULL))
    for number in range(20, 25):
        desk.poll(entry(number, f"NOTICE of EXAMPLE {number}"))
    desk.memory.forget_windows()
    assert desk.poll(entry(12, f"VACATED: {FULL}")).revised == 1
    assert desk.poll(entry(12, FULL)).revised == 1  # and back: an edit too
    assert [e.revision for e in desk.events(ItemRevised)] == [1, 2]
    again = desk.poll(entry(12, FULL), entry(20, "NOTICE of EXAMPLE 20"))
    assert (again.observed, again.revised, again.unchanged) == (0, 0, 2)


def test_of_one_that_was_sealed_nothing_more_is_recorded(desk):
    desk.poll(entry(12, ""))
    [stub] = desk.events(DocketEntryObserved)
    sealed = ItemRedacted(
        of=stub.key, source="cl", by="Ada Example", reason="EXAMPLE", authority="EXAMPLE", decided_at=desk.now
    )
    desk.ledger.append([Draft(sealed, cause=stub.key)], desk.now)
    desk.ledger.erase(sealed)
    head = desk.ledger.head()
    report = desk.poll(entry(12, FULL))
    assert (report.observed, report.revised, report.unchanged, desk.ledger.head()) == (0, 0, 1, head)


@pytest.mark.parametrize(
    ("filed", "created", "occasion"),
    [
        ("2026-03-09", "2026-03-09T18:00:00+00:00", Occasion.LIVE),
        ("2026-03-09", "2026-03-09T15:00:00+00:00", Occasion.BACKFILL),  # it was there when we first looked
        ("2024-05-02", "2026-03-09T18:00:00+00:00", Occasion.BACKFILL),  # an old docket brought in whole
        ("2026-03-06", "2026-03-09T18:00:00+00:00", Occasion.LIVE),  # filed on a Friday, entered after the weekend
    ],
)
def test_what_was_there_before_we_looked_alarms_nobody(desk, filed, created, occasion):
    desk.poll(entry(1, "COMPLAINT. (EXAMPLE)"))
    desk.poll(entry(12, FULL, filed, created))
    assert [e.occasion for e in desk.events(DocketEntryObserved)] == [Occasion.BASELINE, occasion]


def test_an_entry_of_another_docket_is_named_and_costs_no_other(desk):
    report = desk.poll({**entry(13, FULL), "docket": 1}, entry(12, FULL))
    assert report.observed == 1
    assert "docket 1, which is not configured" in report.problems[0].reason


def test_a_text_that_comes_late_for_an_old_stub_is_no_news_and_an_edit_of_an_old_text_is(desk):
    old = {"filed": "2024-05-02", "created": "2026-03-01T00:00:00+00:00"}
    desk.poll(entry(3, "", **old), entry(4, "NOTICE of Appearance. (EXAMPLE)", **old))
    desk.poll(entry(3, FULL, **old), entry(4, "VACATED: NOTICE of Appearance. (EXAMPLE)", **old))
    occasions = {e.content.entry_number: e.occasion for e in desk.events(ItemRevised)}
    assert occasions == {3: Occasion.BACKFILL, 4: Occasion.LIVE}

"""What polls and lines become in the record: once each, in the class of their source, and nothing of it lost. EXAMPLE texts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from feeds.memory import Memory
from feeds.memory_windows import Windows
from feeds.model import Poll, SourceSpec
from monitor.application.drafts import watch
from monitor.application.ingest_lines import LineIngest
from monitor.application.record_poll import PollRecorder
from monitor.application.watching import decide, record_matters
from monitor.domain.events import (
    CoverageDeclared,
    CoverageGapObserved,
    DocketEntryObserved,
    ItemRead,
    ItemRevised,
    MatterAmended,
    MatterRetired,
    MatterWatched,
)
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.errors import LedgerError
from monitor.ledger.store import open_ledger
from projections.items import current
from projections.matters import WatchedMatter
from projections.runner import Runner, open_views
from tests.projections.given import POOL

MATTER = Matter(court="mnd", docket_number="0:26-cv-00101", caption="Riverton Residents v. Riverton Water District")
SPEC = SourceSpec(id="mnd-ecf", kind="pacer-rss", url="folder", court="mnd")
START = datetime(2026, 3, 2, 15, tzinfo=UTC)


def feed(*items: str, declared: str = "Docket entries of type: order") -> bytes:
    return (
        "<?xml version='1.0' encoding='ISO-8859-1'?><rss version='2.0'><channel><title>EXAMPLE</title>"
        f"<link>https://ecf.mnd.uscourts.gov</link><description>{declared}</description>"
        f"<lastBuildDate>Mon, 02 Mar 2026 15:00:00 GMT</lastBuildDate>{''.join(items)}</channel></rss>"
    ).encode()


def item(seq: int, event: str, docket: str = "0:26-cv-00101", number: int | None = None) -> str:
    anchor = (
        f' (&lt;a href="https://ecf.mnd.uscourts.gov/doc1/1?caseid=9&amp;amp;de_seq_num={seq}" &gt;{number}&lt;/a&gt;)'
    )
    return (
        f"<item><title>{docket} EXAMPLE v. EXAMPLE</title><pubDate>Mon, 02 Mar 2026 14:{seq % 60:02}:00 GMT</pubDate>"
        f"<guid>https://ecf.mnd.uscourts.gov/cgi-bin/DktRpt.pl?9&amp;{seq}</guid>"
        f"<description>[{event}]{anchor if number else ''}</description>"
        "<link>https://ecf.mnd.uscourts.gov/cgi-bin/DktRpt.pl?9</link></item>"
    )


class Desk:
    def __init__(self, folder: Path, matters=(MATTER,)) -> None:
        self.ledger = open_ledger(folder / "ledger.db")
        self.memory = Memory(folder / "feeds.db")
        self.recorder = PollRecorder(self.ledger, self.memory, watch(matters))
        self.now = START

    def poll(self, body: bytes, spec: SourceSpec = SPEC):
        self.now += timedelta(minutes=10)
        poll = Poll(source=spec.id, name=self.now.isoformat(), polled_at=self.now, body=body)
        return self.recorder.record(spec, poll, self.now)

    def events(self, kind):
        return [e.event for e in self.ledger.entries() if isinstance(e.event, kind)]


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.memory.close()
    made.ledger.close()


def test_the_first_good_poll_is_the_baseline_even_when_it_shows_nothing_watched(desk):
    desk.poll(feed(item(1, "Order", docket="0:26-cv-00999")))
    desk.poll(feed(item(2, "Order"), item(1, "Order", docket="0:26-cv-00999")))
    assert [e.occasion for e in desk.events(DocketEntryObserved)] == [Occasion.LIVE]
    assert len(desk.events(CoverageDeclared)) == 1


def test_what_the_first_poll_shows_alarms_nobody(desk):
    desk.poll(feed(item(1, "Order")))
    assert [e.occasion for e in desk.events(ItemRead)] == [Occasion.BASELINE]


def test_unwatched_matters_are_left_out_and_counted_unless_all_are_to_be_kept(desk):
    report = desk.poll(feed(item(1, "Order", docket="0:26-cv-00999"), item(2, "Order")))
    assert (report.observed, report.unwatched) == (1, 1)
    everything = SourceSpec(id="all", kind="pacer-rss", url="folder", court="mnd", record_all=True)
    report = desk.poll(feed(item(1, "Order", docket="0:26-cv-00999"), item(2, "Order")), everything)
    assert (report.observed, report.unwatched) == (2, 0)


def test_the_same_poll_again_and_a_lost_memory_record_nothing_twice(desk, tmp_path):
    body = feed(item(3, "Order"), item(2, "Notice"), item(2, "Notice"))
    assert desk.poll(body).observed == 3
    head = desk.ledger.head()
    assert desk.poll(body).observed == 0
    desk.memory.forget_windows()
    report = desk.poll(body)
    assert (report.observed, report.unchanged, desk.ledger.head()) == (0, 3, head)


def test_an_item_edited_in_place_is_a_revision_of_the_same_item(desk):
    desk.poll(feed(item(3, "Order"), item(2, "Order on Motion for TRO", number=7), item(1, "Notice")))
    report = desk.poll(feed(item(3, "Order"), item(2, "VACATED: Order on Motion for TRO", number=7), item(1, "Notice")))
    assert (report.observed, report.revised) == (0, 1)
    revised = desk.events(ItemRevised)[0]
    assert revised.content.text == "VACATED: Order on Motion for TRO"
    observed = desk.ledger.by_key(revised.of).event
    assert observed.content.text == "Order on Motion for TRO"
    assert desk.events(ItemRead)[-1].revision == 1


def test_a_changed_declaration_of_what_the_feed_carries_is_recorded(desk):
    desk.poll(feed(item(1, "Order")))
    desk.poll(feed(item(1, "Order"), declared="Docket entries of type: order,motion"))
    assert [e.declared for e in desk.events(CoverageDeclared)] == [
        "Docket entries of type: order",
        "Docket entries of type: order,motion",
    ]


def gaps(desk):
    return [(e.since, e.until, e.shown) for e in desk.events(CoverageGapObserved)]


def test_a_poll_that_shows_nothing_of_the_last_one_is_a_gap_from_the_last_good_one(desk):
    desk.poll(feed(item(2, "Order"), item(1, "Notice")))
    before = desk.now
    desk.poll(b"<html><title>Down</title></html>")
    desk.poll(feed(item(9, "Order"), item(8, "Notice")))
    assert gaps(desk) == [(before, desk.now, 2)]
    desk.poll(feed(item(10, "Order"), item(9, "Order")))
    assert len(gaps(desk)) == 1


@pytest.mark.parametrize(
    "later",
    [
        [item(3, "Order"), item(2, "Notice")],  # one item is still shown
        [item(1, "Notice"), item(2, "VACATED: Order on Motion for TRO", number=7)],  # one is, and another was edited
        [],  # an empty feed shows nothing that could be missed between
    ],
)
def test_polls_that_overlap_leave_no_gap(desk, later):
    desk.poll(feed(item(2, "Notice"), item(1, "Notice"), item(2, "Order on Motion for TRO", number=7)))
    desk.poll(feed(*later))
    assert gaps(desk) == []


def test_an_edit_of_the_only_item_links_two_polls(desk):
    desk.poll(feed(item(2, "Order on Motion for TRO", number=7)))
    assert desk.poll(feed(item(2, "VACATED: Order on Motion for TRO", number=7))).revised == 1
    assert gaps(desk) == []


def test_what_was_looked_at_in_full_again_is_no_gap(desk):
    desk.poll(feed(item(1, "Order")))
    desk.memory.forget_windows()
    desk.poll(feed(item(9, "Order")))
    assert gaps(desk) == []


def test_an_unreadable_poll_is_a_problem_and_loses_no_item(desk):
    desk.poll(feed(item(1, "Order")))
    report = desk.poll(b"<html><head><title>Down</title></head><body>Down</body></html>")
    assert report.observed == 0
    assert "HTML" in report.problems[0].reason
    assert desk.memory.health("mnd-ecf").failures == 1
    assert desk.poll(feed(item(2, "Notice"), item(1, "Order"))).observed == 1
    assert desk.memory.health("mnd-ecf").failures == 0


def test_news_that_looks_like_a_docket_entry_is_news(desk):
    spec = SourceSpec(id="blog", kind="news-feed", url="folder", record_all=True)
    desk.poll(feed(item(1, "Order vacating 7 Temporary Restraining Order")), spec)
    assert desk.events(DocketEntryObserved) == []
    assert all(e.reading.effects == () and e.reading.findings == () for e in desk.events(ItemRead))


def test_the_memory_moves_only_after_the_record(desk, monkeypatch):
    desk.poll(feed(item(1, "Order")))

    def full(*_: object) -> None:
        raise LedgerError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.ledger, "append", full)
        with pytest.raises(LedgerError):
            desk.poll(feed(item(2, "Notice"), item(1, "Order")))
    assert desk.poll(feed(item(2, "Notice"), item(1, "Order"))).observed == 1


def test_the_slice_an_item_was_read_from_is_kept(desk):
    desk.poll(feed(item(1, "Order")))
    observed = desk.events(DocketEntryObserved)[0]
    assert b"[Order]" in desk.ledger.capture(observed.capture)


class Lines:
    def __init__(self, folder: Path) -> None:
        self.ledger = open_ledger(folder / "ledger.db")
        self.views = open_views(folder / "views.db")
        self.runner = Runner(self.ledger, self.views)

    def give(self, *lines: str, occasion=Occasion.BACKFILL):
        self.runner.catch_up()
        intake = LineIngest(self.ledger, watch((MATTER,)), lambda key: current(self.views, key), lambda: START)
        return intake.run(lines, "given", occasion)


@pytest.fixture
def lines(tmp_path):
    made = Lines(tmp_path)
    yield made
    made.views.close()
    made.ledger.close()


def test_the_same_line_changes_nothing_and_other_content_revises(lines):
    row = dict(POOL[1])
    first = lines.give(json.dumps(row), json.dumps(row))
    assert (first.observed, first.unchanged) == (1, 1)
    again = lines.give(json.dumps(row))
    assert (again.observed, again.revised, again.unchanged) == (0, 0, 1)
    changed = lines.give(json.dumps({**row, "text": "VACATED: " + row["text"]}))
    assert changed.revised == 1
    back = lines.give(json.dumps(row))
    assert back.revised == 1
    assert [e.event.revision for e in lines.ledger.entries() if isinstance(e.event, ItemRevised)] == [1, 2]


def test_a_bad_line_costs_no_good_one_and_is_named(lines):
    good = json.dumps(dict(POOL[1]))
    naive = json.dumps({**POOL[2], "filed_at": "2026-03-05T11:00"})
    report = lines.give("{not json", good, naive, "", json.dumps({"id": "x", "type": "tweet"}))
    assert report.observed == 1
    assert [p.item for p in report.rejected] == ["line 1", "line 3", "line 5"]
    assert "a3" in report.rejected[1].reason
    assert "filed_at" in report.rejected[1].reason


def watched(matter, *, on=True, rounds=1, revision=0, digest="other"):
    return WatchedMatter(matter, on, rounds, revision, digest)


def test_watching_amending_retiring_and_watching_again():
    assert [type(e) for e in decide([MATTER], {})] == [MatterWatched]
    assert [type(e) for e in decide([MATTER], {MATTER.id: watched(MATTER)})] == [MatterAmended]
    assert [type(e) for e in decide([], {MATTER.id: watched(MATTER)})] == [MatterRetired]
    again = decide([MATTER], {MATTER.id: watched(MATTER, on=False, rounds=2)})
    assert [(type(e), e.round) for e in again] == [(MatterWatched, 3)]


def test_an_unchanged_configuration_writes_nothing(tmp_path):
    from projections.matters import recorded

    with open_ledger(tmp_path / "ledger.db") as ledger, open_views(tmp_path / "views.db") as views:
        assert record_matters(ledger, (MATTER,), recorded(views), START) == 1
        Runner(ledger, views).catch_up()
        assert record_matters(ledger, (MATTER,), recorded(views), START) == 0


def test_a_poll_that_shows_the_same_again_leaves_what_the_whole_comparison_leaves(tmp_path, monkeypatch):
    """The short way and the long one, over polls that say what they carry anew, lose an item and find it again."""
    items = [item(n, f"Order {n}") for n in range(30, 0, -1)]
    gone = [*items[:9], *items[10:]]
    polls = [items, items, gone, gone, items, items, items[:20], items[:20]]
    carried = ["all", "all", "all", "all", "all", "order", "order", "all"]
    left = []
    for way in ("short", "long"):
        (tmp_path / way).mkdir()
        made = Desk(tmp_path / way)
        with monkeypatch.context() as only:
            if way == "long":
                only.setattr(Windows, "shows", lambda *_: False)
            bodies = [feed(*shown, declared=types) for shown, types in zip(polls, carried, strict=True)]
            reports = [made.poll(body) for body in bodies]
            made.now += timedelta(days=2)
            reports.append(made.poll(bodies[-1]))
        memory = [made.memory.windows.last(SPEC.id), made.memory.measured(SPEC.id), made.memory.health(SPEC.id)]
        memory += [
            made.memory.tallies.tally(SPEC.id),
            [made.memory.consumed(SPEC.id, report.name) for report in reports],
        ]
        left.append(([msgspec.to_builtins(r) for r in reports], memory, [e.event for e in made.ledger.entries()]))
        made.memory.close()
        made.ledger.close()
    assert left[0] == left[1]
    assert sum(isinstance(event, CoverageDeclared) for event in left[0][2]) == 3

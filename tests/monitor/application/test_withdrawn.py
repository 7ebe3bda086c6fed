"""An entry that a court's feed stops showing, from the poll to the order: told, marked, and nothing undone. EXAMPLE texts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from feeds.model import SourceSpec
from monitor.application.drafts import watch
from monitor.application.ingest_lines import LineIngest
from monitor.application.watching import record_matters
from monitor.audit.verify import verify
from monitor.domain.decided import ReadingConfirmed
from monitor.domain.events import DocketEntryObserved, ItemShownAgain, ItemWithdrawn
from monitor.domain.findings import findings_digest
from monitor.domain.vocabulary import Effect, Occasion, OrderStatus
from monitor.ledger.store import Draft
from monitor.reading.reader import read as reading
from monitor.state.change import ChangeKind
from projections import changes, orders, queue
from projections.as_of import order_at, state_at
from projections.items import current
from projections.questions import QuestionKind
from projections.runner import Runner, open_views
from tests.monitor.application.test_recording import MATTER, START, Desk, feed, item

ORDER = item(20, "Temporary Restraining Order", number=7)
ALL = (item(30, "Notice", number=9), ORDER, item(10, "Motion for TRO", number=3))
WITHOUT = (ALL[0], ALL[2])


def minute(number):
    return START + timedelta(minutes=10 * number)


class Following(Desk):
    """A desk whose views follow the record."""

    def __init__(self, folder):
        super().__init__(folder)
        record_matters(self.ledger, [MATTER], {}, START)
        self.views = open_views(folder / "views.db")
        self.runner = Runner(self.ledger, self.views)
        self.poll(feed())  # the baseline shows nothing yet
        self.runner.catch_up()

    def polls(self, *bodies, spec=None):
        reports = [self.poll(feed(*body), **({"spec": spec} if spec else {})) for body in bodies]
        self.runner.catch_up()
        return reports

    @property
    def order(self):
        (found,) = [o for o in orders.all_orders(self.views) if o.status is not OrderStatus.REQUESTED]
        return found

    def told(self):
        rows = self.views.rows("SELECT body, seq, occasion, recorded_at, because FROM changes ORDER BY seq, n")
        return [changes.decoded(row).change for row in rows]


@pytest.fixture
def desk(tmp_path):
    made = Following(tmp_path)
    yield made
    made.views.close()
    made.memory.close()
    made.ledger.close()


def test_an_entry_gone_from_two_polls_is_withdrawn_with_its_times(desk):
    desk.polls(ALL, WITHOUT)
    assert desk.events(ItemWithdrawn) == []
    assert desk.polls(WITHOUT)[0].withdrawn == 1
    (event,) = desk.events(ItemWithdrawn)
    observed = desk.ledger.by_key(event.of).event
    assert observed.content.entry_number == 7
    assert (event.source, event.revision) == ("mnd-ecf", 0)
    assert (event.last_shown, event.gone_since, event.polled_at) == (minute(2), minute(3), minute(4))
    assert desk.polls(WITHOUT, WITHOUT)[1].withdrawn == 0
    assert verify(desk.ledger).problems == []


def test_what_it_did_stands_and_is_marked(desk):
    desk.polls(ALL)
    before = desk.order
    desk.polls(WITHOUT, WITHOUT)
    order = desk.order
    assert (order.id, order.status) == (before.id, before.status)
    assert (before.withdrawn, before.history[-1].gone_since) == ((), None)
    issued = next(h for h in order.history if h.effect is Effect.ISSUES)
    assert (issued.gone_since, issued.seq) == (minute(3), before.history[-1].seq)
    (gone,) = order.withdrawn
    assert (gone.entry_number, gone.effects, gone.source) == (7, (Effect.ISSUES,), "mnd-ecf")
    assert (gone.last_shown, gone.gone_since, gone.also_from) == (minute(2), minute(3), ())


def test_it_is_told_once_as_a_change_of_its_order_and_waits_for_a_person(desk):
    desk.polls(ALL, WITHOUT, WITHOUT)
    told = [c for c in desk.told() if c.kind is ChangeKind.WITHDRAWN]
    assert [(c.order, c.item, c.said_at) for c in told] == [(desk.order.id, desk.order.withdrawn[0].item, minute(3))]
    assert not told[0].kind.immediate
    state = state_at(desk.views, told[0].matter, desk.ledger.head())
    assert [line.partition(": ")[2] for line in state.unresolved] == [
        "no longer shown by mnd-ecf since 2026-03-02 09:30 CST; last seen 2026-03-02 09:20 CST; what it did stands as recorded"
    ]


def confirm(desk, key):
    read = desk.ledger.revision(key, 0).event.content
    event = ReadingConfirmed(
        of=key,
        revision=0,
        reader="",
        saw=findings_digest(reading(read, (MATTER,))),
        by="Ada Example",
        reason="EXAMPLE",
        decided_at=desk.now,
    )
    desk.ledger.append([Draft(event=event)], desk.now)
    desk.runner.catch_up()


def asked(desk):
    return [(q.kind, q.item, q.why) for q in queue.questions(desk.views) if "no longer shown by mnd-ecf" in q.why]


def test_a_person_is_asked_about_it_until_one_decides_even_where_one_had_decided_before(desk):
    desk.polls(ALL)
    key = next(
        e.key
        for e in desk.ledger.entries()
        if isinstance(e.event, DocketEntryObserved) and e.event.content.entry_number == 7
    )
    confirm(desk, key)
    desk.polls(WITHOUT, WITHOUT)
    assert [(kind, item) for kind, item, _ in asked(desk)] == [(QuestionKind.UNRESOLVED, desk.order.withdrawn[0].item)]
    desk.now += timedelta(minutes=1)
    confirm(desk, key)
    assert asked(desk) == []


def test_an_entry_that_comes_back_is_the_same_item_shown_again(desk):
    desk.polls(ALL, WITHOUT, WITHOUT, ALL, ALL)
    (event,) = desk.events(ItemShownAgain)
    assert (event.of, event.polled_at) == (desk.events(ItemWithdrawn)[0].of, minute(5))
    assert (desk.order.withdrawn, desk.order.history[-1].gone_since) == ((), None)
    kinds = [c.kind for c in desk.told() if c.kind in {ChangeKind.WITHDRAWN, ChangeKind.SHOWN_AGAIN}]
    assert kinds == [ChangeKind.WITHDRAWN, ChangeKind.SHOWN_AGAIN]


def test_it_may_go_and_come_back_more_than_once(desk):
    desk.polls(ALL, WITHOUT, WITHOUT, ALL, WITHOUT, WITHOUT)
    assert [e.gone_since for e in desk.events(ItemWithdrawn)] == [minute(3), minute(6)]
    assert desk.order.withdrawn[0].gone_since == minute(6)


def test_after_a_lost_memory_what_is_still_gone_stays_so_and_what_is_shown_is_back(desk):
    desk.polls(ALL, WITHOUT, WITHOUT)
    desk.memory.forget_windows()
    desk.polls(WITHOUT)
    assert desk.events(ItemShownAgain) == []
    desk.memory.forget_windows()
    desk.polls(ALL)
    assert len(desk.events(ItemShownAgain)) == 1
    desk.memory.forget_windows()
    desk.polls(ALL)
    assert len(desk.events(ItemShownAgain)) == 1


def test_the_same_poll_after_a_crash_records_it_once(desk):
    desk.polls(ALL, WITHOUT)
    kept = desk.memory.windows.last("mnd-ecf")
    desk.polls(WITHOUT)
    head = desk.ledger.head()
    desk.now -= timedelta(minutes=10)
    desk.memory.remember("mnd-ecf", "again", minute(3), kept)  # the ledger was written, the memory was not
    desk.polls(WITHOUT)
    assert desk.ledger.head() == head


def test_what_another_source_gave_is_gone_from_the_one_only(desk):
    desk.polls(ALL)
    full = {
        "id": "g7",
        "type": "docket_entry",
        "court": "mnd",
        "docket_number": "0:26-cv-00101",
        "case_name": "EXAMPLE",
        "entry_number": 7,
        "filed_at": "2026-03-02T08:20-06:00",
        "text": "TEMPORARY RESTRAINING ORDER. Defendant is enjoined for 14 days. (EXAMPLE)",
    }
    intake = LineIngest(desk.ledger, watch((MATTER,)), lambda key: current(desk.views, key), lambda: desk.now)
    intake.run([json.dumps(full)], "given", Occasion.LIVE)
    desk.polls(WITHOUT, WITHOUT)
    (gone,) = desk.order.withdrawn
    assert (gone.source, gone.also_from) == ("mnd-ecf", ("given",))
    assert all(h.gone_since is None for h in desk.order.history)
    assert state_at(desk.views, "mnd/26-cv-101", desk.ledger.head()).unresolved == ()


def test_an_entry_of_an_unwatched_matter_was_never_recorded_and_is_not_withdrawn(desk):
    stranger = item(20, "Order", docket="0:26-cv-00999", number=7)
    reports = desk.polls((ALL[0], stranger, ALL[2]), WITHOUT, WITHOUT)
    assert (reports[-1].withdrawn, desk.events(ItemWithdrawn)) == (0, [])


def test_a_feed_that_now_carries_other_kinds_withdraws_nothing(desk):
    desk.polls(ALL)
    for _ in range(3):
        desk.poll(feed(*WITHOUT, declared="Docket entries of type: motion"))
    assert desk.events(ItemWithdrawn) == []


def test_a_news_page_that_drops_a_story_has_withdrawn_nothing(desk):
    story = "<item><title>EXAMPLE {0}</title><guid>{0}</guid><pubDate>Mon, 02 Mar 2026 14:{0}:00 GMT</pubDate><description>x</description></item>"
    wire = SourceSpec(id="wire", kind="news-feed", url="folder", record_all=True)
    rows = [story.format(n) for n in (30, 20, 10)]
    desk.polls(rows, [rows[0], rows[2]], [rows[0], rows[2]], spec=wire)
    assert desk.events(ItemWithdrawn) == []
    office = SourceSpec(id="office", kind="statement-feed", url="folder", speaker="Example Office", record_all=True)
    desk.polls(rows, [rows[0], rows[2]], [rows[0], rows[2]], spec=office)
    assert [e.source for e in desk.events(ItemWithdrawn)] == ["office"]


def test_rows_rebuilt_are_the_rows_followed(desk, tmp_path):
    desk.polls(ALL, WITHOUT, WITHOUT, ALL)
    with open_views(tmp_path / "again.db") as again:
        Runner(desk.ledger, again).catch_up()
        for table in ("orders", "changes", "items", "facts"):
            rows = f"SELECT * FROM {table} ORDER BY 1, 2, 3"
            assert again.rows(rows) == desk.views.rows(rows)


def test_what_had_happened_by_a_time_before_it_was_gone_shows_it(desk):
    desk.polls(ALL, WITHOUT, WITHOUT)
    then, now = (order_at(desk.views, desk.ledger.head(), desk.order.id, at) for at in (minute(2), minute(4)))
    assert (then.withdrawn, then.history[-1].gone_since) == ((), None)
    assert now.withdrawn[0].gone_since == minute(3)

"""Mail from the record: prepared before it goes, told once, at once or by the day, and once more after a crash. EXAMPLE."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import msgspec
import pytest

from monitor.application import clock
from monitor.application.deliver import Delivery
from monitor.application.health import SourceHealth, silences
from monitor.application.mailing import MailSettings, StoredMail
from monitor.application.simulate import SimulatedClock, steps
from monitor.domain.events import DeadlineArrived, DigestPrepared, DigestSent, LapseArrived
from monitor.domain.vocabulary import Occasion
from monitor.present.digest import Silence
from notify.digest import Schedule
from notify.outbox import Outbox
from notify.store import PeopleStore
from projections import orders
from tests.projections.given import POOL, Record

CHICAGO = ZoneInfo("America/Chicago")
REQUEST, TRO, ENFORCE, ANSWER = POOL[0], POOL[1], POOL[2], POOL[3]


class Desk:
    def __init__(self, folder, silent=lambda _: ()) -> None:
        self.record = Record(folder)
        self.folder = folder / "outbox"
        self.people = PeopleStore(folder / "people.db", iter(["reader-1", "reader-2"]).__next__)
        settings = MailSettings(zone=CHICAGO, daily_at=time(7), sender="showcause <digest@example.org>")
        self.delivery = Delivery(
            self.record.ledger,
            self.record.views,
            self.people,
            Outbox(self.folder),
            settings,
            self.record.runner.catch_up,
            silent,
        )

    def subscribe(self, schedule=Schedule.IMMEDIATE):
        return self.people.add(f"{schedule}@example.org", schedule, (), self.record.now, self.record.ledger.head())

    def give(self, *rows, occasion=Occasion.LIVE):
        self.record.give(rows, occasion)
        self.record.runner.catch_up()

    def run(self, now=None):
        self.record.runner.catch_up()
        report = self.delivery.run(now or self.record.step())
        self.record.runner.catch_up()
        return report

    def events(self, kind):
        return [e.event for e in self.record.ledger.entries() if isinstance(e.event, kind)]

    def mails(self):
        return [message_from_bytes(p.read_bytes(), policy=policy.default) for p in sorted(self.folder.glob("*.eml"))]


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.people.close()
    made.record.close()


def test_an_allegation_goes_out_at_once_and_only_once(desk):
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)
    assert desk.run().alerts == 1
    assert desk.run().alerts == 0
    assert len(desk.mails()) == 1
    assert "no answer seen" in desk.mails()[0].get_body(("plain",)).get_content().lower()


def test_the_answer_goes_out_too_with_both_sides_in_their_words(desk):
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)
    desk.run()
    desk.give(ANSWER)
    assert desk.run().alerts == 1
    text = " ".join(desk.mails()[1].get_body(("plain",)).get_content().split())
    assert "MOTION to Enforce 7 Temporary Restraining Order" in text
    assert "has complied with the Order" in text


@pytest.mark.parametrize("occasion", [Occasion.BACKFILL, Occasion.BASELINE])
def test_what_did_not_come_in_live_alarms_nobody(desk, occasion):
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE, occasion=occasion)
    assert desk.run().alerts == 0


def test_what_was_recorded_before_somebody_subscribed_is_not_told(desk):
    desk.give(REQUEST, TRO, ENFORCE)
    desk.subscribe()
    assert desk.run().alerts == 0


def test_the_daily_holds_the_day_and_comes_once(desk):
    desk.subscribe(Schedule.DAILY)
    desk.give(REQUEST, TRO, ENFORCE)
    seven = datetime(2026, 3, 1, 7, tzinfo=CHICAGO)
    assert desk.run(seven - timedelta(minutes=1)).dailies == 0
    assert desk.run(seven).dailies == 1
    assert desk.run(seven + timedelta(hours=2)).dailies == 0
    assert desk.run(seven + timedelta(days=1)).dailies == 0  # nothing new: no mail


def test_a_mail_is_recorded_before_it_goes_without_any_address(desk):
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)
    desk.run()
    (prepared,), (sent,) = desk.events(DigestPrepared), desk.events(DigestSent)
    assert sent.digest == prepared.key
    assert prepared.subscriber == "reader-1"
    body = desk.record.ledger.capture(prepared.capture)
    assert b"immediate@example.org" not in body
    stored = msgspec.json.decode(body, type=StoredMail)
    mail = desk.mails()[0]
    assert mail["Message-ID"] == prepared.message_id
    assert mail["Subject"] == prepared.subject == stored.subject
    assert mail.get_body(("html",)).get_content().split() == stored.html.split()


def test_a_mail_cut_off_before_it_was_written_goes_once_more_with_the_same_id(desk, monkeypatch):
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)

    def cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("notify.outbox.write", cut)
        with pytest.raises(OSError, match="No space"):
            desk.run()
    assert desk.mails() == []
    assert desk.run().alerts == 1
    (prepared,) = desk.events(DigestPrepared)
    assert [m["Message-ID"] for m in desk.mails()] == [prepared.message_id]


def test_nothing_goes_to_an_erased_address(desk):
    person = desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)
    desk.people.erase(person.pseudonym, desk.record.now)
    assert desk.run().alerts == 0
    assert desk.mails() == []


def never(_: str) -> None:
    """A docket that nobody looked at: that says nothing of lapses."""


def test_a_lapse_is_said_when_its_time_has_come_and_not_before(desk):
    desk.give(REQUEST, TRO)
    order = orders.all_orders(desk.record.views)[0]
    first = min(lapse.on for lapse in order.lapses)
    day_after = datetime.combine(first + timedelta(days=1), time(), CHICAGO)
    assert clock.record_arrivals(desk.record.ledger, desk.record.views, day_after - timedelta(minutes=1), never) == 0
    assert clock.record_arrivals(desk.record.ledger, desk.record.views, day_after, never) >= 1
    assert {e.order for e in desk.events(LapseArrived)} == {order.id}
    desk.record.runner.catch_up()
    assert clock.record_arrivals(desk.record.ledger, desk.record.views, day_after, never) == 0


def test_no_filing_is_said_only_once_the_docket_was_looked_at_after_the_date(desk):
    due = "ORDER. Defendant shall file a status report by March 6, 2026. Signed by Judge Ada Example. (EXAMPLE)"
    desk.give(REQUEST, TRO, {**TRO, "id": "due", "entry_number": 8, "text": due})
    late = datetime(2026, 3, 20, tzinfo=CHICAGO)

    def arrived(seen):
        clock.record_arrivals(desk.record.ledger, desk.record.views, late, lambda *_: seen)
        return len(desk.events(DeadlineArrived))

    assert arrived(None) == 0
    assert arrived(datetime(2026, 3, 6, tzinfo=CHICAGO)) == 0
    assert arrived(datetime(2026, 3, 12, tzinfo=CHICAGO)) == 1


def test_a_simulated_clock_does_not_go_back():
    simulated = SimulatedClock(datetime(2026, 3, 1, tzinfo=UTC))
    simulated.move_to(datetime(2026, 3, 2, tzinfo=UTC))
    simulated.move_to(datetime(2026, 3, 1, tzinfo=UTC))
    assert simulated() == datetime(2026, 3, 2, tzinfo=UTC)


def test_no_poll_no_step():
    assert list(steps([], time(7), CHICAGO)) == []


def test_a_mail_says_which_sources_did_not_answer(tmp_path):
    since = datetime(2026, 2, 28, 12, tzinfo=UTC)
    desk = Desk(tmp_path, silent=lambda _: (Silence(source="mnd-ecf", since=since, error="503"),))
    desk.subscribe()
    desk.give(REQUEST, TRO, ENFORCE)
    desk.run()
    for kind in ("plain", "html"):
        words = " ".join(desk.mails()[0].get_body((kind,)).get_content().split())
        assert "mnd-ecf, no good poll since 28 February 2026, 06:00 CST." in words
        assert "What it showed since then was not seen. Last answer: 503" in words
    desk.people.close()
    desk.record.close()


def test_one_bad_answer_is_not_silence_and_a_stale_source_is():
    def row(**more):
        fields = {"id": "s", "kind": "pacer-rss", "court": "mnd", "last_good_poll": None, "window_seconds": None}
        fields |= {"next_poll": None, "failures": 0, "last_error": None, "gaps": (), "items_recorded": 0}
        return SourceHealth(**fields | more)

    rows = [row(id="good"), row(id="once", failures=1), row(id="thrice", failures=3), row(id="old", stale=True)]
    assert [one.source for one in silences(rows)] == ["thrice", "old"]

"""How the record is told of our looking: at the first poll, once a day, after a pause, when a source falls silent. EXAMPLE."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeds.memory import Memory
from feeds.memory_tallies import Tally
from feeds.model import Poll, SourceSpec
from monitor.application.drafts import watch
from monitor.application.extending import closing, extension
from monitor.application.record_poll import PollRecorder
from monitor.domain.matters import Matter
from monitor.domain.polled import CoverageExtended, Pause
from monitor.domain.vocabulary import Reach
from monitor.errors import LedgerError
from tests.monitor.application.test_recording import MATTER, START, Desk, feed, item

LIVE = SourceSpec(id="mnd-ecf", kind="pacer-rss", url="https://ecf.example/feed", court="mnd", every_seconds=600)
FOLDER = SourceSpec(id="mnd-old", kind="pacer-rss", url="folder", court="mnd", every_seconds=600)
BODY = feed(item(1, "Order"))


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.memory.close()
    made.ledger.close()


def told(desk, source="mnd-ecf"):
    return [e for e in desk.events(CoverageExtended) if e.source == source]


def poll(desk, minutes, spec=LIVE, body=BODY):
    desk.now += timedelta(minutes=minutes)
    one = Poll(source=spec.id, name=desk.now.isoformat(), polled_at=desk.now, body=body)
    return desk.recorder.record(spec, one, desk.now)


def unchanged(desk, minutes, spec=LIVE):
    """A 304, as the daemon handles it: the record first, the memory after it."""
    desk.now += timedelta(minutes=minutes)
    desk.recorder.confirm(spec, desk.now, desk.now)
    desk.memory.unchanged(spec.id, desk.now)


def test_the_first_good_poll_begins_and_a_day_of_polls_is_one_event(desk):
    poll(desk, 0)
    for _ in range(143):
        unchanged(desk, 10)
    assert len(told(desk)) == 1
    unchanged(desk, 10)
    begun, day = told(desk)
    assert (begun.since, begun.until, begun.polls, begun.reach, begun.court) == (START, START, 1, Reach.COURT, "mnd")
    assert (day.since, day.until - day.since, day.polls, day.pauses) == (START, timedelta(hours=24), 145, ())
    assert day.every_seconds == 600
    for _ in range(288):
        poll(desk, 10)
    assert [e.polls for e in told(desk)] == [1, 145, 145, 145]
    assert told(desk)[2].since == day.until


def test_the_first_good_poll_after_a_pause_says_so_at_once(desk):
    poll(desk, 0)
    poll(desk, 10)
    last = desk.now
    poll(desk, 91)  # three intervals and an hour are 90 minutes
    event = told(desk)[1]
    assert (event.until, event.polls, event.pauses) == (desk.now, 3, (Pause(last, desk.now),))


def test_what_an_interval_explains_is_no_pause(desk):
    poll(desk, 0)
    for _ in range(16):
        poll(desk, 90)
    (_, day) = told(desk)
    assert (day.polls, day.pauses) == (17, ())


def test_an_unreadable_answer_is_no_good_poll(desk):
    poll(desk, 0)
    began = desk.now
    poll(desk, 60, body=b"<html><title>Down</title></html>")
    poll(desk, 60)
    assert told(desk)[1].pauses == (Pause(began, desk.now),)
    assert told(desk)[1].polls == 2


def test_a_source_that_falls_silent_is_closed_where_it_was_last_seen_and_once(desk):
    poll(desk, 0)
    poll(desk, 10)
    last = desk.now
    for minutes in (60, 91, 300):
        desk.recorder.close_silent([LIVE, FOLDER], last + timedelta(minutes=minutes))
    closed = told(desk)[1:]
    assert [(e.since, e.until, e.polls) for e in closed] == [(START, last, 2)]
    poll(desk, 600)
    assert told(desk)[-1].since == last
    assert told(desk)[-1].pauses == (Pause(last, desk.now),)


def test_nothing_is_closed_that_the_record_was_told_already(desk):
    poll(desk, 0)
    later = desk.now + timedelta(days=1)
    assert closing(LIVE, desk.memory, START, later) is None
    poll(desk, 10)
    assert closing(LIVE, desk.memory, START, later).until == desk.now
    assert closing(FOLDER, desk.memory, START, later) is None


def test_between_two_mails_nobody_failed_to_look():
    mailbox = SourceSpec(id="nef", kind="nef-mail", url="mail", court="mnd", every_seconds=600)
    week = timedelta(days=7)
    told = extension(mailbox, Tally(START, START + week, 2, ((START, START + week),)), START, START + 2 * week)
    assert (told.reach, told.polls, told.pauses, told.every_seconds) == (Reach.MAILBOX, 3, (), None)


def test_recorded_polls_are_told_once_a_day_with_every_pause_and_are_never_silent(desk):
    for _ in range(6):
        poll(desk, 5 * 60, FOLDER)
    (_, day) = told(desk, "mnd-old")
    assert (day.polls, len(day.pauses), day.every_seconds) == (6, 5, None)
    desk.recorder.close_silent([FOLDER], desk.now + timedelta(days=9))
    assert len(told(desk, "mnd-old")) == 2


def test_with_the_poll_memory_lost_what_was_asked_meanwhile_is_not_known(desk, tmp_path):
    poll(desk, 0)
    poll(desk, 10)
    desk.memory.close()
    (tmp_path / "feeds.db").unlink()
    desk.memory = Memory(tmp_path / "feeds.db")
    desk.recorder = PollRecorder(desk.ledger, desk.memory, watch((MATTER,)))
    for _ in range(150):
        poll(desk, 10)
    (_, day) = told(desk)
    assert (day.since, day.polls, day.pauses) == (START, None, ())


def test_for_matters_newly_watched_the_record_is_told_at_the_first_poll(desk):
    poll(desk, 0)
    other = Matter(court="mnd", docket_number="0:26-cv-00102", caption="EXAMPLE")
    desk.recorder = PollRecorder(desk.ledger, desk.memory, watch((MATTER, other)), newly=(other.id,))
    poll(desk, 20)
    poll(desk, 10)
    assert [e.until - START for e in told(desk)] == [timedelta(), timedelta(minutes=20)]


def test_the_memory_counts_on_only_once_the_record_was_told(desk, monkeypatch):
    poll(desk, 0)

    def full(*_):
        raise LedgerError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.ledger, "append", full)
        with pytest.raises(LedgerError):
            poll(desk, 24 * 60)
    poll(desk, 1)
    assert [(e.until - e.since, e.polls) for e in told(desk)[1:]] == [(timedelta(hours=24, minutes=1), 2)]


def test_a_clock_set_back_adds_nothing(desk):
    poll(desk, 0)
    poll(desk, -30)
    assert len(told(desk)) == 1
    assert desk.memory.tallies.tally("mnd-ecf").polls == 1

"""Mail from the record to real servers on loopback: each outcome recorded, retried from the record, never lost. EXAMPLE."""

from __future__ import annotations

from datetime import time, timedelta
from email import message_from_bytes, policy
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from monitor.application.deliver import Delivery
from monitor.application.mailing import MailSettings
from monitor.audit.verify import verify
from monitor.domain.events import DigestFailed, DigestPrepared, DigestSent, DigestUncertain
from monitor.domain.vocabulary import Occasion
from notify.digest import Schedule
from notify.smtp import Patience, Server, Smtp
from notify.store import PeopleStore
from projections import digests
from projections.runner import rebuild
from tests.notify.servers import DROP, Scripted, running
from tests.projections.given import POOL, Record

REQUEST, TRO, ENFORCE, ANSWER = POOL[0], POOL[1], POOL[2], POOL[3]
MINUTES = timedelta(minutes=1)


class Desk:
    """A record with one alert to tell, readers, and a mail server that can be another one at each run."""

    def __init__(self, folder) -> None:
        self.record, self.folder = Record(folder), folder
        names = (f"reader-{n}" for n in count(1))
        self.people = PeopleStore(folder / "people.db", names.__next__)
        self.record.give((REQUEST, TRO), Occasion.BACKFILL)
        self.record.runner.catch_up()
        self.delivery = None

    def start(self, port):
        """A new process, as far as the delivery knows."""
        server = Server(host="127.0.0.1", port=port, security="none", sender="digest@example.org")
        settings = MailSettings(
            zone=ZoneInfo("America/Chicago"), daily_at=time(7), sender="showcause <digest@example.org>"
        )
        smtp = Smtp(server, patience=Patience(answer=20, accepted=20, whole=40))
        self.delivery = Delivery(
            self.record.ledger, self.record.views, self.people, smtp, settings, self.record.runner.catch_up
        )

    def subscribe(self, *names):
        head = self.record.ledger.head()
        return [
            self.people.add(f"{n}@example.net", Schedule.IMMEDIATE, (), self.record.now, head).pseudonym for n in names
        ]

    def tell(self, *rows):
        self.record.give(rows or (ENFORCE,))

    def run(self, server=None, after=MINUTES, start=False):
        self.record.now += after
        if server is None:
            return self._run(1, start)  # nobody listens there
        with running(server) as port:
            return self._run(port, start)

    def _run(self, port, start):
        if start or self.delivery is None:
            self.start(port)
        else:
            self.delivery._transport._server = Server(
                host="127.0.0.1", port=port, security="none", sender="digest@example.org"
            )
        report = self.delivery.run(self.record.now)
        self.record.runner.catch_up()
        return report

    def events(self, kind):
        return [e.event for e in self.record.ledger.entries() if isinstance(e.event, kind)]

    def outcomes(self):
        """The outcomes in the record: their name's end and attempt, in order."""
        found = self.events((DigestSent, DigestFailed, DigestUncertain))
        return [(event.name.partition(".")[2], event.attempt) for event in found]


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    assert verify(made.record.ledger).problems == []
    before = made.record.rows()
    rebuild(made.record.ledger, made.record.views)
    assert made.record.rows() == before
    assert not any("@example.net" in str(e.event) for e in made.record.ledger.entries())
    made.people.close()
    made.record.close()


def ids(server):
    return [message_from_bytes(mail, policy=policy.default)["Message-ID"] for mail in server.mails]


def test_a_mail_goes_to_a_real_server_with_its_headers(desk):
    got = []

    class Keep(Message):
        def handle_message(self, message):
            got.append(message)

    controller = Controller(Keep(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        desk.subscribe("ada")
        desk.tell()
        desk.start(controller.port)
        assert desk.delivery.run(desk.record.step()).alerts == 1
        desk.record.runner.catch_up()
    finally:
        controller.stop()
    (message,) = got
    (prepared,) = desk.events(DigestPrepared)
    assert (message["X-MailFrom"], message["X-RcptTo"]) == ("digest@example.org", "ada@example.net")
    assert message["Message-ID"] == prepared.message_id
    assert message["References"].startswith("<order.")
    assert message["List-Id"] == "<digest.example.org>"
    assert message["List-Unsubscribe"] == "<mailto:digest@example.org?subject=unsubscribe>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [(e.attempt, e.via) for e in desk.events(DigestSent)] == [(1, "smtp")]
    assert desk.people._db.execute("SELECT reply FROM outbox").fetchone()[0].startswith("250")


def free_port():
    with running(Scripted()) as port:
        return port


def test_one_refused_recipient_stops_no_other_and_gets_no_more_mail(desk):
    desk.subscribe("ada", "bob", "eve")
    desk.tell()
    server = Scripted(RCPT=["250 ok", "550 5.1.1 <bob@example.net>: no such user"])
    report = desk.run(server)
    assert (report.alerts, report.refused, report.suppressed) == (2, 1, ["reader-2"])
    assert server.connections == 1
    assert "bob" not in " ".join(report.problems)
    (failed,) = desk.events(DigestFailed)
    assert (failed.reason, failed.permanent) == ("recipient refused: 550 5.1.1", True)
    bob = desk.people.find("bob@example.net")
    assert bob.suppressed == desk.record.now
    assert bob.refusal == "550 5.1.1 <bob@example.net>: no such user"
    desk.tell(ANSWER)
    later = Scripted()
    assert desk.run(later, after=timedelta(days=1)).alerts == 2
    assert not any("bob" in line for line in later.heard)
    assert {event.subscriber for event in desk.events(DigestPrepared)[3:]} == {"reader-1", "reader-3"}


def test_who_was_suppressed_and_is_added_again_gets_what_comes_from_then_on(desk):
    desk.subscribe("ada")
    desk.tell()
    desk.run(Scripted(RCPT="550 5.1.1 no"))
    desk.subscribe("ada")
    assert desk.people.find("ada@example.net").suppressed is None
    assert desk.run(Scripted()).alerts == 0
    desk.tell(ANSWER)
    assert desk.run(Scripted()).alerts == 1


def test_a_temporary_refusal_is_tried_again_when_due_and_not_before(desk):
    desk.subscribe("ada")
    desk.tell()
    busy = Scripted(RCPT="451 4.3.0 later")
    assert desk.run(busy).delayed == 1
    idle = Scripted()
    assert desk.run(idle, after=4 * MINUTES).alerts == 0
    assert idle.connections == 0
    assert desk.run(busy, after=MINUTES).delayed == 1
    assert desk.run(idle, after=14 * MINUTES).alerts == 0
    assert desk.run(idle, after=MINUTES).alerts == 1
    assert desk.outcomes() == [("failed", 1), ("failed", 2), ("sent", 3)]
    assert desk.run(idle, after=timedelta(days=1)).alerts == 0


def test_a_retry_is_due_by_the_record_also_for_another_process(desk):
    desk.subscribe("ada")
    desk.tell()
    desk.run(Scripted(RCPT="451 later"))
    early = Scripted()
    assert desk.run(early, start=True).alerts == 0
    assert early.connections == 0
    assert desk.run(Scripted(), after=5 * MINUTES, start=True).alerts == 1


def test_after_five_days_it_is_given_up_and_said_but_nobody_is_suppressed(desk):
    desk.subscribe("ada")
    desk.tell()
    busy = Scripted(RCPT="451 later")
    first = desk.record.now + 5 * MINUTES
    report = desk.run(busy)
    while not report.refused:
        report = desk.run(busy, after=timedelta(hours=1))
    *tried, last = (event for event in desk.events(DigestFailed) if "immediate" in event.digest)
    assert last.permanent
    assert last.reason == "recipient refused: 451; given up after 5 days"
    assert not any(event.permanent for event in tried)
    assert timedelta(days=4, hours=12) < desk.record.now - first <= timedelta(days=5)
    assert report.suppressed == []
    assert desk.run(Scripted(), after=timedelta(hours=12)).alerts == 0


def test_a_cut_after_the_mail_is_uncertain_and_goes_once_more_with_the_same_id(desk):
    desk.subscribe("ada")
    desk.tell()
    cut = Scripted(DOT=DROP)
    report = desk.run(cut)
    assert (report.alerts, report.uncertain) == (0, 1)
    server = Scripted()
    assert desk.run(server).alerts == 0
    assert desk.run(server, after=5 * MINUTES).alerts == 1
    (prepared,) = desk.events(DigestPrepared)
    assert ids(cut) == ids(server) == [prepared.message_id]
    assert cut.mails == server.mails
    assert desk.outcomes() == [("uncertain", 1), ("sent", 2)]


def test_twice_uncertain_counts_as_handed_over(desk):
    desk.subscribe("ada")
    desk.tell()
    cut = Scripted(DOT=DROP)
    desk.run(cut)
    report = desk.run(cut, after=timedelta(hours=1))
    assert report.uncertain == 1
    assert "counts as handed over" in report.problems[0]
    assert desk.run(cut, after=timedelta(hours=9)).uncertain == 0
    assert len(cut.mails) == 2
    assert desk.outcomes() == [("uncertain", 1), ("uncertain", 2)]
    assert digests.waiting(desk.record.views) == []


class Killed(BaseException):
    pass


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_kill_before_the_outcome_is_recorded_is_said_and_the_mail_goes_once_more(desk, monkeypatch, handed_over):
    desk.subscribe("ada")
    desk.tell()
    send = Smtp.send

    def killed(self, letter):
        if handed_over:
            send(self, letter)
        raise Killed

    first, second = Scripted(), Scripted()
    with monkeypatch.context() as patch:
        patch.setattr(Smtp, "send", killed)
        with pytest.raises(Killed):
            desk.run(first)
    assert desk.run(second, start=True).alerts == 1
    (prepared,) = desk.events(DigestPrepared)
    assert ids(second) == [prepared.message_id]
    assert len(first.mails) == handed_over
    assert desk.outcomes() == [("uncertain", 1), ("sent", 2)]
    assert desk.events(DigestUncertain)[0].reason == "the program ended while the mail was handed over"


def test_killed_every_time_it_goes_no_third_time(desk, monkeypatch):
    desk.subscribe("ada")
    desk.tell()

    def killed(self, letter):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Smtp, "send", killed)
        for _ in range(2):
            with pytest.raises(Killed):
                desk.run(Scripted(), start=True)
    server = Scripted()
    desk.run(server, start=True, after=5 * MINUTES)
    desk.run(server, after=timedelta(hours=9))
    assert server.mails == []
    assert desk.outcomes() == [("uncertain", 1), ("uncertain", 2)]


def test_a_mail_prepared_and_never_begun_is_sent_without_any_uncertainty(desk, monkeypatch):
    desk.subscribe("ada")
    desk.tell()

    def killed(self, *_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(PeopleStore, "begin", killed)
        with pytest.raises(Killed):
            desk.run(Scripted())
    assert len(desk.events(DigestPrepared)) == 1
    assert desk.run(Scripted(), start=True).alerts == 1
    assert desk.outcomes() == [("sent", 1)]


def test_an_unreachable_server_stops_the_run_at_one_mark_and_what_changes_meanwhile_is_told_together(desk):
    desk.subscribe("ada", "bob", "eve")
    desk.tell()
    report = desk.run()
    assert report.stopped == "greeting: Connection refused"
    assert desk.outcomes() == [("failed", 1)]
    assert desk.events(DigestFailed)[0].server
    assert len(desk.events(DigestPrepared)) == 1
    desk.tell(ANSWER)
    server = Scripted()
    waits = desk.run(server)
    assert "tried again at" in waits.stopped
    assert server.connections == 0
    assert desk.run(server, after=4 * MINUTES).alerts == 4  # bob and eve: allegation and answer in one mail each
    assert len(server.mails) == 4


def test_a_server_away_for_longer_than_any_mail_is_tried_loses_none(desk):
    desk.subscribe("ada")
    desk.tell()
    for _ in range(24 * 6):
        assert desk.run(after=timedelta(hours=1)).stopped
    assert len(desk.events(DigestFailed)) == 24 * 6
    assert desk.run(Scripted(), after=timedelta(hours=1)).alerts == 1
    assert digests.server_trouble(desk.record.views) is None


def test_a_refused_login_stops_the_run_and_a_new_start_tries_at_once(desk):
    desk.subscribe("ada", "bob")
    desk.tell()
    assert desk.run(Scripted(CONNECT="554 5.7.1 not from there")).stopped == (
        "greeting refused: 554 5.7.1 (554 5.7.1 not from there)"
    )
    assert desk.run(Scripted(), start=True).alerts == 2
    assert desk.outcomes() == [("failed", 1), ("sent", 2), ("sent", 1)]


def test_a_server_that_will_not_relay_suppresses_nobody(desk):
    desk.subscribe("ada", "bob")
    desk.tell()
    report = desk.run(Scripted(RCPT=["554 5.7.1 <ada@example.net>: Relay access denied"]))
    assert (report.alerts, report.delayed, report.suppressed, report.stopped) == (1, 1, [], None)
    assert desk.run(Scripted(), after=5 * MINUTES).alerts == 1


def test_a_server_that_refuses_the_sender_suppresses_nobody(desk):
    desk.subscribe("ada", "bob")
    desk.tell()
    report = desk.run(Scripted(MAIL="553 5.7.1 <digest@example.org>: not yours"))
    assert report.stopped == "sender refused: 553 5.7.1 (553 5.7.1 [address] not yours)"
    assert (report.suppressed, report.problems) == ([], [])
    assert desk.run(Scripted(), start=True).alerts == 2


def test_mail_to_an_erased_address_is_closed_and_the_server_words_are_gone(desk):
    desk.subscribe("ada")
    desk.tell()
    desk.run(Scripted(RCPT="451 4.2.0 <ada@example.net> later"))
    desk.people.erase("ada@example.net", desk.record.now)
    server = Scripted()
    desk.run(server, after=timedelta(hours=1))
    desk.run(server, after=timedelta(hours=1))
    assert server.connections == 0
    assert desk.outcomes() == [("failed", 1), ("failed", 2)]
    assert desk.events(DigestFailed)[1].reason == "not tried: the address was erased"
    left = b"".join(f.read_bytes() for f in desk.folder.rglob("*") if f.is_file())
    assert b"ada@example" not in left


def test_asked_to_stop_it_ends_between_two_mails_and_goes_on_next_time(desk):
    desk.subscribe("ada", "bob", "eve")
    desk.tell()
    server = Scripted()
    with running(server) as port:
        desk.start(port)
        report = desk.delivery.run(desk.record.step(), stopping=lambda: len(server.mails) == 2)
        assert report.alerts == 2
        desk.record.runner.catch_up()
        assert desk.delivery.run(desk.record.step()).alerts == 1
        desk.record.runner.catch_up()


def test_one_process_at_a_time_sends(desk):
    desk.subscribe("ada")
    desk.tell()
    server = Scripted()
    with PeopleStore(desk.folder / "people.db", lambda: "unused") as other, other.turn() as held:
        assert held
        assert desk.run(server).stopped == "another process is sending"
    assert server.connections == 0
    assert desk.run(server).alerts == 1

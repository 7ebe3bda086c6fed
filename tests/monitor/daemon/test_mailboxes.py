"""Notices from a mailbox over IMAP as a source: each recorded once, the baseline silent, nothing there changed. EXAMPLE."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.domain.events import DocketEntryObserved
from monitor.domain.vocabulary import Occasion
from tests.feeds.imap.conftest import Server
from tests.monitor.daemon.given import START, write_config

SECRET = "EXAMPLE secret 7"


def notice(number: int, text: str) -> bytes:
    return f"""From: ecf_bounces@dcd.uscourts.gov\r
Message-ID: <{number}@dcd.uscourts.gov>\r
Subject: Activity in Case 1:31-cv-00042 EXAMPLE v. EXAMPLE\r
\r
Notice of Electronic Filing\r
The following transaction was entered on 6/2/2031 at 12:0{number} PM EDT and filed on 6/2/2031\r
Case Name: EXAMPLE v. EXAMPLE\r
Case Number: 1:31-cv-00042\r
Document Number: {number}\r
Docket Text:\r
{text}\r
\r
1:31-cv-00042 Notice has been electronically mailed to:\r
""".encode()


@pytest.fixture
def box(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("SHOWCAUSE_IMAP_PASSWORD_DCD_NEF", SECRET)
    with Server(None) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def config(folder, box: Server):
    url = f"imap://clerk%40example.org@127.0.0.1:{box.port}/Notices?tls=none"
    source = f'[[source]]\nid = "dcd-nef"\nkind = "nef-mail"\ncourt = "dcd"\nurl = "{url}"\nevery = "1m"\n'
    path = write_config(folder, source)
    path.write_text(path.read_text().replace("allow_hosts = []", f'allow_hosts = ["127.0.0.1:{box.port}"]'))
    return path


def observed(one) -> list[tuple[int | None, Occasion]]:
    events = (entry.event for entry in one.app.ledger.entries())
    return [(e.content.entry_number, e.occasion) for e in events if isinstance(e, DocketEntryObserved)]


def dated(server: Server, at: datetime) -> None:
    server.date = at.strftime('"%d-%b-%Y %H:%M:%S +0000"')


def test_a_mailbox_from_its_first_look_on(desk, box, tmp_path, caplog):
    dated(box, datetime(2031, 6, 2, 15, tzinfo=UTC))
    box.mails = {1: notice(1, "COMPLAINT by RIVERS LEAGUE. (EXAMPLE)"), 2: b"Subject: EXAMPLE lunch\r\n\r\nSoup?\r\n"}
    one = desk(config(tmp_path, box))
    one.tick()
    assert observed(one) == [(1, Occasion.BASELINE)]
    passed = [record for record in caplog.records if record.getMessage() == "mail passed over"]
    assert ["no notice of electronic filing" in record.showcause_fields["reason"] for record in passed] == [True]

    dated(box, datetime(2031, 6, 2, 17, tzinfo=UTC))
    box.mails[3] = notice(3, "NOTICE of Appearance. (EXAMPLE)")
    one.tick(minutes=2)
    assert observed(one)[1:] == [(3, Occasion.LIVE)]
    head = one.app.ledger.head()
    for _ in range(3):
        one.tick(minutes=2)
    assert one.app.ledger.head() == head
    assert len([r for r in caplog.records if r.getMessage() == "mail passed over"]) == 1
    assert one.app.sources()[0].failures == 0

    # a new process knows where it was; without its memory it reads all again, and the record refuses it
    one.close()
    again = desk(tmp_path / "config.toml", now=one.now)
    again.tick(minutes=2)
    assert again.app.ledger.head() == head
    asked = len([line for line in box.heard if "BODY" in line])
    assert asked == 3
    again.close()
    for path in (tmp_path / "var").glob("feeds.db*"):
        path.unlink()
    lost = desk(tmp_path / "config.toml", now=again.now)
    lost.tick(minutes=2)
    assert observed(lost) == [(1, Occasion.BASELINE), (3, Occasion.LIVE)]
    assert len([line for line in box.heard if "BODY" in line]) == asked + 3
    assert SECRET not in caplog.text
    assert all(SECRET.encode() not in path.read_bytes() for path in (tmp_path / "var").glob("*.db*"))


def test_the_first_notice_of_a_box_that_was_empty_is_news(desk, box, tmp_path):
    one = desk(config(tmp_path, box))
    one.tick()
    dated(box, datetime(2031, 6, 2, 16, 30, tzinfo=UTC))
    box.mails = {1: notice(1, "COMPLAINT by RIVERS LEAGUE. (EXAMPLE)")}
    one.tick(hours=1)
    assert observed(one) == [(1, Occasion.LIVE)]


def test_a_server_that_is_away_is_asked_again_as_any_other_source(desk, box, tmp_path):
    dated(box, START)
    one = desk(config(tmp_path, box))
    box.odd = lambda talk, tag, command: talk.connection.shutdown(socket.SHUT_RDWR) or True
    one.tick()
    one.tick(minutes=1, seconds=10)
    health = one.ticker.live.health()["dcd-nef"]
    assert (health.failures, health.why) == (2, "after 2 failures in a row")
    assert "broke" in one.app.sources()[0].last_error
    box.odd = lambda talk, tag, command: None
    box.mails = {1: notice(1, "COMPLAINT by RIVERS LEAGUE. (EXAMPLE)")}
    one.tick(minutes=10)
    assert len(observed(one)) == 1
    assert one.ticker.live.health()["dcd-nef"].failures == 0


def test_a_large_box_is_read_on_at_once(desk, box, tmp_path):
    dated(box, START)
    box.mails = {number: notice(number % 10, f"NOTICE {number}. (EXAMPLE)") for number in range(1, 106)}
    one = desk(config(tmp_path, box))
    one.tick()
    assert len(observed(one)) == 100
    one.tick(seconds=5)
    assert len(observed(one)) == 105

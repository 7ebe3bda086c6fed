"""The issue's attacks, from a server on loopback through fetching, reading and recording: each costs the feed that made
it, is said once and not at every poll, and delays no other feed.
"""

from __future__ import annotations

import logging
import os
import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.parsing.caps import Caps
from feeds.parsing.worker import ParseWorker
from tests.feeds import attacks
from tests.feeds.conftest import rss_feed, rss_item
from tests.monitor.daemon.given import MOTION, TRO, Feed, feed, item, source, write_config

GOOD = [item(1, TRO)]


@pytest.fixture
def pair(serve, desk, tmp_path):
    """pair(body) gives a hostile feed and a desk that watches it beside a good one, which brings news at every poll."""

    def start(body: bytes, **caps: float):
        bad, good = Feed(body), Feed(feed(*GOOD))
        sites = serve(bad), serve(good)
        config = write_config(tmp_path, source("bad", sites[0]), source("good", sites[1]), sites=sites)
        made = desk(config)
        if caps:
            made.ticker._parser = made.ticker.live._parser = ParseWorker(Caps(**caps), patience=0.2)
        return bad, good, made

    return start


@pytest.fixture
def log(caplog):
    """log() gives what was logged since it was last asked: each event with where it was met and why."""
    caplog.set_level(logging.INFO, "showcause")

    def since() -> list[tuple[str, str, str]]:
        rows = [(record.getMessage(), record.__dict__["showcause_fields"]) for record in caplog.records]
        caplog.clear()
        return [(event, row.get("where", row.get("source", "")), row.get("reason", "")) for event, row in rows]

    return since


def test_a_body_that_is_no_feed_is_said_once_and_the_other_feed_goes_on(pair, log):
    bad, good, desk = pair(feed(*GOOD))
    desk.tick()
    news = 1
    for attack, (body, reason) in attacks.WHOLE_BODY.items():
        log()
        for failures in (1, 2):
            bad.body = body.replace(b"12:00:00", b"12:00:%02d" % failures) + b" " * failures
            news += 1
            good.body = feed(*[item(k, MOTION) for k in range(news, 1, -1)], *GOOD)
            desk.tick(minutes=20)
            health = {row.id: row for row in desk.app.sources()}
            assert (attack, health["bad"].failures) == (attack, failures)
            assert reason in health["bad"].last_error, attack
            assert (health["good"].failures, health["good"].items_recorded) == (0, news)
        told = [row for row in log() if row[1] == "source bad"]
        assert [event for event, _, _ in told] == ["trouble"], attack
        assert told[0][2].startswith("bad: http://127.0.0.1")
        bad.body = feed(*GOOD)
        desk.tick(hours=1)
        assert desk.app.sources()[0].failures == 0


def test_an_item_costs_none_of_its_neighbours_and_is_said_at_most_once(pair, log):
    bad, _, desk = pair(feed(*GOOD))
    desk.tick()
    for n, (attack, hostile) in enumerate(attacks.ONE_ITEM.items()):
        before, after = rss_item(10 * n + 1), rss_item(10 * n + 2)
        for body, read in ([before, hostile, after], {2, 3}), ([rss_item(10 * n + 4), before, hostile, after], {1}):
            bad.body = rss_feed(body)
            (report,) = [poll for poll in desk.tick(minutes=10).polls if poll.source == "bad"]
            assert report.unreadable is None, attack
            assert report.unwatched in read, attack
        assert sum(event == "bad item" for event, _, _ in log()) <= 1, attack
    assert desk.troubles.lasting() == {}


def test_one_raw_ampersand_in_a_new_item_of_a_thousand_is_one_event(pair, log):
    shown = [rss_item(n) for n in range(1000)]
    bad, _, desk = pair(rss_feed(shown))
    desk.tick()
    log()
    bad.body = rss_feed([item(7, "MOTION by Rivers League & Others"), *shown])
    (report,) = [poll for poll in desk.tick(minutes=10).polls if poll.source == "bad"]
    assert (report.observed, report.revised, report.unwatched, report.unchanged) == (1, 0, 0, 1000)
    assert desk.texts()[-1] == "MOTION by Rivers League & Others"
    assert [reason for event, _, reason in log() if event == "bad item"] == [
        "characters that XML does not allow here were repaired"
    ]


@pytest.mark.parametrize(
    ("court", "label", "entered"),
    [
        ("akd", "AKDT", "2031-06-02T07:03:00-08:00"),
        ("akd", "AKST", "2031-06-02T08:03:00-08:00"),
        ("hid", "HST", "2031-06-02T07:03:00-10:00"),
        ("gud", "ChST", "2031-06-02T07:03:00+10:00"),
    ],
)
def test_what_courts_send_by_mistake(serve, desk, tmp_path, court, label, entered):
    """Another charset than the header's, local zones, dates of next year and none, twins, and what comes and goes."""
    old, twin = item(1, TRO), item(2, "NOTICE of Hearing – Café")
    zone, ahead, none = (
        re.sub("<pubDate>.*</pubDate>", f"<pubDate>{date}</pubDate>", item(n, f"Minute Entry {n}"))
        for n, date in ((3, f"Mon, 02 Jun 2031 07:03:00 {label}"), (4, "Wed, 02 Jun 2032 15:04:00 GMT"), (5, ""))
    )
    web = Feed(feed(old))
    web.headers = [("Content-Type", "text/xml; charset=us-ascii")]
    site = serve(web)
    config = write_config(tmp_path, source("odd", site).replace('court = "dcd"', f'court = "{court}"'), sites=(site,))
    config.write_text(config.read_text().replace('[[matter]]\ncourt = "dcd"', f'[[matter]]\ncourt = "{court}"'))
    made = desk(config)
    counts = []
    for shown in ([old], [none, ahead, zone, twin, twin, old], [none, ahead, twin, twin, old],
                  [none, ahead, zone, twin, twin, old]):  # fmt: skip
        web.body = feed(*shown)
        (report,) = made.tick(minutes=10).polls
        counts.append((report.observed, report.revised, report.unreadable))
    assert counts == [(1, 0, None), (5, 0, None), (0, 0, None), (0, 0, None)]
    entries = {e.event.content.text: e.event.content for e in made.app.ledger.entries() if hasattr(e.event, "content")}
    assert made.texts().count("NOTICE of Hearing – Café") == 2
    assert entries["Minute Entry 3"].entered_at.isoformat() == entered
    assert (entries["Minute Entry 4"].entered_at, entries["Minute Entry 5"].entered_at) == (None, None)


def test_a_feed_full_of_faults_does_not_fill_the_log(pair, log):
    _, _, desk = pair(rss_feed([rss_item(n, date="next week") for n in range(40)]))
    desk.tick()
    events = [event for event, where, _ in log() if where == "bad"]
    assert (events.count("bad item"), events.count("more bad items")) == (10, 1)
    desk.tick(minutes=10)
    assert [row for row in log() if row[1] == "bad"] == []


def test_a_body_that_its_reader_cannot_finish_delays_no_other_and_is_said_once(pair, log):
    bad, _, desk = pair(attacks.costly(), processor_seconds=1)
    desk.ticker.tick(desk.now)
    for ident in ("bad", "good"):
        desk.ticker.live._asked[ident].result(20)
    while not desk.texts():
        desk.ticker.tick(desk.now, ask=False)
    assert desk.ticker.live.busy()  # the other feed is still being read
    while desk.ticker.live.busy():
        desk.ticker.live.wait()
        desk.ticker.tick(desk.now, ask=False)
    health = {row.id: row for row in desk.app.sources()}
    assert [health[ident].failures for ident in ("bad", "good")] == [1, 0]
    assert health["bad"].last_error.endswith("reading it takes more than 1 s of processor time")
    assert [event for event, where, _ in log() if where == "source bad"] == ["trouble"]
    bad.body = feed(*GOOD)
    desk.tick(hours=1)
    assert desk.app.sources()[0].failures == 0


def test_what_was_read_against_a_window_that_is_forgotten_is_read_anew(pair):
    """A command beside the daemon forgets the windows when a matter is newly watched: nothing may be left out then."""
    bad, _, desk = pair(feed(*GOOD))
    desk.tick()
    bad.body = feed(item(2, MOTION), *GOOD)
    desk.now += timedelta(minutes=10)
    desk.ticker.tick(desk.now)
    live = desk.ticker.live
    for future in live._asked.values():
        future.result(20)
    live._read("bad", live._asked["bad"].result(), desk.now)
    live.wait(20)
    desk.app.memory.forget_windows()
    while live.busy():
        live.wait(20)
        desk.ticker.tick(desk.now, ask=False)
    assert len(desk.app.memory.windows.last("bad")) == 2


def test_no_process_to_be_had_is_our_trouble_and_the_body_is_kept(pair, monkeypatch):
    _, _, desk = pair(feed(*GOOD))
    with monkeypatch.context() as none:
        none.setattr("subprocess.Popen", refuse)
        desk.tick()
        assert desk.app.sources()[0].failures == 0
        assert "no more processes" in desk.troubles.lasting()["record bad"].reason
    assert desk.tick(seconds=5).asked == []
    assert desk.troubles.lasting() == {}
    assert [row.items_recorded for row in desk.app.sources()] == [1, 1]


def refuse(*_: object, **__: object) -> None:
    raise OSError("EXAMPLE: no more processes")


def test_a_stop_ends_every_reader_at_once(pair):
    _, _, desk = pair(attacks.costly(), seconds=600.0)
    desk.ticker.tick(desk.now)
    desk.ticker.live.wait(0.5)
    for future in desk.ticker.live._asked.values():
        future.result(20)
    desk.ticker.tick(desk.now, ask=False)
    parser = desk.ticker._parser
    pids = [process.pid for process in parser._busy]
    assert pids
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(pids[0], number)  # systemd and a terminal tell the whole group
    assert Path(f"/proc/{pids[0]}/stat").read_text().split()[2] == "R"
    desk.ticker.close()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)

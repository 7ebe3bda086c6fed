"""tick(now) against real servers on loopback: what is asked, what is recorded, who is told, and what a failure costs."""

from __future__ import annotations

import base64
import threading
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.daemon.live import AT_ONCE, READ_AHEAD
from monitor.domain.vocabulary import Occasion
from monitor.errors import LedgerError
from tests.feeds.fetch.conftest import answer
from tests.monitor.daemon.given import MATTER, MOTION, START, TRO, Feed, feed, item, source, write_config


@pytest.fixture
def court(serve, desk, tmp_path):
    """court(body, ...) gives a feed, and a desk that watches it."""

    def start(body=b"", etag=False, every="10m"):
        site_feed = Feed(body)
        site_feed.etag = etag
        site = serve(site_feed)
        return site_feed, site, desk(write_config(tmp_path, source("dcd", site, every), sites=(site,)))

    return start


def test_a_new_item_is_recorded_and_mailed(court):
    web, _, desk = court(feed(item(1, TRO)))
    desk.subscribe()
    assert desk.tick().polls[0].observed == 1
    assert desk.mails() == []  # the first poll is the baseline
    web.body = feed(item(2, MOTION), item(1, TRO))
    done = desk.tick(minutes=10)
    assert [(poll.observed, poll.unchanged) for poll in done.polls] == [(1, 1)]
    assert desk.texts() == [TRO, MOTION]
    assert len(desk.mails()) == 1
    assert desk.counts["items", "observed"] == 2
    assert desk.troubles.lasting() == {}


def test_no_source_is_asked_before_its_time(court):
    _, site, desk = court(feed(item(1, TRO)))
    assert desk.tick().asked == ["dcd"]
    assert desk.tick(minutes=9, seconds=59).asked == []
    assert desk.tick(seconds=1).asked == ["dcd"]
    assert len(site.asked) == 2


def test_what_is_under_way_is_not_asked_again(court):
    web, site, desk = court(feed(item(1, TRO)))
    web.hold = threading.Event()
    assert desk.ticker.tick(START).asked == ["dcd"]
    assert desk.ticker.tick(START + timedelta(hours=1)).asked == []
    web.hold.set()
    desk.ticker.live.wait(20)
    assert desk.ticker.tick(START + timedelta(hours=1)).polls[0].observed == 1
    assert len(site.asked) == 1


def test_an_unchanged_feed_costs_a_304_and_is_a_good_poll(court):
    web, site, desk = court(feed(item(1, TRO)), etag=True)
    desk.tick()
    head = desk.app.ledger.head()
    done = desk.tick(minutes=10)
    assert (done.polls, done.unchanged, desk.app.ledger.head()) == ([], ["dcd"], head)
    assert "if-none-match" in site.asked[1][1]
    health = desk.app.sources()[0]
    assert (health.last_good_poll, health.failures, health.next_poll) == (desk.now, 0, desk.now + timedelta(minutes=10))
    web.body = feed(item(2, MOTION), item(1, TRO))
    assert desk.tick(minutes=10).polls[0].observed == 1


def test_validators_last_over_a_restart_and_are_another_feeds_never(court, desk, serve, tmp_path):
    _, _, first = court(feed(item(1, TRO)), etag=True)
    first.tick()
    first.close()
    again = desk(tmp_path / "config.toml", now=START + timedelta(minutes=10))
    assert again.tick().unchanged == ["dcd"]
    again.close()
    moved = serve(Feed(feed(item(1, TRO))))
    elsewhere = desk(write_config(tmp_path, source("dcd", moved), sites=(moved,)), now=START + timedelta(minutes=11))
    assert elsewhere.tick().asked == ["dcd"]
    assert "if-none-match" not in moved.asked[0][1]


def test_a_newly_watched_matter_is_found_in_a_feed_that_has_not_changed(court, desk, tmp_path):
    _, site, first = court(feed(item(2, TRO, docket="1:31-cv-00099"), item(1, TRO)), etag=True)
    first.tick()
    first.close()
    more = MATTER + MATTER.replace("00042", "00099").replace("Rivers League", "Forest League")
    again = desk(
        write_config(tmp_path, source("dcd", site), sites=(site,), matters=more), now=START + timedelta(hours=1)
    )
    assert again.tick().polls[0].observed == 1
    assert "if-none-match" not in site.asked[1][1]
    occasions = [e.event.occasion for e in again.app.ledger.entries() if e.event.name == "docket_entry.observed"]
    assert occasions == [Occasion.BASELINE, Occasion.BASELINE]


def test_an_html_page_instead_of_a_feed_backs_off_and_keeps_the_old_validators(court):
    web, _, desk = court(feed(item(1, TRO)), etag=True)
    desk.tick()
    good = web.body
    web.body = b"<html><head><title>Maintenance</title></head><body>EXAMPLE</body></html>"
    desk.tick(minutes=10)
    health = desk.app.sources()[0]
    assert health.failures == 1
    assert "HTML page ('Maintenance')" in health.last_error
    assert "HTML page" in desk.troubles.lasting()["source dcd"].reason
    desk.tick(minutes=10)
    assert desk.troubles.lasting()["source dcd"].times == 2
    assert desk.tick(minutes=10).asked == []  # the second failure in a row doubles the wait
    web.body = good
    assert desk.tick(minutes=10).unchanged == ["dcd"]
    assert (desk.app.sources()[0].failures, desk.troubles.lasting()) == (0, {})


def test_a_503_is_asked_again_when_it_said_and_never_given_up(court):
    web, _, desk = court(feed(item(1, TRO)))
    web.status, web.headers = 503, [("Retry-After", "1800")]
    desk.tick()
    assert desk.tick(minutes=29).asked == []
    web.headers = []
    asked = [desk.now for _ in range(24 * 4) if desk.tick(minutes=15).asked]
    assert len(asked) >= 20
    assert max(b - a for a, b in pairwise(asked)) <= timedelta(hours=1, minutes=15)
    assert desk.app.sources()[0].failures == len(asked) + 1
    web.status = 200
    desk.tick(hours=1)
    assert desk.texts() == [TRO]


def test_a_429_holds_the_host_also_over_a_restart(serve, desk, tmp_path):
    web, other = Feed(feed(item(1, TRO))), Feed(feed(item(2, TRO)))
    web.status, web.headers = 429, [("Retry-After", "3600")]
    sites = serve(web), serve(other)  # two ports of one host
    config = write_config(tmp_path, source("a", sites[0]), source("b", sites[1]), sites=sites)
    first = desk(config)
    first.tick()
    first.close()
    again = desk(config, now=START + timedelta(minutes=30))
    assert again.tick().asked == []
    assert sorted(again.tick(minutes=31).asked) == ["a", "b"]


def test_a_dead_source_delays_no_other(serve, desk, tmp_path):
    dead, well = Feed(), Feed(feed(item(1, TRO)))
    dead.hold, well.hold = threading.Event(), threading.Event()
    sites = serve(dead), serve(well)
    config = write_config(tmp_path, source("dead", sites[0]), source("well", sites[1], "1m"), sites=sites)
    made = desk(config)
    made.ticker.tick(START)
    for minute in range(1, 4):
        well.hold.set()
        made.ticker.live._asked["well"].result(20)
        well.hold = threading.Event()  # the next answer does not come within the tick that asks for it
        now = START + timedelta(minutes=minute)
        assert [poll.source for poll in made.ticker.tick(now).polls] == ["well"]
        made.ticker.tick(now + timedelta(seconds=30))
        made.ticker.tick(now + timedelta(seconds=60))
    assert len(sites[0].asked) == 1


def test_of_many_sources_some_wait_until_what_came_is_settled_and_the_slow_hold_up_nobody(serve, desk, tmp_path):
    slow = [Feed() for _ in range(3)]
    for one in slow:
        one.hold = threading.Event()
    many = [Feed(feed(item(1, TRO, f"1:31-cv-10{n:03}"))) for n in range(AT_ONCE + 5)]
    sites = tuple(serve(one) for one in (*slow, *many))
    made = desk(write_config(tmp_path, *[source(f"s{n:03}", site) for n, site in enumerate(sites)], sites=sites))
    assert len(made.ticker.tick(START).asked) == len(sites)
    assert len(made.ticker.live._asked) == AT_ONCE
    polls = []
    for _ in range(50):
        polls += made.ticker.tick(START + timedelta(seconds=1), ask=False).polls
        if len(polls) == len(many):
            break
        time.sleep(0.05)
    assert sorted(poll.source for poll in polls) == [f"s{n:03}" for n in range(len(slow), len(sites))]
    assert made.ticker.busy()


def test_no_more_than_a_few_bodies_are_read_ahead_of_what_is_settled(serve, desk, tmp_path, monkeypatch):
    many = [Feed(feed(item(1, TRO, f"1:31-cv-10{n:03}"))) for n in range(3 * READ_AHEAD)]
    sites = tuple(serve(one) for one in many)
    made = desk(write_config(tmp_path, *[source(f"s{n:03}", site) for n, site in enumerate(sites)], sites=sites))
    live, record, held = made.ticker.live, made.app.record, []
    monkeypatch.setattr(made.app, "record", lambda *given: (held.append(len(live._readings)), record(*given))[1])
    polls = made.ticker.tick(START).polls
    for _ in range(50):
        live.wait(20)
        polls += made.ticker.tick(START, ask=False).polls
        if len(polls) == len(many):
            break
    assert sorted(poll.source for poll in polls) == [f"s{n:03}" for n in range(len(sites))]
    assert max(held) <= READ_AHEAD


def test_a_body_the_record_does_not_take_is_kept_and_not_fetched_again(court, monkeypatch):
    _, site, desk = court(feed(item(1, TRO)))

    def full(*_: object) -> None:
        raise LedgerError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.app.ledger, "append", full)
        assert desk.tick().polls == []
        desk.tick(minutes=30)
        assert desk.troubles.lasting()["record dcd"].reason == "the disk is full"
    assert desk.tick(seconds=5).polls[0].observed == 1
    assert len(site.asked) == 1
    assert desk.troubles.lasting() == {}


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(hours=-1), timedelta(days=-1)])
def test_after_a_jump_of_the_clock_polls_go_on_and_nothing_is_lost(court, jump):
    web, _, desk = court(feed(item(1, TRO)))
    desk.subscribe()
    desk.tick(minutes=1)
    desk.tick(minutes=10)
    desk.now += jump
    web.body = feed(item(2, MOTION), item(1, TRO))
    for _ in range(3):
        desk.tick(minutes=10)
    assert desk.texts() == [TRO, MOTION]
    assert len(desk.mails()) == 1
    times = [entry.recorded_at for entry in desk.app.ledger.entries()]
    assert times == sorted(times)


def test_an_address_that_moved_for_good_is_said_after_three_polls_and_not_changed_by_us(court):
    web, site, desk = court(feed(item(1, TRO)))
    web.moved = True
    for polls in range(3):
        assert "address of dcd" not in desk.troubles.lasting(), polls
        desk.tick(minutes=10)
    reason = desk.troubles.lasting()["address of dcd"].reason
    assert reason == f"moved for good to http://127.0.0.1:{site.port}/new: change its url"
    assert desk.texts() == [TRO]
    assert [path for path in site.paths if path == "/feed"] == ["/feed"] * 3
    desk.tick(minutes=10)
    (moved,) = moves(desk)
    assert (moved.source, moved.polls, moved.polled_at) == ("dcd", 3, START + timedelta(minutes=30))
    assert (moved.asked, moved.to) == (f"http://127.0.0.1:{site.port}/feed", f"http://127.0.0.1:{site.port}/new")
    assert desk.app.sources()[0].moved_to == moved.to


def test_a_move_is_recorded_once_without_its_secrets_and_is_of_that_address_alone(court, desk, tmp_path):
    web, site, first = court(feed(item(1, TRO)))
    web.moved, web.target = True, "/new?token=EXAMPLE7secret"
    for _ in range(4):
        first.tick(minutes=10)
    first.close()
    again = desk(tmp_path / "config.toml", now=first.now)
    again.tick(minutes=10)
    (moved,) = moves(again)
    assert moved.to.endswith("/new?token=***")
    assert not any(b"EXAMPLE7secret" in row.state for row, _ in again.app.ledger.rows())
    again.close()
    other = source("dcd", f"http://127.0.0.1:{site.port}/other")
    elsewhere = desk(write_config(tmp_path, other, sites=(site,)), now=again.now)
    assert elsewhere.app.sources()[0].moved_to is None


def test_a_move_that_is_taken_back_or_not_for_good_is_none(court):
    web, _, desk = court(feed(item(1, TRO)))
    for moved, status in [(True, 301), (True, 308), (False, 301), (True, 302), (True, 301), (True, 301), (False, 301)]:
        web.moved, web.moves_with = moved, status
        desk.tick(minutes=10)
    assert moves(desk) == []
    assert desk.app.sources()[0].moved_to is None


def test_fetching_goes_through_the_configured_proxy_alone(serve, desk, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOWCAUSE_PROXY_PASSWORD", "EXAMPLE-secret")

    class Proxy(Feed):
        def __call__(self, connection, path, sent):
            connection.sendall(b"HTTP/1.1 200 X\r\n\r\n")
            connection.recv(65536)
            connection.sendall(answer(body=self.body))

    site = serve(Proxy(feed(item(1, TRO))))
    more = f'proxy = "http://desk@127.0.0.1:{site.port}"'
    made = desk(write_config(tmp_path, source("dcd", "http://8.8.8.8/feed"), more=more))
    made.tick()
    assert made.texts() == [TRO]
    ((target, sent),) = site.asked
    assert target == "8.8.8.8:80"
    assert base64.b64decode(sent["proxy-authorization"].removeprefix("Basic ")) == b"desk:EXAMPLE-secret"


def moves(desk):
    return [entry.event for entry in desk.app.ledger.entries() if entry.event.name == "source.moved"]


def test_gaps_and_silence_show_in_the_health_of_a_source(court):
    web, _, desk = court(feed(item(1, TRO)))
    desk.tick()
    web.body = feed(item(9, MOTION))
    desk.tick(minutes=10)
    health = desk.app.sources()[0]
    assert health.gaps == (f"{START.isoformat()}/{desk.now.isoformat()}",)
    assert not health.stale
    web.status = 503
    desk.tick(minutes=10)
    desk.tick(minutes=60)
    assert not desk.app.sources()[0].stale
    desk.tick(minutes=21)
    assert desk.app.sources()[0].stale
    web.status = 200
    desk.tick(hours=1)
    assert not desk.app.sources()[0].stale


def looks(desk):
    events = (entry.event for entry in desk.app.ledger.entries())
    return [(e.since, e.until, e.polls, len(e.pauses)) for e in events if e.name == "coverage.extended"]


def test_a_quiet_day_is_on_record_although_every_answer_was_a_304(court):
    _, _, desk = court(feed(item(1, TRO)), etag=True, every="6h")
    for _ in range(5):
        desk.tick(hours=6)
    first = START + timedelta(hours=6)
    assert looks(desk) == [(first, first, 1, 0), (first, first + timedelta(hours=24), 5, 0)]


def test_a_source_that_falls_silent_is_on_record_up_to_its_last_answer_and_so_is_its_return(court):
    web, _, desk = court(feed(item(1, TRO)), every="10m")
    desk.tick()
    desk.tick(minutes=10)
    last = desk.now
    web.status = 503
    for _ in range(4):
        desk.tick(hours=1)
    assert looks(desk) == [(START, START, 1, 0), (START, last, 2, 0)]
    web.status = 200
    desk.tick(hours=12)
    assert looks(desk)[2:] == [(last, desk.now, 2, 1)]


def test_a_feed_is_asked_three_times_in_the_time_that_its_items_stay(court):
    web, _, desk = court(feed(item(31, MOTION), item(1, TRO)), every="1h")
    desk.tick()
    row = desk.app.sources()[0]
    assert (row.window_seconds, row.shortest_window_seconds, row.items_shown) == (59 * 60, None, 2)
    assert row.next_poll - desk.now == timedelta(hours=1)
    web.body = feed(item(32, MOTION), item(31, MOTION)).replace(b"<link>", b"<ttl>30</ttl><link>", 1)
    desk.tick(hours=1)
    row = desk.app.sources()[0]
    assert (row.window_seconds, row.shortest_window_seconds) == (
        89 * 60,
        59 * 60,
    )  # the first was gone when it was 59 minutes old
    assert row.interval_why == "a third of how long an item stays"
    assert timedelta() < row.next_poll - desk.now <= timedelta(minutes=59) / 3


def test_what_a_channel_wishes_puts_off_the_next_poll_and_is_no_silence(court):
    items = (item(n, MOTION) for n in range(30, 1, -1))
    body = feed(*items, item(1, TRO)).replace(b"Mon, 02 Jun 2031", b"Sat, 31 May 2031")
    hours = b"".join(b"<hour>%d</hour>" % h for h in range(16, 22))
    _, _, desk = court(body.replace(b"<link>", b"<skipHours>" + hours + b"</skipHours><link>", 1))
    desk.tick()
    row = desk.app.sources()[0]
    assert row.next_poll == START.replace(hour=22)
    assert desk.tick(hours=5).asked == []
    assert not desk.app.sources()[0].stale
    assert desk.tick(hours=1).asked == ["dcd"]
    assert [p.since for p in desk.app.coverage("1:31-cv-00042").sources[0].silences] == [START]


def test_a_feed_that_answers_but_stands_still_is_said_in_the_list_and_in_the_mail(court):
    web, _, desk = court(feed(item(1, TRO)))
    desk.subscribe()
    desk.tick()
    desk.tick(hours=24 * 9)
    assert [s.kind for s in desk.app.sources()[0].signals] == ["standing_still"]
    assert [(s.source, s.odd is not None) for s in desk.app._silent(desk.now)] == [("dcd", True)]
    web.body = feed(item(2, MOTION).replace("02 Jun 2031", "11 Jun 2031"), item(1, TRO))
    desk.tick(minutes=10)
    assert desk.app.sources()[0].signals == ()

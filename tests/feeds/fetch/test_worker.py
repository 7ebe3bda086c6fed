from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import CancelledError, wait
from datetime import timedelta
from itertools import pairwise

import pytest

from feeds.fetch.addresses import host_of, origin_of
from feeds.fetch.outcomes import FailureKind, Fetched, FetchRequest, Refused
from feeds.fetch.politeness import Politeness, Turns
from feeds.fetch.worker import FetchWorker


@pytest.fixture
def worker(quick, to_loopback):
    started = []

    def start(guard, **differs):
        made = FetchWorker("agent", guard=guard, limits=quick, **{"resolve": to_loopback, **differs})
        started.append(made)
        return made

    yield start
    for made in started:
        made.close()


def request(url, source="s"):
    return FetchRequest(source=source, url=url)


def test_futures_end_with_outcomes_and_a_bad_address_with_one_as_well(serve, reply, worker, guard_of, now):
    site = serve(reply(200, b"<rss/>"))
    held = worker(guard_of(site))
    good, bad = held.submit(request(site.url()), now), held.submit(request("http://[bad"), now)
    assert isinstance(good.result(10), Fetched)
    assert isinstance(bad.result(10), Refused)


def test_a_slow_host_holds_up_no_other(serve, reply, worker, guard_of, now, stop):
    slow = serve(lambda connection, path, sent: stop.wait())
    quick_site = serve(reply(200, b"<rss/>"))
    held = worker(guard_of(slow, quick_site), politeness=Politeness(gap_seconds=0, per_host=1, in_all=2))
    waiting = [held.submit(request(slow.url()), now) for _ in range(5)]
    done = held.submit(request(quick_site.url(host="other.test")), now)
    assert isinstance(done.result(10), Fetched)
    assert not any(future.done() for future in waiting)


def test_closing_cancels_what_hangs_and_takes_nothing_more(serve, worker, guard_of, now, stop):
    asked = threading.Event()

    def hang(connection, path, sent):
        asked.set()
        stop.wait()

    site = serve(hang)
    held = worker(guard_of(site))
    futures = [held.submit(request(site.url()), now) for _ in range(3)]
    assert asked.wait(10)
    held.close()
    held.close()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(0)
    with pytest.raises(RuntimeError, match="closed"):
        held.submit(request(site.url()), now)
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]


def test_a_dead_name_server_does_not_delay_closing(worker, guard_of, now):
    asked = threading.Event()

    async def never(host, port):
        asked.set()
        await asyncio.Event().wait()

    held = worker(guard_of(), resolve=never)
    future = held.submit(request("http://court.test/"), now)
    assert asked.wait(10)
    held.close()
    assert future.cancelled()


def test_two_requests_to_one_host_never_run_at_once(serve, reply, worker, guard_of, now):
    spans = []

    def script(connection, path, sent):
        began = time.monotonic()
        time.sleep(0.02)
        spans.append((began, time.monotonic()))
        connection.sendall(reply(200, b"<rss/>"))

    site = serve(script)
    held = worker(guard_of(site), politeness=Politeness(gap_seconds=0.01, per_host=1))
    wait([held.submit(request(site.url()), now) for _ in range(3)], timeout=10)
    spans.sort()
    assert len(spans) == 3
    assert all(later[0] >= earlier[1] for earlier, later in pairwise(spans))


def test_turns_are_reserved_a_gap_apart_per_host():
    asked = []

    async def run():
        turns = Turns(Politeness(gap_seconds=0.01, per_host=1, in_all=3), lambda: 100.0)
        real, asyncio.sleep = asyncio.sleep, lambda seconds: asked.append(round(seconds, 6)) or real(0)
        try:
            for host in ("a", "a", "b", "a"):
                async with turns.turn(host):
                    pass
        finally:
            asyncio.sleep = real

    asyncio.run(run())
    assert asked == [0, 0.01, 0, 0.02]


@pytest.mark.parametrize(("per_host", "in_all", "hosts", "most"), [(2, 9, ["a"] * 6, 2), (9, 3, list("abcdef"), 3)])
def test_no_more_run_at_once_than_allowed(per_host, in_all, hosts, most):
    async def run():
        turns, running, peak = Turns(Politeness(gap_seconds=0, per_host=per_host, in_all=in_all)), 0, 0

        async def one(host):
            nonlocal running, peak
            async with turns.turn(host):
                running += 1
                peak = max(peak, running)
                await asyncio.sleep(0.001)
                running -= 1

        await asyncio.gather(*(one(host) for host in hosts))
        return peak

    assert asyncio.run(run()) == most


def test_a_cancelled_turn_is_given_back():
    async def run():
        turns = Turns(Politeness(gap_seconds=0, per_host=1, in_all=1))

        async def hold():
            async with turns.turn("a"):
                await asyncio.Event().wait()

        task = asyncio.create_task(hold())
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(5), turns.turn("a"):
            return True

    assert asyncio.run(run())


def test_a_429_is_heeded_by_those_that_wait_for_their_turn_at_that_host(serve, reply, worker, guard_of, now):
    busy = serve(reply(429, headers=[("Retry-After", "600")]))
    other = serve(reply(200, b"<rss/>"))
    held = worker(guard_of(busy, other), politeness=Politeness(gap_seconds=0))
    futures = [held.submit(request(busy.url(), source=name), now) for name in "abc"]
    outcomes = [future.result(10) for future in futures]
    assert len(busy.asked) == 1
    assert [outcome.kind for outcome in outcomes] == [FailureKind.THROTTLED] * 3
    assert {outcome.retry_after.at for outcome in outcomes} == {now + timedelta(seconds=600)}
    assert "not asked" in outcomes[1].reason
    elsewhere = held.submit(request(other.url(host="other.test")), now)
    assert isinstance(elsewhere.result(10), Fetched)
    held.submit(request(busy.url()), now + timedelta(seconds=600)).result(10)
    assert len(busy.asked) == 2


def test_a_503_of_one_feed_keeps_no_other_from_its_host(serve, reply, worker, guard_of, now):
    site = serve(reply(503, headers=[("Retry-After", "600")]))
    held = worker(guard_of(site), politeness=Politeness(gap_seconds=0))
    for future in [held.submit(request(site.url(), source=name), now) for name in "ab"]:
        future.result(10)
    assert len(site.asked) == 2


def test_host_of():
    assert host_of("https://u:p@Court.test:8443/x") == "court.test"
    assert host_of("http://court.test:port/") == ""


def test_the_operators_own_servers_wait_for_no_gap_and_hold_up_only_themselves(
    serve, reply, worker, guard_of, now, stop
):
    asked = threading.Barrier(2, timeout=10)

    def script(connection, path, sent):
        asked.wait()  # passed only when two requests are here at once
        connection.sendall(reply(200, b"<rss/>"))

    site = serve(script)
    own = {f"court.test:{site.port}"}
    held = worker(guard_of(site), politeness=Politeness(gap_seconds=3600, per_host=1), own=own)
    outcomes = [future.result(10) for future in [held.submit(request(site.url()), now) for _ in range(2)]]
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Court.Test/feed", "court.test:443"),
        ("http://court.test/", "court.test:80"),
        ("http://[::1]:8080/x", "[::1]:8080"),
        ("feed.xml", ""),
    ],
)
def test_an_origin_is_written_as_in_the_configuration(url, origin):
    assert origin_of(url) == origin

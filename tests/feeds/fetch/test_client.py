"""One GET against real servers: what comes of each way in which it can go well or badly."""

from __future__ import annotations

import asyncio
import gzip
import logging
import threading
import tracemalloc

import msgspec
import pytest

from feeds.fetch.client import Client, user_agent
from feeds.fetch.outcomes import (
    Failed,
    FailureKind,
    Fetched,
    FetchRequest,
    NotModified,
    RetryScope,
    Validators,
    as_poll,
    unreadable,
)
from monitor.errors import InputError, UnreadableError

RSS = b"<?xml version='1.0'?><rss><channel><title>EXAMPLE</title></channel></rss>"
MIB = 1024 * 1024


def test_a_body_comes_whole_with_its_validators_and_no_cookie(serve, get, reply):
    headers = [
        ("ETag", '"a"'),
        ("Last-Modified", "Sat, 15 Mar 2025 18:00:00 GMT"),
        ("Set-Cookie", "sid=hidden"),
        ("X-Two", "1"),
        ("X-Two", "2"),
    ]
    site = serve(reply(200, RSS, headers))
    outcome = get(site.url("/rss?id=7#top"), site)
    assert isinstance(outcome, Fetched)
    assert (outcome.status, outcome.body, outcome.hops, outcome.moved_to) == (200, RSS, (), None)
    assert outcome.url == site.url("/rss?id=7")
    assert outcome.validators == Validators(url=outcome.url, etag='"a"', last_modified="Sat, 15 Mar 2025 18:00:00 GMT")
    assert outcome.headers["x-two"] == "1, 2"
    assert "set-cookie" not in outcome.headers


def test_we_say_who_we_are_and_close_the_connection(serve, get, reply):
    site = serve(reply(200, RSS))
    get(site.url(), site)
    ((path, sent),) = site.asked
    assert path == "/feed"
    assert sent["host"] == f"court.test:{site.port}"
    assert sent["user-agent"] == "showcause/0 (monitor of court orders; contact desk@example.org)"
    assert (sent["accept-encoding"], sent["connection"]) == ("gzip", "close")
    assert not {"authorization", "cookie", "if-none-match", "if-modified-since"} & set(sent)


@pytest.mark.parametrize("contact", ["", "desk@exämple.org", "desk\r\nX-Evil: 1"])
def test_a_contact_that_fits_no_header_is_refused(contact):
    with pytest.raises(InputError, match=r"monitor\.contact"):
        user_agent("0", contact)


@pytest.mark.parametrize("etag", ['"a"', 'W/"x, y"', "no quotes", '"\xe9\xff"', '""'])
def test_validators_go_back_as_they_came_and_a_304_needs_no_body(serve, get, reply, etag):
    site = serve(
        lambda connection, _, sent: connection.sendall(
            b"HTTP/1.1 304 X\r\n\r\n"
            if sent.get("if-none-match") == etag
            else reply(200, RSS, [("ETag", etag), ("Last-Modified", "yesterday")])
        )
    )
    first = get(site.url(), site)
    assert isinstance(first, Fetched)
    second = get(site.url(), site, request={"validators": first.validators})
    assert isinstance(second, NotModified)
    assert second.validators == first.validators
    assert site.asked[1][1]["if-modified-since"] == "yesterday"


def test_a_304_may_bring_a_new_validator(serve, get):
    site = serve(b'HTTP/1.1 304 X\r\nETag: "b"\r\n\r\n')
    held = Validators(url=site.url(), etag='"a"', last_modified="yesterday")
    outcome = get(site.url(), site, request={"validators": held})
    assert isinstance(outcome, NotModified)
    assert outcome.validators == Validators(url=site.url(), etag='"b"', last_modified="yesterday")


def test_validators_of_another_address_are_not_sent_and_its_304_is_not_believed(serve, get):
    site = serve(b"HTTP/1.1 304 X\r\n\r\n")
    held = Validators(url=site.url("/elsewhere"), etag='"a"')
    outcome = get(site.url(), site, request={"validators": held})
    assert "if-none-match" not in site.asked[0][1]
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.status) == (FailureKind.UNEXPECTED_STATUS, 304)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!doctype html><title>EXAMPLE: log in</title>", "text/html"),
        ("<rss>é</rss>".encode(), "application/rss+xml; charset=utf-16"),
        (b"", "application/rss+xml"),
    ],
    ids=["a page", "a wrong charset", "nothing"],
)
def test_what_a_body_is_is_the_parsers_to_say(serve, get, reply, now, body, media_type):
    site = serve(reply(200, body, [("Content-Type", media_type)]))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Fetched)
    poll = as_poll(outcome, now)
    assert (poll.body, poll.headers["content-type"], poll.polled_at) == (body, media_type, now)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, FailureKind.DENIED),
        (403, FailureKind.DENIED),
        (404, FailureKind.NOT_FOUND),
        (410, FailureKind.GONE),
        (429, FailureKind.THROTTLED),
        (500, FailureKind.SERVER_ERROR),
        (503, FailureKind.UNAVAILABLE),
        (599, FailureKind.SERVER_ERROR),
        (204, FailureKind.UNEXPECTED_STATUS),
        (206, FailureKind.UNEXPECTED_STATUS),
        (300, FailureKind.UNEXPECTED_STATUS),
        (418, FailureKind.UNEXPECTED_STATUS),
    ],
)
def test_each_status_is_a_typed_failure_that_names_source_and_address(serve, get, reply, status, kind):
    site = serve(reply(status, b"" if status == 204 else RSS))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.status, outcome.retry_after) == (kind, status, None)
    assert outcome.reason.startswith(f"dcd-ecf: {site.url()}: {status}")


@pytest.mark.parametrize(("status", "scope"), [(429, RetryScope.HOST), (503, RetryScope.FEED)])
def test_retry_after_reaches_the_host_for_429_and_the_feed_for_503(serve, get, reply, now, status, scope):
    site = serve(reply(status, headers=[("Retry-After", "Sat, 15 Mar 2025 19:00:00 GMT")]))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Failed)
    assert outcome.retry_after is not None
    assert (outcome.retry_after.at.isoformat(), outcome.retry_after.scope) == ("2025-03-15T19:00:00+00:00", scope)
    assert outcome.retry_after.host == "court.test"


def test_a_body_shorter_than_promised_is_truncated(serve, get, reply):
    site = serve(reply(200, RSS, length=len(RSS) + 1))
    assert_failed(get(site.url(), site), FailureKind.TRUNCATED, "the body stops in the middle")


def test_chunks_without_an_end_are_truncated(serve, get):
    site = serve(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n")
    assert_failed(get(site.url(), site), FailureKind.TRUNCATED, "the body stops in the middle")


def test_a_cut_gzip_stream_is_truncated_even_where_the_length_fits(serve, get, reply):
    packed = gzip.compress(RSS * 50)[:-12]
    site = serve(reply(200, packed, [("Content-Encoding", "gzip")]))
    assert_failed(get(site.url(), site), FailureKind.TRUNCATED, "the gzip stream stops in the middle")


def test_gzip_is_undone(serve, get, reply):
    site = serve(reply(200, gzip.compress(RSS), [("Content-Encoding", "GZip")]))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Fetched)
    assert outcome.body == RSS


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "deflate"])
def test_a_coding_we_did_not_ask_for_is_refused_and_not_kept_as_text(serve, get, reply, coding):
    site = serve(reply(200, RSS, [("Content-Encoding", coding)]))
    assert_failed(get(site.url(), site), FailureKind.ENCODING, "was not asked for")


def test_damaged_gzip(serve, get, reply):
    site = serve(reply(200, RSS, [("Content-Encoding", "gzip")]))
    assert_failed(get(site.url(), site), FailureKind.ENCODING, "damaged gzip")


def test_a_bomb_is_never_held(serve, get, reply):
    bomb = gzip.compress(bytes(64 * MIB), compresslevel=1)
    site = serve(reply(200, bomb, [("Content-Encoding", "gzip")]))
    tracemalloc.start()
    try:
        outcome = get(site.url(), site)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert_failed(outcome, FailureKind.TOO_LARGE, f"more than {MIB} bytes")
    assert peak < 6 * MIB


@pytest.mark.parametrize(
    ("headers", "again"),
    [
        (b"", b"x" * 65536),
        (b"Content-Encoding: gzip\r\n", b"\0\0\0\xff\xff" * 8192),  # blocks that decode to nothing
    ],
    ids=["plain", "gzip of nothing"],
)
def test_an_endless_body_is_cut_off(serve, get, headers, again):
    def script(connection, path, sent):
        start = gzip.compress(b"")[:10] if headers else b""
        connection.sendall(b"HTTP/1.1 200 X\r\n" + headers + b"\r\n" + start)
        while True:
            connection.sendall(again)

    site = serve(script)
    assert_failed(get(site.url(), site), FailureKind.TOO_LARGE, f"more than {MIB} bytes")


def test_a_drip_of_a_body_is_given_up(serve, get, quick, stop):
    def script(connection, path, sent):
        connection.sendall(b"HTTP/1.1 200 X\r\n\r\n")
        while not stop.wait(0.01):
            connection.sendall(b"x")

    site = serve(script)
    limits = msgspec.structs.replace(quick, grace_seconds=0.1, min_bytes_per_second=10_000)
    assert_failed(get(site.url(), site, limits=limits), FailureKind.TOO_SLOW, "given up")


def test_a_drip_of_headers_ends_at_the_deadline(serve, get, quick, stop):
    def script(connection, path, sent):
        connection.sendall(b"HTTP/1.1 200 X\r\nX-Slow: ")
        while not stop.wait(0.01):
            connection.sendall(b"x")

    site = serve(script)
    limits = msgspec.structs.replace(quick, deadline_seconds=0.3)
    assert_failed(get(site.url(), site, limits=limits), FailureKind.TIMEOUT, "not done within 0.3 s")


def test_silence_ends_before_the_deadline(serve, get, quick, stop):
    site = serve(lambda connection, path, sent: stop.wait())
    limits = msgspec.structs.replace(quick, silence_seconds=0.2)
    assert_failed(get(site.url(), site, limits=limits), FailureKind.TIMEOUT, "the server fell silent")


def test_silence_within_a_body_is_a_time_out(serve, get, quick, reply, stop):
    def script(connection, path, sent):
        connection.sendall(reply(200, RSS, length=10_000))
        stop.wait()

    site = serve(script)
    limits = msgspec.structs.replace(quick, silence_seconds=0.2)
    assert_failed(get(site.url(), site, limits=limits), FailureKind.TIMEOUT, "the server fell silent")


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 X\r\nContent-Length: many\r\n\r\n"])
def test_what_is_not_http_is_a_failure_of_protocol(serve, get, said):
    site = serve(said)
    assert_failed(get(site.url(), site), FailureKind.PROTOCOL, "not HTTP as we know it")


def test_headers_without_end_are_a_failure_of_protocol(serve, get):
    def script(connection, path, sent):
        connection.sendall(b"HTTP/1.1 200 X\r\n")
        while True:
            connection.sendall(b"X-More: " + b"x" * 65536 + b"\r\n")

    site = serve(script)
    assert_failed(get(site.url(), site), FailureKind.PROTOCOL, "not HTTP as we know it")


def test_nobody_at_the_port(serve, get, guard_of, reply):
    site = serve(reply(200, RSS))
    free = site.url().replace(str(site.port), "1")
    allowed = msgspec.structs.replace(guard_of(site), allow_hosts=frozenset({"court.test:1"}))
    assert_failed(get(free, site, guard=allowed), FailureKind.CONNECTION, "connection failed")


def test_the_environment_decides_nothing(serve, get, reply, monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine court.test login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    site = serve(reply(200, RSS))
    assert isinstance(get(site.url(), site), Fetched)
    assert "authorization" not in site.asked[0][1]


def test_nothing_of_one_call_is_said_in_the_next(serve, quick, guard_of, to_loopback, reply, now):
    site = serve(reply(200, RSS, [("Set-Cookie", "sid=1; Path=/")]))

    async def twice():
        async with Client("agent", guard=guard_of(site), limits=quick, resolve=to_loopback) as client:
            for _ in range(2):
                assert isinstance(await client.fetch(FetchRequest(source="s", url=site.url()), now), Fetched)

    asyncio.run(twice())
    assert ["cookie" in sent for _, sent in site.asked] == [False, False]


def test_bytes_beyond_one_answer_are_not_taken_for_the_next(serve, quick, guard_of, to_loopback, reply, now):
    site = serve(reply(200, RSS) + reply(200, b"EXAMPLE: smuggled"))

    async def twice():
        async with Client("agent", guard=guard_of(site), limits=quick, resolve=to_loopback) as client:
            return [await client.fetch(FetchRequest(source="s", url=site.url()), now) for _ in range(2)]

    assert [outcome.body for outcome in asyncio.run(twice())] == [RSS, RSS]
    assert len(site.asked) == 2


def test_secrets_stay_out_of_reasons_polls_and_logs(serve, get, reply, now, caplog):
    caplog.set_level(logging.DEBUG)
    site = serve(reply(404))
    address = site.url("/feed?token=hunter2&page=3", userinfo="reporter:hunter2@")
    outcome = get(address, site)
    assert isinstance(outcome, Failed)
    assert outcome.reason == f"dcd-ecf: {site.url('/feed?token=***&page=3')}: 404: nothing at this address"
    site = serve(reply(200, RSS))
    outcome = get(site.url("/feed?token=hunter2", userinfo="reporter:hunter2@"), site)
    assert isinstance(outcome, Fetched)
    poll = as_poll(outcome, now)
    assert poll.url == poll.name == site.url("/feed?token=***")
    shown = [repr(outcome), repr(FetchRequest(source="s", url=address, authorization="hunter2")), caplog.text]
    assert not [text for text in shown if "hunter2" in text]


def test_a_password_in_the_address_is_sent_as_basic_and_is_no_part_of_the_url(serve, get, reply):
    site = serve(reply(200, RSS))
    outcome = get(site.url(userinfo="reporter:p%40ss@"), site)
    assert isinstance(outcome, Fetched)
    assert site.asked[0][1]["authorization"] == "Basic cmVwb3J0ZXI6cEBzcw=="
    assert outcome.url == site.url()


def test_a_refused_body_becomes_a_failure(serve, get, reply):
    site = serve(reply(200, b"<html>"))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Fetched)
    failed = unreadable(outcome, UnreadableError("dcd-ecf", "a web page, not a feed"))
    assert (failed.kind, failed.status) == (FailureKind.UNREADABLE, 200)
    assert failed.reason == f"dcd-ecf: {site.url()}: a web page, not a feed"


def test_cancelling_a_fetch_closes_its_connection(serve, quick, guard_of, to_loopback, now):
    hung_up, asked = threading.Event(), threading.Event()

    def script(connection, path, sent):
        asked.set()
        if connection.recv(1) == b"":
            hung_up.set()

    site = serve(script)

    async def cancelled():
        async with Client("agent", guard=guard_of(site), limits=quick, resolve=to_loopback) as client:
            task = asyncio.create_task(client.fetch(FetchRequest(source="s", url=site.url()), now))
            await asyncio.to_thread(asked.wait)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(hung_up.wait, 5)

    asyncio.run(cancelled())


def assert_failed(outcome, kind, words):
    assert isinstance(outcome, Failed), outcome
    assert outcome.kind is kind, outcome
    assert words in outcome.reason
    assert outcome.reason.startswith("dcd-ecf: http://court.test:")
    assert "\n" not in outcome.reason

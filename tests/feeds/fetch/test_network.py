"""The address that was checked is the one that is dialled; names stay names above it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading

import httpcore2
import httpx2
import msgspec
import pytest

from feeds.fetch.guard import Guard
from feeds.fetch.outcomes import Failed, FailureKind, Fetched, Refused
from feeds.fetch.resolve import system_resolver

PUBLIC = "8.8.8.8"


def answering(*answers):
    """A resolver that gives each answer once, the last one for ever, and counts."""
    asked = []

    async def resolve(host, port):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        if isinstance(found, Exception):
            raise found
        return found

    resolve.asked = asked
    return resolve


@pytest.fixture
def dialled(monkeypatch):
    """Addresses dialled; each connection ends at 127.0.0.1, so that no packet of a test leaves the machine."""
    seen = []
    dial = httpcore2.AnyIOBackend.connect_tcp

    async def record(self, host, *rest):
        seen.append(host)
        return await dial(self, "127.0.0.1", *rest)

    monkeypatch.setattr(httpcore2.AnyIOBackend, "connect_tcp", record)
    return seen


def test_rebinding_one_look_up_and_the_checked_address_is_dialled(serve, get, reply, dialled):
    site = serve(reply(200, b"<rss/>"))
    guard = Guard(ports=frozenset({site.port}))
    resolve = answering([PUBLIC], ["127.0.0.1"])
    assert isinstance(get(site.url(), guard=guard, resolve=resolve), Fetched)
    assert (dialled, resolve.asked) == ([PUBLIC], ["court.test"])
    assert site.asked[0][1]["host"] == f"court.test:{site.port}"

    outcome = get(site.url(), guard=guard, resolve=resolve)
    assert isinstance(outcome, Refused)
    assert "court.test is at 127.0.0.1 (loopback)" in outcome.reason
    assert (dialled, len(site.asked)) == ([PUBLIC], 1)


def test_rebinding_between_two_hops_of_one_exchange(serve, get, reply, dialled):
    site = serve(reply(302, headers=[("Location", "/again")]))
    guard = Guard(ports=frozenset({site.port}))
    outcome = get(site.url(), guard=guard, resolve=answering([PUBLIC], ["169.254.169.254"]))
    assert isinstance(outcome, Refused)
    assert "link-local" in outcome.reason
    assert (dialled, site.paths) == ([PUBLIC], ["/feed"])


def test_one_bad_address_among_good_ones_and_none_is_dialled(get, dialled):
    outcome = get("http://court.test/", resolve=answering([PUBLIC, "10.0.0.1"]))
    assert isinstance(outcome, Refused)
    assert outcome.reason.startswith("dcd-ecf: http://court.test/: court.test is at 10.0.0.1 (private)")
    assert dialled == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "2130706433", "0x7f.1", "127.1"]
)
def test_addresses_in_the_url_are_refused(get, dialled, host):
    assert isinstance(get(f"http://{host}/", resolve=system_resolver), Refused)
    assert dialled == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://court.test/", "court.test/feed", "", "http://", "http://[bad", "http://0177.0.0.1/"],
)
def test_what_is_no_address_of_the_web_is_refused(get, url):
    outcome = get(url)
    assert isinstance(outcome, Refused)
    assert outcome.reason.startswith("dcd-ecf: ")


def test_a_reason_stays_short_whatever_the_address(get):
    outcome = get(f"http://{'x.' * 5000}test:22/{'x' * 5000}")
    assert isinstance(outcome, Refused)
    assert len(outcome.reason) < 700


def test_the_next_address_is_tried_when_one_does_not_answer(serve, get, reply):
    # 127.0.0.2 is loopback as well, and nobody listens there.
    site = serve(reply(200, b"<rss/>"))
    assert isinstance(get(site.url(), site, resolve=answering(["127.0.0.2", "127.0.0.1"])), Fetched)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "court.test: Name or service not known"),
        ([], "court.test has no address"),
    ],
)
def test_a_name_without_an_address(get, answer, words):
    outcome = get("https://court.test/feed", resolve=answering(answer))
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.DNS
    assert outcome.reason == f"dcd-ecf: https://court.test/feed: {words}"


def test_a_name_server_that_does_not_answer(get, quick):
    async def never(host, port):
        await asyncio.Event().wait()

    outcome = get("https://court.test/", resolve=never, limits=msgspec.structs.replace(quick, connect_seconds=0.1))
    assert isinstance(outcome, Failed)
    assert (outcome.kind, "no answer in time about the name" in outcome.reason) == (FailureKind.DNS, True)


def test_the_systems_resolver(monkeypatch):
    assert "127.0.0.1" in asyncio.run(system_resolver("localhost", 80))
    with pytest.raises(OSError, match="not a valid host name"):
        asyncio.run(system_resolver("x" * 64 + ".test", 80))


def test_a_look_up_nobody_waits_for_any_more_disturbs_nobody(monkeypatch):
    go_on, complaints = threading.Event(), []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: go_on.wait() and [])

    def looking_up():
        return [thread for thread in threading.enumerate() if thread.name == "resolve court.test"]

    async def give_up(*, then_stay):
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await system_resolver("court.test", 80)
        (thread,) = looking_up()
        assert thread.daemon
        if then_stay:
            go_on.set()
            await asyncio.to_thread(thread.join)
            await asyncio.sleep(0)

    asyncio.run(give_up(then_stay=True))
    go_on.clear()
    asyncio.run(give_up(then_stay=False))  # answered when the loop is closed
    go_on.set()
    for thread in looking_up():
        thread.join()
    assert complaints == []


def test_tls_is_for_the_name_and_not_for_the_address(serve, get, reply, server_tls, client_tls):
    names = []
    server_tls.sni_callback = lambda connection, name, context: names.append(name)
    site = serve(reply(200, b"<rss/>"), server_tls)
    assert isinstance(get(site.url(), site, ssl_context=client_tls), Fetched)
    assert names == ["court.test"]


@pytest.mark.parametrize(
    ("host", "trusted", "words"),
    [
        ("court.test", False, "the certificate was not accepted: self-signed certificate"),
        ("other.test", True, "Hostname mismatch"),
    ],
)
def test_a_certificate_that_is_not_good_enough(
    serve, get, reply, server_tls, client_tls, certificate, monkeypatch, host, trusted, words
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))  # the environment does not make it good either
    site = serve(reply(200, b"<rss/>"), server_tls)
    outcome = get(site.url(host=host), site, ssl_context=client_tls if trusted else None)
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.TLS
    assert words in outcome.reason
    assert site.asked == []


def test_plain_http_where_tls_was_meant(get, client_tls):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def speak_first():
            connection, _ = listener.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")

        thread = threading.Thread(target=speak_first)
        thread.start()
        place = f"court.test:{listener.getsockname()[1]}"
        outcome = get(f"https://{place}/", guard=Guard(allow_hosts=frozenset({place})), ssl_context=client_tls)
        thread.join()
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.TLS
    assert "TLS failed" in outcome.reason


def test_our_trust_is_the_systems_and_checks_names():
    context = httpx2.create_ssl_context(trust_env=False)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)

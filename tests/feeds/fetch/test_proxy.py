"""A proxy is asked for the address that was checked, and for no name; what is not to be reached is not, with one either."""

from __future__ import annotations

import base64
import socket
import threading

import pytest

from feeds.fetch.guard import Guard
from feeds.fetch.outcomes import Failed, FailureKind, Fetched, Refused
from feeds.fetch.proxy import Proxy, proxy_at
from monitor.errors import InputError

PUBLIC = "8.8.8.8"


def pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return  # the other side hung up


@pytest.fixture
def through(serve):
    """through(site) gives a proxy, whose every tunnel ends at the site, and what it was asked."""

    def start(site, login=None):
        def script(connection, target, sent):
            with socket.create_connection(("127.0.0.1", site.port)) as upstream:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\nVia: EXAMPLE\r\n\r\n")
                back = threading.Thread(target=pump, args=(upstream, connection))
                back.start()
                pump(connection, upstream)
                back.join()

        running = serve(script)
        return Proxy(host="127.0.0.1", port=running.port, login=login), running

    return start


def resolver(*addresses):
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return list(addresses)

    resolve.asked = asked
    return resolve


def test_the_tunnel_goes_to_the_checked_address_and_the_name_stays_the_name(serve, get, reply, through):
    site = serve(reply(200, b"<rss/>"))
    proxy, seen = through(site)
    guard = Guard(ports=frozenset({site.port}))
    resolve = resolver(PUBLIC)
    outcome = get(site.url(), guard=guard, resolve=resolve, proxy=proxy)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"
    assert (seen.paths, resolve.asked) == ([f"{PUBLIC}:{site.port}"], ["court.test"])
    assert site.asked[0][1]["host"] == f"court.test:{site.port}"
    assert "proxy-authorization" not in seen.asked[0][1]


def test_tls_is_for_the_name_end_to_end(serve, get, reply, through, server_tls, client_tls):
    names = []
    server_tls.sni_callback = lambda connection, name, context: names.append(name)
    site = serve(reply(200, b"<rss/>"), server_tls)
    proxy, _ = through(site)
    guard = Guard(ports=frozenset({site.port}))
    outcome = get(site.url(), guard=guard, resolve=resolver(PUBLIC), proxy=proxy, ssl_context=client_tls)
    assert isinstance(outcome, Fetched)
    assert names == ["court.test"]


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1", "100.64.0.1"])
def test_what_the_guard_refuses_the_proxy_is_not_asked_for(serve, get, reply, through, address):
    site = serve(reply(200, b"<rss/>"))
    proxy, seen = through(site)
    guard = Guard(ports=frozenset({site.port}))
    assert isinstance(get(site.url(), guard=guard, resolve=resolver(address), proxy=proxy), Refused)
    assert (seen.asked, site.asked) == ([], [])


def test_a_redirect_into_the_network_is_refused_behind_a_proxy_too(serve, get, reply, through):
    site = serve(reply(302, headers=[("Location", "http://10.0.0.1/")]))
    proxy, seen = through(site)

    async def resolve(host, port):
        return [PUBLIC if host == "court.test" else host]

    guard = Guard(ports=frozenset({site.port, 80}))
    assert isinstance(get(site.url(), guard=guard, resolve=resolve, proxy=proxy), Refused)
    assert seen.paths == [f"{PUBLIC}:{site.port}"]


def test_the_operators_own_servers_are_asked_directly(serve, get, reply, through):
    site = serve(reply(200, b"<rss/>"))
    proxy, seen = through(site)
    assert isinstance(get(site.url(), site, proxy=proxy), Fetched)
    assert seen.asked == []


def test_the_login_goes_to_the_proxy_alone_and_is_not_shown(serve, get, reply, through):
    site = serve(reply(200, b"<rss/>"))
    proxy, seen = through(site, login="desk:EXAMPLE-secret")
    get(site.url(), guard=Guard(ports=frozenset({site.port})), resolve=resolver(PUBLIC), proxy=proxy)
    coded = base64.b64encode(b"desk:EXAMPLE-secret").decode()
    assert seen.asked[0][1]["proxy-authorization"] == f"Basic {coded}"
    assert "proxy-authorization" not in site.asked[0][1]
    assert "secret" not in repr(proxy)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 407 X\r\nContent-Length: 2\r\n\r\nno", "wants a login, or another one (407)"),
        (b"HTTP/1.1 403 X\r\n\r\n", "refuses to reach 8.8.8.8:80 (403)"),
        (b"HTTP/1.1 502 X\r\n\r\n", "gives no connection (502)"),
        (b"SSH-2.0-EXAMPLE\r\n\r\n", "does not answer as a proxy does"),
        (b"HTTP/1.1 200 X\r\n\r\nHTTP/1.1 200 X\r\n\r\n<rss/>", "does not answer as a proxy does"),
        (b"HTTP/1.1 200 X\r\n" + b"X: y\r\n" * 9000, "does not answer as a proxy does"),
        (b"", "does not answer as a proxy does"),
    ],
)
def test_a_proxy_that_gives_no_tunnel_is_named(serve, get, answer, words):
    seen = serve(answer)
    outcome = get("http://court.test/", resolve=resolver(PUBLIC), proxy=Proxy(host="127.0.0.1", port=seen.port))
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.CONNECTION
    assert f"the proxy 127.0.0.1:{seen.port} {words}" in outcome.reason


def test_the_next_address_is_asked_for_when_one_cannot_be_reached(serve, get):
    seen = serve(b"HTTP/1.1 504 X\r\n\r\n")
    proxy = Proxy(host="127.0.0.1", port=seen.port)
    get("http://court.test/", resolve=resolver(PUBLIC, "2600::1"), proxy=proxy)
    assert seen.paths == [f"{PUBLIC}:80", "[2600::1]:80"]


def test_no_proxy_at_its_address_is_named_and_nothing_goes_out_without_it(get):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    outcome = get("http://court.test/", resolve=resolver(PUBLIC), proxy=Proxy(host="127.0.0.1", port=port))
    assert isinstance(outcome, Failed)
    assert f"the proxy 127.0.0.1:{port} cannot be reached" in outcome.reason


def test_a_proxys_address():
    assert proxy_at("http://proxy.example.org:3128") == Proxy(host="proxy.example.org", port=3128)
    assert proxy_at("http://[::1]/") == Proxy(host="::1", port=80)
    assert proxy_at("http://desk@p.example.org:8080", "EXAMPLE") == Proxy(
        host="p.example.org", port=8080, login="desk:EXAMPLE"
    )


@pytest.mark.parametrize(
    "url", ["", "proxy:3128", "https://proxy.example.org", "socks5://p", "http://", "http://a:b@p/", "http://p/x"]
)
def test_what_is_no_proxys_address(url):
    with pytest.raises(InputError, match="proxy"):
        proxy_at(url)

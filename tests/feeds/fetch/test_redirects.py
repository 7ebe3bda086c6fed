from __future__ import annotations

import httpx2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.faults import ExchangeError, GuardRefusedError
from feeds.fetch.guard import Guard
from feeds.fetch.outcomes import Failed, FailureKind, Fetched, NotModified, Refused, Validators
from feeds.fetch.redirects import next_address, parse_address

FEED = b"<rss/>"


def steps(reply, table):
    """A server for which each path is (status, location); any other path is the feed."""

    def script(connection, path, sent):
        status, location = table.get(path, (200, None))
        headers = [("Location", location)] if location is not None else []
        connection.sendall(reply(status, FEED if status == 200 else b"", headers))

    return script


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([301], True),
        ([308], True),
        ([301, 308], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([302, 301], False),
    ],
)
def test_a_move_is_permanent_only_when_every_hop_is(serve, get, reply, statuses, moved):
    table = {f"/{n}": (status, f"/{n + 1}") for n, status in enumerate(statuses)}
    site = serve(steps(reply, table))
    outcome = get(site.url("/0"), site)
    assert isinstance(outcome, Fetched)
    assert outcome.url == site.url(f"/{len(statuses)}")
    assert [hop.status for hop in outcome.hops] == statuses
    assert (outcome.hops[0].url, outcome.hops[0].to) == (site.url("/0"), site.url("/1"))
    assert outcome.moved_to == (outcome.url if moved else None)
    assert outcome.validators.url == outcome.url


def test_a_permanent_redirect_to_a_missing_page_is_a_failure_and_no_move(serve, get, reply):
    site = serve(steps(reply, {"/0": (301, "/1"), "/1": (404, None)}))
    outcome = get(site.url("/0"), site)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, [hop.status for hop in outcome.hops]) == (FailureKind.NOT_FOUND, [301])
    assert outcome.reason.startswith(f"dcd-ecf: {site.url('/1')}: 404")


def test_validators_reach_the_address_that_gave_them_behind_the_redirect(serve, get, reply):
    def script(connection, path, sent):
        if path == "/feed":
            connection.sendall(reply(301, headers=[("Location", "/real")]))
        else:
            connection.sendall(b"HTTP/1.1 304 X\r\n\r\n")

    site = serve(script)
    outcome = get(site.url(), site, request={"validators": Validators(url=site.url("/real"), etag='"a"')})
    assert isinstance(outcome, NotModified)
    assert outcome.moved_to == site.url("/real")
    assert ["if-none-match" in sent for _, sent in site.asked] == [False, True]


def test_a_loop_is_refused_at_its_first_return(serve, get, reply):
    site = serve(steps(reply, {"/a": (302, "/b"), "/b": (302, "/a#once-more")}))
    outcome = get(site.url("/a"), site)
    assert isinstance(outcome, Refused)
    assert f"a redirect back to {site.url('/a')}" in outcome.reason
    assert site.paths == ["/a", "/b"]


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(serve, get, reply, hops, arrives):
    site = serve(steps(reply, {f"/{n}": (302, f"/{n + 1}") for n in range(hops)}))
    outcome = get(site.url("/0"), site)
    assert isinstance(outcome, Fetched if arrives else Refused)
    assert len(site.asked) == 6
    assert arrives or "more than 5 redirects" in outcome.reason


def test_a_redirect_onto_loopback_is_not_followed(serve, get, reply):
    inside = serve(reply(200, b"EXAMPLE: secret"))
    for host in ("127.0.0.1", "internal.test"):
        site = serve(steps(reply, {"/feed": (302, inside.url(host=host))}))
        guard = Guard(allow_hosts=frozenset({f"court.test:{site.port}"}), ports=frozenset({inside.port}))
        outcome = get(site.url(), guard=guard)
        assert isinstance(outcome, Refused)
        assert f"{host} is at 127.0.0.1 (loopback)" in outcome.reason
        assert outcome.hops[0].to == inside.url(host=host)
    assert inside.asked == []


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "the scheme 'file' is not fetched from"),
        ("gopher://court.test/", "the scheme 'gopher'"),
        ("javascript:alert(1)", "the scheme 'javascript'"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254 (link-local)"),
        ("http://2130706433/", "unusual way to write an address"),
        ("http://0177.0.0.1/", "a redirect to an address that cannot be read"),
        ("http://0x7f.1/", "unusual way to write an address"),
        ("http://[::ffff:127.0.0.1]/", "an IPv4 address inside IPv6"),
        ("http://[64:ff9b::7f00:1]/", "NAT64"),
        ("http://[2002:7f00:1::]/", "6to4"),
        ("http://[2001:0:7f00:1::]/", "Teredo"),
        ("http://[fe80::1]/", "link-local"),
        ("http://100.64.0.1/", "shared by a carrier's customers"),
        ("http://court.test:22/", "port 22 of court.test"),
        ("http://a:hunter2@court.test/", "a redirect with a password in it: http://court.test/"),
        ("http://court.test:port/", "a redirect to an address that cannot be read"),
        ("http://court.test/\x7f", "a redirect to an address that cannot be read"),
    ],
)
def test_where_a_redirect_may_not_lead(serve, get, reply, location, words):
    site = serve(steps(reply, {"/feed": (302, location)}))

    async def resolve(host, port):
        return ["127.0.0.1" if host.endswith(".test") else host]

    outcome = get(site.url(), site, resolve=resolve)
    assert isinstance(outcome, Refused)
    assert words in outcome.reason
    assert "hunter2" not in outcome.reason
    assert len(site.asked) == 1


def test_a_redirect_that_leads_nowhere_is_a_failure(serve, get, reply):
    site = serve(steps(reply, {"/feed": (302, None)}))
    outcome = get(site.url(), site)
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.PROTOCOL


def test_https_never_becomes_http(serve, get, reply, server_tls, client_tls):
    plain = serve(reply(200, FEED))
    site = serve(steps(reply, {"/feed": (301, plain.url())}), server_tls)
    outcome = get(site.url(), site, plain, ssl_context=client_tls)
    assert isinstance(outcome, Refused)
    assert "from https to http" in outcome.reason
    assert plain.asked == []


def test_a_login_does_not_cross_to_another_origin_and_does_not_come_back(serve, get, reply):
    home, away = [], []
    first = serve(lambda connection, path, sent: connection.sendall(home[0](path)))
    second = serve(lambda connection, path, sent: connection.sendall(away[0](path)))
    home.append(
        lambda path: (
            reply(200, FEED)
            if path == "/3"
            else reply(302, headers=[("Location", {"/0": "/1", "/1": second.url("/2")}[path])])
        )
    )
    away.append(lambda path: reply(302, headers=[("Location", first.url("/3"))]))
    outcome = get(first.url("/0"), first, second, request={"authorization": "Token hunter2"})
    assert isinstance(outcome, Fetched)
    assert [(path, sent.get("authorization")) for path, sent in first.asked] == [
        ("/0", "Token hunter2"),
        ("/1", "Token hunter2"),
        ("/3", None),
    ]
    assert second.asked[0][1].get("authorization") is None


def test_the_body_of_a_redirect_is_not_read(serve, get, quick, reply, stop):
    def script(connection, path, sent):
        if path == "/real":
            connection.sendall(reply(200, FEED))
        else:
            connection.sendall(b"HTTP/1.1 302 X\r\nLocation: /real\r\nContent-Length: 99\r\n\r\n")
            stop.wait()

    site = serve(script)
    limits = msgspec.structs.replace(quick, silence_seconds=3)
    assert isinstance(get(site.url(), site, limits=limits), Fetched)


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("../x?y=1", "/x?y=1"),
        ("?page=2", "/feed/rss?page=2"),
        ("é".encode().decode("latin-1"), "/feed/%C3%A9"),
        ("\xe9", "/feed/%C3%A9"),
    ],
)
def test_relative_addresses_and_letters_beyond_ascii(serve, get, reply, location, path):
    site = serve(steps(reply, {"/feed/rss": (302, location)}))
    assert isinstance(get(site.url("/feed/rss"), site), Fetched)
    assert site.paths[1] == path


@settings(deadline=None, max_examples=200)
@given(st.text(), st.sampled_from(["", "//", "http://", "https://", "/"]))
def test_wherever_a_redirect_points_it_is_the_web_or_refused(text, start):
    try:
        target = next_address(httpx2.URL("https://court.test/feed"), start + text, [], 5)
    except (GuardRefusedError, ExchangeError):
        return
    assert target.scheme == "https"
    assert target.host
    assert not target.userinfo
    assert not target.fragment


def test_no_host_no_way():
    with pytest.raises(GuardRefusedError, match="no host"):
        parse_address("http:///feed")
    with pytest.raises(ExchangeError, match="leads nowhere"):
        next_address(httpx2.URL("http://court.test/"), "", [], 5)

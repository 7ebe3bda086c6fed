from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.faults import GuardRefusedError
from feeds.fetch.guard import Guard, guard_for, why_not_public

GUARD = Guard()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("0.0.0.0", "this network"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "shared by a carrier's customers"),
        ("169.254.169.254", "link-local"),
        ("192.0.0.8", "reserved for protocols"),
        ("192.88.99.1", "6to4 relay"),
        ("198.19.0.1", "benchmarking"),
        ("203.0.113.9", "documentation"),
        ("224.0.1.1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::7f00:1", "an IPv4 address inside IPv6"),
        ("::ffff:127.0.0.1", "an IPv4 address inside IPv6"),
        ("::ffff:8.8.8.8", "an IPv4 address inside IPv6"),
        ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b::808:808", "NAT64"),
        ("64:ff9b:1::1", "NAT64"),
        ("2002:7f00:1::", "6to4"),
        ("2002:808:808::1", "6to4"),
        ("2001:0:808:808::1", "Teredo"),
        ("2001:20::1", "reserved for protocols"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fec0::1", "site-local"),
        ("ff0e::1", "multicast"),
        ("5f00::1", "not global unicast"),
        ("100::1", "not global unicast"),
        ("4000::1", "not global unicast"),
        ("fe80::1%eth0", "bound to a network interface"),
        ("2606:4700::1111%eth0", "bound to a network interface"),
        ("court.test", "not an address"),
        ("", "not an address"),
    ],
)
def test_what_is_not_public_and_why(address, why):
    assert why_not_public(address) == why


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"]
)
def test_public_addresses(address):
    assert why_not_public(address) is None


@settings(deadline=None, max_examples=200)
@given(st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3") | st.ip_addresses(v=6))
def test_no_address_the_library_knows_as_special_passes(address):
    if why_not_public(str(address)) is None:
        assert address.is_global
        special = ("private", "loopback", "link_local", "multicast", "reserved", "unspecified")
        assert not [kind for kind in special if getattr(address, f"is_{kind}")]
        if isinstance(address, ipaddress.IPv6Address):
            assert (address.ipv4_mapped, address.sixtofour, address.teredo) == (None, None, None)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0X7F.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "8.8.8.8.",
        "1.2.3.4.5",
        "evil.0x7f",
        "0x",
        "0",
        "08.8.8.8",
    ],
)
def test_an_address_in_disguise_is_refused_before_anyone_resolves_it(host):
    with pytest.raises(GuardRefusedError, match="unusual way to write an address"):
        GUARD.admit(host, 80)


@pytest.mark.parametrize(
    "host", ["court.test", "8.8.8.8", "::1", "4chan.test", "1.court.test", "0xcourt", "dcd.uscourts.gov."]
)
def test_names_and_plain_addresses_are_admitted_to_be_resolved(host):
    GUARD.admit(host, 443)


@pytest.mark.parametrize("port", [0, 22, 25, 81, 8080, 65535])
def test_other_ports_are_closed(port):
    with pytest.raises(GuardRefusedError, match=rf"port {port} of court\.test"):
        GUARD.admit("court.test", port)


def test_a_name_with_one_bad_address_is_refused_as_a_whole():
    GUARD.check("court.test", 443, ["8.8.8.8", "2606:4700::1111"])
    for addresses in (["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"]):
        with pytest.raises(GuardRefusedError, match=r"court\.test is at 10\.0\.0\.1 \(private\)"):
            GUARD.check("court.test", 443, addresses)


def test_what_the_operator_named_is_exempt_at_that_port_only():
    guard = guard_for([" LocalHost:8080", "[::1]:8081", "2130706433:80"])
    for host, port, address in (
        ("localhost", 8080, "127.0.0.1"),
        ("::1", 8081, "::1"),
        ("2130706433", 80, "127.0.0.1"),
    ):
        guard.admit(host, port)
        guard.check(host, port, [address])
    with pytest.raises(GuardRefusedError):
        guard.admit("localhost", 8081)
    with pytest.raises(GuardRefusedError):
        guard.check("localhost", 80, ["127.0.0.1"])
    with pytest.raises(GuardRefusedError):
        guard.admit("127.0.0.1", 8080)

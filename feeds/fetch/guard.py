"""Which hosts, ports and addresses may be asked. Refuses what is not plainly public, unless the operator named it.

A feed's address, or a redirect in it, must not make this program knock on doors inside the operator's network. The
table is IANA's registries of special-purpose addresses (RFC 6890 and successors), kept here because
`ipaddress.is_global` differs between Python versions and counts multicast and 6to4 as global.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Sequence
from typing import TypeAlias

import msgspec

from feeds.fetch.faults import GuardRefusedError

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), label)
    for network, label in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address inside IPv6"),
        ("::/96", "an IPv4 address inside IPv6"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# The URL standard's "ends in a number": the C library reads 2130706433, 0x7f.1 and 0177.0.0.1 as IPv4 addresses.
_NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one installation.

    `allow_hosts` are exempt from all of them: "host:port", IPv6 as "[::1]:8080", in lower case.
    """

    allow_hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})

    def admit(self, host: str, port: int) -> None:
        """Raises GuardRefusedError for a port that is not open to us, or a host that is an IPv4 address in disguise."""
        if self.exempts(host, port):
            return
        if port not in self.ports:
            raise GuardRefusedError(f"port {port} of {host} is not in fetch.allow_hosts")
        if _NUMERIC_HOST.fullmatch(host) and not _is_address(host):
            raise GuardRefusedError(f"{host} is an unusual way to write an address")

    def check(self, host: str, port: int, addresses: Sequence[str]) -> None:
        """Raises GuardRefusedError when any one of a name's addresses is not public: a name is refused as a whole."""
        if self.exempts(host, port):
            return
        for address in sorted(addresses):  # name servers turn their order about, and the reason is to stay the same
            if (why := why_not_public(address)) is not None:
                raise GuardRefusedError(
                    f"{host} is at {address} ({why}), and {host}:{port} is not in fetch.allow_hosts"
                )

    def exempts(self, host: str, port: int) -> bool:
        """Whether the operator named this very host and port."""
        bracketed = f"[{host}]" if ":" in host else host
        return f"{bracketed}:{port}".lower() in self.allow_hosts


def guard_for(allow_hosts: Collection[str]) -> Guard:
    """The guard for `[fetch] allow_hosts` as configured."""
    return Guard(allow_hosts=frozenset(entry.strip().lower() for entry in allow_hosts))


def why_not_public(address: str) -> str | None:
    """Why an address is not a public one, or None when it is. Text that is no address, or has a zone, is not public.

    Addresses that carry another one inside (IPv4-mapped, 6to4, Teredo, NAT64) are refused whatever they carry.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.scope_id is not None:
        return "bound to a network interface"
    label = next(
        (label for network, label in _SPECIAL if parsed.version == network.version and parsed in network), None
    )
    if label is not None:
        return label
    if isinstance(parsed, ipaddress.IPv6Address) and parsed not in _GLOBAL_UNICAST:
        return "not global unicast"
    return None if parsed.is_global else "not global"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True

"""The tree against RFC 6962's definition, written out again, and against its published test vectors."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from monitor.ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash, root_of


def mth(leaves):
    """RFC 6962, section 2.1, word for word."""
    n = len(leaves)
    if n == 0:
        return hashlib.sha256().digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < n:
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


# the inputs and roots that Certificate Transparency implementations are tested with
VECTORS = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_published_roots():
    for size, root in ROOTS.items():
        assert root_of(map(leaf_hash, VECTORS[:size])).hex() == root


def test_no_leaves():
    assert Frontier().root() == EMPTY_ROOT == mth([])


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_frontier_agrees_with_the_definition_at_every_size(leaves):
    frontier = Frontier()
    for size, leaf in enumerate(leaves, 1):
        frontier.append(leaf_hash(leaf))
        assert frontier.size == size
        assert frontier.root() == mth(leaves[:size])

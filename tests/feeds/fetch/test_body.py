from __future__ import annotations

import asyncio
import gzip
import itertools

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.body import read_body
from feeds.fetch.faults import ExchangeError
from feeds.fetch.gunzip import PIECE, Gunzip
from feeds.fetch.limits import Limits
from feeds.fetch.outcomes import FailureKind

SMALL = Limits(max_bytes=100, grace_seconds=10, min_bytes_per_second=10)


def read(chunks, coding="", limits=SMALL, clock=lambda: 0.0):
    async def stream():
        for chunk in chunks:
            yield chunk

    return asyncio.run(read_body(stream(), coding, limits, clock))


def test_the_cap_is_reached_but_not_passed():
    assert read([b"x" * 60, b"x" * 40]) == b"x" * 100
    with pytest.raises(ExchangeError, match="more than 100 bytes"):
        read([b"x" * 60, b"x" * 41])


def test_nothing_more_is_asked_for_once_the_cap_is_passed():
    taken = []
    with pytest.raises(ExchangeError):
        read(taken.append(n) or b"x" * 60 for n in itertools.count())
    assert len(taken) == 2


@pytest.mark.parametrize(("seconds", "slow"), [(9, False), (10, False), (10.5, True)])
def test_the_rate_counts_once_the_grace_is_over(seconds, slow):
    times = iter([0.0, seconds])
    if not slow:
        assert read([b"x"], clock=lambda: next(times)) == b"x"
        return
    with pytest.raises(ExchangeError) as caught:
        read([b"x"], clock=lambda: next(times))
    assert caught.value.kind is FailureKind.TOO_SLOW


def test_a_slow_but_steady_body_is_let_be():
    times = itertools.count(0, 5)
    assert read([b"x" * 50, b"x" * 50], clock=lambda: next(times)) == b"x" * 100


@pytest.mark.parametrize("error", [httpx2.RemoteProtocolError("peer closed\r\nconnection"), httpx2.ReadError("")])
def test_a_connection_that_breaks_within_a_body(error):
    def chunks():
        yield b"x"
        raise error

    with pytest.raises(ExchangeError) as caught:
        read(chunks())
    assert caught.value.kind is FailureKind.TRUNCATED


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 40), st.integers(0, 3))
def test_members_in_any_cut_with_padding_decode_to_their_contents(members, size, padding):
    packed = b"".join(gzip.compress(member) + bytes(padding) for member in members)
    cuts = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert read(cuts, "gzip", Limits()) == b"".join(members)


@settings(deadline=None, max_examples=60)
@given(st.binary(min_size=1, max_size=300), st.data())
def test_no_cut_stream_is_taken_for_a_whole_one(content, data):
    packed = gzip.compress(content)
    kept = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(ExchangeError) as caught:
        read([packed[:kept]], "gzip", Limits())
    assert caught.value.kind is FailureKind.TRUNCATED


def test_pieces_are_small_and_made_one_by_one():
    bomb = gzip.compress(bytes(8 * 1024 * 1024))
    decoder = Gunzip()
    pieces = decoder.pieces(bomb)
    assert len(next(pieces)) <= PIECE
    assert max(map(len, pieces)) <= PIECE
    decoder.finish()


def test_rubbish_after_the_stream_is_damage():
    with pytest.raises(ExchangeError) as caught:
        read([gzip.compress(b"x") + b"rubbish"], "gzip")
    assert caught.value.kind is FailureKind.ENCODING

"""A body that says nothing new is not read again; anything else is."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from feeds.memory import Memory
from feeds.model import Poll, Problem, SourceSpec
from feeds.parsing.results import parse_here
from feeds.sameness import digest_of, keep_reading, same_reading
from feeds.seen import Seen

SPEC = SourceSpec(id="a", kind="pacer-rss", url="https://ecf.example/feed", court="dcd")
FEED = (
    "<rss version='2.0'><channel><title>EXAMPLE</title><description>Docket entries of type: all</description>"
    "<lastBuildDate>{built}</lastBuildDate><item><title>1:31-cv-00042 A v. B</title><pubDate>Mon, 02 Jun 2031 15:00:00"
    " GMT</pubDate><guid>https://ecf.example/cgi-bin/DktRpt.pl?9&amp;{seq}</guid><description>[{event}]</description>"
    "</item></channel></rss>"
)


def poll(built="Mon, 02 Jun 2031 15:10:00 GMT", seq=1, event="Order", **differs):
    body = FEED.format(built=built, seq=seq, event=event).encode()
    polled = Poll(source="a", name="a", polled_at=datetime(2031, 6, 2, 16, tzinfo=UTC), body=body, url=SPEC.url)
    return msgspec.structs.replace(polled, **differs)


@pytest.fixture
def memory(tmp_path):
    with Memory(tmp_path / "feeds.db") as opened:
        read = parse_here(SPEC, poll(), ())
        opened.remember("a", "a", poll().polled_at, [Seen(identity=shown, item="i", of="k") for shown in read.shown])
        keep_reading(opened, SPEC, digest_of(SPEC, poll()), read)
        yield opened


def same(memory, polled, spec=SPEC):
    return same_reading(memory, spec, digest_of(spec, polled))


def test_the_same_body_built_later_gives_what_reading_it_would(memory):
    later = poll(built="Mon, 02 Jun 2031 15:20:00 GMT")
    assert same(memory, later) == parse_here(SPEC, later, memory.windows.seen("a"))


@pytest.mark.parametrize(
    "other",
    [
        poll(event="Order MODIFIED"),
        poll(seq=2),
        poll(status=503),
        poll(headers={"content-type": "text/xml; charset=utf-16"}),
        poll(body=poll().body.replace(b"Docket entries of type: all", b"Docket entries of type: order")),
        poll(body=poll().body.replace(b"15:00:00", b"15:00:01")),
        poll(body=poll().body[:-1]),
    ],
)
def test_a_body_that_differs_in_anything_else_is_read(memory, other):
    assert same(memory, other) is None


@pytest.mark.parametrize("window", [[], ["another.0"]])
def test_it_is_read_where_the_window_is_another_by_now(memory, window):
    assert same(memory, poll()) is not None
    memory.remember("a", "a", poll().polled_at, [Seen(identity=shown, item="i", of="k") for shown in window])
    assert same(memory, poll()) is None


def test_it_is_read_where_something_is_missing_that_is_still_looked_for(memory):
    shown, missing = memory.windows.last("a"), Seen(identity="gone.0", item="i", of="k2")
    memory.remember("a", "a", poll().polled_at, [*shown, missing])
    assert same(memory, poll()) is None


def test_it_is_read_once_the_windows_are_forgotten(memory):
    memory.forget_windows()
    assert same(memory, poll()) is None


def test_it_is_read_for_another_court(memory):
    assert same(memory, poll(), msgspec.structs.replace(SPEC, court="mnd")) is None


def test_what_is_at_fault_is_not_kept(memory):
    faulty = parse_here(SPEC, poll(), ())
    faulty = msgspec.structs.replace(faulty, problems=(Problem(source="a", item="x", reason="left out"),))
    keep_reading(memory, SPEC, b"another body", faulty)
    assert same_reading(memory, SPEC, b"another body") is None

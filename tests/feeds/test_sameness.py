"""A body that says nothing new is not read again; anything else is."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from feeds.memory import Memory
from feeds.model import Poll, Problem, SourceSpec
from feeds.parsing.results import parse_here
from feeds.sameness import keep_reading, same_reading

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
        keep_reading(opened, SPEC, poll(), parse_here(SPEC, poll(), ()))
        yield opened


@pytest.fixture
def seen():
    return frozenset(parse_here(SPEC, poll(), ()).shown)


def test_the_same_body_built_later_gives_what_reading_it_would(memory, seen):
    later = poll(built="Mon, 02 Jun 2031 15:20:00 GMT")
    assert same_reading(memory, SPEC, later, seen).result() == parse_here(SPEC, later, seen)


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
def test_a_body_that_differs_in_anything_else_is_read(memory, seen, other):
    assert same_reading(memory, SPEC, other, seen) is None


def test_it_is_read_where_an_item_of_it_is_not_known(memory):
    assert same_reading(memory, SPEC, poll(), frozenset()) is None


def test_it_is_read_for_another_court(memory, seen):
    assert same_reading(memory, msgspec.structs.replace(SPEC, court="mnd"), poll(), seen) is None


def test_what_is_at_fault_is_not_kept(tmp_path, seen):
    read = parse_here(SPEC, poll(), ())
    faulty = msgspec.structs.replace(read, problems=(Problem(source="a", item="x", reason="left out"),))
    with Memory(tmp_path / "other.db") as memory:
        keep_reading(memory, SPEC, poll(), faulty)
        assert same_reading(memory, SPEC, poll(), seen) is None

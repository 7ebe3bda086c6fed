"""One item that takes its reader too long costs itself: it is named, all others are read, and it is tried again."""

from __future__ import annotations

import gc
import re
import signal
import time
from datetime import UTC, datetime

import pytest

from feeds.model import Parsed, Poll, SourceSpec
from feeds.parsing.apart import GROUP, read_within
from feeds.parsing.budget import OverBudgetError, within
from feeds.parsing.caps import Caps
from feeds.parsing.results import Unparsed, parse_here
from tests.feeds.attacks import within as item_with
from tests.feeds.conftest import rss_feed, rss_item

DCD = SourceSpec(id="dcd", kind="pacer-rss", url="https://ecf.example/rss", court="dcd")
NOW = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)
HASTY = Caps(body_seconds=0.05, item_seconds=0.02)
COSTLY = "<enclosure url='x'/>" * 15_000
"""Half a second of feedparser's."""
CAPS = Caps(body_seconds=30.0, item_seconds=0.1)


@pytest.fixture(autouse=True)
def what_other_tests_left_is_gone():
    """A time that is up while a ledger of theirs is being thrown away would be a warning, and so a failure here."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def poll(*items: str) -> Poll:
    return Poll(source="dcd", name="p", polled_at=NOW, body=rss_feed(items))


@pytest.fixture
def too_long_in_one(monkeypatch):
    """Whatever is read first takes too long."""
    taken, honest = [], within

    def first_is_over(seconds, work):
        taken.append(seconds)
        if len(taken) == 1:
            raise OverBudgetError
        return honest(seconds, work)

    monkeypatch.setattr("feeds.parsing.apart.within", first_is_over)
    return taken


def numbers(parsed) -> list[int]:
    return [item.content.seq_no for item in parsed.items]


def test_an_item_that_takes_too_long_is_left_out_by_name_and_alone(too_long_in_one):
    shown = poll(*[rss_item(n) for n in range(1, 4)], item_with(COSTLY, 8), *[rss_item(n) for n in range(4, 4 + GROUP)])
    parsed = read_within(DCD, shown, (), CAPS)
    assert too_long_in_one[0] == CAPS.body_seconds
    assert isinstance(parsed, Parsed)
    assert numbers(parsed) == [*range(1, 4), *range(4, 4 + GROUP)]
    (problem,) = parsed.problems
    assert problem.reason.startswith('left out: reading it takes more than 0.1 s of processor time; it begins "<item>')
    assert "1:99-cv-00008" in problem.reason
    assert problem.item not in parsed.shown
    assert len(parsed.shown) == 3 + GROUP
    too_long_in_one.clear()
    again = read_within(DCD, shown, frozenset(parsed.shown), CAPS)
    assert (again.items, again.problems, again.shown) == ((), (problem,), parsed.shown)


def test_what_stays_within_its_time_is_read_as_ever():
    shown = poll(rss_item(1, event="A & B"), rss_item(2), rss_item(2), item_with("<x/>" * 20_001, 3))
    assert read_within(DCD, shown, (), Caps()) == parse_here(DCD, shown, ())


@pytest.mark.usefixtures("too_long_in_one")
def test_a_body_read_in_parts_says_what_it_says_in_one():
    """All that is about the body itself once, the items in their order."""
    shown = poll(rss_item(1, event="A & B"), *[rss_item(n) for n in (2, 2, 3)], item_with("<x/>" * 20_001, 4))
    in_parts, in_one = read_within(DCD, shown, (), Caps()), parse_here(DCD, shown, ())
    assert (in_parts.items, in_parts.shown) == (in_one.items, in_one.shown)
    assert sorted(p.reason for p in in_parts.problems) == sorted(p.reason for p in in_one.problems)


@pytest.mark.usefixtures("too_long_in_one")
def test_a_json_feed_is_read_in_parts_too():
    items = b",".join(b'{"id": "%d", "title": "EXAMPLE"}' % n for n in (1, 2, 2, 3))
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": [%s, 7]}' % items
    spec = SourceSpec(id="paper", kind="news-feed", url="https://x.example")
    shown = Poll(source="paper", name="p", polled_at=NOW, body=body)
    in_parts, in_one = read_within(spec, shown, (), Caps()), parse_here(spec, shown, ())
    assert (in_parts.items, in_parts.shown) == (in_one.items, in_one.shown)
    assert {p.reason for p in in_parts.problems} == {p.reason for p in in_one.problems}


@pytest.mark.usefixtures("too_long_in_one")
def test_when_the_time_of_a_body_is_over_the_rest_is_named_and_left_for_later():
    shown = poll(*[rss_item(n) for n in range(3)])
    parsed = read_within(DCD, shown, (), Caps(body_seconds=0.0))  # its outline is then read without a limit
    assert parsed.items == parsed.shown == ()
    assert {re.sub("; it begins.*", "", p.reason) for p in parsed.problems} == {
        "left out: the items before it took all the processor time that a body may take"
    }
    assert len({p.item for p in parsed.problems}) == 3


def test_what_has_no_items_apart_is_unreadable():
    body = b'{"results": [%s]}' % b",".join([b'{"id": 1, "description": "x"}'] * 200_000)
    spec = SourceSpec(id="cl", kind="courtlistener-api", url="https://x.example", court="dcd")
    found = read_within(spec, Poll(source="cl", name="p", polled_at=NOW, body=body), (), HASTY)
    assert found == Unparsed(reason="reading it takes more than 0.05 s of processor time")


def test_a_regular_expression_is_broken_into_and_the_process_is_as_before():
    began, before = time.process_time(), signal.getsignal(signal.SIGPROF)
    with pytest.raises(OverBudgetError):
        within(0.1, lambda: re.match(r"(a|aa)+$", "a" * 200 + "b"))
    assert time.process_time() - began < 5
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert within(1, lambda: 7) == 7

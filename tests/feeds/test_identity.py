"""An item's identity is its bytes and the feed's lasting context, and nothing that moves from poll to poll."""

from __future__ import annotations

from unittest.mock import patch

import feedparser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feeds.entries
from feeds.split import cut, split


def test_what_moves_from_poll_to_poll_is_no_part_of_it(feed, item, poll):
    items = [item(1), item(2)]
    first = poll(feed(items))
    later = poll(
        feed(items, built="Sun, 16 Mar 2025 01:00:00 GMT").replace(b"<title>EXAMPLE</title>", b"<title>Other</title>")
    )
    assert first.shown == later.shown


def test_context_that_gives_the_bytes_their_meaning_is_part_of_it(feed, item, poll):
    body = feed([item(1)])
    plain = poll(body).shown
    assert poll(body.replace(b'<rss version="2.0">', b'<rss version="2.0" xmlns:x="http://x.example/">')).shown != plain
    assert poll(body.replace(b"<channel>", b"<channel xml:lang='es'>")).shown != plain
    assert poll(body.replace(b"<channel>", b"<channel><language>es</language>")).shown != plain
    assert poll(body.replace(b"<channel>", b"<channel id='77'>")).shown == plain


def test_a_namespace_declared_on_the_first_item_is_not_the_feeds(feed, item, poll):
    named = item(1).replace("<item>", "<item xmlns:x='http://x.example/'>")
    assert poll(feed([named, item(2)])).shown[1] == poll(feed([item(2)])).shown[0]


def test_seen_items_never_reach_feedparser(feed, item, poll):
    items = [item(n, event="Motion to compel the caf\u00e9") for n in range(30)]
    seen = set(poll(feed(items[:29])).shown)
    with patch.object(feeds.entries.feedparser, "parse", wraps=feedparser.parse) as spy:
        parsed = poll(feed(items), seen=seen)
    read = b"".join(call.args[0].getvalue() for call in spy.call_args_list)
    assert read.count(b"<item>") == 1
    assert [i.content.seq_no for i in parsed.items] == [29]
    assert len(parsed.shown) == 30


def test_feedparser_is_given_memory_and_per_call_options_only(feed, item, poll):
    before = (feedparser.SANITIZE_HTML, feedparser.RESOLVE_RELATIVE_URIS)
    with patch.object(feeds.entries.feedparser, "parse", wraps=feedparser.parse) as spy:
        poll(feed([item(1)]), content_location="https://x.example/feed")
    (call,) = spy.call_args_list
    assert type(call.args[0]).__name__ == "BytesIO"
    assert call.kwargs["sanitize_html"] is False is call.kwargs["resolve_relative_uris"]
    assert call.kwargs["response_headers"]["content-location"] == "https://x.example/feed"
    assert before == (feedparser.SANITIZE_HTML, feedparser.RESOLVE_RELATIVE_URIS)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_cutting_any_seen_items_out_leaves_the_others_as_they_are(feed, item, data):
    kinds = data.draw(
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["Order", "Notice", "A & B"])), max_size=12)
    )
    body = feed([item(n, event=e.replace("&", "&amp;")) for n, e in kinds])
    document = split("x", body, {})
    keep = frozenset(data.draw(st.sets(st.sampled_from(range(len(kinds)))))) if kinds else frozenset()
    again = split("x", cut(document, keep), {})
    assert [s.hash for s in again.slices] == [s.hash for i, s in enumerate(document.slices) if i in keep]
    assert len({s.identity for s in document.slices}) == len(kinds)

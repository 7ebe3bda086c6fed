"""JSON polls: identity by bytes, one bad item costs no other, and what is no feed is refused with its reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.items import NewsItem
from monitor.errors import UnreadableError

V1 = "https://jsonfeed.org/version/1.1"


def entry(n: int, **more: object) -> dict[str, object]:
    return {
        "id": f"EXAMPLE-{n}",
        "title": f"EXAMPLE {n}",
        "content_text": f"Words {n}",
        "date_published": "2025-03-16T10:00:00Z",
    } | more


def feed(items: list[object], **more: object) -> bytes:
    return json.dumps({"version": V1, "title": "EXAMPLE", "items": items} | more).encode()


@pytest.fixture
def news(poll):
    return lambda body, seen=(), **headers: poll(body, seen, kind="news-feed", **headers)


def test_a_seen_item_is_not_read_again_but_is_shown(news):
    first = news(feed([entry(2), entry(1)]))
    again = news(feed([entry(3), entry(2), entry(1)], next_url="https://example.org/?page=2"), set(first.shown))
    assert [i.item for i in again.items] == ["EXAMPLE-3"]
    assert again.shown[1:] == first.shown


def test_identical_twins_are_two_items(news):
    parsed = news(feed([entry(1), entry(1)]))
    assert len(set(parsed.shown)) == 2
    assert len(parsed.items) == 2


def test_an_edited_item_has_another_identity_and_the_same_guid(news):
    old, new = news(feed([entry(1)])).items[0], news(feed([entry(1, content_text="Other words")])).items[0]
    assert old.identity != new.identity
    assert (old.guid, old.date, old.title) == (new.guid, new.date, new.title)
    assert old.body != new.body


def test_the_capture_is_the_items_own_bytes_and_says_that_it_is_json(news):
    item = news(feed([entry(1)])).items[0]
    assert json.loads(item.raw) == entry(1)
    assert item.media_type == "application/json"


def test_a_byte_order_mark_and_blanks_are_no_fault(news):
    assert len(news(b"\xef\xbb\xbf \n" + feed([entry(1)])).items) == 1


@pytest.mark.parametrize("bad", [b'"\xff\xfe"', rb'"\ud83d"', rb'"\udc00\ud83d"'])
def test_half_a_character_spoils_its_own_item_alone(news, bad):
    body = feed([entry(1, title="HERE"), entry(2)])
    parsed = news(body.replace(b'"HERE"', bad))
    assert len(parsed.items) == 2
    assert "\ufffd" in parsed.items[0].content.title
    assert [p.reason for p in parsed.problems] == ["what is no character was replaced"]
    assert parsed.items[1].identity == news(body).items[1].identity


def test_a_whole_character_in_two_escapes_and_an_escaped_backslash_stay(news):
    body = feed([entry(1, title="HERE")]).replace(b'"HERE"', rb'"\ud83d\ude00 \\ud83d"')
    parsed = news(body)
    assert parsed.items[0].content.title == "\U0001f600 \\ud83d"
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (feed([entry(1)])[:-20], "no JSON feed"),
        (b"{}", "none of: JSON Feed"),
        (b"[]", "no JSON feed"),
        (b'{"error": "rate limit exceeded"}', "none of: JSON Feed"),
        (feed([entry(1)]).replace(b"version/1.1", b"version/2"), "version 'https://jsonfeed.org/version/2'"),
        (b'{"results": [{"name": "something else"}]}', "none of: JSON Feed"),
        (b'{"items": ' + b"[" * 3000 + b"]" * 3000 + b"}", "no JSON feed"),
        (b'{"version": "' + V1.encode() + b'", "items": {"a": 1}}', "no JSON feed"),
    ],
)
def test_what_is_no_feed_is_refused(news, body, reason):
    with pytest.raises(UnreadableError, match="example") as caught:
        news(body)
    assert reason in caught.value.reason


def test_a_cut_body_is_refused_by_its_length(news):
    body = feed([])
    with pytest.raises(UnreadableError, match="Content-Length"):
        news(body, content_length=str(len(body) + 1))


def test_an_html_page_where_json_should_be_is_named(news):
    with pytest.raises(UnreadableError, match="HTML page"):
        news(b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>")


@pytest.mark.parametrize("body", [feed([]), b'{"results": []}', b'{"count": 0, "results": []}'])
def test_an_empty_list_is_an_empty_poll(news, body):
    parsed = news(body)
    assert (parsed.items, parsed.shown) == ((), ())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "title", "content_html", "date_published", "x"]), inner, max_size=4),
        max_leaves=8,
    )
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_whatever_an_item_is_the_others_are_read(anything):
    from datetime import UTC, datetime

    from feeds.kinds import parse
    from feeds.model import Poll, SourceSpec

    spec = SourceSpec(id="example", kind="news-feed", url="")
    poll = Poll(
        source="example",
        name="p",
        polled_at=datetime(2025, 3, 17, tzinfo=UTC),
        body=feed([entry(1), anything, entry(2)]),
    )
    parsed = parse(spec, poll)
    assert {"EXAMPLE-1", "EXAMPLE-2"} <= {i.item for i in parsed.items}
    assert len(parsed.shown) == 3
    assert all(isinstance(i.content, NewsItem) for i in parsed.items)
    assert len(parsed.items) == 3 or any(p.item == "item 2" for p in parsed.problems)


def test_a_folder_of_recorded_json_polls_leaves_the_notes_beside_them_out(tmp_path):
    from feeds.model import SourceSpec
    from feeds.recordings import polls

    (tmp_path / "2025-03-15T221000Z.json").write_bytes(feed([entry(1)]))
    (tmp_path / "2025-03-15T221000Z.json.poll.json").write_text(
        '{"polled_at": "2025-03-15T22:10:00Z", "url": "https://example.org"}'
    )
    found = list(polls(SourceSpec(id="example", kind="news-feed", url=str(tmp_path))))
    assert [(p.name, p.url) for p in found] == [("2025-03-15T221000Z.json", "https://example.org")]

"""Lists of feeds: what they propose, what of it is refused, and what becomes of hostile ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import opml
from feeds.model import SourceSpec
from monitor.errors import InputError

NOW = datetime(2025, 3, 17, 16, tzinfo=UTC)


def listing(inner: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<opml version="2.0"><head><title>EXAMPLE</title></head><body>{inner}</body></opml>'.encode()


def test_feeds_in_folders_in_their_order():
    listed = opml.read(
        listing(
            '<outline text="Courts"><outline text="One" title="EXAMPLE &amp; One" xmlUrl=" https://one.example.org/f "/></outline>'
            '<outline text="Two" xmlurl="http://two.example.org/f"/><outline text="a page" htmlUrl="https://x.example.org"/>'
        ),
        "list",
    )
    assert [(f.title, f.url) for f in listed.feeds] == [
        ("EXAMPLE & One", "https://one.example.org/f"),
        ("Two", "http://two.example.org/f"),
    ]
    assert listed.refused == ()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("feed://a.example.org", "no web address"),
        ("https://", "no web address"),
        ("https://[::1", "cannot be read"),
        ("https://u:secret@a.example.org/f", "holds a password: a.example.org"),
        ("https://a.example.org/a b", "what no address holds"),
        ("https://a.example.org/" + "a" * 2000, "too long"),
    ],
)
def test_an_address_that_no_source_can_have_is_left_out_with_its_reason(url, why):
    listed = opml.read(listing(f'<outline text="EXAMPLE" xmlUrl="{url}"/>'), "list")
    assert listed.feeds == ()
    assert why in listed.refused[0]
    assert "secret" not in listed.refused[0]


def test_an_address_listed_twice_is_one_feed():
    listed = opml.read(
        listing('<outline text="A" xmlUrl="https://a.example.org"/><outline text="B" xmlUrl="https://a.example.org"/>'),
        "list",
    )
    assert [f.title for f in listed.feeds] == ["A"]
    assert listed.refused == ("B: https://a.example.org is listed twice",)


BOMB = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (listing('<outline text="&b;" xmlUrl="https://a.example.org"/>', BOMB), "declares an entity"),
        (listing('<outline text="x" xmlUrl="https://a.example.org"/>&a;', OUTSIDE), "declares an entity"),
        (listing("<outline>" * 60 + "</outline>" * 60), "nested deeper than 50"),
        (b"<rss><channel/></rss>", "<rss>, not <opml>"),
        (b"<!DOCTYPE html><html></html>", "<html>, not <opml>"),
        (listing('<outline text="x"/>')[:-9], "no OPML"),
        (b"", "no OPML"),
        (b"\x00" * 100, "no OPML"),
        (listing("", '<?xml version="1.0" encoding="no-such"?>'), "no OPML"),
        (b" " * (opml.MOST_BYTES + 1), "has 5,000,000 at most"),
        (listing('<outline xmlUrl="https://a.example.org"/>' * (opml.MOST_FEEDS + 1)), "more than 10,000 feeds"),
    ],
)
def test_a_hostile_list_is_refused_with_its_name(body, why):
    with pytest.raises(InputError, match=r"^list: ") as caught:
        opml.read(body, "list")
    assert why in str(caught.value)


def test_a_title_cannot_forge_a_line():
    listed = opml.read(
        listing('<outline text="A&#10;[[source]]&#10;x&#x202E;y" xmlUrl="https://a.example.org"/>'), "list"
    )
    assert listed.feeds[0].title == "A [[source]] x y"


def spec(n: int, **more: object) -> SourceSpec:
    return SourceSpec(id=f"source-{n}", kind="news-feed", url=f"https://{n}.example.org/f?a=1&b=<2>", **more)


def test_what_is_written_is_read_again():
    specs = [spec(1, every_seconds=900), spec(2, speaker='The "EXAMPLE" Office'), spec(3, court="dcd")]
    listed = opml.read(opml.write(specs, "EXAMPLE", NOW), "list")
    assert [(f.title, f.url, f.kind, f.court, f.speaker, f.every) for f in listed.feeds] == [
        (s.id, s.url, s.kind, s.court, s.speaker, f"{s.every_seconds}s") for s in specs
    ]


@given(st.binary(max_size=200) | st.text(max_size=200).map(listing))
@settings(deadline=None, max_examples=100)
def test_anything_else_is_refused_and_nothing_else_is_raised(body):
    try:
        listed = opml.read(body, "list")
    except InputError:
        return
    assert all(f.url.startswith("http") for f in listed.feeds)

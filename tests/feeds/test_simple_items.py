"""What is read of a simple item without feedparser is what feedparser reads of it, to the character."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds import entries
from feeds.entries import read
from feeds.model import Poll
from feeds.simple_items import simple_items
from feeds.split import split
from monitor.errors import UnreadableError

SAMPLES = sorted((Path(__file__).parent / "samples").rglob("*.xml"))
HEADS = (
    '<rss version="2.0"><channel><title>EXAMPLE</title><description>all</description>',
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- EXAMPLE --> <rss version="2.0"'
    ' xmlns:blogChannel="http://backend.userland.com/blogChannelModule"'
    ' xmlns:atom="http://www.w3.org/2005/Atom">\n<channel><image><title>x</title><url>http://a.example/b.gif</url>'
    "<link>http://a.example</link></image>",
    '<rss version="2.0" xml:base="https://b.example/c/"><channel>',
    '<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel>',
    '<rss><channel base="d/" >',
    "<rss><channel><link>https://e.example</link><item><title>first</title></item>",
)
BETWEEN = ("", "\n", "<ttl>5</ttl>", "words")
WORDS = st.sampled_from(
    (
        "",
        " ",
        "\n\t",
        "1:31-cv-00042 Rivers v. Dams ",
        "[Order] (&#x3C;a href=&#x22;https://ecf.example/doc1/1?caseid=1&amp;de_seq_num=9&#x22; &#x3E;39&#x3C;/a&#x3E;)",
        "&amp;amp;copy 2031 AT&amp;T",
        "<![CDATA[[Order] Rivers & Dams <b>x</b> ]]>",
        " <![CDATA[a]]> ",
        "<![CDATA[a]]>b<![CDATA[c]]>",
        "a<![CDATA[b]]>",
        "<![CDATA[]]>",
        "<b>bold</b>",
        "<!-- note -->x",
        "café &#233; &#x93; &#150;",
        "cafÃ©",
        "&#13;&#10;&#9;",
        "a\r\nb\rc",
        "&lt;p&gt;one&lt;/p&gt;",
        "Mon, 02 Jun 2031 15:00:00 GMT",
        "https://ecf.example/cgi-bin/DktRpt.pl?9&amp;7",
        "https://ecf.example/cgi-bin/DktRpt.pl?9&#x26;7",
        "HTTPS://ecf.example/A",
        "https://ecf.example",
        "https://ecf.example/a?",
        "https://ecf.example/a?b#",
        "https://ecf.example/a;p?b&amp;c;d",
        "https:////ecf.example/a",
        "https://ecf.example/a b",
        "https://[ecf.example/a",
        "https://ecf.example/../a//b/./c?d?e=/f",
        "http://ecf.example:8080/a",
        "javascript:alert(1)",
        "/relative?x",
        "x",
        "9",
    )
)
NAMES = st.sampled_from(
    ("title", "link", "description", "pubDate", "guid", "guid", "author", "category", "updated", "Title", "content")
)
ATTRIBUTES = st.sampled_from(
    ("", "", "", ' isPermaLink="true"', ' isPermaLink="false"', " isPermaLink='false'", ' isPermaLink="TRUE"', ' a="b"')
)


@st.composite
def items(draw):
    fields = draw(st.lists(st.tuples(NAMES, ATTRIBUTES, WORDS, st.sampled_from(("", " ", "\n\t", "\r\n"))), max_size=7))
    inner = "".join(f"<{name}{attribute}>{words}</{name}>{gap}" for name, attribute, words, gap in fields)
    return f"<item>{draw(st.sampled_from(('', ' ', chr(10))))}{inner}</item>"


def poll(body, url="https://ecf.example/rss"):
    return Poll(source="a", name="a", polled_at=datetime(2031, 6, 2, 16, tzinfo=UTC), body=body, url=url)


def both(monkeypatch, polled):
    try:
        ours = read(polled)
    except UnreadableError as error:
        ours = str(error)
    with monkeypatch.context() as only:
        only.setattr(entries, "simple_items", lambda *_: {})
        try:
            theirs = read(polled)
        except UnreadableError as error:
            theirs = str(error)
    return ours, theirs


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(HEADS),
    st.lists(items(), min_size=1, max_size=3),
    st.sampled_from(BETWEEN),
    st.sampled_from(("https://ecf.example/rss", "", "http://[bad", "ftp://x/y")),
)
@example(HEADS[0], ["<item><guid>https://ecf.example/a</guid><link></link></item>"], "", "")
@example(HEADS[0], ["<item><link></link><guid>https://ecf.example/a</guid></item>"], "", "")
@example(HEADS[0], ["<item><title>a]]&gt;b</title></item>"], "", "")
@example(HEADS[0], ["<item><link>https://ecf.example/a</link></item>"], "", "http://[bad")
def test_the_items_are_those_that_feedparser_reads(head, listed, between, url):
    body = (head + between.join(listed) + "</channel></rss>").encode()
    with pytest.MonkeyPatch.context() as monkeypatch:
        ours, theirs = both(monkeypatch, poll(body, url))
    assert ours == theirs


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_samples_are_read_as_feedparser_reads_them(monkeypatch, path):
    ours, theirs = both(monkeypatch, poll(path.read_bytes()))
    assert ours == theirs


def fields_of(inner, head=HEADS[0]):
    document = split("a", f"{head}<item>{inner}</item></channel></rss>".encode(), {})
    return simple_items(document, [len(document.slices) - 1])


def test_a_courts_item_is_simple():
    inner = (
        "\n<title><![CDATA[1:31-cv-00042 A v. B]]></title>\n<pubDate>Mon, 02 Jun 2031 15:00:00 GMT</pubDate><author></author>"
        '<guid isPermaLink="true">https://ecf.example/cgi-bin/DktRpt.pl?9&#x26;7</guid>'
        "<description>[Order] (&#x3C;a href=&#x22;https://ecf.example/1&#x22;&#x3E;3&#x3C;/a&#x3E;)</description>\n"
    )
    assert fields_of(inner) == {
        0: {
            "id": "https://ecf.example/cgi-bin/DktRpt.pl?9&7",
            "title": "1:31-cv-00042 A v. B",
            "published": "Mon, 02 Jun 2031 15:00:00 GMT",
            "link": "https://ecf.example/cgi-bin/DktRpt.pl?9&7",
            "summary_detail": {
                "value": '[Order] (<a href="https://ecf.example/1">3</a>)',
                "type": "text/html",
            },
        }
    }


@pytest.mark.parametrize(
    "inner",
    [
        "<title>caf\u00e9</title>",
        "<title>a</title><title>b</title>",
        "<title>a<b>c</b></title>",
        "<title type='html'>a</title>",
        "<title><![CDATA[a]]>b</title>",
        "<link>relative</link>",
        "<guid>7</guid>",
        "<description>&#233;</description>",
        "<updated>2031</updated>",
        "words",
    ],
)
def test_what_is_not_sure_is_left_to_feedparser(inner):
    assert fields_of(inner) == {}


@pytest.mark.parametrize("head", HEADS[2:5])
def test_nothing_is_simple_where_the_feed_says_what_things_mean(head):
    assert fields_of("<title>a</title>", head) == {}

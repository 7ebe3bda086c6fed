"""What a source can do wrong, and what becomes of it: an item's fault costs that item, a body's fault is a signal."""

from __future__ import annotations

import pytest

from feeds.entries import fields_of
from feeds.kinds import parse
from feeds.model import Poll, SourceSpec
from feeds.split import split
from monitor.errors import InputError, UnreadableError
from tests.feeds.conftest import NOW


def texts(parsed):
    return [i.content.text for i in parsed.items]


def test_one_raw_ampersand_costs_one_problem_and_no_item(feed, item, poll):
    items = [item(n) for n in range(40)]
    before = poll(feed(items))
    items[7] = item(7, event="Motion by Doe & Roe")
    after = poll(feed(items))
    assert len(after.items) == 40
    assert [p.item for p in after.problems] == ["dcd/99-cv-7/s7"]
    assert texts(after)[7] == "Motion by Doe & Roe"
    untouched = [i for i in range(40) if i != 7]
    assert [after.shown[i] for i in untouched] == [before.shown[i] for i in untouched]


def test_a_fault_in_a_seen_item_is_not_told_again(feed, item, poll):
    body = feed([item(1, event="A & B"), item(2)])
    first = poll(body)
    again = poll(body, seen=set(first.shown))
    assert len(first.problems) == 1
    assert (again.items, again.problems, again.shown) == ((), (), first.shown)


def test_entity_names_and_control_characters_are_repaired(feed, item, poll):
    parsed = poll(feed([item(1, event="Caf&eacute; \x0b&nbsp;&bogus; &#2;x"), item(2)]))
    assert texts(parsed) == ["Café &bogus; x", "Order"]
    assert len(parsed.problems) == 1


def test_malformed_xml_in_one_item_leaves_its_neighbours_alone(feed, item, poll):
    good = [item(n) for n in range(3)]
    before = poll(feed(good))
    broken = item(9, event="Broken <b>event").replace("</guid>", "")
    after = poll(feed([good[0], broken, good[1], good[2]]))
    assert len(after.items) == 4
    assert [after.shown[i] for i in (0, 2, 3)] == list(before.shown)
    assert {p.item for p in after.problems} == {after.items[1].item}
    assert "malformed XML" in after.problems[0].reason
    assert texts(after)[0] == texts(after)[2] == "Order"


def test_the_loose_reading_is_not_done_for_seen_items(feed, item, poll):
    body = feed([item(1), item(2).replace("</title>", ""), item(3)])
    first = poll(body)
    assert len(first.items) == 3
    assert poll(body, seen=set(first.shown)).items == ()


def test_an_item_that_is_never_closed_ends_where_the_next_begins(feed, item, poll):
    parsed = poll(feed([item(1), item(2).replace("</item>", ""), item(3)]))
    assert [i.content.seq_no for i in parsed.items] == [1, 2, 3]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"<!DOCTYPE html><html><head><title>Down for EXAMPLE maintenance</title></head></html>", "Down for EXAMPLE"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "an HTML page"),
        (b'{"error": "EXAMPLE"}', "truncated, or no feed"),
        (b"<?xml version='1.0'?><opml><body/></opml>", "the root element is <opml>"),
        (b"<rss><channel><title>a < b</title></channel></rss>", "no item can be made out"),
    ],
)
def test_what_is_no_feed_is_unreadable_and_says_why(poll, body, reason):
    with pytest.raises(UnreadableError) as caught:
        poll(body)
    assert reason in caught.value.reason
    assert caught.value.source == "example"


def test_comments_before_the_root_do_not_stall_it(poll, feed, item):
    """Two to the power of their number, where each may run over the next."""
    comments = b"<!---->" * 500
    with pytest.raises(UnreadableError, match="an HTML page"):
        poll(comments + b"<html>")
    assert len(poll(comments + feed([item(1)]).partition(b"\n")[2]).items) == 1


def test_a_truncated_body_is_never_half_taken(feed, item, poll):
    whole = feed([item(n) for n in range(5)])
    end = whole.index(b"</rss>")
    for length in (end, end + 4, len(whole) // 2, len(whole) // 3, whole.index(b"</item>") + 7):
        with pytest.raises(UnreadableError, match="truncated"):
            poll(whole[:length])


def test_a_body_shorter_than_content_length_is_unreadable(feed, item, poll):
    body = feed([item(1)])
    with pytest.raises(UnreadableError, match=f"Content-Length says {len(body) + 9} bytes, {len(body)} came"):
        poll(body, content_length=str(len(body) + 9))
    assert len(poll(body, content_length=str(len(body))).items) == 1
    assert len(poll(body, content_length="7").items) == 1
    assert len(poll(body, content_length=str(len(body) + 9), content_encoding="gzip").items) == 1


def test_an_answer_that_is_no_success_is_unreadable(feed, item, poll):
    with pytest.raises(UnreadableError, match="status 503"):
        poll(feed([item(1)]), status=503)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE rss [<!ENTITY % p "x">]>',
        b'<!DOCTYPE rss [<!ENTITY b "&#60;item/>">]>',
        b"<!DOCTYPE rss [<!ENTITY b '" + b"b" * 65 + b"'>]>",
    ],
)
def test_declared_entities_are_refused(declaration, poll):
    body = b"<?xml version='1.0'?>" + declaration + b"<rss><channel><item><title>&b;&x;</title></item></channel></rss>"
    with pytest.raises(UnreadableError, match="declares an entity"):
        poll(body)


def test_a_doctype_without_entities_is_read(feed, item, poll):
    body = feed([item(1)]).replace(
        b"<rss", b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss">\n<rss', 1
    )
    assert texts(poll(body)) == ["Order"]


def test_short_words_that_a_feed_declares_are_read_where_it_uses_them(feed, item, poll):
    declares = b"<!DOCTYPE rss [<!ENTITY court 'U.S. Dist. Ct. &#8211; \"EXAMPLE\"'>]>\n<rss"
    body = feed([item(1, event="Order of &court;"), item(2, event="<![CDATA[Order &court;]]>")])
    parsed = poll(body.replace(b"<rss", declares, 1))
    assert texts(parsed) == ['Order of U.S. Dist. Ct. – "EXAMPLE"', "Order &court;"]
    assert parsed.problems == ()


def test_words_that_would_grow_a_body_by_a_megabyte_are_refused(feed, item, poll):
    declares = b"<!DOCTYPE rss [<!ENTITY a '" + b"a" * 64 + b"'>]><rss"
    body = feed([item(1, event="&a;" * 20_000)]).replace(b"<rss", declares, 1)
    with pytest.raises(UnreadableError, match="would add more than 1048576 bytes"):
        poll(body)


def test_a_set_of_names_that_stands_elsewhere_is_never_looked_at(feed, item, poll):
    declares = b'<!DOCTYPE rss [<!ENTITY % HTMLlat1 SYSTEM "http://169.254.169.254/xhtml-lat1.ent"> %HTMLlat1;]>\n<rss'
    parsed = poll(feed([item(1, event="Caf&eacute;")]).replace(b"<rss", declares, 1))
    assert texts(parsed) == ["Café"]


def test_a_feed_under_the_document_type_of_html_is_a_feed(feed, item, poll):
    body = feed([item(1)]).replace(
        b"<rss", b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">\n<!-- - --><rss', 1
    )
    assert texts(poll(body)) == ["Order"]


def test_a_root_whose_end_tag_lacks_its_last_character_is_whole(feed, item, poll):
    whole = feed([item(1), item(2)])
    assert poll(whole.rstrip()[:-1]).shown == poll(whole).shown


def test_a_prefix_that_is_declared_nowhere_costs_no_item_its_identity(feed, item, poll):
    before = poll(feed([item(1), item(2)]))
    extra = item(3).replace("<link>", "<media:title>EXAMPLE</media:title><x y:z='1'/><link>")
    after = poll(feed([extra, item(1), item(2)]))
    assert after.shown[1:] == before.shown
    assert (len(after.items), after.problems) == (3, ())
    assert poll(feed(["<media:title>EXAMPLE</media:title>"])).items == ()


def test_a_declaration_of_xml_that_comes_too_late_is_dropped(feed, item, poll):
    body = b"<!-- EXAMPLE -->\n" + feed([item(1)])
    assert texts(poll(body)) == ["Order"]


def test_channels_of_the_nineties_are_read(poll):
    body = (
        b'<?xml version="1.0"?><CHANNEL HREF="https://example.org/"><TITLE>EXAMPLE</TITLE>'
        b'<ITEM HREF="https://example.org/1" LASTMOD="2025-03-15T09:00Z"><TITLE>Judge rules</TITLE>'
        b"<ABSTRACT>EXAMPLE</ABSTRACT></ITEM></CHANNEL>"
    )
    (found,) = poll(body, kind="news-feed").items
    assert (found.content.title, found.content.url, found.content.text) == (
        "Judge rules", "https://example.org/1", "EXAMPLE",
    )  # fmt: skip


def test_items_that_stand_where_none_belong_are_not_taken_for_others(feed, item, poll):
    """feedparser makes an entry of each, so ours are then read one at a time, each without what stands around it."""
    inside = f"<image>{item(8)}</image><webMaster>{item(9)}</webMaster>"
    assert [i.content.seq_no for i in poll(feed([inside, item(1), item(2)])).items] == [1, 2]


def test_an_address_is_relative_to_where_the_answer_says_that_it_stands(poll):
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><id>1</id><link href="a"/></entry></feed>'
    spec = SourceSpec(id="s", kind="news-feed", url="")
    for said, link in ("/b/", "https://example.org/b/a"), ("javascript:x", "https://example.org/f/a"), ("//[", "f/a"):
        found = parse(spec, Poll(source="s", name="p", polled_at=NOW, body=atom, url="https://example.org/f/feed",
                                 headers={"content-location": said}))  # fmt: skip
        assert found.items[0].content.url.endswith(link)


ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(300))


@pytest.mark.parametrize(
    "attack",
    [
        lambda text: text.replace("<title>", f"<title {ATTRIBUTES}>"),
        lambda text: text.replace("<item>", f"<item {ATTRIBUTES}>"),
        lambda text: text.replace("<link>", "<x>" * 300 + "</x>" * 300 + "<link>"),
        lambda text: text.replace("<link>", "<x/>" * 20_001 + "<link>"),
        lambda text: text.replace("<link>", f"<x>{'a' * 9_000_000}</x><link>"),
    ],
    ids=["attributes", "attributes of the item", "depth", "elements", "bytes"],
)
def test_an_item_beyond_any_items_needs_is_left_out_alone_and_said_each_time(feed, item, poll, attack):
    body = feed([item(1), attack(item(2)), item(3)])
    parsed = poll(body)
    assert [i.content.seq_no for i in parsed.items] == [1, 3]
    assert len(parsed.shown) == 2
    (problem,) = parsed.problems
    assert "left out: more elements" in problem.reason
    assert "<item" in problem.reason
    later = poll(feed([item(9), item(1), attack(item(2)), item(3)]), seen=set(parsed.shown))
    assert later.problems == (problem,)  # the same words: they are said once


def test_costly_elements_beyond_their_measure_do_not_count(feed, item, poll):
    trap = f"<category {ATTRIBUTES}>x</category>" * 100 + "<category>x</category>" * 20_000
    assert len(poll(feed([item(1).replace("<link>", trap + "<link>")])).items) == 1


def test_authors_and_categories_are_read_up_to_their_measure(feed, item):
    def read(*inserted: str) -> list[str]:
        document = split("s", feed(["".join(inserted), item(1).replace("<link>", "".join(inserted) + "<link>")]), {})
        fields = fields_of(document, [0], {})[1][0][0]
        return [fields.get("author", ""), *[tag["term"] for tag in fields.get("tags", ())]]

    author, category = "<author>A. Reporter</author>", "<category>{}</category>"
    assert read(author, category.format("Courts")) == ["A. Reporter", "Courts"]
    assert read(f"<author>{'a' * 1000}</author>", category.format("Courts")) == ["", "Courts"]
    assert len(read(*[category.format(f"{n:0977}") for n in range(20)])) == 1 + 8
    assert read(
        f"<category {ATTRIBUTES}>x</category>", author, "<source>" + "<b>" * 250 + "</b>" * 250 + "</source>"
    ) == ["A. Reporter"]


def test_elements_beyond_any_feed_are_refused(feed, item, poll):
    for head in (f"<image {ATTRIBUTES}/>", "<x>" * 300 + "</x>" * 300):
        with pytest.raises(UnreadableError, match="beyond what any feed needs"):
            poll(feed([head, item(1)]))


def test_an_author_made_to_hang_the_parser_is_never_read(feed, item, poll):
    """feedparser#562: this takes more than a minute where feedparser sees it."""
    trap = "<author>" + "a" * 200_000 + "</author>"
    assert len(poll(feed([trap, item(1).replace("<link>", trap + "<link>")])).items) == 1
    broken = item(2).replace("<link>", trap + "<link>").replace("</guid>", "")
    assert len(poll(feed([item(1), broken])).items) == 2


def test_a_charset_in_the_header_that_is_wrong_is_said(feed, item, poll):
    body = feed([item(1, event="Café")])
    parsed = poll(body, content_type="application/rss+xml; charset=us-ascii")
    assert texts(parsed) == ["Café"]
    assert "us-ascii" in parsed.problems[0].reason
    assert poll(body, content_type="text/xml").problems == ()


def test_utf8_bytes_under_a_latin1_declaration_are_kept_as_declared(feed, item, poll):
    body = feed([item(1, event="Café")]).replace(b'"utf-8"', b'"ISO-8859-1"')
    assert texts(poll(body)) == ["CafÃ©"]
    assert texts(poll(feed([item(1, event="Café")], encoding="iso-8859-1"))) == ["Café"]


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("", "no date is given"),
        ("next week", "cannot be read"),
        ("Sat, 15 Mar 2025 09:00:00 EXT", "it is not read as UTC"),
        ("Tue, 18 Mar 2025 16:00:01 GMT", "more than a day after the poll that showed it"),
        ("Mon, 17 Mar 2098 09:00:00 GMT", "more than a day after the poll that showed it"),
    ],
)
def test_a_date_that_cannot_be_true_is_said_and_none_is_made_up(feed, item, poll, date, reason):
    """An order dated to next year would stay the last word on its matter until then."""
    body = feed([item(1).replace("Sat, 15 Mar 2025 00:01:00 GMT", date), item(2)])
    docket = poll(body)
    assert [i.content.entered_at is None for i in docket.items] == [True, False]
    assert [reason in p.reason for p in docket.problems] == [True]
    news = poll(body, kind="news-feed")
    assert news.items[0].content.published_at == NOW
    assert [reason in p.reason for p in news.problems] == [True]


def test_a_clock_that_is_some_hours_ahead_is_believed(feed, item, poll):
    parsed = poll(feed([item(1, date="Tue, 18 Mar 2025 16:00:00 GMT"), item(2, date="Mon, 17 Mar 2025 19:00:00 AKST")]))
    assert parsed.problems == ()
    assert [i.content.entered_at.isoformat() for i in parsed.items] == [
        "2025-03-18T12:00:00-04:00",
        "2025-03-18T00:00:00-04:00",
    ]


def test_a_repeated_guid_is_two_items(feed, item, poll):
    parsed = poll(feed([item(5, event="Order"), item(5, event="Set Hearings"), item(5, event="Order")]))
    assert texts(parsed) == ["Order", "Set Hearings", "Order"]
    assert len({i.identity for i in parsed.items}) == 3
    assert [i.ordinal for i in parsed.items] == [0, 0, 1]
    assert {i.item for i in parsed.items} == {"dcd/99-cv-5/s5"}


def test_five_megabytes_of_description_are_read(feed, item, poll):
    text = "EXAMPLE words " * 360_000
    parsed = poll(feed([item(1).replace("[Order]", f"&lt;p&gt;{text}&lt;/p&gt;")]), kind="news-feed")
    assert parsed.items[0].content.text == text.strip()


def test_a_docket_source_without_a_court_is_refused(feed, item, poll):
    with pytest.raises(InputError, match="needs a court"):
        poll(feed([item(1)]), court="")


def test_a_court_that_is_not_in_the_table_is_kept_and_its_clock_not_guessed(feed, item, poll):
    parsed = poll(feed([item(1, date="Sat, 15 Mar 2025 09:00:00 EXT"), item(2)]), court="xyz")
    assert [i.content.court for i in parsed.items] == ["xyz", "xyz"]
    assert parsed.items[0].content.entered_at is None
    assert parsed.items[1].content.entered_at is not None
    assert len(parsed.problems) == 1

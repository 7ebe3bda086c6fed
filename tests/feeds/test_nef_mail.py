"""Notices of electronic filing: the minute with its zone, the whole text, and nothing that is not the notice's."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import UnreadableError

PLAIN = (Path(__file__).parent / "samples/nef-mail/plain.eml").read_bytes()
HTML = (Path(__file__).parent / "samples/nef-mail/html_minute_order.eml").read_bytes()


def nef(poll, body, **other):
    return poll(body, kind="nef-mail", **other)


def test_recipients_headers_and_one_use_links_are_not_kept(poll):
    raw = nef(poll, PLAIN).items[0].raw
    for private in (b"MAGIC77", b"magic_num", b"counsel@example.org", b"reader@example.org", b"Message-ID"):
        assert private not in raw
    assert b"shall keep the EXAMPLE records" in raw


def test_the_same_notice_to_another_mailbox_is_the_same_item(poll):
    other = PLAIN.replace(b"EXAMPLE-1@", b"EXAMPLE-7@").replace(b"reader@", b"desk@").replace(b"MAGIC77", b"MAGIC88")
    first, again = nef(poll, PLAIN), nef(poll, other)
    assert first.shown == again.shown
    assert nef(poll, other, seen=set(first.shown)).items == ()


def test_other_words_are_another_item(poll):
    assert nef(poll, PLAIN).shown != nef(poll, PLAIN.replace(b"granting", b"denying")).shown


@pytest.mark.parametrize(
    ("was", "now", "entered", "date_only", "problem"),
    [
        (b"7:25 PM EDT", b"12:05 AM EDT", "2025-03-15T00:05:00-04:00", ("filed_at",), None),
        (b"7:25 PM EDT", b"12:05 PM CDT", "2025-03-15T13:05:00-04:00", ("filed_at",), None),
        (b"7:25 PM EDT", b"7:25 PM", "2025-03-15T00:00:00-04:00", ("entered_at", "filed_at"), "no zone is given"),
        (b"7:25 PM EDT", b"7:25 PM XYT", "2025-03-15T00:00:00-04:00", ("entered_at", "filed_at"), "'XYT'"),
        (b"3/15/2025 at\n7:25 PM EDT", b"3/15/2025", "2025-03-15T00:00:00-04:00", ("entered_at", "filed_at"), None),
        (b"3/15/2025", b"13/45/2025", None, ("filed_at",), "is no date"),
        (b"was entered by", b"was mislaid by", None, ("filed_at",), "does not give it"),
        (b"by Example, Clerk on", b"on", "2025-03-15T19:25:00-04:00", ("filed_at",), None),
    ],
)
def test_times(poll, was, now, entered, date_only, problem):
    assert was in PLAIN
    parsed = nef(poll, PLAIN.replace(was, now))
    content = parsed.items[0].content
    assert (content.entered_at and content.entered_at.isoformat(), content.date_only) == (entered, date_only)
    assert [problem in p.reason for p in parsed.problems] == ([True] if problem else [])


def test_a_mail_of_another_court_is_kept_under_the_court_that_sent_it(poll):
    parsed = nef(poll, PLAIN, court="nysd")
    assert parsed.items[0].content.court == "dcd"
    assert "sent by dcd" in parsed.problems[0].reason


def test_a_forwarded_mail_belongs_to_the_configured_court(poll):
    parsed = nef(poll, PLAIN.replace(b"From: DCD_ECFNotice@dcd.uscourts.gov", b"From: counsel@example.org"))
    assert (parsed.items[0].content.court, parsed.problems) == ("dcd", ())


def test_a_court_without_a_clock_gives_no_day(poll):
    unknown = PLAIN.replace(b"From: DCD_ECFNotice@dcd.uscourts.gov", b"From: counsel@example.org")
    parsed = nef(poll, unknown, court="xyz")
    assert parsed.items[0].content.filed_at is None
    assert parsed.items[0].content.entered_at is not None
    assert "clock of court 'xyz'" in parsed.problems[0].reason


def test_html_alone_gives_number_and_link(poll):
    html = HTML.replace(
        b"No document attached",
        b'<a href=3D"https://ecf.nysd.uscourts.example/doc1/127?caseid=3D4&amp;de_seq_num=3D77&amp;magic_num=3DM">8</a>',
    )
    content = nef(poll, html, court="nysd").items[0].content
    assert (content.entry_number, content.seq_no, content.url) == (8, 77, "https://ecf.nysd.uscourts.example/doc1/127")


def test_an_unnumbered_entry_has_no_alias(poll):
    (item,) = nef(poll, HTML, court="nysd").items
    assert (item.aliases, item.content.entry_number) == ((), None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"From: a@example.org\n\nHello.",
        b"From: a@example.org\nContent-Type: application/pdf\n\n%PDF",
        PLAIN.replace(b"Docket Text:", b"Docket:"),
        PLAIN.replace(b"Case Number:", b"Number:"),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_notice_is_unreadable(poll, body):
    with pytest.raises(UnreadableError, match="no notice of electronic filing"):
        nef(poll, body)


def test_a_charset_that_does_not_exist_costs_no_mail(poll):
    parsed = nef(poll, PLAIN.replace(b"charset=us-ascii", b"charset=x-example"))
    assert parsed.items[0].content.entry_number == 39


def test_a_second_heading_inside_the_docket_text_is_text(poll):
    body = PLAIN.replace(b"shall keep", b"shall (Docket Text: as amended) keep")
    assert "(Docket Text: as amended)" in nef(poll, body).items[0].content.text


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.replace(b"Case Name:", b"Case Name: x\n" * 20_000 + b"Case Name:"),
        PLAIN.replace(b"(ex)", b" \n" * 30_000 + b"z"),
        PLAIN.replace(b"From: ", b"From: " + b"a." * 20_000),
        PLAIN.replace(b"Case Name:", b"\n" * 30_000 + b"Case Name:"),
    ],
)
def test_length_alone_does_not_stall_it(poll, body):
    """Each of these takes minutes where a repetition in a rule of reading is unbounded."""
    assert nef(poll, body).items[0].content.entry_number == 39


def test_a_line_wrapped_anywhere_is_read(poll):
    body = PLAIN.replace(
        b"entered by Example, Clerk on 3/15/2025 at\n7:25 PM EDT",
        b"entered by Example,\nClerk on\n3/15/2025\nat 7:25 PM\nEDT",
    )
    assert nef(poll, body).items[0].content.entered_at == nef(poll, PLAIN).items[0].content.entered_at

"""What a court's title and description say, in the shapes that courts have been seen to use."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("1:99-cv-00766 EXAMPLE v. Example", "1:99-cv-00766", "EXAMPLE v. Example"),
        ("1:99-cv-00766EXAMPLE v. Example", "1:99-cv-00766", "EXAMPLE v. Example"),
        ("1:99-cv-007663X Example Co. v. Doe", "1:99-cv-00766", "3X Example Co. v. Doe"),
        ("1:99-cr-00554-ABC-DE USA v. Example", "1:99-cr-00554-ABC-DE", "USA v. Example"),
        ("1:99-cr-00224-1 USA v. Example", "1:99-cr-00224-1", "USA v. Example"),
        ("99-10992-xyz Example Holdings, Inc.     ", "99-10992-xyz", "Example Holdings, Inc."),
        ("99-00079 Example v. A&amp;amp;E", "99-00079", "Example v. A&E"),
        ("11-8 Example v. Doe", "11-8", "Example v. Doe"),
        ("5:99-~gr-00001 ", "5:99-~gr-00001", ""),
        ("Example v. Doe", "", "Example v. Doe"),
    ],
)
def test_titles(feed, item, poll, title, number, name):
    parsed = poll(feed([item(1, title=title)]))
    content = parsed.items[0].content
    assert (content.docket_number, content.case_name) == (number, name)
    assert bool(parsed.problems) is not bool(number)
    assert bool(parsed.items[0].aliases) is bool(number)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("[Order]", "Order"),
        ("[Order on Motion [TRO] ] EXAMPLE [sealed]", "Order on Motion [TRO]"),
        ("Type: bk Office: 1 Chapter: 7 Trustee: Example, Jan [ Model Plan]", "Model Plan"),
        ("Order without brackets", "Order without brackets"),
        ("[Order never closed", "[Order never closed"),
        ("[Doe &amp;amp; Roe &amp;lt;x&amp;gt;]", "Doe & Roe <x>"),
        ("[&lt;script&gt;x&lt;/script&gt;Order]", "Order"),
        ("", ""),
    ],
)
def test_event_types(feed, item, poll, words, text):
    parsed = poll(feed([item(1).replace("[Order]", words)]))
    assert parsed.items[0].content.text == text
    assert parsed.items[0].content.stub is True


@pytest.mark.parametrize(
    ("anchor", "number", "seq", "url"),
    [
        ("(&lt;a href='https://x.example/doc1/1?caseid=9&amp;amp;de_seq_num=98' &gt;39&lt;/a&gt;)", 39, 98, "https://x.example/doc1/1?caseid=9&de_seq_num=98"),
        ("(&lt;a href='https://x.example/docs1/2'&gt;Document&lt;/a&gt;)", None, 1, "https://x.example/docs1/2"),
        ("(&lt;a href='javascript:x'&gt;7&lt;/a&gt;)", 7, 1, "https://ecf.dcd.uscourts.example/cgi-bin/DktRpt.pl?900001"),
        ("", None, 1, "https://ecf.dcd.uscourts.example/cgi-bin/DktRpt.pl?900001"),
    ],
)  # fmt: skip
def test_document_links(feed, item, poll, anchor, number, seq, url):
    content = poll(feed([item(1).replace("[Order]", f"[Order] {anchor}")])).items[0].content
    assert (content.entry_number, content.seq_no, content.url) == (number, seq, url)


@pytest.mark.parametrize(
    ("guid", "loose"),
    [
        ("https://x.example/cgi-bin/DktRpt.pl?9&amp;98", False),
        ("https://x.example/cgi-bin/DktRpt.pl?9-98", False),
        ("https://x.example/TransportRoom?servlet=x&amp;caseNum=99-1&amp;partId=5", False),
        ("https://x.example/cgi-bin/DktRpt.pl?9", True),
        ("https://x.example/cgi-bin/readyDockets.pl", True),
    ],
)
def test_whether_the_guid_names_the_filing(feed, item, poll, guid, loose):
    assert poll(feed([item(1, guid=guid)])).items[0].loose_guid is loose

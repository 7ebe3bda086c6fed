from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.masking import LONGEST, masked, one_line


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl", "https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl"),
        ("https://u:p@court.test/a@b?page=2&q=show+cause#top", "https://court.test/a@b?page=2&q=show+cause"),
        ("https://court.test/?API_Key=x&page=2", "https://court.test/?API_Key=***&page=2"),
        ("https://court.test/?x=0123456789abcdef0123&y", "https://court.test/?x=***&y"),
        ("https://court.test/?0123456789abcdef0123", "https://court.test/?***"),
        ("https://court.test/?q=" + "habeas+corpus+" * 3, "https://court.test/?q=" + "habeas+corpus+" * 3),
        ("http://u:p/p@court.test:x/", "(an address that cannot be read)"),
        ("", ""),
    ],
)
def test_what_is_shown_of_an_address(url, shown):
    assert masked(url) == shown


def test_remote_words_stay_on_one_line_of_bounded_length():
    assert one_line("a\r\nb\x1b[31m\u2028c") == "a  b [31m c"
    assert len(one_line("x" * 1000)) == LONGEST
    assert len(masked("https://court.test/" + "x" * 1000)) == LONGEST


def test_a_lone_surrogate_is_no_address():
    assert masked("https://court.test/\ud800") == "(an address that cannot be read)"


@settings(deadline=None, max_examples=200)
@given(
    st.text(st.characters(exclude_characters="&")),
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1),
)
def test_no_address_breaks_it_and_no_password_survives(text, path):
    assert masked(text).isprintable()
    assert masked(f"https://{text}").isprintable()
    assert "hunter2" not in masked(f"https://desk:hunter2@court.test/{path}?session={text}hunter2")

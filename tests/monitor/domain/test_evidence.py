"""Quotes: cut verbatim, trimmed, and held against the text they are said to stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.evidence import Quote, grounded, quote

TEXT = "The EXAMPLE motion is  granted \U0001f3db in part."


def test_a_quote_is_cut_where_it_stands_and_trimmed():
    assert quote(TEXT, 3, 12) == Quote("EXAMPLE", 4, 11)
    assert quote(TEXT, 0, len(TEXT)) == Quote(TEXT, 0, len(TEXT))


def test_spans_count_code_points():
    start = TEXT.index("in part")
    assert quote(TEXT, start, start + 7).text == "in part"
    assert start == TEXT.encode("utf-32-le").index("in part".encode("utf-32-le")) // 4


@pytest.mark.parametrize(("start", "end"), [(3, 4), (21, 23), (5, 5), (6, 5)])
def test_an_empty_quote_is_refused(start, end):
    with pytest.raises(ValueError, match="an empty quote at"):
        quote(TEXT, start, end)


@pytest.mark.parametrize(
    "ungrounded",
    [
        Quote("EXAMPLE", 5, 12),
        Quote("example", 4, 11),
        Quote("EXAMPLE", 4, 10),
        Quote("", 4, 4),
        Quote("", 0, 0),
        Quote("part.", -5, len(TEXT)),
        Quote("t.", -2, 0),
        Quote("part.", len(TEXT) - 5, len(TEXT) + 1),
        Quote("E", 11, 4),
    ],
)
def test_words_that_do_not_stand_there_are_not_grounded(ungrounded):
    assert not grounded(ungrounded, TEXT)


def test_a_repaired_text_is_another_text():
    assert not grounded(Quote("is granted", 19, 29), TEXT)


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_quote_is_grounded_in_what_it_was_cut_from_and_says_all_but_the_blanks(text, start, end):
    start, end = min(start, len(text)), min(end, len(text))
    try:
        cut = quote(text, start, end)
    except ValueError:
        assert not text[start:end].strip()
    else:
        assert grounded(cut, text)
        assert start <= cut.start < cut.end <= end
        assert cut.text == text[start:end].strip()


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_shifted_quote_is_grounded_only_where_the_words_are(words, before, after):
    text = before + words + after
    assert grounded(Quote(words, len(before), len(before) + len(words)), text)
    shifted = Quote(words, len(before) + 1, len(before) + 1 + len(words))
    assert grounded(shifted, text) == (text[shifted.start : shifted.end] == words)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (99, 100), (0, 99)])
def test_a_span_outside_the_source_is_refused(start, end):
    with pytest.raises(ValueError, match="no span"):
        quote("some words", start, end)

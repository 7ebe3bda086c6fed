"""Text without markup, with every word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.plain import one_line, to_text, unescape


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two <b>bold</b></p>", "One\n\nTwo bold"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>x</li><li>y</li></ul>", "x\ny"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("AT&amp;T &#8220;q&#8221;&nbsp;&lt;tag&gt;", "AT&T “q” <tag>"),
        ("a<script>alert('<p>')</script>b<style>p{}</style>c", "abc"),
        ("a<svg><p>no</p><svg>no</svg>no</svg>b", "ab"),
        ("a<script>never closed", "a"),
        ("kept <!-- not this --> too", "kept too"),
        ("kept <!-- never closed", "kept never closed"),
        ("Write to <desk@example.org>, 5 < 6 and x<y", "Write to <desk@example.org>, 5 < 6 and x<y"),
        ("<o:p>Word's own</o:p>", "Word's own"),
        ("<a href='x' title='a > b'>link</a>", "link"),
        ("<![CDATA[kept]]>", "kept"),
        ("end <p", "end <p"),
        ("", ""),
    ],
)
def test_conversion(markup, text):
    assert to_text(markup) == text


def test_references_need_their_semicolon():
    assert (
        unescape("A&amp;B AT&T &copy 2025 O&#039;Example &#x41; &bogus;") == "A&B AT&T &copy 2025 O'Example A &bogus;"
    )


def test_one_line():
    assert one_line("  a\u00a0 b\n\tc ") == "a b c"


TAGS = ["p", "div", "b", "a", "script", "style", "br", "li", "td", "svg"]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [f"<{t} zz>" for t in TAGS] + [f"</{t} zz>" for t in TAGS] + ["<!--", "-->", "<", ">", "&", '"', "'"]
            ),
            st.text(alphabet="abc é&;<", max_size=5),
        ),
        max_size=25,
    )
)
def test_it_never_raises_and_leaves_no_tag(pieces):
    text = to_text("".join(pieces))
    # what is inside a tag tells it from words: of `<a<td>>` the `<a` and the `>` are words, which may stand together
    assert "zz" not in text


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet="abcdé .,’", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_every_word_of_every_paragraph_is_kept(paragraphs):
    markup = "".join(f"<p>{p}</p>" for p in paragraphs)
    assert to_text(markup) == "\n\n".join(one_line(p) for p in paragraphs)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "<svg></math>", "<![CDATA[", "&"])
def test_length_alone_does_not_stall_it(piece):
    """Any of these, taken as html.parser takes it, needs time in the square of the length."""
    assert isinstance(to_text(piece * 30_000), str)

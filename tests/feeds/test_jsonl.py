"""Lines given by a person or a program: a good one is taken as it stands, a bad one says what is wrong with it."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.jsonl import MAX_TEXT, parse_line
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.errors import InputError

ENTRY = {
    "id": "d1",
    "type": "docket_entry",
    "court": "dcd",
    "docket_number": "1:99-cv-00766",
    "case_name": "EXAMPLE v. Example",
    "entry_number": 39,
    "filed_at": "2025-03-15T19:25:00-04:00",
    "text": "EXAMPLE order.",
}
NEWS = {
    "id": "n1",
    "type": "news",
    "source": "EXAMPLE Post",
    "url": None,
    "published_at": "2025-03-17T07:30:00-04:00",
    "title": "t",
    "text": "EXAMPLE text.",
}


def line(base, **changes):
    return json.dumps({k: v for k, v in {**base, **changes}.items() if v != "ABSENT"})


def test_a_docket_entry():
    given = parse_line(line(ENTRY, entered_at="2025-03-15T19:26:00-04:00", labels={"kind": "order"}), 1)
    assert given.id == "d1"
    assert given.content == DocketEntry(
        court="dcd",
        docket_number="1:99-cv-00766",
        case_name="EXAMPLE v. Example",
        text="EXAMPLE order.",
        entry_number=39,
        filed_at=datetime.fromisoformat("2025-03-15T19:25:00-04:00"),
        entered_at=datetime.fromisoformat("2025-03-15T19:26:00-04:00"),
    )


def test_news_and_statements():
    news, statement = parse_line(line(NEWS), 1).content, parse_line(line(NEWS, type="statement"), 1).content
    assert isinstance(news, NewsItem)
    assert isinstance(statement, Statement)
    assert (news.outlet, news.url, statement.speaker) == ("EXAMPLE Post", None, None)
    assert parse_line(line(NEWS, title="", url="https://x.example"), 1).content.url == "https://x.example"


def test_what_may_be_missing_or_null():
    assert parse_line(line(ENTRY, entry_number=None), 1).content.entry_number is None
    assert parse_line(line(ENTRY, entry_number="ABSENT", case_name="", entered_at=None), 1).content.entered_at is None
    assert parse_line(line(ENTRY, court="xyz"), 1).content.court == "xyz"
    assert parse_line("\ufeff" + line(ENTRY) + "\r\n", 1).id == "d1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "line 7: not JSON: "),
        ("", "line 7: not JSON: "),
        ("[1]", "line 7: not a JSON object but an array"),
        ("null", "line 7: not a JSON object but null"),
        ("[" * 100_000, "line 7: not an item: nested too deeply"),
        ('{"id": "a", "n": ' + "9" * 5000 + "}", "line 7: not JSON that can be used"),
        ('{"id": "a", "text": "x", "text": "y"}', "line 7, item 'a': the key 'text' is given twice"),
        ('{"id": "a", "meta": {"k": 1, "k": 2}}', "line 7, item 'a': the key 'k' is given twice"),
        ('{"id": "a", "score": NaN}', "line 7, item 'a': NaN is not a JSON number"),
        ('{"id": "a", "score": -Infinity}', "line 7, item 'a': -Infinity is not"),
        (line(ENTRY, id="ABSENT"), "line 7: the key 'id' is missing"),
        (line(ENTRY, id=5), "line 7: 'id' must be a string, not a number"),
        (line(ENTRY, id=" "), "line 7, item ' ': 'id' is empty"),
        (line(ENTRY, id="x" * 1001), "longer than 1,000"),
        (line(ENTRY, type="ABSENT"), "item 'd1': the key 'type' is missing"),
        (line(ENTRY, type="rumour"), "item 'd1': the type 'rumour' is not known (docket_entry, news, statement)"),
        (line(ENTRY, type=None), "'type' must be a string, not null"),
        (line(ENTRY, court=""), "'court' is empty"),
        (line(ENTRY, text="ABSENT"), "the key 'text' is missing"),
        (line(ENTRY, text=""), "'text' is empty"),
        (line(ENTRY, text=" \n"), "'text' is empty"),
        (line(ENTRY, text=["x"]), "'text' must be a string, not an array"),
        (line(ENTRY, text="\ud800"), "half of a surrogate pair"),
        (line(ENTRY, text="x" * (MAX_TEXT + 1)), "more than the 20,000,000"),
        (line(ENTRY, entry_number="39"), "'entry_number' must be a whole number or null, not a string"),
        (line(ENTRY, entry_number=True), "not a boolean"),
        (line(ENTRY, entry_number=1.5), "not a number"),
        (line(ENTRY, entry_number=-1), "out of range"),
        (line(ENTRY, filed_at="0001-01-01T00:00+14:00"), "'filed_at' is out of range"),
        (line(ENTRY, filed_at="9999-12-31T23:59-12:00"), "'filed_at' is out of range"),
        (line(ENTRY, filed_at="2025-03-15T19:25:00"), "'filed_at' has no zone: '2025-03-15T19:25:00'"),
        (line(ENTRY, filed_at="2025-03-15"), "'filed_at' has no zone"),
        (line(ENTRY, filed_at="soon"), "'filed_at' is no ISO 8601 time: 'soon'"),
        (line(ENTRY, filed_at=None), "'filed_at' must be a string, not null"),
        (line(ENTRY, entered_at="2025-03-15T19:25:00"), "'entered_at' has no zone"),
        (line(NEWS, source="ABSENT"), "item 'n1': the key 'source' is missing"),
        (line(NEWS, published_at="ABSENT"), "the key 'published_at' is missing"),
        (line(NEWS, url=5), "'url' must be a string, not a number"),
    ],
)
def test_a_bad_line_names_line_item_and_reason(text, reason):
    with pytest.raises(InputError) as caught:
        parse_line(text, 7)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("line 7")
    assert len(str(caught.value)) < 400


def test_five_megabytes_are_taken():
    text = "EXAMPLE " * 700_000
    assert parse_line(line(ENTRY, text=text), 1).content.text == text


@given(st.text(max_size=80))
def test_no_line_makes_it_raise_anything_else(text):
    with pytest.raises(InputError):
        parse_line(text, 1)


@given(
    st.dictionaries(
        st.sampled_from(list(ENTRY) + list(NEWS)),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    )
)
def test_no_object_makes_it_raise_anything_else(changes):
    for base in (ENTRY, NEWS):
        try:
            assert parse_line(json.dumps({**base, **changes}), 1).id
        except InputError as error:
            told = str(error)
            assert told.startswith("line 1")

"""What is left unread is what a reading would have found to concern nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application.drafts import Watch, watch
from monitor.domain.items import DocketEntry, NewsItem
from monitor.domain.matters import Matter, Party, RelatedDocket
from monitor.reading.reader import read

MATTER = Matter(
    court="dcd",
    docket_number="1:31-cv-00042",
    caption="Rivers League v. Dams Board",
    related_dockets=(RelatedDocket(court="cadc", docket_number="31-5001"),),
    parties=(Party(name="Rivers League", role="plaintiff"), Party(name="Dams Board", role="defendant")),
)
OTHER = Matter(court="mnd", docket_number="0:31-cv-00007", caption="Mills v. Lakes")
WATCH = watch([MATTER, OTHER])
WORDS = (
    "ORDER granting Motion for Preliminary Injunction in 1:31-cv-00042, Rivers League v. Dams Board (cadc 31-5001).",
    "Rivers League says Dams Board violated the injunction.",
    "caf\u00c3\u00a9 \u00e2\u0080\u009cordered\u00e2\u0080\u009d",
    "",
    "  ",
)
NUMBERS = ("1:31-cv-00042", "31-cv-42", "1:31-cv-00042-ABC", "31-5001", "0:31-cv-00007", "1:31-cr-00042", "", "x")


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["dcd", "DCD", "cadc", "mnd", "scotus", ""]), st.sampled_from(NUMBERS), st.sampled_from(WORDS))
def test_an_entry_is_read_against_those_that_it_can_concern_as_against_all(court, number, text):
    entry = DocketEntry(court=court, docket_number=number, case_name=MATTER.caption, text=text)
    reading = read(entry, WATCH.matters)
    assert WATCH.read(entry) == reading
    assert {concern.matter for concern in reading.concerns} <= {matter.id for matter in WATCH.possible(entry)}
    if text.strip():
        assert len(reading.concerns) == len(WATCH.possible(entry))


def test_a_docket_of_two_matters_may_concern_both():
    second = msgspec.structs.replace(OTHER, related_dockets=MATTER.related_dockets)
    entry = DocketEntry(court="cadc", docket_number="31-5001", case_name="", text=WORDS[0])
    both = watch([second, MATTER])
    assert [concern.matter for concern in both.read(entry).concerns] == sorted([MATTER.id, second.id])
    assert both.read(entry) == read(entry, both.matters)


@pytest.mark.parametrize("watched", [WATCH, watch([])])
def test_an_article_may_concern_any(watched: Watch):
    at = datetime(2031, 6, 2, 16, tzinfo=UTC)
    article = NewsItem(outlet="EXAMPLE", title="Rivers", text="Rivers", published_at=at)
    assert watched.possible(article) == watched.matters

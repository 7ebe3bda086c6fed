"""What is left unread is what a reading would have found to concern nobody."""

from __future__ import annotations

from datetime import UTC, datetime

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
def test_an_entry_that_is_passed_over_would_concern_no_matter(court, number, text):
    entry = DocketEntry(court=court, docket_number=number, case_name=MATTER.caption, text=text)
    concerns = read(entry, WATCH.matters).concerns
    assert WATCH.passes_over(entry) <= (not concerns)
    if text.strip():
        assert WATCH.passes_over(entry) == (not concerns)


@pytest.mark.parametrize("watched", [WATCH, watch([])])
def test_no_article_is_passed_over_unread(watched: Watch):
    at = datetime(2031, 6, 2, 16, tzinfo=UTC)
    assert not watched.passes_over(NewsItem(outlet="EXAMPLE", title="Rivers", text="Rivers", published_at=at))

"""Copies and corrected versions, folded by what they say and not by what they are about."""

from datetime import UTC, datetime, timedelta

from monitor.domain.items import NewsItem, Statement
from monitor.reading.copies import Copies

START = datetime(2024, 3, 15, 12, tzinfo=UTC)
STORY = " ".join(
    f"On the {n}th day the Marlow School Board told the court of {n * 7} pupils moved by bus {n}." for n in range(3, 20)
)


def item(outlet, text, *, hours=0, title="Pupils moved"):
    return NewsItem(outlet=outlet, title=title, text=text, published_at=START + timedelta(hours=hours))


def test_a_copy_in_another_outlet_is_syndicated():
    copies = Copies()
    assert copies.add("a", item("Example Wire", STORY)) == (None, None)
    assert copies.add("b", item("Example Gazette", STORY + "\n\n— Example Wire", hours=1)) == ("a", None)


def test_a_later_version_in_the_same_outlet_revises():
    copies = Copies()
    copies.add("a", item("Example Wire", STORY))
    corrected = STORY.replace("21 pupils", "22 pupils") + " Correction: an earlier version gave 21."
    assert copies.add("b", item("Example Wire", corrected, hours=1)) == (None, "a")


def test_two_stories_of_one_case_are_not_copies():
    copies = Copies()
    copies.add("a", item("Example Wire", STORY))
    other = " ".join(
        f"Parents of Eastside Elementary asked Judge Tallis on day {n} to hear witness {n} about lunches."
        for n in range(20)
    )
    assert copies.add("b", item("Example Gazette", other, hours=1)) == (None, None)


def test_a_statement_quoted_in_a_story_is_no_copy_of_it():
    copies = Copies()
    copies.add("a", Statement(outlet="Marlow School Board", title="Statement", text=STORY, published_at=START))
    assert copies.add("b", item("Example Wire", STORY, hours=1)) == (None, None)


def test_a_story_of_long_ago_is_not_looked_at():
    copies = Copies()
    copies.add("a", item("Example Wire", STORY))
    assert copies.add("b", item("Example Gazette", STORY, hours=24 * 20)) == (None, None)

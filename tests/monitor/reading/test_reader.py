"""The reader as a whole: it raises on no text, says the same twice, and every quote of it stands in the text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.evidence import grounded
from monitor.domain.findings import quotes_of
from monitor.domain.items import DocketEntry, NewsItem, Statement, full_text
from monitor.domain.matters import Matter, Party
from monitor.reading.reader import LONGEST_TEXT, read
from monitor.reading.rulebook import rules, tables

AT = datetime(2024, 3, 15, 20, tzinfo=UTC)
PRISON = Matter(
    court="njd",
    docket_number="1:23-cv-00042",
    caption="Doe v. Example Prison Authority",
    judge="Osric Vane",
    parties=(
        Party(name="John Doe", role="plaintiff"),
        Party(name="Example Prison Authority", role="defendant", aliases=("the warden", "EPA")),
    ),
    watch_terms=("solitary cells",),
)
SHARDS = [
    "ORDER granting ", "MOTION to Enforce ", "Minute Entry: ", "the Temporary Restraining Order", " is VACATED", " DENIED", "Defendants shall ",
    "by noon on March 20", "“", "”", '"', "â€œ", "â€", ". ", "; ", ": ", " (", ")", "[10] ", "Judge Osric Vane ", "Example Prison Authority ",
    "said ", "did not violate the order", "has failed to comply", "1:23-cv-00042 ", "Doe v. Example Prison Authority ", "at about 6:45 PM ", "left ",
    "over 200 people ", "2/30/2024 ", "February 30 ", "25:99 p.m. ", "\n", "\n\n", "Q: ", "THE WARDEN: ", "\u202e", "\x00", "é", "Приказ суда ", "99999999999 ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(SHARDS), max_size=60).map("".join))


def contents(text):
    entry = DocketEntry(court="njd", docket_number="1:23-cv-00042", case_name="Doe", text=text, filed_at=AT)
    news = NewsItem(outlet="Example Wire", title=text[:40], text=text, published_at=AT)
    said = Statement(outlet="Example Prison Authority", speaker="the warden", title="", text=text, published_at=AT)
    return entry, news, said


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_no_text_raises_and_every_quote_stands_in_the_text(text):
    for content in contents(text):
        reading = read(content, [PRISON])
        assert all(grounded(q, full_text(content)) for q in quotes_of(reading))
        assert reading == read(content, [PRISON])


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_only_a_docket_entry_has_effects_findings_or_deadlines(text):
    for content in contents(text)[1:]:
        reading = read(content, [PRISON])
        assert (reading.kind, reading.effects, reading.findings, reading.deadlines, reading.obligations) == (
            None,
            (),
            (),
            (),
            (),
        )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("ORDER \x07 granting", "control characters"),
        ("ORDER \u202egnitnarg", "direction"),
        ("ORDER â€œgrantingâ€ relief", "damaged"),
        ("Le tribunal ordonne que la commission scolaire rouvre les classes fermées depuis mardi, sans autre délai ni condition, et lui enjoint"
         " enfin de rendre compte chaque semaine au greffe.", "English"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_read_well_has_a_note(text, note):
    for content in contents(text):
        assert any(note in n for n in read(content, [PRISON]).notes)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("by 02/30/2026", ("no such day: “02/30/2026”",)),
        ("by 2/29/2028", ()),
        (
            "by February 29, 2027 and not June 31, 2027",
            ("no such day: “February 29, 2027”", "no such day: “June 31, 2027”"),
        ),
        ("by 3/31/2026, entry 11/31", ()),
    ],
)
def test_a_day_of_no_calendar_is_remarked_on(said, days):
    for content in contents(f"ORDER: the report is due {said}."):
        assert read(content, [PRISON]).notes == days


def test_an_ordinary_entry_has_no_note():
    assert read(contents("ORDER granting 3 Motion to Enforce.")[0], [PRISON]).notes == ()


def test_five_megabytes_are_cut_with_a_note():
    for content in contents("ORDER granting 3 Motion to Enforce. " + "cells \n" * 850_000)[1:]:
        reading = read(content, [PRISON])
        assert any("cut" in n for n in reading.notes)
        assert all(q.end <= LONGEST_TEXT + 41 for q in quotes_of(reading))
    entry = read(contents("ORDER granting 3 Motion to Enforce." + " " * 5_000_000)[0], [PRISON])
    assert [e.effect.value for e in entry.effects] == ["issues"]
    assert any("cut" in n for n in entry.notes)


def test_an_entry_without_a_time_or_of_an_unknown_court_is_read_all_the_same():
    entry = DocketEntry(
        court="nowhere", docket_number="x", case_name="", text="ORDER granting 3 Motion for TRO. Response due March 3."
    )
    reading = read(entry, [])
    assert [e.effect.value for e in reading.effects] == ["issues"]
    assert reading.deadlines == ()


HOSTILE = ["a " * 600, "the motion to the motion to " * 40, "not " * 300, "“" * 1200, "(" * 1200, "stay " * 240, "order, " * 170, "1/" * 600,
           "Judge A" * 170, "x" * 1200, " " * 1200, "granted denied " * 80, "was not " * 150, ";" * 1200, "March " * 200]  # fmt: skip


@pytest.mark.parametrize("table", tables())
def test_no_pattern_runs_away_on_hostile_text(table):
    """A pattern that backtracks without bound would not come back from these; a sentence is never longer than this."""
    for rule in rules(table):
        for text in HOSTILE:
            rule.find(text)


@pytest.mark.parametrize(
    "shard",
    [
        "Judge Osric Vane ",
        "“said ",
        "ORDER granting motion to enforce ",
        "(Attachments: # 1 a(b) ",
        "on 3/3/2024 ",
        "Q: ",
    ],
)
def test_a_long_repetition_is_read(shard):
    for content in contents(shard * 3000):
        read(content, [PRISON])

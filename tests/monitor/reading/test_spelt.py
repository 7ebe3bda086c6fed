"""A name is found by its words as its pattern would find it, and a long watch list hides no matter."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.items import NewsItem
from monitor.domain.matters import Matter, Party
from monitor.reading.parties import judge_pattern, name_patterns
from monitor.reading.reader import read
from monitor.reading.spelt import NEVER, wording

NAMES = [
    "Marlow School Board",
    "Émile Brandt",
    "O’Brien Works, Inc.",
    "U.S. Agency",
    "EPA",
    "Ana Quiñones",
    "(The Fund)",
]
MATTER = Matter(
    court="ord",
    docket_number="3:24-cv-00311",
    caption="Émile v. Board",
    judge="Imogen de la Tallis Jr.",
    parties=tuple(Party(name=name, role="defendant") for name in NAMES),
)
FILED = datetime(2024, 3, 15, 16, 30, tzinfo=UTC)
WORDS = [
    *(w for n in NAMES for w in re.split(r"(\W)", n)),
    "Judge",
    "Chief",
    "Tallis",
    "tallis",
    "epa",
    "ſchool",
    " ",
    "-",
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=16))
def test_a_name_is_found_as_its_pattern_finds_it(pieces):
    text = "".join(pieces)
    for name in name_patterns(MATTER):
        assert [m.span() for m in name.finditer(text)] == [m.span() for m in name.compiled.finditer(text)]
        one, other = name.search(text), name.compiled.search(text)
        assert (one and one.span()) == (other and other.span())


def test_a_name_stands_by_its_words_only_where_it_begins_with_one():
    assert wording("Marlow’s Board 12") == ("marlow", "s", "board", "00")
    assert wording("Émile") == wording("“The Fund”") == ()


def test_nothing_is_never_found():
    assert NEVER.search("anything") is None
    assert list(NEVER.finditer("anything")) == []


def test_a_matter_without_a_judge_has_no_judge_found():
    assert judge_pattern(Matter(court="ord", docket_number="1", caption="A v. B")).search("Judge Tallis") is None


@pytest.mark.parametrize(
    "text",
    [
        "The judge in 3:24-cv-311 ruled.",
        "Marlow Parents’ League v. Marlow School Board is before the court.",
        "Judge Imogen Tallis ordered the School Board to reopen Eastside Elementary.",
        "A court ordered the School Board and the Parents’ League back to Eastside Elementary under its injunction.",
    ],
)
def test_among_five_hundred_matters_the_same_is_found_as_alone(matter, text):
    others = [
        Matter(
            court="nysd",
            docket_number=f"1:25-cv-{n:05}",
            caption=f"Example {n} Works v. Sample {n} Agency",
            judge=f"Jane Sample{n}",
            parties=(Party(name=f"Example {n} Works", role="plaintiff"),),
            watch_terms=(f"works {n}",),
        )
        for n in range(500)
    ]
    item = NewsItem(outlet="Example Ledger", title="Court news", text=text, published_at=FILED)
    alone = read(item, [matter])
    assert alone.concerns
    assert read(item, [*others[:250], matter, *others[250:]]) == alone

"""A gate before a pattern changes nothing that it finds; it only spares the search where there is nothing to find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading.gate import Gated, required
from monitor.reading.rulebook import rules, tables

EVERY = [rule for table in tables() for rule in rules(table)]
TEXTS = [text for rule in EVERY for text in (rule.example, rule.counter)]


def found(pattern, text):
    return [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize("table", tables())
def test_every_rule_finds_what_its_pattern_finds(table):
    for rule in rules(table):
        for gated in filter(None, (rule.pattern, rule.unless)):
            plain = re.compile(gated.pattern, re.IGNORECASE)
            for text in TEXTS[::7]:
                assert found(gated, text) == found(plain, text), (rule.id, text)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(EVERY), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2), st.data())
def test_whatever_stands_in_a_text_and_wherever_it_is_cut(rule, texts, data):
    text = " ".join(texts)
    text = "".join(
        data.draw(st.sampled_from((c, c.upper(), {"s": "ſ", "i": "ı", "k": "\u212a"}.get(c, c)))) for c in text
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain = re.compile(rule.pattern.pattern, re.IGNORECASE).search(text, start, end)
    gated = rule.pattern.search(text, start, end)
    assert (gated and gated.span()) == (plain and plain.span())


@pytest.mark.parametrize("text", ["the \u017ftay", "the STAY", "İnjunction", "ınjunction", "\u212aeeps"])
def test_letters_that_count_as_ascii_ones_open_the_gate(text):
    for pattern in ("stay", "injunction", "keeps"):
        assert found(Gated(pattern, re.IGNORECASE), text) == found(re.compile(pattern, re.IGNORECASE), text)


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        (r"\bstay(?:s|ed)?\b", {("stay",)}),
        (
            r"\b(?:tro|injunction)\b[^.]{0,40}\b(?:vacated|dissolved)\b",
            {("tro", "injunction"), ("vacated", "dissolved")},
        ),
        (r"\bdef(?:y|ies|ied)\b", {("defy", "defied", "defies")}),
        (r"\w+ \d+", set()),
        (r"(?:stay)?", set()),
        (r"[Ss]tay|lift", {("lift", "stay")}),
        (r"(?<!no )stay(?= of)", {("stay",)}),
        (r"(?:stay )+|(?:lift ){2}", {("lift ", "stay ")}),
    ],
)
def test_what_every_match_must_hold(pattern, groups):
    assert {tuple(g) for g in required(pattern, re.IGNORECASE)} == groups


def test_a_pattern_is_spared_where_its_words_are_not():
    assert not Gated("injunction|restrain", re.IGNORECASE).may_find("The hearing is vacated.")
    assert Gated("injunction|restrain", re.IGNORECASE).may_find("An INJUNCTION is in force.")

"""A gate before a pattern changes nothing that it finds; it only spares the search where there is nothing to find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading.gate import Gated
from monitor.reading.needs import needs
from monitor.reading.rulebook import rules, tables
from monitor.reading.text import text_of

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
        (r"\bstay(?:s|ed)?\b", {(".stay.", ".stayed.", ".stays.")}),
        (r"\bstay\w*", {(".stay",)}),
        (
            r"\b(?:tro|injunction)\b[^.]{0,40}\b(?:vacated|dissolved)\b",
            {(".injunction.", ".tro."), (".dissolved.", ".vacated.")},
        ),
        (r"\bif\b", {(".if.",)}),
        (r"\w+if\b", set()),
        (r"\w+ \d+", {("0",)}),
        (r"(?:stay)?", set()),
        (r"[Ss]tay|lift", {("lift", "stay")}),
        (r"(?<!no )stay(?= of)", {("stay",)}),
        (r"(?:stay )+|(?:lift ){2}", {("lift.", "stay.")}),
        (r"show cause\s", {(".cause.",)}),
        (r"(?>stay|lift)++\b", {("lift", "stay")}),
    ],
)
def test_what_every_match_must_hold(pattern, groups):
    def shown(piece):
        return "." * piece.begins + piece.letters + "." * piece.ends

    assert {tuple(sorted(map(shown, g))) for g in needs(pattern, re.IGNORECASE).groups} == groups


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"\bstay(?:s|ed)?\b", {".stay.", ".stays.", ".stayed."}),
        (r"\b(?:the )?(?:tro|stay)\b", {".the.", ".tro.", ".stay."}),
        (r"stay|§ ?\d", {"stay", "§"}),
        (r"\d{1,2}/\d", {"0"}),
        (r"\bviolat\w+", {".violat"}),
        (r"(?:the )?\w+", None),
        (r" stay", None),
        (r"[a-z]tay", None),
        (r"(?<=\bis )allowed", {"allowed"}),
    ],
)
def test_with_what_a_match_begins(pattern, starts):
    found = needs(pattern, re.IGNORECASE).starts
    shown = None if found is None else {"." * s.bound + s.letters + "." * s.ends for s in found}
    assert shown == starts


def test_a_pattern_is_spared_where_its_words_are_not():
    gate = Gated("injunction|restrain", re.IGNORECASE)
    assert not gate.may_find(text_of("The hearing is vacated.").pieces)
    assert gate.may_find(text_of("An INJUNCTION is in force.").pieces)


def test_a_pattern_compiled_after_a_text_was_looked_at_finds_it_all_the_same():
    text = text_of("The gizmo was stayed pending a quorum of the tribunal.")
    assert not Gated("injunction").may_find(text.pieces)
    assert found(Gated(r"\bgizmo\b[^.]*\bquorum\b"), text) == [(4, 37)]


PIECES = ["stay", "stays", "xstay", "stay-x", "the", "12/3/2025", "no", "§ 3", "“stay”", "a_b", "É", "\n", ".", "TRO"]
PATTERNS = [
    r"\bstay(?:s|ed)?\b",
    r"(?:the )?(?:stay|tro)\b[^.]{0,20}\bno\b",
    r"stay(?=s)",
    r"\d{1,2}/\d+|§ ?\d",
    r"^(?:the )?stay",
    r"\bno\b[^.]{0,12}$",
    r"“\w+”|\bb\b",
    r"(?<!the )\bstay",
]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(PATTERNS), st.lists(st.sampled_from(PIECES), max_size=14), st.data())
def test_short_patterns_find_the_same_wherever_a_text_is_cut(pattern, pieces, data):
    text = data.draw(st.sampled_from((" ", " ", "-"))).join(pieces) + " and so on and so forth"
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain, gated = re.compile(pattern, re.IGNORECASE), Gated(pattern, re.IGNORECASE)
    assert [m.span() for m in gated.finditer(text, start, end)] == [m.span() for m in plain.finditer(text, start, end)]
    one, other = gated.search(text, start, end), plain.search(text, start, end)
    assert (one and one.span()) == (other and other.span())


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PATTERNS), st.lists(st.sampled_from(["stay", "x", "3", "tro"]), min_size=80, max_size=120))
def test_a_run_of_letters_that_is_no_word_opens_the_gate_to_what_is_in_it(pattern, pieces):
    text = "the " + "".join(pieces) + " no"
    assert found(Gated(pattern, re.IGNORECASE), text) == found(re.compile(pattern, re.IGNORECASE), text)

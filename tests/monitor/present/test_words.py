from enum import EnumType, StrEnum

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain import vocabulary
from monitor.present.words import (
    LABELS,
    actor_name,
    clip,
    count,
    does,
    is_plural,
    label,
    one_line,
    printable,
    quoted,
    read_words,
    sentence,
)

ENUMS = [kind for kind in vars(vocabulary).values() if isinstance(kind, EnumType) and kind is not StrEnum]
FORBIDDEN = (
    "violat",
    "defi",
    "claim",
    "insist",
    "slam",
    "guilty",
    "refus",
    "ignor",
    "admit",
    "probab",
    "confidence",
    "struck",
)


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_value_of_every_vocabulary_has_its_words(kind):
    assert {value: bool(LABELS[kind][value]) for value in kind} == dict.fromkeys(kind, True)


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_none_of_our_words_is_loaded(kind):
    allowed = {"probable cause to find contempt", "found probable cause, as reported"}  # the court's own term of art
    loaded = [words for words in LABELS[kind].values() for bad in FORBIDDEN if bad in words and words not in allowed]
    assert loaded == []


def test_before_and_after_have_one_weight_and_an_arrow_each():
    assert label(vocabulary.Relation.BEFORE) == "← before"
    assert label(vocabulary.Relation.AFTER) == "→ after"


def test_lapse_readings_name_how_they_are_counted():
    assert [label(r) for r in vocabulary.LapseReading] == [
        "counted flat",
        "rolled off the weekend",
        "fixed by the court",
        "rolled off a federal closing",
        "clerk's office inaccessible",
        "counted in court days",
        "three days more if served by mail",
        "on a condition",
    ]


@pytest.mark.parametrize(
    ("actor", "plural"),
    [
        ("plaintiffs", True),
        ("the States", True),
        ("Harris", False),
        ("James Boggs", False),
        ("lawyers for the groups", True),
        ("Epic Games", False),
        ("one of the plaintiffs", False),
        ("the agency’s", False),
        ("defendant", False),
        ("", False),
        ("Democratic attorneys general", True),
        ("New York Attorney General", False),
        ("Lawyers for the men", True),
        ("A lawyer for the men", False),
        ("officials at the agency", True),
        ("Department of Examples", False),
        ("Office of the Defendants", False),
    ],
)
def test_a_plural_is_a_party_and_never_a_persons_name(actor, plural):
    assert is_plural(actor) is plural


@pytest.mark.parametrize("stance", vocabulary.Stance)
def test_the_verb_agrees_with_several(order, stance):
    said = order.actions[0].positions[0]
    one = does(msgspec.structs.replace(said, actor="Ada Muster", stance=stance))
    many = does(msgspec.structs.replace(said, actor="defendants", stance=stance))
    assert one.startswith("Ada Muster ")
    assert many.startswith("the defendants ")
    verb = one.removeprefix("Ada Muster ").split()[0]
    assert many.removeprefix("the defendants ").split()[0] == (
        verb if verb == "found" else {"denies": "deny"}.get(verb, verb[:-1])
    )


def test_a_reader_version_is_a_machine_and_a_name_is_a_person():
    assert read_words("rules-1", 0.817) == "machine-read, score 0.82"
    assert read_words("R. Example", 1.0) == "read by R. Example"
    assert read_words("rules-2, confirmed by R. Example", 0.8) == "reading confirmed by R. Example"


def test_counts_group_thousands_and_agree():
    assert [count(1, "copy", "copies"), count(2, "copy", "copies"), count(1284, "item")] == [
        "1 copy",
        "2 copies",
        "1,284 items",
    ]


def test_a_sentence_keeps_what_follows_its_capital():
    assert sentence("tRO of D.D.C.") == "TRO of D.D.C."


@given(st.text(max_size=60), st.integers(2, 40))
def test_clipping_keeps_to_its_length_on_one_printable_line(text, length):
    cut = clip(text, length)
    assert len(cut) <= length
    assert cut == printable(cut)
    assert "\n" not in one_line(text)
    assert cut.rstrip("…") in one_line(text)


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\x07", "\x9b", "\ud800", "\ufffe", "\u2028", "\r"])
def test_control_characters_never_pass(bad):
    assert printable(f"a{bad[0]}b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("defendants", "the defendants"),
        ("The defendants", "the defendants"),
        ("Plaintiff", "the plaintiff"),
        ("The Example Union", "The Example Union"),
        ("Ada Example", "Ada Example"),
    ],
)
def test_an_actor_is_named_as_the_subject_of_our_sentence(actor, name):
    assert actor_name(actor) == name


def test_quotation_marks_within_quoted_words_become_inner_ones():
    assert quoted("“over 250” members", 80) == "“‘over 250’ members”"

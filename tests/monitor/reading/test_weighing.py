"""The weights: what they were trained on, that they add up, and what is never proposed to them."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Stance
from monitor.reading.rulebook import rules
from monitor.reading.weighing import features, weigh, weights

TEXT = Path(__file__).resolve().parents[2] / "corpus" / "stances"
TRAINED = "al"
"""The kinds of files that are trained on (README there); h- files are only scored."""
LEAD = "A judge, Imogen Tallis, barred school closures on March 1 in Marlow Parents' League v. Marlow School Board. "
DENIED = "The School Board said it did not violate the order. "


def told(reading):
    return [(p.role.value, p.stance.value, p.why.rule) for p in reading.positions]


def rows():
    return [json.loads(line) for path in sorted(TEXT.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def test_the_table_was_trained_on_the_text_that_is_here():
    held = hashlib.sha256()
    for path in sorted(path for kind in TRAINED for path in TEXT.glob(f"{kind}-*.jsonl")):
        held.update(path.name.encode() + b"\0" + path.read_bytes())
    assert weights().digest == held.hexdigest(), "run `make stance-weights`"


def test_every_row_is_of_the_vocabulary_and_none_is_twice():
    found = rows()
    assert {row["role"] for row in found} == {"plaintiff", "defendant"}
    assert {row["stance"] for row in found} <= {s.value for s in Stance}
    texts = [row["text"] for row in found]
    assert len(texts) == len(set(texts))
    assert len(texts) > 500


@pytest.mark.parametrize("side", ["bound", "protected"])
def test_every_stance_that_can_be_weighed_can_be_proposed(side):
    table = weights().sides[side]
    proposed = {r.yields["stance"] for r in rules("weighed") if r.yields["by"] == side}
    assert proposed <= set(table.stances)
    assert all(len(row) == len(table.stances) == len(table.bias) for row in table.words.values())


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text_is_weighed_and_no_share_is_above_one(text):
    for side in ("bound", "protected"):
        found = weigh(text, side)
        assert found is not None
        assert 1 / 20 < found.score <= 1


def test_a_side_without_weights_is_not_weighed():
    assert weigh("We found them in contempt.", "court") is None


def test_what_weighed_most_can_be_named():
    said = "The mill acknowledged that the gates were late and said the mistake was its own."
    found = weigh(said, "bound", ("disputed",))
    assert found.stance is Stance.ADMITS_BREACH
    assert "acknowledged" in found.telling
    assert set(found.telling) <= features(said, ("disputed",))


def test_a_fact_that_no_rule_knows_is_a_charge_where_compliance_is_in_dispute(news):
    text = LEAD + DENIED + "“The doors are still welded and the buses have not come once,” the Parents' League said."
    assert ("plaintiff", "alleges_breach", "weighed.alleges") in told(news(text))


@pytest.mark.parametrize(
    "said",
    [
        "The Parents' League said that if the doors stay welded, it would go back to court.",
        "The Parents' League thanked the judge.",
        "The Parents' League agreed.",
    ],
)
def test_what_is_no_charge_in_any_dispute(news, said):
    assert not [t for t in told(news(LEAD + DENIED + said)) if t[0] == "plaintiff"]


def test_a_court_is_never_weighed(news):
    text = LEAD + DENIED + "“The doors are still welded and nobody has done a thing,” Judge Imogen Tallis said."
    assert not [t for t in told(news(text)) if t[2].startswith("weighed")]


def test_a_weighed_position_has_a_lower_score_than_its_rule(news):
    text = LEAD + DENIED + "“The doors are still welded and the buses have not come once,” the Parents' League said."
    (position,) = (p for p in news(text).positions if p.why.rule == "weighed.alleges")
    assert 0 < position.why.score < next(r for r in rules("weighed") if r.id == "weighed.alleges").score
    assert position.quote.text == "The doors are still welded and the buses have not come once"

"""Every rule matches its example and not its counter-example; a rule that lacks either is refused."""

import pytest

from monitor.reading.rulebook import _rule, expand, rules, tables

EVERY = [(table, rule) for table in tables() for rule in rules(table)]


@pytest.mark.parametrize(("table", "rule"), EVERY, ids=[r.id for _, r in EVERY])
def test_a_rule_finds_its_example_and_not_its_counter_example(table, rule):
    assert rule.find(rule.example), f"{table}: {rule.id} does not find its own example"
    assert not rule.find(rule.counter), f"{table}: {rule.id} finds its counter-example"


def test_no_id_is_used_twice_in_all_tables():
    ids = [rule.id for _, rule in EVERY]
    assert len(ids) == len(set(ids))
    assert len(ids) > 150


def test_scores_are_between_nothing_and_certain():
    assert all(0 < rule.score < 1 for _, rule in EVERY)


@pytest.mark.parametrize("missing", ["example", "counter", "score", "id", "pattern"])
def test_a_rule_without_a_field_is_refused(missing):
    whole = {"id": "x", "pattern": "a", "score": 0.5, "example": "a", "counter": "b"}
    with pytest.raises(KeyError, match=missing):
        _rule({k: v for k, v in whole.items() if k != missing})


def test_a_pattern_naming_an_unknown_piece_is_refused():
    with pytest.raises(KeyError):
        expand("<nobody_defined_this>")


def test_a_rule_is_silenced_by_its_unless():
    rule = _rule({"id": "x", "pattern": "stay", "unless": "automatic", "score": 0.5, "example": "stay", "counter": "x"})
    assert rule.find("the stay")
    assert not rule.find("the automatic stay")

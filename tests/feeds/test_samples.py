"""Each sample is parsed to what a person reviewed beside it; neither stands alone, or changes without the other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from feeds.kinds import KINDS
from tests.feeds.expected import beside, fingerprint, shape

ROOT = Path(__file__).parent / "samples"
EXPECTED = ".expected.json"
SAMPLES = sorted(
    path
    for kind in KINDS.values()
    for path in (ROOT / kind.name).glob("*")
    if path.suffix in kind.extensions and not path.name.endswith(EXPECTED)
)
each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")


@each_sample
def test_a_sample_is_parsed_to_what_is_written_beside_it(path):
    expected = json.loads(beside(path).read_text(encoding="utf-8"))
    assert shape(path, expected["spec"]) == expected["parsed"]


@each_sample
def test_a_person_has_reviewed_the_expectation_against_this_very_sample(path):
    reviewed = json.loads(beside(path).read_text(encoding="utf-8")).get("reviewed")
    wanted = {"on": "YYYY-MM-DD", "sample": fingerprint(path)}
    assert reviewed, f"read {beside(path).name} against the sample, then add to it: {json.dumps({'reviewed': wanted})}"
    assert date.fromisoformat(reviewed["on"])
    assert reviewed["sample"] == fingerprint(path), "the sample has changed since it was reviewed"


def test_no_sample_without_an_expectation_and_no_expectation_without_a_sample():
    expectations = {p for p in ROOT.glob("*/*") if p.name.endswith(EXPECTED)}
    assert expectations == {beside(p) for p in SAMPLES}
    assert len(expectations) == len(SAMPLES), "two samples of one kind with one name share an expectation"
    assert set(ROOT.glob("*/*")) - expectations == set(SAMPLES)


def test_every_kind_has_a_sample():
    assert {p.parent.name for p in SAMPLES} == set(KINDS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_sample_is_marked_as_an_example(path):
    assert b"EXAMPL" in path.read_bytes()

"""What this tree's reader makes of the labelled corpora, against what was last recorded beside them.

No score is asserted: a change that costs something here may be right. The test run prints it, so that nobody lands one
unseen; `python benchmarks/reading_report.py --record DIR` writes the new figures into the same commit.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPORA = sorted(path.parent for path in (ROOT / "tests" / "corpus" / "reading").glob("*/figures.json"))


@pytest.fixture(scope="module")
def report():
    spec = importlib.util.spec_from_file_location("reading_report", ROOT / "benchmarks" / "reading_report.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(counted: dict[str, int]) -> float:
    wrong = counted["extra"] + counted["missed"]
    return 2 * counted["right"] / (2 * counted["right"] + wrong) if counted["right"] or wrong else 0.0


def compared(before: dict[str, dict[str, int]], now: dict[str, dict[str, int]]) -> list[str]:
    """A line for each question that is answered otherwise than recorded."""
    nothing = {"right": 0, "extra": 0, "missed": 0}
    lines = []
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name, nothing), now.get(name, nothing)
        if old != new:
            steps = ", ".join(f"{key} {old[key]} -> {new[key]}" for key in nothing if old[key] != new[key])
            lines.append(f"{name}: F1 {f1(old):.3f} -> {f1(new):.3f} ({steps})")
    return lines


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_a_change_of_the_reading_is_printed_and_every_quote_stands_in_its_text(corpus, report, say):
    now = {name: measure.counted for name, measure in report.measured(corpus).items()}

    changed = compared(json.loads((corpus / "figures.json").read_text("utf-8")), now)
    say(f"reading of corpus {corpus.name}: " + ("as recorded" if not changed else "CHANGED"))
    for line in changed:
        say(f"  {line}")
    assert now["text.quotes_grounded"]["right"] > 0
    assert now["text.quotes_grounded"]["extra"] == 0


def test_corpora_are_recorded():
    assert {path.name for path in CORPORA} >= {"dev", "held", "unseen"}


def test_what_changed_is_told_with_what_it_was_before():
    before = {
        "docket.kind": {"right": 8, "extra": 2, "missed": 2},
        "docket.calm": {"right": 1, "extra": 0, "missed": 0},
    }
    now = {"docket.kind": {"right": 9, "extra": 1, "missed": 1}, "docket.calm": {"right": 1, "extra": 0, "missed": 0}}

    assert compared(before, now) == [
        "docket.kind: F1 0.800 -> 0.900 (right 8 -> 9, extra 2 -> 1, missed 2 -> 1)",
    ]

"""Trains the weights of monitor.reading.weighing on the repository's own text: `make stance-weights`. Reads no other.

Rows of tests/corpus/stances/*.jsonl: {role, stance, dispute, text}. Prints how well the sentences of a file held out in
turn are weighed (precision and recall of each stance), and those of the files that nothing trains on; then trains on
all others and writes the table. Needs scikit-learn, which nothing else here does: the table is what the program uses.
The same rows give the same table.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from monitor.reading.weighing import features  # noqa: E402

TEXT = ROOT / "tests" / "corpus" / "stances"
TABLE = ROOT / "monitor" / "reading" / "rules" / "stance_weights.json"
TRAINED = ("a-*.jsonl", "l-*.jsonl")
"""The files that are trained on. The others (h-*) are only scored, and nothing is chosen by them."""
SIDES = {"bound": "defendant", "protected": "plaintiff"}
SMALL = 0.08
"""Weights below this are dropped: they decide nothing and the table stays readable."""


def files(*, trained: bool, folder: Path = TEXT) -> list[Path]:
    """The files that are trained on, or those that are not."""
    meant = {path for pattern in TRAINED for path in folder.glob(pattern)}
    return sorted(path for path in folder.glob("*.jsonl") if (path in meant) is trained)


def digest(folder: Path = TEXT) -> str:
    """A name for the training text."""
    held = hashlib.sha256()
    for path in files(trained=True, folder=folder):
        held.update(path.name.encode() + b"\0" + path.read_bytes())
    return held.hexdigest()


def rows(*, trained: bool, folder: Path = TEXT) -> list[dict[str, Any]]:
    found = []
    for path in files(trained=trained, folder=folder):
        lines = path.read_text("utf-8").splitlines()
        found += [{**json.loads(line), "file": path.name} for line in lines if line.strip()]
    return found


def marks(row: dict[str, Any]) -> list[str]:
    return ["disputed"] if row["dispute"] else []


def fit(given: Sequence[dict[str, Any]]) -> Any:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    counted = Counter(name for row in given for name in features(row["text"], marks(row)))
    model = make_pipeline(DictVectorizer(sort=True), LogisticRegression(C=4.0, max_iter=2000, random_state=0))
    model.fit([_kept(row, counted) for row in given], [row["stance"] for row in given])
    return model


def _kept(row: dict[str, Any], counted: Counter[str] | None = None) -> dict[str, int]:
    return {n: 1 for n in sorted(features(row["text"], marks(row))) if counted is None or counted[n] > 1}


def held_out(side: str, given: Sequence[dict[str, Any]], apart: Sequence[dict[str, Any]]) -> None:
    """Say how well each file is weighed by a table trained on the others, and `apart` by one trained on all."""
    table = Counter[tuple[str, str]]()
    for name in sorted({row["file"] for row in given}):
        found = _weighed(
            fit([row for row in given if row["file"] != name]), [row for row in given if row["file"] == name]
        )
        print(f"  {side} {name:24} {_right(found)}")
        table += found
    print(f"{side}: {_right(table)} in files held out in turn")
    for stance in sorted({row["stance"] for row in given}):
        hit = table[stance, stance]
        gold, read = (sum(n for pair, n in table.items() if pair[at] == stance) for at in (0, 1))
        print(f"  {stance:24} precision {hit / max(read, 1):.2f}  recall {hit / max(gold, 1):.2f}  of {gold}")
    print(f"{side}: {_right(_weighed(fit(given), apart))} in files never trained on")


def _weighed(model: Any, test: Sequence[dict[str, Any]]) -> Counter[tuple[str, str]]:
    if not test:
        return Counter()
    got = model.predict([_kept(row) for row in test])
    return Counter((row["stance"], str(stance)) for row, stance in zip(test, got, strict=True))


def _right(found: Counter[tuple[str, str]]) -> str:
    return f"{sum(n for pair, n in found.items() if pair[0] == pair[1])} of {found.total()} right"


def table_of(model: Any) -> dict[str, Any]:
    vectors, regression = model.steps[0][1], model.steps[1][1]
    weights, biases = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:  # scikit-learn then keeps the second stance's weights alone
        weights, biases = [-weights[0], weights[0]], [-biases[0], biases[0]]
        weights, biases = [w / 2 for w in weights], [b / 2 for b in biases]
    kept = {}
    for n, name in enumerate(vectors.get_feature_names_out()):
        row = [round(float(column[n]), 2) if abs(column[n]) >= SMALL / 2 else 0 for column in weights]
        if any(row):
            kept[str(name)] = row
    bias = [round(float(value), 3) for value in biases]
    return {"stances": [str(c) for c in regression.classes_], "bias": bias, "words": kept}


def main() -> None:
    found, apart = rows(trained=True), rows(trained=False)
    sides = {}
    for side, role in SIDES.items():
        given = [row for row in found if row["role"] == role]
        held_out(side, given, [row for row in apart if row["role"] == role])
        sides[side] = table_of(fit(given))
        print(f"{side}: {len(given)} rows, {len(sides[side]['words'])} words and pairs weighed")
    table = {"version": "stances-1", "digest": digest(), "sides": sides}
    TABLE.write_text(
        json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"') + "\n", "utf-8"
    )
    print(f"{TABLE.relative_to(ROOT)}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

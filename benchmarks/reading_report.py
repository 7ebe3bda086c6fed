"""Holds the reader against labelled text: `make reading-report CORPUS=DIR`. It prints figures and errors, no verdict.

DIR holds `matters.json` (what to watch) and any of `docket.jsonl`, `news.jsonl`, `statements.jsonl`: items as
`showcause ingest` takes them, each with `labels`. Docket labels: `kind`, `order_effect` [{effect, order_type, mode}],
`compliance` (one or a list of {stance, actor_role}), `deadline` (one or a list of {due_at}). Text labels: `concerns`
[{docket_number}], `contested`, `positions` [{actor, role, stance, quote}]. F1 is over multisets; quotes are grounded
when they stand in the text. `--record` writes what was counted beside the corpus, as `figures.json`: a test run prints
what a change did to it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from monitor.application.read_stream import read_lines
from monitor.config import load_watch

FILES = ("docket.jsonl", "news.jsonl", "statements.jsonl")
TYPES = {"docket.jsonl": "docket_entry", "news.jsonl": "news", "statements.jsonl": "statement"}
BOUND = {"defendant", "defendant_or_government"}


class Measure:
    """Precision, recall and F1 of one question over all items, with its errors."""

    def __init__(self) -> None:
        self.right = self.extra = self.missed = 0
        self.errors: list[str] = []

    def add(self, item: str, want: Iterable[Any], got: Iterable[Any]) -> None:
        wanted, found = Counter(want), Counter(got)
        self.right += (wanted & found).total()
        self.extra += (found - wanted).total()
        self.missed += (wanted - found).total()
        self.errors += [f"{item} extra {key}" for key in found - wanted]
        self.errors += [f"{item} missed {key}" for key in wanted - found]

    @property
    def counted(self) -> dict[str, int]:
        """What is kept of it in `figures.json`."""
        return {"right": self.right, "extra": self.extra, "missed": self.missed}

    def line(self) -> str:
        p = self.right / (self.right + self.extra) if self.right + self.extra else 0.0
        r = self.right / (self.right + self.missed) if self.right + self.missed else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return f"p {p:.3f}  r {r:.3f}  F1 {f1:.3f}  wrong {self.extra + self.missed}  n {self.right + self.missed}"


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    for name in FILES:
        path = folder / name
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                if line.strip():
                    yield {**json.loads(line), "type": TYPES[name]}


def role(name: str) -> str:
    return "defendant" if name in BOUND else name


def docket_pairs(row: dict[str, Any], reading: dict[str, Any]) -> Iterator[tuple[str, list[Any], list[Any]]]:
    label = row["labels"]
    yield "docket.kind", [label["kind"]], [reading.get("kind")]
    effects = [(e["effect"], e["order_type"]) for e in label["order_effect"]]
    yield "docket.effects", effects, [(e["effect"], e["order_type"]) for e in reading.get("effects", [])]
    stances = [(c["stance"], c["actor_role"]) for c in listed(label["compliance"])]
    yield "docket.compliance", stances, [(c["stance"], c["actor_role"]) for c in reading.get("compliance", [])]
    days = [d["due_at"][:10] for d in listed(label["deadline"]) if d.get("due_at")]
    yield "docket.deadlines", days, [d["due_at"][:10] for d in reading.get("deadlines", []) if d.get("due_at")]
    if not effects and not stances:
        alarmed = bool(reading.get("effects") or reading.get("compliance"))
        yield "docket.calm", ["calm"], ["alarm"] if alarmed else ["calm"]


def text_pairs(row: dict[str, Any], reading: dict[str, Any]) -> Iterator[tuple[str, list[Any], list[Any]]]:
    label = row["labels"]
    wanted = sorted({c["docket_number"] for c in label["concerns"]})
    yield "text.concerns", wanted, sorted({c["docket_number"] for c in reading.get("concerns", [])})
    yield "text.disputes", ["disputed"] * label["contested"], ["disputed"] * bool(reading.get("disputes_compliance"))
    positions = [(role(p["role"]), p["stance"]) for p in label["positions"] if p["stance"] != "none"]
    found = [(role(p["role"]), p["stance"]) for p in reading.get("positions", []) if p["stance"] != "none"]
    yield "text.positions", positions, found
    text = " ".join(f"{row['title']}\n{row['text']}".split())
    quotes = [" ".join(p["quote"].split()) in text for p in reading.get("positions", [])]
    yield "text.quotes_grounded", ["grounded"] * len(quotes), ["grounded" if ok else "not in the text" for ok in quotes]


def measured(corpus: Path) -> dict[str, Measure]:
    """Each question over a labelled corpus, as the reader of this tree answers it."""
    labelled = list(rows(corpus))
    lines = [json.dumps({k: v for k, v in row.items() if k != "labels"}) for row in labelled]
    warnings: list[str] = []
    readings = read_lines(lines, load_watch(_watch_file(corpus), warnings.append))
    measures: dict[str, Measure] = {}
    for row, reading in zip(labelled, readings, strict=True):
        pairs = docket_pairs if row["type"] == "docket_entry" else text_pairs
        for name, want, got in pairs(row, reading):
            measures.setdefault(name, Measure()).add(row["id"], want, got)
    return measures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", type=int, default=10, help="errors shown for each measure")
    parser.add_argument("--record", action="store_true", help="write figures.json beside the corpus")
    args = parser.parse_args()
    measures = measured(args.corpus)
    if not measures:
        parser.error(f"no {', '.join(FILES)} in {args.corpus}")
    for name, measure in measures.items():
        print(f"{name:22} {measure.line()}")
    for name, measure in measures.items():
        for error in measure.errors[: args.errors]:
            print(f"  {name}: {error}")
    if args.record:
        figures = {name: measure.counted for name, measure in measures.items()}
        (args.corpus / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def _watch_file(corpus: Path) -> Path:
    """The matters as a watch list: a labelled corpus calls them `matters`, a configuration `matter`."""
    listed_matters = json.loads((corpus / "matters.json").read_text("utf-8"))
    known = ("court", "docket_number", "caption", "short_names", "judge", "related_dockets", "parties", "watch_terms")
    matters = [{k: m[k] for k in known if k in m} for m in listed_matters["matters"]]
    for matter, row in zip(matters, listed_matters["matters"], strict=True):
        terms = {term for order in row.get("orders", ()) for term in order.get("watch_terms", ())}
        matter.setdefault("watch_terms", sorted(terms))
    path = Path(tempfile.mkdtemp()) / "watch.json"
    path.write_text(json.dumps({"matter": matters}), "utf-8")
    return path


if __name__ == "__main__":
    main()

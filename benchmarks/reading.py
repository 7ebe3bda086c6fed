"""How many items a second the reader reads on one core: `python benchmarks/reading.py [N]`. Figures, no verdict.

The items are the texts of tests/corpus/reading/dev, read again and again until N of each class are read. Reading alone:
no parsing, no record, no views.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from feeds.jsonl import parse_line
from monitor.config import load_watch
from monitor.domain.matters import Matter
from monitor.reading.reader import READER, read

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "reading" / "dev"
CLASSES = {
    "docket entries": ("docket.jsonl", "docket_entry"),
    "news": ("news.jsonl", "news"),
    "statements": ("statements.jsonl", "statement"),
}
DEFAULT = 2_000


def watched() -> list[Matter]:
    """The matters of the corpus, all of them watched at once."""
    return [matter for path in sorted((CORPUS / "watch").glob("*.toml")) for matter in load_watch(path, print)]


def contents(name: str, kind: str) -> list[object]:
    """The items of one file as the reader is given them."""
    rows = [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]
    return [
        parse_line(
            json.dumps({k: v for k, v in row.items() if k not in {"labels", "example"}} | {"type": kind}), i
        ).content
        for i, row in enumerate(rows, start=1)
    ]


def main() -> None:
    """Read N items of each class and say how long it took, in seconds of this process."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    matters = watched()
    print(f"{READER}, {len(matters)} matters watched")
    for label, (name, kind) in CLASSES.items():
        items = contents(name, kind)
        for item in items:
            read(item, matters)  # compiles the patterns
        began = time.process_time()
        for item in islice(cycle(items), count):
            read(item, matters)
        took = time.process_time() - began
        print(f"{label:16} {count:6} in {took:6.2f} s: {count / took:8.0f} a second, {took / count * 1e6:7.0f} us each")


if __name__ == "__main__":
    main()

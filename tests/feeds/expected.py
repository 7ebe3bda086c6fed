"""What a sample is parsed to, in the shape of the file beside it. Writes one for review; it reviews nothing.

    .venv/bin/python tests/feeds/expected.py tests/feeds/samples/KIND/NAME [court=dcd] [speaker="Example Office"]

Read what it wrote against the sample, line by line. Then add the key `reviewed` that the test asks for.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from feeds.kinds import parse
from feeds.model import Poll, SourceSpec


def beside(sample: Path) -> Path:
    """The file of the expectation."""
    return sample.with_suffix(".expected.json")


def fingerprint(sample: Path) -> str:
    """Names the sample's bytes as they were when a person read them against the expectation."""
    return hashlib.sha256(sample.read_bytes()).hexdigest()[:16]


def shape(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    """The parse of a sample, as polled on `polled_at` of its spec: no item is shown days before its date."""
    told = {"id": "example", "kind": path.parent.name, "url": str(path), **spec}
    polled_at = datetime.fromisoformat(told.pop("polled_at", "2025-03-17T16:00:00+00:00"))
    source = msgspec.convert(told, SourceSpec)
    poll = Poll(source="example", name=path.name, polled_at=polled_at, body=path.read_bytes())
    parsed = parse(source, poll)
    return {
        "source_class": parsed.source_class,
        "declared": parsed.declared,
        "window": parsed.window,
        "shown": list(parsed.shown),
        "items": [
            {
                "item": i.item,
                "identity": i.identity,
                "aliases": list(i.aliases),
                "loose_guid": i.loose_guid,
                "content": json.loads(msgspec.json.encode(i.content)),
            }
            for i in parsed.items
        ],
        "problems": [[p.item, p.reason] for p in parsed.problems],
    }


if __name__ == "__main__":
    sample = Path(sys.argv[1])
    given = dict(pair.split("=", 1) for pair in sys.argv[2:])
    text = json.dumps({"spec": given, "parsed": shape(sample, given)}, indent=1, ensure_ascii=False)
    beside(sample).write_text(text + "\n", encoding="utf-8")

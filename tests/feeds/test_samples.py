"""Each sample is parsed to what is written beside it; neither may stand alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from feeds.kinds import KINDS, parse
from feeds.model import Poll, SourceSpec

ROOT = Path(__file__).parent / "samples"
SAMPLES = sorted(p for k in KINDS.values() for p in (ROOT / k.name).iterdir() if p.suffix in k.extensions)


def shape(path: Path, spec: dict[str, str]) -> dict[str, Any]:
    source = SourceSpec(id="example", kind=path.parent.name, url=str(path), **spec)
    poll = Poll(
        source="example", name=path.name, polled_at=datetime(2025, 3, 17, 16, tzinfo=UTC), body=path.read_bytes()
    )
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


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_sample_is_parsed_to_what_is_written_beside_it(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert shape(path, expected["spec"]) == expected["parsed"]


def test_no_sample_without_an_expectation_and_no_expectation_without_a_sample():
    expectations = {p.name.removesuffix(".expected.json") for p in ROOT.glob("*/*.expected.json")}
    assert expectations == {p.stem for p in SAMPLES}
    everything = {p for p in ROOT.glob("*/*") if not p.name.endswith(".expected.json")}
    assert everything == set(SAMPLES)


def test_every_kind_has_a_sample():
    assert {p.parent.name for p in SAMPLES} == set(KINDS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_sample_is_marked_as_an_example(path):
    assert b"EXAMPL" in path.read_bytes()

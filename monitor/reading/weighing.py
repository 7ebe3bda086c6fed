"""Weighs which stance on compliance a sentence speaks for, by weights trained on text of our own. It proposes nothing
and makes no finding: whose sentence it is, and that it may be a position at all, is for the rules (text_reader).

The weights are data (rules/stance_weights.json): a version, the digest of the text they were trained on, and for each
side and stance what a word or a pair of words adds. Adding them up is the whole model (multinomial logistic regression;
trained by benchmarks/stance_training.py), so the words that weighed most can be named to anybody who asks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from monitor.domain.vocabulary import Stance

_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[?!]")
TELLING = 4
"""How many words are named as those that weighed most."""


DISPUTED = "disputed"
"""The mark of a sentence in a text whose rules found compliance in dispute."""


class Weights(msgspec.Struct, frozen=True):
    """The trained table; `digest` names the text it was trained on, `sides` are `bound` and `protected`."""

    version: str
    digest: str
    sides: dict[str, Side]


class Side(msgspec.Struct, frozen=True):
    """The weights for speakers of one side; a row of `words` has one weight for each of `stances`."""

    stances: tuple[str, ...]
    bias: tuple[float, ...]
    words: dict[str, tuple[float, ...]]


class Weighed(msgspec.Struct, frozen=True):
    """The stance that the words speak for most, how likely by the model (0 to 1), and the words that weighed most."""

    stance: Stance
    score: float
    telling: tuple[str, ...]


def features(text: str, marks: Iterable[str] = ()) -> set[str]:
    """What is weighed of a sentence: its words, its pairs of neighbours, and `marks`, what the rules know of it."""
    words = ["#" if word.isdigit() else word.replace("’", "'") for word in _TOKEN.findall(text.lower())]
    pairs = (f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True))
    return {*words, *pairs, *(f"<{mark}>" for mark in marks)}


def weigh(text: str, side: str, marks: Iterable[str] = ()) -> Weighed | None:
    """Weigh a sentence of a speaker of that side (`bound` or `protected`); None for a side that was not trained."""
    table = weights().sides.get(side)
    if table is None:
        return None
    found = sorted(features(text, marks) & table.words.keys())
    sums = list(table.bias)
    for name in found:
        for n, weight in enumerate(table.words[name]):
            sums[n] += weight
    shares = _shares(sums)
    best = max(range(len(shares)), key=shares.__getitem__)
    return Weighed(Stance(table.stances[best]), shares[best], tuple(_telling(table.words, found, best)))


def _shares(sums: list[float]) -> list[float]:
    top = max(sums)
    grown = [math.exp(value - top) for value in sums]
    total = math.fsum(grown)
    return [value / total for value in grown]


def _telling(rows: Mapping[str, tuple[float, ...]], found: Iterable[str], stance: int) -> Iterator[str]:
    for name in sorted(found, key=lambda n: (-rows[n][stance], n))[:TELLING]:
        if rows[name][stance] > 0:
            yield name


@cache
def weights() -> Weights:
    """The trained table of this version."""
    return msgspec.json.decode((files("monitor.reading.rules") / "stance_weights.json").read_bytes(), type=Weights)

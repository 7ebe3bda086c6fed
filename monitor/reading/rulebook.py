"""Loads rules of reading from their tables and tries them. A rule without an example and a counter-example is refused.

A table is rules/NAME.toml: `[words]` holds pieces that patterns name as `<piece>`; each `[[rule]]` has `id` (stable: it
is stored with every reading), `pattern`, `score`, `example`, `counter`, perhaps `unless` (a pattern that silences it)
and `yields`, which the module that uses the table understands. What is decided in code stands in rules/in_code.toml,
with the same duties.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from monitor.domain.findings import Why
from monitor.reading.gate import Gated
from monitor.reading.text import text_of

_PIECE = re.compile(r"(?<!\?P)(?<!\?)<([a-z_]+)>")


class Rule(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One rule, ready to try."""

    id: str
    pattern: Gated
    unless: Gated | None
    score: float
    example: str
    counter: str
    yields: dict[str, str]

    @property
    def why(self) -> Why:
        """What a finding made by this rule carries."""
        return Why(rule=self.id, score=self.score)

    def find(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]`, or None; `unless` is looked for in the same stretch."""
        end = len(text) if end is None else end
        found = self.pattern.search(text, start, end)
        if found and self.unless and self.unless.search(text, start, end):
            return None
        return found


@cache
def words() -> dict[str, str]:
    """The pieces that every table may name."""
    table = tomllib.loads((files("monitor.reading.rules") / "words.toml").read_text("utf-8"))["words"]
    return {str(name): str(piece) for name, piece in table.items()}


def expand(pattern: str) -> str:
    """Put the pieces in their places; raises KeyError for a piece that is not in words.toml."""
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda m: f"(?:{words()[m[1]]})", pattern)
    return pattern


def compiled(pattern: str) -> Gated:
    """A pattern with its pieces, case ignored unless it says `(?-i:…)`."""
    return Gated(expand(pattern), re.IGNORECASE)


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """The rules of one table in their order.

    Raises KeyError for a rule that lacks a field, ValueError for an id used twice.
    """
    raw = tomllib.loads((files("monitor.reading.rules") / f"{table}.toml").read_text("utf-8"))["rule"]
    made = tuple(_rule(entry) for entry in raw)
    if len({r.id for r in made}) != len(made):
        raise ValueError(f"rules/{table}.toml uses an id twice")
    return made


def rules_for(table: str, text: str, start: int = 0, end: int | None = None) -> Sequence[Rule]:
    """The rules of a table that can find anything in a text, or in a stretch of it, in their order; most cannot."""
    known = text_of(text)
    if end is not None and known.cuts_word(end):  # what stands there may be a word that the text has not
        return rules(table)
    anywhere = known.rules.get(table)
    if anywhere is None:
        pieces = known.pieces
        anywhere = known.rules[table] = [rule for rule in rules(table) if rule.pattern.may_find(pieces)]
    if end is None or not anywhere:
        return anywhere
    pieces = known.pieces_in(start, end)
    return [rule for rule in anywhere if rule.pattern.may_find(pieces)]


def _rule(entry: dict[str, object]) -> Rule:
    unless = entry.get("unless")
    yields = entry.get("yields", {})
    return Rule(
        id=str(entry["id"]),
        pattern=compiled(str(entry["pattern"])),
        unless=compiled(str(unless)) if unless else None,
        score=float(str(entry["score"])),
        example=str(entry["example"]),
        counter=str(entry["counter"]),
        yields={str(k): str(v) for k, v in yields.items()} if isinstance(yields, dict) else {},
    )


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader decides in code under an id of its own; `where` is the kind of item its example is."""

    id: str
    where: Literal["docket", "appeal", "news", "statement"]
    says: str
    example: str
    counter: str | None = None
    """None where nothing of that kind can lack it."""


@cache
def decisions() -> tuple[Decision, ...]:
    """What is decided in code, in the order of its table.

    Raises msgspec.ValidationError for a row that lacks a field.
    """
    raw = tomllib.loads((files("monitor.reading.rules") / "in_code.toml").read_text("utf-8"))["decision"]
    return msgspec.convert(tuple(raw), tuple[Decision, ...])


@cache
def tables() -> tuple[str, ...]:
    """The names of all tables of rules."""
    names = (p.name.removesuffix(".toml") for p in files("monitor.reading.rules").iterdir() if p.name.endswith(".toml"))
    return tuple(sorted(set(names) - {"words", "in_code"}))

"""Explains a rule by its id: what it looks for, its example and counter-example. It reads nothing into the record.

Every finding carries the id of its rule; this is where an auditor's "why was it read so?" ends: at a pattern and two
examples, at a decision in code and two examples, or, for what was weighed, at the words that weighed most.
"""

from __future__ import annotations

from typing import Any

import msgspec

from monitor.errors import InputError
from monitor.reading.rulebook import Decision, Rule, decisions, rules, tables
from monitor.reading.weighing import DISPUTED, Weighed, weigh


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as data; `pattern` is None for what is decided in code, `found` and `weighed` where a text was given."""

    id: str
    table: str
    says: str
    example: str
    counter: str | None
    score: float | None = None
    pattern: str | None = None
    unless: str | None = None
    found: str | None = None
    """The first words of the text given that the pattern matches."""
    weighed: Weighed | None = None
    """What the text is weighed to be, as if said where compliance is in dispute."""


def explain(ident: str, text: str | None = None) -> Explained:
    """Explain the rule of that id, and what it makes of `text`; raises InputError for an id that no rule has."""
    for one in every():
        if one.id == ident:
            return one if text is None else _tried(one, text)
    raise InputError(f"no rule of this reader has the id {ident!r}; `showcause rule` lists them")


def every() -> tuple[Explained, ...]:
    """Every rule of this reader, by table and in the order of its table."""
    ruled = (_ruled(table, rule) for table in tables() for rule in rules(table))
    return (*ruled, *map(_decided, decisions()))


def _ruled(table: str, rule: Rule) -> Explained:
    return Explained(
        id=rule.id,
        table=f"{table}.toml",
        says=_yields(rule.yields),
        example=rule.example,
        counter=rule.counter,
        score=rule.score,
        pattern=rule.pattern.pattern,
        unless=rule.unless.pattern if rule.unless else None,
    )


def _decided(one: Decision) -> Explained:
    return Explained(id=one.id, table="in_code.toml", says=one.says, example=one.example, counter=one.counter)


def _yields(said: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in said.items()) or "marks the place"


def _tried(one: Explained, text: str) -> Explained:
    rule = next((r for table in tables() for r in rules(table) if r.id == one.id), None)
    if rule is None:
        raise InputError(f"{one.id} is decided in code, over a whole item: `showcause read` shows what it makes of one")
    m = rule.find(text)
    weighed = weigh(text, rule.yields["by"], (DISPUTED,)) if one.table == "weighed.toml" else None
    return msgspec.structs.replace(one, found=m[0] if m else None, weighed=weighed)

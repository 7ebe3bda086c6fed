"""What kind of order a phrase names, by rules/order_types.toml. A phrase that names none is OTHER."""

from __future__ import annotations

from functools import lru_cache

from monitor.domain.vocabulary import OrderType
from monitor.reading.rulebook import compiled, rules_for

_ADMINISTRATIVE = compiled(
    r"\badministrative(?:ly)?\b|\btemporar(?:y|ily) stay|\bbrief stay\b|\bpending (?:further order|(?:consideration"
    r"|resolution|disposition"
    r"|a ruling) (?:of|on) (?:the|this|any) "
    r"(?:motion|application))|\binterim stay\b|\bheld in abeyance (?:for|until)\b|\bstay(?:s|ed|ing)? (?:this"
    r"|its) (?:own )?order\b"
)


def type_of(phrase: str) -> OrderType:
    """The kind of order a phrase names."""
    return _type_of_words(phrase) if len(phrase) <= _WORDS else _type_of(phrase)


_WORDS = 40
"""Some words ("preliminary injunction") are asked about again and again; a longer phrase is not."""


@lru_cache(maxsize=1024)
def _type_of_words(words: str) -> OrderType:
    return _type_of(words)


def _type_of(phrase: str) -> OrderType:
    return next(
        (OrderType(r.yields["type"]) for r in rules_for("order_types", phrase) if r.find(phrase)), OrderType.OTHER
    )


def named_type(phrase: str) -> OrderType | None:
    """The kind of order a phrase names, or None."""
    found = type_of(phrase)
    return None if found is OrderType.OTHER else found


def stay_type(clause: str) -> OrderType:
    """The kind of stay a clause grants, refuses or lifts: administrative where its words say so, else pending
    appeal.
    """
    return OrderType.ADMINISTRATIVE_STAY if _ADMINISTRATIVE.search(clause) else OrderType.STAY_PENDING_APPEAL

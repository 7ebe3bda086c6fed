"""Which numbered paragraphs of a decree a text names. It reads numbers; what is done to them the effect says."""

from __future__ import annotations

import re

_NUMBER = r"\b(?:\d{1,3}(?:\.\d{1,3})*(?!\d)|[IVXLC]{1,7}\b(?:\.[A-Z]\b)?|[A-Za-z]\b)(?:\([A-Za-z0-9]{1,4}\))*"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
_TO = r"(?:\s+(?:through|to)\s+|\s?[-–]\s?)"
_NAMED = re.compile(
    rf"(?:\b(?:paragraphs?|provisions?|sections?|articles?|parts?|items?)|¶¶?|§§?)\s*"
    rf"(?P<list>{_NUMBER}(?:{_TO}{_NUMBER})?(?:{_AND}{_NUMBER}(?:{_TO}{_NUMBER})?)*)",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?P<first>{_NUMBER})(?:{_TO}(?P<last>{_NUMBER}))?")
_MOST = 200


def paragraphs_named(text: str) -> frozenset[str]:
    """The paragraphs that a text names, a run of whole numbers written out: "paragraphs 12 to 14 and 20(b)"."""
    named: set[str] = set()
    for found in _NAMED.finditer(text):
        for item in _ITEM.finditer(found["list"]):
            named |= _run(item["first"].lower(), (item["last"] or "").lower())
    return frozenset(named)


def is_named(para: str, named: frozenset[str]) -> bool:
    """Whether a paragraph is among those named, or part of one: 12(a) of 12."""
    own = re.sub(r"^(?:¶|§|paragraph|section)\s*", "", para.strip().lower()).strip("().")
    return any(own == one or own.startswith((f"{one}(", f"{one}.")) for one in named)


def _run(first: str, last: str) -> set[str]:
    if first.isdecimal() and last.isdecimal() and 0 <= int(last) - int(first) <= _MOST:
        return {str(n) for n in range(int(first), int(last) + 1)}
    return {first, last} - {""}

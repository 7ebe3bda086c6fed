"""What a docket entry is, from its head. It does not say what the entry does; a word in the body never decides.

Source of the heads: CM/ECF event types and the text-only order forms of the district courts (research:
docs/reading.md).
"""

from __future__ import annotations

import re

from monitor.domain.findings import Why
from monitor.domain.vocabulary import DocketKind, Mode
from monitor.reading.docket_parts import Entry
from monitor.reading.rulebook import compiled, rules

_RULED = compiled(
    r"(?-i:\bORAL (?:ORDER|RULING)\b)|\b(?:the court|judge)\b[^.;]{0,60}?(?-i:\b(?:ORDERED|ORDERS|GRANTED"
    r"|DENIED|ordered|orders"
    r"|orally|grants|denies|rules|finds|extends|stays)\b)|(?-i:\b(?:GRANTED|DENIED|ORDERED|EXTENDED|STAYED"
    r"|DISSOLVED|VACATED)\b)"
    r"|\b(?:is|are) (?:hereby )?(?:granted|denied|extended|stayed|dissolved|vacated|enjoined|restrained)\b"
    r"|\bdirected to (?:file|state|show|provide|produce|submit)\b|<tro> (?:continues|remains"
    r"|shall remain) in|\bfor (?:the )?reasons stated on the record\b"
)
NOT_RULED = Why(rule="kind.unknown", score=0.3)
COURT_KINDS = frozenset({DocketKind.ORDER, DocketKind.MINUTE_ORDER, DocketKind.OPINION, DocketKind.MANDATE})
_MINUTE_ENTRY = re.compile(r"minute entry|minutes|clerk.s (?:notes|minutes)|proceedings held", re.IGNORECASE)
_ORAL = re.compile(r"^\W{0,2}(?:oral|verbal) (?:order|ruling)\b", re.IGNORECASE)


def docket_kind(entry: Entry) -> tuple[DocketKind, Why]:
    """The entry's kind and the rule that says so; OTHER where no head is known."""
    head = entry.head_text
    for rule in rules("docket_kinds"):
        if rule.find(head):
            kind = rule.yields["kind"]
            if kind == "minutes":
                return (DocketKind.MINUTE_ORDER if _RULED.search(entry.plain) else DocketKind.OTHER), rule.why
            return DocketKind(kind), rule.why
    return DocketKind.OTHER, NOT_RULED


def mode_of(entry: Entry, kind: DocketKind) -> Mode:
    """How the court spoke: minutes of a hearing record an oral ruling, a text-only order is a minute one."""
    if kind is not DocketKind.MINUTE_ORDER:
        return Mode.WRITTEN
    if _ORAL.match(entry.head_text) or _MINUTE_ENTRY.search(entry.head_text[:60]):
        return Mode.ORAL
    return Mode.MINUTE

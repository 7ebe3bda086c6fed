"""What a docket entry is, from its head. It does not say what the entry does; a word in the body never decides.

Source of the heads: CM/ECF event types and the text-only order forms of the district courts (research:
docs/reading.md).
"""

from __future__ import annotations

import re

from monitor.domain.vocabulary import DocketKind, Mode
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.rulebook import Rule, compiled, rules_for

_RULED = compiled(
    r"(?-i:\bORAL (?:ORDER|RULING)\b)|\b(?:court(?! reporter| staff|room)|judge)\b[^.;]{0,60}?(?-i:\b(?:ORDERED"
    r"|ORDERS|GRANTED|DENIED"
    r"|ordered|orders|orally|grants|denies|rules|finds|holds|extends|stays|dissolves|vacates|adopts|declines|discharges|modifies|lifts|DISCHARGES|STAYS|VACATES|DISSOLVES"
    r"|EXTENDS|MODIFIES|LIFTS|ADOPTS|FINDS|HOLDS|DIRECTS|directs)\b)"
    r"|(?-i:\b(?:GRANT(?:ED|S)|DEN(?:IED|IES)|ALLOW(?:ED|S)|ORDER(?:ED|S)|EXTENDED|STAYED|DISSOLVED|VACATED|DISCHARGED"
    r"|SUSTAINED|OVERRULED|MODIFIED|APPROVED|ADOPTED|ENJOIN(?:ED|S)|CONTINUED IN EFFECT)\b)"
    r"|\b(?:is|are) (?:hereby )?(?:granted|denied|allowed|extended|stayed|dissolved|vacated|enjoined|restrained"
    r"|discharged)\b"
    r"|\b(?:motion|application|petition|request|relief|injunction|<tro>|<pi>)s? (?:is |are |hereby )*(?:granted"
    r"|denied|allowed)\b"
    r"|\b(?:OSC|<tro>|<pi>|injunction|order to show cause|motion(?: \d{1,4})?|(?<!automatic )stay) (?:granted"
    r"|denied|extended|discharged"
    r"|dissolved|lifted|vacated|modified|issued)(?= (?:to|until|through|in|as|by|pending|without|with|for)\b|[.;,]|$)"
    r"|\bruled from the bench\b|\b(?:ruling|order) from the bench\b"
    r"|\bdirected to (?:file|state|show|provide|produce|submit)\b|<tro> (?:continues|remains"
    r"|shall remain) in|\bfor (?:the )?reasons stated (?:on the record|in open court|from the bench)\b"
)
_TEXT_ONLY = Gated(
    r"\btext(?:[- ]only| entry only)?[- ]order\b|\btext[- ](?:entry )?only\b"
    r"|\[non-?document\]|\bno (?:\.?pdf )?document (?:is )?(?:attached|associated)",
    re.IGNORECASE,
)
"""A clerk's remark that an order stands in the docket text alone."""
COURT_KINDS = frozenset({DocketKind.ORDER, DocketKind.MINUTE_ORDER, DocketKind.OPINION, DocketKind.MANDATE})
_BENCH = Gated(
    r"^\W{0,2}(?:oral|verbal|bench) (?:order|ruling)\b|\bfrom the bench\b|(?-i:\bORAL (?:ORDER|RULING)\b)"
    r"|\borally (?:granted|denied"
    r"|grants|denies|ruled|ordered|orders)\b|\boral (?:order|ruling) (?:of|by) the court\b",
    re.IGNORECASE,
)


def docket_kind(entry: Entry) -> DocketKind:
    """The entry's kind; OTHER where no head is known."""
    rule = _kind_rule(entry)
    if rule is None:
        return DocketKind.OTHER
    kind = rule.yields["kind"]
    if kind == "minutes":
        return DocketKind.MINUTE_ORDER if _RULED.search(entry.plain) else DocketKind.OTHER
    if kind == DocketKind.ORDER and _TEXT_ONLY.search(entry.plain):
        return DocketKind.MINUTE_ORDER
    return DocketKind(kind)


def _kind_rule(entry: Entry) -> Rule | None:
    head = entry.head_text
    return next((rule for rule in rules_for("docket_kinds", head) if rule.find(head)), None)


def mode_of(entry: Entry, kind: DocketKind) -> Mode:
    """How the court spoke: a clerk's minutes of a hearing record an oral ruling, a text-only order is a minute one.

    Courts whose minutes are themselves the order ("MINUTES (IN CHAMBERS)") spoke from the bench only where they say so.
    """
    if kind is not DocketKind.MINUTE_ORDER:
        return Mode.WRITTEN
    rule = _kind_rule(entry)
    recorded = rule is not None and rule.yields.get("mode") == Mode.ORAL
    return Mode.ORAL if recorded or _BENCH.search(entry.plain) else Mode.MINUTE

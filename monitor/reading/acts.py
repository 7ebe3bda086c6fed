"""The shape that effect readers pass among themselves: one thing a clause does to an order, before its terms are
read.
"""

from __future__ import annotations

import re

import msgspec

from monitor.domain.findings import Why
from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.segment import Span


class Act(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One effect at `at`, read from `clause` by `why`."""

    effect: Effect
    type: OrderType
    at: Span
    clause: Span
    why: Why
    extent: Extent = Extent.WHOLE


_NOT_DONE = re.compile(
    r"\b(?:unless|if|whether|would|could|should|(?-i:may)(?! \d)|might|cannot|why|until|once|asks?|asking"
    r"|(?<!\bas )(?<!\bit )(?<!\bthey )(?<!\bthat )(?<!\bwhich )seeks?"
    r"|seeking|urges?|recommends?"
    r"|dissent\w*|requests? (?:that|to)|moves? (?:to|for)|not)\b[^,;]{0,40}$",
    re.IGNORECASE,
)


SUBJECT = re.compile(
    r"(?:^|,)\s*(?:and |then |accordingly,? |therefore,? )?(?=(?:the|this|its|said|that|those|these|all|any|both"
    r"|each|any|so much"
    r"|paragraphs?|sections?|provisions?|(?:plaintiff|defendant|petitioner|respondent|movant|government)s?['’]s?)\s"
    r"|(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Where a subject may begin: at a comma that a determiner, a part or a name follows."""


def not_done(plain: str, clause: Span, verb_at: int) -> bool:
    """Whether the words before a verb say that the thing is asked for, conditional or refused rather than done."""
    return bool(_NOT_DONE.search(plain, max(clause.start, verb_at - 70), verb_at))

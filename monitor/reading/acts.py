"""The shapes that effect readers pass among themselves: one thing a clause does to an order, before its terms are
read, and what they know beside the text. It reads nothing but what silences a verb.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

import msgspec

from monitor.domain.findings import Why
from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.gate import Gated
from monitor.reading.segment import Span


class Act(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One effect at `at`, read from `clause` by `why`."""

    effect: Effect
    type: OrderType
    at: Span
    clause: Span
    why: Why
    extent: Extent = Extent.WHOLE


class Setting(msgspec.Struct, frozen=True):
    """What the readers of a docket entry need beside its text: when it was filed, the court's clock, who acts on whom.

    `acts_on_court` is the court whose orders an entry of a higher docket acts on. `above` is the court above that
    acts, on its own docket or as one below shows it, or None; `judged_by` the court of appeals whose judgments can be
    acted on there: for the Supreme Court the one between, for a court of appeals itself. In a `bankruptcy` court a stay
    of which no more is said is the automatic one.
    """

    filed: datetime | None
    zone: tzinfo | None
    acts_on_court: str | None = None
    found_breach: bool = False
    above: str | None = None
    judged_by: str | None = None
    bankruptcy: bool = False

    @property
    def day(self) -> date | None:
        """The day from which dates without a year are understood."""
        return self.filed.date() if self.filed else None


_NOT_DONE = Gated(
    r"\b(?:unless|if|whether|would|could|should|(?-i:may)(?! \d)|might|cannot|why|until|once|asks?|asking"
    r"|(?<!\bas )(?<!\bit )(?<!\bthey )(?<!\bthat )(?<!\bwhich )seeks?"
    r"|seeking|urges?|recommends?"
    r"|dissent\w*|(?<!\bthe )(?<!\bthis )(?<!['’]s )(?<!s['’] )(?<!\bjoint )requests? (?:that|to)|moves? (?:to"
    r"|for)|not)\b[^,;]{0,40}$",
    re.IGNORECASE,
)


SUBJECT = re.compile(
    r"(?:^|,|\b(?:filed|ordered),? that)\s*(?:and |then |accordingly,? |therefore,? )?(?=(?:the|this|its|said|that"
    r"|those|these|all|any|both"
    r"|each|any|so much"
    r"|paragraphs?|sections?|provisions?|(?:plaintiff|defendant|petitioner|respondent|movant|government)s?['’]s?)\s"
    r"|(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Where a subject may begin: at "ordered that", or at a comma that a determiner, a part or a name follows."""


def not_done(plain: str, clause: Span, verb_at: int) -> bool:
    """Whether the words before a verb say that the thing is asked for, conditional or refused rather than done."""
    return bool(_NOT_DONE.search(plain, max(clause.start, verb_at - 70), verb_at))


_PARTS = Gated(r"(?:\b(?:paragraphs?|sections?|provisions?|articles?)|¶+)\s?\(?(?:\d|(?-i:[IVX]))", re.IGNORECASE)


def names_part(plain: str, clause: Span) -> bool:
    """Whether a clause names paragraphs or sections by number."""
    return bool(_PARTS.search(plain, clause.start, clause.end))


_OF_A_JUDGMENT = Gated(
    r"\b(?:the|its|that|this|an?|court.s) (?:[\w,]+ ){0,4}?(?:judgment|order|decision"
    r"|ruling)s?\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_DISPOSED = Gated(r"\b(?:affirm|vacat|revers|stay)\w*", re.IGNORECASE)


_RECITED = Gated(
    r"\b(?:pursuant to|in (?:light|view) of|following|in accordance with|consistent with|in compliance with|under|after"
    r"|since|re:?|regarding|reconsider\w*|(?:vacat|revers|affirm|stay|dissolv|modify|amend|clarify|extend|enforc|suspend"
    r"|lift|rescind|terminat)ing|setting aside) (?:(?:the|its|this|that|court.s|\[?\d{1,4}\]?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|prior"
    r"|(?-i:[A-Z])[\w.'’]+) )*(?:orders?|judgments?|opinions?|rulings?|decisions?|mandate) $",
    re.IGNORECASE,
)
"""Before a participle that describes an order which was: "pursuant to the Court's order vacating …"."""


def is_reviewed(plain: str, clause: Span, verb: re.Match[str]) -> bool:
    """Whether a verb tells what another order did: one under review ("the order granting the injunction is AFFIRMED"),
    or one that is recited ("pursuant to the order vacating the injunction").
    """
    if not verb[0].lower().endswith("ing"):
        return False
    if _RECITED.search(plain, max(clause.start, verb.start() - 90), verb.start()):
        return True
    if not _DISPOSED.search(plain, verb.end(), clause.end):
        return False
    return bool(_OF_A_JUDGMENT.search(plain, clause.start, verb.start()))

"""Orders that command without naming their kind: from the bench, by "is enjoined", or upon a breach just found.

It is asked only where no title, ruling or verb names what the entry does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.findings import Why
from monitor.domain.vocabulary import DocketKind, Effect, Mode, OrderType
from monitor.reading.acts import Act, Setting
from monitor.reading.docket_kind import mode_of
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.rulebook import compiled, rules_for

_ENJOINED = Gated(
    r"\b(?:are|is|be) (?:hereby )?(?:also )?(?:enjoined|restrained)(?: and (?:enjoined|restrained))? from\b",
    re.IGNORECASE,
)
_RESTRAINED = Gated(
    r"\b(?:defendants?|respondents?|the (?:government|agency|department|bureau|secretary|company|city|county|board"
    r"|warden|debtor))\b"
    r"[^.;:]{0,60}?\b(?:shall|must|may|are|is) not(?: to)? "
    r"(?!be (?:required|obliged|obligated|expected) |exceed|file|be heard|oppose|object|disclosed?|include"
    r"|seek|reply)\w+",
    re.IGNORECASE,
)
"""A prohibition laid on the side that is sued."""
_FOR_NOW = Gated(
    r"\b(?:for|runs?|lasts?|expires?|lapses?|effective)\b[^.;]{0,24}\b(?:\d{1,2}|seven|ten|fourteen|twenty-one"
    r"|twenty-eight)(?: \(\d+\))?"
    r" (?:calendar |business )?days\b|\b(?:until|pending) (?:further order|(?:a |the |such )?hearing"
    r"|the court (?:can|may|has|rules))",
    re.IGNORECASE,
)
_BRIEF = Gated(r"\bfor (?:a period of )?(?:\d{1,2}|seven|ten|fourteen)(?: \(\d+\))? days\b", re.IGNORECASE)
_OPERATIVE = Gated(
    r"\b(?:shall|SHALL|must|MUST|directs?|directed to|are ordered|is ordered|ORDERED"
    r"|to be (?!heard|determined|decided|filed)\w+(?:ed|en|id|de|ne))\b"
)
_ORAL_ORDER = Gated(
    r"\b(?-i:ORAL ORDER|ORAL RULING|RULED FROM THE BENCH)\b|\b(?:court|judge)\b (?:\w+ ){0,2}(?:ordered|orders|directed"
    r"|ORDERED)\b(?! (?:supplemental|briefing))|\b(?:ruled|ordered|directed) (?:orally|from the bench)\b"
    r"|\borally (?:ruled|ordered|directed)\b",
    re.IGNORECASE,
)
_CRIMINAL = Gated(
    r"\b(?:indictments?|arraign\w+|(?:guilty )?plea\b|sentenc\w+|detention hearing|competency|initial appearance"
    r"|in custody|supervised release|revocation)\b",
    re.IGNORECASE,
)
"""In a criminal case a judge orders from the bench what concerns the trial."""
_THAT = re.compile(r"\W{0,3}that\b", re.IGNORECASE)


def unnamed(entry: Entry, kind: DocketKind, setting: Setting) -> Iterator[Act]:
    """An order that commands without naming its kind: from the bench, or upon a breach the court has just found."""
    m = _ORAL_ORDER.search(entry.plain) if kind is DocketKind.MINUTE_ORDER else None
    if (
        m
        and mode_of(entry, kind) is Mode.ORAL
        and not _CRIMINAL.search(entry.plain)
        and (_OPERATIVE.search(entry.plain, m.start()) or _THAT.match(entry.plain, m.end()))
    ):
        why = Why(rule="effect.issues.oral_command", score=0.6)
        kind_of = _sought(entry) or OrderType.COMPLIANCE_ORDER
        yield Act(
            effect=Effect.ISSUES,
            type=kind_of,
            at=entry.sentence_at(m.start()),
            clause=entry.sentence_at(m.start()),
            why=why,
        )
        return
    enjoined = _ENJOINED.search(entry.plain)
    if enjoined:
        temporary = "restrain" in enjoined[0].lower() or _BRIEF.search(entry.plain, enjoined.start())
        kind_of = _sought(entry) or (OrderType.TRO if temporary else OrderType.PRELIMINARY_INJUNCTION)
        where = entry.sentence_at(enjoined.start())
        yield Act(
            effect=Effect.ISSUES,
            type=kind_of,
            at=where,
            clause=where,
            why=Why(rule="effect.issues.enjoined", score=0.5),
        )
        return
    forbidden = _RESTRAINED.search(entry.plain)
    if forbidden and _FOR_NOW.search(entry.plain):
        where = entry.sentence_at(forbidden.start())
        why = Why(rule="effect.issues.forbidden_for_now", score=0.6)
        yield Act(effect=Effect.ISSUES, type=_sought(entry) or OrderType.TRO, at=where, clause=where, why=why)
        return
    yield from upon_breach(entry, setting)
    if not setting.found_breach and (done := _REMEDIES.search(entry.plain)) and not _CRIMINAL.search(entry.plain):
        where = entry.sentence_at(done.start())
        why = Why(rule="effect.issues.remedy", score=0.6)
        yield Act(effect=Effect.ISSUES, type=_sought(entry) or OrderType.OTHER, at=where, clause=where, why=why)


_REMEDIES = compiled(
    r"\b(?:defendants?|respondents?|the (?:government|agency|department|bureau|secretary|commissioner|company"
    r"|employer|city"
    r"|county|state|board|office|district|warden|debtor|landlord|carrier))\b[^.;:]{0,50}?"
    r"\b(?:shall|must|(?:is|are) (?:hereby )?(?:ordered|directed|commanded|required) to)\b(?! not)[^.;:]{0,40}?"
    r"\b(?:release|reinstate|restore|refund|reliquidate|readmit|rehire|reopen|disgorge|cease and desist|return"
    r"|turn over"
    r"|surrender|remove|rescind|bargain|recall|recognize|vacate the)\b(?! (?:the )?(?:exhibits?|documents?|a copy"
    r"|copies|signed))"
)
"""A command to undo or to give back, which binds whatever the order is called."""


def upon_breach(entry: Entry, setting: Setting) -> Iterator[Act]:
    """What is commanded by an entry that finds a breach."""
    command = _OPERATIVE.search(entry.plain) if setting.found_breach else None
    if command:
        why = Why(rule="effect.issues.upon_breach", score=0.6)
        where = entry.sentence_at(command.start())
        yield Act(effect=Effect.ISSUES, type=OrderType.COMPLIANCE_ORDER, at=where, clause=where, why=why)


def _sought(entry: Entry) -> OrderType | None:
    """The kind of order that the motion named in the head asks for, where the ruling itself names none."""
    end = min(len(entry.plain), entry.head.end + 80)
    for rule in rules_for("requests", entry.plain, entry.head.start, end):
        if rule.find(entry.plain, entry.head.start, end):
            return OrderType(rule.yields["type"])
    return None

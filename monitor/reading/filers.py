"""Who filed a docket entry, and under what name the filing speaks. It takes nobody for a filer whom the head does not
name.

A filing by several parties, by "All Defendants" or "et al.", and one that says "Defendants state", is its side's. In a
declaration the declarant speaks, never the party that filed it.
"""

from __future__ import annotations

import re

import msgspec

from monitor.domain.matters import Matter
from monitor.domain.vocabulary import DocketKind, Role
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.named import Named
from monitor.reading.naming import filer_name, is_side, side_name
from monitor.reading.parties import mentions
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span

HEAD = 420
"""How far into an entry its filers are looked for."""
_BY = Gated(
    r"\b(?:filed by|submitted by|by|on behalf of|from)\s(?=(?:all |the )?[A-Z])|\b(?:filed by|by)\s", re.IGNORECASE
)
_OF = re.compile(r"\bof\s(?=(?:all |the )?[A-Z])", re.IGNORECASE)
_FOR = Gated(r"\bon behalf of\s(?=[A-Za-z])", re.IGNORECASE)
"""Whom a filing is for goes before the lawyer that it is by."""
_MORE = re.compile(
    r"(?:,? (?:Inc|LLC|L\.L\.C|Ltd|Corp|Co|N\.A)\b\.?)?"
    r"(?:,? et al\b|(?:,|;| and|, and) (?:the )?(?!Inc\b|LLC\b|Ltd\b)[A-Z])"
)
_NAME = r"(?-i:(?:[A-Z][\w'’-]*\.? ){1,4}(?:[A-Z][\w'’-]+))"
_DECLARANT = re.compile(
    rf"\b(?:declaration|affidavit|affirmation)s?\s(?:\([^()]{{0,24}}\)\s)?(?:of|by)\s(?P<of>{_NAME})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:acting|deputy|principal|assistant|senior|associate|chief|director|secretary|officer|administrator|counsel"
    r"|commissioner|superintendent|warden|manager|general|executive|finance|field|office|program|regional|special"
    r"|agent|sheriff|president|vice|bureau|department|board|division|records?|attorney|u\.?s\.?|and|company"
    r"|operations?|unit|staff)$",
    re.IGNORECASE,
)


class Filer(msgspec.Struct, frozen=True, gc=False):
    """Who filed: the name under which the filing speaks, and the role; `party` is the one party named, or empty."""

    name: str
    role: Role
    party: str = ""


def find_filer(entry: Entry, kind: DocketKind, matter: Matter) -> Filer | None:
    """The filer that the head names behind "by" or "filed by", else the first party it names; None where it names
    none.
    """
    if (outsider := _outsider(entry, kind)) is not None:
        return outsider
    named, listed = _named(entry, matter)
    if named is None:
        return None
    side = side_name(named.role)
    if kind is DocketKind.DECLARATION and side:
        return Filer(declarant(entry, matter) or f"The declarant for {side[0].lower()}{side[1:]}", named.role)
    if side and (listed or _says_side(entry, named.role)):
        return Filer(side, named.role)
    return Filer(filer_name(named.canonical, named.role, matter), named.role, named.party)


_REPORTS = re.compile(
    r"^[^.;]{0,100}?\b(?P<who>(?:court-appointed |independent |federal |compliance |monitoring |special |court "
    r"|settlement )*"
    r"(?:monitor(?:ing team| team)?|special master|master|receiver|assessor|auditor|ombuds\w*|overseer"
    r"|(?:\w+ )?keeper|observer"
    r"|trustee|expert panel|compliance officer|neutral))\b(?!['’]?s? (?:motion|fees?|invoice|budget|objection))",
    re.IGNORECASE,
)
_RESPONDS = re.compile(
    r"\b(?:response|objection|opposition|reply|comments?) (?:by|of|to|filed by|re)\b"
    r"|\bto (?:the )?(?:special )?(?:master|monitor|receiver)\b",
    re.IGNORECASE,
)


def _outsider(entry: Entry, kind: DocketKind) -> Filer | None:
    """The monitor, master or receiver whose report it is by its title, whether or not one is configured."""
    if kind is not DocketKind.STATUS_REPORT or _RESPONDS.search(entry.head_text[:120]):
        return None
    m = _REPORTS.match(entry.head_text)
    return Filer(f"the {m['who'].lower()}", Role.MONITOR) if m else None


def _named(entry: Entry, matter: Matter) -> tuple[Named | None, bool]:
    """The first filer named, and whether others are named with it."""
    head = Span(entry.head.start, min(len(entry.plain), entry.head.start + HEAD))
    named = [n for n in mentions(head.of(entry.plain), matter) if n.role is not Role.COURT]
    for m in (m for lead in (_FOR, _BY, _OF) for m in lead.finditer(entry.plain, head.start, head.end)):
        behind = [n for n in named if 0 <= head.start + n.start - m.end() <= 12]
        if behind:
            return behind[0], bool(_MORE.match(entry.plain, head.start + behind[0].end))
    first = [n for n in named if n.start <= 160]
    return (first[0], False) if first else (None, False)


_OWN = compiled(
    r"(?<![\w“\"])(?P<side>(?:All |The |Both )?(?:Defendants|Respondents|Appellants|Plaintiffs|Petitioners|Movants))"
    r"(?:[^.;]{0,60}\b|,? )(?:<speech>|state|report|note|attest|submit|object|respond|complied)\b"
)
_ROLES = {"d": Role.DEFENDANT, "r": Role.DEFENDANT, "a": Role.DEFENDANT, "p": Role.PLAINTIFF}


def _says_side(entry: Entry, role: Role) -> bool:
    for m in _OWN.finditer(entry.plain, entry.head.start):
        word = m["side"].split()[-1].lower()
        if word == "movants" or _ROLES[word[0]] is role:
            return True
    return False


def declarant(entry: Entry, matter: Matter) -> str | None:
    """The name of the one who swears, as the head has it; an office without a name is nobody's name."""
    head = entry.plain[entry.head.start : entry.head.start + HEAD]
    for m in _DECLARANT.finditer(head):
        name = m["of"].strip()
        plain = [w for w in name.split() if not _OFFICE.match(w.strip(".,"))]
        if len(plain) >= 2 and plain[-1] == name.split()[-1] and not _a_body(name, matter):
            return name
    return None


def _a_body(name: str, matter: Matter) -> bool:
    return any(n.start == 0 and (is_side(n.text) or n.canonical != n.text) for n in mentions(name, matter))

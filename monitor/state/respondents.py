"""Whose conduct a position is about: names as parties are configured. It never takes one agency's words for another's.

A name for the whole bound side ("Defendants", "the government") is nobody in particular: what it says goes for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from monitor.domain.findings import PositionRead
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import CONCEDING, Role, Side

_GENERIC = re.compile(
    r"^(?:all |federal |the |agency |named |individual |state |enjoined )*"
    r"(?:defendants?|respondents?|government|(?:\w+ )?administration|officials?|appellants?|petitioners?|applicants?"
    r"|united states|justice department|part(?:y|ies))(?:['’]s?)?$",
    re.IGNORECASE,
)
_PROTECTED = re.compile(r"^(?:all |named |the )*(?:plaintiffs?|lawyers for the plaintiffs?)$", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "and", "for", "in", "u.s.", "us", "united", "states"})
_WORD = re.compile(r"[A-Za-z][\w.&'’-]*")


def party_names(matter: Matter) -> dict[str, str]:
    """Every configured name of a party, case folded, to the name it goes by."""
    return {alias.casefold(): p.name for p in matter.parties for alias in (p.name, *p.aliases)}


def is_whole_side(name: str) -> bool:
    """Whether a name is a side's and nobody's in particular: "the defendants", "the government", "plaintiffs"."""
    return bool(_GENERIC.match(" ".join(name.split())) or _PROTECTED.match(" ".join(name.split())))


def respondent_name(parties: Mapping[str, str], name: str | None) -> str | None:
    """The respondent's name as configured, else as given; None for nobody in particular."""
    text = " ".join((name or "").split())
    if not text or _GENERIC.match(text):
        return None
    return parties.get(text.casefold(), text)


def respondent_of(parties: Mapping[str, str], read: PositionRead) -> str | None:
    """Whose conduct a position is about: the one named; else the speaker, when a party answers or anybody concedes."""
    if read.respondent is not None:
        return respondent_name(parties, read.respondent)
    for_itself = read.role is Role.DEFENDANT or (read.stance in CONCEDING and side_of(read) is Side.BOUND)
    return respondent_name(parties, read.actor) if for_itself else None


def side_of(read: PositionRead) -> Side:
    """Where the speaker stands towards the order: as read, else by role in the case."""
    if read.side is not Side.OTHER:
        return read.side
    return {Role.DEFENDANT: Side.BOUND, Role.PLAINTIFF: Side.PROTECTED}.get(read.role, Side.OTHER)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one respondent: the same words, or the initials of the other."""
    a, b = one.casefold(), other.casefold()
    return a == b or _initials(one) == b or _initials(other) == a


@lru_cache(maxsize=4096)
def _initials(name: str) -> str:
    words = [w for w in _WORD.findall(name) if w.casefold() not in _SMALL]
    return "".join(w[0] for w in words).casefold() if len(words) > 1 else ""

"""By what name a speaker goes: a side, a party, or the words of the text. It gives nobody the words of somebody else.

What several parties file, or what a text says that "Defendants state", is said by the side. An official is sued in an
official capacity and does not speak in a brief. An agency's, company's or city's own filing bears its name.
"""

from __future__ import annotations

import re

from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import Role
from monitor.reading.rulebook import compiled

_SIDES = {Role.DEFENDANT: "defendants", Role.PLAINTIFF: "plaintiffs"}
_SIDE_WORD = re.compile(
    r"(?:(?:all|the|several|two|both|named|federal|state|class) )*"
    r"(?:defendants|respondents|appellants|contemnors|plaintiffs|petitioners|relators|movants"
    r"|class members)(?:['’]s?)?",
    re.IGNORECASE,
)
_BODY = compiled(
    r"<government>|\b(?:inc|l\.?l\.?c|ltd|corp|co|n\.a|company|association|coalition|council|league|union|network|games"
    r"|fund|project|center|bank|utility|university|college|school|hospital|foundation|society|committee|group"
    r"|international|class|workers|city|county|state|agency|authority|institute|alliance|church|party|trust"
    r"|partners|services|systems|township|town|village|borough|parish|tribe|band|nation|board|commission|office|bureau"
    r"|department|cooperative|co-?op|farms?|ministry|temple|tabernacle|diocese|clinic|museum|library|press|news|media|housing|prison|plant|partnership|monitor|master|receiver)\b"
)
_TITLED = re.compile(
    r"^(?:acting |deputy )*(?:president|secretary|attorney general|director|administrator|governor|mayor|sheriff|warden"
    r"|superintendent|commissioner|chief|chair\w*|minister|senator|general)\b",
    re.IGNORECASE,
)


def side_name(role: Role) -> str | None:
    """The side as a speaker ("The defendants"), or None for a role that is no side."""
    side = _SIDES.get(role)
    return f"The {side}" if side else None


def is_side(words: str) -> bool:
    """Whether some words name a whole side ("All Defendants") and nobody in particular."""
    return _SIDE_WORD.fullmatch(words.strip()) is not None


def is_person(party: Party) -> bool:
    """Whether a party is a natural person as far as its name shows."""
    words = party.name.split()
    return 2 <= len(words) <= 5 and not _BODY.search(party.name) and not any(c.isdigit() for c in party.name)


def is_official(party: Party, matter: Matter) -> bool:
    """Whether a party is a person sued for an office: it is called by a title, or stands beside a public body."""
    if not is_person(party) or party.role != "defendant":
        return False
    titled = any(_TITLED.match(alias) for alias in party.aliases)
    beside = (p for p in matter.parties if p.role == "defendant" and p is not party)
    return titled or any(not is_person(p) and _PUBLIC.search(p.name) for p in beside)


_PUBLIC = compiled(r"<government>|\b(?:city|county|state|board|authority|agency)\b")


def filer_name(name: str, role: Role, matter: Matter) -> str:
    """The name under which a single filer speaks: a side's for its words, an official's where there are others."""
    if is_side(name):
        return side_name(role) or name
    party = _party(name, matter)
    fellows = [p for p in matter.parties if p.role == "defendant"]
    if party and is_official(party, matter) and len(fellows) > 1:
        return side_name(role) or name
    return name[:1].upper() + name[1:]


def conduct_of(name: str, matter: Matter) -> str:
    """Whose conduct is spoken of where a bound party is named, or "" for none: a body's name, else "the defendants"."""
    bound = [p for p in matter.parties if p.role == "defendant"]
    if len(bound) == 1:
        return bound[0].name
    party = _party(name, matter)
    return "the defendants" if party is None or is_person(party) else party.name


def _party(name: str, matter: Matter) -> Party | None:
    return next((p for p in matter.parties if p.name == name), None)


def own_name(said: str, party: Party) -> str:
    """What a mention of a party stands for: the party's name for its initials, its surname or part of its name, else
    the words.

    An alias may be counsel, an office or a parent body: what "the Example administration" says Jane Example did not.
    """
    words = re.findall(r"\w+", party.name)
    last = words[-1].casefold() if words else ""
    mine = [w.casefold() for w in re.findall(r"\w+", said)]
    if is_person(party):
        return party.name if mine and mine[-1].removesuffix("s") in {last, last.removesuffix("s")} else said
    initials = "".join(w[0] for w in words if w[0].isupper() and w != "The").casefold()
    shared = {w.casefold() for w in words} & {w for w in mine if len(w) > 2}
    return party.name if shared or "".join(mine) == initials else said

"""Whom a text means by "its lawyers", "her lawyer, Jane Example" or "spokesman John Example": whoever was named before.

It takes the side of somebody already named and gives nobody a name; where nobody fits, nobody is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from monitor.domain.vocabulary import Role
from monitor.reading.named import Named

_SIDES = frozenset({Role.PLAINTIFF, Role.DEFENDANT})
_COUNSEL = r"lawyers?|attorneys?|counsel|legal team"
_POSSESSED = re.compile(r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[\w’'-]+ ){0,3}$")
_POSSESSED_AFTER = re.compile(r", (?:his|her|its|their) [\w’'-]+")
_POST = (
    rf"spokes(?:man|woman|person)|{_COUNSEL}|general counsel|(?:vice |board )?president|chief executive|superintendent"
    r"|(?:board )?chair(?:man|woman)?|founder|owner|director|executive director|administrator|police chief|chief"
)
_BARE_BEFORE = re.compile(
    rf"(?:^|[.!?”,;:—] |\b(?:and|but|by|as|from|to|that|said|says|its|the) )(?P<title>{_POST}) $", re.IGNORECASE
)
"""A post before a name with no word of where: "president Jane Example"."""
_BARE_AFTER = re.compile(rf", (?:the |an? )?(?P<title>{_POST})[,.]")
_OF_THEIRS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:own |press |legal |outside |chief |lead )?(?:"
    rf"{_COUNSEL}|office|spokes(?:man|woman|person)|aides?|staff|department|agency|press office|brief|filings?|motion"
    r"|report|declaration|court (?:papers|filings?)|papers|statement|response|letter)\b(?! of\b)"
)
_LAWYERS = re.compile(rf"\b(?:{_COUNSEL})\b", re.IGNORECASE)
FAR = 600
"""How far back somebody may have been named whom a pronoun means."""
_HAS_COUNSEL = re.compile(rf"['’]s? (?:\w+ )?(?:{_COUNSEL})\b")
_SENTENCE = re.compile(r"[.!?][”\"’]?\s|\n")
_HEAD = 4
"""How far into a sentence whoever it is about stands at most: behind an article or an opening mark."""


def settled(text: str, found: Sequence[Named]) -> list[Named]:
    """The mentions with those added or given a side that only refer to somebody named before them."""
    begins = {n.start for n in found}
    refers = [(m.start(), m) for m in _OF_THEIRS.finditer(text) if not begins & {m.end() + 1, m.end() + 2}]
    sides: dict[str, Named] = {}
    done: list[Named] = []
    for named in found:
        while refers and refers[0][0] < named.start:
            _add(text, refers.pop(0)[1], done)
        whose = None if named.canonical in sides else _whose(text, named, done)
        if whose:
            sides[named.canonical] = whose
        done.append(named)
    for _, m in refers:
        _add(text, m, done)
    return [_beside(n, sides.get(n.canonical)) for n in done]


def _beside(named: Named, whose: Named | None) -> Named:
    if whose is None or named.role is not Role.OTHER_PARTY:
        return named
    return msgspec.structs.replace(named, role=whose.role, party=whose.party)


def _add(text: str, m: re.Match[str], done: list[Named]) -> None:
    whose = _before(text, m.start(), m[0], done)
    if whose is not None:
        done.append(Named(m.start(), m.end(), m[0], whose.canonical, whose.role, whose.party))


def _whose(text: str, named: Named, done: Sequence[Named]) -> Named | None:
    """Whose side somebody takes who is described by a pronoun or by a bare office."""
    if named.role is not Role.OTHER_PARTY:
        return None
    lead = text[max(0, named.start - 50) : named.start].rstrip(", ") + " "
    if _POSSESSED.search(lead) or _POSSESSED_AFTER.match(text, named.end):
        return _before(text, named.start, "lawyer", done)
    bare = _BARE_BEFORE.search(lead) or _BARE_AFTER.match(text, named.end)
    if bare is None:
        return None
    fellows = [n for n in done if n.role in _SIDES and (_LAWYERS.search(n.text) or _HAS_COUNSEL.match(text, n.end))]
    return _last(fellows if fellows and _LAWYERS.match(bare["title"]) else done)


def _last(done: Sequence[Named]) -> Named | None:
    return next((n for n in reversed(done) if n.role in _SIDES), None)


def _before(text: str, at: int, words: str, done: Sequence[Named]) -> Named | None:
    """Whom "its" means: in the same sentence the nearest of a side; else whoever the sentence before opens with, and
    for lawyers, whom no court has, the nearest of a side.
    """
    near = _last([n for n in done if n.start >= at - FAR and not _inside_quote(text, n.start, at)])
    if near is None:
        return None
    breaks = [m.end() for m in _SENTENCE.finditer(text, max(0, at - FAR), at)]
    if near.start >= (breaks[-1] if breaks else 0):
        return near
    opens = breaks[-2] if len(breaks) > 1 else 0
    head = next((n for n in done if opens <= n.start <= opens + _HEAD and n.role in _SIDES), None)
    return head or (near if _LAWYERS.search(words) else None)


def _inside_quote(text: str, start: int, end: int) -> bool:
    closing = text.find("”", start, end)
    return closing >= 0 and "“" not in text[start:closing]

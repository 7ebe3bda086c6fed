"""Finds people whom a text introduces by name and description ("Jane Example, a lawyer for the city"), with the role
that the description gives. It looks nobody up: a name that is not described stays nobody's.

Whoever speaks for a party, or holds an office of it, has its role; a professor is an expert; a lawmaker is an official;
a court's monitor is one; a former employee or a neighbour is another. Surname or office alone is the same person again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from monitor.domain.vocabulary import Role
from monitor.reading.gate import Gated

Whose = Callable[[str], tuple[Role, str] | None]
"""Gives for the words of a description the role and the party that they name, None where they name none."""

_WORD = r"[A-Z](?=[\w'’-]*[a-zà-ÿ])[\w'’-]++"
_FIRST_WORD = _WORD.replace("[A-Z]", r"[A-Z](?<=\b[A-Z])")
"""The same at the beginning of a word; it begins with a letter, for which a text is searched fast."""
_MORE = rf"(?: (?:[A-Z]\.|de|del|van|von|bin|al|{_WORD})){{0,2}} {_WORD}"
_NAME = _WORD + _MORE
_OFFICE = (
    r"secretary|director|commissioner|chief|sheriff|mayor|superintendent|warden|administrator|attorney general|attorney"
    r"|counsel|solicitor|governor|gov\.|rep\.|sen\.|representative|senator|council(?:man|woman|member)|alderman"
    r"|supervisor|chair(?:man|woman)?|president|ceo|professor|prof\.|monitor|executive|manager|trustee|lawyer"
    r"|spokes(?:man|woman|person)|minister|scholar|analyst|engineer|organizer|lawmaker|officer|officials?"
)
_TITLED = re.compile(rf"\b(?P<title>(?:[\w&’'-]+ ){{0,5}}(?i:{_OFFICE})),? (?P<name>{_NAME})")
_OFFICE_OF = Gated(rf"\b(?i:{_OFFICE})(?=,? {_NAME})")
"""An office that a name follows: without one there is no title, and a title begins at most five words before it."""
_APPOSED = re.compile(
    rf"(?P<name>{_FIRST_WORD}{_MORE})(?:, (?P<title>[^,.;:“”\"\n]{{3,110}})(?=[,.;])"
    rf"| of (?P<body>(?:the )?{_WORD}(?: (?:for|of|and|{_WORD})){{0,8}}))"
)
_NO_NAME = re.compile(
    r"(?:President|The|An?|In|On|At|But|And|After|Before|Since|While|When|Asked|Judge|Justice|Magistrate|Chief"
    r"|Senior|United|White"
    r"|Supreme|District|Federal|State|Circuit|Court|City|County|Department|Office|Bureau|North|South|New|San|Los|Last"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)
_DESCRIBES = re.compile(
    rf"^(?:who\b|an? |the |its |their |his |her |one of |(?:[\w’'-]+ ){{0,4}}(?:{_OFFICE})\b)", re.IGNORECASE
)
_FORMER = re.compile(r"\b(?:former|left|quit|retired|once|used to)\b|\bex-", re.IGNORECASE)
_EXPERT = re.compile(
    r"\b(?:prof\.|professor|scholar|law school|analyst|teaches|historian|criminologist)\b", re.IGNORECASE
)
_LAWMAKER = re.compile(
    r"\b(?:rep\.|sen\.|representative|senator|congress\w+|lawmaker|legislator|assembly\w+|council\w+|alder\w+"
    r"|democrat|republican)",
    re.IGNORECASE,
)
_MONITOR = re.compile(r"\b(?:monitor|special master|receiver|ombuds\w+)\b", re.IGNORECASE)
_HOLDS = re.compile(
    rf"\b(?:{_OFFICE}|represent\w*|speak\w*|runs|leads|heads|works|head|member|leader|founder|owner|plaintiff)\b",
    re.IGNORECASE,
)
_AGAIN = Gated(r"\b[Tt]he (?P<office>[a-z]+)\b")


class Person(msgspec.Struct, frozen=True, gc=False):
    """A mention of somebody introduced: the place, the full name, the role, and the party spoken for (or empty)."""

    start: int
    end: int
    name: str
    role: Role
    party: str


def people(text: str, whose: Whose) -> Iterator[Person]:
    """Every mention of everybody whom the text introduces: by name, by surname, by an office that one of them has."""
    offices: dict[str, tuple[str, Role, str]] = {}
    for name, (title, role, party) in _introduced(text, whose).items():
        surname = re.escape(name.split()[-1])
        for m in re.finditer(rf"\b(?:{re.escape(name)}|(?:[A-Z][a-z]{{0,3}}\. )?{surname})\b", text):
            yield Person(m.start(), m.end(), name, role, party)
        for office in re.findall(rf"\b(?:{_OFFICE})\b", title.lower()):
            offices.setdefault(office, (name, role, party))
    for m in _AGAIN.finditer(text) if offices else ():
        if m["office"] in offices:
            yield Person(m.start(), m.end(), *offices[m["office"]])


def _introduced(text: str, whose: Whose) -> dict[str, tuple[str, Role, str]]:
    found: dict[str, tuple[str, Role, str]] = {}
    for m in (*_titled(text), *_APPOSED.finditer(text)):
        body = m.groupdict().get("body")
        title = f"of {body}" if body else m["title"]
        if m["name"] in found or _NO_NAME.match(m["name"]) or not (body or m.re is _TITLED or _DESCRIBES.match(title)):
            continue
        known = _role(title, whose)
        if known is not None:
            found[m["name"]] = (title, *known)
    return found


def _titled(text: str) -> Iterator[re.Match[str]]:
    """Every match of _TITLED, looked for only where an office stands before a name."""
    last = 0
    for office in _OFFICE_OF.finditer(text):
        if office.start() >= last:
            m = _TITLED.search(text, _words_before(text, office.start(), last))
            if m is not None:
                last = m.end()
                yield m


def _words_before(text: str, at: int, least: int) -> int:
    """Where the five words before a place begin, or as many as there are behind `least`."""
    for _ in range(5):
        start = at - 1
        if start < least or text[start] != " ":
            break
        while start > least and (text[start - 1].isalnum() or text[start - 1] in "_&’'-"):
            start -= 1
        if start == at - 1:
            break
        at = start
    return at


def _role(title: str, whose: Whose) -> tuple[Role, str] | None:
    """The role that a description gives, most telling words first; None for one that says nothing of the case."""
    named = whose(title)
    if named and _HOLDS.search(title) and not _FORMER.search(title):
        return named
    if _MONITOR.search(title):
        return Role.MONITOR, ""
    if _EXPERT.search(title):
        return Role.EXPERT, ""
    if _LAWMAKER.search(title):
        return Role.OFFICIAL, ""
    if named and not _FORMER.search(title):
        return named
    return (Role.OTHER_PARTY, "") if named or _HOLDS.search(title) or title.startswith("of ") else None

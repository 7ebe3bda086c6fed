"""The name of a speaker in a text, as far as the same text gives it. It looks nothing up and guesses nobody.

A headline's bare word ("Judge", "administration") is never a name: it is filled from the body, or gets an article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Role
from monitor.reading.gate import Gated
from monitor.reading.matching import speaker_party
from monitor.reading.named import Named
from monitor.reading.naming import is_person
from monitor.reading.parties import (
    forms,
    generic_mentions,
    government_role,
    judge_pattern,
    mentions,
    party_mentions,
    role_of,
)
from monitor.reading.rulebook import compiled

_JUDGE = re.compile(r"(?:an?|the|u\.?s\.?|federal|district|chief|american|\s)*judge", re.IGNORECASE)
_ANY_JUDGE = Gated(r"\b(?:Judge|Justice|Magistrate) (?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]{2,}")
_OFFICE = (
    r"(?:press secretary|solicitor general|spokes(?:man|woman|person)|border czar|general counsel|chief executive)"
)
_PERSON = r"(?-i:[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2})"
_IS_OFFICE = re.compile(rf"\b(?P<office>{_OFFICE})$", re.IGNORECASE)
_HOLDER = compiled(
    rf"(?P<behind>{_PERSON}), (?:the |an? )?(?:(?-i:[A-Z][\w'’]+) ){{0,3}}(?P<office1>{_OFFICE})\b"
    rf"|\b(?P<office2>{_OFFICE}),? (?P<ahead>{_PERSON})"
)
_PLAIN_WORDS = compiled(
    r"\b(?:government|administration|department|agency|ministry|office|white house|secretary|newsroom|desk"
    r"|sheriff|police|spokes\w+|official)\b"
)
_OURS = re.compile(r"\b(?:counsel for|lawyers? for|attorneys? for|plaintiffs?|class)\b", re.IGNORECASE)


def full_name(text: str, body_at: int, who: Named, matter: Matter) -> str:
    """The fullest name that a text gives a speaker; `body_at` is where its body begins, behind the headline."""
    found = _judge(text, who, matter) or _whose_post(text, who) or _holder(text, who) or _sole_body(text, who, matter)
    return found or _from_body(text, body_at, who, matter) or _own(text, who)


def _judge(text: str, who: Named, matter: Matter) -> str | None:
    """The matter's judge for "a federal judge", where the text names that judge and no other."""
    if who.role is not Role.COURT or not matter.judge or not _JUDGE.fullmatch(who.canonical):
        return None
    ours = judge_pattern(matter)
    others = (m for m in _ANY_JUDGE.finditer(text) if not ours.search(m[0]))
    return f"Judge {matter.judge}" if ours.search(text) and not any(others) else None


_POST_NAMED = re.compile(
    r"(?:['’]s?)? (?:[\w-]+ ){0,3}(?:counsel|lawyer|attorney|solicitor|spokes(?:man|woman|person)|president|director"
    rf"|chief|chair\w*|commissioner|superintendent|manager|officer|executive),? (?P<name>{_PERSON})(?=[,.\s])"
)


def _whose_post(text: str, who: Named) -> str | None:
    """Who speaks where a party only has the post: "the company's general counsel, Jane Example"."""
    named = _POST_NAMED.match(text, who.end) if who.role in {Role.DEFENDANT, Role.PLAINTIFF} and who.end else None
    return named["name"] if named else None


def another_judge(text: str, who: Named, matter: Matter) -> bool:
    """Whether the words for a court go on as the name of a judge who is not the matter's: "District Judge Example"."""
    named = _JUDGE_NAMED.match(text, who.start) if who.role is Role.COURT and matter.judge else None
    return named is not None and judge_pattern(matter).search(named[0]) is None


_JUDGE_NAMED = re.compile(
    r"(?:[A-Z][\w.]+ ){0,3}(?:Judge|Justice) (?!Department)(?:[A-Z][\w.'’-]+ ){0,2}[A-Z](?!\w*day\b)[\w'’-]{2,}"
)


def _holder(text: str, who: Named) -> str | None:
    """The one who holds the office named, with the office: "Jane Example, press secretary"."""
    said = _IS_OFFICE.search(who.canonical)
    for name, office in _holders(text):
        if name == who.canonical or (said and office == said["office"].lower()):
            return f"{name}, {office}"
    return None


@lru_cache(maxsize=16)
def _holders(text: str) -> tuple[tuple[str, str], ...]:
    """Who holds which office by a text: a name and the office, in lower case."""
    return tuple((m["behind"] or m["ahead"], (m["office1"] or m["office2"]).lower()) for m in _HOLDER.finditer(text))


def _from_body(text: str, body_at: int, who: Named, matter: Matter) -> str | None:
    """For a headline's word: the first fuller mention in the body, else the word with its article."""
    if who.start >= body_at or who.start == who.end or who.canonical != who.text:
        return None
    word = who.text.split()[-1].lower()
    same = [n for n in mentions(text[body_at:], matter) if n.role is who.role and _is_word(n)]
    fuller = (n for n in same if word in n.text.lower().split() and len(n.text) > len(who.text))
    found = next((n.canonical for n in fuller), None)
    bare = who.text[:1].lower() + who.text[1:] if _JUDGE.fullmatch(who.text) else who.text
    return found or (bare if bare.lower().startswith(("the ", "a ", "an ")) or word.endswith("s") else f"The {bare}")


def _is_word(named: Named) -> bool:
    """Whether a mention is one of the register's words and no name."""
    return named.canonical == named.text and not _ANY_JUDGE.search(named.text)


_A_BODY = re.compile(
    r"(?:the |an? )?(?:agency|department|company|office|bureau|commission|utility|service|agency officials|officials?)"
    r"(?:['’]s?)?(?: (?:lawyers?|officials?|spokes\w+))?",
    re.IGNORECASE,
)


def _sole_body(text: str, who: Named, matter: Matter) -> str | None:
    """The bound body for "the agency", where the text names one and no other."""
    if who.role is not Role.DEFENDANT or not _A_BODY.fullmatch(who.canonical):
        return None
    bound = [p for p in matter.parties if role_of(p) is Role.DEFENDANT and not is_person(p)]
    named = [n for n in party_mentions(text, matter) if any(n.party == p.name for p in bound)]
    return _own(text, named[0]) if len({n.party for n in named}) == 1 else None


def _own(text: str, who: Named) -> str:
    """A speaker's name; its initials where the text has no more of it."""
    name = re.sub(r"['’]s?$", "", who.canonical)
    initials = who.text.isupper() and len(who.text) > 2 and name.casefold() not in text.casefold()
    return who.text if initials and who.start != who.end else name


_ASSOCIATION = re.compile(
    r"\b(?:association|lodge|union|local|federation|guild|society|league|alliance|coalition|project|institute"
    r"|foundation|chamber|caucus|committee|network|watch|clinic|legislature|senat\w+|assembly\w*|(?:council|congress)"
    r"(?:man|woman|member)|former)\b",
    re.IGNORECASE,
)


def _another_body(speaker: str, matter: Matter) -> bool:
    """Whether a source bears a party's name within that of a body of its own: a city's police union, a press corps'
    association.
    """
    called = {word.lower() for word in _ASSOCIATION.findall(speaker)}
    return bool(called) and not any(
        called & {w.lower() for w in _ASSOCIATION.findall(form)} for p in matter.parties for form in forms(p)
    )


def own_speaker(speaker: str, matter: Matter) -> Named:
    """A source's speaker as an actor: a party by its name, its counsel, the government, or somebody outside the
    case.
    """
    role, party = _of_source(speaker, matter)
    return Named(0, 0, speaker, speaker, role, party)


def _of_source(speaker: str, matter: Matter) -> tuple[Role, str]:
    if _another_body(speaker, matter):
        return Role.OFFICIAL, ""
    party = speaker_party(speaker, matter)
    if party:
        return party[1], party[0]
    for named in (*mentions(speaker, matter), *generic_mentions(speaker, matter)):
        if named.role not in {Role.COURT, Role.EXPERT, Role.OTHER_PARTY}:
            return named.role, ""
    return _by_words(speaker, matter), ""


def _by_words(speaker: str, matter: Matter) -> Role:
    """The side of a source that is named by no name of a party: by a word of one, or by what it calls itself."""
    named = {role_of(p) for p in matter.parties if any(w.lower() in speaker.lower() for w in _long_words(p.name))}
    if len(named) == 1:
        return next(iter(named))
    if re.search(r"attorneys? general", speaker, re.IGNORECASE):
        return Role.PLAINTIFF if government_role(matter) is Role.DEFENDANT else Role.DEFENDANT
    if _OURS.search(speaker):
        return Role.PLAINTIFF
    if _MAYOR.match(speaker) and any(_TOWN.search(p.name) for p in matter.parties if role_of(p) is Role.DEFENDANT):
        return Role.DEFENDANT
    plain = _PLAIN_WORDS.search(speaker) and not re.search(r"\bforeign|ministry\b", speaker, re.IGNORECASE)
    return government_role(matter) if plain else Role.OFFICIAL


def _long_words(name: str) -> list[str]:
    return re.findall(r"\w{4,}", name)


_MAYOR = re.compile(r"(?:the )?(?:mayor|county executive|city manager|town manager|superintendent)\b", re.IGNORECASE)
_TOWN = re.compile(r"\b(?:city|town|township|village|borough|county|parish|school)\b", re.IGNORECASE)

"""Who a text names: the parties of a watched matter, its judge, and the register's own words for sides. It never
infers a name.

A name that is not in the configuration and is not a word of the register ("Plaintiffs", "the government") has no side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import Role, Side
from monitor.reading.anaphora import settled
from monitor.reading.gate import Gated
from monitor.reading.named import Named
from monitor.reading.naming import is_person, is_side, own_name
from monitor.reading.people import people
from monitor.reading.remembered import remembered
from monitor.reading.rulebook import compiled, rules_for
from monitor.reading.spelt import NEVER, Spelt, wording
from monitor.reading.text import text_of

ROLES = {"plaintiff": Role.PLAINTIFF, "defendant": Role.DEFENDANT, "third_party": Role.OTHER_PARTY}
_SUFFIX = re.compile(r",?\s+(?:inc|llc|ltd|corp|co|n\.a|et al)\.?$", re.IGNORECASE)
_GOVERNMENT = compiled(r"<government>")
_NAME = r"[A-Z][\w&'’-]*(?:\.\w[\w.]*)?"
_NATIONAL = compiled(
    r"\b(?:United States|U\.S\.|White House|the government|(?:Justice|State|Homeland|Labor) Department|federal)\b"
)
"""What stands for the government of the country, which a text means by "the government" where one of its parts sues
or is sued."""
_CAPTION = Gated(rf"{_NAME}(?:,? {_NAME}){{0,5}} v\.? (?:U\.S\. )?{_NAME}(?:,? {_NAME}){{0,5}}")
_BRANCH = re.compile(r" of (?:the )?[A-Z]\w+(?: [A-Z]\w+| of [A-Z]\w+){0,3}")
_MONITOR = re.compile(r"\bmonitor\b|special master|receiver", re.IGNORECASE)


def side_of(role: Role) -> Side:
    """Where a role stands towards the order: the caption's defendant is bound, its plaintiff protected."""
    if role is Role.DEFENDANT:
        return Side.BOUND
    return Side.PROTECTED if role is Role.PLAINTIFF else Side.OTHER


def role_of(party: Party) -> Role:
    """The role of a configured party; a court's monitor is one whatever the configuration calls it."""
    if party.role == "third_party" and _MONITOR.search(party.name):
        return Role.MONITOR
    return ROLES.get(party.role, Role.OTHER_PARTY)


@remembered
def forms(party: Party) -> tuple[str, ...]:
    """The ways a party is written: name, aliases, and the name without "Inc." or "U.S."."""
    short = _SUFFIX.sub("", party.name)
    bare = re.sub(r"^(?:the|u\.\s?s\.|united states)\s+(?=\w+\s\w)", "", short, flags=re.IGNORECASE)
    spelt = re.sub(r"^u\.\s?s\.", "United States", party.name, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(f for f in (party.name, *party.aliases, short, bare, spelt) if len(f) > 1))


def _form_pattern(form: str) -> str:
    words = r"\W{1,3}".join(re.escape(w) for w in re.findall(r"\w+", form))
    # a short all-capitals alias (EPA, ICE) is a name only in capitals
    return rf"(?-i:\b{words}\b)" if form.isupper() and len(form) <= 6 else rf"\b{words}\b"


@remembered
def _party_pattern(party: Party) -> Spelt:
    # longest first, so that the whole name is found rather than its short form
    found = sorted((f for f in forms(party) if re.search(r"\w", f)), key=len, reverse=True)
    return Spelt("|".join(map(_form_pattern, found)), map(wording, found)) if found else NEVER


@remembered
def _surname_pattern(party: Party) -> Spelt:
    words = re.findall(r"[\w'’-]+", party.name)
    person = 2 <= len(words) <= 4 and not _GOVERNMENT.search(party.name) and len(words[-1]) > 3
    if not person:
        return NEVER
    return Spelt(
        rf"\b{re.escape(words[-1])}\b(?!\s(?:Inc|Fund|Department|Farms|Foundation|Company|LLC|Properties|Holdings|Partners|Group)\b)",
        [wording(words[-1])],
        flags=0,
    )


def name_patterns(matter: Matter) -> list[Spelt]:
    """What finds the names of a matter in a text: its parties', their surnames', its judge's."""
    of_parties = [find(party) for party in matter.parties for find in (_party_pattern, _surname_pattern)]
    return [*of_parties, judge_pattern(matter)]


def party_mentions(text: str, matter: Matter) -> list[Named]:
    """Every place where a configured party is named."""
    found = []
    for party in matter.parties:
        for pattern in (_party_pattern(party), _surname_pattern(party)):
            found += [_named(text, m, party) for m in pattern.finditer(text)]
    return _outermost(found)


def _named(text: str, m: re.Match[str], party: Party) -> Named:
    name = own_name(m[0], party)
    if name != party.name:
        branch = _BRANCH.match(text, m.end())
        name += branch[0] if branch else ""
        name = f"the {name}" if text[max(0, m.start() - 4) : m.start()].lower() == "the " else name
    return Named(m.start(), m.end(), m[0], name, role_of(party), party.name)


def _outermost(found: Sequence[Named]) -> list[Named]:
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


@remembered
def judge_pattern(matter: Matter) -> Spelt:
    """The judge, by full name or by a title and the surname."""
    if not matter.judge:
        return NEVER
    words = [w for w in re.findall(r"[\w'’-]+", matter.judge) if w.lower() not in {"jr", "sr", "ii", "iii"}]
    last = re.escape(words[-1])
    called = [wording(words[-1])]
    if len(words) > 2 and len(words[-2]) > 3:
        last = rf"(?:{re.escape(words[-2])}\s)?{last}"
        called.append(wording(f"{words[-2]} {words[-1]}"))
    titled = [(title, *called[0]) for title in _TITLES]
    return Spelt(
        rf"\b(?:(?:Chief|Senior|District|U\.S\.|US|Magistrate|Circuit)\s){{0,3}}(?:Judge"
        rf"|Justice)\s(?:[\w.'’-]+\s){{0,3}}{last}\b|\b{last}\b",
        [*titled, *called] if all(called) else None,
        flags=0,
    )


_TITLES = ("chief", "senior", "district", "u", "us", "magistrate", "circuit", "judge", "justice")
"""The words with which a judge's name may begin, as a text has them."""


def generic_mentions(text: str, matter: Matter) -> list[Named]:
    """The register's own words for who speaks ("Defendants", "a lawyer for the class"), each by a rule of
    actors.toml.
    """
    found = []
    for rule in rules_for("actors", text):
        role = _generic_role(rule.yields["role"], matter)
        found += [
            Named(m.start(), m.end(), m[0], m[0], role, _meant(m[0], role, matter)) for m in rule.pattern.finditer(text)
        ]
    return found


def _meant(words: str, role: Role, matter: Matter) -> str:
    """The one bound party that a word like "the board" can mean, as its name holds that word; else nobody."""
    noun = re.sub(r"^(?:an?|the) |['’]s?\b.*$", "", words.lower())
    if role is not Role.DEFENDANT or is_side(words):
        return ""
    meant = [p.name for p in matter.parties if role_of(p) is role and noun in p.name.lower()]
    return meant[0] if len(meant) == 1 else ""


def _generic_role(word: str, matter: Matter) -> Role:
    if word == "government":
        return government_role(matter)
    return Role(word)


@remembered
def government_role(matter: Matter) -> Role:
    """The side on which a government's own words stand: plaintiff where only the plaintiff is a government."""
    for government in (_NATIONAL, _GOVERNMENT):
        sides = {role_of(p) for p in matter.parties if any(government.search(f) for f in forms(p))}
        if len(sides & {Role.PLAINTIFF, Role.DEFENDANT}) == 1:
            return Role.PLAINTIFF if Role.PLAINTIFF in sides else Role.DEFENDANT
    return Role.DEFENDANT


def _inside(generic: Named, exact: Sequence[Named]) -> bool:
    """Whether the register's word is only the beginning of a name: "The Parents" of "The Parents' League"."""
    return any(n.start < generic.end <= n.end and generic.start < n.end for n in exact)


def _people(text: str, matter: Matter) -> list[Named]:
    """Those whom the text itself introduces; one who is described as the court's or as nobody's has no side."""
    found = people(text, lambda words: _whose(words, matter))
    return [Named(p.start, p.end, text[p.start : p.end], p.name, p.role, p.party) for p in found]


def _overlap(one: Named, other: Named) -> bool:
    return one.start < other.end and other.start < one.end


_DULL = frozenset({"the", "and", "for", "inc", "llc", "united", "states", "their", "that", "with"})


@remembered
def _words_of(party: Party) -> frozenset[str]:
    return frozenset(w.lower() for form in forms(party) for w in re.findall(r"\w{4,}", form)) - _DULL


def _whose(words: str, matter: Matter) -> tuple[Role, str] | None:
    """The role and party that a description names: a party, a side's own word, or a word of a bound body's name."""
    named = [*party_mentions(words, matter), *generic_mentions(words, matter)]
    sides = [n for n in named if n.role in {Role.PLAINTIFF, Role.DEFENDANT}]
    if sides:
        return sides[-1].role, sides[-1].party
    if any(n.role is Role.COURT for n in named):
        return None
    said = {w.lower() for w in re.findall(r"\w{4,}", words)} - _DULL
    bodies = (p for p in matter.parties if not is_person(p))
    hits = [p for p in bodies if said & _words_of(p)]
    return (role_of(hits[0]), hits[0].name) if len({role_of(p) for p in hits}) == 1 else None


def mentions(text: str, matter: Matter) -> list[Named]:
    """Everybody named: parties, judge, and the register's words; of two that overlap the longer."""
    text = text_of(text)
    judge = judge_pattern(matter)
    court = [Named(m.start(), m.end(), m[0], f"Judge {matter.judge}", Role.COURT) for m in judge.finditer(text)]
    captions = [(m.start(), m.end()) for m in _CAPTION.finditer(text)]
    exact = [*party_mentions(text, matter), *court]
    persons = [p for p in _people(text, matter) if not any(_overlap(p, n) for n in exact)]
    taken = [*exact, *persons]
    found = [*taken, *(g for g in generic_mentions(text, matter) if not _inside(g, taken))]
    found = [n for n in found if not any(start <= n.start < end for start, end in captions)]
    names = {p.start for p in persons}
    found = [n for n in found if n.end + 1 not in names]  # a title before the name is the same person
    return settled(text, _outermost(sorted(found, key=lambda n: (n.start, -n.end))))

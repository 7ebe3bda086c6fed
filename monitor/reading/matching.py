"""Which watched matters a text is about, and on what evidence. It adds up named evidence; it never follows a link.

Strong alone: a docket number, a caption, a distinctive short name. Together: the judge, parties of both sides, watch
terms,
and words of courts. Another judge's name with none of ours speaks against. What only looks like a caption is weak.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import Concern, Why
from monitor.domain.ids import docket_key, normal_docket
from monitor.domain.items import Content, DocketEntry, NewsItem, full_text
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Role
from monitor.reading.gate import Gated
from monitor.reading.parties import Named, forms, generic_mentions, judge_pattern, party_mentions, role_of
from monitor.reading.rulebook import compiled
from monitor.reading.seats import seated

STRONG, WEAK = 0.7, 0.5
_DOCKET = re.compile(
    r"\b(?:\d{1,2}:)?\d{2}-(?:cv|cr|mc|mj|bk)-0*\d{1,6}\b|\b(?:Nos?\.|[Cc]ase) (?P<bare>\d{2}-\d{3,6}"
    r"|\d{2}A\d{1,5})\b|\b(?P<scotus>\d{2}A\d{2,5})\b"
)
_OTHER_JUDGE = re.compile(r"\b(?:Judge|Justice|Magistrate) (?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]{2,}")
_COURT_WORDS = compiled(
    r"\b(?:judge|court|injunction|restraining order|TRO|contempt|ruling|consent decree|court order|lawsuit|appeals?)\b"
)
_ORDER_WORDS = compiled(
    r"\b(?:court.s order|judge.s order|court orders?|the order|an order|his order|her order|injunction"
    r"|restraining order|TRO|contempt|ruling|consent decree|the decree|judge|the decision|court)\b"
)
_JUDGES_ORDER = re.compile(r"\b(?:Judge )?[A-Z][\w-]+['’]s (?:order|injunction|ruling|restraining order|decree)\b")
_ORDER_IN_COURT = compiled(
    r"\b(?:court.s order|court orders?|restraining order|injunction|TRO|consent decree|contempt|enforcement ruling)\b"
)
_COMMON = frozenset(
    {
        "united states",
        "white house",
        "the city",
        "the states",
        "the bank",
        "press secretary",
        "class members",
        "u.s.",
        "us",
    }
)


def docket_matters(content: DocketEntry, matters: Sequence[Matter]) -> tuple[Concern, ...]:
    """The matters whose dockets hold the entry."""
    key = docket_key(content.court, content.docket_number)
    return tuple(Concern(matter=m.id, why=Why(rule="match.docket", score=1.0)) for m in matters if key in m.docket_keys)


def text_matters(content: Content, matters: Sequence[Matter], speaker: str | None) -> tuple[Concern, ...]:
    """The matters that a text concerns, strongest first; weak ones are marked."""
    text = full_text(content)
    found = [c for c in (_concern(text, m, speaker, news=isinstance(content, NewsItem)) for m in matters) if c]
    return tuple(sorted(found, key=lambda c: -c.why.score))


def _concern(text: str, matter: Matter, speaker: str | None, *, news: bool) -> Concern | None:
    named = _by_name(text, matter)
    if named:
        return named
    return _by_evidence(text, matter, speaker, news=news)


def _by_name(text: str, matter: Matter) -> Concern | None:
    dockets = {normal_docket(matter.docket_number), *(normal_docket(d.docket_number) for d in matter.related_dockets)}
    for m in _DOCKET.finditer(text):
        if normal_docket(m["bare"] or m["scotus"] or m[0]) in dockets:
            return Concern(
                matter=matter.id, why=Why(rule="match.docket_number", score=1.0), quote=quote(text, m.start(), m.end())
            )
    for rule, score, pattern in _captions(matter):
        hit = pattern.search(text)
        if hit:
            words = quote(text, hit.start(), hit.end())
            return Concern(matter=matter.id, why=Why(rule=rule, score=score), quote=words, weak=score < STRONG)
    return None


@lru_cache(maxsize=256)
def _captions(matter: Matter) -> tuple[tuple[str, float, Gated], ...]:
    found = [("match.caption", 0.97, _spelt(matter.caption))]
    for name in matter.short_names:
        plain = re.sub(r"\s*\(.*\)", "", name)
        if re.search(r"\bv\.? ", plain):
            found.append(("match.short_caption", 0.95, _spelt(plain)))
        elif len(plain.split()) > 1:
            found.append(("match.short_name", 0.85, _spelt(plain)))
    sides = re.split(r"\s+v\.?\s+", matter.caption, maxsplit=1)
    if len(sides) == 2 and min(map(len, sides)) > 2:
        first, second = re.findall(r"[\w.'’-]+", sides[0]), re.findall(r"[\w.'’-]+", sides[1])
        found.append(("match.caption_parts", 0.9, _spelt(f"{sides[0]} v. {second[-1]}")))
        if len(first) > 1 and len(second) > 1:
            found.append(("match.caption_like", 0.55, _spelt(f"{first[-1]} v. {second[-1]}")))
    return tuple(found)


def _spelt(name: str) -> Gated:
    """A name however it is spaced, dotted or quoted; look-alike letters do not count as the same."""
    words = [re.escape(w) for w in re.findall(r"\w+", unicodedata.normalize("NFKC", name))]
    joined = r"\W{1,4}".join(rf"{w}s?" if w == "v" else w for w in words)
    return Gated(rf"\b{joined}\b", re.IGNORECASE) if words else Gated(r"(?!)")


def _by_evidence(text: str, matter: Matter, speaker: str | None, *, news: bool) -> Concern | None:
    if not _COURT_WORDS.search(text):
        return None
    judge = judge_pattern(matter).search(text)
    parties = party_mentions(text, matter)
    weight = _party_weight(parties, matter, speaker)
    terms = [m for t in matter.watch_terms if (m := _term(t).search(text))]
    score = weight + _bench_weight(text, judge, matter) + min(0.34, 0.12 * len(terms))
    if news and not judge and not terms:
        score -= 0.2
    if judge and (any(map(_distinctive, terms)) or _of_its_conduct(text, matter, weight)):
        score = max(score, STRONG)
    elif not _ORDER_WORDS.search(text) or (judge and not weight and len(terms) < 2):
        score = min(score, WEAK)
    if score < WEAK:
        return None
    rule = "match.judge_and_parties" if judge else "match.parties_and_terms"
    why = Why(rule=rule, score=round(min(score, 0.95), 2))
    return Concern(matter=matter.id, why=why, quote=_shown(text, judge, terms, parties), weak=score < STRONG)


def _bench_weight(text: str, judge: re.Match[str] | None, matter: Matter) -> float:
    """What the words of courts weigh: our judge named, an order of that judge or of a court; another judge alone
    speaks against.
    """
    weight = 0.5 if judge else -0.3 if _OTHER_JUDGE.search(text) else 0.0
    if judge and _JUDGES_ORDER.search(text, max(0, judge.start() - 2)):
        return weight + 0.25
    placed = 0.25 if not judge and seated(matter.court).search(text) else 0.0
    return weight + placed + (0.15 if _ORDER_IN_COURT.search(text) else 0.0)


def _distinctive(term: re.Match[str]) -> bool:
    """A name of three words or more ("Example Water Act") is hardly said of anything else."""
    return term[0][:1].isupper() and term[0].count(" ") >= 2


def _shown(
    text: str, judge: re.Match[str] | None, terms: Sequence[re.Match[str]], parties: Sequence[Named]
) -> Quote | None:
    """The words that a match is shown by: the judge, a watch term, or a party."""
    first = judge or (terms[0] if terms else None)
    if first:
        return quote(text, first.start(), first.end())
    return quote(text, parties[0].start, parties[0].end) if parties else None


def _of_its_conduct(text: str, matter: Matter, weight: float) -> bool:
    """Whether a text that names the judge speaks of compliance by the bound side in what the case is about.

    The last word of a watch term ("flights" of "removal flights") counts where no other case is named.
    """
    if not _COMPLIANCE.search(text) or _OTHER_CASE.search(text):
        return False
    bound = weight > 0 or any(n.role is Role.DEFENDANT for n in generic_mentions(text, matter))
    nouns = {t.split()[-1].lower() for t in matter.watch_terms if " " in t and len(t.split()[-1]) > 5}
    return bound and any(re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE) for noun in nouns)


_COMPLIANCE = compiled(r"\b(?:contempt|complied|compliance|disobey\w*|violat\w+ (?:of )?(?:\w+ ){0,2}orders?)\b")
_OTHER_CASE = re.compile(r"\b[A-Z][\w.'’-]+ v\. [A-Z]")


def _party_weight(parties: Sequence[Named], matter: Matter, speaker: str | None) -> float:
    """What the parties named weigh: the speaker's own most, both sides more than one, common names ("the city")
    little.
    """
    by_name: dict[str, float] = {}
    roles: set[Role] = set()
    for named in parties:
        name, text, role = named.party, named.text, named.role
        by_name[name] = max(by_name.get(name, 0.0), _name_weight(text))
        roles.add(role)
    weight = min(0.5, sum(by_name.values()))
    if len(roles & {Role.PLAINTIFF, Role.DEFENDANT}) == 2:
        weight += 0.12
    return weight + (0.5 if speaker and (speaker_party(speaker, matter) or _names_case(speaker, matter)) else 0.0)


def _names_case(speaker: str, matter: Matter) -> bool:
    """Whether a source calls itself after the case: "Counsel for the Example class", "the Example plaintiffs"."""
    first = re.split(r"\s+v\.?\s+", matter.caption, maxsplit=1)[0].strip()
    called = re.search(r"\b(?:counsel|lawyers?|attorneys?|plaintiffs?|class|petitioners?)\b", speaker, re.IGNORECASE)
    return bool(called) and len(first) > 3 and re.search(rf"\b{re.escape(first)}(?!\w)", speaker) is not None


def _name_weight(words: str) -> float:
    """A common name ("the city") weighs little, a full name that is no office or public body most."""
    if words.lower() in _COMMON:
        return 0.06
    return 0.34 if " " in words and not _OFFICIAL_BODY.search(words) else 0.22


_OFFICIAL_BODY = compiled(r"\b(?:<government>)\b")


def speaker_party(speaker: str, matter: Matter) -> tuple[str, Role] | None:
    """The party that a source's own speaker is, by any of its names; None where it is none of them."""
    for party in matter.parties:
        if any(re.search(rf"\b{re.escape(f)}\b", speaker, re.IGNORECASE) for f in forms(party) if f.lower() != "us"):
            return party.name, role_of(party)
    return None


@lru_cache(maxsize=2048)
def _term(term: str) -> re.Pattern[str]:
    body = r"\W{1,3}".join(re.escape(w) for w in re.findall(r"[\w$%.]+", term))
    left = r"\b" if term[:1].isalnum() else ""
    right = r"\b" if term[-1:].isalnum() else ""
    return re.compile(
        rf"(?-i:{left}{body}{right})" if term.isupper() and len(term) < 7 else rf"{left}{body}{right}", re.IGNORECASE
    )

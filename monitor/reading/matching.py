"""Which watched matters a text is about, and on what evidence. It adds up named evidence; it never follows a link.

Strong alone: a docket number, a caption, a distinctive short name. Together: the judge, parties of both sides, watch
terms,
and words of courts. Another judge's name with none of ours speaks against. What only looks like a caption is weak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

import msgspec

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import Concern, Why
from monitor.domain.ids import docket_key, normal_docket
from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Role
from monitor.reading.called import captions, docket_numbers, first_side, term_pattern
from monitor.reading.gate import Gated
from monitor.reading.named import Named
from monitor.reading.own_words import bears_own_name, own_words
from monitor.reading.parties import (
    forms,
    generic_mentions,
    judge_pattern,
    party_mentions,
    role_of,
)
from monitor.reading.rulebook import compiled
from monitor.reading.seats import seated
from monitor.reading.text import Text, text_of
from monitor.reading.watchlist import Watchlist

STRONG, WEAK = 0.65, 0.45
LITTLE = 0.1
"""What common names alone weigh ("the city"): with the judge they make no strong match."""
TERM = 0.15
"""What a watch term weighs, up to three of them."""
_DOCKET = Gated(
    r"\b(?:\d{1,2}:)?\d{2}-(?:cv|cr|mc|mj|bk)-0*\d{1,6}\b|\b(?:Nos?\.|[Cc]ase) (?P<bare>\d{2}-\d{3,6}"
    r"|\d{2}A\d{1,5})\b|\b(?P<scotus>\d{2}A\d{2,5})\b"
)
_OTHER_JUDGE = Gated(r"\b(?:Judge|Justice|Magistrate) (?!Department|Ministry)(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]{2,}")
_COURT_WORDS = compiled(
    r"\b(?:judge|court|injunction|restraining order|federal order|TRO|contempt|ruling|consent (?:decree|order)|decree"
    r"|judgment|lawsuit|appeals?|(?:emergency )?motion|provision)\b"
)
_CASE = re.compile(r"case|suit|litigation", re.IGNORECASE)
_ABOVE = compiled(r"\b(?:appeals court|court of appeals|appellate|circuit|supreme court|panel|justices)\b")
"""A court above: its judges' names do not speak against a case of the court below."""
_ORDER_WORDS = compiled(
    r"\b(?:court.s order|judge.s order|court orders?|the order|an order|his order|her order|injunction"
    r"|restraining order|federal order|judgment|motion|provision|TRO|contempt|ruling|consent (?:decree|order)|decree"
    r"|judge|the decision|court)\b"
)
_JUDGES_ORDER = Gated(r"\b(?:Judge )?[A-Z][\w-]+['’]s (?:order|injunction|ruling|restraining order|decree)\b")
_ORDER_IN_COURT = compiled(
    r"\b(?:court.s order|court orders?|restraining order|injunction|TRO|consent (?:decree|order)|contempt"
    r"|enforcement ruling)\b"
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


def docket_matters(content: DocketEntry, watched: Watchlist) -> tuple[Concern, ...]:
    """The matters whose dockets hold the entry."""
    held = watched.by_docket.get(docket_key(content.court, content.docket_number), ())
    return tuple(Concern(matter=m.id, why=Why(rule="match.docket", score=1.0)) for m in held)


def text_matters(text: Text, watched: Watchlist, speaker: str | None, *, news: bool) -> tuple[Concern, ...]:
    """The matters that a text concerns, strongest first; weak ones are marked."""
    told = _Told(text, speaker, news=news)
    near = watched.near(text.words, text_of(speaker or "").words, (number for number, _ in told.dockets))
    found = [c for c in (_concern(told, m) for m in near) if c]
    alone = _matter_of_source(speaker, near) if speaker and told.of_orders else None
    settled = [msgspec.structs.replace(c, weak=False) if c.matter == alone else c for c in found]
    return tuple(sorted(_by_own_words(told, near, settled), key=lambda c: -c.why.score))


def _by_own_words(told: _Told, near: Sequence[Matter], found: Sequence[Concern]) -> list[Concern]:
    """Without the matters that a text shows only by words of many cases ("the sheriff", "jail"), where it shows another
    by a name of its own; a statement about an order that shows just one so concerns that one.
    """
    shown = [(m, _own_words(told, m)) for m in near]
    own = {m.id: words for m, words in shown if words or (told.speaker and bears_own_name(told.speaker, m))}
    told_of = {c.matter for c in found if not c.weak}
    kept = [c for c in found if c.matter in own or c.why.rule not in _ADDED_UP] if own.keys() & told_of else [*found]
    if told.news or len(own) != 1 or own.keys() & told_of or not told.of_orders:
        return kept
    ((matter, words),) = own.items()
    return [*(c for c in kept if c.matter != matter), Concern(matter=matter, why=_OWN, quote=words)]


_ADDED_UP = frozenset({"match.parties_and_terms", "match.judge_and_parties"})
_OWN = Why(rule="match.own_words", score=STRONG)


def _own_words(told: _Told, matter: Matter) -> Quote | None:
    """Where a text shows a matter by a name that is hardly any other's: its judge, a party, a term."""
    hit = own_words(matter).search(told.text) or _titled_judge(told, matter)
    return quote(told.text, hit.start(), hit.end()) if hit else None


def _titled_judge(told: _Told, matter: Matter) -> re.Match[str] | None:
    """The matter's judge with a title, or by more than a surname: a surname alone may be anybody's."""
    return next((m for m in judge_pattern(matter).finditer(told.text) if " " in m[0]), None)


def _matter_of_source(speaker: str, near: Sequence[Matter]) -> str | None:
    """The one watched matter of which a source is a party; None where it is of none or of several."""
    of = [m.id for m in near if speaker_party(speaker, m)]
    return of[0] if len(of) == 1 else None


class _Told:
    """What a text shows whatever matter it is held against, looked for once."""

    def __init__(self, text: Text, speaker: str | None, *, news: bool) -> None:
        self.text = text
        self.speaker = speaker
        self.news = news

    @cached_property
    def dockets(self) -> list[tuple[str, re.Match[str]]]:
        """The docket numbers named, in normal form, with their places."""
        return [(normal_docket(m["bare"] or m["scotus"] or m[0]), m) for m in _DOCKET.finditer(self.text)]

    @cached_property
    def of_courts(self) -> bool:
        """Whether it has any word of courts."""
        return _COURT_WORDS.search(self.text) is not None

    @cached_property
    def of_orders(self) -> bool:
        """Whether it has any word for an order or who gives it."""
        return _ORDER_WORDS.search(self.text) is not None

    @cached_property
    def order_in_court(self) -> bool:
        """Whether it has a word for an order that only courts give."""
        return _ORDER_IN_COURT.search(self.text) is not None

    @cached_property
    def a_judge(self) -> bool:
        """Whether any judge is named, and no court above whose judges' names tell nothing."""
        return _OTHER_JUDGE.search(self.text) is not None and _ABOVE.search(self.text) is None

    @cached_property
    def of_compliance(self) -> bool:
        """Whether it speaks of compliance and names no case by its caption."""
        return _COMPLIANCE.search(self.text) is not None and _OTHER_CASE.search(self.text) is None


def _concern(told: _Told, matter: Matter) -> Concern | None:
    return _by_name(told, matter) or _by_evidence(told, matter)


def _by_name(told: _Told, matter: Matter) -> Concern | None:
    text = told.text
    dockets = docket_numbers(matter) if told.dockets else frozenset()
    for number, m in told.dockets:
        if number in dockets:
            return Concern(
                matter=matter.id, why=Why(rule="match.docket_number", score=1.0), quote=quote(text, m.start(), m.end())
            )
    for rule, score, pattern in captions(matter):
        if rule == "match.short_name" and not (told.of_courts or _CASE.search(pattern.pattern)):
            continue  # a name of the dispute, before anybody sued over it
        hit = pattern.search(text)
        if hit:
            words = quote(text, hit.start(), hit.end())
            return Concern(matter=matter.id, why=Why(rule=rule, score=score), quote=words, weak=score < STRONG)
    return None


def _by_evidence(told: _Told, matter: Matter) -> Concern | None:
    if not told.of_courts:
        return None
    text = told.text
    judge = judge_pattern(matter).search(text)
    parties = party_mentions(text, matter)
    weight = _party_weight(parties, matter, told.speaker)
    terms = [m for t in matter.watch_terms if (m := term_pattern(t).search(text))]
    score = weight + _bench_weight(told, judge, matter) + min(3 * TERM, TERM * len(terms))
    if told.news and not judge and not terms:
        score -= 0.2
    told_of_order = told.news and told.of_orders and terms
    if judge and (told_of_order or any(map(_distinctive, terms)) or _of_its_conduct(told, matter, weight)):
        score = max(score, STRONG)
    elif not told.of_orders or (judge and weight < LITTLE and len(terms) < 2):
        score = min(score, WEAK)
    if score < WEAK:
        return None
    rule = "match.judge_and_parties" if judge else "match.parties_and_terms"
    why = Why(rule=rule, score=round(min(score, 0.95), 2))
    return Concern(matter=matter.id, why=why, quote=_shown(text, judge, terms, parties), weak=score < STRONG)


def _bench_weight(told: _Told, judge: re.Match[str] | None, matter: Matter) -> float:
    """What the words of courts weigh: our judge named, an order of that judge or of a court; another judge alone
    speaks against.
    """
    weight = 0.5 if judge else -0.3 if told.a_judge else 0.0
    if judge and _JUDGES_ORDER.search(told.text, max(0, judge.start() - 2)):
        return weight + 0.25
    placed = 0.25 if not judge and seated(matter.court).search(told.text) else 0.0
    return weight + placed + (0.15 if told.order_in_court else 0.0)


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


def _of_its_conduct(told: _Told, matter: Matter, weight: float) -> bool:
    """Whether a text that names the judge speaks of compliance by the bound side in what the case is about.

    The last word of a watch term ("flights" of "removal flights") counts where no other case is named.
    """
    if not told.of_compliance:
        return False
    text = told.text
    bound = weight > 0 or any(n.role is Role.DEFENDANT for n in generic_mentions(text, matter))
    nouns = {t.split()[-1].lower() for t in matter.watch_terms if " " in t and len(t.split()[-1]) > 5}
    return bound and any(re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE) for noun in nouns)


_COMPLIANCE = compiled(r"\b(?:contempt|complied|compliance|disobey\w*|violat\w+ (?:of )?(?:\w+ ){0,2}orders?)\b")
_OTHER_CASE = Gated(r"\b[A-Z][\w.'’-]+ v\. [A-Z]")


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
    first = first_side(matter)
    called = re.search(r"\b(?:counsel|lawyers?|attorneys?|plaintiffs?|class|petitioners?)\b", speaker, re.IGNORECASE)
    return bool(called) and len(first) > 3 and re.search(rf"\b{re.escape(first)}(?!\w)", speaker) is not None


@lru_cache(maxsize=2048)
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

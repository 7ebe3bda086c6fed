"""Reads a news item or a statement: which watched matters it concerns, who says what about compliance, what is told
of an action.

It can report an order or a finding; it never makes one. Where a matter is only weakly matched no position is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

import msgspec

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import PositionRead, Reading, Why
from monitor.domain.items import NewsItem, Statement, full_text
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Role, Speech, Stance, Venue
from monitor.reading.action_read import read_action
from monitor.reading.attribution import Said, is_object, said
from monitor.reading.dates import clock_of
from monitor.reading.docket_reader import DISPUTING, disputes
from monitor.reading.gate import Gated
from monitor.reading.matching import text_matters
from monitor.reading.named import Named
from monitor.reading.naming import conduct_of
from monitor.reading.parties import mentions, side_of
from monitor.reading.proposals import joined, parts, propose
from monitor.reading.references import references
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span, sentences, undotted
from monitor.reading.speakers import another_judge, full_name, own_speaker
from monitor.reading.stance import Hit, taken
from monitor.reading.text import Text
from monitor.reading.watchlist import Watchlist
from monitor.reading.weighing import DISPUTED

_TURN = re.compile(r"^\s*(?P<who>[A-Z][A-Z .'’-]{0,38}|Q|Question|Reporter)\s?:\s", re.MULTILINE)
_ASKER = re.compile(r"^(?:Q|QUESTION|REPORTER|HOST|MODERATOR|Question|Reporter)\b")


class Told(msgspec.Struct, frozen=True):
    """One stance in one sentence by one speaker, before the item's positions are settled."""

    who: Named
    hit: Hit
    words: Quote
    sentence: Span
    direct: bool


def read_text(
    content: NewsItem | Statement,
    watched: Watchlist,
    reader: str,
    notes: tuple[str, ...],
    about: Collection[str] = (),
) -> Reading:
    """The reading of a text; of several matters it concerns the surest decides who is who.

    `about` are matters that a person said it is about: a weak match of them is none.
    """
    speaker = (content.speaker or content.outlet) if isinstance(content, Statement) else None
    text = Text(full_text(content))
    matched = text_matters(text, watched, speaker, news=isinstance(content, NewsItem))
    concerns = tuple(msgspec.structs.replace(c, weak=False) if c.matter in about else c for c in matched)
    strong = [c for c in concerns if not c.weak]
    matter = watched.by_id[strong[0].matter] if strong else None
    if matter is None:
        return Reading(reader=reader, concerns=concerns, notes=notes)
    told = (
        _statement(text, content, matter, speaker)
        if isinstance(content, Statement) and speaker
        else _news(text, matter)
    )
    zone = clock_of(matter.court, content.published_at)
    told = [t for t in told if not _unasked(text, t, told)]
    positions = tuple(_position(text, t, content, matter) for t in settle(told, len(content.title) + 1))
    disputed = isinstance(content, Statement) or _IN_DISPUTE.search(text) is not None
    return Reading(
        reader=reader,
        concerns=concerns,
        positions=positions,
        action=read_action(text, sentences(text), (content.published_at, zone), positions, disputed=disputed),
        disputes_compliance=disputes(positions),
        notes=notes,
    )


def _news(text: str, matter: Matter) -> list[Told]:
    found = []
    spoken = []
    plain = undotted(text)
    for sentence in said(text, matter):
        if not (sentence.speakers or sentence.carried or sentence.named):
            continue  # nobody speaks: most sentences of most texts
        for hit, who in taken(plain, sentence.span, partial(_speaking, text, sentence, matter)):
            found.append(_told(text, sentence, hit, who))
        spoken += [(sentence, part, who) for part, who in parts(text, sentence)]
    return [*found, *_weighed(text, joined(text, spoken), found)]


def _weighed(
    text: str, spoken: Iterable[tuple[Said, Span, Named]], found: Sequence[Told], *, asked: bool = False
) -> Iterator[Told]:
    """What speakers say in sentences in which no rule found a stance of theirs; `asked`: it is an answer anyway."""
    charged = any(t.hit.stance in DISPUTING for t in found) or _IN_DISPUTE.search(text) is not None
    marks = (DISPUTED,) if charged or asked else ()
    known = {(t.sentence, t.who.role) for t in found if t.hit.stance is not Stance.SEEKS_ENFORCEMENT}
    for sentence, part, who in spoken:
        if (sentence.span, who.role) in known or _REPOSTED.search(text, sentence.span.start, part.end):
            continue
        answers = charged or who.role is Role.DEFENDANT
        if not answers and _WON.search(text):
            continue
        hit = propose(text, sentence, part, who, marks, sure=not answers)
        if hit is not None:
            yield _told(text, sentence, hit, who)


_PROMISE = re.compile(
    r"\b(?:will|shall|would|intends? to|plans? to|promise[sd]? to|pledge[sd]? to)\b|[’']ll\b", re.IGNORECASE
)


_PLAIN_FACTS = frozenset({"stance.alleges.nonperformance", "stance.alleges.went_on"})
"""Rules of what was not done, which is a charge in a story of one and a complaint about anything elsewhere."""
_OF_AN_ORDER = compiled(r"\b(?:<text_order>|obey\w*|compl(?:y|ied|iance)\w*)\b")


def _unasked(text: str, t: Told, told: Sequence[Told]) -> bool:
    """An answer where nobody charged anything: a promise to obey, a thing that stays, or a word against judges."""
    if any(o.hit.stance in DISPUTING and o.who.role is not t.who.role for o in told) or _IN_DISPUTE.search(text):
        return False
    if t.hit.rule.id in _PLAIN_FACTS:
        named = _OF_AN_ORDER.search(text, t.sentence.start, t.sentence.end)
        charged = any(o.hit.stance in DISPUTING and o.hit.rule.id not in _PLAIN_FACTS for o in told)
        return not (named or charged or t.who.start == t.who.end)
    if t.hit.stance is Stance.ASSERTS_COMPLIANCE:
        return _PROMISE.search(text, max(t.sentence.start, t.hit.start - 30), t.hit.end) is not None
    if t.hit.rule.id == "stance.defies.stays":
        return True
    return t.hit.stance is Stance.LACKS_JURISDICTION and not t.hit.rule.id.startswith("stance.")


_IN_DISPUTE = compiled(
    r"\b(?:contempt|enforce (?:the|her|his|its|their|that|an?|\w+['’]s)|to enforce|non-?compliance|disobe\w+|flout\w*"
    r"|defian\w+|(?:<breaks>)\b[^.;]{0,60}\b(?:<text_order>)|(?:despite|in spite of)\b[^.;]{0,40}\b(?:<text_order>)"
    r"|(?:accus\w+|alleg\w+) (?:\w+ ){1,6}of)\b"
)
"""Words of a text, whoever says them, by which compliance is in question there."""


_WON = compiled(
    r"\b(?:judge|court|circuit|justices|panel)s?\b[^.;]{0,30}\b(?:ordered|blocked|ruled|granted|set aside|sided|said it"
    r"|heard)\b|\b(?:we won|victory|wins?|won|grateful|thank(?:s|ful)?|relieved|good news)\b"
)
"""Words of the protected side on the day of a ruling: what they complain of there was before it."""


def _speaking(text: str, sentence: Said, matter: Matter, hit: Hit) -> Named | None:
    """Who says the words of a stance in the news; the outlet's own are nobody's."""
    who = sentence.speaker_of(hit.start, hit.end) or _acting_court(text, sentence, hit)
    if who is None or who.role is Role.PRESS or _about_another(text, sentence, hit, who):
        return None
    if hit.stance is Stance.FINDS_BREACH and (_of_a_stranger(text, sentence) or another_judge(text, who, matter)):
        return None
    return None if _REPOSTED.search(text, sentence.span.start, hit.start) else who


_REPOSTED = Gated(
    r"\b(?:repost|retweet|re-share|reshare)\w*\b|\bshar(?:ed|es|ing) (?:a|an|the|his|her) (?:post|message|video)\b",
    re.IGNORECASE,
)
"""What somebody passes on of another is not said to be that person's own position."""


def _acting_court(text: str, sentence: Said, hit: Hit) -> Named | None:
    """As in "A judge held the company in contempt": the court's act is its own verb of speech."""
    if hit.rule.yields["by"] != "court" or sentence.speakers:
        return None
    courts = (n for n in sentence.named if n.role is Role.COURT and n.start <= hit.start)
    return next((n for n in courts if not is_object(text, sentence.span, n.start)), None)


def _about_another(text: str, sentence: Said, hit: Hit, who: Named) -> bool:
    """Words on what somebody else admits or denies: "he accused the judge of refusing to obey" is no stance of a
    party.
    """
    between = text[hit.start : hit.end].lower()
    return (
        who.role is Role.DEFENDANT and "judge of" in text[sentence.span.start : hit.end].lower() and "obey" in between
    )


_IN_CONTEMPT = re.compile(
    r"\b(?:held|holds?|holding|found|finds?|finding) (?P<whom>[^.;“”]{2,70}?) in (?:civil |criminal )?contempt\b"
)
_PROPER = re.compile(r"\b[A-Z][a-z]+")


def _of_a_stranger(text: str, sentence: Said) -> bool:
    """Whether a sentence tells of contempt by somebody who bears a name and is nobody the order binds, or of probable
    cause alone.
    """
    words = sentence.span.of(text)
    if "probable cause" in words and not _IN_CONTEMPT.search(words):
        return True
    held = _IN_CONTEMPT.search(text, sentence.span.start, sentence.span.end)
    if held is None or not _PROPER.search(held["whom"]):
        return False
    bound = (n for n in sentence.named if n.role is Role.DEFENDANT)
    return not any(held.start("whom") < n.end and n.start < held.end("whom") for n in bound)


def _told(text: str, sentence: Said, hit: Hit, who: Named) -> Told:
    inside = sentence.in_quote(hit.start) or _ending_quote(text, sentence, hit)
    if inside:
        whole = len(inside.of(text).split()) <= QUOTED
        part = inside if whole else Span(max(inside.start, sentence.span.start), min(inside.end, sentence.span.end))
        return Told(who=who, hit=hit, words=_trimmed(text, part), sentence=sentence.span, direct=True)
    return Told(
        who=who, hit=hit, words=_trimmed(text, _clause(text, sentence, hit)), sentence=sentence.span, direct=False
    )


QUOTED = 40
"""Words of a quotation that is given whole; of a longer one the sentence is."""


def _ending_quote(text: str, sentence: Said, hit: Hit) -> Span | None:
    """The quotation in which a stance ends ("the two “do not conflict”"); none where its "not" stands outside."""
    inside = sentence.in_quote(hit.end - 1)
    return inside if inside and not _NEGATED.search(text, hit.start, inside.start) else None


_NEGATED = Gated(r"\b(?:not|no|never|none|nobody|nothing|without|cannot)\b|n[’']t\b", re.IGNORECASE)
_SECOND = Gated(
    r"[,”] (?:and|but) (?:that )?(?:in any (?:case|event) )?(?=\w+ )|\b(?:and|but) that (?:in any (?:case|event) )?"
)
"""Where a second thing that is said begins: "and that the order was clear"."""
_STOP = Gated(
    r"[;,]\s(?:but|while|although)\b|,? and (?:said|that|the|it|he|she|they|now|was|is|has|had|will|would|gave|called"
    r"|asked|told|ordered|blamed|set)\b|[;]\s|,? (?:said|says|according to)\b"
)
_DATELINE = re.compile(r"[A-Z][\w., ]{2,40} \([^()]{2,30}\) [—–-]+ ")


def _clause(text: str, sentence: Said, hit: Hit) -> Span:
    """The words around a stance: from the verb of speech before it, or the clause's start, to the clause's end."""
    verbs = [at for at, _ in sentence.speakers if at <= hit.start]
    dateline = _DATELINE.match(text, sentence.span.start, hit.start)
    start = verbs[-1] if verbs else dateline.end() if dateline else sentence.span.start
    lead = re.compile(r"\w+(?: \w+){0,9}? that\s|\w+,?\s").match(text, start, hit.start) if verbs else None
    start = min(lead.end(), hit.start) if lead else start
    start = max((m.end() for m in _SECOND.finditer(text, start, hit.start)), default=start)
    stop = _STOP.search(text, hit.end, sentence.span.end)
    return Span(start, stop.start() if stop else sentence.span.end)


def _trimmed(text: str, span: Span) -> Quote:
    end = span.end
    while end > span.start + 1 and text[end - 1] in ".,;: \n":
        end -= 1
    return quote(text, span.start, end)


def _statement(text: str, content: Statement, matter: Matter, speaker: str) -> list[Told]:
    """A source's own words are its speaker's; in a briefing or an interview only the turns of the one who answers."""
    own = own_speaker(speaker, matter)
    begin = len(content.title) + 1
    plain = undotted(text)
    asking = _asking(text, begin)
    found = []
    spoken = []
    for sentence in said(text, matter):
        if sentence.span.start < begin or any(a.holds(sentence.span.start) for a in asking):
            continue
        for hit, who in taken(plain, sentence.span, partial(_who, text, sentence, own)):
            found.append(_told(text, sentence, hit, who))
        spoken += [(sentence, sentence.span, own)] if _own_words(text, sentence, own) else []
    return [*found, *_weighed(text, spoken, found, asked=True)]


def _own_words(text: str, sentence: Said, own: Named) -> bool:
    """Whether a sentence of a statement tells what its source says, and not what the other side or a court found."""
    others = {who.role for _, who in sentence.speakers} - {own.role, Role.OTHER_PARTY}
    return not others or (others == {Role.COURT} and all(_COMMANDS.match(text, at) for at, _ in sentence.speakers))


_COMMANDS = re.compile(r"told|ask|order|direct|urg|said|says", re.IGNORECASE)
"""A court that is told of as commanding or saying is no other speaker: "the judge told us to bring him back"."""


def _who(text: str, sentence: Said, own: Named, hit: Hit) -> Named | None:
    """The source itself, but for words it reports of the other side ("plaintiffs claim that …")."""
    other = sentence.speaker_of(hit.start, hit.end) if sentence.speakers else None
    if other and other.role not in {own.role, Role.PRESS} and not sentence.in_quote(hit.start):
        return other if other.role is Role.COURT and not _of_a_stranger(text, sentence) else None
    return own


def _asking(text: str, begin: int) -> list[Span]:
    turns = [*_TURN.finditer(text, begin)]
    ends = [t.start() for t in turns[1:]] + [len(text)]
    return [Span(t.start(), end) for t, end in zip(turns, ends, strict=False) if _ASKER.match(t["who"])]


def settle(told: Sequence[Told], body_at: int = 0) -> list[Told]:
    """One position for an actor and a stance: the body's words before the headline's, the speaker's own before a
    paraphrase, then the surest rule.
    """
    best: dict[tuple[str, Stance], Told] = {}
    for t in told:
        key = (_actor_key(t.who), t.hit.stance)
        known = best.get(key)
        if known is None or _rank(t, body_at) > _rank(known, body_at):
            best[key] = t
    for who, stance in list(best):
        fellow = next((k for k in best if k[0].startswith(who) and k != (who, stance) and k[1] is stance), None)
        if who == _BOUND and fellow:  # "the agency", and somebody who speaks for one that is named: one voice
            best[fellow] = max(best[fellow], best.pop((who, stance)), key=partial(_rank, body_at=body_at))
    return [t for t in best.values() if not _weaker(t, best)]


def _rank(t: Told, body_at: int) -> tuple[bool, bool, bool, float]:
    return (t.sentence.start >= body_at, t.direct, _by_name(t.who), t.hit.rule.score)


_FULL_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+")
_BOUND = "bound "


def _by_name(who: Named) -> bool:
    """Whether a speaker is a person with a name who speaks for somebody."""
    return who.canonical != who.party and _FULL_NAME.fullmatch(who.canonical) is not None


def _actor_key(who: Named) -> str:
    """One voice: a court, the protected side, a bound party with all who speak for it; anybody else by name."""
    if who.role in {Role.COURT, Role.PLAINTIFF}:
        return who.role.value
    return _BOUND + who.party if who.role is Role.DEFENDANT else re.sub(r"^(?:the|an?) ", "", who.canonical.lower())


def _weaker(t: Told, best: dict[tuple[str, Stance], Told]) -> bool:
    """A promise to comply beside an answer, a bare enforcement request beside an allegation, and a court's word for
    conduct beside its probable cause say nothing further.
    """
    others = {stance for who, stance in best if who == _actor_key(t.who)}
    if t.hit.rule.id == "stance.court.willful":
        return Stance.FINDS_PROBABLE_CAUSE in others
    if t.hit.rule.id == "stance.asserts.will_comply":
        return len(others) > 1
    return t.hit.stance is Stance.SEEKS_ENFORCEMENT and Stance.ALLEGES_BREACH in others


def _position(text: str, t: Told, content: NewsItem | Statement, matter: Matter) -> PositionRead:
    own = isinstance(content, Statement) and t.who.start == t.who.end
    return PositionRead(
        actor=full_name(text, len(content.title) + 1, t.who, matter),
        role=t.who.role,
        stance=t.hit.stance,
        quote=t.words,
        why=Why(rule=t.hit.rule.id, score=t.hit.rule.score),
        side=side_of(t.who.role),
        respondent=_respondent(text, t, matter),
        speech=Speech.DIRECT if own or t.direct else Speech.REPORTED,
        via=None if own else content.outlet,
        venue=Venue.STATEMENT if own else Venue.PRESS,
        refers=references(text, t.sentence, content.published_at.date()),
        said_at=content.published_at,
    )


def _respondent(text: str, t: Told, matter: Matter) -> str | None:
    if t.who.role is Role.DEFENDANT:
        return conduct_of(t.who.party, matter)
    named = [n for n in mentions(t.sentence.of(text), matter) if n.role is Role.DEFENDANT]
    return conduct_of(named[0].party, matter) if named else None

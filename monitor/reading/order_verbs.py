"""What a verb does to the order that is its subject or object ("the TRO is EXTENDED", "vacating the injunction").
Else nothing.

The first noun of the docket beside the verb decides: "the hearing on the injunction is VACATED" is about a hearing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.acts import SUBJECT, Act, is_reviewed, not_done
from monitor.reading.gate import Gated
from monitor.reading.order_types import stay_type, type_of
from monitor.reading.rulebook import Rule, compiled, rules
from monitor.reading.segment import Span

REACH = 320
_ENDING = frozenset({Effect.VACATES, Effect.DISSOLVES, Effect.LIFTS_STAY})


@cache
def _any_verb() -> Gated:
    """All verbs of verbs.toml in one pattern, each under the number of its rule."""
    return Gated("|".join(rf"(?P<v{n}>{r.pattern.pattern})" for n, r in enumerate(rules("verbs"))), re.IGNORECASE)


_NOUN = compiled(
    r"(?:<tro>|<pi>|<perm>|\b(?:injunctions?|stay|contempt|show[- ]cause|decree)) (?:and (?!\w+ing\b)\w+ )?"
    r"(?:hearing|motion"
    r"|briefing|argument"
    r"|application|request|proceeding|conference|paper|stage|bond)s?\b"
    r"|(?P<order>finding of (?:civil |criminal )?contempt|contempt (?:order|finding)|<tro>|<pi>|<perm>"
    r"|(?:consent )?decree|injunctions?"
    r"|(?:administrative )?stays?\b(?! of (?:the )?mandate)|\borders?\b(?! (?:of (?:the )?court"
    r"|to show cause|setting))|\bjudgments?\b(?!:))"
    r"|(?P<calendar>\b(?:hearings?|deadlines?|briefing|schedul\w+|conferences?|trial|arguments?|dates?"
    r"|proceedings?|cases?|actions?"
    r"|discovery|depositions?|time|responses?|repl(?:y|ies)|motions?|applications?|requests?|sentence"
    r"|conviction|counsel|attorneys?"
    r"|stay of (?:the )?mandate|order to show cause|appearance|reference|opinion|complaint|minute entry"
    r"|automatic stay|sanctions?|findings? that|conclusions?)\b)"
)
_TELEGRAPHIC = compiled(
    r"(?:^|[.;:,—–-])\s*(?:\[?\d{1,4}\]? )?(?:<tro>|<pi>|<perm>|injunction|stay|order to show cause|OSC|consent decree)"
    r"(?: \[?\d{1,4}\]?)? $"
)
_ENDS = re.compile(r" (?:to|until|through|in|as|by|pending|without|for)\b|\s?[.;,]|\s*$")
"""A clerk's line without its verb of being: "TRO extended to March 29"."""
_RULED = Gated(
    r"\b(?:granted|denied),? and\b"
    r"|\b(?:is|are) (?:hereby )?[a-z]+ed(?: in part| as moot)?,? and (?=(?:the|this|its|that|all) )",
    re.IGNORECASE,
)
_AGENTIVE = Gated(r"\b(?:court|judge|justice|panel|circuit)\b (?:(?!is |are |was |were |be )\w+ ){0,2}$", re.IGNORECASE)
_AUX = re.compile(
    r"\b(?:is|are|be|been|was|were|hereby|also|further|stands?|and|or|administratively|partially|NOT|not)\s+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:[\s,;]|\b(?:in part|in (?:all )?other respects|and|but|otherwise|is|are|be|was|were|hereby|also|remanded)\b)*",
    re.IGNORECASE,
)
"""Between two verbs of one subject: "is affirmed in part and vacated in part"."""
_PARTLY = re.compile(
    r"\bin part\b|\binsofar as\b|\bto the extent\b|\bexcept\b|\bpartial(?:ly)?\b|\bas to (?:provisions?"
    r"|paragraphs?|parts?|sections?)\b"
    r"|(?:\b(?:paragraphs?|sections?|articles?)|¶+) [\dIVX][\w().,-]*(?:,? (?:and|through) [\dIVX][\w().]*)? of\b"
    r"|\b(?:those|these|the following) (?:provisions?|paragraphs?|sections?)\b|\bof (?:provisions?|paragraphs?"
    r"|parts?|sections?) |\bpart \(?[ivx\d]+\)? of\b",
    re.IGNORECASE,
)


def verb_acts(plain: str, clause: Span) -> Iterator[Act]:
    """Every effect that a verb has on an order in one clause."""
    last, shared = clause.start, None
    for verb in _any_verb().finditer(plain, clause.start, clause.end):
        rule = rules("verbs")[int(str(verb.lastgroup)[1:])]
        noun = None
        if not (not_done(plain, clause, verb.start()) or is_reviewed(plain, clause, verb)):
            noun = _object(plain, clause, verb, last) or (
                shared if _GOES_ON.fullmatch(plain, last, verb.start()) else None
            )
            if noun and noun["order"]:
                yield _act(plain, clause, verb, noun, rule)
        if _AUX.search(plain, last, verb.start()):
            last, shared = verb.end(), noun


def _object(plain: str, clause: Span, verb: re.Match[str], last: int) -> re.Match[str] | None:
    word = verb[0].lower()
    passive = word.endswith(("ed", "upheld", "set aside")) and not _AGENTIVE.search(
        plain, max(last, verb.start() - 40), verb.start()
    )
    if not passive:
        return _NOUN.search(plain, verb.end(), min(clause.end, verb.end() + 90))
    if not (_AUX.search(plain, last, verb.start()) or verb[0].isupper()):
        if _TELEGRAPHIC.search(plain, max(0, last - 3), verb.start()) and _ENDS.match(plain, verb.end()):
            return _subject(plain, last, verb.start())
        return None  # "the extended deadline", "as amended": a word of description, not a ruling
    if plain[max(0, verb.start() - 3) : verb.start()].lower() == "as ":
        return None  # "approved as amended"
    ruled = [m.end() for m in _RULED.finditer(plain, last, verb.start())]
    return _subject(plain, max([last, verb.start() - REACH, *ruled]), verb.start())


def _subject(plain: str, start: int, end: int) -> re.Match[str] | None:
    """The subject's noun: the first one behind the last comma at which a subject may begin ("In light of the time that
    the motion takes, the TRO is EXTENDED"), else the first of the clause.
    """
    begins = [start + m.end() for m in SUBJECT.finditer(plain[start:end])]
    for begin in (*reversed(begins), start):
        if found := _NOUN.search(plain, begin, end):
            return found
    return None


_GRANTING = re.compile(
    r"(?: \[?\d{1,4}\]?)?,? (?:granting|issuing|entering|imposing|for|of|finding|holding)\b[^.;]{0,60}", re.IGNORECASE
)
"""What an order is, where its noun does not say so: "the order granting a preliminary injunction"."""
_ENDED = compiled(
    r"\b(?P<how>dissolving|vacating|terminating|rescinding|staying)\b[^.;]{0,60}?"
    r"(?P<what><tro>|<pi>|<perm>|consent decree|\b(?:injunction|decree)\b)"
)
"""What an order did to another; to undo it brings the other back."""


def _act(plain: str, clause: Span, verb: re.Match[str], noun: re.Match[str], rule: Rule) -> Act:
    effect, kind = Effect(rule.yields["effect"]), type_of(noun[0])
    if kind is OrderType.OTHER and (granting := _GRANTING.match(plain, noun.end(), clause.end)):
        kind = type_of(granting[0])
    ended = _ENDED.search(plain, noun.end(), verb.start()) if effect is Effect.VACATES else None
    is_stay = noun[0].lower().rstrip("s").endswith("stay") or (ended is not None and ended["how"].lower() == "staying")
    if ended and not is_stay:
        effect, kind = Effect.REINSTATES, type_of(ended["what"])
    if effect is Effect.STAYS or is_stay:
        kind = stay_type(clause.of(plain))
        effect = Effect.LIFTS_STAY if is_stay and effect in _ENDING else effect
    elif effect is Effect.LIFTS_STAY:
        effect = Effect.DISSOLVES
    elif effect is Effect.ISSUES:
        kind = OrderType.COMPLIANCE_ORDER
    at = Span(min(noun.start(), verb.start()), max(noun.end(), verb.end()))
    extent = Extent.PART if _PARTLY.search(clause.of(plain)) else Extent.WHOLE
    return Act(effect=effect, type=kind, at=at, clause=clause, why=rule.why, extent=extent)

"""What granting or denying a motion does to an order: the verb, what was asked, and the decision table between. Else
nothing.

"Granted" without a motion for relief about an order (a pro hac vice request, an extension of time) has no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from monitor.domain.findings import Why
from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.acts import SUBJECT, Act, is_reviewed, not_done
from monitor.reading.gate import Gated
from monitor.reading.order_types import named_type, stay_type
from monitor.reading.rulebook import Rule, compiled, rules_for
from monitor.reading.segment import Span

REACH = 300
_VERB = Gated(
    r"\b(?:(?P<grant>grant(?:ing|s|ed)|allow(?:s|ing)(?= (?:in part|the|\d|\[|plaintiff|defendant|petitioner|motion"
    r"|joint|unopposed|assented))"
    r"|(?<=\bis )allowed(?! to\b)|(?<=\bare )allowed(?! to\b)|(?-i:ALLOWED|ALLOWS)|sustain(?:ing|ed)"
    r"|(?<!preliminarily )approv(?:ing|es"
    r"|ed))"
    r"|(?P<deny>den(?:ying|ies|ied)|overrul(?:ing|es|ed)|declin(?:es|ing|ed) to|refus(?:es|ing|ed) to|will not))\b"
    r"(?P<part>,? in part\b(?:,? and den(?:ying|ied|ies),? in part\b)?)?(?P<moot>,? (?:\w+ )?as (?:moot"
    r"|unnecessary|premature))?",
    re.IGNORECASE,
)
_MOOT = Gated(r"\bas (?:moot|unnecessary|premature)\b", re.IGNORECASE)
_BY_COURT = Gated(r"\b(?:court|judge|justice|panel|circuit)\b (?:(?!is |are |was |were |be )\w+ ){0,2}$", re.IGNORECASE)
_ASIDE = re.compile(
    r",? and (?:the|its|that) |\bwithout prejudice\b|\bwith(?:out)? (?:further )?comment\b", re.IGNORECASE
)

_GRANTED: dict[str, tuple[Effect, OrderType | None]] = {
    "tro": (Effect.ISSUES, OrderType.TRO),
    "preliminary_injunction": (Effect.ISSUES, OrderType.PRELIMINARY_INJUNCTION),
    "permanent_injunction": (Effect.ISSUES, OrderType.PERMANENT_INJUNCTION),
    "consent_decree": (Effect.ISSUES, OrderType.CONSENT_DECREE),
    "enforce": (Effect.ISSUES, OrderType.COMPLIANCE_ORDER),
    "show_cause": (Effect.ISSUES, OrderType.SHOW_CAUSE),
    "contempt": (Effect.ISSUES, OrderType.CONTEMPT_FINDING),
    "discovery": (Effect.ISSUES, OrderType.DISCOVERY),
    "extend": (Effect.EXTENDS, None),
    "clarify": (Effect.CLARIFIES, None),
    "modify": (Effect.MODIFIES, None),
    "vacate": (Effect.VACATES, None),
    "dissolve": (Effect.DISSOLVES, None),
    "command": (Effect.ISSUES, OrderType.OTHER),
}
_REFUSED: dict[str, OrderType] = {
    "tro": OrderType.TRO,
    "preliminary_injunction": OrderType.PRELIMINARY_INJUNCTION,
    "permanent_injunction": OrderType.PERMANENT_INJUNCTION,
    "consent_decree": OrderType.CONSENT_DECREE,
    "show_cause": OrderType.SHOW_CAUSE,
    "contempt": OrderType.CONTEMPT_FINDING,
    "discovery": OrderType.DISCOVERY,
}


_ENDING = frozenset({Effect.DISSOLVES, Effect.VACATES, Effect.LIFTS_STAY})
_PARTLY = re.compile(
    r"\bpartial(?:ly)?\b|\bas to (?:sections?|paragraphs?|provisions?|parts?|articles?)\b|\bin part\b", re.IGNORECASE
)
_ON_COMPLIANCE = compiled(r"<order_words>|\bviolat\w+|\bexpedited discovery|\bsubstantial[- ]completion")
_ABOUT_AN_ORDER = frozenset({"extend", "clarify", "modify", "enforce", "contempt", "dissolve"})
"""Relief about an order in being: refused as moot it is refused. A stay or an injunction refused so is overtaken."""


def rulings(plain: str, clause: Span, elsewhere: Span | None = None) -> Iterator[Act]:
    """Every effect of a grant or a denial in one clause.

    `elsewhere` is the motion that the entry names outside it, which "the motion is granted" means.
    """
    verbs = list(_VERB.finditer(plain, clause.start, clause.end))
    for i, verb in enumerate(verbs):
        if not _by_court(plain, clause, verb) or not_done(plain, clause, verb.start()):
            continue
        if is_reviewed(plain, clause, verb):
            continue
        before = verbs[i - 1].end() if i else clause.start
        after = verbs[i + 1].start() if i + 1 < len(verbs) else clause.end
        region = _region(plain, verb, before, after)
        if elsewhere and is_bare(region.of(plain)):
            region = elsewhere
        yield from _decide(plain, clause, verb, region)


class Asked(msgspec.Struct, frozen=True):
    """What a motion asks: the effect of granting it on a kind of order, and the kind that refusing it would be of."""

    grants: tuple[Effect, OrderType]
    refused: OrderType
    why: Why


def asked_in(plain: str, region: Span) -> Asked | None:
    """The relief about an order that a motion's words ask for; None for the business of the docket."""
    rule, asked = _asked(plain, region)
    if rule is None or asked is None or rule.yields["asks"] == "nothing":
        return None
    asks, inner, whole = rule.yields["asks"], _inner(plain, asked, region, rule), region.of(plain)
    if asks == "discovery" and not _ON_COMPLIANCE.search(plain):
        return None
    granted, refused = _granted(asks, inner, whole), _refused(asks, inner, whole)
    return Asked(granted, refused[1], rule.why) if granted and refused else None


class Ruled(msgspec.Struct, frozen=True):
    """A grant or a denial of what is not said: `region` is where its motion may be numbered, `ahead` of the verb or
    behind it; `bare` where nothing but a motion is named.
    """

    region: Span
    granted: bool
    partly: bool
    ahead: bool
    bare: bool


def bare_rulings(plain: str, clause: Span) -> Iterator[Ruled]:
    """The grants and denials in a clause whose words do not say what was asked."""
    verbs = list(_VERB.finditer(plain, clause.start, clause.end))
    for i, verb in enumerate(verbs):
        if not _by_court(plain, clause, verb) or not_done(plain, clause, verb.start()):
            continue
        if is_reviewed(plain, clause, verb):
            continue
        before = verbs[i - 1].end() if i else clause.start
        after = verbs[i + 1].start() if i + 1 < len(verbs) else clause.end
        region = _region(plain, verb, before, after)
        if _asked(plain, region)[0] is None:
            yield Ruled(
                region=region,
                granted=bool(verb["grant"]),
                partly=bool(verb["part"] or _PARTLY.search(plain, verb.end(), min(clause.end, verb.end() + 12))),
                ahead=region.start >= verb.end(),
                bare=is_bare(region.of(plain)),
            )


_MOTION = Gated(r"\b(?:motion|application|petition|request|stipulation)s?\b", re.IGNORECASE)
_BARE = re.compile(
    r"\W*(?:(?:the|this|that|said|and|as|to|is|are|be|hereby|ordered|it|joint|emergency|unopposed|government|plaintiff|defendant"
    r"|petitioner|respondent|movant|appellant)(?:['’]?s['’]?)?\W+|(?:motion|application|petition|request)s?\W*"
    r"|[\[(#]?\d{1,4}[\])]?\W*"
    r"|(?:dkt|ecf|doc|no|entry|docket)\.?\W*){0,9}",
    re.IGNORECASE,
)


def is_bare(words: str) -> bool:
    """Whether the thing ruled on is called a motion and no more ("the motion", "Motion 74")."""
    return bool(_BARE.fullmatch(words[-160:].rsplit(":", 1)[-1].rsplit(",", 1)[-1])) or not words.strip()


def motion_named(plain: str, clauses: Sequence[Span]) -> Span | None:
    """The one motion that an entry names without ruling on it in the same clause ("re 63 Motion to Enforce"); None
    where it names none, or several.
    """
    found: dict[str, Span] = {}
    for clause in clauses:
        if _VERB.search(plain, clause.start, clause.end):
            continue
        for m in _MOTION.finditer(plain, clause.start, clause.end):
            region = Span(m.start(), min(clause.end, m.end() + 160))
            rule, _ = _asked(plain, region)
            if rule is not None and rule.yields["asks"] != "nothing":
                found.setdefault(rule.id, region)
    return next(iter(found.values())) if len(found) == 1 else None


def _by_court(plain: str, clause: Span, verb: re.Match[str]) -> bool:
    """A party too declines and refuses things; only a court's doing so is a ruling."""
    if not verb[0].lower().startswith(("declin", "refus", "will")):
        return True
    return (
        bool(_BY_COURT.search(plain, clause.start, verb.start()))
        or "order" in plain[clause.start : verb.start()].lower()[:20]
    )


_NEXT_SUBJECT = re.compile(
    r"(?:^|,|\band)\s+(?=(?:the|this|its|said|that|all|plaintiffs?['’]|defendants?['’]|petitioners?['’]"
    r"|respondents?['’])\s)|" + SUBJECT.pattern,
    re.IGNORECASE,
)
_ACTIVE = (
    "granting",
    "denying",
    "grants",
    "denies",
    "declin",
    "refus",
    "will",
    "allowing",
    "allows",
    "approving",
    "approves",
    "sustaining",
    "overruling",
)


def _region(plain: str, verb: re.Match[str], before: int, after: int) -> Span:
    """Where the thing granted or denied stands: behind an active verb, in front of a passive one."""
    word = verb[0].lower()
    active = word.startswith(_ACTIVE) or bool(_BY_COURT.search(plain, max(before, verb.start() - 40), verb.start()))
    if active:
        return Span(verb.end(), min(after, verb.end() + REACH))
    start = max(before, verb.start() - REACH)
    return Span(_motion_begins(plain, start, verb.start()), verb.start())


def _motion_begins(plain: str, start: int, end: int) -> int:
    """Where the subject of a passive ruling begins: behind the last comma at which a motion is named ("The injunction
    having expired, the motion to extend it is DENIED").
    """
    for m in reversed([*_NEXT_SUBJECT.finditer(plain[start:end])]):
        if _MOTION.search(plain, start + m.end(), end):
            return start + m.end()
    return start


def _decide(plain: str, clause: Span, verb: re.Match[str], region: Span) -> Iterator[Act]:
    rule, asked = _asked(plain, region)
    if rule is None or asked is None or rule.yields["asks"] == "nothing":
        return
    asks = rule.yields["asks"]
    if asks == "discovery" and not _ON_COMPLIANCE.search(plain):
        return  # the parties' own discovery: no order that binds one of them in what the case is about
    moot = bool(verb["moot"] or _MOOT.search(plain, region.start, region.end))
    if moot and asks not in _ABOUT_AN_ORDER:
        return
    inner = _inner(plain, asked, region, rule)
    whole = region.of(plain) + " " + plain[verb.end() : min(_next(plain, verb, clause), verb.end() + 120)]
    found = _granted(asks, inner, whole) if verb["grant"] else _refused(asks, inner, whole)
    if found:
        at = Span(min(asked.start, verb.start()), max(asked.end, verb.end()))
        partly = verb["part"] or (found[0] in _ENDING and _PARTLY.search(plain, region.start, region.end))
        extent = Extent.PART if partly and found[0] is not Effect.ISSUES else Extent.WHOLE
        yield Act(effect=found[0], type=found[1], at=at, clause=clause, why=rule.why, extent=extent)


def _asked(plain: str, region: Span) -> tuple[Rule | None, Span | None]:
    """The relief that is named first ("a stay of the contempt order" asks for a stay); of two at one place the
    earlier rule.
    """
    found = [
        (m.start(), n, rule, m)
        for n, rule in enumerate(rules_for("relief", plain, *_ends(region)))
        if (m := rule.find(plain, *_ends(region)))
    ]
    if not found:
        return None, None
    _, _, rule, m = min(found, key=lambda f: f[:2])
    return rule, Span(m.start(), m.end())


def _ends(region: Span) -> tuple[int, int]:
    return region.start, region.end


def _next(plain: str, verb: re.Match[str], clause: Span) -> int:
    """Where the next ruling of the clause begins: what it says is not of this one."""
    following = _VERB.search(plain, verb.end(), clause.end)
    return following.start() if following else clause.end


def _inner(plain: str, asked: Span, region: Span, rule: Rule) -> OrderType | None:
    """The kind of order that the relief is about: what the rule says, named behind "to vacate", "to enforce", or else
    anywhere in the motion.
    """
    if about := rule.yields.get("about"):
        return OrderType(about)
    words = _ASIDE.split(region.of(plain), maxsplit=1)[0]
    behind = re.split(r",? and (?:for|to)\b", words[asked.start - region.start :], maxsplit=1)[0]
    return named_type(behind) or named_type(words)


def _granted(asks: str, inner: OrderType | None, words: str) -> tuple[Effect, OrderType] | None:
    if asks in {"stay", "administrative_stay"}:
        return Effect.STAYS, stay_type(words)
    if asks == "lift_stay":
        return Effect.LIFTS_STAY, stay_type(words)
    effect, kind = _GRANTED[asks]
    return effect, kind or inner or OrderType.OTHER


def _refused(asks: str, inner: OrderType | None, words: str) -> tuple[Effect, OrderType] | None:
    if asks in {"stay", "administrative_stay", "lift_stay"}:
        kind = stay_type(_ASIDE.split(words)[0])
        return Effect.DENIES_RELIEF, inner if inner is OrderType.DISCOVERY else kind
    if asks == "enforce":
        return Effect.DENIES_RELIEF, inner or OrderType.COMPLIANCE_ORDER
    return Effect.DENIES_RELIEF, _REFUSED.get(asks) or inner or OrderType.OTHER

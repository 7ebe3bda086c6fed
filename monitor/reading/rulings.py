"""What granting or denying a motion does to an order: the verb, what was asked, and the decision table between. Else
nothing.

"Granted" without a motion for relief about an order (a pro hac vice request, an extension of time) has no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.vocabulary import Effect, Extent, OrderType
from monitor.reading.acts import Act, not_done
from monitor.reading.order_types import named_type, stay_type
from monitor.reading.rulebook import Rule, rules
from monitor.reading.segment import Span

REACH = 300
_VERB = re.compile(
    r"\b(?:(?P<grant>grant(?:ing|s|ed))|(?P<deny>den(?:ying|ies|ied)|declin(?:es|ing|ed) to|refus(?:es|ing|ed) to))\b"
    r"(?P<part>,? in part\b(?:,? and den(?:ying|ied|ies),? in part\b)?)?(?P<moot>,? (?:\w+ )?as (?:moot"
    r"|unnecessary|premature))?",
    re.IGNORECASE,
)
_MOOT = re.compile(r"\bas (?:moot|unnecessary|premature)\b", re.IGNORECASE)
_BY_COURT = re.compile(
    r"\b(?:court|judge|justice|panel|circuit)\b (?:(?!is |are |was |were |be )\w+ ){0,2}$", re.IGNORECASE
)
_ASIDE = re.compile(r"\bwithout prejudice\b|\bwith(?:out)? (?:further )?comment\b", re.IGNORECASE)

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


def rulings(plain: str, clause: Span) -> Iterator[Act]:
    """Every effect of a grant or a denial in one clause."""
    verbs = list(_VERB.finditer(plain, clause.start, clause.end))
    for i, verb in enumerate(verbs):
        if verb["moot"] or not _by_court(plain, clause, verb) or not_done(plain, clause, verb.start()):
            continue
        before = verbs[i - 1].end() if i else clause.start
        after = verbs[i + 1].start() if i + 1 < len(verbs) else clause.end
        region = _region(plain, verb, before, after)
        if _MOOT.search(plain, region.start, region.end):
            continue
        yield from _decide(plain, clause, verb, region)


def _by_court(plain: str, clause: Span, verb: re.Match[str]) -> bool:
    """A party too declines and refuses things; only a court's doing so is a ruling."""
    if not verb[0].lower().startswith(("declin", "refus")):
        return True
    return (
        bool(_BY_COURT.search(plain, clause.start, verb.start()))
        or "order" in plain[clause.start : verb.start()].lower()[:20]
    )


def _region(plain: str, verb: re.Match[str], before: int, after: int) -> Span:
    """Where the thing granted or denied stands: behind an active verb, in front of a passive one."""
    word = verb[0].lower()
    active = word.startswith(("granting", "denying", "grants", "denies", "declin", "refus")) or bool(
        _BY_COURT.search(plain, max(before, verb.start() - 40), verb.start())
    )
    if active:
        return Span(verb.end(), min(after, verb.end() + REACH))
    return Span(max(before, verb.start() - REACH), verb.start())


def _decide(plain: str, clause: Span, verb: re.Match[str], region: Span) -> Iterator[Act]:
    rule, asked = _asked(plain, region)
    if rule is None or asked is None:
        return
    asks = rule.yields["asks"]
    inner = _inner(plain, asked, region)
    whole = region.of(plain) + " " + plain[verb.end() : min(clause.end, verb.end() + 120)]
    found = _granted(asks, inner, whole) if verb["grant"] else _refused(asks, inner, whole)
    if found:
        at = Span(min(asked.start, verb.start()), max(asked.end, verb.end()))
        extent = Extent.PART if verb["part"] and found[0] is not Effect.ISSUES else Extent.WHOLE
        yield Act(effect=found[0], type=found[1], at=at, clause=clause, why=rule.why, extent=extent)


def _asked(plain: str, region: Span) -> tuple[Rule | None, Span | None]:
    for rule in rules("relief"):
        m = rule.find(plain, region.start, region.end)
        if m:
            return (None, None) if rule.yields["asks"] == "nothing" else (rule, Span(m.start(), m.end()))
    return None, None


def _inner(plain: str, asked: Span, region: Span) -> OrderType | None:
    """The kind of order that the relief is about: named behind "to vacate", "to enforce", or else anywhere in the
    motion.
    """
    behind = re.split(r",? and (?:for|to)\b", plain[asked.start : region.end], maxsplit=1)[0]
    return named_type(behind) or named_type(region.of(plain))


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

"""What a clause says about compliance: the stance rules, and what silences them. It does not say who speaks
(attribution.py).

Never a stance: a condition ("if anyone was moved after"), a supposition of the future ("would violate"), a request for
assurance, a merits argument, a concession of law, silence to the press, and somebody else's words held up to deny them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from monitor.domain.vocabulary import Role, Stance
from monitor.reading.named import Named
from monitor.reading.rulebook import Rule, compiled, rules_for
from monitor.reading.segment import Span

_CONDITIONAL = compiled(
    r"(?:(?<!\bas )\bif\b|\b(?:unless|were (?:it|they|he|she) to|in the event|suppose|assuming|should (?:the|they|it|he"
    r"|she)|any (?:such|future|further)))\b[^.;]{0,120}$"
    r"|\b(?:would|could|might|(?-i:may)(?! \d))\b[^.;,]{0,50}$"
)
_HYPOTHETICAL = compiled(r"\b(?:would|could|might|(?-i:may)(?! \d))\b (?:\w+ ){0,2}(?:be |have )?$")
_LAW = compiled(
    r"\b(?:in law|as a matter of law|as a general matter|courts have held|everyone agrees|orders must be"
    r"|parties must|must (?:be )?obey(?:ed)?|a lawyer who says)\b"
)
_WHETHER = compiled(r"\bwhether\b[^.;]{0,80}$|\bnot asked\b")
_BREACHING = frozenset(
    {Stance.ALLEGES_BREACH, Stance.FINDS_BREACH, Stance.ADMITS_BREACH, Stance.DEFIES, Stance.FINDS_PROBABLE_CAUSE}
)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A stance rule's words at `[start:end]` of a sentence."""

    rule: Rule
    start: int
    end: int

    @property
    def stance(self) -> Stance:
        """The stance the rule yields."""
        return Stance(self.rule.yields["stance"])


def allowed(rule: Rule, role: Role) -> bool:
    """Whether a speaker of this role can take the rule's stance: a party alleges, a bound party answers, a court
    finds.
    """
    by = rule.yields["by"]
    if by == "any":
        return True
    if role is Role.COURT or by == "court":
        return role is Role.COURT and by == "court"
    return (role is Role.DEFENDANT) == (by == "bound")


def taken(text: str, span: Span, speaker: Callable[[Hit], Named | None]) -> list[tuple[Hit, Named]]:
    """The stances of a sentence with the ones who say the words, where those can take them.

    The wide rules of the grammar speak only for somebody of whom no nearer rule says anything in that sentence.
    """
    near = [*_by_speaker(hits(text, span), speaker)]
    spoken = {who.role for _, who in near}
    wide = _by_speaker(hits(text, span, "answers"), speaker)
    return [*near, *(pair for pair in wide if pair[1].role not in spoken)]


def _by_speaker(found: Iterable[Hit], speaker: Callable[[Hit], Named | None]) -> Iterator[tuple[Hit, Named]]:
    for hit in found:
        who = speaker(hit)
        if who and allowed(hit.rule, who.role):
            yield hit, who


def hits(text: str, span: Span, table: str = "stances") -> Iterator[Hit]:
    """Every rule of a table that finds its words in a sentence and is not silenced there."""
    for rule in rules_for(table, text, span.start, span.end):
        m = _found(rule, text, span)
        if m and not _silenced(text, span, m.start(), Stance(rule.yields["stance"])):
            yield Hit(rule, m.start(), m.end())


NEAR = 80
"""How far before a stance's words its `unless` is looked for: a sentence may deny one thing and assert another."""


def _found(rule: Rule, text: str, span: Span) -> re.Match[str] | None:
    for m in rule.pattern.finditer(text, span.start, span.end):
        begin, end = max(span.start, m.start() - NEAR), min(span.end, m.end() + NEAR // 2)
        if not rule.unless or not rule.unless.search(text, begin, end):
            return m
    return None


def _silenced(text: str, span: Span, at: int, stance: Stance) -> bool:
    if _LAW.search(text, span.start, at):
        return True
    if stance in _BREACHING and _WHETHER.search(text, span.start, at):
        return True
    if stance is Stance.DEFIES:
        return bool(_CONDITIONAL.search(text, span.start, at)) and "whatever" not in text[span.start : at]
    supposed = (
        _HYPOTHETICAL.search(text, span.start, at)
        if stance not in _BREACHING
        else _CONDITIONAL.search(text, span.start, at)
    )
    return bool(supposed) and stance is not Stance.QUESTIONS

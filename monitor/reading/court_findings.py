"""What a court finds about compliance, from its own docket entry, in its own voice. What it recites is no finding.

A finding is put as one ("the Court finds", "is adjudged in contempt"), or is asserted in an order by the court that
made the order, in a sentence that recounts nobody. "Would violate", "Plaintiffs say it violated", "whether it did", a
motion's title, a standard of law, what another court found, and a refusal of enforcement find nothing. Where it is in
doubt who speaks, nobody found anything: a finding missed is put right, a finding made up is a wrong done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.domain.evidence import quote
from monitor.domain.findings import EffectRead, FindingRead, Why
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Effect, FindingKind, OrderType, Role
from monitor.reading.docket_parts import Entry
from monitor.reading.parties import party_mentions
from monitor.reading.references import references
from monitor.reading.rulebook import Rule, rules_for
from monitor.reading.segment import Span, clauses
from monitor.reading.voices import Voice, is_asserted, is_not_found, recounts

_RULES = re.compile(
    r"\W{0,3}(?:[\w&+]+ ){0,6}?(?:order|opinion|ruling|decision)\b[^.:;]{0,60}\b(?:granting"
    r"|denying)\b[^:;]*$",
    re.IGNORECASE,
)
"""A title that rules on what was asked tells of nobody's account."""
_NEGATING = frozenset({FindingKind.NOT_FOUND})


def court_findings(entry: Entry, matter: Matter | None, voice: Voice) -> tuple[FindingRead, ...]:
    """The findings of a court's entry; one of each kind, the surest."""
    best: dict[FindingKind, FindingRead] = {}
    recounting = False
    for sentence in entry.sentences:
        for clause in clauses(entry.plain, sentence):
            found = _of_clause(entry, clause, matter, voice, recounting=recounting)
            if found and (found.kind not in best or found.why.score > best[found.kind].why.score):
                best[found.kind] = found
        recounting = recounts(entry.plain, sentence) and not _RULES.match(entry.plain, sentence.start, sentence.end)
    return tuple(_consistent(best))


def contempt_granted(effects: Sequence[EffectRead], matter: Matter | None, voice: Voice) -> tuple[FindingRead, ...]:
    """The finding that lies in granting a motion to hold somebody in contempt, where the order does so in whole."""
    for effect in effects:
        asked = effect.effect is Effect.ISSUES and effect.type is OrderType.CONTEMPT_FINDING
        words = effect.quote.text
        if asked and effect.why.rule == "relief.contempt" and not _IN_PART.search(words) and _HELD.search(words):
            why = Why(rule="finding.contempt_granted", score=0.8)
            about = _about(words, Span(0, len(words)), len(words), matter)
            return (
                FindingRead(kind=FindingKind.CIVIL_CONTEMPT, by=voice.by, about=about, quote=effect.quote, why=why),
            )
    return ()


_IN_PART = re.compile(r"\bin part\b|\bin so far\b|\bto the extent\b|\bcriminal\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:for|to|of|in) (?:[\w' ’]{0,60})?contempt\b", re.IGNORECASE)


def _consistent(best: dict[FindingKind, FindingRead]) -> Sequence[FindingRead]:
    """A finding of contempt or non-compliance beside one of compliance means mixed results only where both are sure."""
    return [f for f in best.values() if f.kind not in _NEGATING or len(best) == 1]


def _of_clause(
    entry: Entry, clause: Span, matter: Matter | None, voice: Voice, *, recounting: bool
) -> FindingRead | None:
    for rule in rules_for("findings", entry.plain, clause.start, clause.end):
        m = rule.find(entry.plain, clause.start, clause.end)
        if m and _found_here(entry.plain, clause, Span(m.start(), m.end()), rule, voice, recounting=recounting):
            return FindingRead(
                kind=FindingKind(rule.yields["kind"]),
                by=voice.by,
                about=_about(entry.plain, clause, m.start(), matter),
                quote=quote(entry.text, clause.start, clause.end),
                why=rule.why,
                refers=references(entry.text, clause, None),
            )
    return None


def _found_here(plain: str, clause: Span, words: Span, rule: Rule, voice: Voice, *, recounting: bool) -> bool:
    if rule.yields["kind"] == FindingKind.NOT_FOUND:
        return is_not_found(plain, clause, words, voice)
    return is_asserted(plain, clause, words, voice, needs=rule.yields.get("voice", ""), recounting=recounting)


def _about(plain: str, clause: Span, at: int, matter: Matter | None) -> str:
    """Whose conduct: the bound party named before the verb, or behind it, or "the bound party"."""
    if matter is None:
        return "the bound party"
    named = [n for n in party_mentions(clause.of(plain), matter) if n.role is Role.DEFENDANT]
    before = [n for n in named if clause.start + n.start <= at]
    chosen = before[-1:] or named[:1]
    return chosen[0].canonical if chosen else "the bound party"

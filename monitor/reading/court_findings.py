"""What a court finds about compliance, from its own docket entry. A reason, a supposition or a party's claim is not a
finding.

"Would violate", "may have violated", "Plaintiffs say it violated", "whether it violated" and a refusal of enforcement
find nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.evidence import quote
from monitor.domain.findings import FindingRead
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import FindingKind, Role
from monitor.reading.docket_parts import Entry
from monitor.reading.parties import party_mentions
from monitor.reading.references import references
from monitor.reading.rulebook import Rule, compiled, rules
from monitor.reading.segment import Span, clauses

_SUPPOSED = compiled(
    r"\b(?:would|could|might|(?-i:may)(?! \d)|should|shall|if|whether|unless|why|any future|further|alleged(?:ly)?"
    r"|purported|appears? to|potential|possible"
    r"|claims? (?:of|that)|allegations?|to (?:determine|decide|show|avoid|prevent|ensure)|motion (?:to"
    r"|for)|requests?|hearing (?:on|re)"
    r"|response to|certify|certification|in order to|so as to|not moot)\b"
)
_RECOUNTED = compiled(
    r"\b(?:plaintiffs?|defendants?|movants?|respondents?|appellants?|petitioners?|the government"
    r"|(?:the )?(?:united )?states|counsel|the monitor|amici)\b"
    r"(?:['’]s?)?[^.;,]{0,30}\b(?:<speech>|arguments?|position|contention|papers? (?:say|claim))\b"
    r"|\b(?:according to|as (?:alleged|argued) by)\b"
)
_DENIED = compiled(
    r"\b(?:is|are|be|and|hereby)? ?(?:denied|denies|denying)\b|\bdissent\w*\b|\breversed?\b|\b(?:does|do"
    r"|did) not (?:find|hold|reach|decide)\b|\bno (?:finding|contempt proceeding)"
)
_FINDS = compiled(
    r"\b(?:court|judge|panel)\b[^.;]{0,30}\b(?:finds?|found|holds?|held|concludes?|concluded"
    r"|determines?)\b|\brecord shows\b"
)
_NEGATING = frozenset({FindingKind.NOT_FOUND})


def court_findings(entry: Entry, matter: Matter | None, by: str) -> tuple[FindingRead, ...]:
    """The findings of a court's entry; one of each kind, the surest."""
    best: dict[FindingKind, FindingRead] = {}
    for sentence in entry.sentences:
        for clause in clauses(entry.plain, sentence):
            found = _of_clause(entry, clause, matter, by)
            if found and (found.kind not in best or found.why.score > best[found.kind].why.score):
                best[found.kind] = found
    return tuple(_consistent(best))


def _consistent(best: dict[FindingKind, FindingRead]) -> Sequence[FindingRead]:
    """A finding of contempt or non-compliance beside one of compliance means mixed results only where both are sure."""
    return [f for f in best.values() if f.kind not in _NEGATING or len(best) == 1]


def _of_clause(entry: Entry, clause: Span, matter: Matter | None, by: str) -> FindingRead | None:
    for rule in rules("findings"):
        m = rule.find(entry.plain, clause.start, clause.end)
        if m and _found_here(entry.plain, clause, m.start(), m.end(), rule):
            words = quote(entry.text, clause.start, clause.end)
            refers = references(entry.text, clause, None)
            about = _about(entry.plain, clause, m.start(), matter)
            return FindingRead(
                kind=FindingKind(rule.yields["kind"]), by=by, about=about, quote=words, why=rule.why, refers=refers
            )
    return None


def _found_here(plain: str, clause: Span, start: int, end: int, rule: Rule) -> bool:
    before = Span(max(clause.start, start - 160), end)
    if _SUPPOSED.search(plain, before.start, min(end, clause.end)) and rule.yields["kind"] != "probable_cause":
        return False
    if _DENIED.search(plain, clause.start, clause.end) and not _FINDS.search(plain, clause.start, start + 12):
        return False
    recounted = _RECOUNTED.search(plain, clause.start, end)
    return not recounted or bool(_FINDS.search(plain, clause.start, recounted.start()))


def _about(plain: str, clause: Span, at: int, matter: Matter | None) -> str:
    """Whose conduct: the bound party named before the verb, or behind it, or "the bound party"."""
    if matter is None:
        return "the bound party"
    named = [n for n in party_mentions(clause.of(plain), matter) if n.role is Role.DEFENDANT]
    before = [n for n in named if clause.start + n.start <= at]
    chosen = before[-1:] or named[:1]
    return chosen[0].canonical if chosen else "the bound party"

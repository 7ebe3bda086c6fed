"""What an order commands or forbids, in its own words. A schedule, a clerk's duty and a leave to file are not
obligations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import DeadlineRead, EffectRead, ObligationRead
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Effect, Form, Mode, OrderType, Role
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.parties import mentions
from monitor.reading.rulebook import compiled, rules_for
from monitor.reading.segment import Span, clauses

MOST = 12
_HOUSEKEEPING = compiled(
    r"\b(?:clerk|counsel|attorneys?|court reporter|parties) (?:is|are|shall|must|should)\b|\bpro hac vice"
    r"|\bpages?\b.{0,20}\blimit|\bbrief(?:s|ing)?\b"
    r"|\bhearing (?:shall|will)\b|\beach party to bear\b|\bmandate shall\b|\bshall show (?:cause|by)\b"
    r"|\bstatus reports? (?:shall|must|due)\b|\bshall (?:file|submit) (?:a |an |their "
    r"|its )?(?:joint )?(?:status|response|opposition|reply|brief|memorand)"
)
_GIVING = frozenset({Effect.ISSUES, Effect.MODIFIES, Effect.CONVERTS, Effect.CLARIFIES})
_EXCLUDES = Gated(
    r"\b(?:(?:who are |that are |persons )?not otherwise subject to [^.;,()]{2,80}|other than (?:the |its "
    r"|those )?[^.;,()]{2,60}|except (?:as|for|that|to)[^.;()]{2,100}|excluding [^.;()]{2,80}"
    r"|unless [^.;()]{3,140})",
    re.IGNORECASE,
)
_NUMBERED = r"\d{1,3}(?:\.\d{1,2})?(?:\([a-z0-9]{1,3}\))*(?!\w)|(?-i:[A-Z])\b|(?<=\()[a-z]\b"
_PARA = Gated(
    rf"\((?P<n>\d{{1,2}}|[a-z])\)\s|(?:\b(?:paragraph|provision)\s|¶\s?)\(?(?P<p>{_NUMBERED})\)?", re.IGNORECASE
)
_PARA_BEFORE = Gated(
    rf"(?:\b(?:paragraph|provision|section)\s|¶\s?)\(?(?P<p>{_NUMBERED})\)?\s?(?:[:.–—-]|is (?:amended"
    rf"|modified) to read:?)\s*$",
    re.IGNORECASE,
)
"""A paragraph's number that stands before its words ("Paragraph 12: The Department shall …")."""
_UNTIL = Gated(r"\b(?:until|pending) (?:further order|[^.;,]{3,100})", re.IGNORECASE)
_PROTECTS = Gated(
    r"\b(?:as to|with respect to|belonging to|owed to) (?P<who>the plaintiff [\w]+|plaintiffs?"
    r"|(?:the )?(?:class members?|named plaintiffs|plaintiff states))",
    re.IGNORECASE,
)
_COUNTED = r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) )?"
_PROTECTED = Gated(
    rf"\b(?P<who>(?:(?:any|each|all|either) of )?(?:(?:the|such|said|these) )?{_COUNTED}"
    r"(?:individual(?:ly)? |named ){1,2}(?:plaintiffs?|petitioners?)"
    r"|(?:any |all )?members? of (?:(?:the|such|said|that|this|either|each) )?(?:\w+ ){0,3}?(?:sub)?class(?:es)?"
    r"|(?:(?:the|any|all|putative) )?(?:sub)?class members?|(?:(?:the|any) )?plaintiff states?|(?:the )?petitioners?)"
    r"\b(?!['’])",
    re.IGNORECASE,
)
"""Who is named behind the command as those it is done, or not done, to. "Plaintiffs" alone may be anybody served."""
_PASSIVE = re.compile(r"\s+be \w+ed\b", re.IGNORECASE)
"""Whom "shall not" is followed by this is done to stand before it."""
_ONLY_TOLD = re.compile(r"\b(?:with|notify|inform|serve|upon|by|counsel for|from) (?:any of )?$", re.IGNORECASE)


def read_obligations(
    entry: Entry, effects: Sequence[EffectRead], deadlines: Sequence[DeadlineRead], matter: Matter | None
) -> tuple[ObligationRead, ...]:
    """The operative sentences of an entry that gives or changes an order; each belongs to the first effect that does
    so.
    """
    index = next((i for i, e in enumerate(effects) if e.effect in _GIVING and e.type is not OrderType.SHOW_CAUSE), None)
    if index is None:
        return ()
    parts = [c for s in entry.sentences for c in clauses(entry.plain, s)]
    found = [_obligation(entry, c, index, effects[index], deadlines, matter) for c in parts]
    return tuple(o for o in found if o)[:MOST]


def _obligation(
    entry: Entry, span: Span, index: int, effect: EffectRead, deadlines: Sequence[DeadlineRead], matter: Matter | None
) -> ObligationRead | None:
    commanding = rules_for("obligations", entry.plain, span.start, span.end)
    found = ((rule, m) for rule in commanding if (m := rule.find(entry.plain, span.start, span.end)))
    rule, m = next(found, (None, None))
    if rule is None or m is None or _HOUSEKEEPING.search(entry.plain, span.start, span.end):
        return None
    before = _PARA_BEFORE.search(entry.plain, max(0, span.start - 60), span.start)
    para = before or _PARA.search(entry.plain, span.start, span.end)
    until = _UNTIL.search(entry.plain, span.start, span.end)
    return ObligationRead(
        effect=index,
        quote=quote(entry.text, span.start, span.end),
        why=rule.why,
        form=Form.ORAL if effect.mode is Mode.ORAL else Form.WRITTEN,
        para=(para.groupdict().get("n") or para["p"]) if para else None,
        bound=_bound(entry.plain, Span(span.start, m.end()), matter),
        protects=_protects(entry.plain, span, span.start if _PASSIVE.match(entry.plain, m.end()) else m.end()),
        excludes=_excludes(entry.text, span),
        due_at=_due(span.of(entry.plain), span, deadlines),
        until_condition=until[0] if until else None,
    )


def _protects(plain: str, span: Span, verb: int) -> str | None:
    """Whom it protects, as its words behind the command name them."""
    said = _PROTECTS.search(plain, span.start, span.end)
    for m in () if said else _PROTECTED.finditer(plain, verb, span.end):
        if not _ONLY_TOLD.search(plain, max(span.start, m.start() - 24), m.start()):
            said = m
            break
    return said["who"] if said else None


def _excludes(text: str, span: Span) -> Quote | None:
    m = _EXCLUDES.search(text, span.start, span.end)
    return quote(text, m.start(), m.end()) if m else None


def _bound(plain: str, span: Span, matter: Matter | None) -> str | None:
    """Who is bound, as the sentence says before its verb."""
    if matter:
        named = [n for n in mentions(span.of(plain), matter) if n.role is Role.DEFENDANT]
        if named:
            return named[-1].canonical
    m = re.search(r"\b(?:the )?(?:defendants?|government|respondents?)\b", span.of(plain), re.IGNORECASE)
    return m[0] if m else None


def _due(words: str, span: Span, deadlines: Sequence[DeadlineRead]) -> datetime | None:
    """The date by which, where a deadline was read in these very words."""
    plain = " ".join(words.split())
    return next((d.due_at for d in deadlines if d.quote.start <= span.start < d.quote.end and d.what in plain), None)

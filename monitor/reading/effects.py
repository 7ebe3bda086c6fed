"""What a docket entry does to orders. Only a court's own entry has effects, but for REQUESTS, which a motion makes.

Four readers, each with rules as data: titles (heads.toml), grant and deny (relief.toml), verbs on orders
(verbs.toml), and
clauses (effects.toml). Settled, so that one thing done is told once. Nothing here says whether an order binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from monitor.domain.evidence import quote
from monitor.domain.findings import EffectRead, Why
from monitor.domain.vocabulary import DocketKind, Effect, Mode, OrderType, ShowCauseAbout
from monitor.reading.acts import Act, Setting, not_done
from monitor.reading.appeals import bare_dispositions, notice_of_appeal
from monitor.reading.business import is_business
from monitor.reading.docket_kind import COURT_KINDS, mode_of
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.order_types import named_type, stay_type, type_of
from monitor.reading.order_verbs import verb_acts
from monitor.reading.references import motions_named, references
from monitor.reading.rulebook import Rule, compiled, rules_for
from monitor.reading.rulings import motion_named, rulings
from monitor.reading.segment import Span, clauses
from monitor.reading.settled import settle
from monitor.reading.targets import UNNAMED, acts_on_judgment, refers
from monitor.reading.terms import lapse, pronounced, without_notice
from monitor.reading.text import text_of
from monitor.reading.unnamed import unnamed, upon_breach

_COMPLIANCE = compiled(
    r"\bcontempt\b|\bcompl(?:y|iance|ied)|\bviolat\w+|\bdisobe\w+|\benforce\w*|\bfail(?:ed|ing"
    r"|ure)? to (?:implement|obey|honor)"
    r"|\b(?:defendants?|respondents?) (?:shall|must|(?:is|are) (?:ordered|directed) to) (?:show cause|address"
    r"|explain|account)\b"
    r"|\bfalls? short of\b|\bno stay is in place\b|<order_noun>\b[^.;]{0,60}"
    r"\bnot be\b(?! (?:dismiss|remand|transfer|str[iu]ck|disqualif|consolidat|issue|grant|enter|close|vacat"
    r"|dissolv|modif))"
)
_RELIEF = compiled(
    r"\b(?:preliminary injunction|relief|injunction|writ|TRO)\b[^.;]{0,60}\bshould not (?:issue"
    r"|be (?:granted|entered|issued|extended))"
)
_BY_CONSENT = Gated(r"\b(?:this|the within|the foregoing) consent (?:decree|judgment|order)\b", re.IGNORECASE)
"""A judgment that calls itself a consent decree is one, whatever its title."""


def read_effects(entry: Entry, kind: DocketKind, setting: Setting) -> tuple[EffectRead, ...]:
    """The effects of one entry, in the order of the text."""
    if kind is DocketKind.APPEAL:
        return notice_of_appeal(entry, setting)
    if kind is DocketKind.MOTION:
        acts = [*_requests(entry)][:1]
    elif kind in COURT_KINDS:
        found = (act for act in _found(entry, setting) if not is_business(entry.plain, act, setting))
        acts = settle(entry.plain, [_typed(entry.plain, act, setting) for act in found])
        acts = acts or [*unnamed(entry, kind, setting)]
        if not any(act.effect in {Effect.ISSUES, Effect.STAYS} for act in acts):
            acts = settle(entry.plain, [*acts, *upon_breach(entry, setting)])
    else:
        return ()
    mode = mode_of(entry, kind) if kind is not DocketKind.MOTION else None
    return tuple(_dressed(entry, act, mode, setting) for act in sorted(acts, key=lambda a: a.at.start))


def _requests(entry: Entry) -> Iterator[Act]:
    for rule in rules_for("requests", entry.plain, entry.head.start, entry.head.end):
        m = rule.find(entry.plain, entry.head.start, entry.head.end)
        if m:
            at = Span(m.start(), m.end())
            kind = OrderType(rule.yields["type"])
            yield Act(effect=Effect.REQUESTS, type=kind, at=at, clause=entry.head, why=rule.why)


def _found(entry: Entry, setting: Setting) -> Iterator[Act]:
    yield from _titles(entry)
    if entry.marked_vacated:
        return
    parts = [clause for sentence in entry.sentences for clause in clauses(entry.plain, sentence)]
    elsewhere = motion_named(entry.plain, parts)
    for clause in parts:
        yield from rulings(entry.plain, clause, elsewhere)
        yield from verb_acts(entry.plain, clause)
        yield from _ruled(entry.plain, clause, "clause", setting)
        yield from bare_dispositions(entry, clause, setting)
    for sentence in entry.sentences:
        yield from _ruled(entry.plain, sentence, "sentence", setting)


def _typed(plain: str, act: Act, setting: Setting) -> Act:
    """As in "The motion for clarification is granted": the kind of order is named elsewhere in the entry."""
    if act.type is not OrderType.OTHER or act.effect not in UNNAMED or acts_on_judgment(plain, act, setting):
        return act
    if any(ref.entry_number or ref.dated for ref in references(plain, act.clause, setting.day)):
        return act  # it names the order exactly, if not its kind: which order that is, the state knows
    if act.effect is Effect.DENIES_RELIEF and motions_named(plain, act.clause):
        return act  # the motion does
    return msgspec.structs.replace(act, type=named_type(act.clause.of(plain)) or type_of(plain))


def _titles(entry: Entry) -> Iterator[Act]:
    head = entry.head
    title = entry.head_text
    if entry.marked_vacated:  # a clerk edited the old entry in place: what it did is undone
        at = Span(0, head.end)
        why = Why(rule="head.marked_vacated", score=0.9)
        yield Act(effect=Effect.VACATES, type=type_of(title), at=at, clause=at, why=why)
        return
    for rule in rules_for("heads", title):
        m = rule.find(title)
        if m:
            at = Span(head.start, head.start + m.end())
            act = _act(rule, m, at, head, entry.plain)
            consented = act.type is OrderType.PERMANENT_INJUNCTION and _BY_CONSENT.search(entry.plain, head.start)
            yield msgspec.structs.replace(act, type=OrderType.CONSENT_DECREE) if consented else act
            return


_NAMES = ("named", "named2", "named3", "n2", "n3")
"""The groups of a pattern that may hold the name of the order."""


def _ruled(plain: str, clause: Span, where: str, setting: Setting) -> Iterator[Act]:
    folded = text_of(plain).folded
    for rule in rules_for("effects", plain, clause.start, clause.end):
        if rule.yields.get("where", "clause") != where or (rule.yields.get("by") == "above" and not setting.above):
            continue
        if rule.yields.get("needs", "") not in folded:
            continue
        m = _found_by(rule, plain, clause)
        if m and not not_done(plain, clause, m.start()):
            yield _act(rule, m, Span(m.start(), m.end()), clause, plain)


def _found_by(rule: Rule, plain: str, clause: Span) -> re.Match[str] | None:
    """The rule's words; where it says how `near`, its `unless` is looked for only so far before them, and in them."""
    near = rule.yields.get("near")
    if near is None:
        return rule.find(plain, clause.start, clause.end)
    for m in rule.pattern.finditer(plain, clause.start, clause.end):
        if not rule.unless or not rule.unless.search(plain, max(clause.start, m.start() - int(near)), m.end()):
            return m
    return None


def _act(rule: Rule, m: re.Match[str], at: Span, clause: Span, plain: str) -> Act:
    kind = rule.yields["type"]
    if kind == "named":
        kind = type_of(next((m[g] for g in _NAMES if m.re.groupindex.get(g) and m[g]), ""))
    elif kind == "stay":
        kind = stay_type(clause.of(plain))
    return Act(effect=Effect(rule.yields["effect"]), type=OrderType(kind), at=at, clause=clause, why=rule.why)


def _dressed(entry: Entry, act: Act, mode: Mode | None, setting: Setting) -> EffectRead:
    whole = Span(act.clause.start, max(act.clause.end, entry.sentence_at(act.at.start).end))
    end = lapse(entry.plain, _terms_region(entry, act, whole), setting.filed, setting.zone)
    if act.effect is Effect.EXTENDS and not (end.at or end.days or end.until):
        end = lapse(entry.plain, Span(0, len(entry.plain)), setting.filed, setting.zone)
    spoken = pronounced(entry.plain, Span(0, len(entry.plain)), setting.filed, setting.zone, mode)
    lasting = act.effect in {Effect.ISSUES, Effect.EXTENDS, Effect.STAYS}
    return EffectRead(
        effect=act.effect,
        type=act.type,
        mode=mode,
        quote=quote(entry.text, whole.start, whole.end),
        why=act.why,
        re=_about(entry.plain) if act.type is OrderType.SHOW_CAUSE else None,
        extent=act.extent,
        reversal=act.effect is Effect.VACATES and bool(_REVERSED.search(entry.plain, whole.start, whole.end)),
        forthwith=bool(_FORTHWITH.search(entry.plain)),
        refers=refers(entry, act, whole, setting),
        pronounced_at=spoken.at,
        about=spoken.about,
        pronounced_on=spoken.on,
        lapses_on=end.at.date() if lasting and end.at else None,
        lapses_at=end.at if lasting and end.at and not end.whole_day else None,
        lasts_days=end.days if lasting else None,
        lasts_hours=end.hours if lasting else None,
        until_condition=end.until if lasting else None,
        without_notice=without_notice(entry.plain, Span(0, len(entry.plain))) if _may_lack_notice(act) else None,
    )


_REVERSED = Gated(r"\breversed?\b", re.IGNORECASE)
_FORTHWITH = Gated(
    r"\bmandate\b[^.;]{0,40}\b(?:issue|issued|issues) (?:forthwith|immediately)"
    r"|\beffective immediately\b[^.;]{0,40}mandate",
    re.IGNORECASE,
)
_TERM = Gated(
    r"\b(?:expires?|lapses?|in effect|remain in (?:force|effect)|effective for|until further order"
    r"|pending (?:hearing|further order))\b",
    re.IGNORECASE,
)
_TEMPORARY = frozenset({OrderType.TRO, OrderType.ADMINISTRATIVE_STAY, OrderType.STAY_PENDING_APPEAL})


def _terms_region(entry: Entry, act: Act, whole: Span) -> Span:
    """Where an effect's end may stand: its own sentence; for a temporary order also the sentence that speaks of its
    end.
    """
    if act.effect is Effect.ISSUES and act.type in _TEMPORARY:
        ending = next((s for s in entry.sentences if _TERM.search(entry.plain, s.start, s.end)), None)
        return ending or whole
    return whole if act.effect is not Effect.ISSUES else Span(whole.start, whole.start)


def _may_lack_notice(act: Act) -> bool:
    return act.effect is Effect.ISSUES and act.type is OrderType.TRO


def _about(plain: str) -> ShowCauseAbout:
    if _RELIEF.search(plain):
        return ShowCauseAbout.RELIEF
    return ShowCauseAbout.COMPLIANCE if _COMPLIANCE.search(plain) else ShowCauseAbout.OTHER


def asks_about_compliance(effects: Sequence[EffectRead]) -> EffectRead | None:
    """The show-cause order about compliance among the effects, or None."""
    return next((e for e in effects if e.effect is Effect.ISSUES and e.re is ShowCauseAbout.COMPLIANCE), None)

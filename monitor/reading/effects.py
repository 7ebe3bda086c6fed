"""What a docket entry does to orders. Only a court's own entry has effects, but for REQUESTS, which a motion makes.

Four readers, each with rules as data: titles (heads.toml), grant and deny (relief.toml), verbs on orders
(verbs.toml), and
clauses (effects.toml). Settled, so that one thing done is told once. Nothing here says whether an order binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

import msgspec

from monitor.domain.evidence import quote
from monitor.domain.findings import EffectRead, OrderRef, Why
from monitor.domain.vocabulary import DocketKind, Effect, Mode, OrderType, ShowCauseAbout
from monitor.reading.acts import Act, not_done
from monitor.reading.docket_kind import COURT_KINDS, mode_of
from monitor.reading.docket_parts import Entry
from monitor.reading.order_types import named_type, stay_type, type_of
from monitor.reading.order_verbs import verb_acts
from monitor.reading.references import motions_named, oral_order_followed, references
from monitor.reading.rulebook import Rule, compiled, rules
from monitor.reading.rulings import motion_named, rulings
from monitor.reading.segment import Span, clauses
from monitor.reading.terms import lapse, pronounced, without_notice

_COMPLIANCE = compiled(
    r"\bcontempt\b|\bcompl(?:y|iance|ied)|\bviolat\w+|\bdisobe\w+|\benforce\w*|\bfail(?:ed|ing"
    r"|ure)? to (?:implement|obey|honor)"
    r"|\bfalls? short of\b|\bno stay is in place\b|<order_noun>\b[^.;]{0,60}\bnot be\b"
)
_RELIEF = compiled(
    r"\b(?:preliminary injunction|relief|injunction|writ|TRO)\b[^.;]{0,60}\bshould not (?:issue"
    r"|be (?:granted|entered|issued|extended))"
)
_ENJOINED = re.compile(
    r"\b(?:are|is|be) (?:hereby )?(?:also )?(?:enjoined|restrained)(?: and (?:enjoined|restrained))? from\b",
    re.IGNORECASE,
)
_BY_CONSENT = re.compile(r"\b(?:this|the within|the foregoing) consent (?:decree|judgment|order)\b", re.IGNORECASE)
"""A judgment that calls itself a consent decree is one, whatever its title."""
_RESTRAINED = re.compile(
    r"\b(?:defendants?|respondents?|the (?:government|agency|department|bureau|secretary|company|city|county|board"
    r"|warden|debtor))\b"
    r"[^.;:]{0,60}?\b(?:shall|must|may|are|is) not(?: to)? (?!exceed|file|be heard|oppose|object|disclosed?|include"
    r"|seek|reply)\w+",
    re.IGNORECASE,
)
"""A prohibition laid on the side that is sued."""
_FOR_NOW = re.compile(
    r"\b(?:for|runs?|lasts?|expires?|lapses?|effective)\b[^.;]{0,24}\b(?:\d{1,2}|seven|ten|fourteen|twenty-one"
    r"|twenty-eight)(?: \(\d+\))?"
    r" (?:calendar |business )?days\b|\b(?:until|pending) (?:further order|(?:a |the |such )?hearing"
    r"|the court (?:can|may|has|rules))",
    re.IGNORECASE,
)
_BRIEF = re.compile(r"\bfor (?:a period of )?(?:\d{1,2}|seven|ten|fourteen)(?: \(\d+\))? days\b", re.IGNORECASE)
_OPERATIVE = re.compile(r"\b(?:shall|must|directs?|directed to|are ordered|is ordered|ORDERED)\b")
_ORAL_ORDER = re.compile(
    r"\b(?-i:ORAL ORDER|ORAL RULING|RULED FROM THE BENCH)\b|\b(?:court|judge)\b (?:\w+ ){0,2}(?:ordered|orders|directed"
    r"|ORDERED)\b(?! (?:supplemental|briefing))|\b(?:ruled|ordered|directed) (?:orally|from the bench)\b"
    r"|\borally (?:ruled|ordered|directed)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"\W{0,3}that\b", re.IGNORECASE)
_REFERRING = frozenset(
    {OrderType.COMPLIANCE_ORDER, OrderType.SHOW_CAUSE, OrderType.CONTEMPT_FINDING, OrderType.DISCOVERY, OrderType.OTHER}
)


class Setting(msgspec.Struct, frozen=True):
    """What the readers of a docket entry need beside its text: when it was filed, the court's clock, whose orders it
    acts on.
    """

    filed: datetime | None
    zone: tzinfo | None
    acts_on_court: str | None = None
    found_breach: bool = False


def read_effects(entry: Entry, kind: DocketKind, setting: Setting) -> tuple[EffectRead, ...]:
    """The effects of one entry, in the order of the text."""
    if kind is DocketKind.MOTION:
        acts = [*_requests(entry)][:1]
    elif kind in COURT_KINDS:
        acts = settle([_typed(entry.plain, act, setting) for act in _found(entry)])
        acts = acts or [*_fallback(entry, kind, setting)]
        if all(act.effect is Effect.DENIES_RELIEF for act in acts):
            acts = settle([*acts, *_upon_breach(entry, setting)])
    else:
        return ()
    mode = mode_of(entry, kind) if kind is not DocketKind.MOTION else None
    return tuple(_dressed(entry, act, mode, setting) for act in sorted(acts, key=lambda a: a.at.start))


def _requests(entry: Entry) -> Iterator[Act]:
    for rule in rules("requests"):
        m = rule.find(entry.plain, entry.head.start, entry.head.end)
        if m:
            at = Span(m.start(), m.end())
            kind = OrderType(rule.yields["type"])
            yield Act(effect=Effect.REQUESTS, type=kind, at=at, clause=entry.head, why=rule.why)


def _found(entry: Entry) -> Iterator[Act]:
    yield from _titles(entry)
    if entry.marked_vacated:
        return
    parts = [clause for sentence in entry.sentences for clause in clauses(entry.plain, sentence)]
    elsewhere = motion_named(entry.plain, parts)
    for clause in parts:
        yield from rulings(entry.plain, clause, elsewhere)
        yield from verb_acts(entry.plain, clause)
        yield from _ruled(entry.plain, clause, "clause")
    for sentence in entry.sentences:
        yield from _ruled(entry.plain, sentence, "sentence")


_UNNAMED = frozenset(
    {
        Effect.DENIES_RELIEF,
        Effect.DISSOLVES,
        Effect.CLARIFIES,
        Effect.EXTENDS,
        Effect.MODIFIES,
        Effect.VACATES,
        Effect.AFFIRMS,
    }
)


def _typed(plain: str, act: Act, setting: Setting) -> Act:
    """As in "The motion for clarification is granted": the kind of order is named elsewhere in the entry."""
    if act.type is not OrderType.OTHER or act.effect not in _UNNAMED:
        return act
    anchor = setting.filed.date() if setting.filed else None
    if any(ref.entry_number or ref.dated for ref in references(plain, act.clause, anchor)):
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
    for rule in rules("heads"):
        m = rule.find(title)
        if m:
            at = Span(head.start, head.start + m.end())
            act = _act(rule, m, at, head, entry.plain)
            consented = act.type is OrderType.PERMANENT_INJUNCTION and _BY_CONSENT.search(entry.plain, head.start)
            yield msgspec.structs.replace(act, type=OrderType.CONSENT_DECREE) if consented else act
            return


_NAMES = ("named", "named2", "n2", "n3")
"""The groups of a pattern that may hold the name of the order."""


def _ruled(plain: str, clause: Span, where: str) -> Iterator[Act]:
    for rule in rules("effects"):
        if rule.yields.get("where", "clause") != where:
            continue
        m = rule.find(plain, clause.start, clause.end)
        if m and not not_done(plain, clause, m.start()):
            yield _act(rule, m, Span(m.start(), m.end()), clause, plain)


def _act(rule: Rule, m: re.Match[str], at: Span, clause: Span, plain: str) -> Act:
    kind = rule.yields["type"]
    if kind == "named":
        kind = type_of(next((m[g] for g in _NAMES if m.re.groupindex.get(g) and m[g]), ""))
    elif kind == "stay":
        kind = stay_type(clause.of(plain))
    return Act(effect=Effect(rule.yields["effect"]), type=OrderType(kind), at=at, clause=clause, why=rule.why)


def _fallback(entry: Entry, kind: DocketKind, setting: Setting) -> Iterator[Act]:
    """An order that commands without naming its kind: from the bench, or upon a breach the court has just found."""
    m = _ORAL_ORDER.search(entry.plain) if kind is DocketKind.MINUTE_ORDER else None
    if (
        m
        and mode_of(entry, kind) is Mode.ORAL
        and (_OPERATIVE.search(entry.plain, m.start()) or _THAT.match(entry.plain, m.end()))
    ):
        why = Why(rule="effect.issues.oral_command", score=0.6)
        kind_of = _sought(entry) or OrderType.COMPLIANCE_ORDER
        yield Act(
            effect=Effect.ISSUES,
            type=kind_of,
            at=_sentence(entry, m.start()),
            clause=_sentence(entry, m.start()),
            why=why,
        )
        return
    enjoined = _ENJOINED.search(entry.plain)
    if enjoined:
        temporary = "restrain" in enjoined[0].lower() or _BRIEF.search(entry.plain, enjoined.start())
        kind_of = _sought(entry) or (OrderType.TRO if temporary else OrderType.PRELIMINARY_INJUNCTION)
        where = _sentence(entry, enjoined.start())
        yield Act(
            effect=Effect.ISSUES,
            type=kind_of,
            at=where,
            clause=where,
            why=Why(rule="effect.issues.enjoined", score=0.5),
        )
        return
    forbidden = _RESTRAINED.search(entry.plain)
    if forbidden and _FOR_NOW.search(entry.plain):
        where = _sentence(entry, forbidden.start())
        why = Why(rule="effect.issues.forbidden_for_now", score=0.6)
        yield Act(effect=Effect.ISSUES, type=_sought(entry) or OrderType.TRO, at=where, clause=where, why=why)
        return
    yield from _upon_breach(entry, setting)


def _upon_breach(entry: Entry, setting: Setting) -> Iterator[Act]:
    command = _OPERATIVE.search(entry.plain) if setting.found_breach else None
    if command:
        why = Why(rule="effect.issues.upon_breach", score=0.6)
        where = _sentence(entry, command.start())
        yield Act(effect=Effect.ISSUES, type=OrderType.COMPLIANCE_ORDER, at=where, clause=where, why=why)


def _sought(entry: Entry) -> OrderType | None:
    """The kind of order that the motion named in the head asks for, where the ruling itself names none."""
    for rule in rules("requests"):
        if rule.find(entry.plain, entry.head.start, min(len(entry.plain), entry.head.end + 80)):
            return OrderType(rule.yields["type"])
    return None


def _sentence(entry: Entry, at: int) -> Span:
    return next((s for s in entry.sentences if s.holds(at)), Span(at, len(entry.plain)))


def settle(acts: Sequence[Act]) -> list[Act]:
    """Tell each thing done once: the surest rule for an effect on a kind of order, a named kind before OTHER."""
    best: dict[tuple[Effect, OrderType], Act] = {}
    for act in acts:
        known = best.get((act.effect, act.type))
        if known is None or act.why.score > known.why.score:
            best[act.effect, act.type] = act
    named = {a.effect for a in best.values() if a.type is not OrderType.OTHER}
    kept = [a for a in best.values() if a.type is not OrderType.OTHER or a.effect not in named]
    return [a for a in kept if not _covered(a, kept)]


def _covered(act: Act, others: Sequence[Act]) -> bool:
    """Whether another act already says it: a new order upon the old one's conversion, a motion to enforce held in
    contempt.
    """
    has = {(o.effect, o.type) for o in others}
    if act.effect is Effect.DENIES_RELIEF:  # what is refused of a motion granted in part
        return (Effect.ISSUES, act.type) in has or (Effect.STAYS, act.type) in has
    if act.effect is Effect.ISSUES and act.type is OrderType.COMPLIANCE_ORDER:
        return (Effect.ISSUES, OrderType.CONTEMPT_FINDING) in has
    if act.effect is Effect.ISSUES and act.type is OrderType.DISCOVERY:
        return (Effect.ISSUES, OrderType.SHOW_CAUSE) in has
    if act.effect is Effect.STAYS and act.type is OrderType.STAY_PENDING_APPEAL:
        return (Effect.STAYS, OrderType.ADMINISTRATIVE_STAY) in has or (Effect.LIFTS_STAY, act.type) in has
    if act.effect in {Effect.EXTENDS, Effect.CLARIFIES}:
        return any(e in {Effect.CONVERTS, Effect.ISSUES, Effect.EXPIRES} and t is act.type for e, t in has)
    return act.effect is Effect.VACATES and act.type is OrderType.OTHER and any(e is Effect.LIFTS_STAY for e, _ in has)


def _dressed(entry: Entry, act: Act, mode: Mode | None, setting: Setting) -> EffectRead:
    whole = Span(act.clause.start, max(act.clause.end, _sentence(entry, act.at.start).end))
    end = lapse(entry.plain, _terms_region(entry, act, whole), setting.filed, setting.zone)
    if act.effect is Effect.EXTENDS and not (end.at or end.days or end.until):
        end = lapse(entry.plain, Span(0, len(entry.plain)), setting.filed, setting.zone)
    spoken, about = pronounced(entry.plain, Span(0, len(entry.plain)), setting.filed, setting.zone, mode)
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
        refers=_refers(entry, act, whole, setting),
        pronounced_at=spoken,
        about=about,
        lapses_on=end.at.date() if lasting and end.at else None,
        lapses_at=end.at if lasting and end.at and not end.whole_day else None,
        lasts_days=end.days if lasting else None,
        lasts_hours=end.hours if lasting else None,
        until_condition=end.until if lasting else None,
        without_notice=without_notice(entry.plain, Span(0, len(entry.plain))) if _may_lack_notice(act) else None,
    )


_REVERSED = re.compile(r"\breversed?\b", re.IGNORECASE)
_FORTHWITH = re.compile(
    r"\bmandate\b[^.;]{0,40}\b(?:issue|issued|issues) (?:forthwith|immediately)"
    r"|\beffective immediately\b[^.;]{0,40}mandate",
    re.IGNORECASE,
)
_TERM = re.compile(
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


def _refers(entry: Entry, act: Act, whole: Span, setting: Setting) -> tuple[OrderRef, ...]:
    anchor = setting.filed.date() if setting.filed else None
    oral = oral_order_followed(entry.text, anchor)
    if act.effect is Effect.REQUESTS or (act.effect is Effect.ISSUES and act.type not in _REFERRING):
        return (oral,) if oral else ()
    found = references(entry.text, whole, anchor)
    if not any(ref.entry_number or ref.dated for ref in found):
        elsewhere = references(entry.text, Span(0, len(entry.text)), anchor)
        found = (*(r for r in elsewhere if r not in found and (not found or r.type is act.type)), *found)[:3]
    found = tuple(sorted(found, key=lambda ref: ref.type is not act.type))
    if act.effect in _UNNAMED:
        found = (*found, *motions_named(entry.text, act.clause))[:4]
    if setting.acts_on_court:
        found = tuple(msgspec.structs.replace(ref, court=setting.acts_on_court) for ref in found)
        found = found or (OrderRef(court=setting.acts_on_court),)
    return (oral, *found) if oral else found


def _about(plain: str) -> ShowCauseAbout:
    if _RELIEF.search(plain):
        return ShowCauseAbout.RELIEF
    return ShowCauseAbout.COMPLIANCE if _COMPLIANCE.search(plain) else ShowCauseAbout.OTHER


def asks_about_compliance(effects: Sequence[EffectRead]) -> EffectRead | None:
    """The show-cause order about compliance among the effects, or None."""
    return next((e for e in effects if e.effect is Effect.ISSUES and e.re is ShowCauseAbout.COMPLIANCE), None)

"""A reading as one line of `showcause read --watch`: the shapes and labels of the corpus format. The mapping of our
words is here alone.

It says less than a Reading does: a request, an appeal, a rehearing and a recalled mandate have no label there and are
left out; what reinstates an order is shown as what ends its stay; a court's findings become stances.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from monitor.deadlines.periods import counted
from monitor.domain.courts import COURTS
from monitor.domain.findings import DeadlineRead, EffectRead, FindingRead, PositionRead, Reading
from monitor.domain.items import Content, DocketEntry
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import (
    DeadlineKind,
    DocketKind,
    Effect,
    FindingKind,
    LapseReading,
    OrderType,
    Role,
    ShowCauseAbout,
    Stance,
)
from monitor.reading.docket_positions import ACCOUNT

_FINDS = {
    FindingKind.PROBABLE_CAUSE: Stance.FINDS_PROBABLE_CAUSE,
    FindingKind.NONCOMPLIANCE: Stance.FINDS_BREACH,
    FindingKind.CIVIL_CONTEMPT: Stance.FINDS_BREACH,
    FindingKind.CRIMINAL_CONTEMPT: Stance.FINDS_BREACH,
    FindingKind.COMPLIANCE: Stance.FINDS_COMPLIANCE,
}
_FILED = {
    Stance.OUTSIDE_SCOPE: Stance.DENIES_BREACH,
    Stance.NOT_BOUND: Stance.DENIES_BREACH,
    Stance.LACKS_JURISDICTION: Stance.DENIES_BREACH,
    Stance.IMPOSSIBLE: Stance.DENIES_BREACH,
    Stance.MOOT: Stance.DENIES_BREACH,
    Stance.ACTED_BEFORE_EFFECTIVE: Stance.DENIES_BREACH,
    Stance.DEFIES: Stance.DENIES_BREACH,
    Stance.COMPLIED_IN_PART: Stance.REPORTS_COMPLIANCE,
}
"""A docket entry's labels have no excuses of their own; an excuse is a denial there."""
_FILER_ROLE = {Role.COURT: "court", Role.PLAINTIFF: "plaintiff", Role.DEFENDANT: "defendant"}
_NOT_LABELLED = frozenset({Stance.NONE, Stance.QUESTIONS, Stance.ADMITS_ACT, Stance.DECLINES_TO_ANSWER})
_NOT_SHOWN = frozenset({Effect.REQUESTS, Effect.APPEALS, Effect.REHEARS, Effect.RECALLS_MANDATE})
_AS = {Effect.REINSTATES: Effect.LIFTS_STAY}


def as_corpus(
    content: Content, reading: Reading, order_ids: Sequence[str | None], given_id: str, matters: Sequence[Matter] = ()
) -> dict[str, Any]:
    """One line's JSON. `order_ids` holds the public order id for each effect of the reading, or None; it may be
    shorter.
    """
    shown = {"id": given_id, "reader": reading.reader, "notes": list(reading.notes)}
    if isinstance(content, DocketEntry):
        return shown | _docket(reading, order_ids, content.text, content.court)
    return shown | _text(reading, {m.id: m.docket_number for m in matters})


def _docket(reading: Reading, order_ids: Sequence[str | None], text: str, court: str) -> dict[str, Any]:
    ids = [*order_ids, *([None] * len(reading.effects))]
    return {
        "kind": reading.kind,
        "effects": [_effect(e, ids[i]) for i, e in enumerate(reading.effects) if _shown(e)],
        "compliance": _compliance(reading),
        "deadlines": [_deadline(d, court) for d in reading.deadlines if _labelled(reading, d, text)],
        "obligations": [{"quote": o.quote.text, "bound": o.bound, "rule": o.why.rule} for o in reading.obligations],
    }


def _shown(e: EffectRead) -> bool:
    """Whether the corpus has a label for it: none for a request, for a show-cause order about relief or service, nor
    for an order to account, which is told as the court's question.
    """
    asks = e.effect is Effect.ISSUES and e.type is OrderType.SHOW_CAUSE and e.re is not ShowCauseAbout.COMPLIANCE
    return e.effect not in _NOT_SHOWN and not asks and e.why.rule != ACCOUNT


def _effect(e: EffectRead, order: str | None) -> dict[str, Any]:
    return {
        "effect": _AS.get(e.effect, e.effect),
        "order_type": e.type,
        "mode": e.mode,
        "order": order,
        "extent": e.extent,
        "re": e.re,
        "quote": e.quote.text,
        "rule": e.why.rule,
        "score": e.why.score,
    }


def _compliance(reading: Reading) -> list[dict[str, Any]]:
    found = [_finding(f) for f in reading.findings if f.kind in _FINDS]
    principal = {p.actor: p for p in reversed(reading.positions) if p.stance not in _NOT_LABELLED}
    found += [_filed(p) for p in reading.positions if principal.get(p.actor) is p]
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in found:
        seen.setdefault((entry["stance"], entry["actor_role"]), entry)
    return list(seen.values())


def _finding(f: FindingRead) -> dict[str, Any]:
    return {
        "stance": _FINDS[f.kind],
        "actor_role": "court",
        "finding": f.kind,
        "quote": f.quote.text,
        "rule": f.why.rule,
        "score": f.why.score,
    }


def _filed(p: PositionRead) -> dict[str, Any]:
    stance, role = _FILED.get(p.stance, p.stance), _FILER_ROLE.get(p.role, "third_party")
    return {
        "stance": stance,
        "actor_role": role,
        "actor": p.actor,
        "said": p.stance,
        "quote": p.quote.text,
        "rule": p.why.rule,
        "score": p.why.score,
    }


_ON_COMPLIANCE = re.compile(
    r"show cause|contempt|complian|enforc|violat|disobe|evidentiary|explain|knowledge|witness", re.IGNORECASE
)


_ON_RELIEF = re.compile(
    r"\bshow cause\b[^.;]{0,200}?\bshould not (?:issue|be (?:granted|entered|issued|extended))"
    r"|^\W{0,3}order to show cause\b(?=[^.;]{0,40}\btemporary restrain)",
    re.IGNORECASE,
)


def _labelled(reading: Reading, d: DeadlineRead, text: str) -> bool:
    """The corpus labels a hearing only where an order sets it, and about compliance."""
    if d.kind is not DeadlineKind.HEARING:
        return True
    about = _ON_RELIEF.sub("", text)
    return reading.kind is not DocketKind.OTHER and _ON_COMPLIANCE.search(about) is not None


def _ends(d: DeadlineRead, court: str) -> datetime:
    """When it is due: of a period in days as Rule 6(a)(1)(C) rolls it, which is how the corpus counts; else as read."""
    known = COURTS.get(court.lower())
    if known is None or d.period is None or d.period.days is None:
        return d.due_at
    wanted = LapseReading.COURT_DAYS if d.period.court_days else LapseReading.ROLLED
    on = next((due.on for due in counted(d.period, known) if due.reading is wanted), None)
    return d.due_at if on is None else datetime.combine(on, d.due_at.timetz())


def _deadline(d: DeadlineRead, court: str) -> dict[str, Any]:
    return {
        "what": d.what,
        "due_at": _ends(d, court).isoformat(),
        "kind": d.kind,
        "fixed": d.fixed,
        "quote": d.quote.text,
        "rule": d.why.rule,
    }


def _text(reading: Reading, numbers: dict[str, str]) -> dict[str, Any]:
    action = reading.action
    return {
        "concerns": [
            {
                "docket_number": numbers.get(c.matter, c.matter.partition("/")[2]),
                "rule": c.why.rule,
                "score": c.why.score,
            }
            for c in reading.concerns
            if not c.weak
        ],
        "weak_concerns": [c.matter for c in reading.concerns if c.weak],
        "disputes_compliance": reading.disputes_compliance,
        "positions": [_position(p) for p in reading.positions],
        "figures": [
            {"label": f.label, "value": _plain(f.value), "text": f.quote.text, "bound": f.bound} for f in action.figures
        ]
        if action
        else [],
        "syndicated_from": reading.syndicated_from,
        "revises": reading.revises,
    }


def _plain(value: float | None) -> float | int | None:
    """5800, not 5800.0: a count is a whole number."""
    return int(value) if value is not None and value.is_integer() else value


def _position(p: PositionRead) -> dict[str, Any]:
    return {
        "actor": p.actor,
        "role": "third_party" if p.role is Role.OTHER_PARTY else p.role,
        "stance": p.stance,
        "quote": p.quote.text,
        "speech": p.speech,
        "rule": p.why.rule,
        "score": p.why.score,
    }

"""Reads one docket entry: kind, effects, findings, positions, deadlines, obligations. It reads no other entry and
links nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.courts import COURTS, court_of_appeals
from monitor.domain.findings import ActionRead, FindingRead, PositionRead, Reading
from monitor.domain.items import DocketEntry, said_at
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import DocketKind, FindingKind, Stance
from monitor.reading.acting_court import acting_court
from monitor.reading.action_read import grounded_in, read_action
from monitor.reading.acts import Setting
from monitor.reading.called_off import read_called_off
from monitor.reading.court_findings import contempt_granted, court_findings
from monitor.reading.dates import clock_of
from monitor.reading.deadlines_read import read_deadlines
from monitor.reading.docket_kind import COURT_KINDS, docket_kind
from monitor.reading.docket_parts import Entry, take_apart
from monitor.reading.docket_positions import FILINGS, answers_by_number, court_questions, filer_positions
from monitor.reading.effects import read_effects
from monitor.reading.extended_by import read_extended_by
from monitor.reading.matching import docket_matters
from monitor.reading.motions import read_asks, read_ruled
from monitor.reading.obligations import read_obligations
from monitor.reading.voices import voice_of
from monitor.reading.watchlist import Watchlist

_BREACH = frozenset({FindingKind.NONCOMPLIANCE, FindingKind.CIVIL_CONTEMPT, FindingKind.CRIMINAL_CONTEMPT})


def read_docket(content: DocketEntry, watched: Watchlist, reader: str, notes: tuple[str, ...]) -> Reading:
    """The reading of one entry; positions and findings only where a watched matter holds its docket."""
    entry = take_apart(content.text)
    kind = docket_kind(entry)
    concerns = docket_matters(content, watched)
    matter = watched.by_id[concerns[0].matter] if concerns else None
    filed = _hour(content)
    zone = clock_of(content.court, filed)
    higher = acting_court(entry, content.court)
    by = COURTS[higher].cite if higher else _court_name(content, matter)
    above = next((court for court in (higher, content.court.lower()) if court and _is_higher(court)), None)
    voice = voice_of(entry, kind, by, higher=above is not None)
    found = court_findings(entry, matter, voice) if kind in COURT_KINDS else ()
    setting = Setting(
        filed=filed,
        zone=zone,
        acts_on_court=_court_below(content, matter),
        found_breach=any(f.kind in _BREACH for f in found),
        above=above,
        judged_by=_judged_by(above, content.court, matter),
        bankruptcy=_is_bankruptcy(content.court),
    )
    effects = read_effects(entry, kind, setting)
    found = found or contempt_granted(effects, matter, voice)
    deadlines = read_deadlines(entry, kind, filed, zone, hour_known=_hour_known(content))
    said = said_at(content)
    positions = (*filer_positions(entry, kind, matter, said), *court_questions(entry, kind, effects, by, said))
    return Reading(
        reader=reader,
        concerns=concerns,
        kind=kind,
        court=higher,
        effects=effects,
        obligations=read_obligations(entry, effects, deadlines, matter),
        positions=positions,
        findings=found,
        deadlines=deadlines,
        asks=read_asks(entry, kind, setting),
        ruled=read_ruled(entry, kind),
        answers=answers_by_number(entry, kind, matter, said) if not positions else (),
        called_off=read_called_off(entry, kind, filed, zone),
        extended_by=read_extended_by(entry, kind),
        action=_action(content, entry, kind, positions, found),
        disputes_compliance=disputes(positions) or any(f.kind in _BREACH for f in found),
        notes=notes,
    )


def _hour(content: DocketEntry) -> datetime | None:
    """The time that dates in the text are counted from: filed, or entered where the filing's hour is not known."""
    if "filed_at" in content.date_only and content.entered_at and "entered_at" not in content.date_only:
        return content.entered_at
    return content.filed_at or content.entered_at


def _hour_known(content: DocketEntry) -> bool:
    """Whether the time that `_hour` gives has an hour: a source that names only the day gives none."""
    used = "filed_at" if content.filed_at and "filed_at" not in content.date_only else "entered_at"
    return getattr(content, used) is not None and used not in content.date_only


def _court_name(content: DocketEntry, matter: Matter | None) -> str:
    """Who a court's entry speaks for: the matter's judge on its own docket, else the court."""
    if matter and matter.judge and content.court == matter.court:
        return f"Judge {matter.judge}"
    known = COURTS.get(content.court.lower())
    return known.cite if known else content.court


def _court_below(content: DocketEntry, matter: Matter | None) -> str | None:
    """The court whose orders an entry of another court acts on: an appellate ruling acts on the district court's
    order.
    """
    return matter.court if matter and _is_higher(content.court) and content.court != matter.court else None


def _judged_by(above: str | None, court: str, matter: Matter | None) -> str | None:
    """The court of appeals whose judgments the acting court can act on: its own, or for the Supreme Court the one
    between it and the court where the matter began.
    """
    if above != "scotus":
        return above
    began = (matter.court if matter else court).lower()
    known = COURTS.get(began)
    return began if known and known.level == "appellate" else court_of_appeals(began)


def _is_higher(court: str) -> bool:
    known = COURTS.get(court.lower())
    return known is not None and known.level in {"appellate", "supreme"}


def _is_bankruptcy(court: str) -> bool:
    known = COURTS.get(court.lower())
    return known is not None and known.level == "bankruptcy"


def disputes(positions: Sequence[PositionRead]) -> bool:
    """Whether a party alleges a breach or seeks enforcement, a court asks, or a bound party answers by denial or
    excuse.
    """
    return any(p.stance in DISPUTING for p in positions)


DISPUTING = frozenset(
    {
        Stance.ALLEGES_BREACH,
        Stance.SEEKS_ENFORCEMENT,
        Stance.ORDERS_EXPLANATION,
        Stance.DENIES_BREACH,
        Stance.DEFIES,
        Stance.ADMITS_BREACH,
        Stance.ACTED_BEFORE_EFFECTIVE,
        Stance.OUTSIDE_SCOPE,
        Stance.NOT_BOUND,
        Stance.LACKS_JURISDICTION,
        Stance.IMPOSSIBLE,
        Stance.MOOT,
        Stance.COMPLIED_IN_PART,
        Stance.FINDS_BREACH,
        Stance.FINDS_PROBABLE_CAUSE,
        Stance.QUESTIONS,
    }
)


def _action(
    content: DocketEntry,
    entry: Entry,
    kind: DocketKind,
    positions: Sequence[PositionRead],
    found: Sequence[FindingRead],
) -> ActionRead | None:
    """What the entry tells of conduct; a court's entry that neither asks nor finds tells none of its own."""
    if not positions and not found and kind not in FILINGS:
        return None
    filed = _hour(content)
    action = read_action(entry.plain, entry.sentences, (filed, clock_of(content.court, filed)), positions)
    return grounded_in(action, entry.text)

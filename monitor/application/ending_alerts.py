"""Dockets of which a giver tells nothing any more, or soon will not: kept with the poll memory until it does again.

CourtListener switches off its docket alerts for terminated cases in which nothing happened for half a year, and says so
once, a week before and then. Nothing that comes later would show that nothing comes any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from feeds.courtlistener_webhook import AlertsReport
from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.application.signals import Signal, SignalKind

_OF = "alerts"
_ANNOUNCED = timedelta(days=21)
"""How long an announcement stands: it is carried out within a week, or was averted."""


class Ending(msgspec.Struct, frozen=True):
    """Since when the alerts for one docket are off, or are announced to be."""

    docket: int
    since: datetime
    off: bool


_KEPT = msgspec.json.Decoder(tuple[Ending, ...])


def note(memory: Memory, spec: SourceSpec, report: AlertsReport, now: datetime) -> tuple[Ending, ...]:
    """Keep what a report says of the source's dockets, and give that; others are nobody's here."""
    ours = {docket.id for docket in spec.dockets}
    off = dict.fromkeys(report.old, False) | dict.fromkeys(report.disabled, True)
    known = {ending.docket: ending for ending in _kept(memory, spec)}
    said = {
        docket: known[docket] if docket in known and known[docket].off is is_off else Ending(docket, now, is_off)
        for docket, is_off in off.items()
        if docket in ours
    }
    _keep(memory, spec, tuple((known | said).values()))
    return tuple(said.values())


def told_again(memory: Memory, spec: SourceSpec, dockets: Collection[int]) -> None:
    """Forget that the alerts for these dockets end: one has just come."""
    known = _kept(memory, spec)
    left = tuple(ending for ending in known if ending.docket not in dockets)
    if left != known:
        _keep(memory, spec, left)


def ending_signals(spec: SourceSpec, memory: Memory, now: datetime) -> tuple[Signal, ...]:
    """What is to be said of it, for the dockets that are still configured."""
    names = {docket.id: f"{docket.docket_number} ({docket.court})" for docket in spec.dockets}
    return tuple(
        Signal(SignalKind.ALERTS_END, ending.since, _text(names[ending.docket], ending))
        for ending in (_kept(memory, spec) if names else ())
        if ending.docket in names and (ending.off or now - ending.since < _ANNOUNCED)
    )


def _text(name: str, ending: Ending) -> str:
    if ending.off:
        return (
            f"has switched off its alerts for {name}: it tells nothing of that docket until it is followed there anew"
        )
    return f"is about to switch off its alerts for {name}, unless the docket is followed there anew"


def _kept(memory: Memory, spec: SourceSpec) -> tuple[Ending, ...]:
    kept = memory.places.place(spec.id, _OF, spec.url)
    return _KEPT.decode(kept) if kept else ()


def _keep(memory: Memory, spec: SourceSpec, endings: tuple[Ending, ...]) -> None:
    memory.places.keep(spec.id, _OF, spec.url, msgspec.json.encode(endings))

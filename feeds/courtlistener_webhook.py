"""Kind `courtlistener-webhook`: docket alerts that CourtListener posts to us. Believes a secret address, no sender.

Gives: the new entries of the dockets that an account follows, within minutes of CourtListener's seeing them, as
feeds.courtlistener_entry says; of a docket by its id alone.
Never gives: edits, a text that comes later (courtlistener#7423), a deletion (courtlistener#2833), nor a signature.
Quirks: the same event may come again for 54 hours, under the same `Idempotency-Key`; after eight failures the endpoint
is switched off for good, so nothing that was stored may be answered with an error. A docket alert is event type 1; a
report of alerts that end is type 4 (`alerts_report`); others (search alerts 2, RECAP fetch 3) are not entries and are
refused as such, by name.
Known from: CourtListener's webhook documentation (v2, November 2026).
"""

from __future__ import annotations

from collections.abc import Container

import msgspec

from feeds.courtlistener_api import read_entries
from feeds.model import Parsed, Poll, Problem, SourceSpec
from monitor.domain.vocabulary import SourceClass
from monitor.errors import UnreadableError

NAME = "courtlistener-webhook"
SOURCE_CLASS = SourceClass.DOCKET
EXTENSIONS = (".json",)
SITE = "https://www.courtlistener.com"

_DOCKET_ALERT = 1
_ENDING_ALERTS = 4
_OTHERS = {
    2: "a search alert",
    3: "a RECAP fetch",
    _ENDING_ALERTS: "a report of old alerts",
    5: "a document prayed for",
}


class _About(msgspec.Struct, frozen=True):
    event_type: int
    version: int | None = None
    deprecation_date: str | None = None


class _Event(msgspec.Struct, frozen=True):
    webhook: _About
    payload: msgspec.Raw


class _Alert(msgspec.Struct, frozen=True):
    results: tuple[msgspec.Raw, ...]


class _Subscription(msgspec.Struct, frozen=True):
    docket: int


class _Report(msgspec.Struct, frozen=True):
    disabled_alerts: tuple[_Subscription, ...] = ()
    old_alerts: tuple[_Subscription, ...] = ()


class AlertsReport(msgspec.Struct, frozen=True):
    """Dockets by CourtListener's ids: those whose alerts it has switched off, and those whose it soon will."""

    disabled: tuple[int, ...]
    old: tuple[int, ...]


class _Entry(msgspec.Struct, frozen=True):
    docket: int


class _Entries(msgspec.Struct, frozen=True):
    results: tuple[_Entry, ...]


_UNUSABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_EVENT, _ALERT = msgspec.json.Decoder(_Event), msgspec.json.Decoder(_Alert)


def parse(spec: SourceSpec, poll: Poll, _seen: Container[str] = ()) -> Parsed:
    """Read one event. An entry that cannot be used is a Problem and costs no other.

    Raises UnreadableError for what is no docket alert.
    """
    try:
        event = _EVENT.decode(poll.body)
        kind = event.webhook.event_type
        if kind != _DOCKET_ALERT:
            raise UnreadableError(spec.id, f"not a docket alert but {_OTHERS.get(kind, 'an event')} (type {kind})")
        alert = _ALERT.decode(event.payload)
    except _UNUSABLE as error:
        raise UnreadableError(spec.id, f"not an event of CourtListener: {error}") from None
    items, problems = read_entries(spec, alert.results, SITE)
    if event.webhook.deprecation_date:
        ends = f"CourtListener ends version {event.webhook.version} of its webhook: {event.webhook.deprecation_date}"
        problems.append(Problem(source=spec.id, item="webhook", reason=ends))
    return Parsed(source=spec.id, source_class=SOURCE_CLASS, items=tuple(items), problems=tuple(problems), window=False)


def alerts_report(body: bytes) -> AlertsReport | None:
    """What a report of alerts that end says; None for any other event, and for one that cannot be read."""
    try:
        event = _EVENT.decode(body)
        report = (
            msgspec.json.decode(event.payload, type=_Report) if event.webhook.event_type == _ENDING_ALERTS else None
        )
    except _UNUSABLE:
        return None
    if report is None:
        return None
    return AlertsReport(*(tuple(alert.docket for alert in of) for of in (report.disabled_alerts, report.old_alerts)))


def dockets_told(body: bytes) -> frozenset[int]:
    """The dockets that a docket alert has entries of, by CourtListener's ids; none where it cannot be read."""
    try:
        return frozenset(
            entry.docket for entry in msgspec.json.decode(_EVENT.decode(body).payload, type=_Entries).results
        )
    except _UNUSABLE:
        return frozenset()

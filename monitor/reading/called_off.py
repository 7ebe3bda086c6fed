"""What a court takes off its calendar: hearings vacated, deadlines cancelled. A request to do so takes nothing off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from monitor.domain.evidence import quote
from monitor.domain.findings import CalledOff, Why
from monitor.domain.vocabulary import DeadlineKind, DocketKind
from monitor.reading.dates import whens
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.segment import Span

_BY_THE_COURT = frozenset({DocketKind.ORDER, DocketKind.MINUTE_ORDER, DocketKind.OPINION, DocketKind.OTHER})
_CALLED_OFF = Gated(
    r"(?P<what>(?:\b[\w/-]+ ){0,3}\b(?:(?P<hearing>hearing|conference|trial|argument)|deadlines?|due dates?)"
    r"(?:[^.;]|\b(?-i:[A-Z])\.){0,120}?)"
    r"\s(?:is|are) (?:hereby )?(?:vacated|cancell?ed|stricken|terminated|taken off)\b",
    re.IGNORECASE,
)
_WHY = Why(rule="deadline.called_off", score=0.85)


def read_called_off(
    entry: Entry, kind: DocketKind, filed: datetime | None, zone: tzinfo | None
) -> tuple[CalledOff, ...]:
    """What an entry of the court calls off, in its order; nothing where the filing time or the clock is not known."""
    if filed is None or zone is None or kind not in _BY_THE_COURT:
        return ()
    return tuple(found for sentence in entry.sentences for found in _of(entry, sentence, filed, zone))


def _of(entry: Entry, sentence: Span, filed: datetime, zone: tzinfo) -> Iterator[CalledOff]:
    for m in _CALLED_OFF.finditer(entry.plain, sentence.start, sentence.end):
        dated = whens(entry.plain, m.start(), m.end(), filed.astimezone(zone).date(), ahead=True)
        yield CalledOff(
            kind=DeadlineKind.HEARING if m["hearing"] else DeadlineKind.FILING,
            what=" ".join(m["what"].split())[:600],
            quote=quote(entry.text, sentence.start, sentence.end),
            why=_WHY,
            on=dated[0].day if dated else None,
        )

"""When a docket was last looked at by a source in which a filing would show. It polls nothing."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from feeds.kinds import source_class
from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.domain.carries import shows_filings
from monitor.domain.events import CoverageDeclared
from monitor.domain.vocabulary import SourceClass
from monitor.ledger.store import Ledger
from projections.facts_rows import newest_entry
from projections.store import Views


class Looks(NamedTuple):
    """Where to see when something was looked at."""

    specs: tuple[SourceSpec, ...]
    memory: Memory
    ledger: Ledger
    views: Views


def last_look(looks: Looks, matter: str, docket: str) -> datetime | None:
    """The last good poll of the docket's court by a source that carries filings, or the newest entry that one gave.

    A feed of orders and opinions alone was looked at and showed nothing: nothing follows from that. None: never.
    """
    court = docket.partition("/")[0]
    watching = (s for s in looks.specs if s.court == court and source_class(s.kind) is SourceClass.DOCKET)
    seen = [looks.memory.health(s.id).last_good_poll for s in watching if _shows_filings(looks.ledger, s.id)]
    seen.append(newest_entry(looks.views, matter, docket, lambda source: _shows_filings(looks.ledger, source)))
    return max((at for at in seen if at is not None), default=None)


def _shows_filings(ledger: Ledger, source: str) -> bool:
    last = ledger.last(CoverageDeclared.name, source)
    return last is None or not isinstance(last.event, CoverageDeclared) or shows_filings(last.event.declared)

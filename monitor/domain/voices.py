"""Every event that something emits, voice by voice. An event that is not listed here can be neither stored nor read."""

from __future__ import annotations

from monitor.domain.decided import (
    ActionsJoined,
    ActionsParted,
    ItemRedacted,
    OrdersJoined,
    OrdersParted,
    ReadingConfirmed,
    ReadingCorrected,
    ReadingRejected,
)
from monitor.domain.events import (
    CoverageDeclared,
    CoverageGapObserved,
    DeadlineArrived,
    DigestFailed,
    DigestPrepared,
    DigestSent,
    DigestUncertain,
    DocketEntryObserved,
    Event,
    ItemRead,
    ItemRevised,
    ItemShownAgain,
    ItemWithdrawn,
    LapseArrived,
    MatterAmended,
    MatterRetired,
    MatterWatched,
    NewsItemObserved,
    StatementObserved,
)
from monitor.domain.polled import CoverageExtended, SourceMoved

OBSERVED = (DocketEntryObserved, StatementObserved, NewsItemObserved, ItemRevised, ItemWithdrawn, ItemShownAgain)
POLLED = (CoverageDeclared, CoverageGapObserved, CoverageExtended, SourceMoved)
READ = (ItemRead,)
DECIDED = (
    ReadingConfirmed,
    ReadingCorrected,
    ReadingRejected,
    OrdersJoined,
    OrdersParted,
    ActionsJoined,
    ActionsParted,
    ItemRedacted,
)
WATCHED = (MatterWatched, MatterAmended, MatterRetired)
CLOCK_AND_TOLD = (LapseArrived, DeadlineArrived, DigestPrepared, DigestSent, DigestFailed, DigestUncertain)

EVENTS: tuple[type[Event], ...] = (*OBSERVED, *POLLED, *READ, *DECIDED, *WATCHED, *CLOCK_AND_TOLD)
"""All of them."""

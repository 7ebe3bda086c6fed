"""The shapes in which coverage is shown: who looked at what, from when to when, and what nobody saw. Plain data."""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.vocabulary import Reach, SourceClass


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    since: datetime = msgspec.field(name="from")
    until: datetime = msgspec.field(name="to")


class GapView(_Span, frozen=True, kw_only=True):
    """A time in which items may have been missed."""

    source: str
    why: str


class StretchView(_Span, frozen=True, kw_only=True):
    """A time of which something is to be said, and what."""

    why: str


class SourceCoverageView(msgspec.Struct, frozen=True, kw_only=True):
    """How one source was looked at, as the record has it.

    `source_class` and `reach` are None where the record does not say them. `polls` are the good ones, None where some
    were not counted.
    `declared` are the source's own words on what it carries, `shows_filings` whether parties' filings are among that.
    `silences` are times without a good poll that a later poll reached back over; `gaps` those that none did.
    `last_good_poll` and `stale` are the poll memory's, not the record's: None and False in any replay.
    """

    source: str
    source_class: SourceClass | None
    reach: Reach | None
    court: str | None
    declared: str | None
    shows_filings: bool | None
    since: datetime | None = msgspec.field(name="from")
    until: datetime | None = msgspec.field(name="to")
    polls: int | None
    every_seconds: int | None
    silences: tuple[StretchView, ...]
    gaps: tuple[StretchView, ...]
    items: int
    last_good_poll: datetime | None = None
    stale: bool = False


class DocketCoverageView(msgspec.Struct, frozen=True, kw_only=True):
    """One docket of the matter: which sources show it, from when to when, and when it went unseen.

    `unseen` are the times in which no feed of its court was looked at, where there is one: what is delivered, or what
    somebody else copied, does not show that nothing else was entered. The poll memory's last good poll counts there.
    """

    docket: str
    sources: tuple[str, ...]
    since: datetime | None = msgspec.field(name="from")
    until: datetime | None = msgspec.field(name="to")
    unseen: tuple[StretchView, ...]


class LateView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that came late: `entered` more than a day after it was filed, or `seen` more than a day after entry."""

    what: str
    item: str
    docket: str
    entry_number: int | None
    filed_at: datetime | None
    entered_at: datetime | None
    first_seen_at: datetime
    source: str


class FirstSightView(msgspec.Struct, frozen=True, kw_only=True):
    """When entries were first seen, against when they were entered.

    `entries` are all, `earlier` those that were there when we began or were handed in, `timed` those seen live of which
    the minute of entry is known: the seconds are of these.
    """

    entries: int
    earlier: int
    timed: int
    median_seconds: int | None
    longest_seconds: int | None
    late: tuple[LateView, ...]


class GivenView(_Span, frozen=True, kw_only=True):
    """Items that came as lines: handed in from the first to the last of these times, and looked for by nobody."""

    source: str
    items: int

"""What a source says, before anybody has read it. Times are aware datetimes; text is as received.

An item has no meaning here: no effects, no positions. Reading it is monitor.reading's work.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec

from monitor.domain.ids import docket_key


class DocketEntry(msgspec.Struct, frozen=True, tag="docket_entry", kw_only=True, omit_defaults=True):
    """One entry of one docket as a source gave it.

    `filed_at` and `entered_at` differ for a fifth of real entries; either may be unknown. `date_only` names those of
    the two whose hour the source did not give (they then stand at 00:00 in the court's zone and mean the day).
    `seq_no` is CM/ECF's own number of the event (`de_seqno`). `stub` is an entry of which only the event type is known.
    """

    court: str
    docket_number: str
    case_name: str
    text: str
    entry_number: int | None = None
    seq_no: int | None = None
    filed_at: datetime | None = None
    entered_at: datetime | None = None
    date_only: tuple[str, ...] = ()
    stub: bool = False
    url: str | None = None


class Statement(msgspec.Struct, frozen=True, tag="statement", kw_only=True, omit_defaults=True):
    """An official's own publication: a press release, a post, a briefing. `speaker` comes from configuration."""

    outlet: str
    title: str
    text: str
    published_at: datetime
    speaker: str | None = None
    url: str | None = None


class NewsItem(msgspec.Struct, frozen=True, tag="news", kw_only=True, omit_defaults=True):
    """What an outlet published. It can report a finding or an order; it can never make one."""

    outlet: str
    title: str
    text: str
    published_at: datetime
    url: str | None = None


Content: TypeAlias = DocketEntry | Statement | NewsItem


def full_text(content: Content) -> str:
    """The text that quotes point into: a docket entry's text; otherwise title, line feed, body."""
    if isinstance(content, DocketEntry):
        return content.text
    return f"{content.title}\n{content.text}"


def said_at(content: Content) -> datetime | None:
    """When it was said, as the source has it: entered, else filed; or published."""
    if isinstance(content, DocketEntry):
        return content.entered_at or content.filed_at
    return content.published_at


def aliases(content: Content) -> tuple[str, ...]:
    """Names under which another source may show the same filing; none for what is not a docket entry.

    Several events of one filing share them, so an alias alone never joins two entries (projections.facts decides).
    """
    if not isinstance(content, DocketEntry):
        return ()
    docket = docket_key(content.court, content.docket_number)
    names = [f"{docket}/e{content.entry_number}"] if content.entry_number is not None else []
    if content.seq_no is not None:
        names.append(f"{docket}/s{content.seq_no}")
    return tuple(names)

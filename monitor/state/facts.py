"""What the fold is given: one fact for each recorded event that says something of a matter. No I/O, no clock.

An item's fact holds its latest content and the reading in force (a person's correction beats a reading, a newer
reader an older one); which reading that is is decided where facts are made (projections.facts), so the fold sees
one per item.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.vocabulary import LapseReading, Occasion, SourceClass


class ItemFact(msgspec.Struct, frozen=True, kw_only=True, tag="item"):
    """One item as it now stands: `first_seq` and `seen_at` are those of its observation and never change.

    `seq` is that of the newest event the fact rests on (a revision, a reading or a decision). `aliases` are other names
    of the same filing; `read_by` is the reader's version, or the person who corrected or rejected what it read.
    """

    key: str
    item: str
    source: str
    source_class: SourceClass
    first_seq: int
    seq: int
    seen_at: datetime
    occasion: Occasion
    content: DocketEntry | Statement | NewsItem
    reading: Reading
    read_by: str
    aliases: tuple[str, ...] = ()
    revision: int = 0


class LapseFact(msgspec.Struct, frozen=True, kw_only=True, tag="lapse"):
    """The clock reached a lapse of an order under one reading."""

    seq: int
    order: str
    reading: LapseReading
    at: datetime


class DeadlineFact(msgspec.Struct, frozen=True, kw_only=True, tag="deadline"):
    """The clock reached a deadline."""

    seq: int
    deadline: str
    at: datetime


class GapFact(msgspec.Struct, frozen=True, kw_only=True, tag="gap"):
    """A source of one of the matter's dockets may have shown entries that nobody saw, between `since` and `at`."""

    seq: int
    source: str
    since: datetime
    at: datetime
    why: str


class LinkKind(StrEnum):
    """What two handles are of."""

    ORDERS = "orders"
    ACTIONS = "actions"


class LinkFact(msgspec.Struct, frozen=True, kw_only=True, tag="link"):
    """A person said that two handles (item key, ordinal) are of one order or action, or of two; `ids` as then shown.

    It is no event of the world and has no time there: it holds for whatever time the matter is folded.
    """

    seq: int
    kind: LinkKind
    joined: bool
    one: tuple[str, int]
    other: tuple[str, int]
    ids: tuple[str, str]
    by: str
    reason: str
    decided_at: datetime


Fact = ItemFact | LapseFact | DeadlineFact | GapFact | LinkFact

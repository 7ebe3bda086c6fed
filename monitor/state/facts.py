"""What the fold is given: one fact for each recorded event that says something of a matter. No I/O, no clock.

An item's fact holds its latest content and the reading in force (a person's correction beats a reading, a newer
reader an older one); which reading that is is decided where facts are made (projections.facts), so the fold sees
one per item.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.vocabulary import LapseReading, LinkKind, Occasion, SourceClass


class Withdrawal(msgspec.Struct, frozen=True):
    """A source no longer shows an item: `last_shown` is the last good poll with it, `gone_since` the first without."""

    source: str
    last_shown: datetime
    gone_since: datetime


class ItemFact(msgspec.Struct, frozen=True, kw_only=True, tag="item"):
    """One item as it now stands: `first_seq` and `seen_at` are those of its observation and never change.

    `seq` is that of the newest event the fact rests on (a revision, a reading or a decision). `aliases` are other names
    of the same filing; `revised_at` is when its last revision was seen; `read_by` is the reader's version, or the
    person who corrected or rejected what it read.
    `withdrawn` are the sources that no longer show their copy, `also_from` those whose copy stands all the same (given
    only then), and `shown_seq` the newest event that says so. `made` is the number of the entry that gave the fact as
    it stands, be that another copy's.
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
    revised_at: datetime | None = None
    withdrawn: tuple[Withdrawal, ...] = ()
    also_from: tuple[str, ...] = ()
    shown_seq: int = 0
    made: int = 0

    @property
    def newest(self) -> int:
        """The number of the newest event that the fact rests on in any way."""
        return max(self.seq, self.shown_seq, self.made)

    @property
    def gone_since(self) -> datetime | None:
        """Since when no source of ours shows it; None while one does, or gave it once for all (a notice by mail)."""
        if not self.withdrawn or self.also_from:
            return None
        return max(copy.gone_since for copy in self.withdrawn)


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


class EditFact(msgspec.Struct, frozen=True, kw_only=True):
    """An entry was seen edited in place, so that what it had done is undone; made by the fold from the item itself."""

    seq: int
    item: str
    at: datetime


Step = Fact | EditFact
"""What the fold takes one after another."""

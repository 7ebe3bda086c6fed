"""One recorded item as it now stands, and where items are kept while facts are made. It has one rule: what a person
decided beats the newest reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.items import Content, DocketEntry
from monitor.domain.vocabulary import Occasion, SourceClass, Verdict
from monitor.state.facts import Withdrawal
from projections.decisions import Decision


class Item(msgspec.Struct, kw_only=True):
    """One item as it now stands: its newest content, the newest reading of it, and what a person decided about it.

    `overtaken` is a decision about content that no longer counts: an earlier revision, or the words of another copy.
    """

    key: str
    item: str
    source: str
    source_class: SourceClass
    first_seq: int
    seq: int
    seen_at: str
    occasion: Occasion
    content: Content
    content_hash: str
    revision: int = 0
    revised_at: str = ""
    reading: Reading | None = None
    decision: Decision | None = None
    overtaken: Decision | None = None
    withdrawn: Withdrawal | None = None
    shown_seq: int = 0

    @property
    def in_force(self) -> Reading | None:
        """The reading that counts: as a person decided, else as the newest reader understood it."""
        return self.reading if self.decision is None or self.decision.reading is None else self.decision.reading

    @property
    def read_by(self) -> str:
        """Whose reading counts: the reader's version, with who confirmed it; or the person who decided otherwise."""
        reader = self.in_force.reader if self.in_force else ""
        decided = self.decision
        confirmed = decided is not None and decided.verdict is Verdict.CONFIRMED and decided.reading is not None
        return f"{reader}, confirmed by {decided.by}" if decided and confirmed else reader

    @property
    def is_stub(self) -> bool:
        """Whether only the entry's type is known."""
        return isinstance(self.content, DocketEntry) and self.content.stub


class Items(Protocol):
    """Where items are kept while facts are made."""

    def get(self, key: str) -> Item | None:
        """The item with this key."""

    def put(self, item: Item) -> None:
        """Keep it."""

    def sharing(self, alias: str) -> Iterable[Item]:
        """Items that carry the alias."""


def content_hash(content: Content) -> str:
    """A name for a content: equal contents have equal names."""
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:32]

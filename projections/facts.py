"""From recorded events to the facts of a matter. Pure over an item store; decides which reading of an item is in force.

One filing seen by several sources is one fact: the stub of a feed and the full text of a notice e-mail, or the same
text twice. It refuses to join two entries that merely share a number: siblings of one filing stay apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from monitor.domain.decided import Linked, Reviewed
from monitor.domain.events import (
    AnyObserved,
    CoverageGapObserved,
    DeadlineArrived,
    DocketEntryObserved,
    ItemRead,
    ItemRevised,
    ItemShownAgain,
    ItemWithdrawn,
    LapseArrived,
    NewsItemObserved,
    StatementObserved,
)
from monitor.domain.findings import Reading
from monitor.domain.items import Content, DocketEntry, aliases, said_at
from monitor.domain.matters import Matter
from monitor.domain.sketch import likeness, sketch
from monitor.domain.vocabulary import Occasion, SourceClass, Verdict
from monitor.ledger.store import Entry
from monitor.state.facts import DeadlineFact, Fact, GapFact, ItemFact, LapseFact, Withdrawal
from projections.decisions import Decision, decision_of, link_fact

SAME_TEXT = 0.5
"""Two full texts of one entry number are one filing from this likeness on: courts' own edits keep more than half."""
_ONE_DAY = timedelta(days=1)
_FILED_TO_ENTERED = timedelta(days=4)
"""A fifth of real entries are entered after the day of filing; over a weekend that is up to four days."""
_CLASS = {
    DocketEntryObserved: SourceClass.DOCKET,
    StatementObserved: SourceClass.STATEMENT,
    NewsItemObserved: SourceClass.NEWS,
}


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


def facts_of(entry: Entry, items: Items) -> list[tuple[str, Fact]]:
    """Give the facts that an entry makes or changes, each with its matter; none while an item has not been read."""
    facts: list[tuple[str, Fact]] = []
    match entry.event:
        case DocketEntryObserved() | StatementObserved() | NewsItemObserved():
            items.put(_observed(entry, entry.event))
        case ItemRevised():
            _revise(entry, entry.event, items)
        case ItemRead():
            facts = _read(entry, entry.event, items)
        case event if isinstance(event, Reviewed):
            facts = _decide(entry, event, items)
        case event if isinstance(event, Linked):
            facts = [link_fact(event, entry.seq)]
        case ItemWithdrawn(of=of, source=source, last_shown=last, gone_since=since):
            facts = _shown(entry, of, Withdrawal(source, last, since), items)
        case ItemShownAgain(of=of):
            facts = _shown(entry, of, None, items)
        case LapseArrived(matter_id=matter, order=order, reading=reading, at=at):
            facts = [(matter, LapseFact(seq=entry.seq, order=order, reading=reading, at=at))]
        case DeadlineArrived(matter_id=matter, deadline=deadline, at=at):
            facts = [(matter, DeadlineFact(seq=entry.seq, deadline=deadline, at=at))]
    return facts


def gaps_of(entry: Entry, watched: Iterable[Matter]) -> list[tuple[str, Fact]]:
    """Give what could not be seen as a fact of every matter with a docket at that court; nothing for other entries."""
    match entry.event:
        case CoverageGapObserved(source=source, court=str() as court, since=since, until=until):
            fact = GapFact(seq=entry.seq, source=source, since=since, at=until, why="two polls did not overlap")
            return [(m.id, fact) for m in watched if any(d.startswith(f"{court}/") for d in m.docket_keys)]
        case _:
            return []


def _observed(entry: Entry, event: AnyObserved) -> Item:
    return Item(
        key=entry.key,
        item=event.item,
        source=event.source,
        source_class=_CLASS[type(event)],
        first_seq=entry.seq,
        seq=entry.seq,
        seen_at=event.polled_at.isoformat(),
        occasion=event.occasion,
        content=event.content,
        content_hash=content_hash(event.content),
    )


def _revise(entry: Entry, event: ItemRevised, items: Items) -> None:
    item = items.get(event.of)
    if item is None or event.revision <= item.revision:
        return
    item.content, item.content_hash = _numbered(item.content, event.content), event.content_hash
    item.revision, item.seq, item.occasion = event.revision, entry.seq, event.occasion
    item.revised_at = event.polled_at.isoformat()
    if item.decision is not None:
        item.decision, item.overtaken = None, item.decision
    if item.withdrawn is not None:  # what is shown in other words is shown
        item.withdrawn, item.shown_seq = None, entry.seq
    items.put(item)


def _shown(entry: Entry, of: str, withdrawn: Withdrawal | None, items: Items) -> list[tuple[str, Fact]]:
    """A source shows its copy no longer, or again: what the item says and did is not touched by that."""
    item = items.get(of)
    if item is None:
        return []
    item.withdrawn, item.shown_seq = withdrawn, entry.seq
    return _changed(item, frozenset(), items)


def _read(entry: Entry, event: ItemRead, items: Items) -> list[tuple[str, Fact]]:
    item = items.get(event.of)
    if item is None or event.revision != item.revision:
        return []
    before = _matters(item)
    item.reading, item.seq = event.reading, entry.seq
    return _changed(item, before, items)


def _decide(entry: Entry, event: Reviewed, items: Items) -> list[tuple[str, Fact]]:
    """A decision about the present revision counts from now on; one that a revision outran waits for a person."""
    item = items.get(event.of)
    if item is None:
        return []
    decision = decision_of(event, entry.seq, item.reading, item.source_class)
    if event.revision != item.revision:
        item.overtaken = decision
        items.put(item)
        return []
    before = _matters(item)
    item.decision, item.overtaken, item.seq = decision, None, entry.seq
    return _changed(item, before, items)


def _changed(item: Item, before: AbstractSet[str], items: Items) -> list[tuple[str, Fact]]:
    """The facts of an item that is otherwise now than before, also for the matters that it was about `before`."""
    items.put(item)
    return [
        (matter, fact)
        for member, fact in _joined(item, items)
        for matter in sorted(_matters(member) | (before if member.key == item.key else set()))
    ]


def _matters(item: Item) -> set[str]:
    return {c.matter for c in item.in_force.concerns if not c.weak} if item.in_force else set()


def _joined(item: Item, items: Items) -> list[tuple[Item, ItemFact]]:
    """The item's fact, or those of every source's copy of its filing: one holds the words, the others are empty."""
    group = _same_filing(item, items)
    made = max(item.seq, item.shown_seq)  # the entry that is the reason for all of these
    if len(group) == 1:
        return [(item, _fact(item, item, group, made))]
    first = min(group, key=lambda m: m.first_seq)
    best = max(group, key=lambda m: (not m.is_stub, m.decision is not None, len(_text(m)), -m.first_seq))
    for member in group:
        if member.decision is not None and member is not best:
            member.decision, member.overtaken = None, member.decision
            items.put(member)
    best = msgspec.structs.replace(best, content=_timed(best.content, group))
    return [(m, _fact(m, best if m is first else None, group, made)) for m in group]


def _same_filing(item: Item, items: Items) -> list[Item]:
    """Copies of one filing, by first sight; just the item where nothing, or only siblings, share its number."""
    shared = {
        m.key: m for alias in aliases(item.content) for m in items.sharing(alias) if m.reading and _agree(item, m)
    }
    shared[item.key] = item
    members = sorted(shared.values(), key=lambda m: m.first_seq)
    base = next((m for m in members if not m.is_stub), None)
    if base is None:
        return [item]
    alike = [m for m in members if m.is_stub or m is base or _alike(m, base)]
    return alike if any(m.key == item.key for m in alike) else [item]


def _agree(a: Item, b: Item) -> bool:
    """Whether the two were entered, or filed, within a day; filed against entered may lie further apart.

    A time that is not known agrees with any.
    """
    one, other = a.content, b.content
    if isinstance(one, DocketEntry) and isinstance(other, DocketEntry):
        for mine, theirs in ((one.entered_at, other.entered_at), (one.filed_at, other.filed_at)):
            if mine is not None and theirs is not None:
                return abs(mine - theirs) <= _ONE_DAY
    at, bt = said_at(one), said_at(other)
    return at is None or bt is None or abs(at - bt) <= _FILED_TO_ENTERED


def _alike(a: Item, b: Item) -> bool:
    return likeness(sketch(_text(a)), sketch(_text(b))) >= SAME_TEXT


def _text(item: Item) -> str:
    return item.content.text


def _fact(item: Item, words: Item | None, group: list[Item], made: int) -> ItemFact:
    """The fact of `item` with the words of `words` (itself, or the fullest copy of its filing's `group`), or none."""
    gone = tuple(copy.withdrawn for copy in group if copy.withdrawn) if words else ()
    source = words or item
    own = item.in_force or Reading(reader="")
    reading = source.in_force if words else None
    reading = reading or Reading(reader=own.reader, concerns=own.concerns)
    return ItemFact(
        key=item.key,
        item=source.item,
        source=source.source,
        source_class=item.source_class,
        first_seq=item.first_seq,
        seq=max(item.seq, source.seq),
        seen_at=datetime.fromisoformat(item.seen_at),
        occasion=item.occasion,
        content=_numbered(item.content, source.content),
        reading=reading,
        read_by=source.read_by,
        aliases=aliases(item.content),
        revision=source.revision,
        revised_at=datetime.fromisoformat(source.revised_at) if source.revised_at else None,
        withdrawn=gone,
        also_from=tuple(copy.source for copy in group if not copy.withdrawn) if gone else (),
        shown_seq=max(copy.shown_seq for copy in group) if words else 0,
        made=made,
    )


def _timed(best: Content, group: list[Item]) -> Content:
    """The best content with the minute of entry that another copy gives and it lacks."""
    if not isinstance(best, DocketEntry) or best.entered_at is not None:
        return best
    known = (m.content.entered_at for m in group if isinstance(m.content, DocketEntry))
    return msgspec.structs.replace(best, entered_at=next((at for at in known if at is not None), None))


def _numbered(first: Content, best: Content) -> Content:
    """The best content under the numbers first seen, so that a public id made from them never changes."""
    if first is best or not (isinstance(first, DocketEntry) and isinstance(best, DocketEntry)):
        return best
    named = first.seq_no is not None or first.entry_number is not None
    return msgspec.structs.replace(
        best,
        seq_no=first.seq_no if named else best.seq_no,
        entry_number=best.entry_number if first.entry_number is None else first.entry_number,
    )

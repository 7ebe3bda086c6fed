"""From recorded events to the facts of a matter. Pure over an item store; decides which reading of an item is in force.

One filing seen by several sources is one fact (projections.copies says which items are).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

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
from monitor.domain.items import aliases
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import SourceClass
from monitor.ledger.store import Entry
from monitor.state.facts import DeadlineFact, Fact, GapFact, ItemFact, LapseFact, Withdrawal
from projections.copies import numbered, same_filing, timed
from projections.decisions import decision_of, link_fact
from projections.item import Item, Items, content_hash

_CLASS = {
    DocketEntryObserved: SourceClass.DOCKET,
    StatementObserved: SourceClass.STATEMENT,
    NewsItemObserved: SourceClass.NEWS,
}


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
    item.content, item.content_hash = numbered(item.content, event.content), event.content_hash
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
    group = same_filing(item, items)
    made = max(item.seq, item.shown_seq)  # the entry that is the reason for all of these
    if len(group) == 1:
        return [(item, _fact(item, item, group, made))]
    first = min(group, key=lambda m: m.first_seq)
    best = max(group, key=lambda m: (not m.is_stub, m.decision is not None, len(m.content.text), -m.first_seq))
    for member in group:
        if member.decision is not None and member is not best:
            member.decision, member.overtaken = None, member.decision
            items.put(member)
    best = msgspec.structs.replace(best, content=timed(best.content, group))
    return [(m, _fact(m, best if m is first else None, group, made)) for m in group]


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
        content=numbered(item.content, source.content),
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

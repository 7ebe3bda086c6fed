"""The present reader and the present matters over every recorded item: what is read otherwise, and recording that.

An item that is read as before is left alone. What a person decided stands whatever is read. It can be cut off at any
moment and run again: what was recorded is then read as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from monitor.application.drafts import Watch
from monitor.application.findings_file import as_file
from monitor.domain.events import ItemRead
from monitor.domain.findings import Reading
from monitor.domain.items import Content
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Draft, Entry, Ledger
from monitor.reading.reader import read
from monitor.state.change import Change
from monitor.state.facts import Fact
from monitor.state.fold import MatterFold
from monitor.state.revised import revisions
from projections import facts_rows, items, matters
from projections.facts import facts_of
from projections.item import Item
from projections.items import HeldItems
from projections.store import Views

CHUNK = 200
"""Items a transaction, so that an interruption repeats little."""
Progress = Callable[[int], None]


class Otherwise(msgspec.Struct, frozen=True, kw_only=True):
    """One item that the present reader reads otherwise. `before` and `after` hold the parts that differ.

    `stands` names the person by whose decision it is read, so that the new reading changes nothing.
    """

    item: str
    source: str
    key: str
    reader: str
    stands: str | None
    before: dict[str, Any]
    after: dict[str, Any]


class RereadReport(msgspec.Struct, kw_only=True):
    """What came of a run: items looked at, those read otherwise, how many readings were recorded.

    `changes` is what is, or would be, shown otherwise of orders and actions.
    """

    items: int = 0
    recorded: int = 0
    otherwise: list[Otherwise] = []
    changes: list[Change] = []


class Rereading:
    """One run over the items of a record. `catch_up` brings the views to its head."""

    def __init__(
        self,
        ledger: Ledger,
        views: Views,
        watched: Watch,
        catch_up: Callable[[], object],
        clock: Callable[[], datetime],
        reader: Callable[[Content, Sequence[Matter]], Reading] = read,
    ) -> None:
        self._ledger, self._views, self._watched = ledger, views, watched
        self._catch_up, self._clock, self._reader = catch_up, clock, reader

    def run(self, *, record: bool, progress: Progress | None = None) -> RereadReport:
        """Read every item again; with `record` append what is read otherwise, else say what would change.

        Raises LedgerError when the record cannot be written: what earlier chunks read is then recorded.
        """
        self._catch_up()
        report = RereadReport()
        newly: list[ItemRead] = []
        for chunk in _chunks(items.keys(self._views)):
            found = [event for item in self._present(chunk) if (event := self._read(item, report)) is not None]
            report.items += len(chunk)
            if record:
                report.recorded += self._append(found)
            newly += found
            if progress:
                progress(len(chunk))
        report.changes = self._changes(newly) if not record else []
        self._catch_up()
        return report

    def _present(self, keys: Iterable[str]) -> Iterator[Item]:
        for key in keys:
            item = items.current(self._views, key)
            if item is not None:
                yield item

    def _read(self, item: Item, report: RereadReport) -> ItemRead | None:
        """The reading of an item that is read otherwise now; None for one that is read as before."""
        known, now = item.reading, self._reader(item.content, self._watched.matters)
        if known is not None:  # which copy of an article is whose is not for one item's reader to say
            now = msgspec.structs.replace(now, syndicated_from=known.syndicated_from, revises=known.revises)
        if known is not None and msgspec.structs.replace(known, reader=now.reader) == now:
            return None
        report.otherwise.append(_otherwise(item, known or Reading(reader=""), now))
        return ItemRead(
            of=item.key,
            revision=item.revision,
            occasion=Occasion.REREAD,
            matters_revision=self._watched.revision,
            reading=now,
        )

    def _append(self, events: list[ItemRead]) -> int:
        """Append readings; one whose key stands was read so before and otherwise since, and takes the next round."""
        recorded = 0
        while events:
            entries = self._ledger.append([Draft(event=event, cause=event.of) for event in events], self._clock())
            recorded += sum(entry is not None for entry in entries)
            stood = [event for event, entry in zip(events, entries, strict=True) if entry is None]
            self._catch_up()
            events = [msgspec.structs.replace(e, round=e.round + 1) for e in stood if not self._is_read_so(e)]
        return recorded

    def _is_read_so(self, event: ItemRead) -> bool:
        """Whether somebody else recorded that reading just now, or a revision made it one of the past."""
        item = items.current(self._views, event.of)
        return item is None or item.revision != event.revision or item.reading == event.reading

    def _changes(self, events: list[ItemRead]) -> list[Change]:
        """What would be shown otherwise, matter by matter; nothing is written."""
        held, head = HeldItems(self._views.connection), self._ledger.head()
        facts: dict[str, list[Fact]] = {}
        for seq, event in enumerate(events, start=head + 1):
            for matter, fact in facts_of(Entry(seq, self._clock(), event.key, None, event), held):
                facts.setdefault(matter, []).append(fact)
        return [change for matter in sorted(facts) for change in self._changed(matter, facts[matter])]

    def _changed(self, ident: str, facts: list[Fact]) -> tuple[Change, ...]:
        matter = matters.one(self._views.connection, ident)
        if matter is None:
            return ()
        fold = MatterFold(matter)
        for fact in facts_rows.of_matter(self._views.connection, ident):
            fold.add(fact)
        before = fold.state()
        for fact in facts:
            fold.add(fact)
        return revisions(before, fold.state())


def _otherwise(item: Item, known: Reading, now: Reading) -> Otherwise:
    was, is_now = as_file(known, item.content), as_file(now, item.content)
    parts = [name for name in is_now if was[name] != is_now[name]]
    return Otherwise(
        item=item.item,
        source=item.source,
        key=item.key,
        reader=now.reader,
        stands=item.decision.by if item.decision and item.decision.reading else None,
        before={name: was[name] for name in parts},
        after={name: is_now[name] for name in parts},
    )


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]

"""Read model: a full-text index of items, orders and actions. Each text in it is verbatim and of one item, none joined.

An item has one row, an order and an action one row for each quotation they rest on, so that an extract never runs from
one source's words into another's. The words around a row (type, caption, actor) help to find it and are never shown as
its text. Which rows are written follows from what changed; an item that is only read again keeps its own.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from monitor.domain.events import DocketEntryObserved, Event, ItemRevised, NewsItemObserved, StatementObserved
from monitor.domain.ids import docket_key, key_of
from monitor.domain.items import DocketEntry, said_at
from monitor.state.view import OrderView
from monitor.state.view_action import ActionView
from monitor.state.world import local
from projections.batch import Batch
from projections.item import Item
from projections.orders import changed_orders

NAME, VERSION = "search", 2
TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (title, text, docket, kind UNINDEXED, matter UNINDEXED,"
    " ref UNINDEXED, item UNINDEXED, said UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')",
)
_INSERT = (
    "INSERT INTO search (rowid, title, text, docket, kind, matter, ref, item, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UTC = ZoneInfo("UTC")
_DELETE = "DELETE FROM search WHERE rowid = ?"


class Row(msgspec.Struct, frozen=True):
    """A row of the index. `ref` is an item's key, an order's or an action's id; `docket` lists dockets, one a line.

    `said` is when an item was said, an order pronounced or entered, an action first told of: UTC, empty if unknown.
    """

    id: int
    title: str
    text: str
    docket: str
    kind: str
    matter: str
    ref: str
    item: str
    said: str


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write the rows of items that came or were revised, and of orders and actions that changed."""
    gone: set[int] = set()
    come: dict[int, Row] = {}
    for row in _items(tx, batch):
        gone.add(row.id)
        come[row.id] = row
    for matter, shown in batch.states.items():
        before, after = changed_orders(shown)
        old = {row.id: row for row in _of_orders(matter, before)}
        new = {row.id: row for row in _of_orders(matter, (order for _, order in after))}
        gone.update(ident for ident, row in old.items() if new.get(ident) != row)
        come.update((ident, row) for ident, row in new.items() if old.get(ident) != row)
    # by number: the index is written out anew whenever one is lower than the one before
    tx.executemany(_DELETE, [(ident,) for ident in sorted(gone)])
    tx.executemany(_INSERT, [msgspec.structs.astuple(come[ident]) for ident in sorted(come)])


def _items(tx: sqlite3.Connection, batch: Batch) -> Iterator[Row]:
    worded = {key for entry in batch.entries if (key := _of(entry.key, entry.event))}
    for item in batch.items:
        row = _of_item(item)
        if item.key in worded or not _stands(tx, row):
            yield row


def _of(key: str, event: Event) -> str | None:
    """The key of the item to which an event gives words."""
    if isinstance(event, ItemRevised):
        return event.of
    return key if isinstance(event, DocketEntryObserved | StatementObserved | NewsItemObserved) else None


def _stands(tx: sqlite3.Connection, row: Row) -> bool:
    """Whether an item without new words is of the dockets that its row has: reading it again may have changed that."""
    found = tx.execute("SELECT docket FROM search WHERE rowid = ?", (row.id,)).fetchone()
    return found is not None and found[0] == row.docket


def _of_item(item: Item) -> Row:
    content = item.content
    entry = content if isinstance(content, DocketEntry) else None
    matters = sorted({c.matter for c in item.in_force.concerns if not c.weak}) if item.in_force else []
    dockets = [docket_key(entry.court, entry.docket_number)] if entry else []
    return _row(
        "items",
        (item.key,),
        title=content.case_name if isinstance(content, DocketEntry) else content.title,
        text=content.text,
        dockets=[*dockets, *matters],
        matter="\n".join(matters),
        ref=item.key,
        item=item.item,
        said=said_at(content),
    )


def _of_orders(matter: str, orders: Iterable[OrderView]) -> Iterator[Row]:
    for order in orders:
        yield from _of_order(matter, order)
        for action in order.actions:
            yield from _of_action(matter, action)


def _of_order(matter: str, order: OrderView) -> Iterator[Row]:
    title = f"{order.type.replace('_', ' ')} {order.matter.caption}"
    quotes = [(o.item, o.quote) for o in order.obligations] + [(h.item, h.quote) for h in order.history]
    for item, quote in dict.fromkeys([("", ""), *quotes]):
        yield _row(
            "orders",
            (matter, order.id, item, quote),
            title=title,
            text=quote,
            dockets=[matter],
            matter=matter,
            ref=order.id,
            item=item,
            said=order.pronounced_at or order.entered_at,
        )


def _of_action(matter: str, action: ActionView) -> Iterator[Row]:
    said = [("", "", ""), *((p.item, p.actor, p.quote) for p in action.positions)]
    for item, actor, quote in dict.fromkeys(said):
        yield _row(
            "actions",
            (matter, action.id, action.order, item, actor, quote),
            title=f"{action.what} {actor} {action.matter.caption}",
            text=quote,
            dockets=[matter],
            matter=matter,
            ref=action.id,
            item=item,
            said=action.first_at,
        )


def _row(
    kind: str,
    name: tuple[str, ...],
    *,
    title: str,
    text: str,
    dockets: Iterable[str],
    matter: str,
    ref: str,
    item: str,
    said: datetime | None,
) -> Row:
    # a number made of the name: the same however often the views are built
    digest = hashlib.blake2b(key_of(kind, *name).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(digest) >> 1
    at = local(said, _UTC).isoformat(timespec="seconds") if said else ""
    return Row(number, title, text, "\n".join(dict.fromkeys(dockets)), kind, matter, ref, item, at)

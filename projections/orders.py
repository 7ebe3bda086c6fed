"""Read model: every order as the newest fold has it, with the ids that lead to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from monitor.domain.ids import docket_key
from monitor.errors import NotFoundError
from monitor.state.view import CoverageView, OrderView
from projections.batch import Batch, Shown
from projections.store import Views

NAME, VERSION = "orders", 4
TABLES = (
    "CREATE TABLE IF NOT EXISTS orders (matter TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,"
    " status TEXT NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (matter, id))",
    "CREATE TABLE IF NOT EXISTS handles (handle TEXT NOT NULL, matter TEXT NOT NULL, id TEXT NOT NULL,"
    " PRIMARY KEY (handle, matter)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS handles_by_order ON handles (matter, id)",
    # beside the orders: every item changes it, and none of them
    "CREATE TABLE IF NOT EXISTS matter_coverage (matter TEXT PRIMARY KEY, body BLOB NOT NULL)",
)
_DECODER = msgspec.json.Decoder(OrderView)
_COVERAGE = msgspec.json.Decoder(CoverageView)
_SELECT = "SELECT orders.body, matter_coverage.body FROM orders JOIN matter_coverage USING (matter)"


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write the orders that are otherwise than before, with the ids that lead to them, and each matter's coverage."""
    old: list[tuple[str, str]] = []
    new: list[tuple[str, str, str, str, int, bytes]] = []
    handles: list[tuple[str, str, str]] = []
    for matter, shown in batch.states.items():
        gone, come = changed_orders(shown)
        old += [(matter, order.id) for order in gone]
        new += [(matter, o.id, o.type, o.status, n, msgspec.json.encode(o)) for n, o in come]
        handles += [(name, matter, order.id) for _, order in come for name in (order.id, *order.aliases)]
    tx.executemany("DELETE FROM orders WHERE matter = ? AND id = ?", old)
    tx.executemany("DELETE FROM handles WHERE matter = ? AND id = ?", old)
    tx.executemany("INSERT INTO orders (matter, id, type, status, n, body) VALUES (?, ?, ?, ?, ?, ?)", new)
    tx.executemany("INSERT INTO handles (handle, matter, id) VALUES (?, ?, ?)", handles)
    coverages = [(matter, msgspec.json.encode(shown.after.coverage)) for matter, shown in batch.states.items()]
    tx.executemany("INSERT OR REPLACE INTO matter_coverage (matter, body) VALUES (?, ?)", coverages)


def changed_orders(shown: Shown) -> tuple[list[OrderView], list[tuple[int, OrderView]]]:
    """The orders whose rows are to go, and those, with their places, whose rows are to come."""
    before = list(enumerate(shown.before.orders)) if shown.before else []
    after = list(enumerate(shown.after.orders))
    kept = {(n, id(order)) for n, order in before} & {(n, id(order)) for n, order in after}
    gone = [order for n, order in before if (n, id(order)) not in kept]
    return gone, [(n, order) for n, order in after if (n, id(order)) not in kept]


def _decoded(row: tuple[bytes, bytes]) -> OrderView:
    order, coverage = row
    return msgspec.structs.replace(_DECODER.decode(order), coverage=_COVERAGE.decode(coverage))


def all_orders(views: Views) -> list[OrderView]:
    """Every order, by matter and then as the fold orders them."""
    return [_decoded(row) for row in views.rows(f"{_SELECT} ORDER BY matter, n")]


def of_matter(views: Views, matter: str) -> list[OrderView]:
    """The orders of a matter, in the fold's order."""
    return [_decoded(row) for row in views.rows(f"{_SELECT} WHERE matter = ? ORDER BY n", matter)]


def find(views: Views, handle: str) -> OrderView | None:
    """The order with this id or alias, if there is one; of the first matter where two watch one docket."""
    rows = views.rows(f"{_SELECT} JOIN handles USING (matter, id) WHERE handle = ? ORDER BY matter LIMIT 1", handle)
    return _decoded(rows[0]) if rows else None


def acting_on(views: Views, order: OrderView) -> tuple[OrderView, ...]:
    """The orders of the same matter that act on this one, in the fold's order."""
    matter = docket_key(order.matter.court, order.matter.docket_number)
    return tuple(other for other in of_matter(views, matter) if order.id in {other.acts_on, *other.acts_on_too})


def one_order(views: Views, handle: str) -> OrderView:
    """The order with this id or alias.

    Raises NotFoundError for any other text.
    """
    order = find(views, handle)
    if order is None:
        raise NotFoundError(f"no order {handle!r} is known; `showcause orders` lists them")
    return order


def count(views: Views, matters: Sequence[str]) -> int:
    """How many orders there are in these matters; in all of them where none is named."""
    marks = ", ".join("?" * len(matters))
    where = f" WHERE matter IN ({marks})" if matters else ""
    return int(views.rows(f"SELECT count(*) FROM orders{where}", *matters)[0][0])  # noqa: S608

"""Read model: every order as the newest fold has it, with the ids that lead to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from monitor.errors import NotFoundError
from monitor.state.view import MatterState, OrderView
from projections.store import Views

NAME, VERSION = "orders", 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, matter TEXT NOT NULL, type TEXT NOT NULL,"
    " status TEXT NOT NULL,"
    " n INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS handles (handle TEXT PRIMARY KEY, id TEXT NOT NULL, matter TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS orders_by_matter ON orders (matter)",
)
_DECODER = msgspec.json.Decoder(OrderView)


def write(tx: sqlite3.Connection, matter: str, state: MatterState) -> None:
    """Write a matter's orders anew."""
    tx.execute("DELETE FROM orders WHERE matter = ?", (matter,))
    tx.execute("DELETE FROM handles WHERE matter = ?", (matter,))
    tx.executemany(
        "INSERT INTO orders (id, matter, type, status, n, body) VALUES (?, ?, ?, ?, ?, ?)",
        [(o.id, matter, o.type, o.status, n, msgspec.json.encode(o)) for n, o in enumerate(state.orders)],
    )
    handles = [(alias, o.id, matter) for o in state.orders for alias in (o.id, *o.aliases)]
    tx.executemany("INSERT OR REPLACE INTO handles (handle, id, matter) VALUES (?, ?, ?)", handles)


def all_orders(views: Views) -> list[OrderView]:
    """Every order, by matter and then as the fold orders them."""
    return [_DECODER.decode(body) for (body,) in views.rows("SELECT body FROM orders ORDER BY matter, n")]


def find(views: Views, handle: str) -> OrderView | None:
    """The order with this id or alias, if there is one."""
    rows = views.rows("SELECT body FROM handles JOIN orders USING (id) WHERE handle = ?", handle)
    return _DECODER.decode(rows[0][0]) if rows else None


def acting_on(views: Views, order: OrderView) -> tuple[OrderView, ...]:
    """The orders of the same matter that act on this one, in the fold's order."""
    rows = views.rows(
        "SELECT body FROM orders WHERE matter = (SELECT matter FROM orders WHERE id = ?) ORDER BY n", order.id
    )
    others = (_DECODER.decode(body) for (body,) in rows)
    return tuple(other for other in others if order.id in {other.acts_on, *other.acts_on_too})


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

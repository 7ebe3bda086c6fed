"""Read model: every action under an order, as the newest fold has it."""

from __future__ import annotations

import sqlite3

import msgspec

from monitor.domain.vocabulary import ActionStatus
from monitor.state.view_action import ActionView
from projections.batch import Batch
from projections.orders import changed_orders
from projections.store import Views

NAME, VERSION = "actions", 3
TABLES = (
    "CREATE TABLE IF NOT EXISTS actions (matter TEXT NOT NULL, order_id TEXT NOT NULL, id TEXT NOT NULL,"
    " status TEXT NOT NULL, order_n INTEGER NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (matter, order_id, id))",
)
_DECODER = msgspec.json.Decoder(ActionView)


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write the actions of the orders that are otherwise than before."""
    old: list[tuple[str, str]] = []
    new: list[tuple[str, str, str, str, int, int, bytes]] = []
    for matter, shown in batch.states.items():
        gone, come = changed_orders(shown)
        old += [(matter, order.id) for order in gone]
        new += [
            (matter, order.id, action.id, action.status, order_n, n, msgspec.json.encode(action))
            for order_n, order in come
            for n, action in enumerate(order.actions)
        ]
    tx.executemany("DELETE FROM actions WHERE matter = ? AND order_id = ?", old)
    tx.executemany(
        "INSERT INTO actions (matter, order_id, id, status, order_n, n, body) VALUES (?, ?, ?, ?, ?, ?, ?)", new
    )


def all_actions(views: Views, *, contested: bool = False) -> list[ActionView]:
    """Every action, or the contested ones."""
    wanted = (ActionStatus.CONTESTED.value,) if contested else tuple(s.value for s in ActionStatus)
    marks = ", ".join("?" * len(wanted))
    rows = views.rows(f"SELECT body FROM actions WHERE status IN ({marks}) ORDER BY matter, order_n, n", *wanted)  # noqa: S608
    return [_DECODER.decode(body) for (body,) in rows]

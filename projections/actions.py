"""Read model: every action under an order, as the newest fold has it."""

from __future__ import annotations

import sqlite3

import msgspec

from monitor.domain.vocabulary import ActionStatus
from monitor.state.view import ActionView, MatterState
from projections.store import Views

NAME, VERSION = "actions", 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS actions (id TEXT NOT NULL, order_id TEXT NOT NULL, matter TEXT NOT NULL,"
    " status TEXT NOT NULL,"
    " n INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (id, order_id))",
    "CREATE INDEX IF NOT EXISTS actions_by_matter ON actions (matter)",
)
_DECODER = msgspec.json.Decoder(ActionView)


def write(tx: sqlite3.Connection, matter: str, state: MatterState) -> None:
    """Write a matter's actions anew."""
    tx.execute("DELETE FROM actions WHERE matter = ?", (matter,))
    found = [action for order in state.orders for action in order.actions]
    tx.executemany(
        "INSERT INTO actions (id, order_id, matter, status, n, body) VALUES (?, ?, ?, ?, ?, ?)",
        [(a.id, a.order, matter, a.status, n, msgspec.json.encode(a)) for n, a in enumerate(found)],
    )


def all_actions(views: Views, *, contested: bool = False) -> list[ActionView]:
    """Every action, or the contested ones."""
    wanted = (ActionStatus.CONTESTED.value,) if contested else tuple(s.value for s in ActionStatus)
    marks = ", ".join("?" * len(wanted))
    rows = views.rows(f"SELECT body FROM actions WHERE status IN ({marks}) ORDER BY matter, n", *wanted)  # noqa: S608
    return [_DECODER.decode(body) for (body,) in rows]

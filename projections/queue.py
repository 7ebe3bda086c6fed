"""Read model: what waits for a person, by item and by matter, as it stands now. Nothing leaves it but by a decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from monitor.domain.items import said_at
from monitor.state.view import MatterState, OrderView
from projections import items, orders
from projections.batch import Batch
from projections.item import Item
from projections.items import called_in
from projections.questions import Question, QuestionKind, about_doubt, about_item, about_links, unresolved
from projections.store import Views

NAME, VERSION = "queue", 1
TABLES = (
    "CREATE TABLE IF NOT EXISTS queue (subject TEXT NOT NULL, n INTEGER NOT NULL, matter TEXT, kind TEXT NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (subject, n))",
)
_WAITING = (
    "SELECT body FROM queue WHERE matter IS NULL OR matter NOT IN (SELECT id FROM matters WHERE NOT watched)"
    " ORDER BY subject, n"
)
_DECODER = msgspec.json.Decoder(Question)
_RANK = {kind: rank for rank, kind in enumerate(QuestionKind)}
_WHICH_ORDER = frozenset({QuestionKind.SEVERAL_ORDERS, QuestionKind.UNRESOLVED})
_FIRST = (QuestionKind.OVERTAKEN, QuestionKind.CONTRADICTION, QuestionKind.LOST_LINK, QuestionKind.READ_OTHERWISE)
"""What somebody had already decided comes before what nobody has looked at."""


def apply(tx: sqlite3.Connection, batch: Batch) -> None:
    """Write anew what is to be asked about the items and the matters that the batch touched."""
    found: dict[str, list[Question]] = {f"item {item.key}": about_item(item) for item in batch.items}
    for matter, shown in batch.states.items():
        doubts = [about_doubt(matter, d, next(iter(called_in(tx, d.item)), None)) for d in shown.after.doubts]
        asked = [*about_links(matter, shown.after), *_unresolved(tx, matter, shown.after), *doubts]
        found[f"matter {matter}"] = asked
    tx.executemany("DELETE FROM queue WHERE subject = ?", [(subject,) for subject in found])
    tx.executemany(
        "INSERT INTO queue (subject, n, matter, kind, body) VALUES (?, ?, ?, ?, ?)",
        [
            (subject, n, q.matter, q.kind, msgspec.json.encode(q))
            for subject, listed in found.items()
            for n, q in enumerate(listed)
        ],
    )


def questions(views: Views) -> list[Question]:
    """Everything that waits: what was decided and holds no longer first, then by matter and item.

    What is about a matter that is no longer watched waits for nobody, until it is watched again.
    """
    found = [_DECODER.decode(body) for (body,) in views.rows(_WAITING)]
    asked = {q.matter for q in found if q.kind in _WHICH_ORDER and q.matter}
    known = {matter: orders.of_matter(views, matter) for matter in asked}
    found = [_among(views, q, known[q.matter]) if q.matter in known else q for q in found]
    return sorted(found, key=lambda q: (q.kind not in _FIRST, q.matter or "", q.item or "", _RANK[q.kind]))


def _among(views: Views, question: Question, known: Sequence[OrderView]) -> Question:
    """With the orders there were when the item was said, where the question is which of them is meant."""
    if question.kind not in _WHICH_ORDER:
        return question
    item = items.current(views, question.key) if question.key else None
    said = said_at(item.content) if item else None
    meant = tuple(order.id for order in known if said is None or _begun(order, said))
    return msgspec.structs.replace(question, alternatives=meant)


def _begun(order: OrderView, by: datetime) -> bool:
    """Whether anything had been done to the order by then; of one whose hour is not known it is not ruled out."""
    times = [step.effective_at for step in order.history if step.effective_at is not None]
    return not times or min(times) <= by


def _unresolved(tx: sqlite3.Connection, matter: str, state: MatterState) -> Iterator[Question]:
    """What could not be placed, each line with the item it begins with.

    An item that was decided about is settled, unless its source stopped showing it after that.
    """
    lines = dict.fromkeys((*state.unresolved, *(line for order in state.orders for line in order.unresolved)))
    for line in lines:
        found = next((item for item in _named(tx, line) if not _is_settled(item) and _is_of(item, matter)), None)
        if found is not None:
            yield unresolved(matter, found, line.removeprefix(f"{found.item}: "))


def _is_settled(item: Item) -> bool:
    return item.decision is not None and item.decision.seq > item.shown_seq


def _is_of(item: Item, matter: str) -> bool:
    return item.reading is not None and any(c.matter == matter for c in item.reading.concerns)


def _named(tx: sqlite3.Connection, line: str) -> Iterator[Item]:
    at = line.find(": ")
    while at >= 0:  # an item's id may have a colon of its own
        yield from called_in(tx, line[:at])
        at = line.find(": ", at + 1)

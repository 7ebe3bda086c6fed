"""What the index finds, best first: which item, order or action, and an extract of it, verbatim. It writes nothing.

An extract is a stretch of one source's own words, with the places of what was looked for in it. What the index gives is
held against the stored words; where it is no part of them, their beginning is given instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import datetime

import msgspec

from monitor.domain.items import DocketEntry, said_at
from monitor.state.facts import Withdrawal
from monitor.state.view import OrderView
from projections.items import current
from projections.orders import of_matter
from projections.search_query import parse, within
from projections.store import Views

KINDS = ("items", "orders", "actions")
_MOST = 400
"""Rows looked at: an order has several, of which the best is given."""
_BEGIN, _END, _CUT = "\ufdd0", "\ufdd1", "\ufdd2"
"""Not characters, by Unicode's own word, so that hardly any text has them."""
_PIECES = re.compile(f"([{_BEGIN}{_END}{_CUT}])")
_WORDS = 32
_FIRST = 240


class Extract(msgspec.Struct, frozen=True):
    """Words as they stand in the source, cut off `before` and `after` where True; `marks` are (start, end)."""

    text: str
    before: bool
    after: bool
    marks: tuple[tuple[int, int], ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One item, order or action. `id` is an item's as its source gave it, an order's or an action's own.

    `name` is an item's title or caption, an order's caption, what an action is called; `type` and `status` are an
    order's or an action's. `orders` are the ids of the orders that an item is cited in, or an action is under. `item`
    is where the extract stands. `withdrawn`: a source no longer shows that item.
    """

    kind: str
    id: str
    matters: tuple[str, ...]
    name: str
    type: str | None = None
    status: str | None = None
    court: str | None = None
    docket_number: str | None = None
    entry_number: int | None = None
    source: str | None = None
    said_at: datetime | None = None
    item: str | None = None
    extract: Extract | None = None
    orders: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    score: float


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The hits, best first. `left_out` are words that were not looked for; `more`: there are others than these."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    left_out: tuple[str, ...] = ()


class _Ranked(msgspec.Struct, frozen=True):
    rowid: int
    kind: str
    matter: str
    ref: str
    item: str
    text: str
    score: float


def search(
    views: Views, text: str, *, kinds: Collection[str] = KINDS, matter: str | None = None, most: int = 20
) -> Found:
    """Look for all the words of a text, in some `kinds`, in one `matter` (its id) or in all; at most so many hits.

    Any text may be given. One with nothing in it that could be found gives no hit.
    """
    query = parse(text)
    if not query.expression:
        return Found(left_out=query.left_out)
    expression = f"({query.expression}) AND {within(matter)}" if matter else query.expression
    best: dict[tuple[str, str, str], _Ranked] = {}
    ranked = _ranked(views, expression, kinds)
    for row in ranked:
        best.setdefault((row.kind, row.ref, row.matter), row)
    shown = _Shown(views, expression)
    hits = tuple(hit for row in list(best.values())[:most] if (hit := shown.hit(row)))
    return Found(hits=hits, more=len(best) > most or len(ranked) == _MOST, left_out=query.left_out)


def _ranked(views: Views, expression: str, kinds: Collection[str]) -> list[_Ranked]:
    rows = views.rows(
        "SELECT rowid, kind, matter, ref, item, text, rank FROM search WHERE search MATCH ?1"
        " AND kind IN (SELECT value FROM json_each(?2)) AND rank MATCH 'bm25(4.0, 1.0, 8.0)'"
        # where all fit alike (a docket number alone): what courts ordered, then what is under it, the newest first
        " ORDER BY round(rank, 1), kind = 'items', kind = 'actions', said DESC, rowid LIMIT ?3",
        expression,
        json.dumps(sorted(kinds)),
        _MOST,
    )
    return [_Ranked(*row) for row in rows]


class _Shown:
    """Makes hits of rows; the orders of a matter are read once."""

    def __init__(self, views: Views, expression: str) -> None:
        self._views, self._expression = views, expression
        self._orders: dict[str, list[OrderView]] = {}

    def hit(self, row: _Ranked) -> Hit | None:
        """The hit of a row; None for one whose item, order or action is no longer there."""
        if row.kind == "items":
            return self._item(row)
        return self._order(row) if row.kind == "orders" else self._action(row)

    def _item(self, row: _Ranked) -> Hit | None:
        item = current(self._views, row.ref)
        if item is None:
            return None
        content = item.content
        entry = content if isinstance(content, DocketEntry) else None
        matters = tuple(row.matter.split("\n")) if row.matter else ()
        return Hit(
            kind=row.kind,
            id=item.item,
            matters=matters,
            name=content.case_name if isinstance(content, DocketEntry) else content.title,
            court=entry.court if entry else None,
            docket_number=entry.docket_number if entry else None,
            entry_number=entry.entry_number if entry else None,
            source=item.source,
            said_at=said_at(content),
            item=item.item,
            extract=self._extract(row),
            orders=tuple(o.id for matter in matters for o in self._of(matter) if item.item in _cited(o)),
            withdrawn=item.withdrawn,
            score=-row.score,
        )

    def _order(self, row: _Ranked) -> Hit | None:
        order = next((o for o in self._of(row.matter) if o.id == row.ref), None)
        if order is None:
            return None
        moment = order.pronounced_at or order.entered_at
        return self._of_order(row, order, name=order.matter.caption, kind=(order.type, order.status), moment=moment)

    def _action(self, row: _Ranked) -> Hit | None:
        for order in self._of(row.matter):
            for action in order.actions:
                if action.id == row.ref:
                    kind = (None, action.status)
                    return self._of_order(row, order, name=action.what, kind=kind, moment=action.first_at)
        return None

    def _of_order(
        self, row: _Ranked, order: OrderView, *, name: str, kind: tuple[str | None, str], moment: datetime | None
    ) -> Hit:
        gone = next((w for w in order.withdrawn if w.item == row.item and row.item), None)
        return Hit(
            kind=row.kind,
            id=row.ref,
            matters=(row.matter,),
            name=name,
            type=kind[0],
            status=kind[1],
            court=order.matter.court,
            docket_number=order.matter.docket_number,
            said_at=moment,
            item=row.item or None,
            extract=self._extract(row),
            orders=(order.id,),
            withdrawn=Withdrawal(gone.source, gone.last_shown, gone.gone_since) if gone else None,
            score=-row.score,
        )

    def _of(self, matter: str) -> list[OrderView]:
        if matter not in self._orders:
            self._orders[matter] = of_matter(self._views, matter)
        return self._orders[matter]

    def _extract(self, row: _Ranked) -> Extract | None:
        if not row.text:
            return None
        (given,) = self._views.rows(
            "SELECT snippet(search, 1, ?, ?, ?, ?) FROM search WHERE search MATCH ? AND rowid = ?",
            *(_BEGIN, _END, _CUT, _WORDS, self._expression, row.rowid),
        )
        return _verbatim(given[0], row.text)


def _verbatim(given: str, text: str) -> Extract:
    """The extract that the index gave, if those are the stored words; else their beginning."""
    words, marks, opened = "", [], None
    for piece in _PIECES.split(given):
        if piece == _BEGIN:
            opened = len(words)
        elif piece == _END and opened is not None:
            marks.append((opened, len(words)))
        elif piece != _CUT:
            words += piece
    if words not in text:
        return Extract(text[:_FIRST], before=False, after=len(text) > _FIRST, marks=())
    return Extract(words, before=given.startswith(_CUT), after=given.endswith(_CUT), marks=tuple(marks))


def _cited(order: OrderView) -> set[str]:
    """The items that an order's view rests on."""
    items = {o.item for o in order.obligations} | {h.item for h in order.history} | {f.item for f in order.findings}
    items |= {p.item for p in order.positions}
    for action in order.actions:
        items |= (
            {p.item for p in action.positions} | {m.item for m in action.moments} | {f.item for f in action.figures}
        )
    for deadline in order.deadlines:
        items |= {item for item in (deadline.set_by, deadline.met_by) if item}
    return items

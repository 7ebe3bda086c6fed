"""One order on a terminal: terms, legal status, positions and findings, then each action. Chooses no reading.

Everything said comes from monitor.present, so that a terminal and a mail say the same; this lays it out. Marks are
shapes, colour carries nothing, a missing side is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from rich.box import ROUNDED, SQUARE, Box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.domain.vocabulary import TimeReading
from monitor.present.naming import docket_line, order_name
from monitor.present.sides import Block, Saying, blocks, finding_saying, missing, others, saying
from monitor.present.standing import (
    Row,
    cells,
    figure_lines,
    lapse_note,
    next_rows,
    timing_table,
    unseen_rows,
)
from monitor.present.times import stamp, when
from monitor.present.words import clip, count, label, one_line, printable, sentence
from monitor.state.view import ActionView, ObligationView, OrderView

SHOWN = 40
"""Rows, sayings and deadlines shown of each; `--json` has all of them."""


def order_page(
    order: OrderView, *, zone: tzinfo, known_at: datetime, seq: int, world_at: datetime | None = None
) -> Group:
    """Lay out an order as known at a moment (aware), which is log position `seq`.

    With `world_at` the order is shown as it stood then, and time left is counted from there.
    """
    as_of = world_at or known_at
    known = f"As known at {stamp(known_at, zone)} (log position {seq:,})"
    stood = f"As it stood at {stamp(world_at, zone)}. " if world_at else ""
    parts: list[RenderableType] = [_head(order, zone, f"{stood}{known}"), ""]
    findings = [finding_saying(f, zone=zone, as_of=as_of, most=None) for f in order.findings[:SHOWN]]
    found = _sayings(findings) if findings else "none seen"
    parts.append(_pair(ROUNDED, "What it orders", _terms(order), "Legal status", _status(order, zone, as_of)))
    parts.append(_pair(ROUNDED, "Who says what", _counts(order.actions), "What courts found", found))
    for action in order.actions:
        parts += ["", *_action(order, action, zone, as_of)]
    if order.positions:
        said = [saying(p, zone=zone, as_of=as_of, most=None) for p in order.positions[:SHOWN]]
        parts += ["", Text("Said of compliance with the order as a whole", style="bold"), _sayings(said)]
    parts += ["", _foot(order, zone, as_of)]
    return Group(*parts)


def _head(order: OrderView, zone: tzinfo, known: str) -> Group:
    head = Table.grid(expand=True)
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    head.add_row(Text(one_line(order.matter.caption), style="bold"), docket_line(order.matter))
    head.add_row(order_name(order, zone), one_line(order.id))
    return Group(head, known)


def _pair(box: Box, left: str, left_body: RenderableType, right: str, right_body: RenderableType) -> Table:
    """Two things side by side under their titles, of one size: neither side of a question is the larger."""
    table = Table(box=box, expand=True)
    table.add_column(left, ratio=1)
    table.add_column(right, ratio=1)
    table.add_row(left_body, right_body)
    return table


def _rows(rows: Iterable[Sequence[str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*row)
    return table


def _terms(order: OrderView) -> RenderableType:
    return _rows((label(o.form), _term(o)) for o in order.obligations[:SHOWN]) if order.obligations else "not seen"


def _term(o: ObligationView) -> str:
    para = f"¶ {one_line(o.para)} " if o.para else ""
    without = f" Not: “{printable(o.excludes)}”." if o.excludes else ""
    until = f" Until: {one_line(o.until_condition)}." if o.until_condition else ""
    return f"{para}“{printable(o.quote)}”{without}{until}"


def _status(order: OrderView, zone: tzinfo, as_of: datetime) -> RenderableType:
    status, *lapses = cells(order, zone=zone, as_of=as_of)
    rows = [
        (label(TimeReading.PRONOUNCED), when(order.pronounced_at, zone, as_of=as_of, about=order.pronounced_about)),
        (label(TimeReading.ENTERED), when(order.entered_at, zone, as_of=as_of)),
        (label(TimeReading.NOTICED), when(order.noticed_at, zone, as_of=as_of)),
    ]
    rows += [(cell.label.lower(), f"{cell.note}, {cell.value}") for cell in lapses]
    note = lapse_note(order)
    return Group(Text(f"{status.value.upper()} {status.note}"), _rows(rows), *([note] if note else []))


def _counts(actions: Sequence[ActionView]) -> RenderableType:
    if not actions:
        return "no question, allegation or answer seen"
    return _rows((f"1 {label(a.status)}", clip(a.what, 60)) for a in actions[:SHOWN])


def _action(order: OrderView, action: ActionView, zone: tzinfo, as_of: datetime) -> list[RenderableType]:
    head = Table.grid(expand=True)
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    head.add_row(Text(sentence(clip(action.what, 200)), style="bold"), label(action.status).upper())
    parts: list[RenderableType] = [head]
    if len(action.respondents) > 1:
        parts.append("; ".join(f"{clip(r.name, 60)}: {label(r.status)}" for r in action.respondents))
    parts += _timing(order, action, zone)
    left, right = blocks(action, zone=zone, as_of=as_of, show=SHOWN, most=None)
    parts.append(_pair(SQUARE, left.title, _side(left), right.title, _side(right)))
    if open_between := missing(action, zone):
        parts.append(open_between)
    lines, note = figure_lines(action)
    parts += [*(f"Figures disagree. {line}" for line in lines), *([note] if note else [])]
    if rest := others(action.positions)[:SHOWN]:
        parts += ["Others", _sayings([saying(p, zone=zone, as_of=as_of, most=None) for p in rest])]
    return parts


def _timing(order: OrderView, action: ActionView, zone: tzinfo) -> list[RenderableType]:
    found = timing_table(order, action, zone=zone, show=SHOWN)
    if found is None:
        return []
    table = Table(box=SQUARE, expand=True)
    table.add_column(f"moment, {found.caption}", ratio=2)
    for column in found.columns:
        table.add_column(column, ratio=1)
    for row in found.rows:
        table.add_row(row.head, *row.cells)
    return [table, *([found.more] if found.more else [])]


def _side(block: Block) -> Group:
    body: list[RenderableType] = [_sayings(block.sayings, block.mark)] if block.sayings else []
    return Group(*body, *(line for line in (block.none, block.more) if line))


def _sayings(sayings: Sequence[Saying], mark: str = "") -> Group:
    lines: list[RenderableType] = []
    for said in sayings:
        lines += [*([""] if lines else []), *_saying(said, mark)]
    return Group(*lines)


def _saying(said: Saying, mark: str) -> list[RenderableType]:
    lead = f"{mark} {said.lead}" if mark else said.lead
    words = f"“{said.quote}”" if said.own else said.quote
    link = f" {said.link}." if said.link.startswith("Entry") else ""
    return [Text(lead), Text(words), Text(f"{said.source}{link}", style="dim")]


def _foot(order: OrderView, zone: tzinfo, as_of: datetime) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for title, rows in (
        ("Next", next_rows(order, zone=zone, as_of=as_of, show=SHOWN)),
        ("Not seen", unseen_rows(order, zone=zone, as_of=as_of, show=SHOWN)),
    ):
        for number, row in enumerate(rows):
            table.add_row("" if number else title, _row(row))
    if len(order.history) > 0:
        table.add_row("History", f"{count(len(order.history), 'entry', 'entries')}: showcause order {order.id} --json")
    table.add_row("Picture", f"showcause timeline {order.id} --svg FILE")
    return table


def _row(row: Row) -> str:
    return "  ".join((row.head, *row.cells))

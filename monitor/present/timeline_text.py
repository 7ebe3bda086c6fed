"""An order in the terminal: the same four axes, sides and readings as in mail, every mark a shape, no colour needed.

Plain lines for any width from 60 columns up. No control character of a source's text reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.domain.vocabulary import ActionStatus, DeadlineStatus
from monitor.present.due import other_readings
from monitor.present.lanes import findings_of, mark_of
from monitor.present.naming import cite, docket_line, due_state, order_name
from monitor.present.notes import note_lines, respondent_lines
from monitor.present.sides import Saying, answered, asked, called, finding_saying, missing, others, sayings
from monitor.present.spans import acts_on_finding, line_marks
from monitor.present.standing import (
    due_when,
    figure_lines,
    lapse_day,
    since_words,
    status_note,
    timing_table,
    unseen_rows,
)
from monitor.present.times import stamp, time_left, when, zone_name
from monitor.present.withdrawn import gone_mark
from monitor.present.words import NO_ALLEGATION, NO_ANSWER, clip, label, one_line, printable, quoted, sentence
from monitor.state.view import DeadlineView, OrderView
from monitor.state.view_action import ActionView, PositionView

MIN_WIDTH = 60
_TWO_COLUMNS = 76
_ALL = 10_000
_MARKS = {"asks": "△", "court-asks": "△", "alleges": "▲", "answers": "●", "grants": "○", "reported": "◇"}


def timeline_text(
    order: OrderView, *, zone: tzinfo, as_of: datetime, width: int = 100, seq: int | None = None, example: bool = False
) -> str:
    """Write an order as lines of text, `width` columns wide (60 at least); `seq` is the log position shown, if any."""
    columns = max(width, MIN_WIDTH)
    out = StringIO()
    console = Console(
        file=out, width=columns, color_system=None, markup=False, emoji=False, highlight=False, legacy_windows=False
    )
    page = _Page(order, zone, as_of, columns)
    console.print(Group(*page.head(seq, example=example)))
    console.print(page.axes())
    for action in order.actions:
        console.print()
        console.print(page.action(action))
    console.print()
    console.print(page.foot())
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class _Page:
    def __init__(self, order: OrderView, zone: tzinfo, as_of: datetime, width: int) -> None:
        self.order, self.zone, self.as_of, self.width = order, zone, as_of, width

    def head(self, seq: int | None, *, example: bool) -> Iterator[RenderableType]:
        order = self.order
        mark = "EXAMPLE   " if example else ""
        yield _line(f"{mark}{clip(order.matter.caption, 150)}   {docket_line(order.matter)}")
        yield _line(f"{order_name(order, self.zone)}   {one_line(order.id)}")
        position = f" (log position {seq:,})" if seq is not None else ""
        yield _line(f"As known at {stamp(self.as_of, self.zone)}{position}")
        yield Text()

    def axes(self) -> RenderableType:
        """The four axes, two by two; none overwrites another."""
        boxes = [
            ("What it orders", self._terms()),
            ("Legal status", self._status()),
            ("Who says what", self._counts()),
            ("What courts found", self._findings()),
        ]
        cells = [Group(Text(title.upper()), body) for title, body in boxes]
        columns = 1 if self.width < _TWO_COLUMNS else 2
        table = Table(box=box.ROUNDED, show_header=False, show_lines=True, expand=True)
        for _ in range(columns):
            table.add_column(ratio=1)
        for index in range(0, len(cells), columns):
            table.add_row(*cells[index : index + columns])
        return table

    def _terms(self) -> RenderableType:
        rows = []
        for obligation in self.order.obligations:
            para = f" {clip(obligation.para, 8)}" if obligation.para else ""
            rows.append((f"{label(obligation.form)}{para}", f"“{printable(obligation.quote)}”"))
        return _pairs(rows) if rows else Text("no terms seen")

    def _status(self) -> RenderableType:
        order, zone = self.order, self.zone
        known = order.pronounced_at or order.entered_at or self.as_of
        rows = [
            ("pronounced", when(order.pronounced_at, zone, as_of=self.as_of, about=order.pronounced_about)),
            ("entered", self._entered()),
            ("noticed", when(order.noticed_at, zone, as_of=self.as_of)),
        ]
        for lapse in order.lapses:
            applies = ", if the rule applies" if lapse.if_applies else ""
            left = time_left(lapse, order.status, as_of=self.as_of, zone=zone)
            rows.append(("lapses", f"{lapse_day(lapse, zone, self.as_of)}, {left}; {label(lapse.reading)}{applies}"))
        note = status_note(order)
        first = Text(f"{label(order.status).upper()} {since_words(order, zone, self.as_of)}")
        parts: list[RenderableType] = [first, _pairs(rows), Text(f"Times in {zone_name(known, zone)}.")]
        return Group(*parts, Text(note)) if note else Group(*parts)

    def _entered(self) -> str:
        hour = when(self.order.entered_at, self.zone, as_of=self.as_of)
        return f"{hour}, as filed" if self.order.entered_as_filed else hour

    def _counts(self) -> RenderableType:
        lines = []
        for status in (s for s in reversed(ActionStatus) if getattr(self.order.counts, s.value)):
            named = [clip(called(action), 60) for action in self.order.actions if action.status is status]
            lines.append(f"{getattr(self.order.counts, status.value)} {label(status)}: {'; '.join(named)}")
        return Text("\n".join(lines) if lines else "nothing asked, alleged or answered seen")

    def _findings(self) -> RenderableType:
        found = findings_of(self.order)
        if not found:
            return Text("none seen")
        made = [finding_saying(f, zone=self.zone, as_of=self.as_of, most=None) for f in found]
        return Group(*(_said("⬢", one) for one in made))

    def action(self, action: ActionView) -> RenderableType:
        """An action: its moments against each reading, then both sides in columns of one width."""
        tag = label(action.status).upper()
        title = Table.grid(expand=True)
        title.add_column(ratio=1)
        title.add_column(justify="right", no_wrap=True)
        title.add_row(Text(f" {called(action)}"), Text(tag))
        parts: list[RenderableType] = [title]
        if table := timing_table(self.order, action, zone=self.zone, show=_ALL):
            moments = Table(box=box.SQUARE, expand=True)
            moments.add_column(Text(table.caption), ratio=3)
            for column in table.columns:
                moments.add_column(Text(column), ratio=2)
            for row in table.rows:
                moments.add_row(Text(row.head), *(Text(cell) for cell in row.cells))
            parts.append(moments)
        parts.append(self._sides(action))
        parts += [_line(line) for line in (*respondent_lines(action, self.zone), *self._notes(action))]
        parts += [_said("◇", one, 1) for _, one in self._sayings(others(action.positions))]
        return Group(*parts)

    def _sides(self, action: ActionView) -> RenderableType:
        left = self._column(asked(action), NO_ALLEGATION)
        right = self._column(answered(action), NO_ANSWER)
        if self.width < _TWO_COLUMNS:
            return Group(Text(" alleged or asked"), left, Text(" answered"), right)
        table = Table(box=box.SQUARE, expand=True)
        table.add_column("alleged or asked", ratio=1)
        table.add_column("answered", ratio=1)
        table.add_row(left, right)
        return table

    def _column(self, positions: list[PositionView], none: str) -> RenderableType:
        made = self._sayings(positions)
        return Group(*(_said(mark, one) for mark, one in made)) if made else Text(sentence(none) + ".")

    def _sayings(self, positions: Iterable[PositionView]) -> list[tuple[str, Saying]]:
        made = sayings(positions, zone=self.zone, as_of=self.as_of)
        return [(_MARKS[mark_of(first)], one) for first, one in made]

    def _notes(self, action: ActionView) -> Iterator[str]:
        if open_question := missing(action, self.zone):
            yield open_question
        yield from note_lines(self.order, action, self.zone)
        lines, note = figure_lines(action)
        yield from (f"Figures disagree. {line}" for line in lines)
        if note:
            yield note

    def foot(self) -> RenderableType:
        """What is due, what was not seen, what was said besides, and the history."""
        rows: list[tuple[str, str]] = []
        shown = (d for d in self.order.deadlines if d.status is not DeadlineStatus.NO_FILING_OBSERVED)
        rows += _headed("Due", [self._due(d) for d in shown])
        unseen = unseen_rows(self.order, zone=self.zone, as_of=self.as_of, show=_ALL)
        rows += _headed("Not seen", [f"{row.head} {row.cells[0]}" for row in unseen])
        rows += _headed("History", [self._entry(index) for index in range(len(self.order.history))])
        said = [_said(mark, one, 1) for mark, one in self._sayings(self.order.positions)]
        return Group(*([_pairs(rows, 1)] if rows else []), *said)

    def _due(self, deadline: DeadlineView) -> str:
        what = f"{due_when(deadline, self.zone, self.as_of)}  {quoted(deadline.what, 200)}"
        more = (deadline.note, other_readings(deadline, self.zone, self.as_of))
        return ". ".join((f"{what}: {due_state(deadline, self.as_of)}", *(sentence(part) for part in more if part)))

    def _entry(self, index: int) -> str:
        entry = self.order.history[index]
        waits = f", awaits {one_line(entry.awaits)}" if entry.awaits else ""
        moment = when(entry.effective_at, self.zone, as_of=self.as_of)
        mode = f", {label(entry.mode)}" if entry.mode else ""
        part = " in part" if entry.extent.value == "part" else ""
        part += " (a finding)" if acts_on_finding(self.order, entry) else ""
        gone = gone_mark(entry.gone_since, self.zone, self.as_of)
        marks = "".join(f", {mark}" for mark in (gone, *line_marks(entry)) if mark)
        done = f"{label(entry.effect)}{part}, {cite(entry.by)}{mode}{waits}{marks}"
        return f"{moment}  {done}  {one_line(entry.item)}"


def _line(text: str) -> Padding:
    return Padding(Text(printable(text)), (0, 0, 0, 1))


def _headed(head: str, lines: list[str]) -> list[tuple[str, str]]:
    return [(head if index == 0 else "", line) for index, line in enumerate(lines)]


def _pairs(rows: Iterable[tuple[str, str]], indent: int = 0) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for head, body in rows:
        table.add_row(Text(" " * indent + head), Text(printable(body)))
    return table


def _said(mark: str, one: Saying, indent: int = 0) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    quote = f"“{one.quote}”" if one.own else one.quote
    link = f"{one.link}. " if one.link else ""
    table.add_row(Text(" " * indent + mark), Text(f"{one.lead}\n{quote}\n{link}{one.source}"))
    return table

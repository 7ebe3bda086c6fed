"""Orders, actions and sources as tables, in the words of monitor.present. What is missing is said, never left blank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.application.health import SourceHealth
from monitor.application.signals import SignalKind
from monitor.domain.courts import court
from monitor.domain.vocabulary import Standing
from monitor.present.naming import cite, docket_line, order_names
from monitor.present.sides import called, headline
from monitor.present.spans import ENDED
from monitor.present.times import span, stamp, time_left, when
from monitor.present.words import clip, count, label, one_line
from monitor.state.view import CountsView, OrderView
from monitor.state.view_action import ActionView

SIGNALS = {
    SignalKind.STANDING_STILL: "stands still",
    SignalKind.COLLAPSED: "shows far less",
    SignalKind.DECLARES_OTHERWISE: "says it carries something else",
    SignalKind.SHORT_WINDOW: "may lose items between polls",
}


def new_table(title: str, **columns: int) -> Table:
    """A table with its columns, each with its share of the width (0: as much as it needs)."""
    table = Table(title=title, title_justify="left", title_style="", box=SIMPLE_HEAD, expand=True, leading=1)
    for name, share in columns.items():
        table.add_column(name.replace("_", " "), ratio=share or None, no_wrap=not share)
    return table


def orders_table(orders: Sequence[OrderView], *, as_of: datetime) -> RenderableType:
    """Every order: its names and id, status, time left under each reading, positions, findings."""
    if not orders:
        return "No order seen."
    table = new_table(count(len(orders), "order"), order=5, status=2, time_left=3, positions=0, findings=0)
    names = order_names(orders, lambda order: court(order.matter.court).zone)
    for order in orders:
        zone = court(order.matter.court).zone
        name = Group(
            Text(f"{clip(order.matter.caption, 80)}, {cite(order.matter.court)}", style="bold"),
            names[order.id],
            Text(one_line(order.id), style="dim"),
        )
        table.add_row(name, label(order.status), _left(order, zone, as_of), _positions(order.counts), _findings(order))
    return table


def _left(order: OrderView, zone: tzinfo, as_of: datetime) -> str:
    if not order.lapses:
        return "ended" if order.status in ENDED else "no end date seen"
    left = (f"{time_left(x, order.status, as_of=as_of, zone=zone)}, {label(x.reading)}" for x in order.lapses)
    return "\n".join(left)


def _positions(counts: CountsView) -> str:
    names = ("conceded", "contested", "alleged", "questioned", "reported")
    return "\n".join(f"{number} {name}" for name in names if (number := getattr(counts, name))) or "none seen"


def _findings(order: OrderView) -> str:
    numbers = {standing: sum(f.standing is standing for f in order.findings) for standing in Standing}
    return "\n".join(f"{number} {label(standing)}" for standing, number in numbers.items() if number) or "none seen"


def actions_table(actions: Sequence[ActionView], *, as_of: datetime) -> RenderableType:
    """Every action: both halves in a sentence, status, when, and the order it is under."""
    if not actions:
        return "No action seen."
    table = new_table(count(len(actions), "action"), action=1, status=0, first_said=0)
    for action in actions:
        zone = court(action.matter.court).zone
        words = Group(
            Text(called(action), style="bold"),
            headline(action),
            f"{clip(action.matter.caption, 80)}, {docket_line(action.matter)}",
            Text(f"under {one_line(action.order)}", style="dim"),
        )
        table.add_row(words, label(action.status), when(action.first_at, zone, as_of=as_of))
    return table


def sources_table(sources: Sequence[SourceHealth], zone: tzinfo) -> RenderableType:
    """Every source: its last good poll, what it recorded, failures and gaps; below, why each that fails does."""
    if not sources:
        return "No source is configured."
    table = new_table(count(len(sources), "source"), source=0, kind=0, last_good_poll=0, window=0, items=0, state=1)
    for source in sources:
        name = f"{source.id}, {cite(source.court)}" if source.court else source.id
        polled = stamp(source.last_good_poll, zone) if source.last_good_poll else "none yet"
        table.add_row(
            name,
            source.kind,
            polled,
            _window(source.window_seconds),
            f"{source.items_recorded:,}",
            _state(source),
        )
    moved = (Text(f"{s.id}: moved for good to {one_line(s.moved_to)}: change its url") for s in sources if s.moved_to)
    odd = (Text(f"{s.id}: {x.text}, since {stamp(x.since, zone)}") for s in sources for x in s.signals)
    return Group(table, *(_why(source, zone) for source in sources if source.failures), *moved, *odd)


def _why(source: SourceHealth, zone: tzinfo) -> Text:
    again = f"; asked again {stamp(source.next_poll, zone)}" if source.next_poll else ""
    return Text(f"{source.id}: {one_line(source.last_error or 'no reason kept')}{again}")


def _window(seconds: float | None) -> str:
    return "not known" if seconds is None else span(timedelta(seconds=seconds))


def _state(source: SourceHealth) -> str:
    parts = [count(len(source.gaps), "gap")] if source.gaps else []
    if source.failures:
        parts.append(f"{count(source.failures, 'failure')} in a row")
    if source.moved_to:
        parts.append("moved")
    parts += [SIGNALS[signal.kind] for signal in source.signals]
    if source.stale:
        parts.append("silent: no good poll for long; is the daemon running?")
    return "\n".join(parts) or "good"

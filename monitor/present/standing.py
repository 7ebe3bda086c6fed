"""Where an order stands, for mail and terminal: status, time left under each reading, moments, figures, what is due
or unseen.

Counts no deadline of its own: what is left is computed from the view's dates and the moment passed in. No reading
first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

import msgspec

from monitor.domain.vocabulary import DeadlineStatus, TimeReading, Venue
from monitor.present.accounts import accounts
from monitor.present.axis import midnight
from monitor.present.due import other_readings, over_at
from monitor.present.naming import cite, order_day
from monitor.present.rulers import moment_words
from monitor.present.spans import ENDED, spans
from monitor.present.times import at, clock, day, effective, hour_seen, time_left, weekday
from monitor.present.withdrawn import gone_lines
from monitor.present.words import NO_FILING, clip, count, label, printable, quoted, sentence
from monitor.state.view import DeadlineView, LapseView, OrderView
from monitor.state.view_action import ActionView, FigureView, MomentView
from monitor.state.view_coverage import GapView

_READINGS = (TimeReading.PRONOUNCED, TimeReading.ENTERED, TimeReading.NOTICED, TimeReading.DUE)


class Cell(msgspec.Struct, frozen=True):
    """A figure of the standing: what it is, its value, and what it rests on."""

    label: str
    value: str
    note: str


class Row(msgspec.Struct, frozen=True):
    """A row of a table: its head and its cells."""

    head: str
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table with the heads of its columns; `caption` heads the first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: str | None

    @property
    def pairs(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The rows as pairs of head and cells."""
        return tuple((row.head, row.cells) for row in self.rows)


def since_words(order: OrderView, zone: tzinfo, as_of: datetime) -> str:
    """Since when an order has its status, as far as its history says."""
    found = spans(order, as_of=as_of, zone=zone)
    waits = [f"{label(e.effect)} by {cite(e.by)}, awaits {clip(one, 80)}" for e in order.history if (one := e.awaits)]
    first = f"since {_day(found[-1].start, zone, as_of)}" if found else "since when was not seen"
    return "; ".join([first, *waits])


def _day(moment: datetime, zone: tzinfo, as_of: datetime) -> str:
    local = at(moment, zone)
    return day(local, year=local.year != at(as_of, zone).year)


def cells(order: OrderView, *, zone: tzinfo, as_of: datetime) -> tuple[Cell, ...]:
    """Status first, then every reading of the lapse, each with what is left at `as_of`."""
    status = Cell("Status", sentence(label(order.status)), since_words(order, zone, as_of))
    lapses = (
        Cell(
            f"Lapses, {label(lapse.reading)}",
            time_left(lapse, order.status, as_of=as_of, zone=zone),
            lapse_day(lapse, zone, as_of),
        )
        for lapse in order.lapses
    )
    return (status, *lapses)


def lapse_day(lapse: LapseView, zone: tzinfo, as_of: datetime) -> str:
    """`Tue 20 May, 17:25`, or the day alone where only days are counted."""
    hour = f", {clock(lapse.at, zone)}" if lapse.at else ""
    return weekday(lapse.on, year=lapse.on.year != at(as_of, zone).year) + hour


def status_note(order: OrderView) -> str | None:
    """How the lapses are counted, and what the status does not say (an order's end answers no allegation)."""
    said = [lapse_note(order), *(clip(note, 400) for note in order.notes)]
    return " ".join(part for part in said if part) or None


def lapse_note(order: OrderView) -> str | None:
    """By which rules the lapses are counted; that we choose none."""
    if not order.lapses:
        return None if order.status in ENDED else "No end date seen."
    rules = list(dict.fromkeys(printable(lapse.rule) for lapse in order.lapses))
    applies = ", if the rule applies" if any(lapse.if_applies for lapse in order.lapses) else ""
    choose = " We choose none of them." if len(order.lapses) > 1 else ""
    return sentence(f"{'; '.join(rules)}{applies}.{choose}")


def bar(order: OrderView, *, zone: tzinfo, as_of: datetime) -> tuple[int, ...]:
    """The shares, in percent, of time run and time left under each later reading; empty where nothing can be shown."""
    start = order.entered_at or order.pronounced_at
    ends = sorted({lapse.at or midnight_of(lapse, zone) for lapse in order.lapses})
    if start is None or not ends or order.status in ENDED or not start < as_of < ends[0]:
        return ()
    points = [start, as_of, *ends]
    whole = (points[-1] - points[0]) / timedelta(seconds=1)
    return tuple(max(1, round(100 * ((b - a) / timedelta(seconds=1)) / whole)) for a, b in pairwise(points))


def midnight_of(lapse: LapseView, zone: tzinfo) -> datetime:
    """The end of a lapse day counted without an hour."""
    return midnight(datetime(lapse.on.year, lapse.on.month, lapse.on.day, 12, tzinfo=zone), zone) + timedelta(days=1)


def timing_table(order: OrderView, action: ActionView, *, zone: tzinfo, show: int) -> Table | None:
    """Every moment of an action against every reading; None where there is no moment or nothing to hold it against.

    Accounts that agree share a row (monitor.present.accounts).
    """
    readings = [r for r in _READINGS if any(t.reading is r for t in action.timing)]
    if not action.moments or not readings:
        return None
    relation = {(t.index, t.reading): label(t.relation) for t in action.timing}
    on = order_day(order, zone)
    told, days_alone = accounts(action)
    rows = tuple(
        Row(
            sentence(moment_words(account.moment, zone, on=on)) + _accounts(action, account.places),
            tuple(relation.get((account.places[0], reading), "unknown") for reading in readings),
        )
        for account in told[:show]
    )
    head = ", ".join(filter(None, (day(on, year=False) if on else "", _zone_word(order, action, zone))))
    columns = tuple(_column(order, reading, zone) for reading in readings)
    return Table(head, columns, rows, _not_shown(len(told) - show, days_alone))


def _not_shown(cut: int, days: int) -> str | None:
    said = [f"{cut} more in the record."] if cut > 0 else []
    said += [f"{count(days, 'account')} without an hour: in the record."] if days else []
    return " ".join(said) or None


def _zone_word(order: OrderView, action: ActionView, zone: tzinfo) -> str:
    """`EDT`: the zone as it is called at the first time known of the order or the action; nothing where none is."""
    bounds = (bound for moment in action.moments for bound in (moment.since, moment.until))
    times = (order.pronounced_at, order.entered_at, order.noticed_at, *bounds, action.first_at)
    known = next((moment for moment in times if moment is not None), None)
    return (at(known, zone).tzname() or "") if known else ""


def _accounts(action: ActionView, alike: Sequence[int]) -> str:
    """Whose account it is, where others of the same label differ."""
    label_of = action.moments[alike[0]].label
    if sum(other.label == label_of for other in action.moments) < 2:
        return ""
    names = list(dict.fromkeys(_said_by(action, action.moments[n]) for n in alike))
    return f" (by {names[0]})" if len(names) == 1 else f" ({len(names)} sources)"


def _said_by(action: ActionView, told: MomentView | FigureView) -> str:
    """The outlet, or who filed it: a docket's entries are told apart by their filers."""
    filer = (p.actor for p in action.positions if p.item == told.item and p.venue is Venue.FILING)
    return clip(next(filer, "") or told.source or told.item, 60)


def _column(order: OrderView, reading: TimeReading, zone: tzinfo) -> str:
    on = order_day(order, zone)
    if reading is TimeReading.PRONOUNCED:
        about, day_only = order.pronounced_about, order.pronounced_date_only
        hour = effective(order.pronounced_at, zone, on=on, about=about, date_only=day_only)
    elif reading is TimeReading.ENTERED:
        hour = effective(order.entered_at, zone, on=on, date_only=order.entered_date_only)
        hour = f"as filed {hour}" if order.entered_as_filed else hour
    elif reading is TimeReading.NOTICED:
        hour = effective(order.noticed_at, zone, on=on)
    else:
        return "Due"
    return f"{sentence(label(reading))}, {hour}"


def figure_lines(action: ActionView) -> tuple[tuple[str, ...], str | None]:
    """Figures that disagree, one line a label; then those not compared, and how many reports carry them."""
    if not action.figures_conflict:
        return (), None
    groups: dict[tuple[str, str | None], list[FigureView]] = {}
    for figure in action.figures:
        groups.setdefault((figure.label, figure.population), []).append(figure)
    lines, rest = [], []
    for (name, population), figures in groups.items():
        told = [_figure(action, f) for f in figures]
        if any(f.disagrees for f in figures):
            head = sentence(clip(name, 60)) + (f", {clip(population, 60)}" if population else "")
            lines.append(f"{head}: {'; '.join(dict.fromkeys(told))}.")
        else:
            rest += told
    rest = list(dict.fromkeys(rest))
    notes = [f"Not compared: {', '.join(rest)}."] if rest and lines else []
    if lines and action.separate_reports:
        notes.append(f"{count(action.separate_reports, 'separate report')} seen; copies are folded.")
    return tuple(lines), " ".join(notes) or None


def _figure(action: ActionView, figure: FigureView) -> str:
    return f"{quoted(figure.text, 200)} ({_said_by(action, figure)})"


def due_when(deadline: DeadlineView, zone: tzinfo, as_of: datetime) -> str:
    """`Mon 19 May, 17:00`; the day alone where the text names no hour."""
    local = at(deadline.due_at, zone)
    named = weekday(local, year=local.year != at(as_of, zone).year)
    whole_day = deadline.date_only or not hour_seen(deadline.due_at, zone)
    return named if whole_day else f"{named}, {clock(deadline.due_at, zone)}"


def next_rows(orders: Sequence[OrderView], *, zone: tzinfo, as_of: datetime, show: int) -> tuple[Row, ...]:
    """What an order and those that act on it make due next, soonest first: pending deadlines not yet past."""
    due = (d for order in orders for d in order.deadlines)
    pending = [d for d in due if d.status is DeadlineStatus.PENDING and over_at(d) >= as_of]
    pending.sort(key=lambda d: d.due_at)
    return tuple(Row(due_when(d, zone, as_of), (_due_line(d, zone, as_of),)) for d in pending[:show])


def _due_line(deadline: DeadlineView, zone: tzinfo, as_of: datetime) -> str:
    line = f"{sentence(label(deadline.kind))}: {quoted(deadline.what, 300)}"
    other = other_readings(deadline, zone, as_of)
    return f"{line}. {other}" if other else line


def unseen_rows(order: OrderView, *, zone: tzinfo, as_of: datetime, show: int) -> tuple[Row, ...]:
    """What we could not see: items no longer shown, filings not observed, gaps, things that could not be placed."""
    rows = [Row(head, (rest,)) for head, rest in (gone_lines(gone, zone, as_of) for gone in order.withdrawn)]
    rows += [
        Row(f"{quoted(d.what, 300)}, due {due_when(d, zone, as_of)}.", (NO_FILING,))
        for d in order.deadlines
        if d.status is DeadlineStatus.NO_FILING_OBSERVED
    ]
    rows += [
        Row(
            f"{clip(gap.source, 60)}, {_gap(gap, zone, as_of)}.",
            (f"{sentence(clip(gap.why, 200))}; entries may be missing.",),
        )
        for gap in order.coverage.gaps
    ]
    rows += [Row("Could not be placed.", (sentence(clip(reason, 300)),)) for reason in order.unresolved]
    return tuple(rows[:show])


def _gap(gap: GapView, zone: tzinfo, as_of: datetime) -> str:
    since, until = (f"{_day(m, zone, as_of)} {clock(m, zone)}" for m in (gap.since, gap.until))
    return f"{since} to {until}"

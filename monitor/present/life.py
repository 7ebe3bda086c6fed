"""The first chart: an order's life. Every reading of its lapse is drawn; what has no time is said, not placed.

Lanes from top to bottom: status and lapses, the court, each side's positions, others, findings, what is due, actions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo

from monitor.domain.vocabulary import ActionStatus, OrderStatus, Side
from monitor.present.axis import Axis, days_axis, ticks, weekends
from monitor.present.canvas import Canvas
from monitor.present.lanes import (
    action_pin,
    court_pins,
    due_pins,
    finding_pins,
    findings_of,
    moments_of,
    positions_of,
    side_pins,
)
from monitor.present.place import Pin, Placed, fit, label_width, pack, text_width
from monitor.present.spans import ENDED, PARTLY, Span, lapse_moment, spans
from monitor.present.times import at, day, weekday
from monitor.present.words import count, label, sentence
from monitor.state.view import LapseView, OrderView

LEFT, RIGHT, EDGE = 122.0, 694.0, 6.0
_ROW = 17.0
_ROWS = 14


def life_axis(order: OrderView, *, as_of: datetime, zone: tzinfo) -> Axis | None:
    """The chart's line of time, or None where nothing about the order has a time."""
    found = moments_of(order, zone)
    if not found:
        return None
    if order.status not in ENDED:
        found.append(at(as_of, zone))
    return days_axis(min(found), max(found), LEFT, RIGHT, zone)


class Life:
    """Draws the chart onto a canvas from `top` down; `bottom` says where it ended."""

    def __init__(self, canvas: Canvas, order: OrderView, axis: Axis, *, as_of: datetime) -> None:
        self.canvas, self.order, self.axis, self.as_of = canvas, order, axis, as_of
        self.zone = axis.zone
        self.bottom = 0.0

    def draw(self, top: float) -> float:
        """Draw everything and give the y of the chart's lower edge."""
        ground = len(self.canvas.shapes)
        self.bottom = top
        self._scale()
        for title, body in self._lanes():
            before = self.bottom
            self._name(title)
            body()
            self.bottom = max(self.bottom, before + 12 + 14 * title.count("\n") + 14)
            self.canvas.across(EDGE, RIGHT, self.bottom)
        self._ground(ground, top)
        return self.bottom

    def _lanes(self) -> Iterable[tuple[str, Callable[[], None]]]:
        yield "Order runs", self._status
        yield "Court", lambda: self._pins(court_pins(self.order, self.axis), "none with a time seen")
        yield (
            "Protected side’s\npositions",
            lambda: self._pins(side_pins(self.order, self.axis, Side.PROTECTED), "none seen"),
        )
        yield "Bound side’s\npositions", lambda: self._pins(side_pins(self.order, self.axis, Side.BOUND), "none seen")
        if others := side_pins(self.order, self.axis, Side.OTHER):
            yield "Others", lambda: self._pins(others, "")
        yield "Findings", lambda: self._pins(finding_pins(self.order, self.axis), "none seen")
        if due := due_pins(self.order, self.axis, self.as_of):
            yield "Due", lambda: self._pins(due, "")
        if self.order.actions:
            yield "Actions", self._actions

    def _scale(self) -> None:
        self.bottom += 16
        free = 0.0
        for x, text in ticks(self.axis):
            width = text_width(text, 11.5)
            start = min(x, RIGHT - width)
            if start >= free:
                self.canvas.text(start, self.bottom - 5, text, size=11.5)
                free = start + width + 8
            self.canvas.upright(x, self.bottom, self.bottom + 4)
        self.canvas.across(LEFT, RIGHT, self.bottom, "ink")

    def _ground(self, index: int, top: float) -> None:
        """Shade weekends, behind what is already drawn."""
        above, self.canvas.shapes[index:] = self.canvas.shapes[index:], []
        for start, end in weekends(self.axis):
            self.canvas.rect(start, top + 16, end - start, self.bottom - top - 16, "band")
        self.canvas.shapes += above

    def _name(self, title: str) -> None:
        for index, line in enumerate(title.split("\n")):
            self.canvas.text(EDGE, self.bottom + 18 + 14 * index, line, size=12, bold=True)

    # status and lapses

    def _status(self) -> None:
        found = spans(self.order, as_of=self.as_of, zone=self.zone)
        y = self.bottom + 7
        outside = [pin for span in found if (pin := self._bar(span, y, last=span is found[-1]))]
        self.bottom = y + 15
        placed = pack(outside, LEFT, RIGHT)
        for item in placed:
            self._label(item, self.bottom + 13 + _ROW * item.row)
        if placed:
            self.bottom += _ROW * (1 + max(item.row for item in placed))
        if not found:
            self.canvas.text(LEFT, y + 11, f"{sentence(label(self.order.status))}; no time of it seen", fill="muted")
        start = found[0].start if found else None
        end = found[-1].start if found and found[-1].status in ENDED else None
        for lapse in self.order.lapses[:_ROWS]:
            self._lapse(lapse, start, end)
        self.bottom += 8

    def _bar(self, span: Span, y: float, *, last: bool) -> Pin | None:
        """Draw one span; gives a pin where its words do not fit into it."""
        x, end = self.axis.clamp(span.start), self.axis.clamp(span.end)
        word, full = label(span.status), span.status not in PARTLY
        text = f"{word} {day(span.start, year=self.axis.years)}"
        if last and span.status in ENDED:
            self.canvas.upright(x, y - 2, y + 17, width=2)
            return Pin(x=x, text=text, mark="", bold=True)
        dark = span.status is OrderStatus.IN_FORCE
        fill = "hatch" if span.status is OrderStatus.LAPSE_DISPUTED else "ink" if dark else "open"
        self.canvas.rect(x, y, max(end - x, 1.5), 15, fill, "ink")
        if not full:
            self.canvas.rect(x, y + 8, max(end - x, 1.5), 7, "ink")
        if full and fill != "hatch" and text_width(word, 11, bold=True) + 12 <= end - x:
            self.canvas.text(x + 6, y + 11.5, word, bold=True, fill="on" if dark else None)
            return None
        return Pin(x=x, text=text, mark="", bold=True)

    def _lapse(self, lapse: LapseView, start: datetime | None, end: datetime | None) -> None:
        self.bottom += 21
        y = self.bottom - 6
        moment = lapse_moment(lapse, self.zone)
        x = self.axis.clamp(moment)
        width = max(self.axis.clamp(moment + timedelta(days=1)) - x, 5.0) if lapse.at is None else 0.0
        self._lapse_line(start, end, x, y)
        if lapse.at is None:
            self.canvas.rect(x, y - 6, width, 12, "open", "ink")
            self.canvas.seen.add("lapse")
        else:
            self.canvas.mark("lapse", x, y)
        words = label(lapse.reading) + (", if the rule applies" if lapse.if_applies else "") + ": "
        self._beside_lapse(words, self._lapse_day(lapse), x, x + width, y)

    def _lapse_day(self, lapse: LapseView) -> str:
        hour = f", {at(lapse.at, self.zone):%H:%M}" if lapse.at else ""
        return f"{weekday(lapse.on, year=lapse.on.year != at(self.as_of, self.zone).year)}{hour}"

    def _lapse_line(self, start: datetime | None, end: datetime | None, x: float, y: float) -> None:
        if start is None:
            return
        begin = self.axis.clamp(start)
        turn = min(self.axis.clamp(end), x) if end else x
        self.canvas.path(f"M{begin:.1f} {y}H{turn:.1f}", stroke="ink", width=1.5)
        if turn < x:
            self.canvas.path(f"M{turn:.1f} {y}H{x:.1f}", stroke="ink", width=1.5, dash="2 4")

    def _beside_lapse(self, words: str, when: str, x: float, end: float, y: float) -> None:
        width = text_width(words, 11) + text_width(when, 11, bold=True)
        if end + 8 + width <= RIGHT:
            self.canvas.text(end + 8, y + 4, words, strong=when)
            return
        # it stands on the line that leads to the box, of which a stub stays to be seen
        self.canvas.rect(x - 18 - width, y - 8, width + 4, 16, "paper")
        self.canvas.text(x - 18, y + 4, words, strong=when, anchor="end")

    # lanes of marks

    def _pins(self, pins: list[Pin], nothing: str) -> None:
        if not pins:
            self.canvas.text(LEFT, self.bottom + 18, nothing, fill="muted")
            return
        folded: dict[tuple[float, str, str], int] = {}
        for pin in pins:
            key = (pin.x, pin.text, pin.mark)
            folded[key] = folded.get(key, 0) + 1
        once = [Pin(x=x, text=f"{text} ({n})" if n > 1 else text, mark=mark) for (x, text, mark), n in folded.items()]
        self._rows(pack(once, LEFT, RIGHT))

    def _rows(self, placed: list[Placed]) -> None:
        shown = [item for item in placed if item.row < _ROWS]
        for item in shown:
            y = self.bottom + 14 + _ROW * item.row
            self.canvas.mark(item.pin.mark, item.pin.x, y)
            self._label(item, y + 4)
        self.bottom += 8 + _ROW * (1 + max(item.row for item in shown))
        left = [item for item in placed if item.row >= _ROWS]
        if left:  # a mark each all the same: a side must not look quieter than it was
            for item in left:
                self.canvas.mark(item.pin.mark, item.pin.x, self.bottom + 6)
            self.bottom += 2 * _ROW
            self.canvas.text(
                LEFT, self.bottom - 5, f"last row: {len(left)} more, with their words in the record", fill="muted"
            )

    def _label(self, item: Placed, y: float) -> None:
        pin = item.pin
        title = pin.text if pin.text != item.text else None
        width = label_width(pin, item.text, 11)
        left = item.text_x if item.anchor == "start" else item.text_x - width
        self.canvas.text(left, y, item.text, bold=pin.bold, title=title)
        if pin.tag:
            self._tag(left + text_width(item.text, 11, bold=pin.bold) + 6, y, pin.tag)

    def _tag(self, x: float, y: float, tag: str) -> None:
        width = text_width(tag, 11) + 8
        dash = "3 2" if tag == label(ActionStatus.QUESTIONED) else None
        self.canvas.rect(x, y - 10.5, width, 14, None, "ink", dash=dash)
        self.canvas.text(x + 4, y, tag)

    # actions

    def _actions(self) -> None:
        pins = [action_pin(action, self.axis, RIGHT) for action in self.order.actions]
        timed = [pin for pin in pins if pin.mark]
        placed = pack(timed, LEFT, RIGHT)
        for item in placed:
            y = self.bottom + 14 + _ROW * item.row
            self.canvas.rect(item.pin.x, y - 5, (item.pin.end or item.pin.x) - item.pin.x, 10, "act")
            self._label(item, y + 4)
        if placed:
            self.bottom += 4 + _ROW * (1 + max(item.row for item in placed))
        for pin in (pin for pin in pins if not pin.mark):
            self.bottom += _ROW
            wanted = RIGHT - LEFT - label_width(pin, "", 11)
            text = fit(pin.text, wanted, 11)
            self._label(Placed(pin=pin, row=0, text=text, text_x=LEFT, anchor="start"), self.bottom + 1)
        self.bottom += 6


def life_words(order: OrderView, *, as_of: datetime, zone: tzinfo) -> list[str]:
    """The chart in sentences, for whoever cannot see it."""
    said = []
    for span in spans(order, as_of=as_of, zone=zone):
        until = "" if span.status in ENDED else f" until {day(span.end)}"
        said.append(f"{sentence(label(span.status))} from {day(span.start)}{until}.")
    for lapse in order.lapses:
        if_applies = ", if the rule applies" if lapse.if_applies else ""
        said.append(f"Lapses {weekday(lapse.on, year=True)}, {label(lapse.reading)}{if_applies}.")
    positions = len(list(positions_of(order)))
    findings = findings_of(order)
    said.append(f"{count(len(order.actions), 'action')}, {count(positions, 'position')}, {_findings(len(findings))}.")
    return said


def _findings(number: int) -> str:
    return count(number, "finding") if number else "no finding seen"

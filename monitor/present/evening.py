"""The second chart: the hours around the order, each moment against each reading of when it took effect. Chooses
neither.

Drawn only where an action has a moment and the order a known hour or day. Rules: pronounced is dashed with an open
circle, entered solid with a filled square, noticed dotted with an open diamond; an unknown hour is hatched, not
guessed.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from monitor.domain.vocabulary import TimeReading
from monitor.present.accounts import accounts
from monitor.present.axis import Axis, ticks
from monitor.present.canvas import Canvas
from monitor.present.life import EDGE, LEFT, RIGHT
from monitor.present.place import Pin, fit, pack, text_width
from monitor.present.rulers import moment_words, rulers
from monitor.present.sides import called
from monitor.present.times import at, clock, day, span
from monitor.present.words import label, sentence
from monitor.state.view import OrderView
from monitor.state.view_action import ActionView, MomentView

_NEAR = timedelta(hours=48)
_WHOLE = timedelta(hours=96)
_ROW = 20.0
_MOST = 30
_RULES: dict[TimeReading, tuple[str, str | None]] = {
    TimeReading.PRONOUNCED: ("spoken", "6 3"),
    TimeReading.ENTERED: ("entered", None),
    TimeReading.NOTICED: ("noticed", "2 3"),
}


def _edges(moment: MomentView) -> list[datetime]:
    return [bound for bound in (moment.since, moment.until) if bound is not None]


def _drawn(action: ActionView) -> list[MomentView]:
    return [account.moment for account in accounts(action)[0]]


def evening_axis(order: OrderView, zone: tzinfo) -> Axis | None:
    """The hours to enlarge, or None where there is nothing to hold against anything.

    All moments where they lie within four days; otherwise those within two days of the order, the rest named at the
    edge.
    """
    readings = rulers(order, zone)
    moments = [at(edge, zone) for action in order.actions for moment in _drawn(action) for edge in _edges(moment)]
    if not readings or not moments:
        return None
    first, last = readings[0].since, max(ruler.until for ruler in readings)
    near = [moment for moment in moments if first - _NEAR <= moment <= last + _NEAR]
    everything = [first, last, *moments]
    fits = max(everything) - min(everything) <= _WHOLE
    held = everything if fits or not near else [first, last, *near]
    start, end = min(held), max(held)
    margin = max((end - start) * 0.07, timedelta(minutes=20))
    return Axis(start - margin, end + margin, LEFT, RIGHT, zone)


class Evening:
    """Draws the enlarged chart onto a canvas."""

    def __init__(self, canvas: Canvas, order: OrderView, axis: Axis) -> None:
        self.canvas, self.order, self.axis = canvas, order, axis
        self.zone = axis.zone
        self.rulers = rulers(order, self.zone)
        self.y = 0.0
        edges = [at(edge, self.zone) for a in order.actions for m in _drawn(a) for edge in _edges(m)]
        days = {edge.date() for edge in [*edges, *(ruler.since for ruler in self.rulers)]}
        self.one_day = days.pop() if len(days) == 1 else None

    def draw(self, top: float) -> float:
        """Draw everything from `top` down and give the y of the lower edge."""
        self.y = top
        self._scale()
        heads = self._heads()
        self._bars()
        body = self.y
        ground = len(self.canvas.shapes)
        self._actions()
        self._rules(ground, heads, body)
        return self.y

    def _scale(self) -> None:
        self.canvas.text(EDGE, self.y + 14, "Before or after", size=12, bold=True)
        self.canvas.text(EDGE, self.y + 28, "the order", size=12, bold=True)
        self.y += 20
        self.canvas.across(LEFT, RIGHT, self.y, "ink")
        free = 0.0
        for x, text in ticks(self.axis, 64):
            self.canvas.upright(x, self.y, self.y + 5)
            width = text_width(text, 11.5)
            start = min(max(x - width / 2, LEFT), RIGHT - width)
            if start >= free:
                self.canvas.text(start, self.y + 16, text, size=11.5)
                free = start + width + 8
        self.y += 24

    def _heads(self) -> float:
        """Name each rule above it; gives the y at which the rules start."""
        pins = [
            Pin(x=(self.axis.x(r.since) + self.axis.x(r.until)) / 2, text=r.words, mark=_RULES[r.reading][0], bold=True)
            for r in self.rulers
        ]
        pins.sort(key=lambda pin: pin.x)
        if pins and text_width(pins[0].text, 11, bold=True) + 10 <= pins[0].x - LEFT and len(pins) > 1:
            first, pins = pins[0], pins[1:]
            self._head(first, first.text, first.x - 10, "end", self.y + 10)
            placed = pack(pins, first.x - 2, RIGHT)
        else:
            placed = pack(pins, LEFT, RIGHT)
        for item in placed:
            self._head(item.pin, item.text, item.text_x, item.anchor, self.y + 10 + 16 * item.row)
        top = self.y + 10
        self.y += 20 + 16 * max((item.row for item in placed), default=0)
        return top

    def _head(self, pin: Pin, text: str, x: float, anchor: str, y: float) -> None:
        self.canvas.mark(pin.mark, pin.x, y)
        self.canvas.text(x, y + 4, text, bold=True, anchor=anchor)

    def _bars(self) -> None:
        """A ruler for each reading: open before it, filled after it, hatched where its hour is not known."""
        for ruler in self.rulers:
            self.canvas.text(EDGE, self.y + 12.5, f"from {label(ruler.reading)}")
            since, until = self.axis.clamp(ruler.since), self.axis.clamp(ruler.until)
            self.canvas.rect(LEFT, self.y, since - LEFT, 17, "open", "ink")
            self.canvas.rect(until, self.y, RIGHT - until, 17, "ink", "ink")
            if until > since:
                self.canvas.rect(since, self.y, until - since, 17, "hatch", "ink")
            self._inside(LEFT, since, "before the order", None)
            self._inside(until, RIGHT, "after the order", "on")
            self.y += 20
        self.y += 4

    def _inside(self, left: float, right: float, words: str, fill: str | None) -> None:
        """Write into a bar, in the widest stretch that no rule crosses."""
        cuts = sorted({left, right, *(x for r in self.rulers if left < (x := self.axis.clamp(r.since)) < right)})
        left, right = max(pairwise(cuts), key=lambda gap: gap[1] - gap[0], default=(left, right))
        for text in (words, words.split(" ", 1)[0]):
            if text_width(text, 11) + 8 <= right - left:
                self.canvas.text((left + right) / 2, self.y + 12.5, text, anchor="middle", fill=fill)
                return

    def _actions(self) -> None:
        left = _MOST
        for action in (action for action in self.order.actions if action.moments):
            if left <= 0:
                self.y += _ROW
                self.canvas.rect(EDGE, self.y - 16, 270, 15, "paper")
                self.canvas.text(EDGE, self.y - 5, "More moments are in the record, not drawn here.", fill="muted")
                break
            self.canvas.across(EDGE, RIGHT, self.y)
            self._action(action, left)
            left -= len(_drawn(action))

    def _action(self, action: ActionView, most: int) -> None:
        self.y += _ROW
        name = fit(called(action), RIGHT - EDGE - 16, 12, bold=True)
        width = text_width(name, 12, bold=True)
        self.canvas.rect(EDGE - 2, self.y - 14, width + 6, 16, "paper")
        self.canvas.text(EDGE, self.y - 2, name, size=12, bold=True)
        for moment in _drawn(action)[:most]:
            self._moment(moment)
        self.y += 6

    def _moment(self, moment: MomentView) -> None:
        middle = self.y + 10
        words = moment_words(moment, self.zone, on=self.one_day)
        start, end = self._extent(moment, middle)
        item = pack([Pin(x=start, end=end, text=words, mark="")], EDGE, RIGHT - 4)[0]
        text, width = item.text, text_width(item.text, 11)
        left = item.text_x if item.anchor == "start" else item.text_x - width
        if text != words and (inside := text_width(words, 11)) + 16 < end - start:
            text, width, left = words, inside, (start + end - inside) / 2
            self.canvas.rect(left - 3, middle - 5, width + 6, 10, "paper")
        title = words if words != text else None
        if any(left - 4 < self.axis.x(ruler.since) < left + width + 4 for ruler in self.rulers):
            self.canvas.rect(left - 2, middle - 8, width + 4, 15, "paper")
        self.canvas.text(left, middle + 4, text, title=title)
        self.y += _ROW

    def _extent(self, moment: MomentView, y: float) -> tuple[float, float]:
        """Draw where the moment lies and give from where to where; a bound not known reaches no further than a stub."""
        axis, stub = self.axis, 46.0
        if moment.since is None and moment.until is None:
            self._hatched(LEFT, LEFT + stub, y, "both")
            return LEFT, LEFT + stub
        if moment.since is not None and moment.until is not None:
            return self._between(moment.since, moment.until, y, about=moment.about)
        if moment.since is None:
            assert moment.until is not None
            end = max(axis.clamp(moment.until), LEFT + 4)
            start = max(LEFT, end - stub)
            self._hatched(start, end, y, "start")
            return start, end
        start = min(axis.clamp(moment.since), RIGHT - 4)
        end = min(RIGHT, start + stub)
        self._hatched(start, end, y, "end")
        return start, end

    def _between(self, since: datetime, until: datetime, y: float, *, about: bool) -> tuple[float, float]:
        x, end = self.axis.x(since), self.axis.x(until)
        if x > self.axis.right or end < self.axis.left:  # named at the edge, with an arrow: off this chart
            right = x > self.axis.right
            tip, tail, wing = (RIGHT, RIGHT - 10, -4) if right else (LEFT, LEFT + 10, 4)
            self.canvas.path(f"M{tail} {y}H{tip}m{wing} -4L{tip} {y}l{wing} 4", stroke="ink", width=1.8)
            return min(tip, tail), max(tip, tail)
        x, end = self.axis.clamp(since), self.axis.clamp(until)
        if end - x < 5:
            self.canvas.mark("moment-about" if about else "moment", x, y)
            return x, end
        self._hatched(x, end, y, "none")
        return x, end

    def _hatched(self, start: float, end: float, y: float, open_at: str) -> None:
        """A hatched span: the moment lies in it; the side that has no known bound has no edge."""
        self.canvas.seen.add("hatch")
        top, low = y - 6, y + 6
        self.canvas.rect(start, top, end - start, 12, "hatch")
        self.canvas.across(start, end, top, "muted")
        self.canvas.across(start, end, low, "muted")
        if open_at not in {"start", "both"}:
            self.canvas.upright(start, top, low, "muted")
        if open_at not in {"end", "both"}:
            self.canvas.upright(end, top, low, "muted")

    def _rules(self, ground: int, top: float, body: float) -> None:
        """Draw the rules and, behind everything, the column that is after one reading and before the other."""
        above, self.canvas.shapes[ground:] = self.canvas.shapes[ground:], []
        if len(self.rulers) > 1 or self.rulers[0].since < self.rulers[0].until:
            start, end = self.axis.clamp(self.rulers[0].since), self.axis.clamp(self.rulers[-1].until)
            self.canvas.rect(start, body, end - start, self.y - body, "sel")
        for ruler in self.rulers:
            dash = _RULES[ruler.reading][1]
            if ruler.since == ruler.until:  # a rule where only the day is known would claim its midnight
                self.canvas.upright(self.axis.clamp(ruler.since), top + 6, self.y, width=2, dash=dash)
        self.canvas.shapes += above

    def notes(self) -> list[str]:
        """What the chart's shading says, in words."""
        said = []
        if len(self.rulers) > 1:
            first, last = self.rulers[0], self.rulers[-1]
            apart = span(last.until - first.since)
            readings = f"after “{label(first.reading)}” and before “{label(last.reading)}”"
            said.append(f"The grey column is the {apart} that are {readings}. Neither reading is chosen.")
        elif self.rulers[0].since < self.rulers[0].until:
            said.append("The grey column is the day of the order; its hour was not seen.")
        return said


def evening_words(order: OrderView, zone: tzinfo) -> list[str]:
    """The chart in sentences."""
    said = [f"{sentence(ruler.words)} on {day(ruler.since)}." for ruler in rulers(order, zone)]
    for action in order.actions:
        moments = [moment_words(m, zone) for m in _drawn(action)[:_MOST]]
        if moments:
            said.append(f"{called(action)}: {'; '.join(moments)}.")
    return said


def hours(axis: Axis, zone: tzinfo) -> str:
    """From when to when the chart goes: for its description."""
    return f"{day(at(axis.start, zone))} {clock(axis.start, zone)} to {day(at(axis.end, zone))} {clock(axis.end, zone)}"

"""A picture as a list of shapes, in the colours of the palette and with a class each for the page's own style sheet.

Draws marks whose shape carries the meaning; refuses nothing, escapes nothing (the template does).
"""

from __future__ import annotations

import msgspec

from monitor.present.palette import LIGHT

_FILL_CLASS = {"on": "tl-on-ink", "open": "tl-open"}
_LINE_CLASS = {"ink": "tl-line", "paper": "tl-on-ink-line", "hair": "tl-hair"}


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


class Shape(msgspec.Struct, frozen=True):
    """One element: its tag, its attributes in order, the text in it (`strong` follows it in bold), the title a
    pointer shows.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...]
    text: str | None = None
    title: str | None = None
    strong: str = ""


class Canvas:
    """Collects shapes from back to front; `uid` makes the names inside one picture its own."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        self.shapes: list[Shape] = []
        self.seen: set[str] = set()

    def _paint(self, fill: str | None, stroke: str | None, width: float) -> list[tuple[str, str]]:
        paint: list[tuple[str, str]] = []
        classes = []
        if fill == "hatch":
            paint.append(("fill", f"url(#{self.uid}-hatch)"))
        elif fill:
            paint.append(("fill", LIGHT["paper" if fill in {"on", "open"} else fill]))
            classes.append(_FILL_CLASS.get(fill, f"tl-{fill}"))
        else:
            paint.append(("fill", "none"))
        if stroke:
            paint += [("stroke", LIGHT[stroke]), ("stroke-width", number(width))]
            classes.append(_LINE_CLASS.get(stroke, f"tl-{stroke}-line"))
        if classes:
            paint.append(("class", " ".join(classes)))
        return paint

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11,
        bold: bool = False,
        anchor: str = "start",
        fill: str | None = None,
        title: str | None = None,
        strong: str = "",
    ) -> None:
        """Write a text on the line at `y`, and `strong` in bold behind it."""
        attributes = [("x", number(x)), ("y", number(y)), ("font-size", number(size))]
        if bold:
            attributes.append(("font-weight", "700"))
        if anchor != "start":
            attributes.append(("text-anchor", anchor))
        if fill:
            attributes += [("fill", LIGHT["paper" if fill == "on" else fill])]
            attributes += [("class", _FILL_CLASS.get(fill, f"tl-{fill}"))]
        self.shapes.append(Shape("text", tuple(attributes), text, title, strong))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        stroke: str | None = None,
        *,
        dash: str | None = None,
    ) -> None:
        """A rectangle; `fill` is a colour's role, `open`, or `hatch` for what is disputed or not seen."""
        box = (("x", x), ("y", y), ("width", max(width, 0.1)), ("height", height))
        attributes = [(name, number(value)) for name, value in box]
        attributes += self._paint(fill, stroke, 1.5)
        if dash:
            attributes.append(("stroke-dasharray", dash))
        self.shapes.append(Shape("rect", tuple(attributes)))

    def path(
        self,
        d: str,
        fill: str | None = None,
        stroke: str | None = "ink",
        width: float = 1.0,
        *,
        dash: str | None = None,
    ) -> None:
        """A path; by default a hairline in ink."""
        attributes = [("d", d), *self._paint(fill, stroke, width)]
        if dash:
            attributes.append(("stroke-dasharray", dash))
        self.shapes.append(Shape("path", tuple(attributes)))

    def across(self, x: float, to: float, y: float, stroke: str = "hair", *, dash: str | None = None) -> None:
        """A level line."""
        self.path(f"M{number(x)} {number(y)}H{number(to)}", stroke=stroke, dash=dash)

    def upright(
        self, x: float, y: float, to: float, stroke: str = "ink", width: float = 1.0, *, dash: str | None = None
    ) -> None:
        """An upright line."""
        self.path(f"M{number(x)} {number(y)}V{number(to)}", stroke=stroke, width=width, dash=dash)

    def mark(self, kind: str, x: float, y: float) -> None:
        """A mark centred at (x, y); `kind` is one of MARKS. Remembers which were drawn, for the legend."""
        self.seen.add(kind)
        shape, fill, stroke = MARKS[kind]
        if shape == "circle":
            attributes = (("cx", number(x)), ("cy", number(y)), ("r", "4.8"), *self._paint(fill, stroke, 1.8))
            self.shapes.append(Shape("circle", attributes))
            return
        d = "M" + "L".join(f"{number(x + dx)} {number(y + dy)}" for dx, dy in _OUTLINES[shape]) + "Z"
        self.path(d, fill, stroke, 1.8)


_OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "up": ((0, -5), (5.8, 5), (-5.8, 5)),
    "down": ((-5.8, -4.5), (5.8, -4.5), (0, 5.5)),
    "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    "hexagon": ((-6, 0), (-3, -5.2), (3, -5.2), (6, 0), (3, 5.2), (-3, 5.2)),
    "box": ((-4, -5.5), (4, -5.5), (4, 5.5), (-4, 5.5)),
    "bar": ((-2.5, -6), (2.5, -6), (2.5, 6), (-2.5, 6)),
}
MARKS: dict[str, tuple[str, str | None, str | None]] = {
    "spoken": ("circle", "open", "ink"),
    "entered": ("square", "ink", None),
    "noticed": ("diamond", "open", "ink"),
    "asks": ("up", "open", "prot"),
    "court-asks": ("up", "open", "ink"),
    "alleges": ("up", "prot", None),
    "answers": ("circle", "bound", None),
    "grants": ("circle", "open", "bound"),
    "reported": ("diamond", "open", "muted"),
    "finding": ("hexagon", "find", None),
    "due": ("down", "open", "ink"),
    "lapse": ("box", "open", "ink"),
    "moment": ("bar", "act", None),
    "moment-about": ("bar", "open", "muted"),
}
LEGEND = {
    "spoken": "spoken in court",
    "entered": "entered on the docket",
    "noticed": "notice given",
    "court-asks": "the court asks",
    "asks": "asks",
    "alleges": "alleges, seeks enforcement",
    "answers": "answers",
    "grants": "grants the act, not a breach",
    "reported": "others say",
    "finding": "a court finds",
    "due": "due",
    "lapse": "lapse date",
    "moment": "moment of an action",
    "moment-about": "moment, about",
}
"""What each mark says, in the order of the legend."""

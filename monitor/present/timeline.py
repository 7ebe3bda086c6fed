"""An order's timeline as a picture (SVG): its life, and the hours around it. Shapes carry the meaning, colours only
help.

No script, no style sheet inside, no font of ours; it repeats the tables beside it and adds nothing. It takes no side:
every reading is drawn and none is chosen.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from monitor.domain.ids import short_hash
from monitor.present.canvas import LEGEND, Canvas
from monitor.present.environment import environment
from monitor.present.evening import Evening, evening_axis, evening_words, hours
from monitor.present.life import EDGE, RIGHT, Life, life_axis, life_words
from monitor.present.naming import docket_line, order_name
from monitor.present.place import fit, text_width
from monitor.present.spans import ENDED
from monitor.present.times import stamp, zone_name
from monitor.present.words import clip
from monitor.state.view import OrderView

WIDTH = 700


def timeline_svg(order: OrderView, *, zone: tzinfo, as_of: datetime, example: bool = False) -> str:
    """Draw an order as one SVG document, 700 wide, with a title and a description that say the same in words.

    `as_of` is the moment as known at (aware). With `example` it is marked EXAMPLE and cannot pass for a real record.
    """
    canvas = Canvas(f"tl-{short_hash(order.id, 8)}")
    y = _head(canvas, order, zone=zone, as_of=as_of, example=example)
    notes: list[str] = []
    axis = life_axis(order, as_of=as_of, zone=zone)
    if axis is None:
        canvas.text(EDGE, y + 20, "No time of this order was seen; there is nothing to draw.", size=12)
        y += 32
    else:
        y = Life(canvas, order, axis, as_of=as_of).draw(y)
        notes.append(_shading(axis.days, running=order.status not in ENDED))
    zoom = evening_axis(order, zone)
    if zoom is not None:
        evening = Evening(canvas, order, zoom)
        y = evening.draw(y + 24)
        notes += evening.notes()
    height = _foot(canvas, y, [note for note in notes if note])
    title = f"{'EXAMPLE. ' if example else ''}{_title(order, zone)}"
    said = life_words(order, as_of=as_of, zone=zone)
    if zoom is not None:
        said += [f"Second chart, {hours(zoom, zone)}.", *evening_words(order, zone)]
    template = environment().get_template("timeline.svg.j2")
    return template.render(canvas=canvas, width=WIDTH, height=round(height), title=title, description=" ".join(said))


def _title(order: OrderView, zone: tzinfo) -> str:
    name = order_name(order, zone)
    return f"{clip(order.matter.caption, 120)}: {name[:1].lower()}{name[1:]}"


def _shading(days: float, *, running: bool) -> str:
    weekends = "Weekends are shaded. " if days <= 190 else ""
    bar = "The bar ends at the moment as known at. " if running else ""
    return f"{weekends}{bar}Every reading is drawn; none is chosen."


def _head(canvas: Canvas, order: OrderView, *, zone: tzinfo, as_of: datetime, example: bool) -> float:
    room = RIGHT - EDGE - (84 if example else 0)
    full = _title(order, zone)
    name = order_name(order, zone)
    caption = fit(clip(order.matter.caption, 120), room, 17, bold=True)
    canvas.text(EDGE, 22, caption, size=17, bold=True, title=full)
    if example:
        canvas.rect(RIGHT - 72, 8, 72, 19, "ink")
        canvas.text(RIGHT - 36, 21.5, "EXAMPLE", size=11.5, bold=True, anchor="middle", fill="on")
    canvas.text(EDGE, 41, fit(f"{name}, {docket_line(order.matter)}", RIGHT - EDGE, 12), size=12)
    times = zone_name(order.pronounced_at or order.entered_at or as_of, zone)
    known = f"Times in {times}. As known at {stamp(as_of, zone)}."
    canvas.text(EDGE, 57, known, size=11.5, fill="muted")
    return 66.0


def _foot(canvas: Canvas, y: float, notes: list[str]) -> float:
    """The legend of the shapes that were drawn, then the notes; gives the height of the picture."""
    y += 14
    canvas.across(EDGE, RIGHT, y - 6, "ink")
    x = EDGE
    y += 10
    entries = [(kind, words) for kind, words in LEGEND.items() if kind in canvas.seen]
    if "hatch" in canvas.seen:
        entries.append(("hatch", "disputed or not seen"))
    for kind, words in entries:
        width = 20 + text_width(words, 11) + 14
        if x + width > RIGHT and x > EDGE:
            x, y = EDGE, y + 17
        if kind == "hatch":
            canvas.rect(x, y - 5, 14, 10, "hatch", "muted")
        else:
            canvas.mark(kind, x + 6, y)
        canvas.text(x + 19, y + 4, words)
        x += width
    for note in notes:
        y += 17
        canvas.text(EDGE, y + 5, fit(note, RIGHT - EDGE, 11), fill="muted", title=note)
    return y + 16

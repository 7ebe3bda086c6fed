"""Where labels go so that none covers another: estimated text widths and greedy rows. Measures no font: it errs
wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining, east_asian_width

import msgspec

# widths in thousandths of the size, those of Helvetica and the metric-compatible Arial and Liberation Sans
_WIDTHS = dict(
    zip(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
        (
            *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
            *(556,) * 10,
            *(278, 278, 584, 584, 584, 556, 1015),
            *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833),
            *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611),
            *(278, 278, 278, 469, 556, 333),
            *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833),
            *(556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500),
            *(334, 260, 334, 584),
        ),
        strict=True,
    )
)
_WIDTHS |= {"“": 333, "”": 333, "‘": 222, "’": 222, "…": 1000, "—": 1000, "–": 556}
_BOLD = 1.09
_MARGIN = 1.03


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The estimated width of a text, in the unit of `size`; unknown letters count as wide."""
    total = 0
    for character in text:
        if known := _WIDTHS.get(character):
            total += known
        elif not combining(character):
            total += 1000 if east_asian_width(character) in "WF" else 700
    return total / 1000 * size * (_BOLD if bold else 1) * _MARGIN


def fit(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis so that it takes at most `width`; empty where not even that fits.

    A quotation that is cut keeps its closing mark.
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    tail = "…”" if "“" in text else "…"
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + tail, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    head = text[:low].rstrip()
    space = head.rfind(" ")
    if space > low * 0.6:
        head = head[:space].rstrip(" ,;:")
    if not head:
        return ""
    return head + (tail if head.count("“") > head.count("”") else "…")


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """Something at `x` (a mark from `x` to `end`) with a label beside it; `tag` is a second word in a frame."""

    x: float
    text: str
    mark: str
    end: float | None = None
    tag: str | None = None
    bold: bool = False


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A pin with its row and where its label starts (`anchor` start) or ends (`anchor` end)."""

    pin: Pin
    row: int
    text: str
    text_x: float
    anchor: str


_GAP = 10.0
_HALF = 7.0
_TAG_PAD = 18.0


def label_width(pin: Pin, text: str, size: float) -> float:
    """The width of a pin's label with its tag."""
    tag = text_width(pin.tag, size) + _TAG_PAD if pin.tag else 0.0
    return text_width(text, size, bold=pin.bold) + tag


def pack(pins: Iterable[Pin], left: float, right: float, size: float = 11, *, own_rows: bool = False) -> list[Placed]:
    """Give each pin a row and a side so that no two share space between `left` and `right`; labels are cut, marks
    never.

    A label stands right of its mark where there is room, else left. With `own_rows` every pin has a row of its own.
    """
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for pin in pins if own_rows else sorted(pins, key=lambda p: p.x):
        end = pin.end if pin.end is not None else pin.x
        text, text_x, anchor, taken = _beside(pin, end, left, right, size)
        row = len(rows) if own_rows else _free_row(rows, taken)
        if row == len(rows):
            rows.append([])
        rows[row].append(taken)
        placed.append(Placed(pin=pin, row=row, text=text, text_x=text_x, anchor=anchor))
    return placed


def _beside(
    pin: Pin, end: float, left: float, right: float, size: float
) -> tuple[str, float, str, tuple[float, float]]:
    tag = label_width(pin, "", size)
    room_right, room_left = right - end - _GAP, pin.x - _GAP - left
    wanted = label_width(pin, pin.text, size)
    to_right = wanted <= room_right or (wanted > room_left and room_right >= room_left)
    text = fit(pin.text, max(room_right if to_right else room_left, 0.0) - tag, size, bold=pin.bold)
    width = label_width(pin, text, size)
    if to_right:
        return text, end + _GAP, "start", (pin.x - _HALF, end + _GAP + width)
    return text, pin.x - _GAP, "end", (pin.x - _GAP - width, end + _HALF)


def _free_row(rows: list[list[tuple[float, float]]], taken: tuple[float, float]) -> int:
    for index, row in enumerate(rows):
        if all(taken[1] + 4 <= start or end + 4 <= taken[0] for start, end in row):
            return index
    return len(rows)

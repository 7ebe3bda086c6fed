"""The one template environment: everything escaped in HTML and SVG, an undefined name is an error, no template of a
user's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from textwrap import wrap

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from monitor.present.words import printable

COLUMNS = 72
"""The widest line of our own words in a plain-text mail; an address is never broken."""


def _finalize(value: object) -> object:
    """Keep out what XML and mail cannot carry: a control character in a source's text must not break a picture."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def fold(text: str, indent: int = 0, hang: int | None = None, columns: int = COLUMNS) -> str:
    """The text in lines of at most `columns`, the first indented by `indent`, the others by `hang`; long words stay
    whole.
    """
    first, rest = " " * indent, " " * (indent if hang is None else hang)
    lines = wrap(
        printable(text),
        columns,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def grid(head: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], indent: int = 2) -> str:
    """A table in plain text, cells wrapped; with more than three columns each row is a list, which stays narrow."""
    if len(columns) > 3:
        return "\n".join(_listed(columns, row, indent) for row in rows)
    cell = 17 if len(columns) > 2 else 19
    widths = [COLUMNS - indent - len(columns) * (cell + 2), *[cell] * len(columns)]
    rule = " " * indent + "  ".join("-" * width for width in widths)
    lines = [_grid_row([head, *columns], widths, indent), rule]
    lines += [_grid_row([first, *cells], widths, indent) for first, cells in rows]
    return "\n".join(lines)


def _grid_row(cells: Sequence[str], widths: Sequence[int], indent: int) -> str:
    wrapped = [wrap(printable(text), width) or [""] for text, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    made = []
    for index in range(height):
        parts = [
            (lines[index] if index < len(lines) else "").ljust(w) for lines, w in zip(wrapped, widths, strict=True)
        ]
        made.append((" " * indent + "  ".join(parts)).rstrip())
    return "\n".join(made)


def _listed(columns: Sequence[str], row: tuple[str, Sequence[str]], indent: int) -> str:
    cells = [fold(f"{column}: {cell}", indent + 4, indent + 6) for column, cell in zip(columns, row[1], strict=True)]
    return "\n".join([fold(row[0], indent), *cells])


@cache
def environment() -> Environment:
    """The environment over `monitor/present/templates`: HTML and SVG escape, plain text does not."""
    built = Environment(
        loader=PackageLoader("monitor.present", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2", "svg.j2"), default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    built.filters["fold"] = fold
    built.globals["grid"] = grid
    return built

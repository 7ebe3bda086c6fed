"""The one template environment: everything escaped in HTML and SVG, an undefined name is an error, no template of a user's."""

from __future__ import annotations

from functools import cache
from textwrap import wrap
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from monitor.present.words import printable

COLUMNS = 72
"""The widest line of our own words in a plain-text mail; an address is never broken."""


def _finalize(value: Any) -> Any:
    """Keep out what XML and mail cannot carry: a control character in a source's text must not break a picture."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def fold(text: str, indent: int = 0, hang: int | None = None, columns: int = COLUMNS) -> str:
    """The text in lines of at most `columns`, the first indented by `indent`, the others by `hang`; long words stay whole."""
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
    return built

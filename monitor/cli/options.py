"""Arguments that several verbs take. A time without an offset is refused: a zone must not be guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click


def instant(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """Read an ISO 8601 time with its offset from UTC; anything else is wrong usage."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        raise click.BadParameter(f"{value!r} is no ISO 8601 time, such as 2025-03-20T17:00:00-04:00") from None
    if moment.tzinfo is None:
        example = "2025-03-20T17:00:00-04:00, or ...Z for UTC"
        raise click.BadParameter(f"{value!r} has no offset from UTC, and none is guessed: write {example}")
    return moment


as_json = click.option("--json", "as_json", is_flag=True, help="JSON alone on stdout.")
as_of = click.option("--as-of", callback=instant, metavar="TIME", help="What was known at this time.")
world_at = click.option(
    "--world-at", callback=instant, metavar="TIME", help="What had happened by this time, as known now (or at --as-of)."
)


def by(*, required: bool) -> Callable[[Any], Any]:
    """Who decides: a person's name."""
    return click.option("--by", metavar="NAME", required=required, help="Who decides: a person's name.")


def reason(*, required: bool) -> Callable[[Any], Any]:
    """Why."""
    return click.option("--reason", metavar="TEXT", required=required, help="Why; it stays in the record.")

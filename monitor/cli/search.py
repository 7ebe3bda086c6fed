"""`search`: items, orders and actions by their words. Changes nothing."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from monitor.cli.options import as_json
from monitor.cli.output import console, emit_json, note
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.console import RenderableType

    from projections.search_found import Found, Hit


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "kinds", type=click.Choice(("items", "orders", "actions")), multiple=True, help="Only in these.")
@click.option("--matter", metavar="DOCKET", help="One matter alone, by a docket number in any style.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="At most so many.")
@as_json
@pass_session
def search(
    session: Session, words: tuple[str, ...], kinds: tuple[str, ...], matter: str | None, limit: int, as_json: bool
) -> None:
    """Find items, orders and actions that have all of these words, best first.

    A phrase goes in quotation marks, 'enjoin*' finds what begins so, and a docket number in any style its docket.
    """
    with session.app(read_only=True) as app:
        found = app.search(" ".join(words), kinds=kinds, matter=matter, most=limit)
        zone, as_of = app.config.monitor.timezone, app.clock()
    if found.left_out:
        note(f"not looked for: {' '.join(found.left_out)}")
    if as_json:
        emit_json(found)
    else:
        console().print(_shown(found, zone, as_of))


def _shown(found: Found, zone: tzinfo, as_of: datetime) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    if not found.hits:
        return Text("Nothing found.")
    parts: list[RenderableType] = []
    for hit in found.hits:
        parts += [_hit(hit, zone, as_of), Text()]
    more = "; there are more: --limit" if found.more else ""
    return Group(*parts, Text(f"{len(found.hits):,} shown{more}."))


def _hit(hit: Hit, zone: tzinfo, as_of: datetime) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from monitor.present import found as said

    its = said.zone_of(hit, zone)
    rest: list[RenderableType] = [Text(line, style="dim") for line in said.lines(hit, its, as_of)]
    if hit.extract is not None:
        quotation, marks = said.quotation(hit.extract)
        words = Text(quotation)
        for start, end in marks:
            words.stylize("bold", start, end)
        rest.insert(1, words)
    return Group(Text(said.head(hit, its), style="bold"), Padding(Group(*rest), (0, 0, 0, 2)))

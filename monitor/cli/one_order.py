"""`order` and `timeline`: one order, as known at a moment. Changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.options import as_json, as_of, world_at
from monitor.cli.output import emit_json, note, width
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from monitor.bootstrap import App
    from monitor.state.view import OrderView


@click.command()
@click.argument("id")
@as_of
@world_at
@as_json
@pass_session
def order(session: Session, id: str, as_of: datetime | None, world_at: datetime | None, as_json: bool) -> None:
    """Show one order: its terms, its legal status, who says what about it, and what courts found."""
    with session.app(read_only=True) as app:
        found = app.order(id, as_of=as_of, world_at=world_at)
        text = "" if as_json else _text(app, found, as_of, world_at)
    if as_json:
        emit_json(found)
    else:
        click.echo(text, nl=False)


@click.command()
@click.argument("id")
@click.option(
    "--svg", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), help="Write a picture (- is stdout)."
)
@as_of
@pass_session
def timeline(session: Session, id: str, svg: Path | None, as_of: datetime | None) -> None:
    """Show an order's timeline in the terminal, or write it as a picture."""
    with session.app(read_only=True) as app:
        found = app.order(id, as_of=as_of)
        known = as_of or app.clock()
        text = _text(app, found, as_of, None) if svg is None else ""
    if svg is None:
        click.echo(text, nl=False)
        return
    from monitor.present.timeline import timeline_svg

    picture = timeline_svg(found, zone=_zone(found), as_of=known)
    if svg == Path("-"):
        click.echo(picture, nl=False)
    else:
        svg.write_text(picture, encoding="utf-8")
        note(f"wrote {svg}")


def _text(app: App, found: OrderView, as_of: datetime | None, world_at: datetime | None) -> str:
    from monitor.present.timeline_text import timeline_text
    from monitor.present.times import stamp

    zone = _zone(found)
    seq = app.ledger.seq_at(as_of) if as_of else app.ledger.head()
    text = timeline_text(found, zone=zone, as_of=as_of or app.clock(), width=width(), seq=seq)
    return f" As it stood at {stamp(world_at, zone)}\n{text}" if world_at else text


def _zone(order: OrderView) -> ZoneInfo:
    from monitor.domain.courts import court

    return court(order.matter.court).zone

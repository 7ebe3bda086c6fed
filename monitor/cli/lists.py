"""`sources`, `orders`, `actions`: what there is, a line each. Changes nothing."""

from __future__ import annotations

from datetime import datetime

import click

from monitor.cli.options import as_json, as_of, world_at
from monitor.cli.output import console, emit_json
from monitor.cli.session import Session, pass_session


@click.command()
@as_json
@pass_session
def sources(session: Session, as_json: bool) -> None:
    """Show the health of each source: when it last answered, what may have been missed."""
    with session.app(read_only=True) as app:
        found = app.sources()
        zone = app.config.monitor.timezone
    if as_json:
        emit_json(found)
        return
    from monitor.cli.tables import sources_table

    console().print(sources_table(found, zone))


@click.command()
@as_of
@world_at
@as_json
@pass_session
def orders(session: Session, as_of: datetime | None, world_at: datetime | None, as_json: bool) -> None:
    """List every order and where it stands; --as-of shows what was known then, --world-at what had happened by then."""
    with session.app(read_only=True) as app:
        found = app.orders(as_of=as_of, world_at=world_at)
        found = app.with_coverage(found, as_of) if as_json else found
        known = as_of or app.clock()
        zone = app.config.monitor.timezone
    if as_json:
        import msgspec

        rows = [msgspec.to_builtins(order) for order in found]
        emit_json([{key: value for key, value in row.items() if key != "history"} for row in rows])
        return
    from monitor.cli.tables import orders_table
    from monitor.present.times import stamp

    if world_at is not None:
        click.echo(f" As it stood at {stamp(world_at, zone)}, as known at {stamp(known, zone)}")
    console().print(orders_table(found, as_of=world_at or known))


@click.command()
@click.option("--contested", is_flag=True, help="Only those with positions on both sides.")
@as_of
@as_json
@pass_session
def actions(session: Session, contested: bool, as_of: datetime | None, as_json: bool) -> None:
    """List the actions under orders: what was done or not, and who says what about it."""
    with session.app(read_only=True) as app:
        found = app.actions(contested=contested, as_of=as_of)
        known = as_of or app.clock()
    if as_json:
        emit_json(found)
        return
    from monitor.cli.tables import actions_table

    console().print(actions_table(found, as_of=known))

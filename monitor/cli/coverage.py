"""`coverage`: how a docket was looked at, for an order or a matter. Changes nothing."""

from __future__ import annotations

from datetime import datetime

import click

from monitor.cli.options import as_json, as_of, instant
from monitor.cli.output import console, emit_json
from monitor.cli.session import Session, pass_session


@click.command()
@click.argument("id", required=False)
@click.option("--matter", metavar="ID", help="A whole matter, such as dcd/25-cv-766, instead of an order.")
@click.option("--from", "since", callback=instant, metavar="TIME", help="From this time on.")
@click.option("--to", "until", callback=instant, metavar="TIME", help="Up to this time.")
@as_of
@as_json
@pass_session
def coverage(
    session: Session,
    id: str | None,
    matter: str | None,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """Show from when to when the dockets of an order were looked at, by which sources, and what nobody saw."""
    if (id is None) == (matter is None):
        raise click.UsageError("name an order, or a matter with --matter, and not both")
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--from {since.isoformat()} is later than --to {until.isoformat()}")
    from monitor.application.coverage import Period
    from monitor.domain.ids import docket_key

    with session.app(read_only=True) as app:
        if id is not None:
            of = app.order(id, as_of=as_of).matter
            matter = docket_key(of.court, of.docket_number)
        assert matter is not None
        known, zone = as_of or app.clock(), app.config.monitor.timezone
        found = app.coverage(matter, Period(since, until or known), as_of)
    if as_json:
        emit_json(found)
        return
    from monitor.cli.coverage_table import coverage_table

    console().print(coverage_table(found, matter, zone, as_of=known))

"""`rebuild` and `backup`: the record folded anew, copied. Neither changes an event."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.options import as_json
from monitor.cli.output import emit_json, progress
from monitor.cli.session import Session, pass_session


@click.command()
@as_json
@pass_session
def rebuild(session: Session, as_json: bool) -> None:
    """Fold the whole record into new views, then put them in the place of the old ones.

    Readers, and a daemon, go on with the old ones until then. Interrupted, it is gone on with when it is called again.
    """
    with session.app(read_only=True) as app, progress("events", app.ledger.head()) as advance:
        report = app.rebuild(progress=advance)
    rate = report.events / report.seconds if report.seconds else 0.0
    if as_json:
        emit_json({"events": report.events, "seconds": report.seconds, "events_per_second": rate})
        return
    click.echo(f"{report.events:,} events folded in {report.seconds:.1f} s, {rate:,.0f} a second")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@pass_session
def backup(session: Session, file: Path, as_json: bool) -> None:
    """Write the record, the people and the poll memory into FILE, a new tar file; also while the daemon runs.

    The views are not in it: `rebuild` makes them. It holds subscribers' addresses; only its owner can read it.
    """
    with session.app(read_only=True) as app, progress("stores", 3) as advance:
        about = app.backup(file, advance)
    if as_json:
        emit_json(about)
        return
    size = sum(store.bytes for store in about.stores)
    click.echo(f"{file}: {', '.join(store.name for store in about.stores)}; {size:,} bytes")

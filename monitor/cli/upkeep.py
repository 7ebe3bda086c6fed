"""`rebuild`, `backup` and `audit`: the record folded anew, copied, held against itself. None changes an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from monitor.cli.options import as_json
from monitor.cli.output import emit_json, progress
from monitor.cli.session import Session, pass_session


@click.command()
@as_json
@pass_session
def rebuild(session: Session, as_json: bool) -> None:
    """Fold the whole record into new views, then put them in the place of the old ones."""
    with session.app() as app, progress("events", app.ledger.head()) as advance:
        report = app.rebuild(progress=advance)
    rate = report.events / report.seconds if report.seconds else 0.0
    if as_json:
        emit_json({"events": report.events, "seconds": report.seconds, "events_per_second": rate})
        return
    click.echo(f"{report.events:,} events folded in {report.seconds:.1f} s, {rate:,.0f} a second")


def _steps(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Turn "so many are done" into "so many more"."""
    done = 0

    def report(total: int) -> None:
        nonlocal done
        advance(total - done)
        done = total

    return report


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


@click.group()
def audit() -> None:
    """Hold the record against itself."""


@audit.command()
@as_json
@pass_session
def verify(session: Session, as_json: bool) -> None:
    """Check every entry of the record: numbers, keys, leaves, captures, quotes; exit 1 if anything is wrong."""
    from monitor.audit.verify import verify as verify_ledger

    with session.app(read_only=True) as app, progress("entries", app.ledger.head()) as advance:
        report = verify_ledger(app.ledger, progress=_steps(advance))
    if as_json:
        emit_json(report)
    else:
        for problem in report.problems:
            click.echo(problem)
        state = f"{len(report.problems):,} problems" if report.problems else "no problem"
        click.echo(f"{report.entries:,} entries checked, {state}; root {report.root}")
    if report.problems:
        raise click.exceptions.Exit(1)

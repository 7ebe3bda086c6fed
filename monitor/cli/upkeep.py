"""`rebuild` and `audit`: the record folded anew, and held against itself. Neither changes a recorded event."""

from __future__ import annotations

from collections.abc import Callable

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

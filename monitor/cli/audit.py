"""`audit`: the record held against itself, and what it knew at any moment. None changes an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from monitor.cli.lazy import Misuse
from monitor.cli.options import as_json, instant
from monitor.cli.output import console, emit_json, progress
from monitor.cli.session import Session, pass_session


@click.group()
def audit() -> None:
    """Hold the record against itself, and recall what it knew at a moment."""


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


@audit.command()
@click.option("--as-of", "as_of", callback=instant, required=True, metavar="TIME", help="What was known at this time.")
@click.option("--diff", "until", callback=instant, metavar="TIME", help="And what changed by this later time.")
@click.option("--matter", metavar="DOCKET", help="One matter alone, by a docket number in any style.")
@as_json
@pass_session
def replay(session: Session, as_of: datetime, until: datetime | None, matter: str | None, as_json: bool) -> None:
    """Fold the record again up to a moment: what was known, by which event, and who had been told by then.

    With --diff also what changed by a later time. Nothing is taken from the views; where they say otherwise each
    difference is a line and the exit status is 1.
    """
    if until is not None and until < as_of:
        raise Misuse(f"--diff {until.isoformat()} is before --as-of {as_of.isoformat()}")
    with session.app(read_only=True) as app, progress("events", app.ledger.head()) as advance:
        found = app.replay(as_of, until, matter, advance)
        zone = app.config.monitor.timezone
    if as_json:
        emit_json(found)
    else:
        from monitor.cli.replay_text import replay_text

        console().print(replay_text(found, zone))
    if found.differs:
        raise click.exceptions.Exit(1)


def _steps(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Turn "so many are done" into "so many more"."""
    done = 0

    def report(total: int) -> None:
        nonlocal done
        advance(total - done)
        done = total

    return report

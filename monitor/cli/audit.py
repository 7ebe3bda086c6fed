"""`audit`: the record held against itself, and what it knew at any moment. Only `redact` changes what is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from monitor.cli.lazy import Misuse
from monitor.cli.options import as_json, by, instant, reason
from monitor.cli.output import console, emit_json, note, progress
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
        gone = f", {report.erased:,} erased by a recorded redaction" if report.erased else ""
        click.echo(f"{report.entries:,} entries checked{gone}, {state}; root {report.root}")
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


@audit.command()
@click.argument("item")
@click.option("--source", help="Whose item, where two sources have one of that id.")
@by(required=True)
@reason(required=True)
@click.option("--authority", metavar="TEXT", required=True, help="The order, rule or law that requires it.")
@click.option("--dry-run", is_flag=True, help="Say what it would take, and take nothing.")
@as_json
@pass_session
def redact(
    session: Session,
    item: str,
    source: str | None,
    by: str,
    reason: str,
    authority: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take an item's words out of the record for good, as a court or the law requires; the proofs still hold.

    The row, its time and who redacted it stay. Mails that repeat it are erased here; those that were sent, and backups,
    are not in our reach.
    """
    with session.app(read_only=dry_run) as app:
        plan = app.redactor.plan(item, source)
        done = None
        if not dry_run:
            done = app.redactor.redact(plan, by=by, reason=reason, authority=authority, now=app.clock())
    if as_json:
        emit_json(plan if done is None else done)
        return
    mails = f"{len(plan.mails)} mails repeat it" if len(plan.mails) != 1 else "1 mail repeats it"
    click.echo(f"{plan.item} ({plan.source}): {mails}; it concerns {', '.join(plan.matters) or 'no matter'}")
    for copy in plan.copies:
        click.echo(f"also recorded, and not touched: {copy}")
    if done is None:
        click.echo("nothing was redacted (--dry-run)")
        return
    click.echo(f"redacted: {done.emptied.events} events emptied; entry {done.seq} says why")
    if not done.emptied.journal:
        note("the journal is being read and still holds the words: they are gone when the daemon next stops")


def _steps(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Turn "so many are done" into "so many more"."""
    done = 0

    def report(total: int) -> None:
        nonlocal done
        advance(total - done)
        done = total

    return report

"""`queue` and `review`: what waits for a person, and what a person decides about how an item is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.lazy import Misuse
from monitor.cli.options import as_json, by, reason
from monitor.cli.output import emit_json, note
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from typing import BinaryIO

    from monitor.application.review import Outcome, Reviews

_VERDICTS = ("show", "confirm", "correct", "reject")


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def queue(ctx: click.Context, as_json: bool) -> None:
    """List what waits for a person: why, in which words, and the commands that would settle it.

    With --json each item comes with its findings, to be edited and given back with `review ITEM correct --findings`.
    """
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    with session.app(read_only=True) as app:
        desk = app.desk
        rows = desk.queue_rows() if as_json else []
        waiting = [] if as_json else desk.queue()
        names = desk.names(waiting)
    if as_json:
        emit_json(rows)
        return
    from monitor.cli.review_text import queue_text

    click.echo(queue_text(waiting, names))


@queue.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@as_json
@pass_session
def export(session: Session, folder: Path, as_json: bool) -> None:
    """Write what was decided into DIR as a labelled corpus; `make reading-report CORPUS=DIR` scores a reader by it."""
    with session.app(read_only=True) as app:
        report = app.desk.export(folder)
    if as_json:
        emit_json(report)
        return
    rows = ", ".join(f"{number:,} in {name}" for name, number in report.rows.items())
    click.echo(f"{report.folder}: {rows or 'nothing was decided yet'}")


@click.command()
@click.argument("item")
@click.argument("verdict", type=click.Choice(_VERDICTS))
@click.option("--source", help="Whose item, where two sources have one of that id.")
@by(required=False)
@reason(required=False)
@click.option("--findings", type=click.File("rb"), help="What it says, as `show` gives it (- is stdin).")
@click.option("--concerns", multiple=True, metavar="MATTER", help="It is about this matter, and no others; repeatable.")
@as_json
@pass_session
def review(
    session: Session,
    item: str,
    verdict: str,
    source: str | None,
    by: str | None,
    reason: str | None,
    findings: BinaryIO | None,
    concerns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show how ITEM is read, or decide: confirm the reading, correct it, or reject it as about no watched matter.

    The last decision counts. It is about the item as it now stands: once its source revises it, the item is read anew
    and waits in the queue.
    """
    if verdict == "correct" and (findings is None) == (not concerns):
        raise Misuse("correct takes --findings FILE, or --concerns MATTER, and not both")
    if verdict != "correct" and (findings is not None or concerns):
        raise Misuse(f"{verdict} takes neither --findings nor --concerns")
    given = findings.read() if findings is not None else b""
    with session.app(read_only=True) as app:
        reviews = app.desk.reviews
        if verdict == "show":
            emit_json(reviews.show(item, source))
            return
        outcome = _decide(reviews, item, source, verdict, by, reason, given, concerns)
    told(outcome, as_json)


def _decide(
    reviews: Reviews,
    ident: str,
    source: str | None,
    verdict: str,
    by: str | None,
    reason: str | None,
    findings: bytes,
    concerns: tuple[str, ...],
) -> Outcome:
    from monitor.application.review import person

    who = person(by or "", reason or "")
    item = reviews.item(ident, source)
    if verdict == "confirm":
        return reviews.confirm(item, who)
    if verdict == "reject":
        return reviews.reject(item, who)
    return reviews.concerns(item, who, concerns) if concerns else reviews.correct(item, who, findings)


def told(outcome: Outcome, as_json: bool) -> None:
    """Say what was decided and what that changed."""
    if as_json:
        changes = [c.change for c in outcome.changes]
        emit_json({"seq": outcome.seq, "about": outcome.about, "counts": outcome.counts, "changes": changes})
        return
    from monitor.cli.review_text import change_text

    if outcome.seq is None:
        note(f"{outcome.about}: that stands already; nothing was recorded")
        return
    click.echo(f"{outcome.about}; log position {outcome.seq:,}")
    for recorded in outcome.changes:
        click.echo(f"  {change_text(recorded.change)}")
    if not outcome.counts:
        note("it does not apply: the item was revised meanwhile, or is known in fuller words; see the queue")
    elif not outcome.changes:
        click.echo("  no order or action is shown otherwise for it")

"""`join`, `part` and `reread`: what belongs together, and what the present reader would say of what is recorded."""

from __future__ import annotations

import click

from monitor.cli.options import as_json, by, reason
from monitor.cli.output import emit_json, note, progress
from monitor.cli.review import told
from monitor.cli.session import Session, pass_session


@click.command()
@click.argument("a")
@click.argument("b")
@by(required=True)
@reason(required=True)
@as_json
@pass_session
def join(session: Session, a: str, b: str, by: str, reason: str, as_json: bool) -> None:
    """Say that orders A and B are one, or actions A and B. The earliest id stays; the other leads to it."""
    _decide(session, (a, b), by, reason, joined=True, as_json=as_json)


@click.command()
@click.argument("a")
@click.argument("b")
@by(required=True)
@reason(required=True)
@as_json
@pass_session
def part(session: Session, a: str, b: str, by: str, reason: str, as_json: bool) -> None:
    """Say that A and B are not one order, or not one action. An alias names the part of an order or action it is of."""
    _decide(session, (a, b), by, reason, joined=False, as_json=as_json)


def _decide(session: Session, pair: tuple[str, str], by: str, reason: str, *, joined: bool, as_json: bool) -> None:
    from monitor.application.review import person

    with session.app(read_only=True) as app:
        outcome = app.desk.linking.decide(*pair, person(by, reason), joined=joined)
    told(outcome, as_json)


@click.command()
@click.option("--diff", is_flag=True, help="Say what would change; record nothing.")
@as_json
@pass_session
def reread(session: Session, diff: bool, as_json: bool) -> None:
    """Read every recorded item again, with the present reader and the matters now watched.

    What is read otherwise is recorded beside the earlier reading, and told as read otherwise, never as news. What a
    person decided stands. It may be interrupted and run again.
    """
    with session.app(read_only=diff) as app:
        with progress("items", app.desk.items()) as advance:
            report = app.desk.reread(record=not diff, progress=advance)
        if not diff:
            app.say_times()  # a lapse that only this reading knows of has come
    if as_json:
        emit_json(report)
        return
    from monitor.cli.review_text import reread_text

    click.echo(reread_text(report, recorded=not diff))
    if diff and report.otherwise:
        note("nothing was recorded; without --diff it is")

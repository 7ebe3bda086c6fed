"""`run` and `ingest`: what brings items into the record. A bad line or poll is told, and costs no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

import click

from monitor.cli.lines import decoded
from monitor.cli.output import emit_json, note, progress
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from monitor.application.record_poll import PollReport
    from monitor.bootstrap import TickReport

_OCCASIONS = ("backfill", "live")


@click.command()
@click.option("--once", is_flag=True, help="Do everything that is due now, then end.")
@pass_session
def run(session: Session, once: bool) -> None:
    """Poll every source, read what is new, bring the views up to date and send the mail that is due."""
    if not once:
        raise click.UsageError("the daemon comes with the next release; `showcause run --once` does what is due now")
    with session.app() as app:
        with progress("polls") as advance:
            polls = app.poll_all(progress=advance)
        with progress("events") as advance:
            folded = app.catch_up(progress=advance)
        tick = app.tick()
    for line in _problems(polls):
        note(line)
    for line in (_polled(polls), f"{folded:,} events folded into the views", _told(tick)):
        click.echo(line)


def _problems(polls: Sequence[PollReport]) -> list[str]:
    return [f"{p.source}: {p.item}: {p.reason}" for poll in polls for p in poll.problems]


def _polled(polls: Sequence[PollReport]) -> str:
    from monitor.present.words import count

    sums = {
        name: sum(getattr(poll, name) for poll in polls) for name in ("observed", "revised", "unchanged", "unwatched")
    }
    words = ", ".join(f"{number:,} {name}" for name, number in sums.items())
    return f"{count(len(polls), 'poll')} of {count(len({p.source for p in polls}), 'source')}: {words}"


def _told(tick: TickReport) -> str:
    from monitor.present.words import count

    mails = tick.delivered
    arrived = count(tick.arrived, "deadline or lapse", "deadlines or lapses")
    return f"{arrived} reached; {count(mails.alerts, 'alert')} and {count(mails.dailies, 'daily mail')} written"


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--source", default="ingest", show_default=True, help="The giver: ids are unique within one.")
@click.option(
    "--occasion",
    type=click.Choice(_OCCASIONS),
    default="backfill",
    show_default=True,
    help="Live items alarm subscribers; a back-fill alarms nobody.",
)
@click.option("--json", "as_json", is_flag=True, help="Counts and rejections as JSON alone on stdout.")
@pass_session
def ingest(session: Session, file: BinaryIO, source: str, occasion: str, as_json: bool) -> None:
    """Record items given as JSON Lines in FILE (default: stdin).

    An id given again with the same content changes nothing; with other content it revises. A line that cannot be used
    is rejected with its reason, and the others are recorded all the same.
    """
    from monitor.domain.vocabulary import Occasion

    with session.app() as app:
        with progress("lines") as advance:
            report = app.ingest_lines(decoded(file), source, Occasion(occasion), progress=advance)
        with progress("events") as advance:
            app.catch_up(progress=advance)
    counts = {name: getattr(report, name) for name in ("observed", "revised", "unchanged")}
    counts["rejected"] = len(report.rejected)
    if as_json:
        emit_json({**counts, "rejections": [{"item": p.item, "reason": p.reason} for p in report.rejected]})
        return
    for problem in report.rejected:
        note(f"rejected: {problem.item}: {problem.reason}")
    click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()))

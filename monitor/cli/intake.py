"""`run` and `ingest`: what brings items into the record. A bad line or poll is told, and costs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from monitor.cli.lazy import Failure
from monitor.cli.lines import decoded
from monitor.cli.output import emit_json, note, progress, progress_of
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from monitor.application.backfill import Filled
    from monitor.bootstrap import Plan, TickReport
    from monitor.daemon.once import Round

_OCCASIONS = ("backfill", "live")


@click.command()
@click.option("--once", is_flag=True, help="One round of everything, then end.")
@pass_session
def run(session: Session, once: bool) -> None:
    """Poll every source, record what is new, bring the views up to date and send the mail that is due; for ever.

    One process at a time may do this in a data folder; the other verbs work beside it. SIGHUP reads the configuration
    anew, SIGTERM ends it.
    """
    from monitor.bootstrap import Plan

    if once:
        _once(Plan(session.config()))
        return
    from monitor.daemon.process import serve

    raise click.exceptions.Exit(serve(lambda: Plan(session.config())))


def _once(plan: Plan) -> None:
    from monitor.clock import system_clock
    from monitor.daemon.once import once

    with progress("polls") as advance:
        done = once(plan, system_clock, lambda: advance(1))
    for line in (*done.waiting, *done.problems):
        note(line)
    click.echo(_polled(done))
    click.echo(f"{done.folded:,} events folded into the views")
    if done.told is not None:
        click.echo(_told(done.told))
    if done.failed:
        raise Failure("\n".join(done.failed))


def _polled(done: Round) -> str:
    from monitor.present.words import count

    polls = done.polls
    sums = {
        name: sum(getattr(poll, name) for poll in polls) for name in ("observed", "revised", "unchanged", "unwatched")
    }
    words = ", ".join(f"{number:,} {name}" for name, number in sums.items())
    if gone := sum(poll.withdrawn for poll in polls):
        words += f", {gone:,} no longer shown"
    same = f"; {count(done.unchanged, 'source')} answered that nothing changed" if done.unchanged else ""
    return f"{count(len(polls), 'poll')} of {count(len({p.source for p in polls}), 'source')}: {words}{same}"


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
        app.say_times()  # what lapsed long ago must not be shown as in force
    counts = {name: getattr(report, name) for name in ("observed", "revised", "unchanged")}
    counts["rejected"] = len(report.rejected)
    if as_json:
        emit_json({**counts, "rejections": [{"item": p.item, "reason": p.reason} for p in report.rejected]})
        return
    for problem in report.rejected:
        note(f"rejected: {problem.item}: {problem.reason}")
    click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()))


@click.command()
@click.argument("source")
@click.option("--wait", is_flag=True, help="Wait for the server's limits, for hours too, instead of ending there.")
@click.option("--anew", is_flag=True, help="From the beginning, though it was read before; nothing is doubled.")
@click.option("--json", "as_json", is_flag=True, help="Counts as JSON alone on stdout.")
@pass_session
def backfill(session: Session, source: str, wait: bool, anew: bool, as_json: bool) -> None:
    """Fill in the history of SOURCE, a courtlistener-api source: recorded as filled in later, it alarms nobody.

    It asks no oftener than [courtlistener] allows, together with the daemon that may run beside it. Ended or killed, it
    goes on where it was when called again.
    """
    with session.app() as app:
        with progress_of("entries") as heard:
            filled = app.backfill(source, heard, wait=wait, anew=anew)
        with progress("events") as advance:
            app.catch_up(progress=advance)
        app.say_times()  # what lapsed long ago must not be shown as in force
        zone = app.config.monitor.timezone
    for problem in filled.problems:
        note(f"{problem.item}: {problem.reason}")
    if as_json:
        emit_json(filled)
    else:
        click.echo(_filled(filled))
    if not filled.done:
        from monitor.present.times import stamp

        again = f" (again from {stamp(filled.again_from, zone)})" if filled.again_from else ""
        raise Failure(f"not all was read: {filled.why}{again}; the same command goes on where this one ended")


def _filled(filled: Filled) -> str:
    of = f" of {filled.total:,}" if filled.total is not None else ""
    counts = ", ".join(
        f"{getattr(filled, name):,} {name}" for name in ("observed", "revised", "unchanged", "unwatched")
    )
    return f"{filled.read:,}{of} entries read: {counts}"

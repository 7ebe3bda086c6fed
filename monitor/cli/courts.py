"""`courts`: every federal court with its public feed, its clock, and how its address is known.

It asks nobody anything, unless told to with `--check`; then it asks each address once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from feeds.court_feeds import CourtFeed, Known, court_feeds
from feeds.pacer_rss import NAME
from monitor.cli.options import as_json
from monitor.cli.output import emit_json, note, progress
from monitor.cli.session import Session, pass_session
from monitor.domain.courts import COURTS, Court, court

if TYPE_CHECKING:
    from monitor.application.check_courts import Checked

_LEVELS = ("district", "bankruptcy", "appellate", "supreme", "special")
_MEANS = {
    Known.READ: "read: a poll of this feed was read by this program's parser",
    Known.REPORTED: "reported: somebody's public report or program reads it there",
    Known.FORM: "form: CM/ECF's common address; nobody we know of has reported it for this court, and it may not exist",
    Known.NONE: "none: reported to have no feed then; it may have one since",
    Known.UNKNOWN: "unknown: nothing is known",
}


class _Row(msgspec.Struct, frozen=True):
    """A court with its feed, as `--json` has it."""

    id: str
    cite: str
    level: str
    timezone: str
    state: str | None
    feed: str
    known: Known
    known_year: int | None
    quirks: str


@click.command()
@click.argument("ids", metavar="[COURT]...", nargs=-1)
@click.option("--level", type=click.Choice(_LEVELS), help="Only courts of this level.")
@click.option("--toml", "as_toml", is_flag=True, help="[[source]] tables for config.toml instead of a list.")
@click.option("--check", is_flag=True, help="Ask each address once, and say which answers as a feed.")
@as_json
@pass_session
def courts(
    session: Session, ids: tuple[str, ...], level: str | None, as_toml: bool, check: bool, as_json: bool
) -> None:
    """List the federal courts: id, clock, address of the public feed, and how that address is known.

    Ids are CourtListener's (dcd, nysb, ca4). A [[source]] of kind pacer-rss needs no url where a feed is known here.
    --check wants a configuration, for who asks; a court's own address there stands for the one of the list.
    """
    chosen = [court(one) for one in ids] or list(COURTS.values())
    chosen = [one for one in chosen if level in (None, one.level)]
    if check:
        _check(session, chosen, as_json=as_json)
        return
    rows = [_row(one, court_feeds()[one.id]) for one in chosen]
    if as_toml:
        click.echo("\n".join(map(_table, rows)), nl=False)
    elif as_json:
        emit_json(rows)
    else:
        _show(rows)


def _check(session: Session, chosen: list[Court], *, as_json: bool) -> None:
    """Exit status 1 where an address did not answer as a feed."""
    from monitor.bootstrap_sources import check_courts
    from monitor.bootstrap_specs import source_specs
    from monitor.clock import system_clock

    config, feeds = session.config(), [court_feeds()[one.id] for one in chosen]
    found = []
    with progress("asking courts", len(feeds)) as done:
        for row in check_courts(config, source_specs(config), feeds, system_clock()):
            found.append(row)
            done(1)
            if not as_json:
                click.echo(_answered(row))
    if as_json:
        emit_json(found)
    silent = sum(not row.feed for row in found)
    without = [feed.court for feed in feeds if feed.court not in {row.court for row in found}]
    unknown = f"; no address is known of {', '.join(without)}" if without else ""
    note(f"{len(found) - silent} of {len(found)} addresses answered as a feed{unknown}")
    if silent:
        raise click.exceptions.Exit(1)


def _answered(row: Checked) -> str:
    if not row.feed:
        return f"{row.court:<10} no feed: {row.reason}"
    newest = f", the newest of {row.newest.isoformat(timespec='minutes')}" if row.newest else ""
    moved = f"; moved for good to {row.moved_to}" if row.moved_to else ""
    return f"{row.court:<10} feed: {row.items} items{newest}; declares: {row.declares or 'nothing'}{moved}"


def _row(found: Court, feed: CourtFeed) -> _Row:
    return _Row(
        id=found.id,
        cite=found.cite,
        level=found.level,
        timezone=found.zone.key,
        state=found.state,
        feed=feed.url,
        known=feed.known,
        known_year=feed.year,
        quirks=feed.quirks,
    )


def _known(row: _Row) -> str:
    return f"{row.known.value} {row.known_year}" if row.known_year else row.known.value


def _table(row: _Row) -> str:
    """One court's table; a court without a known feed as a comment that says so."""
    if not row.feed:
        return f"# {row.id}, {row.cite}: no public feed is known ({_known(row)}).\n"
    notes = "; ".join(part for part in (_known(row), row.quirks) if part)
    return (
        f'# {row.cite} ({notes})\n[[source]]\nid = "{row.id}-ecf"\nkind = "{NAME}"\ncourt = "{row.id}"\n'
        f'url = "{row.feed}"\n'
    )


def _show(rows: list[_Row]) -> None:
    """Plain lines: an address stands whole, to be copied, whatever the terminal's width."""
    from monitor.present.words import count

    for row in rows:
        click.echo(f"{row.id:<10} {row.cite:<20} {row.timezone:<28} {_known(row)}")
        for line in (row.feed or "no feed known", row.quirks):
            if line:
                click.echo(f"{'':<10} {line}")
    click.echo(f"\n{count(len(rows), 'court')}")
    for known in dict.fromkeys(row.known for row in rows):
        click.echo(f"  {_MEANS[known]}")

"""`courts`: every federal court with its public feed, its clock, and how its address is known. It fetches nothing."""

from __future__ import annotations

import click
import msgspec

from feeds.court_feeds import CourtFeed, Known, court_feeds
from feeds.pacer_rss import NAME
from monitor.cli.options import as_json
from monitor.cli.output import emit_json
from monitor.domain.courts import COURTS, Court, court

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
@as_json
def courts(ids: tuple[str, ...], level: str | None, as_toml: bool, as_json: bool) -> None:
    """List the federal courts: id, clock, address of the public feed, and how that address is known.

    Ids are CourtListener's (dcd, nysb, ca4). A [[source]] of kind pacer-rss needs no url where a feed is known here.
    """
    chosen = [court(one) for one in ids] or list(COURTS.values())
    rows = [_row(one, court_feeds()[one.id]) for one in chosen if level in (None, one.level)]
    if as_toml:
        click.echo("\n".join(map(_table, rows)), nl=False)
    elif as_json:
        emit_json(rows)
    else:
        _show(rows)


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

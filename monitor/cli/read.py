"""`read`: a reading for every item on stdin. No configuration, no database, nothing kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from monitor.cli.lines import decoded
from monitor.cli.output import note


@click.command()
@click.option("--watch", required=True, type=click.Path(path_type=Path), help="TOML or JSON with a `matter` list.")
def read(watch: Path) -> None:
    """Read items on stdin (JSON Lines); a reading for each on stdout, in order.

    A line that cannot be used gives {"id", "error"} in its place.
    """
    import msgspec

    from monitor.application.read_stream import read_lines
    from monitor.config import load_watch

    matters = load_watch(watch, note)
    stdin = sys.stdin.buffer
    for reading in read_lines(decoded(stdin), matters):
        click.echo(msgspec.json.encode(reading))

"""`init`, `check`, `version`: what a new user types first. Nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.lazy import Failure
from monitor.cli.session import Session, pass_session


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path())
def init(folder: Path) -> None:
    """Write a commented config.toml into DIR (default: here) to start from; an existing one is left alone."""
    from monitor.config.starter import starter_for

    path = folder / "config.toml"
    text = starter_for(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Failure(f"{path} is there already and was left as it is") from None
    option = "" if folder.resolve() == Path.cwd() else f"--config {path} "
    click.echo(f"wrote {path}\nnext: showcause {option}check, then showcause {option}run --once")


@click.command()
@pass_session
def check(session: Session) -> None:
    """List every configuration error at once, as FILE:LINE:COL: key.path: message; exit 2 if there is any."""
    from monitor.present.words import count

    config = session.config()
    recorded = sum(source.recorded for source in config.source)
    sources, matters = count(len(config.source), "source"), count(len(config.matter), "matter")
    click.echo(f"{session.path}: no problem; {sources}, {recorded} of them recorded; {matters}")


@click.command()
def version() -> None:
    """Print the version of this program."""
    from importlib.metadata import version as version_of

    click.echo(f"showcause {version_of('showcause')}")

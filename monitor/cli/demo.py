"""`demo`: the whole program on the bundled recordings. Nothing leaves this machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/demo"), show_default=True)
def demo(out: Path) -> None:
    """Replay the bundled recordings into a folder of their own, and show what came of it."""
    from monitor.application.demo import run_demo

    run_demo(out)

"""What goes to stdout and what to stderr: results to the one, everything about the work to the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import ProgressColumn

WIDTH = 100
"""Columns where no terminal says otherwise."""


def emit_json(value: object) -> None:
    """Write a value as JSON to stdout: UTF-8 whatever the locale, times in ISO 8601 with offset."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=1))


def note(text: str) -> None:
    """Say something about the work, on stderr."""
    click.echo(text, err=True)


def width() -> int:
    """Columns of the terminal; the same for everybody where there is none."""
    return get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


def console() -> Console:
    """Give a console on stdout that marks up nothing by itself."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width())


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Give a function to call with each number of things done; a bar on a terminal, nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(*_columns(), console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=total)
        yield lambda done: bars.advance(task, done)


@contextmanager
def progress_of(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a function to call with how many are done, and of how many; a bar on a terminal, nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(*_columns(), console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _columns() -> tuple[ProgressColumn, ...]:
    """What a bar shows: its title, how far, how fast, how long yet."""
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} a second" if task.speed else "")

    share = TextColumn("{task.percentage:>3.0f}%")
    return TextColumn("{task.description}"), BarColumn(), share, MofNCompleteColumn(), Rate(), Remaining()

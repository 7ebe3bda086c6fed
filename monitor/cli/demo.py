"""`demo`: the whole program on the bundled recordings, on a simulated clock. Nothing leaves this machine."""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.output import progress
from monitor.errors import InputError

if TYPE_CHECKING:
    from feeds.model import Poll, SourceSpec
    from monitor.application.item_drafts import PollReport
    from monitor.application.simulate import SimulatedClock
    from monitor.bootstrap import App
    from monitor.config import Config

RECORDINGS = Path(__file__).resolve().parents[2] / "examples" / "jgg"
_MADE_BY_DEMO = ".made-by-demo"
_EXAMPLE = (
    "EXAMPLE, not a live alert. Court facts and short quotations are public record; outlets, other wording, entry"
    " numbers and poll times are invented."
)


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/demo"), show_default=True)
def demo(out: Path) -> None:
    """Replay the bundled recordings into a folder of their own, and show what came of it."""
    from feeds.recordings import polls
    from monitor.application.simulate import SimulatedClock
    from monitor.bootstrap import open_app
    from monitor.bootstrap_specs import source_specs
    from monitor.cli.demo_page import Demo, show

    started = time.perf_counter()
    config = _prepare(out)
    recorded = [(spec, poll) for spec in source_specs(config) for poll in polls(spec)]
    clock = SimulatedClock(min(poll.polled_at for _, poll in recorded) - timedelta(hours=1))
    with open_app(config, clock=clock, example=_EXAMPLE) as app:
        done = _replay(app, clock, recorded)
        show(Demo(app, out, *done, started=started))


def _prepare(out: Path) -> Config:
    """Empty the folder, which must be new or of an earlier demo, and write the demo's configuration into it.

    Raises InputError where the recordings are not here or the folder is somebody's.
    """
    from monitor.bootstrap_specs import load_config

    if not (RECORDINGS / "config.toml").is_file():
        raise InputError(f"the bundled recordings are not at {RECORDINGS}: run the demo from a checkout")
    if out.exists() and any(out.iterdir()) and not (out / _MADE_BY_DEMO).exists():
        raise InputError(f"{out} holds files that no demo made: name another folder with --out")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / _MADE_BY_DEMO).touch()
    text = (RECORDINGS / "config.toml").read_text("utf-8")
    text = text.replace('data_dir = "../../var/jgg"', 'data_dir = "."')
    text = text.replace('url = "polls/', f'url = "{RECORDINGS.as_posix()}/polls/')
    path = out / "config.toml"
    path.write_text(text, "utf-8")
    return load_config(path)


def _replay(
    app: App, clock: SimulatedClock, recorded: list[tuple[SourceSpec, Poll]]
) -> tuple[list[PollReport], list[tuple[datetime, Path]]]:
    """Every poll at its own time, with two subscribers; gives what became of the polls, and the mails with times."""
    from monitor.application.simulate import replay, steps
    from notify.digest import Schedule

    for name, schedule in (("at-once", Schedule.IMMEDIATE), ("daily", Schedule.DAILY)):
        app.people.add(f"{name}@example.org", schedule, (), clock(), app.ledger.head())
    reports: list[PollReport] = []
    mails: list[tuple[datetime, Path]] = []

    def tick() -> None:
        mails.extend((clock(), Path(file)) for file in app.tick().delivered.files)

    walk = list(steps(recorded, app.config.digest.daily_at, app.config.monitor.timezone))
    with progress("replaying", len(walk)) as advance:
        replay(walk, clock, lambda spec, poll: reports.append(app.record(spec, poll)), tick, advance)
    return reports, mails

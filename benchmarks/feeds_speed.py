"""What polling many court feeds costs, beside `reader`, `rss2email` and bare expat, in one run over the same bytes.

    .venv/bin/python benchmarks/feeds_speed.py [--feeds 50] [--items 1000] [--new 10] [--peers PYTHON] [--only ...]

Rounds: the first poll of all; one with nothing new but lastBuildDate; one with NEW items more in each feed; and one
with nothing new again. PYTHON is that of an environment with `reader` and `rss2email` (measured: 3.26 and 3.14); it is
said of each peer that is not there. The feeds are invented (feeds_served.py), on loopback, from a process of its own;
each poller runs in a process of its own (feeds_under_test.py). CPU is what counts: on a busy machine the wall says
little. MB is resident memory, at its end and at most in any round so far, the sum of all its processes; PSS counts what
these share with others in part. `times` is the CPU of the poller over that of `ours` in the same round.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
PEERS = ("reader", "rss2email")
POLLERS = ("ours", "ours-watched", "expat", *PEERS)
ROUNDS = {"first": None, "nothing new": "same", "new": "new", "nothing new, again": "same"}


@contextmanager
def started(*command: str | Path, **options: object) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, **options
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    said = process.stdout.readline().strip()
    if not said:
        raise SystemExit(f"{process.args} ended early (status {process.wait()})")
    return said


def rounds(poller: str, python: str, asked: argparse.Namespace) -> Iterator[tuple[str, dict[str, float]]]:
    """One poller over its own server, so that all are shown the same."""
    sizes = (str(asked.feeds), str(asked.items), str(asked.new))
    with (
        TemporaryDirectory() as folder,
        started(python, HERE / "feeds_served.py", *sizes) as server,
    ):
        base = f"http://127.0.0.1:{line(server)}"
        with started(python, HERE / "feeds_under_test.py", poller, base, str(asked.feeds), folder) as process:
            line(process)
            for name, move in ROUNDS.items():
                if move is not None:
                    urlopen(f"{base}/{move}").close()
                process.stdin.write("\n")
                process.stdin.flush()
                yield name, json.loads(line(process))


def missing(python: str | None, peer: str) -> str | None:
    """Why a peer cannot be measured, or None."""
    if python is None:
        return "no --peers PYTHON was given"
    with TemporaryDirectory() as folder:  # an import is no proof: parts of these are only loaded when first needed
        command = [python, HERE / "feeds_under_test.py", peer, "http://127.0.0.1:9", "1", folder]
        said = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    return said.stderr.strip().splitlines()[-1] if said.returncode else None


def main(asked: argparse.Namespace) -> None:
    console, found = Console(), {}
    for poller in POLLERS if asked.only is None else asked.only.split(","):
        if poller in PEERS and (why := missing(asked.peers, poller)):
            console.print(f"NOT MEASURED: {poller}: {why}")
            continue
        found[poller] = dict(rounds(poller, asked.peers if poller in PEERS else sys.executable, asked))
    table = Table("round", "poller", "CPU s", "wall s", "new", "MB", "PSS", "MB at most", "times")
    for name in ROUNDS:
        for poller, cost in found.items():
            said, times = cost[name], ""
            if "ours" in found:
                times = f"{said['cpu'] / found['ours'][name]['cpu']:.2f}"
            numbers = (
                f"{said['cpu']:.2f}",
                f"{said['wall']:.1f}",
                f"{said['new']}",
                f"{said['rss']:.0f}",
                f"{said['pss']:.0f}",
            )
            table.add_row(name, poller, *numbers, f"{said['peak']:.0f}", times)
        table.add_section()
    console.print(f"{asked.feeds} feeds of {asked.items} items, {asked.new} new; load {os.getloadavg()[0]:.1f}")
    console.print(table)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--feeds", type=int, default=50)
    given.add_argument("--items", type=int, default=1000)
    given.add_argument("--new", type=int, default=10)
    given.add_argument("--peers")
    given.add_argument("--only")
    main(given.parse_args())

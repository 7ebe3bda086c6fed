"""One poller of feeds in a process of its own: a round for each line on its input, and what the round cost.

    python feeds_under_test.py POLLER BASE FEEDS FOLDER     POLLER: ours, ours-watched, expat, reader, rss2email

The peers run under their own Python, so nothing of ours is imported before it is needed. CPU is that of this process
and of those it started, and of the round alone: neither start nor set-up counts. `rss2email` sends no mail, which
spares it work. `ours` records, reads and projects every item; `ours-watched` those of one case in 400 alone, as a court
is usually watched. `expat` fetches the bytes and tokenises them, and no more: what cannot be done without.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

_SCHED = 2
Round = Callable[[], int]
"""Does one round; gives how many items are known to be new by it."""


def ours(base: str, feeds: int, folder: Path, record: str = 'record = "all"') -> Round:
    from datetime import UTC, datetime, timedelta

    from monitor.bootstrap import Plan
    from monitor.bootstrap_specs import load_config
    from monitor.daemon.arena import one_arena
    from monitor.daemon.logs import silence
    from monitor.daemon.ticker import HeldClock, Ticker
    from monitor.daemon.troubles import Troubles

    silence()
    one_arena()
    path = folder / "config.toml"
    path.write_text(
        f'[monitor]\ndata_dir = "{folder}"\ncontact = "desk@example.org"\n'
        f'[fetch]\nallow_hosts = ["{base.removeprefix("http://")}"]\n'
        + "".join(
            f'[[source]]\nid = "c{n}"\nkind = "pacer-rss"\ncourt = "dcd"\nurl = "{base}/feed/{n}"\n{record}\n'
            f'[[matter]]\ncourt = "dcd"\ndocket_number = "1:31-cv-{n * 400 + 7:05d}"\ncaption = "EXAMPLE {n}"\n'
            f'parties = [{{ name = "Rivers League", role = "plaintiff" }}]\n'
            for n in range(feeds)
        ),
        encoding="utf-8",
    )
    now = datetime(2031, 6, 3, 12, tzinfo=UTC)
    clock = HeldClock(now)
    app = Plan(load_config(path)).open(clock)
    troubles = Troubles()
    ticker = Ticker(app, clock, jitter=lambda: 0.0, troubles=troubles, counts=Counter())

    def round_of_all() -> int:
        nonlocal now
        now += timedelta(minutes=20)
        done = ticker.tick(now, early=True)
        polls = done.polls
        while ticker.live.busy():
            ticker.live.wait(1.0)
            polls += ticker.tick(now, ask=False).polls
        if lasting := troubles.lasting():
            raise SystemExit(f"not every feed was polled: {next(iter(lasting.items()))}")
        return sum(poll.observed for poll in polls)

    return round_of_all


def expat(base: str, feeds: int, folder: Path) -> Round:  # noqa: ARG001
    from urllib.request import urlopen
    from xml.parsers import expat as xml

    def round_of_all() -> int:
        for n in range(feeds):
            with urlopen(f"{base}/feed/{n}") as answer:
                xml.ParserCreate().Parse(answer.read(), True)  # noqa: FBT003
        return 0

    return round_of_all


def reader(base: str, feeds: int, folder: Path) -> Round:
    from reader import make_reader

    store = make_reader(str(folder / "reader.db"))
    for n in range(feeds):
        store.add_feed(f"{base}/feed/{n}")

    def round_of_all() -> int:
        before = store.get_entry_counts().total
        store.update_feeds(workers=2, scheduled=False)
        if any(True for _ in store.get_feeds(broken=True)):
            raise SystemExit("not every feed was polled")
        return store.get_entry_counts().total - before

    return round_of_all


def rss2email(base: str, feeds: int, folder: Path) -> Round:
    from rss2email.feeds import Feeds

    config = folder / "rss2email.cfg"
    config.write_text("[DEFAULT]\nto = desk@example.org\nfrom = desk@example.org\nverbose = error\n")

    def opened() -> Feeds:
        return Feeds(datafile_path=str(folder / "rss2email.json"), configfiles=[str(config)])

    known = opened()
    for n in range(feeds):
        known.new_feed(name=f"c{n}", url=f"{base}/feed/{n}", to="desk@example.org")
    known.save_config()
    known.save_feeds()

    def round_of_all() -> int:
        known = opened()
        known.load()
        before = sum(len(feed.seen) for feed in known)
        for feed in known:
            feed.run(send=False)
        known.save_feeds()
        return sum(len(feed.seen) for feed in known) - before

    return round_of_all


def ours_watched(base: str, feeds: int, folder: Path) -> Round:
    return ours(base, feeds, folder, record="")


POLLERS = {"ours": ours, "ours-watched": ours_watched, "expat": expat, "reader": reader, "rss2email": rss2email}


def family() -> list[Path]:
    """This process and those it started that run."""
    own = str(os.getpid())
    found = [Path("/proc/self")]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # ended meanwhile
        found += [stat.parent] if parent == own else []
    return found


def cpu() -> float:
    """Seconds that this process, those it started and those of them that have ended have used."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    pids = [int(process.resolve().name) for process in family()]
    clocks = (~pid << 3 | _SCHED for pid in pids)  # as clock_getcpuclockid(3) names them: to the nanosecond
    return ended.ru_utime + ended.ru_stime + sum(map(time.clock_gettime, clocks))


def megabytes(what: str) -> float:
    """Resident memory of this process and those it started, now (VmRSS) or each at its most (VmHWM)."""
    found = 0
    for process in family():
        fields = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        found += int(fields[what].split()[0])
    return found / 1024


def proportional() -> float:
    """Resident memory with what several processes share (libraries) divided among them (PSS), of all of ours."""
    found = 0
    for process in family():
        rolled = (process / "smaps_rollup").read_text().splitlines()
        found += next(int(line.split()[1]) for line in rolled if line.startswith("Pss:"))
    return found / 1024


def main(poller: str, base: str, feeds: str, folder: str) -> None:
    do = POLLERS[poller](base, int(feeds), Path(folder))
    print("ready", flush=True)
    for _ in sys.stdin:
        before, began = cpu(), time.perf_counter()
        new = do()
        said = {"cpu": cpu() - before, "wall": time.perf_counter() - began, "new": new}
        memory = {"rss": megabytes("VmRSS"), "pss": proportional(), "peak": megabytes("VmHWM")}
        print(json.dumps(said | memory), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

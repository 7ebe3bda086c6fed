"""kill -9 at random moments of a busy run, two hundred times (`make soak`): nothing acknowledged is lost or doubled.

Feeds that bring a filing every second, five subscribers, a mail server on loopback. After every kill the record is
verified; at the end every filing that was shown is recorded once, every mail that was prepared has an end, and a mail
came twice only where the record says that it was uncertain. EXAMPLE texts, fictional court.

The number of kills and the seed: SOAK_KILLS=20 SOAK_SEED=7 make soak
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Self

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from monitor.audit.verify import verify
from monitor.bootstrap import Plan
from monitor.bootstrap_specs import load_config
from monitor.clock import system_clock
from notify.digest import Schedule
from tests.feeds.fetch.conftest import Site, running
from tests.monitor.daemon.given import TRO, Feed, feed, item, source, write_config
from tests.monitor.daemon.test_process import Daemon, free_port, quick, until

pytestmark = pytest.mark.soak
KILLS = int(os.environ.get("SOAK_KILLS", "200"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
COURTS = 3
WINDOW = 200
SAID = (
    "MOTION to Enforce the Temporary Restraining Order by RIVERS LEAGUE",
    "RESPONSE by EXAMPLE DAM BOARD re Motion to Enforce: defendants deny that the order was violated",
    "ORDER TO SHOW CAUSE why EXAMPLE DAM BOARD should not be held in contempt of the Temporary Restraining Order",
    "ORDER granting Motion for Temporary Restraining Order",
    "NOTICE of Appearance EXAMPLE",
)


class Mailbox(Message):
    """What the mail server took, by Message-ID."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.taken: Counter[str] = Counter()

    def handle_message(self, message: EmailMessage) -> None:
        time.sleep(0.02)  # so that a kill may meet a mail under way
        self.taken[str(message["Message-ID"])] += 1


class Courts:
    """Feeds that bring filings while time goes on; `shown` is how many each has ever shown.

    One that is far ahead of what is `recorded` waits: what leaves its window unread is a gap in coverage, and no loss.
    """

    def __init__(self, chance: random.Random) -> None:
        self.recorded = [1] * COURTS
        self.feeds = [Feed(feed(item(1, TRO))) for _ in range(COURTS)]
        self.items = [[item(1, TRO)] for _ in range(COURTS)]
        self._chance, self._stop = chance, threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    @property
    def shown(self) -> list[int]:
        return [len(items) for items in self.items]

    def _go_on(self) -> None:
        number = 1
        while not self._stop.wait(0.5):
            number += 1
            court = number % COURTS
            if len(self.items[court]) - self.recorded[court] >= WINDOW // 2:
                continue
            docket = f"1:31-cv-000{42 + self._chance.randrange(3)}"
            self.items[court].insert(0, item(number, f"{self._chance.choice(SAID)} No. {number}", docket))
            self.feeds[court].body = feed(*self.items[court][:WINDOW])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


@contextmanager
def world(folder: Path, chance: random.Random) -> Iterator[tuple[Courts, list[Site], Mailbox, Path]]:
    mailbox, courts = Mailbox(), Courts(chance)
    port = free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    sites: list[Site] = []
    try:
        with ExitStack() as stack:
            sites += [stack.enter_context(running(one, None)) for one in courts.feeds]
            smtp = f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "desk@example.org"\n'
            names = ("Rivers", "Forest", "Meadow")
            matters = "".join(
                f'[[matter]]\ncourt = "dcd"\ndocket_number = "1:31-cv-000{42 + n}"\n'
                f'caption = "{name} League v. Example Dam Board"\n'
                f'parties = [{{ name = "{name} League", role = "plaintiff" }}, '
                '{ name = "Example Dam Board", role = "defendant" }]\n'
                for n, name in enumerate(names)
            )
            sources = [source(f"court-{n}", site, "1s") for n, site in enumerate(sites)]
            config = write_config(folder, *sources, sites=tuple(sites), matters=matters, more=quick() + smtp)
            yield courts, sites, mailbox, config
    finally:
        server.stop()


def subscribe(config: Path) -> None:
    with Plan(load_config(config)).open(system_clock) as app:
        for n in range(5):
            app.people.add(f"reader-{n}@example.org", Schedule.IMMEDIATE, (), system_clock(), app.ledger.head())


def checked(config: Path, before: int, courts: Courts) -> int:
    """The head of a record that verifies and is no shorter than it was. Tells the courts how much of them it holds."""
    with Plan(load_config(config)).open(system_clock) as app:
        courts.recorded = [row.items_recorded for row in app.sources()]
        report = verify(app.ledger)
        assert report.problems == []
        assert report.entries >= before
        return report.entries


def test_killed_two_hundred_times(tmp_path, capsys):
    chance = random.Random(SEED)
    with world(tmp_path, chance) as (courts, sites, mailbox, config):
        one = Daemon(config)
        until(lambda: all(site.asked for site in sites), 120)
        time.sleep(3)
        assert one.end() == 0
        subscribe(config)
        head, heads = 0, []
        with courts:
            for number in range(KILLS):
                one = Daemon(config)
                one.said("starting", number + 2, 120)  # or a loaded machine would be killed at its imports every time
                time.sleep(chance.uniform(0, 4))
                one.process.kill()
                one.process.wait()
                head = checked(config, head, courts)
                heads.append(head)
        last = Daemon(config)
        settle(sites)
        assert last.end() == 0
        told = examine(config, courts, mailbox)
    with capsys.disabled():
        print(f"\n{KILLS} kills, seed {SEED}: {told}")  # noqa: T201 - what a soak is run for


def settle(sites: list[Site]) -> None:
    asked = [len(site.asked) for site in sites]
    until(lambda: all(len(site.asked) > before + 3 for site, before in zip(sites, asked, strict=True)), 600)
    time.sleep(5)


def examine(config: Path, courts: Courts, mailbox: Mailbox) -> str:
    with Plan(load_config(config)).open(system_clock) as app:
        events = [entry.event for entry in app.ledger.entries()]
        recorded = Counter(event.source for event in events if event.name == "docket_entry.observed")
        by_name: Callable[[str], list] = lambda name: [event for event in events if event.name == name]  # noqa: E731
        prepared, uncertain = by_name("digest.prepared"), Counter(event.digest for event in by_name("digest.uncertain"))
        sent = Counter(event.digest for event in by_name("digest.sent"))
        report = verify(app.ledger)
        rows_before = app.orders()
        app.rebuild()
        assert app.orders() == rows_before
    assert report.problems == []
    assert [recorded[f"court-{n}"] for n in range(COURTS)] == courts.shown  # each shown filing once
    ended = {event.key for event in prepared if sent[event.key] or uncertain[event.key]}
    assert {event.key for event in prepared} == ended  # no mail is forgotten
    assert all(number == 1 for number in sent.values())
    for event in prepared:
        came = mailbox.taken[event.message_id]
        assert came >= 1 or not sent[event.key], event
        assert came <= 1 + uncertain[event.key], event  # a second copy only where the record says why
    told = Counter(change for event in prepared for change in {(event.subscriber, key) for key in event.changes})
    assert told, "no mail went out: this run was not busy"
    assert all(number == 1 for number in told.values())  # no change is told to anybody twice
    twice = sum(number > 1 for number in mailbox.taken.values())
    return (
        f"{report.entries} events verified, {sum(recorded.values())} filings each once, {len(prepared)} mails, "
        f"{sum(uncertain.values())} uncertain, {twice} came twice"
    )

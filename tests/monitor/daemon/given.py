"""A feed on loopback, a mailbox, a configuration, and a desk that ticks at given times. EXAMPLE texts, fictional court."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from monitor.bootstrap import App, Plan
from monitor.bootstrap_specs import load_config
from monitor.daemon.ticker import HeldClock, Tick, Ticker
from monitor.daemon.troubles import Troubles
from notify.digest import Schedule
from tests.feeds.fetch.conftest import Site, answer

START = datetime(2031, 6, 2, 16, tzinfo=UTC)
MATTER = """
[[matter]]
court = "dcd"
docket_number = "1:31-cv-00042"
caption = "Rivers League v. Example Dam Board"
parties = [{ name = "Rivers League", role = "plaintiff" }, { name = "Example Dam Board", role = "defendant" }]
"""
MOTION = "MOTION to Enforce the Temporary Restraining Order by RIVERS LEAGUE"
TRO = "ORDER granting 2 Motion for Temporary Restraining Order"


def item(seq: int, event: str, docket: str = "1:31-cv-00042") -> str:
    filed = format_datetime(datetime(2031, 6, 2, 15, tzinfo=UTC) + timedelta(minutes=seq))
    return (
        f"<item><title>{docket} EXAMPLE v. EXAMPLE</title><pubDate>{filed}</pubDate>"
        f"<guid>https://ecf.dcd.uscourts.gov/cgi-bin/DktRpt.pl?9&amp;{seq}</guid>"
        f"<description>[{event}]</description><link>https://ecf.dcd.uscourts.gov/cgi-bin/DktRpt.pl?9</link></item>"
    )


def feed(*items: str) -> bytes:
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>EXAMPLE</title><link>https://ecf.example</link>"
        f"<description>Docket entries of type: order</description>{''.join(items)}</channel></rss>"
    ).encode()


class Feed:
    """What a loopback server answers: by ETag if it has one, elsewhere if it has moved, and not until `hold` is set."""

    def __init__(self, body: bytes = b"") -> None:
        self.status, self.body, self.headers = 200, body, []
        self.etag = False
        self.hold: threading.Event | None = None
        self.moved, self.moves_with, self.target = False, 301, "/new"

    def __call__(self, connection: socket.socket, path: str, sent: dict[str, str]) -> None:
        if self.hold is not None:
            self.hold.wait()
        if self.moved and path == "/feed":
            connection.sendall(answer(self.moves_with, headers=[("Location", self.target)]))
            return
        tag = f'"{hash(self.body)}"'
        if self.etag and sent.get("if-none-match") == tag:
            connection.sendall(b"HTTP/1.1 304 X\r\n\r\n")
            return
        headers = [*self.headers, ("ETag", tag)] if self.etag else self.headers
        connection.sendall(answer(self.status, self.body, headers))


def source(ident: str, site: Site | str, every: str = "10m", kind: str = "pacer-rss") -> str:
    url = site if isinstance(site, str) else f"http://127.0.0.1:{site.port}/feed"
    return f'[[source]]\nid = "{ident}"\nkind = "{kind}"\ncourt = "dcd"\nurl = "{url}"\nevery = "{every}"\n'


def write_config(
    folder: Path, *sources: str, matters: str = MATTER, sites: tuple[Site, ...] = (), more: str = ""
) -> Path:
    allowed = ", ".join(f'"127.0.0.1:{site.port}"' for site in sites)
    path = folder / "config.toml"
    path.write_text(
        f'[monitor]\ndata_dir = "var"\ncontact = "desk@example.org"\n[fetch]\nallow_hosts = [{allowed}]\n'
        f"{more}\n{''.join(sources)}{matters}"
    )
    return path


class Desk:
    """An open application with its ticker. The time is ours; fetches are waited for, so that tests repeat."""

    def __init__(self, config: Path, now: datetime = START) -> None:
        self.now = now
        self.clock = HeldClock(now)
        self.app: App = Plan(load_config(config)).open(self.clock)
        self.troubles, self.counts = Troubles(), Counter()
        self.ticker = Ticker(self.app, self.clock, jitter=lambda: 0.0, troubles=self.troubles, counts=self.counts)

    def subscribe(self) -> str:
        return self.app.people.add(
            "reader@example.org", Schedule.IMMEDIATE, (), self.now, self.app.ledger.head()
        ).pseudonym

    def tick(self, **after: float) -> Tick:
        """Tick at a later time; what is asked is waited for, and recorded by further ticks at the same time."""
        self.now += timedelta(**after)
        done = self.ticker.tick(self.now)
        while done.asked and self.ticker.live.busy():
            self.ticker.live.wait(20)
            late = self.ticker.tick(self.now, ask=False)
            late.asked = done.asked
            late.polls, late.unchanged = done.polls + late.polls, done.unchanged + late.unchanged  # what came at once
            done = late
        return done

    def mails(self) -> list[str]:
        return sorted(path.name for path in (self.app.config.monitor.data_dir / "outbox").glob("*.eml"))

    def texts(self) -> list[str]:
        events = (entry.event for entry in self.app.ledger.entries())
        return [event.content.text for event in events if event.name == "docket_entry.observed"]

    def close(self) -> None:
        self.ticker.close()
        self.app.close()

"""One filing from a court's feed, CourtListener's API, its webhook and a notice by mail, in any order: told once. EXAMPLE."""

from __future__ import annotations

import json
import os
from datetime import timedelta

import pytest

from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Entry
from tests.monitor.daemon.courtlistener import PATH, TOKEN, Api
from tests.monitor.daemon.given import START, TRO, Feed, feed, item, source, write_config

FULL = f"{TRO}. Defendants are enjoined from draining the reservoir for 14 days. Signed by Judge Example. (EXAMPLE)"
NOTICE = f"""From: ecf@dcd.uscourts.gov
Message-ID: <12@dcd.uscourts.gov>

Notice of Electronic Filing
The following transaction was entered on 6/2/2031 at 11:12 AM EDT and filed on 6/2/2031
Case Name: EXAMPLE v. EXAMPLE
Case Number: 1:31-cv-00042
Document Number: 12
Docket Text:
{FULL}

1:31-cv-00042 Notice has been electronically mailed to:
"""


def stub() -> str:
    anchor = '(&lt;a href="https://ecf.dcd.uscourts.gov/doc1/1?caseid=9&amp;amp;de_seq_num=12" &gt;12&lt;/a&gt;)'
    return item(12, TRO).replace(f"[{TRO}]", f"[Order on Motion for TRO] {anchor}")


@pytest.fixture
def given(desk, serve, tmp_path, monkeypatch):
    """A desk over all four, past its baseline, and how each of them shows the filing."""
    monkeypatch.setenv("SHOWCAUSE_COURTLISTENER_TOKEN", TOKEN)
    api, web, box = Api(), Feed(feed(item(1, "Complaint"))), tmp_path / "Maildir"
    api.fill(2)
    sites = serve(api), serve(web)
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    docket = 'docket_number = "1:31-cv-00042"'
    config = write_config(
        tmp_path,
        f'[[source]]\nid = "cl"\nkind = "courtlistener-api"\ncourt = "dcd"\n{docket}\nevery = "10m"\n'
        f'url = "http://127.0.0.1:{sites[0].port}{PATH}?docket=42"\n',
        source("dcd", sites[1]),
        source("nef", str(box), kind="nef-mail"),
        f'[[source]]\nid = "hook"\nkind = "courtlistener-webhook"\nurl = "webhook://"\n'
        f'dockets = [{{ id = 42, court = "dcd", {docket} }}]\n',
        sites=sites,
    )
    one = desk(config)
    receiver = one.app.receiver(lambda: one.now)
    receiver.begin()
    one.tick()
    one.now += timedelta(seconds=30)

    def alert() -> None:
        entry = {**api.entries[2], "id": 512, "docket": 42, "entry_number": 12, "description": FULL,
                 "date_created": (START + timedelta(minutes=1)).isoformat(), "pacer_sequence_number": 12}  # fmt: skip
        event = {"payload": {"results": [entry]}, "webhook": {"event_type": 1}}
        assert receiver.submit("hook", "6b8c1a34-0012", json.dumps(event).encode()).result(10).report.observed == 1

    def mail() -> None:
        path = box / "new" / "1938096720.12.example"
        path.write_text(NOTICE)
        os.utime(path, times=(one.now.timestamp() + 60,) * 2)  # delivered a minute after the last tick

    shown = {
        "feed": lambda: setattr(web, "body", feed(stub(), item(1, "Complaint"))),
        "api": lambda: api.put(12, FULL, START + timedelta(minutes=1)),
        "webhook": alert,
        "mail": mail,
    }
    yield one, shown
    receiver.close()


@pytest.mark.parametrize(
    "order",
    [("feed", "mail", "webhook", "api"), ("api", "feed", "mail", "webhook"), ("webhook", "api", "feed", "mail")],
    ids=lambda order: order[0],
)
def test_four_sources_and_one_order(given, order):
    one, shown = given
    for name in order:
        shown[name]()
        one.tick(minutes=11)
        one.tick(seconds=5)
    [found] = one.app.orders()
    assert found.type == "tro"
    assert found.entered_at is not None
    assert (found.entered_at.hour, found.entered_at.minute) == (11, 12)
    seen: list[Entry] = [entry for entry in one.app.ledger.entries() if entry.event.name == "docket_entry.observed"]
    copies = [e.event for e in seen if e.event.content.entry_number == 12]
    assert sorted(event.source for event in copies) == ["cl", "dcd", "hook", "nef"]
    assert {event.occasion for event in copies} == {Occasion.LIVE}
    assert len(found.history) == 1

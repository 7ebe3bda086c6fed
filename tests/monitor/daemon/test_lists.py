"""A docket of CourtListener's API as a source: nothing between two polls is missed, and its limits are kept. EXAMPLE."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.domain.events import DocketEntryObserved, ItemRevised
from monitor.domain.vocabulary import Occasion
from tests.feeds.fetch.conftest import Site, answer
from tests.monitor.daemon.courtlistener import BEGUN, PATH, TOKEN, Api
from tests.monitor.daemon.given import MOTION, START, TRO, write_config


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("SHOWCAUSE_COURTLISTENER_TOKEN", TOKEN)


def source(site: Site, every: str = "10m") -> str:
    return (
        f'[[source]]\nid = "cl"\nkind = "courtlistener-api"\ncourt = "dcd"\ndocket_number = "1:31-cv-00042"\n'
        f'url = "http://127.0.0.1:{site.port}{PATH}?docket=42"\nevery = "{every}"\n'
    )


def opened(desk, serve, folder, api: Api, more: str = ""):
    site = serve(api)
    return desk(write_config(folder, source(site), sites=(site,), more=more))


def observed(one) -> list[tuple[int | None, Occasion]]:
    events = (entry.event for entry in one.app.ledger.entries())
    return [(e.content.entry_number, e.occasion) for e in events if isinstance(e, DocketEntryObserved)]


def test_the_newest_first_and_then_all_that_was_modified_since(desk, serve, tmp_path):
    api = Api()
    api.fill(8)
    one = opened(desk, serve, tmp_path, api)
    one.tick()
    assert [number for number, _ in observed(one)] == [6, 7, 8]  # newest first in the page, forward in the record
    assert {occasion for _, occasion in observed(one)} == {Occasion.BASELINE}

    # more than a page between two polls: read page by page, at once, and then as configured again
    for number in range(20, 28):
        api.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", START + timedelta(minutes=number))
    asked = len(api.asked)
    one.tick(minutes=11)
    for _ in range(5):
        one.tick(seconds=5)
    assert [number for number, _ in observed(one)][3:] == list(range(20, 28))
    assert {occasion for _, occasion in observed(one)[3:]} == {Occasion.LIVE}
    assert len(api.asked) - asked == 3
    one.tick(minutes=11)
    assert api.asked[-1]["date_modified__gte"] == api.entries[27]["date_modified"]
    assert len(observed(one)) == 11


def test_a_text_that_comes_later_and_an_old_entry_whose_document_was_brought_in(desk, serve, tmp_path):
    api = Api()
    api.fill(8)
    api.put(8, f"{TRO}. (EXAMPLE)", BEGUN + timedelta(minutes=8))
    one = opened(desk, serve, tmp_path, api)
    one.subscribe()
    one.tick()
    api.put(9, "", START + timedelta(minutes=1))
    one.tick(minutes=11)
    api.put(9, f"{MOTION}. (EXAMPLE)", START + timedelta(minutes=12))
    api.put(
        2, "ORDER to show cause why defendants should not be held in contempt. (EXAMPLE)", START + timedelta(minutes=13)
    )
    one.tick(minutes=11)
    assert observed(one)[3:] == [(9, Occasion.LIVE), (2, Occasion.BACKFILL)]
    revised = [e.event for e in one.app.ledger.entries() if isinstance(e.event, ItemRevised)]
    assert [(e.content.entry_number, e.occasion, e.content.stub) for e in revised] == [(9, Occasion.LIVE, False)]
    assert len(one.mails()) == 1  # of the motion; the old show-cause order alarms nobody


def test_a_daemon_killed_between_two_pages_goes_on_and_doubles_nothing(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api)
    one.tick()
    for number in range(10, 18):
        api.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", START + timedelta(minutes=number))
    one.tick(minutes=11)
    one.close()
    again = desk(one.app.config.monitor.data_dir.parent / "config.toml", now=one.now + timedelta(seconds=5))
    for _ in range(4):
        again.tick(seconds=5)
    assert [number for number, _ in observed(again)] == [1, 2, 3, *range(10, 18)]


def test_a_next_page_that_the_server_no_longer_knows_is_no_dead_end(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api)
    one.tick()
    for number in range(10, 15):
        api.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", START + timedelta(minutes=number))
    one.tick(minutes=11)
    api.forgetful = True
    for _ in range(8):
        one.tick(minutes=21)
    assert [number for number, _ in observed(one)] == [1, 2, 3, *range(10, 15)]


def test_the_limits_are_kept_and_shared_and_outlive_the_process(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api, more="[courtlistener]\nper_minute = 2\nper_hour = 4\nper_day = 5\n")
    for _ in range(60):
        one.tick(minutes=11)
        for _ in range(2):
            one.app.memory.places.spend("127.0.0.1", one.now, one.app.quota)  # somebody else's questions
    assert len(api.asked) <= 5
    assert one.ticker.live.health()["cl"].why == "the limit of questions to this server is reached"
    one.close()
    asked = len(api.asked)
    again = desk(tmp_path / "config.toml", now=one.now + timedelta(minutes=1))
    again.tick()
    assert len(api.asked) == asked


def test_a_server_that_asks_us_to_wait_is_left_alone_so_long(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api)
    api.refuse = answer(429, b'{"detail": "Request was throttled."}', [("Retry-After", "7200")])
    one.tick()
    api.refuse = None
    for _ in range(10):
        one.tick(minutes=11)
    assert api.asked == []
    one.tick(minutes=15)
    assert len(api.asked) == 1


def test_the_token_goes_nowhere_else_and_into_no_log(desk, serve, tmp_path, caplog):
    api, other = Api(), Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api)
    one.tick()
    api.elsewhere = f"http://127.0.0.1:{serve(other).port}{PATH}"
    for number in range(10, 15):
        api.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", START + timedelta(minutes=number))
    one.tick(minutes=11)
    reasons = [getattr(record, "showcause_fields", {}).get("reason") for record in caplog.records]
    assert "the next page is elsewhere; it is not asked" in reasons
    one.tick(minutes=11)
    one.tick(minutes=11)
    assert other.asked == []
    assert len(observed(one)) == 8  # it went on by what was modified since
    assert TOKEN not in caplog.text
    assert all(TOKEN.encode() not in path.read_bytes() for path in (tmp_path / "var").glob("*.db*"))


def test_without_a_token_nobody_is_asked(desk, serve, tmp_path, monkeypatch):
    monkeypatch.delenv("SHOWCAUSE_COURTLISTENER_TOKEN")
    api = Api()
    one = opened(desk, serve, tmp_path, api)
    one.tick()
    assert api.asked == []
    assert "no token is given" in one.ticker.live.health()["cl"].last_error


def test_a_page_that_is_none_is_a_failure_and_moves_nothing_on(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    one = opened(desk, serve, tmp_path, api)
    api.refuse = answer(200, b"<html>EXAMPLE: we are down</html>")
    one.tick()
    assert one.ticker.live.health()["cl"].failures == 1
    assert "not a page of docket entries" in one.ticker.live.health()["cl"].last_error
    api.refuse = None
    one.tick(minutes=21)
    assert len(observed(one)) == 3
    assert BEGUN < START


def test_a_round_by_hand_reads_all_pages_and_ends_at_the_limit(desk, serve, tmp_path):
    api = Api()
    api.fill(3)
    site = serve(api)
    config = write_config(tmp_path, source(site), sites=(site,), more="[courtlistener]\nper_minute = 4\n")
    command = ["--config", str(config), "run", "--once"]
    assert CliRunner().invoke(cli, command).exit_code == 0
    for number in range(10, 22):
        api.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", START + timedelta(minutes=number))
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert len(api.asked) == 4  # one, and the first three of five pages
    one = desk(config)
    assert [number for number, _ in observed(one)] == [1, 2, 3, *range(10, 18)]
    one.tick()
    one.tick(seconds=5)
    assert [number for number, _ in observed(one)][-4:] == [18, 19, 20, 21]

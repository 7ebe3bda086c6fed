"""The history of a docket filled in: all of it, once, under the limits, alarming nobody, after any end. EXAMPLE texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feeds.fetch.outcomes import Outcome
from monitor.application.backfill import Backfill, Filled, Means
from monitor.application.record_poll import PollRecorder
from monitor.bootstrap import Plan
from monitor.bootstrap_specs import load_config
from monitor.cli.main import cli
from monitor.domain.events import DocketEntryObserved, ItemRevised
from monitor.domain.vocabulary import Occasion
from tests.feeds.fetch.conftest import answer, running
from tests.monitor.daemon.courtlistener import BEGUN, PATH, TOKEN, Api
from tests.monitor.daemon.given import MOTION, START, TRO, Desk, write_config

FREE = "[courtlistener]\nper_minute = 1000\nper_hour = 1000\nper_day = 1000\n"


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("SHOWCAUSE_COURTLISTENER_TOKEN", TOKEN)


@pytest.fixture
def api() -> Api:
    made = Api()
    made.fill(10)
    made.put(2, f"{TRO}. (EXAMPLE)", BEGUN + timedelta(minutes=2), filed="2031-01-10")
    made.put(3, f"{MOTION}. (EXAMPLE)", BEGUN + timedelta(minutes=3), filed="2031-01-11")
    return made


@pytest.fixture
def config(api, tmp_path) -> Iterator[Path]:
    with running(api, None) as site:
        source = (
            '[[source]]\nid = "cl"\nkind = "courtlistener-api"\ncourt = "dcd"\ndocket_number = "1:31-cv-00042"\n'
            f'url = "http://127.0.0.1:{site.port}{PATH}?docket=42"\nevery = "1h"\n'
        )
        yield write_config(tmp_path, source, sites=(site,), more=FREE)


def showcause(config: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(config), *args])


def entries(config: Path) -> list[tuple[int | None, Occasion]]:
    with Plan(load_config(config)).open(lambda: START) as app:
        events = [entry.event for entry in app.ledger.entries()]
    return [(e.content.entry_number, e.occasion) for e in events if isinstance(e, DocketEntryObserved)]


def test_all_of_it_in_the_order_of_the_docket_and_nobody_is_alarmed(config, api, monkeypatch):
    desk = Desk(config)
    desk.subscribe()
    desk.close()
    done = showcause(config, "backfill", "cl", "--json")
    assert done.exit_code == 0, done.output
    counts = json.loads(done.stdout)
    assert {name: counts[name] for name in ("observed", "revised", "read", "total", "done")} == {
        "observed": 10, "revised": 0, "read": 10, "total": 10, "done": True,
    }  # fmt: skip
    assert entries(config) == [(number, Occasion.BACKFILL) for number in range(1, 11)]
    assert done.stderr == ""  # no terminal, no bar

    again = Desk(config)
    again.tick(minutes=1)
    assert again.mails() == []
    assert "tro" in [order.type for order in again.app.orders()]
    again.close()
    head = len(entries(config))
    assert (
        showcause(config, "backfill", "cl").stdout
        == "10 of 10 entries read: 0 observed, 0 revised, 0 unchanged, 0 unwatched\n"
    )
    assert "10 unchanged" in showcause(config, "backfill", "cl", "--anew").stdout
    assert len(entries(config)) == head


def test_what_was_seen_as_a_stub_by_a_poll_gets_its_text_and_what_is_edited_later_is_news(config, api):
    api.put(10, "", BEGUN + timedelta(minutes=10))
    desk = Desk(config)
    desk.tick()
    desk.close()
    api.put(10, f"{TRO}. (EXAMPLE)", BEGUN + timedelta(minutes=11))
    counts = json.loads(showcause(config, "backfill", "cl", "--json").stdout)
    assert (counts["observed"], counts["revised"], counts["unchanged"]) == (7, 1, 2)
    api.put(4, "VACATED: NOTICE 4 of Appearance (EXAMPLE)", START + timedelta(hours=2))
    later = Desk(config, now=START + timedelta(hours=3))
    later.tick()
    revised = [e.event for e in later.app.ledger.entries() if isinstance(e.event, ItemRevised)]
    assert [(e.content.entry_number, e.occasion) for e in revised] == [(10, Occasion.BACKFILL), (4, Occasion.LIVE)]
    later.close()


class Kill(BaseException):
    """The process ends here."""


class Run:
    """One run over open stores, with a clock that `pause` moves and a server that may be ended after any question."""

    def __init__(self, config: Path) -> None:
        self.config, self.now, self.paused, self.left = config, START, [], 1000

    def __call__(self, *, wait: bool = False) -> Filled:
        plan = Plan(load_config(self.config))
        with plan.open(lambda: self.now) as app:
            worker = app.source_worker()

            def ask(request, now) -> Outcome:
                self.left -= 1
                if self.left < 0:
                    raise Kill
                return worker.submit(request, now).result(20)

            means = Means(ask=ask, clock=lambda: self.now, pause=self.pause, quota=app.quota, wait=wait)
            recorder = PollRecorder(app.ledger, app.memory, app.watched)
            try:
                return Backfill(app.specs[0], app.memory, recorder, means, lambda _done, _total: None).run()
            finally:
                worker.close()

    def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.now += timedelta(seconds=seconds)


def test_killed_after_any_page_and_called_again_it_doubles_nothing_and_leaves_nothing_out(config, api):
    run = Run(config)
    for left in (2, 1, 0, 1):
        run.left = left
        with pytest.raises(Kill):
            run()
    run.left = 100
    assert run().done
    assert entries(config) == [(number, Occasion.BACKFILL) for number in range(1, 11)]


def test_killed_between_the_record_and_the_memory_a_page_is_repeated_and_not_doubled(config, api, monkeypatch):
    run = Run(config)
    from feeds.memory_places import Places

    monkeypatch.setattr(Places, "keep", lambda *_: (_ for _ in ()).throw(Kill()))
    with pytest.raises(Kill):
        run()
    monkeypatch.undo()
    monkeypatch.setenv("SHOWCAUSE_COURTLISTENER_TOKEN", TOKEN)
    filled = run()
    assert (filled.observed, filled.unchanged, filled.done) == (7, 3, True)
    assert len(entries(config)) == 10


def test_a_minutes_limit_is_waited_for_and_an_hours_only_when_asked(config, api):
    config.write_text(config.read_text().replace(FREE, "[courtlistener]\nper_minute = 2\nper_hour = 4\nper_day = 99\n"))
    run = Run(config)
    filled = run()
    assert (filled.done, filled.read, filled.why) == (False, 9, "the server's limit of questions is reached")
    assert filled.again_from == START + timedelta(hours=1, seconds=2)
    assert run.paused == [62.0]
    assert run(wait=True).done
    assert run.now >= START + timedelta(hours=1)
    assert len(api.asked) == 5  # the number of entries, and four pages


def test_a_429_ends_it_until_the_time_given_and_holds_the_daemon_too(config, api):
    api.refuse = answer(429, b"{}", [("Retry-After", "7200")])
    run = Run(config)
    filled = run()
    assert (filled.done, filled.again_from) == (False, START + timedelta(hours=2))
    api.refuse = None
    desk = Desk(config)
    desk.tick(minutes=10)
    assert api.asked == []
    desk.close()
    run.now = START + timedelta(hours=2, seconds=1)
    assert run().done


def test_a_server_that_breaks_off_is_asked_again_and_one_that_denies_is_not(config, api):
    run, answers = Run(config), []
    good = Api.__call__

    def once_broken(self, connection, path, sent):
        answers.append(path)
        if len(answers) in (2, 3):
            connection.sendall(answer(500))
        else:
            good(self, connection, path, sent)

    api.__class__ = type("Broken", (Api,), {"__call__": once_broken})
    assert run().done
    assert run.paused == [5.0, 10.0]
    api.__class__ = Api
    api.refuse = answer(403)
    other = Run(config)
    with Plan(load_config(config)).open(lambda: START) as app:
        app.memory.places.forget("history")
    filled = other()
    assert (filled.done, "403: the server denies access" in filled.why, other.paused) == (False, True, [])


def test_what_is_no_list_is_refused_by_name(config):
    refused = showcause(config, "backfill", "nobody")
    assert refused.exit_code == 2
    assert "(those are: cl)" in refused.stderr

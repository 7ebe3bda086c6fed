"""A tick with nothing to tell costs the same for one subscriber and for fifty; and what could be due is never overlooked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.domain.events import DigestSent
from notify.digest import Schedule
from notify.store import PeopleStore
from projections.runner import Runner, open_views
from tests.monitor.application.test_delivery import Desk
from tests.projections.given import POOL


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.people.close()
    names = iter(f"reader-{n}" for n in range(1, 100))
    made.people = PeopleStore(tmp_path / "people.db", names.__next__)
    made.delivery._people = made.people
    yield made
    made.people.close()
    made.record.close()


def subscribe(desk, *names, schedule=Schedule.IMMEDIATE):
    for name in names:
        desk.people.add(f"{name}@example.org", schedule, (), desk.record.now, desk.record.ledger.head())


def statements(desk, now=None):
    """How many statements a delivery runs on the two databases."""
    run: list[str] = []
    connections = (desk.record.views.connection, desk.people._db)
    for connection in connections:
        connection.set_trace_callback(run.append)
    desk.delivery.run(now or desk.record.step())
    for connection in connections:
        connection.set_trace_callback(None)
    return len(run)


def sent(desk):
    return len(desk.events(DigestSent))


def test_an_idle_tick_asks_the_same_few_things_for_one_subscriber_and_for_fifty(desk):
    subscribe(desk, "one")
    desk.give(*POOL[:3])
    while statements(desk) != (idle := statements(desk)):
        pass
    subscribe(desk, *(f"other-{n}" for n in range(49)))
    assert statements(desk) > 50
    assert statements(desk) == statements(desk) == idle
    assert idle < 12


def test_a_change_after_idle_ticks_reaches_everybody(desk):
    subscribe(desk, "one", "two", "three")
    desk.give(*POOL[:2])
    for _ in range(3):
        statements(desk)
    before = sent(desk)
    desk.give(POOL[2])
    desk.run()
    assert sent(desk) - before == 3


def test_whoever_another_process_adds_or_changes_is_considered(desk, tmp_path):
    subscribe(desk, "one", schedule=Schedule.DAILY)
    desk.give(*POOL[:3])
    for _ in range(3):
        statements(desk)
    before = sent(desk)
    with PeopleStore(tmp_path / "people.db", lambda: "unused") as other:
        other.add("one@example.org", Schedule.IMMEDIATE, (), desk.record.now, 0)
    desk.run()
    assert sent(desk) > before


def test_views_that_another_process_brought_up_are_looked_at(desk):
    subscribe(desk, "one")
    desk.give(*POOL[:2])
    for _ in range(3):
        statements(desk)
    before = sent(desk)
    desk.record.give([POOL[2]])
    with open_views(desk.record.folder / "views.db") as other:
        Runner(desk.record.ledger, other).catch_up()
    desk.run()
    assert sent(desk) > before


def test_a_change_that_views_built_anew_have_earlier_in_the_log_is_told(desk):
    subscribe(desk, "one")
    desk.give(*POOL[:3])
    for _ in range(3):
        statements(desk)
    before = sent(desk)
    with open_views(desk.record.folder / "views.db") as other:
        other.connection.execute(
            "INSERT INTO changes (key, seq, n, matter, occasion, recorded_at, body) SELECT 'asked|x', seq, 99, matter,"
            " occasion, recorded_at, replace(CAST(body AS TEXT), key, 'asked|x') FROM changes WHERE key LIKE 'alleged|%'"
        )
    desk.run()
    assert sent(desk) == before + 1


def test_the_days_digest_is_due_once_its_hour_has_come(desk):
    evening = datetime.fromisoformat("2026-03-05T22:00:00-06:00")
    desk.record.now = evening - timedelta(hours=1)
    subscribe(desk, "one", schedule=Schedule.DAILY)
    desk.give(*POOL[:3])
    for minute in range(3):
        statements(desk, evening + timedelta(minutes=minute))
    assert sent(desk) == 0
    statements(desk, datetime.fromisoformat("2026-03-06T06:59:59-06:00"))
    assert sent(desk) == 0
    statements(desk, datetime.fromisoformat("2026-03-06T07:00:00-06:00"))
    assert sent(desk) == 1


def test_a_run_that_was_stopped_is_no_look_at_everybody(desk):
    subscribe(desk, "one", "two")
    desk.give(*POOL[:3])
    asked = iter([False, True])
    desk.delivery.run(desk.record.step(), lambda: next(asked, True))
    assert sent(desk) == 1
    desk.run()
    assert sent(desk) == 2


def test_what_was_recorded_under_a_clock_that_was_set_back_is_told_all_the_same(desk):
    desk.record.now += timedelta(days=2)  # the clock is wrong, two days ahead
    desk.give(POOL[0])
    subscribe(desk, "one")
    desk.record.now -= timedelta(days=2)  # and is set right
    desk.give(*POOL[1:3])
    desk.run()
    assert sent(desk) == 1


def test_what_was_recorded_before_somebody_signed_up_is_not_told_under_any_clock(desk):
    desk.give(*POOL[:3])
    desk.record.now -= timedelta(days=2)
    subscribe(desk, "one")
    desk.run()
    assert sent(desk) == 0

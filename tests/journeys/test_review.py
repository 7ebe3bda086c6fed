"""A person corrects what the program misread. Told as a lawyer would: an invented case, every text an EXAMPLE.

Riverton Residents v. Riverton Water District, D. Minn. 0:26-cv-00101. The residents move to enforce a restraining order;
the district answers. The motion is misread, a person corrects it, a newer reader comes, the correction stands; it is
undone; and every time the mail says whose reading changed, never that something happened.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import msgspec
import pytest

from monitor.application.reread import Rereading
from monitor.application.review import person
from monitor.application.simulate import SimulatedClock
from monitor.bootstrap import App, open_app
from monitor.bootstrap_specs import load_config
from monitor.domain.vocabulary import Occasion
from monitor.reading.reader import read
from notify.digest import Schedule
from tests.projections.given import POOL

CONFIG = """
[monitor]
data_dir = "var"
timezone = "America/Chicago"
[[matter]]
court = "mnd"
docket_number = "0:26-cv-00101"
caption = "Riverton Residents v. Riverton Water District"
parties = [
  { name = "Riverton Residents", role = "plaintiff" },
  { name = "Riverton Water District", role = "defendant", aliases = ["the District"] },
]
"""
WHO = person("Ada Example", "the motion asks for enforcement and alleges nothing else")
ORDER = "mnd/26-cv-101/e3.1"


class Desk:
    """The program over an empty folder, on a clock that a test moves."""

    def __init__(self, folder: Path) -> None:
        (folder / "config.toml").write_text(CONFIG, "utf-8")
        self.clock = SimulatedClock(datetime(2026, 3, 7, 12, tzinfo=UTC))
        self.app: App = open_app(load_config(folder / "config.toml"), clock=self.clock)
        self.app.people.add("desk@example.org", Schedule.DAILY, (), self.clock(), self.app.ledger.head())

    def give(self, *rows: dict[str, object], occasion: Occasion = Occasion.LIVE) -> None:
        self.later(minutes=1)
        self.app.ingest_lines([json.dumps(row) for row in rows], "given", occasion)
        self.app.catch_up()

    def later(self, **span: int) -> None:
        self.clock.move_to(self.clock() + timedelta(**span))

    def mail(self) -> str:
        """The next day's digest, as text; empty when there is nothing to tell."""
        self.later(days=1)
        files = self.app.tick().delivered.files
        parsed = [message_from_bytes(Path(file).read_bytes(), policy=policy.default) for file in files]
        return "\n".join(f"{m['subject']}\n{m.get_body(('plain',)).get_content()}" for m in parsed)

    def correct(self, item: str, **findings: object):
        self.later(minutes=1)
        reviews = self.app.desk.reviews
        return reviews.correct(reviews.item(item), WHO, json.dumps(findings).encode())

    def decide(self, verdict: str, item: str):
        self.later(minutes=1)
        reviews = self.app.desk.reviews
        return getattr(reviews, verdict)(reviews.item(item), WHO)

    def reread(self, reader) -> int:
        self.later(minutes=1)
        app = self.app
        return Rereading(app.ledger, app.views, app.watched, app.catch_up, app.clock, reader).run(record=True).recorded

    def action(self):
        (action,) = self.app.order(ORDER).actions
        return action

    def stances(self) -> list[tuple[str, str]]:
        return [(p.stance.value, p.read_by) for p in self.action().positions]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path)
    made.give(*POOL[:4])
    yield made
    made.app.close()


def as_denial(content, matters):
    """A newer reader, which reads every motion to enforce as an answer."""
    reading = read(content, matters)
    changed = tuple(
        msgspec.structs.replace(p, stance="denies_breach") if p.stance == "seeks_enforcement" else p
        for p in reading.positions
    )
    return msgspec.structs.replace(reading, reader="rules-99", positions=changed)


def test_a_corrected_reading_stands_against_a_newer_reader_and_can_be_undone(desk):
    assert desk.action().status == "contested"
    position = {
        "actor": "Riverton Residents",
        "role": "plaintiff",
        "side": "protected",
        "stance": "questions",
        "quote": "MOTION to Enforce 7 Temporary Restraining Order",
        "refers": [{"entry_number": 7}],
    }
    desk.correct("a3", positions=[position])
    assert ("questions", "Ada Example") in desk.stances()
    assert desk.action().status == "questioned"

    assert desk.reread(as_denial) > 0
    assert ("questions", "Ada Example") in desk.stances()
    assert {q.kind.value for q in desk.app.desk.queue()} == {"read_otherwise"}

    desk.decide("confirm", "a3")
    assert desk.stances()[0] == ("denies_breach", "rules-99, confirmed by Ada Example")
    assert desk.app.desk.queue() == []


def test_a_mail_says_who_decided_and_what_is_read_now_and_calls_nothing_news(desk):
    first = desk.mail()
    assert "contested" in first.splitlines()[0]
    desk.decide("reject", "a3")
    mail = desk.mail()
    assert mail.splitlines()[0].endswith("2 readings revised")
    assert "Ada Example decided that a3 says nothing about a matter watched here." in " ".join(mail.split())
    assert "Reason given: the motion asks for enforcement and alleges nothing else." in " ".join(mail.split())
    assert "No longer counted (a3): asks the court to enforce the order." in " ".join(mail.split())
    assert "It is no longer read as contested." in " ".join(mail.split())
    assert "newly contested" not in mail.lower()
    desk.decide("confirm", "a3")
    again = " ".join(desk.mail().split())
    assert "Ada Example confirmed what the program had read in a3." in again
    assert "Now counted (a3): an allegation: asks the court to enforce the order." in again
    assert desk.mail() == ""


def test_what_was_read_and_taken_back_before_the_mail_is_not_told_at_all(desk):
    desk.decide("reject", "a3")
    mail = desk.mail()
    assert "a3" not in mail
    assert "contested" not in mail.splitlines()[0]
    assert "revised" not in mail


def test_an_order_that_no_item_makes_any_more_is_told_as_that(desk):
    desk.mail()
    desk.decide("reject", "a1")
    desk.decide("reject", "a2")
    mail = " ".join(desk.mail().split())
    assert "no longer read in any item" in mail
    assert "No longer counted (a2): in force." in mail
    assert "In force" not in mail


def test_a_revised_item_is_read_anew_and_asks_again(desk):
    desk.decide("reject", "a3")
    assert [o.status.value for o in desk.app.orders()] == ["in_force"]
    desk.give(POOL[8])
    assert [o.status.value for o in desk.app.orders()] == ["in_force", "requested"]
    (question,) = (q for q in desk.app.desk.queue() if q.kind.value == "overtaken")
    assert question.item == "a3"
    assert "rejected by Ada Example" in question.why
    desk.decide("confirm", "a3")
    assert desk.app.desk.queue() == []


def test_two_copies_of_an_order_are_joined_and_parted_by_name(desk):
    copy = {**POOL[1], "id": "a2b", "entry_number": 8, "filed_at": "2026-03-03T09:00-06:00"}
    desk.give(copy)
    known = {o.id for o in desk.app.orders()}
    assert {ORDER, "mnd/26-cv-101/e8.1"} <= known
    desk.mail()
    linking = desk.app.desk.linking
    linking.decide("mnd/26-cv-101/e8.1", ORDER, person("Ada Example", "entered twice"), joined=True)
    assert desk.app.order("mnd/26-cv-101/e8.1").id == ORDER
    mail = " ".join(desk.mail().split())
    assert "Ada Example decided that two are one. Reason given: entered twice." in mail
    assert "mnd/26-cv-101/e8.1 is now part of mnd/26-cv-101/e3.1." in mail
    linking.decide("mnd/26-cv-101/e8.1", ORDER, person("Bea Example", "they were not"), joined=False)
    assert {o.id for o in desk.app.orders()} == known
    assert "Bea Example decided that they are not one." in " ".join(desk.mail().split())


def test_a_person_decides_beside_the_running_daemon(desk, tmp_path):
    desk.mail()
    with open_app(load_config(tmp_path / "config.toml"), clock=desk.clock, read_only=True) as other:
        reviews = other.desk.reviews
        seen = reviews.item("a3")
        desk.give(POOL[4])
        assert reviews.reject(seen, WHO).counts
        desk.give(POOL[5])
        assert all(p.item != "a3" for p in desk.action().positions)
        assert {o.id: o.status for o in other.orders()} == {o.id: o.status for o in desk.app.orders()}
    assert "Ada Example decided that a3" in " ".join(desk.mail().split())

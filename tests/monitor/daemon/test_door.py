"""The webhook: what is answered 200 is in the record, once, while the tick goes on; nobody without the secret. EXAMPLE."""

from __future__ import annotations

import http.client
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor.application.health import silences
from monitor.bootstrap import Plan
from monitor.bootstrap_specs import load_config
from monitor.daemon.board import Board
from monitor.daemon.desk import Desk as DaemonDesk
from monitor.daemon.door import MOST_BYTES, Door
from monitor.daemon.status_server import StatusServer
from monitor.domain.events import DocketEntryObserved
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import open_ledger
from tests.monitor.daemon.given import MOTION, START, TRO, write_config

SECRET = "EXAMPLE-" + "s3cret" * 4
PATH = f"/webhook/cl/{SECRET}"
SOURCE = """[[source]]
id = "cl"
kind = "courtlistener-webhook"
url = "webhook://"
dockets = [{ id = 42, court = "dcd", docket_number = "1:31-cv-00042" }]
"""


def alert(number: int, text: str, docket: int = 42, kind: int = 1) -> bytes:
    entry = {
        "id": 500 + number, "docket": docket, "entry_number": number, "description": text, "date_filed": "2031-06-02",
        "time_filed": "12:05:00", "date_created": (START + timedelta(minutes=1)).isoformat(), "recap_documents": [],
    }  # fmt: skip
    return json.dumps({"payload": {"results": [entry]}, "webhook": {"event_type": kind, "version": 2}}).encode()


class Open(NamedTuple):
    """A door on a port of its own, over the stores of a folder."""

    server: StatusServer
    door: Door
    folder: Path
    config: Path

    def post(self, body: bytes, key: str = "6b8c1a34-0001", path: str = PATH, **headers: str) -> tuple[int, str]:
        sent = {"Content-Type": "application/json", "Idempotency-Key": key, **headers}
        return self.send("POST", path, body, {name: value for name, value in sent.items() if value})

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode().strip()
        finally:
            connection.close()

    def observed(self) -> list[tuple[int | None, Occasion]]:
        ledger = open_ledger(self.folder / "ledger.db")
        try:
            events = [entry.event for entry in ledger.entries()]
        finally:
            ledger.close()
        return [(e.content.entry_number, e.occasion) for e in events if isinstance(e, DocketEntryObserved)]

    def head(self) -> int:
        with sqlite3.connect(self.folder / "ledger.db") as db:
            return db.execute("SELECT max(seq) FROM events").fetchone()[0]

    def kept(self) -> list[Path]:
        return sorted((self.folder / "kept").rglob("*.json"))


@contextmanager
def opened(folder: Path, clock=lambda: START + timedelta(minutes=5)) -> Iterator[Open]:
    config = write_config(folder, SOURCE, more="[daemon]\nhealth_port = 1\n")
    plan = Plan(load_config(config))
    plan.open(lambda: START).close()
    door = Door()
    with plan.open(lambda: START) as app:
        receiver = app.receiver(lambda: START)
        receiver.begin()
        receiver._clock = clock
    door.open(receiver, SECRET)
    server = StatusServer(0, Board(), "0", door)
    try:
        yield Open(server, door, folder / "var", config)
    finally:
        server.close()
        door.open(None, None)


@pytest.fixture
def one(tmp_path) -> Iterator[Open]:
    with opened(tmp_path) as found:
        yield found


def test_an_alert_is_in_the_record_when_it_is_answered_and_told_by_the_next_tick(one, desk):
    daemon = desk(one.config, now=START)
    daemon.subscribe()
    assert one.post(alert(3, TRO)) == (200, "recorded")
    assert one.observed() == [(3, Occasion.LIVE)]
    assert one.post(alert(4, MOTION), key="6b8c1a34-0002") == (200, "recorded")
    daemon.tick(minutes=10)
    assert len(daemon.mails()) == 1
    [row] = daemon.app.sources()
    assert (row.id, row.items_recorded, row.failures) == ("cl", 2, 0)
    assert one.kept() == []


def test_a_repetition_is_answered_well_and_records_nothing(one):
    assert one.post(alert(3, TRO)) == (200, "recorded")
    head = one.head()
    assert one.post(alert(3, TRO)) == (200, "known")
    assert one.post(alert(3, "Another text under the same key. (EXAMPLE)")) == (200, "known")
    assert one.post(alert(3, TRO), key="6b8c1a34-0009") == (200, "recorded")  # its entry is known, under any key
    assert one.head() == head


def test_a_repetition_after_the_memory_was_lost_records_nothing(tmp_path):
    with opened(tmp_path) as one:
        one.post(alert(3, TRO))
        head = one.head()
    for path in one.folder.glob("feeds.db*"):
        path.unlink()
    with opened(tmp_path) as again:
        assert again.post(alert(3, TRO))[0] == 200
        assert again.observed() == [(3, Occasion.LIVE)]
        assert again.head() == head


@pytest.mark.parametrize(
    "path",
    [
        "/webhook/cl/wrong",
        f"/webhook/other/{SECRET}",
        f"/webhook/cl/{SECRET}x",
        "/webhook/cl/",
        f"/webhook/{SECRET}",
        "/healthz",
        f"/webhook/../cl/{SECRET}",
    ],
)
def test_without_the_secret_there_is_nothing_here(one, path, caplog):
    assert one.post(alert(3, TRO), path=path) == (404, "there is nothing here")
    assert one.observed() == []
    assert SECRET not in caplog.text


def test_only_what_such_a_sender_sends_is_taken(one):
    body = alert(3, TRO)
    assert one.post(body, **{"Content-Type": "text/plain"})[0] == 415
    assert one.post(body, **{"Content-Type": "application/json; charset=utf-8"})[0] == 200
    for key in ("", "../../../etc/passwd", "x" * 65, "short"):
        assert one.post(body, key=key)[0] == 400
    assert one.post(b"", key="6b8c1a34-0003", **{"Content-Length": str(MOST_BYTES + 1)})[0] == 413
    chunked = {"Content-Type": "application/json", "Idempotency-Key": "6b8c1a34-0004", "Transfer-Encoding": "chunked"}
    assert one.send("POST", PATH, b"0\r\n\r\n", chunked)[0] == 411
    assert [one.send(method, PATH, None, {})[0] for method in ("GET", "HEAD", "PUT")] == [404, 404, 501]
    assert one.send("GET", "/healthz/live", None, {})[0] == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{not JSON: EXAMPLE", "not an event of CourtListener"),
        (b"[" * 100_000, "not an event of CourtListener"),
        (b"\xff\xfe", "not an event of CourtListener"),
        (alert(3, TRO, kind=2), "not a docket alert but a search alert (type 2)"),
        (alert(3, TRO, docket=77), "CourtListener's docket 77, which is not configured"),
    ],
)
def test_what_cannot_be_read_is_kept_and_answered_well_since_it_would_only_come_again(one, body, words, caplog):
    assert one.post(body) == (200, "kept")
    [path] = one.kept()
    assert (path.name, path.read_bytes()) == ("6b8c1a34-0001.json", body)
    assert one.observed() == []
    fields = [getattr(record, "showcause_fields", {}) for record in caplog.records]
    assert any(words in str(found.get("reason")) for found in fields)
    assert one.post(body) == (200, "known")
    assert one.post(alert(4, MOTION), key="6b8c1a34-0002") == (200, "recorded")


def ends(old: list[int], disabled: list[int]) -> bytes:
    def alerts(dockets: list[int]) -> list[dict[str, object]]:
        return [
            {"id": 1, "date_last_hit": None, "secret_key": "EXAMPLE", "alert_type": 1, "docket": d} for d in dockets
        ]

    payload = {"old_alerts": alerts(old), "disabled_alerts": alerts(disabled)}
    return json.dumps({"payload": payload, "webhook": {"event_type": 4, "version": 2}}).encode()


def test_that_alerts_end_is_a_signal_until_one_comes_again(one, desk, caplog):
    daemon = desk(one.config, now=START)

    def odd() -> list[str]:
        [row] = daemon.app.sources()
        assert {signal.kind for signal in row.signals} <= {"alerts_end"}
        assert [silence.odd for silence in silences([row])] == [signal.text for signal in row.signals]
        return [signal.text for signal in row.signals]

    assert one.post(ends([77], []), key="6b8c1a34-1000") == (200, "noted")
    assert odd() == []
    assert one.post(ends([42, 77], []), key="6b8c1a34-1001") == (200, "noted")
    assert odd() == [
        "is about to switch off its alerts for 1:31-cv-00042 (dcd), unless the docket is followed there anew"
    ]
    assert one.post(ends([], [42]), key="6b8c1a34-1002") == (200, "noted")
    assert odd()[0].startswith("has switched off its alerts for 1:31-cv-00042 (dcd)")
    daemon.tick(days=60)
    assert len(odd()) == 1
    assert one.kept() == []
    assert sum(record.getMessage() == "alerts end" for record in caplog.records) == 2
    assert one.post(alert(3, TRO), key="6b8c1a34-1003") == (200, "recorded")
    assert odd() == []
    assert one.post(ends([42], []), key="6b8c1a34-1004") == (200, "noted")
    daemon.tick(days=30)
    assert odd() == []  # announced and not carried out: it was averted


def test_a_report_of_alerts_that_end_that_cannot_be_read_is_kept(one):
    assert one.post(ends([42], []).replace(b'"docket": 42', b'"docket": "x"')) == (200, "kept")


def test_deliveries_are_in_the_metrics_by_their_answer(one):
    assert one.post(alert(3, TRO)) == (200, "recorded")
    assert one.post(alert(3, TRO)) == (200, "known")
    assert one.post(alert(3, TRO, kind=2), key="6b8c1a34-0002") == (200, "kept")
    assert one.post(alert(3, TRO), path="/webhook/cl/wrong")[0] == 404
    text = one.send("GET", "/metrics", None, {})[1]
    found = {row for row in text.splitlines() if row.startswith("showcause_webhook")}
    assert found == {
        *(
            f'showcause_webhook_deliveries_total{{answer="{name}"}} 1.0'
            for name in ("recorded", "known", "kept", "404")
        ),
        'showcause_webhook_items_total{kind="observed"} 1.0',
        'showcause_webhook_items_total{kind="revised"} 0.0',
    }
    assert SECRET not in text


def test_what_cannot_be_recorded_now_is_refused_and_recorded_when_it_comes_again(one):
    with sqlite3.connect(one.folder / "ledger.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert one.post(alert(3, TRO))[0] == 503
        other.execute("ROLLBACK")
    assert one.post(alert(3, TRO)) == (200, "recorded")
    assert one.observed() == [(3, Occasion.LIVE)]
    assert one.kept() == []


def test_another_writers_event_comes_between_and_both_stand(one, desk):
    daemon = desk(one.config, now=START)
    for number in range(3, 9):
        assert one.post(alert(number, f"NOTICE {number} (EXAMPLE)"), key=f"6b8c1a34-{number:04}")[0] == 200
        daemon.tick(seconds=5)
    assert [number for number, _ in one.observed()] == list(range(3, 9))
    assert daemon.app.views.position() == daemon.app.ledger.head()


def test_a_door_without_a_secret_or_a_port_stays_shut_and_says_so(tmp_path, monkeypatch, caplog):
    for secret, port, shut in ((None, 1, True), ("short", 1, True), (SECRET, 0, True), (SECRET, 1, False)):
        monkeypatch.delenv("SHOWCAUSE_WEBHOOK_SECRET", raising=False)
        if secret:
            monkeypatch.setenv("SHOWCAUSE_WEBHOOK_SECRET", secret)
        config = write_config(tmp_path, SOURCE, more=f"[daemon]\nhealth_port = {port}\n")
        plan = Plan(load_config(config))
        made = DaemonDesk(plan, lambda plan=plan: plan, lambda: START, stopping=lambda: False, beat=lambda: None)
        caplog.clear()
        made.open()
        made.reload()
        assert (made.door._source(PATH) is None) is shut
        assert any(record.getMessage() == "webhook is shut" for record in caplog.records) is shut
        made.close()
        assert made.door._source(PATH) is None
    assert SECRET not in caplog.text

"""An item that a court seals is gone from record, views, poll memory, outbox and search; the desk goes on beside it."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from monitor.audit.verify import verify
from monitor.errors import InputError, NotFoundError
from monitor.ledger.store import Ledger
from tests.feeds.fetch.conftest import running
from tests.monitor.daemon.given import MOTION, TRO, Desk, Feed, feed, item, source, write_config

SEALED = f"{MOTION}: Peregrine Quillfeather of 12 Example Lane was moved after the order"
WHO = {"by": "Ada Example", "reason": "sealed by the court", "authority": "EXAMPLE order of 3 June 2031"}
BEFORE = [item(1, TRO)]


@pytest.fixture
def desk(tmp_path):
    """A desk that has recorded an order and a motion, and told a subscriber of the motion."""
    with ExitStack() as stack:
        court = Feed(feed(*BEFORE))
        site = stack.enter_context(running(court, None))
        desk = Desk(write_config(tmp_path, source("court", site), sites=(site,)))
        stack.callback(desk.close)
        desk.tick()
        desk.subscribe()
        court.body = feed(item(2, SEALED), *BEFORE)
        desk.tick(hours=1)
        desk.court = court
        yield desk


def motion(desk):
    return next(
        e.event.item
        for e in desk.app.ledger.entries()
        if e.event.name == "docket_entry.observed" and "MOTION" in e.event.content.text
    )


def redact(desk, **who):
    redactor = desk.app.redactor
    return redactor.redact(redactor.plan(motion(desk)), **(WHO | who), now=desk.now)


def holding(folder, word):
    """The files under the data folder that hold a word as plain bytes."""
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and word.encode() in p.read_bytes())


def test_nothing_that_we_hold_says_it_any_more(desk):
    data = desk.app.config.monitor.data_dir
    assert len(desk.mails()) == 1
    assert {name.rpartition(".")[2] for name in holding(data, "Quillfeather")} >= {"db-wal", "eml"}
    done = redact(desk)
    assert done.emptied.journal
    assert len(done.plan.mails) == 1
    assert holding(data, "Quillfeather") == []
    assert desk.mails() == []


def test_the_state_is_as_if_it_had_never_been_seen_and_the_record_verifies(desk):
    order = desk.app.orders()[0]
    assert len(order.actions) == 1
    seen = desk.now
    redact(desk)
    desk.tick(hours=1)
    order = desk.app.orders()[0]
    assert order.actions == ()
    assert desk.app.orders(as_of=seen)[0].actions == ()
    assert desk.app.search("Quillfeather").hits == ()
    report = verify(desk.app.ledger)
    assert report.problems == []
    assert report.erased == 2


def test_what_the_source_still_shows_or_edits_is_not_recorded_again(desk):
    redact(desk)
    head = desk.app.ledger.head()
    desk.court.body = feed(item(3, "NOTICE of Appearance EXAMPLE"), item(2, SEALED), *BEFORE)
    desk.tick(hours=1)
    desk.court.body = feed(item(3, "NOTICE of Appearance EXAMPLE"), item(2, f"{SEALED} [edited]"), *BEFORE)
    desk.tick(hours=1)
    new = [entry.event for entry in desk.app.ledger.entries(head)]
    assert [e.content.text for e in new if hasattr(e, "content")] == ["NOTICE of Appearance EXAMPLE"]
    assert verify(desk.app.ledger).problems == []


def test_nobody_is_mailed_what_changed_only_because_of_it(desk):
    redact(desk)
    desk.tick(hours=30)
    assert desk.mails() == []


def test_a_mail_that_waits_does_not_go_out(desk, monkeypatch):
    desk.court.body = feed(item(3, f"{SEALED} again"), item(2, SEALED), *BEFORE)
    with monkeypatch.context() as patch:
        patch.setattr("notify.outbox.write", lambda *_: (_ for _ in ()).throw(OSError("EXAMPLE: full")))
        desk.tick(hours=1)
    redactor = desk.app.redactor
    plan = redactor.plan(motion(desk))
    assert len(plan.mails) == 2  # the second repeats the words of the first
    redactor.redact(plan, **WHO, now=desk.now)
    desk.tick(hours=1)
    assert desk.mails() == []
    failed = [e.event for e in desk.app.ledger.entries() if e.event.name == "digest.failed"]
    assert [f.reason for f in failed][-1] == "not sent: what it repeats was redacted"


def test_one_that_was_cut_off_is_carried_out_at_the_next_start(desk, monkeypatch):
    class CutError(Exception):
        pass

    def cut(*_):
        raise CutError

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "erase", cut)
        with pytest.raises(CutError):
            redact(desk)
    assert len(verify(desk.app.ledger).problems) == 2
    desk.app.begin()
    assert verify(desk.app.ledger).problems == []
    assert holding(desk.app.config.monitor.data_dir, "Quillfeather") == []


def test_a_plan_takes_nothing_and_names_what_it_would_take(desk):
    head = desk.app.ledger.head()
    plan = desk.app.redactor.plan(motion(desk))
    assert (plan.source, plan.matters, len(plan.mails), plan.copies) == ("court", ("dcd/31-cv-42",), 1, ())
    assert desk.app.ledger.head() == head


def test_what_is_not_there_cannot_be_redacted(desk):
    with pytest.raises(NotFoundError, match="no item 'x' is recorded"):
        desk.app.redactor.plan("x")


@pytest.mark.parametrize("name", ["by", "reason", "authority"])
def test_who_why_and_by_which_authority_must_be_said(desk, name):
    head = desk.app.ledger.head()
    with pytest.raises(InputError, match=f"--{name} is empty"):
        redact(desk, **{name: " "})
    assert desk.app.ledger.head() == head


def test_short_words_are_found_whole_in_a_mail():
    from monitor.audit.redact import _repeats

    mail = ["a", "court", "said", "no", "to", "the", "board", "on", "monday"]
    assert _repeats(mail, ["no", "to", "the", "board"])
    assert not _repeats(mail, ["no", "to", "a", "board"])
    assert not _repeats(mail, [])
    long = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert _repeats(["x", *long[1:], "y"], long)
    assert not _repeats(["x", *long[2:], "y"], long)


def test_the_verb_says_what_it_did(desk, tmp_path):
    from click.testing import CliRunner

    from monitor.cli.main import cli

    name = motion(desk)
    call = ["--config", str(tmp_path / "config.toml"), "audit", "redact", name]
    call += [part for key, value in WHO.items() for part in (f"--{key}", value)]
    dry = CliRunner().invoke(cli, [*call, "--dry-run"], prog_name="showcause")
    assert dry.exit_code == 0, dry.output
    assert dry.stdout.splitlines() == [
        f"{name} (court): 1 mail repeats it; it concerns dcd/31-cv-42",
        "nothing was redacted (--dry-run)",
    ]
    done = CliRunner().invoke(cli, [*call, "--json"], prog_name="showcause")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["emptied"]["events"] == 2
    again = CliRunner().invoke(cli, call, prog_name="showcause")
    assert again.exit_code == 1
    assert "one that is redacted already is not shown any more" in again.output

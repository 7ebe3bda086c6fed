"""What was known then, what changed since and by what, who had been told: recalled from the record. EXAMPLE texts."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application import clock
from monitor.application.watching import record_matters
from monitor.audit.causes import Why
from monitor.audit.mailed import Outcome
from monitor.audit.replay import replay
from monitor.audit.verify import verify
from monitor.domain.decided import ReadingRejected
from monitor.domain.events import DigestFailed, DigestPrepared, DigestSent, DigestUncertain
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Capture, Draft
from monitor.state.change import ChangeKind
from projections import matters
from projections.runner import Runner
from tests.projections.given import MATTER, OTHER, POOL, Record, entry
from tests.projections.scratch import states_from_log

WAIT = timedelta(seconds=1)


@pytest.fixture
def record(tmp_path):
    made = Record(tmp_path)
    yield made
    made.close()


def give(record, *rows, occasion=Occasion.LIVE):
    """Record rows; gives the moment just after."""
    record.give(rows, occasion)
    record.runner.catch_up()
    return record.now + WAIT


def recalled(record, as_of, until=None, matter=None):
    return replay(record.ledger, record.views, as_of, until, matter)


def why(found):
    return [(known.cause.why, known.change.kind) for known in found.changed]


def digest(record, subscriber, *keys, period="2026-03-05"):
    """A daily digest that tells these changes; gives its event."""
    body = f"EXAMPLE mail {subscriber} {keys}".encode()
    capture = Capture(digest=hashlib.sha256(body).hexdigest(), media_type="text/plain", body=body)
    event = DigestPrepared(
        subscriber=subscriber,
        schedule="daily",
        period=period,
        changes=keys,
        subject="EXAMPLE",
        message_id="<x@example.org>",
        capture=capture.digest,
        based_on=record.ledger.head(),
    )
    record.ledger.append([Draft(event=event, captures=(capture,))], record.step())
    record.runner.catch_up()
    return event


def append(record, event):
    record.ledger.append([Draft(event=event)], record.step())
    record.runner.catch_up()
    return record.now + WAIT


def test_the_moment_is_a_log_position_with_the_root_that_verify_gives_there(record):
    then = give(record, POOL[0])
    root = verify(record.ledger).root
    give(record, POOL[1])
    found = recalled(record, then)
    assert (found.as_of.at, found.as_of.seq, found.as_of.leaves, found.as_of.root) == (then, 4, 4, root)
    assert recalled(record, record.now + WAIT).as_of.root == verify(record.ledger).root != root


def test_before_the_first_event_nothing_was_known(record):
    found = recalled(record, record.now - timedelta(days=1))
    assert (found.as_of.seq, found.states, found.known, found.mails, found.differs) == (0, (), (), (), ())
    assert found.as_of.root == hashlib.sha256(b"").hexdigest()


_ROWS = st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=9)


@settings(max_examples=15, deadline=None)
@given(_ROWS, st.data())
def test_at_any_two_positions_the_record_and_the_views_say_the_same(numbers, data):
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        moments = [record.now + WAIT, *(give(record, POOL[number]) for number in numbers)]
        april = record.now.replace(month=4)
        clock.record_arrivals(record.ledger, record.views, april, lambda _: april)
        record.runner.catch_up()
        moments.append(april + WAIT)
        start, end = sorted(data.draw(st.tuples(st.sampled_from(moments), st.sampled_from(moments))))
        found = recalled(record, start, end)
        assert found.differs == ()
        assert list(found.states) == list(states_from_log(record.ledger, found.as_of.seq).values())
        assert list(found.states_until) == list(states_from_log(record.ledger, found.until.seq).values())
        assert all(known.cause.seq <= found.as_of.seq for known in found.known)
        assert all(found.as_of.seq < known.cause.seq <= found.until.seq for known in found.changed)
        assert recalled(record, end).known == (*found.known, *found.changed)
        record.close()


def test_each_change_names_the_event_its_voice_and_the_item_with_its_observation(record):
    give(record, POOL[0])
    start = give(record, POOL[1])
    end = give(record, POOL[2])
    (alleged,) = [k for k in recalled(record, start, end).changed if k.change.kind is ChangeKind.ALLEGED]
    observed = record.ledger.by_key("item|given|a3")
    assert (alleged.cause.event, alleged.cause.voice, alleged.cause.why) == ("item.read", "read", Why.NEWS)
    assert (alleged.cause.seq, alleged.cause.observed_seq) == (observed.seq + 1, observed.seq)
    assert (alleged.cause.source, alleged.cause.item, alleged.cause.person) == ("given", "a3", None)
    assert alleged.cause.recorded_at == observed.recorded_at


def test_news_back_fill_a_reading_read_again_the_clock_and_the_configuration_are_told_apart(record):
    start = record.now + WAIT
    give(record, POOL[0], occasion=Occasion.BASELINE)
    give(record, POOL[1], occasion=Occasion.BACKFILL)
    give(record, POOL[2], occasion=Occasion.REREAD)
    record.now = record.now.replace(day=20)
    clock.record_arrivals(record.ledger, record.views, record.now, lambda _: record.now)
    record.runner.catch_up()
    found = recalled(record, start, record.now + WAIT)
    assert {w for w, _ in why(found)} == {Why.BASELINE, Why.BACKFILL, Why.READING_REVISED, Why.CLOCK}
    assert (Why.CLOCK, ChangeKind.STATUS_CHANGED) in why(found)
    assert found.differs == ()


@pytest.mark.parametrize("restarted", [False, True])
def test_what_an_amended_configuration_changes_is_no_news_after_a_restart_too(record, restarted):
    due = "ORDER: Defendant Riverton Water District shall file a status report on its compliance with 7 Temporary Restraining Order by March 9, 2026. (EXAMPLE)"
    report = "STATUS REPORT by Riverton Residents. (EXAMPLE)"
    give(record, *POOL[:2], entry("d1", "03T10:00", due, 8), entry("d2", "06T10:00", report, 12))
    start = record.now + WAIT
    if restarted:
        record.runner = Runner(record.ledger, record.views)
    unnamed = msgspec.structs.replace(MATTER, parties=())
    record_matters(record.ledger, [unnamed, OTHER], matters.recorded(record.views), record.step())
    record.runner.catch_up()
    found = recalled(record, start, record.now + WAIT)
    assert why(found) == [(Why.CONFIGURATION, ChangeKind.DEADLINE_CHANGED)]
    assert (found.changed[0].cause.event, found.changed[0].cause.voice) == ("matter.amended", "watched")
    assert found.differs == ()


def test_a_decision_names_the_person_and_the_reason(record):
    give(record, POOL[0])
    start = give(record, POOL[1])
    event = ReadingRejected(
        of="item|given|a2",
        revision=0,
        reader="rules-1",
        saw="",
        by="Ada Example",
        reason="EXAMPLE: another case",
        decided_at=record.now,
    )
    end = append(record, event)
    found = recalled(record, start, end)
    assert {k.cause.why for k in found.changed} <= {Why.DECISION}
    assert {(k.cause.person, k.cause.reason, k.cause.voice) for k in found.changed} <= {
        ("Ada Example", "EXAMPLE: another case", "decided")
    }
    assert [o.status.value for o in found.orders] == ["in_force"]
    assert [o.status.value for o in found.orders_until] == ["requested"]
    assert found.differs == ()


def test_who_had_been_told_is_as_of_each_of_the_two_moments(record):
    known = give(record, POOL[0], POOL[1])
    (issued, *_) = [k for k in recalled(record, known).known if k.change.kind is ChangeKind.ORDER_ISSUED]
    assert issued.told == ()
    event = digest(record, "7f3a", issued.change.key)
    prepared = record.now + WAIT
    append(record, DigestFailed(digest=event.key, attempt=1, reason="EXAMPLE", permanent=False))
    failed = record.now + WAIT
    sent = append(record, DigestSent(digest=event.key, attempt=2, via="smtp"))

    def outcomes(found, changes):
        return [
            (m.subscriber, m.outcome, m.outcome_seq)
            for k in changes(found)
            if k.change.key == issued.change.key
            for m in k.told
        ]

    head = record.ledger.head()
    then = lambda found: found.known  # noqa: E731
    assert outcomes(recalled(record, known), then) == []
    assert outcomes(recalled(record, prepared), then) == [("7f3a", Outcome.PREPARED, None)]
    assert outcomes(recalled(record, failed), then) == [("7f3a", Outcome.PREPARED, head - 1)]
    assert outcomes(recalled(record, sent), then) == [("7f3a", Outcome.SENT, head)]
    both = recalled(record, prepared, sent)
    assert outcomes(both, then) == [("7f3a", Outcome.PREPARED, None)]
    assert [(m.outcome, m.via) for m in both.mails] == [(Outcome.SENT, "smtp")]


def test_a_mail_that_may_have_arrived_is_not_said_to_have(record):
    known = give(record, POOL[0], POOL[1])
    key = recalled(record, known).known[0].change.key
    event = digest(record, "7f3a", key)
    end = append(record, DigestUncertain(digest=event.key, attempt=1, reason="EXAMPLE"))
    assert [m.outcome for m in recalled(record, end).mails] == [Outcome.UNCERTAIN]
    lost = append(record, DigestFailed(digest=event.key, attempt=2, reason="EXAMPLE", permanent=True))
    assert [m.outcome for m in recalled(record, lost).mails] == [Outcome.FAILED]


def test_a_change_made_again_is_shown_and_was_told_the_first_time(record):
    first = entry("a2", "02T17:00", "TEMPORARY RESTRAINING ORDER. Expires March 16, 2026. (EXAMPLE)", 7)
    none = entry("a2", "02T17:00", "MINUTE ENTRY for proceedings held. (EXAMPLE, corrected)", 7)
    known = give(record, first)
    (issued,) = [k for k in recalled(record, known).known if k.change.kind is ChangeKind.ORDER_ISSUED]
    digest(record, "7f3a", issued.change.key)
    start = give(record, none)
    end = give(record, {**first, "text": first["text"] + " "})
    found = recalled(record, start, end)
    (again,) = [k for k in found.changed if k.change.kind is ChangeKind.ORDER_ISSUED]
    assert (again.change.key, again.again, again.told) == (issued.change.key, issued.cause.seq, ())
    (before,) = [k for k in found.known if k.change.key == issued.change.key]
    assert (before.again, [m.subscriber for m in before.told]) == (None, ["7f3a"])
    assert found.differs == ()


def test_of_one_matter_only_its_states_changes_and_mails(record):
    start = record.now + WAIT
    end = give(record, *POOL[:3], POOL[6])
    other = [k for k in recalled(record, start, end).changed if k.change.matter == OTHER.id]
    digest(record, "7f3a", other[0].change.key)
    end = record.now + WAIT
    one, two = (recalled(record, start, end, ident) for ident in (MATTER.id, OTHER.id))
    assert {k.change.matter for k in one.changed} == {MATTER.id}
    assert [k.change for k in two.changed] == [k.change for k in other]
    assert [len(s.orders) > 0 for s in one.states_until] == [True]
    assert (one.mails, len(two.mails)) == ((), 1)
    assert (one.differs, two.differs) == ((), ())


def damaged(record, statement, *values):
    record.views.connection.execute(statement, values)
    return recalled(record, record.now + WAIT).differs


def test_a_change_that_the_views_lost_is_a_difference(record):
    give(record, *POOL[:3])
    key = recalled(record, record.now + WAIT).known[0].change.key
    (line,) = damaged(record, "DELETE FROM changes WHERE key = ?", key)
    assert key in line
    assert "the views do not have it" in line


def test_a_change_that_the_views_made_up_is_a_difference(record):
    give(record, *POOL[:3])
    (line,) = damaged(
        record,
        "INSERT INTO changes SELECT 'status_changed|EXAMPLE', seq, n, matter, occasion, recorded_at,"
        " replace(CAST(body AS TEXT), (SELECT min(key) FROM changes), 'status_changed|EXAMPLE'), because FROM changes"
        " WHERE key = (SELECT min(key) FROM changes)",
    )
    assert "the record does not give it" in line


@pytest.mark.parametrize(
    "change", ["seq = seq + 1", "occasion = 'backfill'", "recorded_at = '2020-01-01T00:00:00+00:00'"]
)
def test_a_change_that_the_views_tell_otherwise_is_a_difference(record, change):
    give(record, *POOL[:2])
    lines = damaged(record, f"UPDATE changes SET {change} WHERE key = (SELECT min(key) FROM changes)")
    assert len(lines) == 1


def test_a_fact_that_the_views_changed_is_a_difference_of_its_matter(record):
    give(record, *POOL[:3])
    lines = damaged(record, "DELETE FROM facts WHERE matter = ? AND seq = (SELECT max(seq) FROM facts)", MATTER.id)
    assert lines == (
        f"{MATTER.id} at log position {record.ledger.head()}: the facts that the views keep fold to another state than the record",
    )


def test_a_mail_that_told_what_the_record_does_not_give_is_a_difference(record):
    give(record, *POOL[:2])
    digest(record, "7f3a", "order_issued|EXAMPLE")
    (line,) = recalled(record, record.now + WAIT).differs
    assert line.startswith(f"event {record.ledger.head()} mailed the change 'order_issued|EXAMPLE'")


def test_nothing_is_written(record):
    give(record, *POOL)
    head, rows = record.ledger.head(), record.rows()
    recalled(record, record.now - timedelta(minutes=3), record.now)
    assert (record.ledger.head(), record.rows()) == (head, rows)

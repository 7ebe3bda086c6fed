"""What is erased is gone from the file, salt and journal included; every leaf stays; nothing more is recorded of it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from monitor.audit.verify import verify
from monitor.domain.decided import ItemRedacted
from monitor.domain.events import DigestPrepared, ItemRead
from monitor.domain.findings import Reading
from monitor.domain.vocabulary import Occasion
from monitor.errors import LedgerError
from monitor.ledger.records import Capture, Draft, Erased
from monitor.ledger.store import Emptied, open_ledger
from tests.monitor.ledger.conftest import Make

NOON = datetime(2031, 6, 2, 16, tzinfo=UTC)
observed = Make().observed
SECRET = "EXAMPLE of a sealed name, Peregrine Quillfeather"


def capture(words):
    body = f"{words} ".encode() * 3
    return Capture(sha256(body).hexdigest(), "text/plain", body)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path):
    """An item with its capture and its reading, a mail that repeats it, and an item of another source with the same
    capture."""
    with open_ledger(path) as opened:
        raw, mail = capture(SECRET), capture(f"Mail: {SECRET}")
        item = observed("1", text=SECRET, capture=raw.digest)
        reading = ItemRead(
            of=item.key, revision=0, occasion=Occasion.LIVE, matters_revision="m", reading=Reading(reader="r")
        )
        opened.append(
            [
                Draft(item, aliases=("alias-1",), captures=(raw,)),
                Draft(reading, cause=item.key),
                Draft(prepared(mail.digest), captures=(mail,)),
                Draft(observed("2", text="EXAMPLE of other words")),
            ],
            NOON,
        )
        yield opened


def prepared(digest):
    return DigestPrepared(
        subscriber="s1", schedule="daily", period="2031-06-02", changes=(), subject="EXAMPLE", message_id="<1@example>",
        capture=digest, based_on=1,
    )  # fmt: skip


def redaction(of, mails=()):
    return ItemRedacted(
        of=of,
        source="dcd-ecf",
        by="Ada Example",
        reason="sealed",
        authority="EXAMPLE order",
        decided_at=NOON,
        mails=mails,
    )


def redact(ledger, mails=True):
    first, _, mail, _ = ledger.select()
    event = redaction(first.key, (mail.key,) if mails else ())
    ledger.append([Draft(event, cause=first.key)], NOON)
    return event


def stored(path):
    return b"".join(p.read_bytes() for p in (path, path.with_name(path.name + "-wal")) if p.exists())


def test_the_words_are_in_no_byte_of_the_file_and_its_journal(ledger, path):
    event = redact(ledger)
    assert b"Quillfeather" in stored(path)
    assert ledger.erase(event) == Emptied(2, journal=True)
    assert b"Quillfeather" not in stored(path)
    assert ledger.capture(capture(f"Mail: {SECRET}").digest) is None


def test_the_proofs_still_hold_and_the_record_says_so(ledger):
    root = verify(ledger).root
    leaves = list(ledger.leaves(4))
    ledger.erase(redact(ledger))
    report = verify(ledger)
    assert (report.problems, report.erased, report.entries) == ([], 2, 5)
    assert list(ledger.leaves(4)) == leaves
    assert root != report.root  # the redaction itself is the fifth leaf


def test_salts_go_with_the_words(ledger, path):
    ledger.erase(redact(ledger))
    salts = [row.salt for row, _ in ledger.rows()]
    assert [bool(salt) for salt in salts] == [False, False, True, True, True]


def test_what_was_redacted_is_read_as_erased_from_the_moment_it_is_recorded(ledger):
    redact(ledger)
    assert [type(entry.event) is Erased for entry in ledger.select()] == [True, True, False, False, False]
    assert ledger.select()[0].event.was == "docket_entry.observed"
    assert len(ledger.left_to_erase()) == 1


def test_one_that_was_cut_off_before_erasing_is_a_problem_until_it_goes_on(ledger):
    event = redact(ledger)
    (one, other) = verify(ledger).problems
    assert "EXAMPLE order" in one
    assert other.startswith("event 2 (item.read)")
    ledger.erase(event)
    assert ledger.left_to_erase() == []
    assert verify(ledger).problems == []


def test_nothing_more_is_recorded_about_it(ledger):
    event = redact(ledger)
    later = ItemRead(
        of=event.of, revision=0, occasion=Occasion.REREAD, matters_revision="m2", reading=Reading(reader="r2")
    )
    assert ledger.append([Draft(later)], NOON) == [None]
    assert ledger.append([Draft(observed("1", text=SECRET))], NOON) == [None]
    assert ledger.head() == 5


def test_a_capture_that_another_item_names_is_its_own(ledger):
    raw = capture(SECRET)
    ledger.append([Draft(observed("3", text="EXAMPLE, another", capture=raw.digest), captures=(raw,))], NOON)
    first, *_ = ledger.select()
    event = redaction(first.key)
    ledger.append([Draft(event)], NOON)
    ledger.erase(event)
    assert ledger.capture(raw.digest) is not None
    assert verify(ledger).problems == []


def test_a_capture_of_its_own_is_deleted(ledger):
    ledger.erase(redact(ledger))
    assert ledger.capture(capture(SECRET).digest) is None


def test_erasing_twice_does_nothing_more(ledger):
    event = redact(ledger)
    ledger.erase(event)
    assert ledger.erase(event).events == 0


def test_what_nobody_redacted_is_not_erased(ledger):
    with pytest.raises(LedgerError, match="no redaction of it is recorded"):
        ledger.erase(redaction(ledger.select()[3].key))


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE events SET state = x'', salt = x'' WHERE seq = 4", "no redaction in the record says why"),
        ("UPDATE events SET salt = x'01' WHERE seq = 1", "a guess at them could be confirmed"),
        ("UPDATE events SET leaf_hash = x'00' WHERE seq = 1", "its leaf hash is not that of its leaf"),
    ],
)
def test_a_redaction_hides_no_tampering(ledger, path, statement, problem):
    ledger.erase(redact(ledger))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()
    (found,) = verify(ledger).problems
    assert problem in found


def test_a_reader_keeps_the_journal_and_that_is_said(ledger, path):
    event = redact(ledger)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    with open_ledger(path, wait=0.1) as other:
        assert other.erase(event) == Emptied(2, journal=False)
    reader.close()

"""Appending: dense numbers, idempotent keys, causes, time that never runs backwards, all or nothing."""

import os
import sqlite3
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.events import DeadlineArrived, Event, LapseArrived
from monitor.errors import LedgerError
from monitor.ledger.codec import EventCodec
from monitor.ledger.records import Capture, Draft, Entry
from monitor.ledger.store import open_ledger


def test_a_batch_is_numbered_densely_from_one_and_given_back(ledger, make):
    first, second = make.observed("a"), make.observed("b")
    entries = ledger.append([Draft(first), Draft(second, cause=first.key)], make.noon)
    assert entries == [Entry(1, make.noon, first.key, None, first), Entry(2, make.noon, second.key, 1, second)]
    assert list(ledger.entries()) == entries


def test_an_empty_batch_appends_nothing(ledger, make):
    assert ledger.append([], make.noon) == []
    assert ledger.head() == 0


def test_a_key_that_stands_is_none_and_the_rest_is_kept(ledger, make):
    ledger.append(make.drafts("ab"), make.noon)
    entries = ledger.append(make.drafts("bcac"), make.noon)
    assert [entry and entry.seq for entry in entries] == [None, 3, None, None]
    assert [entry.event.identity for entry in ledger.entries()] == ["a", "b", "c"]


def test_a_key_that_stands_keeps_its_first_content_and_gains_no_alias(ledger, make):
    ledger.append([Draft(make.observed("a", text="first"), aliases=("dcd/25-cv-1/e1",))], make.noon)
    ledger.append([Draft(make.observed("a", text="second"), aliases=("dcd/25-cv-1/e2",))], make.noon)
    assert ledger.by_key(make.observed("a").key).event.content.text == "first"
    assert ledger.holders("dcd/25-cv-1/e2") == []


def test_recorded_at_is_the_later_of_now_and_the_last(ledger, make):
    hours = [0, 2, 1, 3]
    for name, hour in zip("abcd", hours, strict=True):
        ledger.append(make.drafts(name), make.noon + timedelta(hours=hour))
    assert [(e.recorded_at - make.noon) // timedelta(hours=1) for e in ledger.entries()] == [0, 2, 2, 3]


def test_recorded_at_keeps_every_microsecond(ledger, make):
    now = make.noon + timedelta(microseconds=123_457)
    ledger.append(make.drafts("a"), now)
    assert ledger.select()[0].recorded_at == now


def test_a_time_without_an_offset_is_refused(ledger, make):
    with pytest.raises(LedgerError, match="has no offset"):
        ledger.append(make.drafts("a"), datetime(2025, 3, 17, 12))  # noqa: DTZ001


class TestCauses:
    def test_in_the_record_and_earlier_in_the_batch(self, ledger, make):
        a, b, c = (make.observed(name) for name in "abc")
        ledger.append([Draft(a)], make.noon)
        ledger.append([Draft(b, cause=a.key), Draft(c, cause=b.key)], make.noon)
        assert [entry.caused_by for entry in ledger.entries()] == [None, 1, 2]

    def test_a_cause_that_is_a_duplicate_in_the_batch_is_the_one_that_stands(self, ledger, make):
        a, b = make.observed("a"), make.observed("b")
        ledger.append([Draft(a)], make.noon)
        assert ledger.append([Draft(a), Draft(b, cause=a.key)], make.noon)[1].caused_by == 1

    @pytest.mark.parametrize("order", ["unknown", "later"])
    def test_an_unknown_or_later_cause_is_refused_and_nothing_is_written(self, ledger, make, order):
        cause = make.observed("z").key if order == "unknown" else make.observed("c").key
        drafts = [
            Draft(make.observed("a"), aliases=("x",)),
            Draft(make.observed("b"), cause=cause),
            Draft(make.observed("c")),
        ]
        with pytest.raises(LedgerError) as refused:
            ledger.append(drafts, make.noon)
        assert cause in str(refused.value)
        assert make.observed("b").key in str(refused.value)
        assert (ledger.head(), ledger.holders("x")) == (0, [])

    def test_a_reading_of_an_item_that_is_not_there_is_refused(self, ledger, make):
        with pytest.raises(LedgerError, match=r"its item 'item\|dcd-ecf\|nowhere' is neither"):
            ledger.append([Draft(make.read("item|dcd-ecf|nowhere"))], make.noon)
        assert ledger.head() == 0


class TestCaptures:
    @pytest.mark.parametrize("body", [b"", b"<item>EXAMPLE</item>", b"EXAMPLE " * 5000, bytes(range(256)) * 8])
    def test_come_back_as_they_were(self, ledger, make, body):
        capture = make.capture(body)
        ledger.append([Draft(make.observed("a", capture=capture.digest), captures=(capture,))], make.noon)
        assert ledger.capture(capture.digest) == body

    def test_large_ones_are_deflated_where_that_helps(self, ledger, path, make):
        captures = [make.capture(body) for body in (b"EXAMPLE " * 5000, os.urandom(5000), b"EXAMPLE " * 10)]
        drafts = [Draft(make.observed(one.digest, capture=one.digest), captures=(one,)) for one in captures]
        ledger.append(drafts, make.noon)
        connection = sqlite3.connect(path)
        coding = dict(connection.execute("SELECT digest, coding FROM captures"))
        connection.close()
        assert [coding[one.digest] for one in captures] == ["zlib", "raw", "raw"]

    def test_one_body_named_twice_is_stored_once(self, ledger, make):
        capture = make.capture()
        drafts = [Draft(make.observed(name, capture=capture.digest), captures=(capture,)) for name in "ab"]
        ledger.append(drafts, make.noon)
        ledger.append([Draft(make.observed("c", capture=capture.digest))], make.noon)
        assert ledger.head() == 3

    def test_a_named_one_that_nobody_gave_is_refused(self, ledger, make):
        missing = make.capture().digest
        with pytest.raises(LedgerError, match=f"names capture {missing}, which nobody gave"):
            ledger.append([*make.drafts("a"), Draft(make.observed("b", capture=missing))], make.noon)
        assert ledger.head() == 0

    def test_one_the_event_does_not_name_is_refused(self, ledger, make):
        with pytest.raises(LedgerError, match="does not name"):
            ledger.append([Draft(make.observed("a"), captures=(make.capture(),))], make.noon)

    def test_a_digest_that_is_not_the_bodys_is_refused(self, ledger, make):
        digest = make.capture().digest
        drafts = [Draft(make.observed("a", capture=digest), captures=(Capture(digest, "text/plain", b"other"),))]
        with pytest.raises(LedgerError, match="not the SHA-256"):
            ledger.append(drafts, make.noon)
        assert (ledger.head(), ledger.capture(digest)) == (0, None)


class TestWhatCannotBeStored:
    def test_a_lone_surrogate(self, ledger, make):
        with pytest.raises(LedgerError, match="cannot be stored"):
            ledger.append([*make.drafts("a"), Draft(make.observed("b", text="\ud800"))], make.noon)
        assert ledger.head() == 0

    def test_a_lone_surrogate_in_an_alias(self, ledger, make):
        with pytest.raises(LedgerError, match="not Unicode text"):
            ledger.append([Draft(make.observed("a"), aliases=("\ud800",))], make.noon)
        assert ledger.head() == 0

    def test_a_number_that_would_not_be_read_back(self, ledger, make):
        item = make.observed("a")
        reading = make.read(item.key, quotes=(None,))
        why = msgspec.structs.replace(reading.reading.concerns[0].why, score=float("nan"))
        concern = msgspec.structs.replace(reading.reading.concerns[0], why=why)
        reading = msgspec.structs.replace(
            reading, reading=msgspec.structs.replace(reading.reading, concerns=(concern,))
        )
        with pytest.raises(LedgerError, match=r"item\.read .* cannot be stored"):
            ledger.append([Draft(item), Draft(reading)], make.noon)
        assert ledger.head() == 0

    def test_an_event_of_no_vocabulary(self, ledger, make):
        class Rumour(Event, frozen=True, kw_only=True):
            name = "rumour.heard"
            key = "rumour"

        with pytest.raises(LedgerError, match=r"Rumour: its stored name 'rumour\.heard'"):
            ledger.append([Draft(Rumour())], make.noon)

    def test_an_event_with_a_value_of_another_type(self, ledger, make):
        odd = LapseArrived(matter_id="m", order="o", reading="no reading", at=make.noon)
        with pytest.raises(LedgerError):
            ledger.append([Draft(odd)], make.noon)
        numeric = DeadlineArrived(matter_id="m", deadline=7, at=make.noon)
        with pytest.raises(LedgerError):
            ledger.append([Draft(numeric)], make.noon)
        assert ledger.head() == 0

    def test_an_event_that_would_come_back_with_another_key(self, path, make):
        class Tally(Event, frozen=True, kw_only=True):
            name = "tally.kept"
            of: str
            count: float

            @property
            def key(self):
                return f"tally|{self.count}"

        with open_ledger(path, codec=EventCodec([Tally])) as ledger, pytest.raises(LedgerError, match="another key"):
            ledger.append([Draft(Tally(of="x", count=1))], make.noon)


def test_the_library_refuses_anything_but_a_draft(ledger):
    with pytest.raises(TypeError, match="takes drafts"):
        ledger.events.put(["text"])


@settings(deadline=None, max_examples=25)
@given(names=st.lists(st.sampled_from("abcdefgh"), max_size=20), cuts=st.lists(st.integers(0, 20), max_size=5))
def test_any_split_into_batches_gives_the_same_record(names, cuts, make):
    bounds = [0, *sorted(min(cut, len(names)) for cut in cuts), len(names)]
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        for start, end in pairwise(bounds):
            ledger.append(make.drafts(names[start:end]), make.noon)
        entries = list(ledger.entries())
    assert [entry.event.identity for entry in entries] == list(dict.fromkeys(names))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))

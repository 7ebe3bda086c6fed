"""Reading back: pages, look-ups by key, alias, time and source; and the library's own way in."""

from datetime import timedelta

import pytest

from monitor.errors import LedgerError
from monitor.ledger import store
from monitor.ledger.records import Draft, instant, micros
from monitor.ledger.store import open_ledger


def numbers(entries):
    return [entry.seq for entry in entries]


def test_select_is_after_exclusive_and_upto_inclusive(ledger, make):
    ledger.append(make.drafts("abcdef"), make.noon)
    assert numbers(ledger.select()) == [1, 2, 3, 4, 5, 6]
    assert numbers(ledger.select(2, upto=5)) == [3, 4, 5]
    assert numbers(ledger.select(2, 2)) == [3, 4]
    assert numbers(ledger.select(0, 10, upto=0)) == []
    assert numbers(ledger.select(6)) == []


def test_entries_run_over_pages(ledger, make, monkeypatch):
    monkeypatch.setattr(store, "_PAGE", 2)
    ledger.append(make.drafts("abcde"), make.noon)
    assert numbers(ledger.entries()) == [1, 2, 3, 4, 5]
    assert numbers(ledger.entries(1, 4)) == [2, 3, 4]
    assert [row.seq for row, _ in ledger.rows()] == [1, 2, 3, 4, 5]


def test_entries_see_what_is_appended_meanwhile_and_rows_do_not(ledger, make):
    ledger.append(make.drafts("ab"), make.noon)
    live, fixed = ledger.entries(), ledger.rows()
    assert (next(live).seq, next(fixed)[0].seq) == (1, 1)
    ledger.append(make.drafts("c"), make.noon)
    assert numbers(live) == [2, 3]
    assert [row.seq for row, _ in fixed] == [2]


def test_head_of_an_empty_record_is_nought(ledger):
    assert ledger.head() == 0
    assert list(ledger.rows()) == []


def test_by_keys_gives_those_that_are_there(ledger, make):
    first, second = make.observed("a"), make.observed("b")
    entries = ledger.append([Draft(first), Draft(second)], make.noon)
    assert ledger.by_keys([second.key, "item|dcd-ecf|c", first.key]) == {entry.key: entry for entry in entries}
    assert ledger.by_keys([second.key]) == {second.key: ledger.by_key(second.key)}
    assert ledger.by_keys([]) == {}


def test_by_key(ledger, make):
    event = make.observed("a")
    ledger.append([Draft(event)], make.noon)
    assert ledger.by_key(event.key).event == event
    assert ledger.by_key("item|dcd-ecf|b") is None


def test_holders_are_the_items_and_a_revisions_alias_is_its_items(ledger, make):
    a, b, c = (make.observed(name) for name in "abc")
    drafts = [
        Draft(a, aliases=("s98", "e39", "e39")),
        Draft(b, aliases=("e39",)),
        Draft(c),
        Draft(make.revised(c.key, 1), aliases=("e39", "e40")),
    ]
    ledger.append(drafts, make.noon)
    assert ledger.holders("e39") == [a.key, b.key, c.key]
    assert ledger.holders("s98") == [a.key]
    assert ledger.holders("e40") == [c.key]
    assert ledger.holders("e41") == []


def test_an_item_holds_an_alias_once_however_often_it_is_given(ledger, make):
    a = make.observed("a")
    ledger.append([Draft(a, aliases=("e39",)), Draft(make.revised(a.key, 1), aliases=("e39",))], make.noon)
    assert ledger.holders("e39") == [a.key]


def test_rows_have_their_aliases_on_every_page(ledger, make, monkeypatch):
    monkeypatch.setattr(store, "_PAGE", 2)
    ledger.append([Draft(make.observed(name), aliases=(f"y{name}", f"x{name}")) for name in "abc"], make.noon)
    assert [row.aliases for row, _ in ledger.rows()] == [("xa", "ya"), ("xb", "yb"), ("xc", "yc")]


def test_seq_at_is_the_last_recorded_at_or_before(ledger, make):
    for name, minute in zip("abcd", [0, 10, 10, 20], strict=True):
        ledger.append(make.drafts(name), make.noon + timedelta(minutes=minute))
    at = [ledger.seq_at(make.noon + timedelta(minutes=minute)) for minute in (-1, 0, 9, 10, 15, 20, 99)]
    assert at == [0, 1, 1, 3, 3, 4, 4]
    assert ledger.seq_at(make.noon - timedelta(microseconds=1)) == 0


def test_seq_at_of_an_empty_record(ledger, make):
    assert ledger.seq_at(make.noon) == 0


def test_last_is_the_newest_of_a_name_for_a_source(ledger, make):
    old, new, other = (
        make.coverage(),
        make.coverage(declared="all", minutes=1),
        make.coverage(source="dcd-2", minutes=2),
    )
    ledger.append([Draft(event) for event in (old, new, other, make.observed("a"))], make.noon)
    assert ledger.last("coverage.declared", "dcd-ecf").event == new
    assert ledger.last("coverage.declared", "dcd-2").event == other
    assert ledger.last("coverage.declared", "dcd-3") is None
    assert ledger.last("docket_entry.observed", "dcd-ecf").seq == 4


def test_revisions_of_an_item(ledger, make):
    a, b = make.observed("a"), make.observed("b")
    first, second = make.revised(a.key, 1), make.revised(a.key, 2, "SECOND")
    ledger.append([Draft(event) for event in (a, b, make.read(a.key), first, make.read(a.key, 1), second)], make.noon)
    assert [ledger.revision(a.key, number).event for number in (0, 1, 2)] == [a, first, second]
    assert ledger.revision(a.key, 3) is None
    assert ledger.revision(b.key, 1) is None
    assert ledger.revision("item|x|y", 0) is None


def test_a_capture_that_is_not_there(ledger):
    assert ledger.capture("0" * 64) is None


def test_the_record_outlives_its_process(path, make):
    with open_ledger(path) as ledger:
        ledger.append(make.drafts("ab"), make.noon)
    with open_ledger(path) as ledger:
        assert numbers(ledger.append(make.drafts("c"), make.noon)) == [3]
        assert numbers(ledger.entries()) == [1, 2, 3]


def test_a_closed_record_says_so(path):
    ledger = open_ledger(path)
    ledger.close()
    with pytest.raises(LedgerError, match="closed"):
        ledger.head()


def test_the_librarys_own_reads_give_the_same_events(ledger, make):
    a = make.observed("a")
    ledger.append([Draft(a), Draft(make.coverage()), Draft(make.observed("b"))], make.noon)
    assert ledger.recorder.max_notification_id() == ledger.head() == 3
    assert list(ledger.events.get(Draft(a).originator_id)) == [Draft(a)]
    notifications = ledger.recorder.select_notifications(1, 10, inclusive_of_start=False)
    assert [note.id for note in notifications] == [2, 3]
    assert [ledger.mapper.to_domain_event(note).event for note in notifications] == [e.event for e in ledger.select(1)]
    chosen = ledger.recorder.select_notifications(None, 1, stop=2, topics=["coverage.declared/1"])
    assert [(note.id, note.topic) for note in chosen] == [(2, "coverage.declared/1")]
    assert [note.id for note in ledger.notification_log.select(2, 10)] == [2, 3]


def test_instants_are_exact(make):
    for microseconds in (0, -1, 1, 1_742_000_000_123_457):
        assert micros(instant(microseconds)) == microseconds
    assert instant(micros(make.noon)) == make.noon

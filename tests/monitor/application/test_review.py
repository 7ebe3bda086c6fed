"""A person's decision: what is checked before it is recorded, and what it says in the record. Every text is an EXAMPLE."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.jsonl import parse_line
from monitor.application.findings_file import as_file, from_file
from monitor.application.ingest_lines import LineIngest
from monitor.application.linking import Linking
from monitor.application.reread import Rereading
from monitor.application.review import Reviews, machine_of, person
from monitor.audit.verify import verify
from monitor.domain.decided import ReadingConfirmed, ReadingCorrected, ReadingRejected
from monitor.domain.events import ItemRead
from monitor.domain.evidence import Quote
from monitor.domain.findings import EffectRead, ObligationRead, Reading, Why, findings_digest
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Effect, Form, Occasion, OrderType
from monitor.errors import InputError, NotFoundError
from monitor.ledger.store import Draft
from monitor.reading.reader import READER, read
from projections import items, orders
from projections.as_of import orders_at
from projections.runner import rebuild
from tests.projections.given import MATTER, POOL, Record

WHO = person("Ada Example", "EXAMPLE reason")


@pytest.fixture
def record(tmp_path):
    made = Record(tmp_path)
    made.give(POOL[:4])
    made.runner.catch_up()
    yield made
    made.close()


@pytest.fixture
def reviews(record):
    return Reviews(record.ledger, record.views, record.runner.catch_up, record.step)


def decided(record):
    kinds = ReadingConfirmed | ReadingCorrected | ReadingRejected
    return [e.event for e in record.ledger.entries() if isinstance(e.event, kinds)]


def file(item, **changes):
    return json.dumps({**as_file(machine_of(item), item.content), **changes}).encode()


def test_a_decision_is_recorded_with_who_why_when_and_what_was_seen(record, reviews):
    item = reviews.item("a3")
    outcome = reviews.reject(item, WHO)
    (event,) = decided(record)
    assert (event.by, event.reason, event.decided_at) == ("Ada Example", "EXAMPLE reason", record.now)
    assert (event.of, event.revision, event.reader) == (item.key, 0, READER)
    assert event.saw == findings_digest(item.reading)
    assert outcome.seq == record.ledger.head()
    assert outcome.changes


def test_the_same_decision_again_records_nothing_and_another_one_does(record, reviews):
    reviews.reject(reviews.item("a3"), WHO)
    again = reviews.reject(reviews.item("a3"), WHO)
    assert (again.seq, len(decided(record))) == (None, 1)
    reviews.reject(reviews.item("a3"), person("Bea Example", "EXAMPLE reason"))
    reviews.confirm(reviews.item("a3"), WHO)
    assert [type(e) for e in decided(record)] == [ReadingRejected, ReadingRejected, ReadingConfirmed]


@pytest.mark.parametrize(
    ("by", "reason", "wrong"),
    [
        ("", "why", "--by is empty"),
        ("Ada", "  ", "--reason is empty"),
        ("rules-5", "why", "reader's version"),
        ("Ada\x07", "why", "printable"),
        ("A" * 121, "why", "at most 120"),
        ("x, confirmed by y", "why", "reader's version"),
    ],
)
def test_a_decision_has_a_person_and_a_reason(by, reason, wrong):
    with pytest.raises(InputError, match=wrong):
        person(by, reason)


def test_what_a_person_says_keeps_one_line():
    assert person(" Ada  Example\n", "two\nlines").reason == "two lines"


def test_an_item_is_found_by_its_id_or_key_and_two_of_one_id_are_told_apart(record, reviews):
    assert reviews.item("item|given|a3").item == "a3"
    with pytest.raises(NotFoundError, match="no item 'nothing'"):
        reviews.item("nothing")
    with pytest.raises(NotFoundError, match="from source 'wire'"):
        reviews.item("a3", "wire")
    intake = LineIngest(record.ledger, record.watched, lambda key: items.current(record.views, key), record.step)
    intake.run([json.dumps(POOL[2])], "wire", Occasion.LIVE)
    with pytest.raises(InputError, match="known from given, wire: say which with --source"):
        reviews.item("a3")
    assert reviews.item("a3", "wire").source == "wire"


def test_a_correction_is_the_whole_reading_with_spans_found_in_the_text(record, reviews):
    item = reviews.item("a3")
    quote = "twelve dwellings were shut off on March 4"
    position = {"actor": "Riverton Residents", "role": "plaintiff", "stance": "alleges_breach", "quote": quote}
    reviews.correct(item, WHO, json.dumps({"positions": [position]}).encode())
    (event,) = decided(record)
    (said,) = event.reading.positions
    assert item.content.text[said.quote.start : said.quote.end] == quote
    assert (said.why.rule, said.why.score, event.reading.reader) == ("person", 1.0, "Ada Example")
    assert event.reading.effects == item.reading.effects  # left out of the file: as it was read
    order = next(o for o in record_orders(record) if o.actions)
    assert {p.read_by for p in order.actions[0].positions if p.item == "a3"} == {"Ada Example"}
    assert verify(record.ledger).problems == []


def record_orders(record):
    record.runner.catch_up()
    return orders.all_orders(record.views)


def test_an_empty_list_says_that_there_is_none_and_history_names_the_person(record, reviews):
    reviews.correct(reviews.item("a2"), WHO, json.dumps({"obligations": []}).encode())
    (order,) = (o for o in record_orders(record) if o.type == "tro")
    assert order.obligations == ()
    assert [h.read_by for h in order.history] == [READER, "Ada Example"]


def test_a_second_correction_keeps_what_it_leaves_out_of_the_first(record, reviews):
    machine = reviews.item("a3").reading
    reviews.correct(reviews.item("a3"), WHO, b'{"positions": []}')
    reviews.correct(reviews.item("a3"), WHO, b'{"effects": []}')
    assert (reviews.item("a3").in_force.positions, reviews.item("a3").in_force.effects) == ((), ())
    reviews.reject(reviews.item("a3"), WHO)
    reviews.correct(reviews.item("a3"), WHO, b'{"effects": []}')
    assert reviews.item("a3").in_force.positions == machine.positions


def test_what_a_rule_found_just_so_keeps_its_rule(record, reviews):
    item = reviews.item("a3")
    reviews.correct(item, WHO, file(item, disputes_compliance=False))
    (event,) = decided(record)
    assert [p.why for p in event.reading.positions] == [p.why for p in item.reading.positions]


@pytest.mark.parametrize(
    ("findings", "wrong"),
    [
        ("{", "a3: the findings are not JSON"),
        ("[]", "a3: the findings: is a list, and an object is wanted"),
        ('{"position": []}', "a3: the findings: has 'position', which is none of concerns"),
        ('{"positions": {}}', r"a3: positions: is an object, and a list is wanted"),
        ('{"positions": [{"stance": "denies_breach"}]}', r"a3: positions\[0\]: .*missing required field `actor`"),
        (
            '{"positions": [{"actor": "X", "role": "court", "stance": "guilty", "quote": "MOTION"}]}',
            r"a3: positions\[0\].stance: .*guilty",
        ),
        (
            '{"positions": [{"actor": "X", "role": "court", "stance": "questions", "quote": "never said"}]}',
            r"a3: positions\[0\].quote: 'never said' does not stand there in the item's stored text",
        ),
        (
            '{"positions": [{"actor": "X", "role": "court", "stance": "questions", "quote": {"text": "MOTION", "start": 4}}]}',
            r"a3: positions\[0\].quote: 'MOTION' does not stand there",
        ),
        ('{"concerns": [{"matter": "mnd/26-cv-999"}]}', "a3: concerns: 'mnd/26-cv-999' is not watched"),
        (
            '{"effects": [], "obligations": [{"effect": 0, "quote": "MOTION", "form": "written"}]}',
            r"a3: obligations\[0\].effect: there is no effect 0",
        ),
        (
            '{"deadlines": [{"kind": "filing", "what": "x", "due_at": "2026-03-20T17:00:00", "quote": "MOTION"}]}',
            r"a3: deadlines\[0\].due_at: 2026-03-20T17:00:00 has no offset",
        ),
        ("{}", "a3: these are the findings as the machine read them; to say so, confirm"),
    ],
)
def test_a_file_that_cannot_be_used_names_item_finding_and_reason_and_records_nothing(record, reviews, findings, wrong):
    head = record.ledger.head()
    with pytest.raises(InputError, match=wrong):
        reviews.correct(reviews.item("a3"), WHO, findings.encode())
    assert record.ledger.head() == head


def test_an_article_makes_no_docket_facts_whoever_says_so(record, reviews):
    record.give([POOL[7]])
    effect = {"effect": "issues", "type": "tro", "mode": "written", "quote": "defies order"}
    with pytest.raises(InputError, match="n1: effects: only a docket entry has these"):
        reviews.correct(reviews.item("n1"), WHO, json.dumps({"effects": [effect]}).encode())


def test_a_weak_match_is_taken_or_left_by_one_command(record, reviews):
    record.give([POOL[7]])
    item = reviews.item("n1")
    weak = tuple(msgspec.structs.replace(c, weak=True) for c in item.reading.concerns)
    nothing = Reading(reader="rules-99", concerns=weak)
    event = ItemRead(of=item.key, revision=0, occasion=Occasion.REREAD, matters_revision="m", reading=nothing)
    record.ledger.append([Draft(event=event, cause=item.key)], record.step())
    assert not any(p.item == "n1" for o in record_orders(record) for a in o.actions for p in a.positions)
    reviews.concerns(reviews.item("n1"), WHO, [MATTER.id])
    item = reviews.item("n1")
    assert [(c.matter, c.weak) for c in item.in_force.concerns] == [(MATTER.id, False)]
    assert any(p.item == "n1" for o in record_orders(record) for a in o.actions for p in a.positions)
    with pytest.raises(InputError, match="mnd/26-cv-102: the reader saw no sign of it"):
        reviews.concerns(item, WHO, ["mnd/26-cv-102"])


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(range(len(POOL))))
def test_what_is_shown_and_given_back_unchanged_is_the_same_reading(number):
    given_item = parse_line(json.dumps(POOL[number]), 1)
    reading = read(given_item.content, (MATTER,))
    shown = json.dumps({"findings": as_file(reading, given_item.content)}).encode()
    again = from_file(shown, "x", reading, given_item.content, "Ada Example")
    assert msgspec.structs.replace(again, reader=reading.reader) == reading


def test_words_that_stand_twice_come_back_from_where_they_stood():
    text = "ORDER. Defendant shall comply. Defendant shall comply. (EXAMPLE)"
    content = DocketEntry(court="mnd", docket_number="0:26-cv-00101", case_name="EXAMPLE", text=text)
    quote = Quote("Defendant shall comply.", 31, 54)
    duty = ObligationRead(effect=0, quote=quote, why=Why(rule="EXAMPLE", score=0.9), form=Form.WRITTEN)
    effect = EffectRead(
        effect=Effect.ISSUES, type=OrderType.OTHER, mode=None, quote=Quote("ORDER.", 0, 6), why=Why(rule="x", score=1.0)
    )
    reading = Reading(reader="rules-9", effects=(effect,), obligations=(duty,))
    shown = as_file(reading, content)
    assert shown["obligations"][0]["quote"] == {"text": "Defendant shall comply.", "start": 31}
    again = from_file(json.dumps(shown).encode(), "x", Reading(reader="rules-9"), content, "Ada Example")
    assert again.obligations[0].quote == quote


_STEPS = st.lists(
    st.sampled_from(["confirm", "reject", "correct", "revise", "give", "join", "part", "reread"]),
    min_size=1,
    max_size=7,
)


@settings(deadline=None, max_examples=8)
@given(_STEPS)
@example(steps=["join", "reject"])
def test_decisions_among_readings_fold_to_the_same_rows_again(steps):
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        record.give(POOL[:3])
        reviews = Reviews(record.ledger, record.views, record.runner.catch_up, record.step)
        linking = Linking(record.ledger, record.views, record.runner.catch_up, record.step)
        for number, step in enumerate(steps):
            if step == "revise":
                record.give([{**POOL[2], "text": f"{POOL[2]['text']} ({number})"}])
            elif step == "give":
                record.give([POOL[3 + number % 4]])
            elif step == "correct":
                try:
                    reviews.correct(
                        reviews.item("a3"), person("Ada Example", f"EXAMPLE {number}"), b'{"positions": []}'
                    )
                except InputError as refused:  # a newer reader had dropped the positions: nothing to correct
                    assert "as the machine read them" in str(refused)  # noqa: PT017
            elif step in {"join", "part"}:
                who = person("Ada Example", f"EXAMPLE {number}")
                linking.decide("mnd/26-cv-101/e3.1", "mnd/26-cv-101/e7.1", who, joined=step == "join")
            elif step == "reread":
                stores = record.ledger, record.views, record.watched, record.runner.catch_up, record.step
                Rereading(*stores, partial(as_read_by, f"rules-{number}")).run(record=True)
            else:
                getattr(reviews, step)(reviews.item("a3"), person("Ada Example", f"EXAMPLE {number}"))
        record.runner.catch_up()
        before = record.rows()
        then = orders_at(record.views, record.ledger.head())
        assert msgspec.to_builtins(then) == msgspec.to_builtins(record_orders(record))
        rebuild(record.ledger, record.views)
        assert record.rows() == before
        assert verify(record.ledger).problems == []
        record.close()


def as_read_by(reader, content, matters):
    """Each newer reader drops or restores what is said in motions."""
    reading = read(content, matters)
    dropped = {"positions": ()} if reading.kind == "motion" and reader[-1] in "02468" else {}
    return msgspec.structs.replace(reading, reader=reader, **dropped)


def test_a_decision_about_words_that_were_revised_meanwhile_says_that_it_does_not_apply(record, reviews):
    seen = reviews.item("a3")
    record.give([POOL[8]])
    outcome = reviews.reject(seen, WHO)
    assert (outcome.counts, outcome.seq) == (False, record.ledger.head())
    assert reviews.item("a3").overtaken.by == "Ada Example"
    assert reviews.reject(reviews.item("a3"), WHO).counts


def test_two_people_at_once_are_both_recorded_and_the_later_counts(record):
    now = datetime(2026, 3, 9, tzinfo=UTC)
    one = Reviews(record.ledger, record.views, record.runner.catch_up, lambda: now)
    other = Reviews(record.ledger, record.views, record.runner.catch_up, lambda: now + timedelta(seconds=1))
    seen = one.item("a3")
    one.reject(seen, WHO)
    other.confirm(seen, person("Bea Example", "EXAMPLE: it stands"))
    assert len(decided(record)) == 2
    assert one.item("a3").decision.by == "Bea Example"

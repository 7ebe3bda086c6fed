"""What waits for a person, and leaves when somebody decided. An invented case; every text is an EXAMPLE."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import msgspec
import pytest

from monitor.application.linking import Linking
from monitor.application.review import Reviews, person
from monitor.application.watching import record_matters
from monitor.domain.events import ItemRead
from monitor.domain.evidence import Quote
from monitor.domain.findings import Concern, Why
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Draft
from projections import items, matters, queue
from projections.questions import LOW_SCORE, QuestionKind, about_doubt, link_command
from tests.monitor.state.given import Given, issues, plaintiffs, re
from tests.monitor.state.test_links import act
from tests.projections.given import MATTER, OTHER, POOL, Record, entry

WHO = person("Ada Example", "EXAMPLE reason")
ORDER, COPY = "mnd/26-cv-101/e7.1", "mnd/26-cv-101/e8.1"


@pytest.fixture
def desk(record):
    record.now = datetime(2026, 3, 20, tzinfo=UTC)  # after the last entry: what is dated ahead is asked about
    record.give(POOL[1:4])
    return Desk(record)


class Desk:
    def __init__(self, record: Record) -> None:
        self.record, self.readers = record, 90
        record.runner.catch_up()
        stores = record.ledger, record.views, record.runner.catch_up, record.step
        self.reviews, self.linking = Reviews(*stores), Linking(*stores)

    def kinds(self):
        self.record.runner.catch_up()
        return [(q.kind.value, q.item) for q in queue.questions(self.record.views)]

    def one(self):
        self.record.runner.catch_up()
        (question,) = queue.questions(self.record.views)
        return question

    def weakly(self):
        """Gives an article that only a person can say is about the matter."""
        self.record.give([POOL[7]])
        concern = Concern(
            matter=MATTER.id, why=Why(rule="EXAMPLE", score=0.5), quote=Quote("shutoffs", 39, 47), weak=True
        )
        self.read_as("n1", concerns=(concern,), positions=(), action=None, disputes_compliance=False)

    def read_as(self, ident, **changes):
        item = self.reviews.item(ident)
        self.readers += 1
        reading = msgspec.structs.replace(item.reading, reader=f"rules-{self.readers}", **changes)
        event = ItemRead(
            of=item.key, revision=item.revision, occasion=Occasion.REREAD, matters_revision="m", reading=reading
        )
        self.record.ledger.append([Draft(event=event, cause=item.key)], self.record.step())


def test_what_is_sure_waits_for_nobody(desk):
    assert desk.kinds() == []


def test_a_weak_match_asks_with_its_words_and_the_commands_that_settle_it(desk):
    desk.weakly()
    question = desk.one()
    assert (question.kind, question.item, question.source, question.quote) == (
        QuestionKind.WEAK_CONCERN,
        "n1",
        "given",
        "shutoffs",
    )
    assert question.alternatives == (MATTER.id, "no watched matter")
    for command in question.settle:
        name, verb, item, *rest = shlex.split(command)
        assert (name, verb, item, rest[-4:]) == ("showcause", "review", "n1", ["--by", "NAME", "--reason", "TEXT"])
    assert "--concerns mnd/26-cv-101" in question.settle[0]
    desk.reviews.concerns(desk.reviews.item("n1"), WHO, [MATTER.id])
    assert desk.kinds() == []


def test_a_rule_that_is_trusted_little_asks_for_its_own_words(desk):
    item = desk.reviews.item("a3")
    low = tuple(
        msgspec.structs.replace(p, why=msgspec.structs.replace(p.why, score=LOW_SCORE - 0.01))
        for p in item.reading.positions
    )
    desk.read_as("a3", positions=low)
    question = desk.one()
    assert (question.kind, question.quote) == (QuestionKind.LOW_SCORE, low[0].quote.text)
    assert "seeks enforcement" in question.why
    desk.reviews.confirm(desk.reviews.item("a3"), WHO)
    assert desk.kinds() == []


def test_a_reference_to_several_orders_asks_which(desk):
    desk.record.give(
        [
            entry(
                "a9",
                "08T10:00",
                "MOTION to Enforce the Temporary Restraining Orders by Riverton Residents. Defendant has failed to comply"
                " with the Orders. (EXAMPLE)",
                18,
            )
        ]
    )
    assert ("several_orders", "a9") in desk.kinds()
    desk.reviews.confirm(desk.reviews.item("a9"), WHO)
    assert ("several_orders", "a9") not in desk.kinds()


def test_a_day_of_no_calendar_asks_what_was_meant(desk):
    text = "ORDER: Defendant shall file a status report on compliance with the Order by 02/30/2026. (EXAMPLE)"
    desk.record.give([entry("a9", "08T10:00", text, 18)])
    (question,) = [q for q in (desk.kinds() and queue.questions(desk.record.views)) if q.item == "a9"]
    assert (question.kind, "02/30/2026" in question.why) == (QuestionKind.NO_SUCH_DAY, True)
    desk.reviews.confirm(desk.reviews.item("a9"), WHO)
    assert desk.kinds() == []


def test_orders_named_by_their_date_ask_nothing(desk):
    text = "MOTION to Enforce the Temporary Restraining Orders of March {} by Riverton Residents. (EXAMPLE)"
    desk.record.give([entry("a9", "08T10:00", text.format("3, 2026"), 18)])
    assert "several_orders" not in dict(desk.kinds())
    desk.record.give([entry("a10", "08T11:00", text.format("this year"), 20)])
    assert ("several_orders", "a10") in desk.kinds()


def test_an_order_that_came_later_was_not_meant(desk):
    desk.record.give([entry("early", "01T10:00", "ORDER vacating 99 Preliminary Injunction. (EXAMPLE)", 1)])
    desk.record.give([entry("late", "08T10:00", "ORDER vacating 98 Preliminary Injunction. (EXAMPLE)", 19)])
    desk.kinds()
    meant = {q.item: q.alternatives for q in queue.questions(desk.record.views)}
    assert ORDER not in meant["early"]
    assert ORDER in meant["late"]


def test_what_could_not_be_placed_asks_with_the_orders_there_are(desk):
    desk.record.give([entry("a9", "08T10:00", "ORDER vacating 99 Preliminary Injunction. (EXAMPLE)", 19)])
    questions = {q.kind: q for q in (desk.kinds() and queue.questions(desk.record.views))}
    question = questions[QuestionKind.UNRESOLVED]
    assert (question.item, question.matter) == ("a9", MATTER.id)
    assert not question.why.startswith("a9: ")
    assert ORDER in question.alternatives
    desk.reviews.reject(desk.reviews.item("a9"), WHO)
    assert desk.kinds() == []


def test_a_decision_that_a_revision_overtook_comes_first(desk):
    desk.reviews.reject(desk.reviews.item("a3"), WHO)
    desk.record.give([POOL[8]])
    desk.weakly()
    assert desk.kinds()[0] == ("overtaken", "a3")
    question = queue.questions(desk.record.views)[0]
    assert question.why.startswith("rejected by Ada Example (EXAMPLE reason); it was revised since")
    assert question.revision == 1


def test_a_newer_reading_of_a_decided_item_asks_only_if_it_says_something_new(desk):
    item = desk.reviews.item("a3")
    desk.reviews.correct(item, WHO, b'{"positions": []}')
    desk.read_as("a3", disputes_compliance=item.reading.disputes_compliance)
    assert desk.kinds() == []  # as it was read when the person looked
    desk.read_as("a3", positions=(), effects=(), kind=None)
    assert desk.kinds() == [("read_otherwise", "a3")]
    said = desk.reviews.item("a3").in_force
    desk.read_as("a3", positions=said.positions, effects=said.effects, kind=said.kind)
    assert desk.kinds() == []  # as the person said


def test_a_join_that_lost_a_handle_asks_with_both_ways_out(desk):
    desk.record.give([{**POOL[1], "id": "a2b", "entry_number": 8, "filed_at": "2026-03-03T09:00-06:00"}])
    desk.linking.decide(ORDER, COPY, WHO, joined=True)
    assert desk.kinds() == []
    desk.reviews.reject(desk.reviews.item("a2b"), WHO)
    question = desk.one()
    assert (question.kind, question.item, question.alternatives) == (QuestionKind.LOST_LINK, None, (ORDER, COPY))
    assert f"{COPY} is not read any more" in question.why
    assert question.settle[1] == f"showcause part {ORDER} {COPY} --by NAME --reason TEXT"


def test_a_contradiction_asks_and_a_new_decision_ends_it(desk):
    desk.record.give(
        [{**POOL[1], "id": f"a2{n}", "entry_number": n, "filed_at": f"2026-03-03T{n:02}:00-06:00"} for n in (8, 10)]
    )
    third = "mnd/26-cv-101/e10.1"
    desk.linking.decide(ORDER, COPY, WHO, joined=True)
    desk.linking.decide(COPY, third, WHO, joined=True)
    desk.linking.decide(ORDER, third, WHO, joined=False)
    question = desk.one()
    assert (question.kind, question.alternatives) == (QuestionKind.CONTRADICTION, (ORDER, COPY))
    desk.linking.decide(ORDER, COPY, person("Bea Example", "EXAMPLE: they are two"), joined=False)
    assert desk.kinds() == []


def test_what_the_words_leave_open_asks_with_the_joins_that_would_say():
    given = Given()
    given.entry("2025-03-01 10:00", issues(), number=5)
    first = given.entry("2025-03-04 10:00", plaintiffs(refers=(re(5),), words="EXAMPLE: one departure"), number=8)
    second = given.entry("2025-05-30 10:00", plaintiffs(refers=(re(5),), words="EXAMPLE: something else"), number=9)
    (doubt,) = given.state.doubts
    question = about_doubt(given.matter.id, doubt, None)
    assert (question.kind, question.item, question.quote) == (
        QuestionKind.MAY_BE_ONE,
        "item-3",
        "EXAMPLE: something else",
    )
    one, other = "dcd/25-cv-1/e9.p1", "dcd/25-cv-1/e8.p1"
    assert question.settle == (link_command("join", one, other), link_command("part", one, other))
    for joined in (True, False):
        given.facts.append(act(len(given.facts) + 1, (first, 1), (second, 1), joined=joined))
        assert given.state.doubts == ()


def test_a_matter_that_is_no_longer_watched_asks_nothing(desk):
    desk.weakly()
    assert desk.kinds() == [("weak_concern", "n1")]
    known = matters.recorded(desk.record.views)
    record_matters(desk.record.ledger, [OTHER], known, desk.record.step())
    assert desk.kinds() == []


def test_an_item_that_is_gone_from_the_queue_is_gone_from_its_rows(desk):
    desk.weakly()
    assert desk.kinds() == [("weak_concern", "n1")]
    desk.reviews.reject(desk.reviews.item("n1"), WHO)
    assert desk.record.views.rows("SELECT count(*) FROM queue")[0][0] == 0
    assert items.current(desk.record.views, "item|given|n1").decision.verdict == "rejected"

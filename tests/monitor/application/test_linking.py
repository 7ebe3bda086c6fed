"""Joining and parting by public id: what is refused and why. An invented case; every text is an EXAMPLE."""

from __future__ import annotations

import pytest

from monitor.application.linking import Linking
from monitor.application.review import person
from monitor.domain.decided import OrdersJoined, OrdersParted
from monitor.errors import InputError, NotFoundError
from projections import orders
from tests.projections.given import POOL, Record, entry

WHO = person("Ada Example", "EXAMPLE reason")
ORDER, COPY, REQUEST = "mnd/26-cv-101/e3.1", "mnd/26-cv-101/e8.1", "mnd/26-cv-101/e9.1"
ACTION, ANSWER = "mnd/26-cv-101/e9.p0", "mnd/26-cv-101/e11.p1"


@pytest.fixture
def record(tmp_path):
    made = Record(tmp_path)
    made.give([*POOL[:4], POOL[6]])
    yield made
    made.close()


@pytest.fixture
def linking(record):
    return Linking(record.ledger, record.views, record.runner.catch_up, record.step)


def entered_again(record):
    record.give([{**POOL[1], "id": "a2b", "entry_number": 8, "filed_at": "2026-03-03T09:00-06:00"}])


def test_a_join_leads_from_one_id_to_the_other_and_is_recorded_by_handle(record, linking):
    entered_again(record)
    outcome = linking.decide(COPY, ORDER, WHO, joined=True)
    (event,) = (e.event for e in record.ledger.entries() if isinstance(e.event, OrdersJoined))
    assert {(m.id, m.item, m.ordinal) for m in (event.one, event.other)} == {
        (ORDER, "item|given|a1", 1),
        (COPY, "item|given|a2b", 1),
    }
    assert (event.matter_id, event.by, outcome.seq) == ("mnd/26-cv-101", "Ada Example", record.ledger.head())
    assert orders.one_order(record.views, COPY).id == ORDER


def test_an_alias_is_parted_from_its_order_and_goes_back(record, linking):
    alias = orders.one_order(record.views, ORDER).aliases[0] if record.runner.catch_up() is not None else ""
    linking.decide(ORDER, alias, WHO, joined=False)
    assert orders.one_order(record.views, alias).id == alias
    linking.decide(ORDER, alias, WHO, joined=True)
    assert orders.one_order(record.views, alias).id == ORDER


def test_the_same_decision_again_records_nothing(record, linking):
    entered_again(record)
    linking.decide(COPY, ORDER, WHO, joined=True)
    assert linking.decide(ORDER, COPY, WHO, joined=True).seq is None
    assert linking.decide(ORDER, COPY, WHO, joined=False).seq == record.ledger.head()
    assert sum(isinstance(e.event, OrdersParted) for e in record.ledger.entries()) == 1


@pytest.mark.parametrize(
    ("pair", "joined", "error", "wrong"),
    [
        ((ORDER, "mnd/26-cv-101/e99.1"), True, NotFoundError, "no order or action 'mnd/26-cv-101/e99.1' is known"),
        ((ORDER, "mnd/26-cv-102/e2.1"), True, InputError, "different matters"),
        ((ORDER, "mnd/26-cv-102/e2.1"), False, InputError, "different matters"),
        ((ORDER, ACTION), True, InputError, "the one is an order and the other an action"),
        ((ORDER, ORDER), True, InputError, "the same entry"),
        ((ORDER, REQUEST), True, InputError, "the one acts on the other"),
    ],
)
def test_what_can_be_neither_one_nor_two_is_refused_with_a_reason(record, linking, pair, joined, error, wrong):
    record.runner.catch_up()
    head = record.ledger.head()
    with pytest.raises(error, match=wrong):
        linking.decide(*pair, WHO, joined=joined)
    assert record.ledger.head() == head


def test_a_position_can_be_parted_from_its_action(record, linking):
    record.runner.catch_up()
    (action,) = orders.one_order(record.views, ORDER).actions
    assert (action.id, action.status) == (ACTION, "contested")
    for answer in (ANSWER, "mnd/26-cv-101/e11.p2"):
        linking.decide(ACTION, answer, WHO, joined=False)
    after = next(a for a in orders.one_order(record.views, ORDER).actions if a.id == ACTION)
    assert after.status != "contested"


def test_actions_under_two_orders_are_not_joined(record, linking):
    entered_again(record)
    more = "MOTION to Enforce 8 Temporary Restraining Order by Riverton Residents. Defendant has failed to comply with"
    record.give([entry("a9", "07T10:00", f"{more} the Order: forty dwellings were shut off on March 6. (EXAMPLE)", 20)])
    record.runner.catch_up()
    other = orders.one_order(record.views, COPY).actions[-1]
    with pytest.raises(InputError, match="under different orders"):
        linking.decide(ACTION, other.id, WHO, joined=True)

"""What an auditor asks of the bundled example: what did you know at that minute, and whom had you told? (EXAMPLE)

The hours are those of examples/jgg/README.md: the order for the class was pronounced at about 18:45 and entered at 19:25; a
plane landed at 19:36.
"""

from __future__ import annotations

import pytest

from monitor.audit.causes import Why
from monitor.audit.mailed import Outcome
from monitor.domain.vocabulary import OrderStatus
from monitor.state.change import ChangeKind
from tests.journeys.conftest import at


@pytest.fixture(scope="module")
def replayed(jgg):
    return lambda since, until=None: jgg.app.replay(at(since), at(until) if until else None, None)


def entered(found, moment):
    return [o for o in found.orders if o.entered_at == at(moment)]


def test_at_1924_the_written_order_was_not_known_and_at_1936_it_was(replayed):
    before, after = replayed("03-15 19:24"), replayed("03-15 19:36")
    assert entered(before, "03-15 19:25") == []
    (order,) = entered(after, "03-15 19:25")
    assert order.status is OrderStatus.IN_FORCE
    assert order.pronounced_at is None  # that it was pronounced first, no source had yet said
    assert after.as_of.seq > before.as_of.seq


def test_at_1936_nobody_had_been_told_of_it_and_the_next_morning_both_had(replayed):
    (order,) = entered(replayed("03-15 19:36"), "03-15 19:25")

    def told(found):
        known = [k for k in found.known if k.change.order == order.id and k.change.kind is ChangeKind.ORDER_ISSUED]
        return sorted((m.schedule, m.outcome) for k in known for m in k.told)

    assert told(replayed("03-15 19:36")) == []
    morning = replayed("03-16 07:30")
    assert told(morning) == [("daily", Outcome.SENT)]


def test_between_the_order_and_the_next_evening_every_change_names_its_event(jgg, replayed):
    found = replayed("03-15 19:36", "03-16 18:00")
    assert {known.cause.why for known in found.changed} == {Why.NEWS}
    for known in found.changed:
        entry = next(e for e in jgg.app.ledger.entries(known.cause.seq - 1, known.cause.seq))
        assert entry.recorded_at == known.cause.recorded_at
        assert at("03-15 19:36") < known.cause.recorded_at <= at("03-16 18:00")
        observed = next(e for e in jgg.app.ledger.entries(known.cause.observed_seq - 1, known.cause.observed_seq))
        assert observed.event.item == known.cause.item
        assert observed.event.source == known.cause.source


def test_an_answer_went_out_at_once_and_the_record_says_when(replayed):
    found = replayed("03-15 19:36", "03-16 18:00")
    answers = [k for k in found.changed if k.change.kind is ChangeKind.ANSWERED]
    assert answers
    for known in answers:
        (mail,) = known.told
        assert (mail.schedule, mail.outcome) == ("immediate", Outcome.SENT)
        assert known.cause.seq < mail.seq < mail.outcome_seq <= found.until.seq


def test_every_moment_of_the_example_is_in_the_views_as_in_the_record(replayed):
    for since, until in (("03-14 10:00", "03-20 12:00"), ("03-20 12:00", "04-18 22:00")):
        assert replayed(since, until).differs == ()


def test_the_lapse_is_the_clocks_doing(replayed):
    found = replayed("03-20 12:00", "04-18 22:00")
    whys = {known.cause.why for known in found.changed}
    assert Why.NEWS in whys
    assert all((k.cause.voice == "clock_and_told") == (k.cause.why is Why.CLOCK) for k in found.changed)
    assert Why.CLOCK in whys


def test_the_root_at_a_moment_is_that_of_a_record_that_ends_there(jgg, replayed):
    from monitor.ledger.merkle import leaf_hash, root_of

    found = replayed("03-15 19:36")
    leaves = [leaf.envelope for _, leaf in jgg.app.ledger.rows(upto=found.as_of.seq)]
    assert len(leaves) == found.as_of.leaves
    assert root_of(map(leaf_hash, leaves)).hex() == found.as_of.root
